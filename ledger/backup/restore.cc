#include "ledger/backup/restore.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/backup/file_digest.h"
#include "ledger/backup/manifest.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/sequencer/log_node_reader.h"

namespace assessment {
namespace {

namespace fs = std::filesystem;

absl::Status CheckTarget(const std::string& directory) {
  std::error_code error;
  if (!fs::exists(directory, error)) return absl::OkStatus();
  if (fs::is_directory(directory, error) && fs::is_empty(directory, error) && !error) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(
      absl::StrCat("data directory ", directory,
                   ": it is not empty; restore into a new one, and move it when it is checked"));
}

// Makes everything written below `path` durable.
absl::Status SyncFileSystem(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return absl::ErrnoToStatus(errno, path);
  const int synced = ::syncfs(file);
  const int cause = errno;
  ::close(file);
  return synced == 0 ? absl::OkStatus() : absl::ErrnoToStatus(cause, path);
}

// A checkpoint that the restored ledger is held against.
struct Expectation {
  std::string ledger;
  Checkpoint checkpoint;
  bool of_caller = false;
};

class Restoration {
 public:
  explicit Restoration(const RestoreOptions& options)
      : options_(options), unfinished_(absl::StrCat(options.data_directory, ".unfinished")) {}

  absl::StatusOr<RestoreReport> Run() {
    RETURN_IF_ERROR(CheckTarget(options_.data_directory));
    RETURN_IF_ERROR(FindManifest());
    RETURN_IF_ERROR(ReadExpectations());
    RETURN_IF_ERROR(VerifyFiles(options_.backups, verified_.manifest, [this](uint64_t bytes) {
      Report(RestoreStep::kVerifyingFiles, options_.backups, bytes, BytesOfFiles());
    }));
    std::error_code error;
    fs::remove_all(unfinished_, error);
    if (error) return absl::UnavailableError(absl::StrCat(unfinished_, ": ", error.message()));
    absl::Cleanup remove = [this] {
      std::error_code ignored;
      fs::remove_all(unfinished_, ignored);
    };
    RETURN_IF_ERROR(Copy());
    RETURN_IF_ERROR(VerifyLogs());
    if (!report_.rollbacks.empty() && !options_.accept_rollback) {
      return absl::AbortedError(absl::StrJoin(report_.rollbacks, "; "));
    }
    RETURN_IF_ERROR(SyncFileSystem(unfinished_));
    if (::rename(unfinished_.c_str(), options_.data_directory.c_str()) != 0) {
      return absl::ErrnoToStatus(errno, options_.data_directory);
    }
    std::move(remove).Cancel();
    RETURN_IF_ERROR(SyncFileSystem(options_.data_directory));
    return report_;
  }

 private:
  absl::Status FindManifest() {
    ASSIGN_OR_RETURN(std::vector<uint32_t> numbers, BackupNumbers(options_.backups));
    if (options_.backup.has_value()) {
      if (std::find(numbers.begin(), numbers.end(), *options_.backup) == numbers.end()) {
        return absl::NotFoundError(absl::StrCat(
            "backup ", *options_.backup, " is not in ", options_.backups, "; there ",
            numbers.empty() ? "is none" : absl::StrCat("are ", absl::StrJoin(numbers, ", "))));
      }
      numbers = {*options_.backup};
    }
    for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
      absl::StatusOr<VerifiedManifest> verified =
          ReadManifest(options_.backups, *number, options_.trusted);
      // The newest that was finished; a damaged one is never stepped over in silence.
      if (absl::IsNotFound(verified.status()) && !options_.backup.has_value()) continue;
      RETURN_IF_ERROR(verified.status());
      verified_ = *std::move(verified);
      report_.backup = *number;
      report_.created_time_micros = verified_.manifest.created_time_micros();
      report_.signed_by = verified_.signed_by;
      return absl::OkStatus();
    }
    return absl::NotFoundError(absl::StrCat("there is no backup in ", options_.backups));
  }

  absl::Status ReadExpectations() {
    std::vector<bool> used(options_.expected_checkpoints.size(), false);
    for (const storage::v1::BackupLedger& ledger : verified_.manifest.ledgers()) {
      if (ledger.size() == 0) continue;
      std::vector<VerifierKey> keys;
      for (const std::string& text : ledger.verifier_keys()) {
        ASSIGN_OR_RETURN(VerifierKey key, ParseVerifierKey(text));
        keys.push_back(std::move(key));
      }
      const std::string origin = keys.front().name;
      ASSIGN_OR_RETURN(const Note own, ParseNote(ledger.checkpoint()));
      ASSIGN_OR_RETURN(const Checkpoint own_checkpoint, ParseCheckpoint(own.text));
      expectations_.push_back({ledger.ledger(), own_checkpoint, false});
      // Trusted keys count beside the manifest's: the key may have changed since the backup.
      for (const VerifierKey& key : options_.trusted) {
        if (key.name == origin) keys.push_back(key);
      }
      for (size_t i = 0; i < used.size(); ++i) {
        const std::string& bytes = options_.expected_checkpoints[i];
        const absl::StatusOr<Note> note = ParseNote(bytes);
        if (!note.ok()) {
          return absl::InvalidArgumentError(
              absl::StrCat("expected checkpoint ", i + 1, ": ", note.status().message()));
        }
        if (!absl::StartsWith(note->text, absl::StrCat(origin, "\n"))) continue;
        const absl::StatusOr<Checkpoint> checkpoint = VerifyCheckpoint(bytes, keys);
        if (!checkpoint.ok()) {
          return WithContext(absl::StrCat("expected checkpoint ", i + 1), checkpoint.status());
        }
        used[i] = true;
        expectations_.push_back({ledger.ledger(), *checkpoint, true});
      }
    }
    for (size_t i = 0; i < used.size(); ++i) {
      if (used[i]) continue;
      return absl::InvalidArgumentError(
          absl::StrCat("expected checkpoint ", i + 1, ": it is of no ledger of the backup"));
    }
    return absl::OkStatus();
  }

