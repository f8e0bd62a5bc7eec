#ifndef LEDGER_BACKUP_BACKUP_KEEPER_H_
#define LEDGER_BACKUP_BACKUP_KEEPER_H_

// Makes, lists and prunes the backups of a running server.

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/ledger/v1/operations_service.pb.h"
#include "ledger/backup/manifest.h"
#include "ledger/base/clock.h"
#include "ledger/base/mutex.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"

namespace assessment {

// What vouches for a ledger in a backup.
struct BackupSigner {
  std::string ledger;
  // Gives a signed checkpoint of the present size; blocks.
  std::function<absl::StatusOr<std::string>()> checkpoint;
  NoteSigner sign;
  // Of the keys that do, the newest last.
  std::vector<std::string> verifier_keys;
};

// Thread-safe. The directory holds, beside the files of the database's own engine, `manifests/` and
// `principals/` (see manifest.h and FORMAT.md); never a secret key.
class BackupKeeper {
 public:
  struct Options {
    // Made with mode 0700 when missing; its parent exists. Nobody else writes there.
    std::string directory;
    RocksDbLogStore* store = nullptr;
    Clock* clock = nullptr;
    // The ledgers that run.
    std::function<std::vector<BackupSigner>()> signers;
    // Backed up with the store when it is there: the principals.
    std::string principals_file;
    // How many of the newest backups a new one leaves when it is not told; 0: all.
    uint32_t keep_last = 0;
  };

  explicit BackupKeeper(Options options) : options_(std::move(options)) {}

  // Makes a backup and then prunes; what was acknowledged before the call is in it. What an earlier
  // try left unfinished is removed first. `keep_last` 0: as the options say. UNAVAILABLE when one
  // is being made, or the server stops; FAILED_PRECONDITION when there is no ledger; DATA_LOSS when
  // a ledger is damaged or does not run. On failure no new backup is there.
  absl::StatusOr<ledger::v1::Backup> Create(uint32_t keep_last, const BackupProgress& progress)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // All backups, the oldest first; one that has no valid manifest is there with its damage. Waits
  // for a backup that is being made.
  absl::StatusOr<std::vector<ledger::v1::Backup>> List() ABSL_LOCKS_EXCLUDED(mutex_);

  // Deletes all but the newest `keep_last` restorable backups, and what is older than those; gives
  // the numbers. INVALID_ARGUMENT for 0.
  absl::StatusOr<std::vector<uint32_t>> Prune(uint32_t keep_last) ABSL_LOCKS_EXCLUDED(mutex_);

  // When the newest restorable backup was made; nothing when there is none, or the directory cannot
  // be read. The first call looks for it in the directory, from the newest backup back; the later
  // ones know it from Create and List. Waits for no backup that is being made.
  std::optional<UnixMicros> newest();

  // Ends a backup that is being made, and lets none begin.
  void Stop() { stopping_ = true; }

 private:
  absl::StatusOr<storage::v1::BackupManifest> MakeManifest(const StoreInBackup& store,
                                                           const std::vector<BackupSigner>& signers,
                                                           const std::vector<std::string>& notes)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // What the complete backups before this one hold.
  using FilesByPath = std::map<std::string, storage::v1::BackupFile>;
  absl::StatusOr<FilesByPath> EarlierFiles() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status AddFiles(const StoreInBackup& store, const FilesByPath& earlier,
                        storage::v1::BackupManifest& manifest)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<ledger::v1::Backup> Finish(const StoreInBackup& store,
                                            const std::vector<BackupSigner>& signers,
                                            const std::vector<std::string>& notes)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status RemoveUnfinished() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status Delete(uint32_t number) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<std::vector<uint32_t>> PruneLocked(uint32_t keep_last)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Finds the newest backup that an earlier run of the program made.
  void LookForNewest();
  ledger::v1::Backup Describe(const storage::v1::BackupManifest& manifest) const;

  const Options options_;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> creating_ = false;
  std::once_flag looked_for_newest_;
  std::atomic<UnixMicros> newest_ = 0;  // 0: none was seen.
  Mutex mutex_;
};

}  // namespace assessment

#endif  // LEDGER_BACKUP_BACKUP_KEEPER_H_
