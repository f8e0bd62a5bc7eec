#include "ledger/bundle/import_bundle.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/bundle/bundle_entry.h"
#include "ledger/bundle/bundle_reader.h"
#include "ledger/log/commit_checks.h"
#include "ledger/log/damage.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/merkle.h"

namespace assessment {
namespace {

constexpr size_t kCommitRecordsMax = 500;
constexpr size_t kCommitBytesMax = 4 << 20;
constexpr uint64_t kProgressRecords = 10'000;

class Import {
 public:
  explicit Import(const BundleImportOptions& options) : options_(options) {}

  absl::StatusOr<BundleImportReport> Run() {
    RETURN_IF_ERROR(Verify());
    RETURN_IF_ERROR(MakePrivateDirectory(options_.data_directory));
    RocksDbOptions store_options;
    store_options.directory = options_.data_directory + "/log";
    ASSIGN_OR_RETURN(const std::unique_ptr<RocksDbLogStore> store,
                     RocksDbLogStore::Open(store_options));
    absl::StatusOr<EventLog*> log = store->Find(report_.ledger);
    if (absl::IsNotFound(log.status())) {
      log = store->Create(report_.ledger);
    } else if (log.ok()) {
      RETURN_IF_ERROR(CheckBeginning((*log)->DurableTail()));
    }
    RETURN_IF_ERROR(log.status());
    RETURN_IF_ERROR(Write(**log));
    ASSIGN_OR_RETURN(report_.verified, VerifyLog(**log, [this](uint64_t records, uint64_t size) {
                       Report(ImportStep::kVerifyingLog, records, size);
                     }));
    const EventLog::Tail tail = (*log)->DurableTail();
    if (tail.size != report_.size || tail.root != report_.root) {
      return DamageError(absl::StrCat("the log that was written has ", tail.size,
                                      " records and root ", HashToHex(tail.root), ", expected ",
                                      report_.size, " and ", HashToHex(report_.root)));
    }
    RETURN_IF_ERROR(store->Close());
    return report_;
  }

 private:
  // The whole bundle, without writing.
  absl::Status Verify() {
    BundleVisitor visitor;
    visitor.beginning = [this](const ledger::v1::BundleBeginning& beginning) {
      return TakeBeginning(beginning);
    };
    visitor.record = [this](uint64_t position, const ledger::v1::BundleRecord& record) {
      return WithContext(absl::StrCat("position ", position), AddErasedPosition(record, erased_));
    };
    RETURN_IF_ERROR(ReadBundle(options_.bundle, visitor));
    Frontier frontier;
    BundleEntries entries(erased_);
    visitor.record = [&](uint64_t position,
                         const ledger::v1::BundleRecord& record) -> absl::Status {
      ASSIGN_OR_RETURN(const CommitEntry entry, entries.Take(position, record));
      if (entry.header.origin() != report_.origin) {
        return DamageError(absl::StrCat("position ", position, ": a record of the log \"",
                                        entry.header.origin(), "\", expected \"", report_.origin,
                                        "\""));
      }
      frontier.Append(LeafHash(entry.record.header_bytes));
      if (position % kProgressRecords == 0) {
        Report(ImportStep::kVerifyingBundle, position, report_.size);
      }
      return absl::OkStatus();
    };
    RETURN_IF_ERROR(ReadBundle(options_.bundle, visitor));
    RETURN_IF_ERROR(entries.CheckAllErasuresStated());
    if (frontier.Root() == report_.root) return absl::OkStatus();
    return DamageError(absl::StrCat("bundle ", options_.bundle, ": the root of its ", report_.size,
                                    " records is ", HashToHex(frontier.Root()),
                                    ", its checkpoint says ", HashToHex(report_.root)));
  }

