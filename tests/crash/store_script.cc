#include "tests/crash/store_script.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/verify_log.h"
#include "tests/contract/log_fixture.h"

namespace assessment {
namespace {

thread_local int bookkeepings = 0;

}  // namespace

Bookkeeping::Bookkeeping(std::mutex& mutex) : lock_(mutex) { ++bookkeepings; }

Bookkeeping::~Bookkeeping() { --bookkeepings; }

bool Bookkeeping::IsDoneHere() { return bookkeepings > 0; }

namespace {

// Beyond the width of a tile, so that rows of `tiles` are written.
constexpr size_t kLargeGroup = 260;

absl::Status Lie(absl::string_view message) {
  return absl::DataLossError(absl::StrCat("a lie: ", message));
}

std::vector<Record> RecordsOf(const std::vector<CommitEntry>& entries) {
  std::vector<Record> records;
  for (const CommitEntry& entry : entries) records.push_back(entry.record);
  return records;
}

// The entry at `position`: every third with a text, every seventh with a name.
CommitEntry EntryAt(const std::string& ledger, uint64_t position, int64_t time) {
  TestEvent event;
  event.key = absl::StrCat("key-", position);
  event.units = {absl::StrCat("u", position % 5), absl::StrCat("v", position % 3)};
  event.record_time_micros = time;
  event.padding_bytes = position * 37 % 200;
  if (position % 3 == 0) event.note = absl::StrCat("note of ", ledger, " ", position);
  if (position % 7 == 0) event.decider = absl::StrCat("decider ", position % 4);
  return MakeEntry(event, position);
}

void Acknowledge(PromisedLedger& ledger, std::vector<CommitEntry> entries) {
  for (CommitEntry& entry : entries) {
    ledger.frontier.Append(LeafHash(entry.record.header_bytes));
    ledger.acknowledged.push_back(std::move(entry));
  }
  ledger.unknown.clear();
}

// Commitments whose erasure is among `entries`.
std::vector<std::string> ErasedIn(const std::vector<CommitEntry>& entries) {
  std::vector<std::string> erased;
  for (const CommitEntry& entry : entries) {
    erased.insert(erased.end(), entry.erased.begin(), entry.erased.end());
  }
  return erased;
}

absl::Status CheckErased(const EventLog& log, const std::vector<CommitEntry>& entries) {
  ASSIGN_OR_RETURN(const auto texts, log.FindTexts(ErasedIn(entries)));
  for (const std::optional<SealedText>& text : texts) {
    if (text.has_value()) return absl::DataLossError("a text came back that was erased");
  }
  return absl::OkStatus();
}

absl::Status CheckLedger(EventLog& log, const std::string& name, PromisedLedger ledger) {
  ASSIGN_OR_RETURN(const std::vector<Record> records, ReadAll(log));
  std::vector<CommitEntry> with_unknown = ledger.acknowledged;
  with_unknown.insert(with_unknown.end(), ledger.unknown.begin(), ledger.unknown.end());
  if (records == RecordsOf(with_unknown)) {
    Acknowledge(ledger, std::vector<CommitEntry>(ledger.unknown));
  } else if (records != RecordsOf(ledger.acknowledged)) {
    return absl::DataLossError(absl::StrCat(name, ": acknowledged ", ledger.acknowledged.size(),
                                            " records, found ", records.size(),
                                            " or different ones"));
  }
  if (log.DurableTail().root != ledger.frontier.Root()) {
    return absl::DataLossError(absl::StrCat(name, ": not the acknowledged root"));
  }
  RETURN_IF_ERROR(VerifyLog(log, nullptr).status());
  RETURN_IF_ERROR(CheckErased(log, ledger.acknowledged));
  const uint64_t size = records.size();
  const CommitEntry next = EntryAt(name, size, log.DurableTail().record_time_micros + 1);
  ledger.frontier.Append(LeafHash(next.record.header_bytes));
  RETURN_IF_ERROR(log.Commit({next}, size, ledger.frontier.Root()).status);
  return VerifyLog(log, nullptr).status();
}

}  // namespace

absl::Status CheckPromises(const RocksDbOptions& options, const Promises& promises) {
  ASSIGN_OR_RETURN(std::unique_ptr<RocksDbLogStore> store, RocksDbLogStore::Open(options));
  for (const std::string& name : store->Ledgers()) {
    if (promises.count(name) == 0) {
      return absl::DataLossError(absl::StrCat("a ledger that nobody asked for: ", name));
    }
  }
  for (const auto& [name, ledger] : promises) {
    const absl::StatusOr<EventLog*> log = store->Find(name);
    if (!log.ok() && !ledger.acknowledged_creation) continue;
    if (!log.ok()) return absl::DataLossError(absl::StrCat("acknowledged ledger lost: ", name));
    RETURN_IF_ERROR(CheckLedger(**log, name, ledger));
  }
  return store->Close();
}

StoreScript::StoreScript(RocksDbOptions options) : options_(std::move(options)) {}

StoreScript::~StoreScript() { static_cast<void>(store_.release()); }

Promises StoreScript::promises() const {
  const Bookkeeping lock(mutex_);
  return promises_;
}

ScriptCounts StoreScript::counts() const {
  const Bookkeeping lock(mutex_);
  return counts_;
}

void StoreScript::NoteFailure(const absl::Status& status) {
  const Bookkeeping lock(mutex_);
  if (!status.ok() && counts_.first_failure.ok()) counts_.first_failure = status;
}

absl::Status StoreScript::Run() {
  RETURN_IF_ERROR(Open());
  RETURN_IF_ERROR(CreateLedger("a"));
  RETURN_IF_ERROR(CreateLedger("b"));
  for (size_t group = 0; group < 16; ++group) {
    RETURN_IF_ERROR(Append(group % 3 == 0 ? "b" : "a", 1 + group % 5));
  }
  RETURN_IF_ERROR(SyncMark("a"));
  RETURN_IF_ERROR(Append("a", kLargeGroup));
  RETURN_IF_ERROR(Erase("a", 0));
  RETURN_IF_ERROR(Purge("a"));
  RETURN_IF_ERROR(Append("b", 3));
  RETURN_IF_ERROR(ReadBack());
  Close();
  RETURN_IF_ERROR(Open());
  RETURN_IF_ERROR(ReadBack());
  for (size_t group = 0; group < 6; ++group) {
    RETURN_IF_ERROR(Append(group % 2 == 0 ? "a" : "b", 1 + group));
  }
  RETURN_IF_ERROR(Erase("a", 3));
  RETURN_IF_ERROR(SyncMark("b"));
  RETURN_IF_ERROR(ReadBack());
  Close();
  return absl::OkStatus();
}

absl::Status StoreScript::Open() {
  absl::StatusOr<std::unique_ptr<RocksDbLogStore>> store = RocksDbLogStore::Open(options_);
  // A fault that passes is gone at the second attempt, one that stays is not.
  for (int attempt = 0; attempt < 2 && !store.ok(); ++attempt) {
    NoteFailure(store.status());
    {
      const Bookkeeping lock(mutex_);
      ++counts_.opening_refused;
    }
    store = RocksDbLogStore::Open(options_);
  }
  if (!store.ok()) return absl::OkStatus();
  store_ = *std::move(store);
  poisoned_ = false;
  stopped_ = false;
  const Bookkeeping lock(mutex_);
  ++counts_.opened;
  // What the opening found of an unknown commit is known from now on.
  for (auto& [name, ledger] : promises_) {
    const absl::StatusOr<EventLog*> log = store_->Find(name);
    if (!log.ok() && ledger.acknowledged_creation) return Lie(absl::StrCat(name, " is gone"));
    if (!log.ok()) continue;
    ledger.acknowledged_creation = true;
    const uint64_t size = (*log)->DurableTail().size;
    if (size == ledger.acknowledged.size() + ledger.unknown.size()) {
      Acknowledge(ledger, std::vector<CommitEntry>(ledger.unknown));
    } else if (size == ledger.acknowledged.size()) {
      ledger.unknown.clear();
    } else {
      return Lie(absl::StrCat(name, " has ", size, " records after reopening, acknowledged ",
                              ledger.acknowledged.size()));
    }
  }
  return absl::OkStatus();
}

absl::Status StoreScript::CreateLedger(const std::string& name) {
  if (store_ == nullptr) return absl::OkStatus();
  {
    const Bookkeeping lock(mutex_);
    promises_[name];
  }
  const absl::Status created = store_->Create(name).status();
  NoteFailure(created);
  const Bookkeeping lock(mutex_);
  if (created.ok()) {
    promises_[name].acknowledged_creation = true;
  } else {
    ++counts_.refused;
  }
  return absl::OkStatus();
}

absl::Status StoreScript::Append(const std::string& name, size_t count) {
  ++time_;
  const uint64_t size = promises()[name].acknowledged.size();
  std::vector<CommitEntry> entries;
  while (entries.size() < count) entries.push_back(EntryAt(name, size + entries.size(), time_));
  // A caller that was refused asks again, once.
  const uint64_t commits_before = counts().commits;
  RETURN_IF_ERROR(Commit(name, entries));
  if (counts().commits > commits_before) return absl::OkStatus();
  return Commit(name, std::move(entries));
}

absl::Status StoreScript::Erase(const std::string& name, uint64_t position) {
  const std::vector<CommitEntry> before = promises()[name].acknowledged;
  if (before.size() <= position) return absl::OkStatus();
  ++time_;
  TestEvent event;
  event.key = absl::StrCat("key-", before.size());
  event.record_time_micros = time_;
  event.erases = position;
  return Commit(name, {MakeEntry(event, before.size(), before)});
}

absl::Status StoreScript::Commit(const std::string& name, std::vector<CommitEntry> entries) {
  if (store_ == nullptr) return absl::OkStatus();
  const absl::StatusOr<EventLog*> found = store_->Find(name);
  if (!found.ok()) return absl::OkStatus();
  EventLog& log = **found;
  const PromisedLedger before = promises()[name];
  Frontier after = before.frontier;
  for (const CommitEntry& entry : entries) after.Append(LeafHash(entry.record.header_bytes));
  if (!poisoned_) {
    const Bookkeeping lock(mutex_);
    promises_[name].unknown = entries;
  }
  const CommitResult result = log.Commit(entries, before.acknowledged.size(), after.Root());
  NoteFailure(result.status);
  const Bookkeeping lock(mutex_);
  PromisedLedger& ledger = promises_[name];
  switch (result.outcome) {
    case CommitOutcome::kCommitted:
      if (poisoned_ || stopped_) return Lie("a commit succeeded after a failed write or sync");
      ++counts_.commits;
      Acknowledge(ledger, std::move(entries));
      break;
    case CommitOutcome::kNotCommitted:
      if (poisoned_) return Lie("a commit was only refused after an unknown outcome");
      ++counts_.refused;
      ledger.unknown.clear();
      break;
    case CommitOutcome::kUnknown:
      ++counts_.unknown;
      poisoned_ = true;
      break;
  }
  const EventLog::Tail tail = log.DurableTail();
  if (tail.size != ledger.acknowledged.size() || tail.root != ledger.frontier.Root()) {
    return Lie(absl::StrCat(name, ": ", tail.size, " records are visible, acknowledged ",
                            ledger.acknowledged.size()));
  }
  return absl::OkStatus();
}

absl::Status StoreScript::SyncMark(const std::string& name) {
  if (store_ == nullptr || !store_->Find(name).ok()) return absl::OkStatus();
  const absl::Status synced = (*store_->Find(name))->SyncMark();
  NoteFailure(synced);
  if (!synced.ok()) stopped_ = true;
  return absl::OkStatus();
}

absl::Status StoreScript::Purge(const std::string& name) {
  if (store_ == nullptr || !store_->Find(name).ok()) return absl::OkStatus();
  NoteFailure((*store_->Find(name))->PurgeErased());
  return absl::OkStatus();
}

absl::Status StoreScript::ReadBack() {
  if (store_ == nullptr) return absl::OkStatus();
  for (const auto& [name, ledger] : promises()) {
    const absl::StatusOr<EventLog*> log = store_->Find(name);
    if (!log.ok()) continue;
    const absl::StatusOr<std::vector<Record>> records = ReadAll(**log);
    NoteFailure(records.status());
    if (records.ok() && *records != RecordsOf(ledger.acknowledged)) {
      return Lie(absl::StrCat(name, ": read ", records->size(), " records, acknowledged ",
                              ledger.acknowledged.size()));
    }
  }
  return absl::OkStatus();
}

void StoreScript::Close() {
  if (store_ == nullptr) return;
  NoteFailure(store_->Close());
  store_.reset();
}

}  // namespace assessment