  absl::Status Copy() {
    RETURN_IF_ERROR(MakePrivateDirectory(unfinished_));
    ASSIGN_OR_RETURN(const StoreInBackup store, StoreOf(verified_.manifest));
    RETURN_IF_ERROR(RestoreStoreBackup(options_.backups, store, unfinished_ + "/log"));
    for (const storage::v1::BackupFile& file : verified_.manifest.files()) {
      if (!absl::StartsWith(file.path(), "principals/")) continue;
      ASSIGN_OR_RETURN(
          const std::string principals,
          ReadSmallFile(absl::StrCat(options_.backups, "/", file.path()), kPrincipalsFileBytesMax));
      RETURN_IF_ERROR(ReplacePrivateFile(unfinished_ + "/principals.pb", principals));
    }
    return absl::OkStatus();
  }

  absl::Status VerifyLogs() {
    RocksDbOptions store_options;
    store_options.directory = unfinished_ + "/log";
    ASSIGN_OR_RETURN(const std::unique_ptr<RocksDbLogStore> store,
                     RocksDbLogStore::Open(store_options));
    for (const storage::v1::BackupLedger& entry : verified_.manifest.ledgers()) {
      ASSIGN_OR_RETURN(EventLog* const log, store->Find(entry.ledger()));
      RETURN_IF_ERROR(WithContext(absl::StrCat("ledger ", entry.ledger()), VerifyOne(entry, *log)));
    }
    return store->Close();
  }

  absl::Status VerifyOne(const storage::v1::BackupLedger& entry, const EventLog& log) {
    const EventLog::Tail tail = log.DurableTail();
    if (tail.size != entry.size() || tail.root.view() != entry.root_hash()) {
      return DamageError(absl::StrCat("the copy has ", tail.size, " events and root ",
                                      HashToHex(tail.root), ", the manifest says ", entry.size(),
                                      " and another"));
    }
    RestoredLedger restored{entry.ledger(), tail.size, tail.root, {}};
    ASSIGN_OR_RETURN(restored.verified, VerifyLog(log, [&](uint64_t records, uint64_t size) {
                       Report(RestoreStep::kVerifyingLog, entry.ledger(), records, size);
                     }));
    report_.ledgers.push_back(std::move(restored));
    for (const Expectation& expected : expectations_) {
      if (expected.ledger == entry.ledger()) RETURN_IF_ERROR(HoldAgainst(expected, tail, log));
    }
    return absl::OkStatus();
  }

  // Every node was verified before this.
  absl::Status HoldAgainst(const Expectation& expected, const EventLog::Tail& tail,
                           const EventLog& log) {
    const Checkpoint& checkpoint = expected.checkpoint;
    if (checkpoint.size > tail.size) {
      report_.rollbacks.push_back(
          absl::StrCat("ROLLBACK of ledger ", expected.ledger, ": the backup ends at size ",
                       tail.size, ", a checkpoint was signed at size ", checkpoint.size,
                       ": the last ", checkpoint.size - tail.size, " events are missing"));
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const Hash root, RootAt(log, checkpoint.size));
    if (root == checkpoint.root) return absl::OkStatus();
    return DamageError(absl::StrCat(
        "ANOTHER HISTORY: at size ", checkpoint.size, " the backup has root ", HashToHex(root),
        ", ", expected.of_caller ? "the expected checkpoint" : "the checkpoint of its manifest",
        " says ", HashToHex(checkpoint.root)));
  }

  uint64_t BytesOfFiles() const {
    uint64_t bytes = 0;
    for (const storage::v1::BackupFile& file : verified_.manifest.files()) bytes += file.bytes();
    return bytes;
  }

  void Report(RestoreStep step, const std::string& what, uint64_t done, uint64_t total) const {
    if (options_.progress) options_.progress(step, what, done, total);
  }

  const RestoreOptions& options_;
  const std::string unfinished_;
  VerifiedManifest verified_;
  std::vector<Expectation> expectations_;
  RestoreReport report_;
};

}  // namespace

absl::StatusOr<RestoreReport> RestoreBackup(const RestoreOptions& options) {
  return Restoration(options).Run();
}

}  // namespace assessment
