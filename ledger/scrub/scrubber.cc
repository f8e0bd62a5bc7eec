#include "ledger/scrub/scrubber.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/background_priority.h"
#include "ledger/base/check.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/verify_log.h"
#include "ledger/scrub/paced_log.h"

namespace assessment {
namespace {

constexpr int64_t kMicrosPerSecond = 1'000'000;
// How often the machine's time is compared with the time of the next scrub.
constexpr std::chrono::seconds kLookInterval(30);

ledger::v1::ScrubbedLedger* EntryOf(const std::string& name, ledger::v1::Scrub& scrub) {
  for (ledger::v1::ScrubbedLedger& entry : *scrub.mutable_ledgers()) {
    if (entry.ledger() == name) return &entry;
  }
  ledger::v1::ScrubbedLedger* const entry = scrub.add_ledgers();
  entry->set_ledger(name);
  return entry;
}

std::optional<ledger::v1::Scrub> ReadLast(const std::string& path) {
  if (path.empty()) return std::nullopt;
  const absl::StatusOr<std::string> bytes = ReadPrivateFile(path);
  ledger::v1::Scrub last;
  if (!bytes.ok() || !last.ParseFromString(*bytes)) return std::nullopt;
  return last;
}

}  // namespace

Scrubber::Scrubber(Options options)
    : options_(std::move(options)), made_micros_(options_.clock->Now()) {
  CHECK(options_.store != nullptr);
  last_ = ReadLast(options_.status_file);
  MutexLock lock(stop_mutex_);
  thread_ = std::thread([this] { Run(); });
}

Scrubber::~Scrubber() { Stop(); }

bool Scrubber::Start() {
  MutexLock lock(mutex_);
  if (stopping_ || wanted_ || running_.has_value()) return false;
  wanted_ = true;
  wake_.SignalAll();
  return true;
}

ledger::v1::GetScrubStatusResponse Scrubber::Status() const {
  MutexLock lock(mutex_);
  ledger::v1::GetScrubStatusResponse status;
  if (running_.has_value()) {
    *status.mutable_running() = *running_;
    status.mutable_running()->set_bytes_checked(pacer_->bytes_taken());
  } else if (wanted_) {
    status.mutable_running();
  }
  if (last_.has_value()) *status.mutable_last() = *last_;
  status.set_next_time_micros(NextMicros());
  return status;
}

void Scrubber::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    if (pacer_ != nullptr) pacer_->Stop();
    wake_.SignalAll();
  }
  MutexLock lock(stop_mutex_);
  if (thread_.joinable()) thread_.join();
}

int64_t Scrubber::NextMicros() const {
  if (options_.interval.count() == 0) return 0;
  const int64_t from = last_.has_value() ? last_->finished_time_micros() : made_micros_;
  return from + options_.interval.count() * kMicrosPerSecond;
}

void Scrubber::Run() {
  LowerThreadPriority();
  while (true) {
    Pacer* pacer = nullptr;
    {
      MutexLock lock(mutex_);
      while (!stopping_ && !wanted_ &&
             (NextMicros() == 0 || options_.clock->Now() < NextMicros())) {
        wake_.WaitFor(mutex_, kLookInterval);
      }
      if (stopping_) return;
      wanted_ = false;
      pacer_ = std::make_unique<Pacer>(options_.bytes_per_second);
      pacer = pacer_.get();
      running_.emplace();
      running_->set_started_time_micros(options_.clock->Now());
    }
    if (!ScrubAll(*pacer)) return;
    MutexLock lock(mutex_);
    last_ = *std::move(running_);
    last_->set_finished_time_micros(options_.clock->Now());
    last_->set_bytes_checked(pacer->bytes_taken());
    running_.reset();
    if (options_.status_file.empty()) continue;
    const absl::Status kept = ReplacePrivateFile(options_.status_file, last_->SerializeAsString());
    if (!kept.ok()) {
      last_->add_damages(absl::StrCat("the result is not kept: ", kept.message()));
    }
  }
}

bool Scrubber::ScrubAll(Pacer& pacer) {
  if (absl::IsCancelled(ScrubTables(pacer))) return false;
  for (const std::string& name : options_.store->Ledgers()) {
    if (absl::IsCancelled(ScrubLedger(name, pacer))) return false;
  }
  return true;
}

absl::Status Scrubber::ScrubTables(Pacer& pacer) {
  if (!options_.verify_tables) return absl::OkStatus();
  const absl::StatusOr<TablesReport> report =
      options_.verify_tables([&pacer](uint64_t bytes) { return pacer.Take(bytes); });
  if (absl::IsCancelled(report.status())) return report.status();
  MutexLock lock(mutex_);
  if (!report.ok()) {
    running_->add_damages(absl::StrCat("tables: ", report.status().message()));
    return absl::OkStatus();
  }
  running_->set_tables_checked(report->tables);
  for (const TableDamage& damage : report->damages) {
    const std::string message(damage.status.message());
    if (damage.ledgers.empty()) running_->add_damages(message);
    for (const std::string& name : damage.ledgers) {
      ledger::v1::ScrubbedLedger& entry = *EntryOf(name, *running_);
      if (entry.damage().empty()) entry.set_damage(message);
    }
  }
  return absl::OkStatus();
}

absl::Status Scrubber::ScrubLedger(const std::string& name, Pacer& pacer) {
  absl::StatusOr<EventLog*> log = options_.store->Find(name);
  if (!log.ok()) {
    Update(name, [&log](ledger::v1::ScrubbedLedger& entry) {
      entry.set_damage(std::string(log.status().message()));
      entry.set_finished(true);
    });
    return absl::OkStatus();
  }
  const PacedLog paced(**log, pacer);
  const absl::StatusOr<VerifyReport> report = VerifyLog(
      paced,
      [this, &name](uint64_t records, uint64_t size) {
        Update(name, [&](ledger::v1::ScrubbedLedger& entry) {
          entry.set_records(records);
          entry.set_size(size);
        });
      },
      // One thread: a scrub leaves the machine to those who wait.
      VerifyLogOptions{.threads = 1});
  if (absl::IsCancelled(report.status())) return report.status();
  if (absl::IsDataLoss(report.status())) (*log)->StopForDamage(report.status());
  Update(name, [&report](ledger::v1::ScrubbedLedger& entry) {
    entry.set_finished(true);
    if (!report.ok()) {
      // What this check names has a position; what the tables said goes before it.
      entry.set_damage(entry.damage().empty()
                           ? std::string(report.status().message())
                           : absl::StrCat(entry.damage(), "; ", report.status().message()));
      return;
    }
    entry.set_index_rows(report->index_rows);
    entry.set_idempotency_keys(report->idempotency_keys);
    entry.set_texts(report->texts);
    entry.set_texts_erased(report->texts_erased);
  });
  return absl::OkStatus();
}

void Scrubber::Update(const std::string& ledger,
                      const std::function<void(ledger::v1::ScrubbedLedger&)>& change) {
  MutexLock lock(mutex_);
  change(*EntryOf(ledger, *running_));
}

}  // namespace assessment
