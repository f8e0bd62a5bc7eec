#ifndef LEDGER_BACKUP_MANIFEST_H_
#define LEDGER_BACKUP_MANIFEST_H_

// The signed manifest of a backup: what it holds, file by file and ledger by ledger.
//
//   DIRECTORY/manifests/<number>.manifest   BackupManifest
//   DIRECTORY/manifests/<number>.note       signed note over its digest, by a key of every ledger
//
// The note's text is "assessment-ledger/backup-manifest/v1", the number, and the SHA-256 of the
// manifest's bytes in base64, a line each. Its first line is no origin of a log, so the signature
// can never be taken for one of a checkpoint.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "assessment/storage/v1/backup.pb.h"
#include "ledger/log/rocksdb/store_backup.h"
#include "ledger/proof/note.h"
#include "ledger/proof/note_key.h"

namespace assessment {

// The format that this program writes and the newest that it reads.
inline constexpr uint32_t kManifestFormat = 1;

// Most bytes of the file of principals.
inline constexpr uint64_t kPrincipalsFileBytesMax = 64 << 20;

// Signs a text with the keys of one ledger.
using NoteSigner =
    std::function<absl::StatusOr<std::vector<NoteSignature>>(const std::string& text)>;

// Signs the manifest and writes both files, durably, the manifest last: a backup without one was
// not finished.
absl::Status WriteManifest(const std::string& directory,
                           const storage::v1::BackupManifest& manifest,
                           absl::Span<const NoteSigner> signers);

// A manifest whose signatures verify.
struct VerifiedManifest {
  storage::v1::BackupManifest manifest;
  // The keys that signed it.
  std::vector<VerifierKey> signed_by;
};

// Reads and verifies the manifest of a backup: its signature, and every checkpoint in it. For an
// origin that is among `trusted` the trusted keys alone count; for others the keys that the
// manifest itself states, which shows that it is whole, but not whose it is.
// NOT_FOUND when there is none; DATA_LOSS names what is damaged or contradicts itself;
// FAILED_PRECONDITION for a newer format, or a signature that a trusted key did not make.
absl::StatusOr<VerifiedManifest> ReadManifest(const std::string& directory, uint32_t number,
                                              absl::Span<const VerifierKey> trusted);

// Removes the manifest of a backup, so that it counts as not finished; OK when there is none.
absl::Status RemoveManifest(const std::string& directory, uint32_t number);

// What the manifest says of the store, for RestoreStoreBackup. DATA_LOSS when a hash has another
// length.
absl::StatusOr<StoreInBackup> StoreOf(const storage::v1::BackupManifest& manifest);

// Compares every file of the backup with the manifest. `on_bytes` is told how many bytes were read
// after each file. DATA_LOSS names the file that is missing or different.
absl::Status VerifyFiles(const std::string& directory, const storage::v1::BackupManifest& manifest,
                         const std::function<void(uint64_t bytes)>& on_bytes);

}  // namespace assessment

#endif  // LEDGER_BACKUP_MANIFEST_H_