  absl::Status TakeBeginning(const ledger::v1::BundleBeginning& beginning) {
    RETURN_IF_ERROR(WithContext("bundle", CheckLedgerName(beginning.ledger())));
    std::vector<VerifierKey> keys = options_.trusted;
    if (keys.empty()) {
      for (const std::string& text : beginning.verifier_keys()) {
        absl::StatusOr<VerifierKey> key = ParseVerifierKey(text);
        if (!key.ok()) return DamageError(absl::StrCat("bundle: ", key.status().message()));
        keys.push_back(*std::move(key));
      }
    }
    for (const VerifierKey& key : keys) {
      if (key.name == keys.front().name) continue;
      return absl::InvalidArgumentError(absl::StrCat("keys of ", keys.front().name, " and of ",
                                                     key.name, ", expected keys of one ledger"));
    }
    if (keys.empty()) return DamageError("bundle: it states no verifier key");
    const absl::StatusOr<Checkpoint> checkpoint = VerifyCheckpoint(beginning.checkpoint(), keys);
    if (!checkpoint.ok()) {
      return absl::IsInvalidArgument(checkpoint.status())
                 ? DamageError(absl::StrCat("bundle: ", checkpoint.status().message()))
                 : WithContext("bundle", checkpoint.status());
    }
    if (checkpoint->size != beginning.size() || beginning.size() == 0) {
      return DamageError(absl::StrCat("bundle: ", beginning.size(),
                                      " records beside a checkpoint of size ", checkpoint->size));
    }
    report_.ledger = beginning.ledger();
    report_.size = checkpoint->size;
    report_.root = checkpoint->root;
    report_.origin = checkpoint->origin;
    return absl::OkStatus();
  }

  // A log that is there already is what an import left that was cut short, or it is refused.
  absl::Status CheckBeginning(const EventLog::Tail& tail) const {
    const absl::Status exists = absl::AlreadyExistsError(
        absl::StrCat("ledger ", report_.ledger, " is in ", options_.data_directory, " with ",
                     tail.size, " records: import into another directory"));
    if (tail.size >= report_.size) return exists;
    Frontier frontier;
    BundleVisitor visitor;
    visitor.beginning = [](const ledger::v1::BundleBeginning&) { return absl::OkStatus(); };
    visitor.record = [&](uint64_t position, const ledger::v1::BundleRecord& record) {
      if (position < tail.size) frontier.Append(LeafHash(record.header_bytes()));
      return absl::OkStatus();
    };
    RETURN_IF_ERROR(ReadBundle(options_.bundle, visitor));
    return frontier.Root() == tail.root ? absl::OkStatus() : exists;
  }

  absl::Status Write(EventLog& log) {
    const uint64_t begin = log.DurableTail().size;
    Frontier frontier;
    BundleEntries entries(erased_);
    std::vector<CommitEntry> pending;
    size_t pending_bytes = 0;
    const auto commit = [&]() -> absl::Status {
      if (pending.empty()) return absl::OkStatus();
      const CommitResult result =
          log.Commit(pending, frontier.size() - pending.size(), frontier.Root());
      pending.clear();
      pending_bytes = 0;
      if (result.outcome == CommitOutcome::kCommitted) {
        Report(ImportStep::kWriting, frontier.size(), report_.size);
        return absl::OkStatus();
      }
      return WithContext(absl::StrCat("the import was cut short at position ",
                                      log.DurableTail().size, "; run it again to go on"),
                         result.status);
    };
    BundleVisitor visitor;
    visitor.beginning = [](const ledger::v1::BundleBeginning&) { return absl::OkStatus(); };
    visitor.record = [&](uint64_t position,
                         const ledger::v1::BundleRecord& record) -> absl::Status {
      ASSIGN_OR_RETURN(CommitEntry entry, entries.Take(position, record));
      frontier.Append(LeafHash(entry.record.header_bytes));
      if (position < begin) return absl::OkStatus();
      pending_bytes += EncodedRecordBytes(entry.record);
      pending.push_back(std::move(entry));
      if (pending.size() < kCommitRecordsMax && pending_bytes < kCommitBytesMax) {
        return absl::OkStatus();
      }
      return commit();
    };
    RETURN_IF_ERROR(ReadBundle(options_.bundle, visitor));
    return commit();
  }

  void Report(ImportStep step, uint64_t done, uint64_t total) const {
    if (options_.progress) options_.progress(step, done, total);
  }

  const BundleImportOptions& options_;
  BundleImportReport report_;
  ErasedPositions erased_;
};

}  // namespace

absl::StatusOr<BundleImportReport> ImportBundle(const BundleImportOptions& options) {
  return Import(options).Run();
}

}  // namespace assessment
