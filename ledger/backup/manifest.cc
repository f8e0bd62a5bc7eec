#include "ledger/backup/manifest.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "ledger/backup/file_digest.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/proof/checkpoint.h"

namespace assessment {
namespace {

constexpr char kNoteTitle[] = "assessment-ledger/backup-manifest/v1";
// A manifest has about 150 bytes a file.
constexpr uint64_t kManifestBytesMax = 64 << 20;

std::string ManifestDirectory(const std::string& directory) {
  return absl::StrCat(directory, "/manifests");
}

std::string PathOf(const std::string& directory, uint32_t number, absl::string_view ending) {
  return absl::StrFormat("%s/%06d.%s", ManifestDirectory(directory), number, ending);
}

std::string NoteText(uint32_t number, absl::string_view manifest_bytes) {
  return absl::StrCat(kNoteTitle, "\n", number, "\n", HashToBase64(Sha256(manifest_bytes)), "\n");
}

absl::StatusOr<std::vector<VerifierKey>> ParseKeys(const storage::v1::BackupLedger& ledger) {
  std::vector<VerifierKey> keys;
  for (const std::string& text : ledger.verifier_keys()) {
    ASSIGN_OR_RETURN(VerifierKey key, ParseVerifierKey(text));
    keys.push_back(std::move(key));
  }
  return keys;
}

// The keys that count for a ledger: the trusted ones of its origin, else its own.
std::vector<VerifierKey> KeysThatCount(const std::vector<VerifierKey>& own,
                                       absl::Span<const VerifierKey> trusted) {
  std::vector<VerifierKey> keys;
  for (const VerifierKey& key : trusted) {
    if (!own.empty() && key.name == own.front().name) keys.push_back(key);
  }
  return keys.empty() ? own : keys;
}

absl::Status CheckLedgerEntry(const storage::v1::BackupLedger& ledger,
                              absl::Span<const VerifierKey> keys) {
  const std::string context = absl::StrCat("ledger ", ledger.ledger());
  if (ledger.root_hash().size() != Hash::kBytes) {
    return DamageError(absl::StrCat(context, ": a root of ", ledger.root_hash().size(), " bytes"));
  }
  if (ledger.size() == 0) return absl::OkStatus();
  if (keys.empty()) return DamageError(absl::StrCat(context, ": no verifier key"));
  const absl::StatusOr<Checkpoint> checkpoint = VerifyCheckpoint(ledger.checkpoint(), keys);
  if (!checkpoint.ok()) return WithContext(context, checkpoint.status());
  if (checkpoint->size > ledger.size()) {
    return DamageError(absl::StrCat(context, ": a checkpoint of size ", checkpoint->size,
                                    " beside ", ledger.size(), " events"));
  }
  return absl::OkStatus();
}

// A path of the manifest stays inside the directory of backups.
absl::Status CheckPath(const std::string& path) {
  const std::vector<std::string> parts = absl::StrSplit(path, '/');
  const bool good = std::none_of(parts.begin(), parts.end(), [](const std::string& part) {
    return part.empty() || part == "." || part == "..";
  });
  if (good) return absl::OkStatus();
  return DamageError(absl::StrCat("manifest: \"", path, "\" is no path of a backup's file"));
}

}  // namespace

absl::Status WriteManifest(const std::string& directory,
                           const storage::v1::BackupManifest& manifest,
                           absl::Span<const NoteSigner> signers) {
  RETURN_IF_ERROR(MakePrivateDirectory(ManifestDirectory(directory)));
  const std::string bytes = manifest.SerializeAsString();
  Note note{NoteText(manifest.backup(), bytes), {}};
  for (const NoteSigner& sign : signers) {
    ASSIGN_OR_RETURN(const std::vector<NoteSignature> signatures, sign(note.text));
    note.signatures.insert(note.signatures.end(), signatures.begin(), signatures.end());
  }
  RETURN_IF_ERROR(
      ReplacePrivateFile(PathOf(directory, manifest.backup(), "note"), FormatNote(note)));
  return ReplacePrivateFile(PathOf(directory, manifest.backup(), "manifest"), bytes);
}

absl::StatusOr<VerifiedManifest> ReadManifest(const std::string& directory, uint32_t number,
                                              absl::Span<const VerifierKey> trusted) {
  const std::string path = PathOf(directory, number, "manifest");
  ASSIGN_OR_RETURN(const std::string bytes, ReadSmallFile(path, kManifestBytesMax));
  const absl::StatusOr<std::string> note_bytes =
      ReadSmallFile(PathOf(directory, number, "note"), kNoteBytesMax);
  if (!note_bytes.ok()) return DamageError(note_bytes.status().message());
  const absl::StatusOr<Note> note = ParseNote(*note_bytes);
  if (!note.ok()) return DamageError(absl::StrCat(path, ": its note: ", note.status().message()));
  if (note->text != NoteText(number, bytes)) {
    return DamageError(absl::StrCat(path, ": its digest is not the one that was signed"));
  }
  VerifiedManifest verified;
  storage::v1::BackupManifest& manifest = verified.manifest;
  if (!manifest.ParseFromString(bytes)) return DamageError(absl::StrCat(path, " does not parse"));
  if (manifest.format() > kManifestFormat) {
    return absl::FailedPreconditionError(absl::StrCat(
        path, ": format ", manifest.format(), ", this program knows up to ", kManifestFormat));
  }
  if (manifest.backup() != number) {
    return DamageError(absl::StrCat(path, ": says backup ", manifest.backup()));
  }
  std::vector<VerifierKey> keys;
  for (const storage::v1::BackupLedger& ledger : manifest.ledgers()) {
    absl::StatusOr<std::vector<VerifierKey>> own = ParseKeys(ledger);
    if (!own.ok()) return DamageError(absl::StrCat(path, ": ", own.status().message()));
    const std::vector<VerifierKey> counting = KeysThatCount(*own, trusted);
    RETURN_IF_ERROR(WithContext(path, CheckLedgerEntry(ledger, counting)));
    keys.insert(keys.end(), counting.begin(), counting.end());
  }
  for (const storage::v1::BackupFile& file : manifest.files()) {
    RETURN_IF_ERROR(CheckPath(file.path()));
  }
  absl::StatusOr<std::vector<VerifierKey>> signed_by = VerifyNote(*note, keys);
  if (!signed_by.ok()) return WithContext(path, signed_by.status());
  // A key of every ledger vouches for the whole.
  for (const storage::v1::BackupLedger& ledger : manifest.ledgers()) {
    if (ledger.size() == 0) continue;
    const std::string origin = ParseVerifierKey(ledger.verifier_keys(0))->name;
    if (std::none_of(signed_by->begin(), signed_by->end(),
                     [&](const VerifierKey& key) { return key.name == origin; })) {
      return absl::FailedPreconditionError(absl::StrCat(path, ": not signed by a key of ", origin));
    }
  }
  verified.signed_by = *std::move(signed_by);
  return verified;
}

absl::Status RemoveManifest(const std::string& directory, uint32_t number) {
  for (const char* ending : {"manifest", "note"}) {
    const std::string path = PathOf(directory, number, ending);
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return absl::ErrnoToStatus(errno, path);
  }
  return absl::OkStatus();
}

absl::StatusOr<StoreInBackup> StoreOf(const storage::v1::BackupManifest& manifest) {
  StoreInBackup store;
  store.number = manifest.backup();
  store.store_format = manifest.store_format();
  for (const storage::v1::BackupLedger& entry : manifest.ledgers()) {
    LedgerInBackup ledger;
    ledger.name = entry.ledger();
    ledger.size = entry.size();
    absl::StatusOr<Hash> root = HashFromBytes(entry.root_hash());
    if (!root.ok()) return DamageError(absl::StrCat(entry.ledger(), ": ", root.status().message()));
    ledger.root = *root;
    ledger.index_rows = entry.index_rows();
    ledger.idempotency_rows = entry.idempotency_rows();
    ledger.tile_rows = entry.tile_rows();
    ledger.newest_erasure_size = entry.newest_erasure_size();
    ledger.erased_bytes_remain = entry.erased_bytes_remain();
    store.ledgers.push_back(std::move(ledger));
  }
  for (const storage::v1::BackupFile& file : manifest.files()) {
    store.files.push_back({file.path(), file.bytes()});
  }
  return store;
}

absl::Status VerifyFiles(const std::string& directory, const storage::v1::BackupManifest& manifest,
                         const std::function<void(uint64_t bytes)>& on_bytes) {
  uint64_t read = 0;
  for (const storage::v1::BackupFile& file : manifest.files()) {
    const std::string path = absl::StrCat(directory, "/", file.path());
    const absl::StatusOr<FileDigest> digest = DigestFile(path);
    if (absl::IsNotFound(digest.status())) {
      return DamageError(absl::StrCat("file ", path, " of backup ", manifest.backup(),
                                      " is missing, the manifest says ", file.bytes(), " bytes"));
    }
    RETURN_IF_ERROR(digest.status());
    if (digest->bytes != file.bytes()) {
      return DamageError(absl::StrCat("file ", path, " has ", digest->bytes,
                                      " bytes, the manifest says ", file.bytes()));
    }
    if (digest->sha256.view() != file.sha256()) {
      return DamageError(absl::StrCat("file ", path, " has SHA-256 ", HashToHex(digest->sha256),
                                      ", another than the manifest says"));
    }
    read += digest->bytes;
    if (on_bytes) on_bytes(read);
  }
  return absl::OkStatus();
}

}  // namespace assessment
