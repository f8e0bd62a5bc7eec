#ifndef LEDGER_BACKUP_RESTORE_H_
#define LEDGER_BACKUP_RESTORE_H_

// Restoring a backup into a new data directory, offline, with everything verified.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ledger/log/verify_log.h"
#include "ledger/proof/note_key.h"
#include "ledger/proof/sha256.h"

namespace assessment {

// How far a restore is.
enum class RestoreStep {
  kVerifyingFiles,  // In bytes.
  kVerifyingLog,    // In events of one ledger.
};

struct RestoreOptions {
  // The directory of backups.
  std::string backups;
  // Nothing: the newest that has a manifest.
  std::optional<uint32_t> backup;
  // What is made. It is empty or does not exist; its parent does.
  std::string data_directory;
  // Keys that the caller trusts; see ReadManifest.
  std::vector<VerifierKey> trusted;
  // Signed checkpoints that somebody saw later: the restored ledgers should reach them.
  std::vector<std::string> expected_checkpoints;
  // Restore although events behind an expected checkpoint are missing.
  bool accept_rollback = false;
  // May be null.
  std::function<void(RestoreStep step, const std::string& what, uint64_t done, uint64_t total)>
      progress;
};

// A ledger as restored.
struct RestoredLedger {
  std::string name;
  uint64_t size = 0;
  Hash root;
  // What was checked.
  VerifyReport verified;
};

struct RestoreReport {
  uint32_t backup = 0;
  int64_t created_time_micros = 0;
  std::vector<RestoredLedger> ledgers;
  // The keys that signed the manifest.
  std::vector<VerifierKey> signed_by;
  // What expected checkpoints say is missing, a line each; empty: nothing.
  std::vector<std::string> rollbacks;
};

// Verifies the manifest and every file, copies, opens the copy as a server would, verifies the
// whole log of every ledger, and only then gives the directory its name: on any failure it is not
// there. The signing keys are in no backup.
// INVALID_ARGUMENT and FAILED_PRECONDITION name what is wrong with the options, the directory or a
// signature; NOT_FOUND when there is no such backup; DATA_LOSS names the damage, and a log that
// contradicts a checkpoint; ABORTED says which events are missing behind an expected checkpoint.
absl::StatusOr<RestoreReport> RestoreBackup(const RestoreOptions& options);

}  // namespace assessment

#endif  // LEDGER_BACKUP_RESTORE_H_
