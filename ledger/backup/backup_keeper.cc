#include "ledger/backup/backup_keeper.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "ledger/backup/file_digest.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"

namespace assessment {
namespace {

constexpr char kSharedTables[] = "shared_checksum/";
std::string PrincipalsPath(uint32_t number) {
  return absl::StrFormat("principals/%06d.pb", number);
}

absl::Status Stopping() { return absl::UnavailableError("the server stops; no backup was made"); }

}  // namespace

absl::StatusOr<ledger::v1::Backup> BackupKeeper::Create(uint32_t keep_last,
                                                        const BackupProgress& progress) {
  if (creating_.exchange(true)) {
    return absl::UnavailableError("a backup is being made; ask again when it is complete");
  }
  const absl::Cleanup done = [this] { creating_ = false; };
  MutexLock lock(mutex_);
  if (stopping_) return Stopping();
  const std::vector<BackupSigner> signers = options_.signers();
  const std::vector<std::string> names = options_.store->Ledgers();
  if (signers.empty()) {
    return absl::FailedPreconditionError("there is no ledger: nothing to back up, nobody to sign");
  }
  RETURN_IF_ERROR(MakePrivateDirectory(options_.directory));
  RETURN_IF_ERROR(RemoveUnfinished());
  std::vector<std::string> notes;
  for (const BackupSigner& signer : signers) {
    ASSIGN_OR_RETURN(std::string note, signer.checkpoint());
    notes.push_back(std::move(note));
  }
  absl::StatusOr<StoreInBackup> store =
      options_.store->BackUp(options_.directory, [&](uint64_t copied, uint64_t total) {
        return !stopping_ && (!progress || progress(copied, total));
      });
  if (absl::IsCancelled(store.status()) && stopping_) return Stopping();
  RETURN_IF_ERROR(store.status());
  absl::StatusOr<ledger::v1::Backup> backup = Finish(*store, signers, notes);
  if (!backup.ok()) {
    Delete(store->number).IgnoreError();
    return backup.status();
  }
  newest_ = backup->created_time_micros();
  if (keep_last == 0) keep_last = options_.keep_last;
  if (keep_last > 0) RETURN_IF_ERROR(PruneLocked(keep_last).status());
  return backup;
}

absl::StatusOr<ledger::v1::Backup> BackupKeeper::Finish(const StoreInBackup& store,
                                                        const std::vector<BackupSigner>& signers,
                                                        const std::vector<std::string>& notes) {
  ASSIGN_OR_RETURN(storage::v1::BackupManifest manifest, MakeManifest(store, signers, notes));
  ASSIGN_OR_RETURN(const FilesByPath earlier, EarlierFiles());
  RETURN_IF_ERROR(AddFiles(store, earlier, manifest));
  std::vector<NoteSigner> note_signers;
  for (const BackupSigner& signer : signers) note_signers.push_back(signer.sign);
  RETURN_IF_ERROR(WriteManifest(options_.directory, manifest, note_signers));
  ledger::v1::Backup backup = Describe(manifest);
  uint64_t added = 0;
  for (const storage::v1::BackupFile& file : manifest.files()) {
    if (!earlier.contains(file.path())) added += file.bytes();
  }
  backup.set_bytes_added(added);
  return backup;
}

absl::StatusOr<storage::v1::BackupManifest> BackupKeeper::MakeManifest(
    const StoreInBackup& store, const std::vector<BackupSigner>& signers,
    const std::vector<std::string>& notes) {
  storage::v1::BackupManifest manifest;
  manifest.set_format(kManifestFormat);
  manifest.set_backup(store.number);
  manifest.set_created_time_micros(options_.clock->Now());
  manifest.set_store_format(store.store_format);
  for (const LedgerInBackup& ledger : store.ledgers) {
    storage::v1::BackupLedger& entry = *manifest.add_ledgers();
    entry.set_ledger(ledger.name);
    entry.set_size(ledger.size);
    entry.set_root_hash(HashBytes(ledger.root));
    entry.set_index_rows(ledger.index_rows);
    entry.set_idempotency_rows(ledger.idempotency_rows);
    entry.set_tile_rows(ledger.tile_rows);
    entry.set_newest_erasure_size(ledger.newest_erasure_size);
    entry.set_erased_bytes_remain(ledger.erased_bytes_remain);
    for (size_t i = 0; i < signers.size(); ++i) {
      if (signers[i].ledger != ledger.name) continue;
      entry.set_checkpoint(notes[i]);
      for (const std::string& key : signers[i].verifier_keys) entry.add_verifier_keys(key);
    }
    // An empty one was never opened, and nobody signs for it.
    if (ledger.size > 0 && entry.checkpoint().empty()) {
      return absl::UnavailableError(
          absl::StrCat("ledger ", ledger.name,
                       " does not run, or was opened while the backup was made: nobody signs for "
                       "it; see its health, or ask again"));
    }
  }
  return manifest;
}

absl::StatusOr<BackupKeeper::FilesByPath> BackupKeeper::EarlierFiles() const {
  FilesByPath files;
  ASSIGN_OR_RETURN(const std::vector<uint32_t> numbers, BackupNumbers(options_.directory));
  for (const uint32_t number : numbers) {
    const absl::StatusOr<VerifiedManifest> other = ReadManifest(options_.directory, number, {});
    if (!other.ok()) continue;
    for (const storage::v1::BackupFile& file : other->manifest.files()) files[file.path()] = file;
  }
  return files;
}

absl::Status BackupKeeper::AddFiles(const StoreInBackup& store, const FilesByPath& earlier,
                                    storage::v1::BackupManifest& manifest) {
  std::vector<std::string> paths = {absl::StrCat("meta/", store.number)};
  for (const FileInBackup& file : store.files) paths.push_back(file.path);
  const absl::StatusOr<std::string> principals =
      ReadSmallFile(options_.principals_file, kPrincipalsFileBytesMax);
  if (principals.ok()) {
    const std::string path = PrincipalsPath(store.number);
    RETURN_IF_ERROR(MakePrivateDirectory(absl::StrCat(options_.directory, "/principals")));
    RETURN_IF_ERROR(ReplacePrivateFile(absl::StrCat(options_.directory, "/", path), *principals));
    paths.push_back(path);
  } else if (!absl::IsNotFound(principals.status())) {
    return principals.status();
  }
  std::sort(paths.begin(), paths.end());

  for (const std::string& path : paths) {
    if (stopping_) return Stopping();
    storage::v1::BackupFile& file = *manifest.add_files();
    // A shared table never changes: its digest is the one of the backup that brought it.
    const auto found = earlier.find(path);
    if (found != earlier.end() && absl::StartsWith(path, kSharedTables)) {
      file = found->second;
      continue;
    }
    ASSIGN_OR_RETURN(const FileDigest digest,
                     DigestFile(absl::StrCat(options_.directory, "/", path)));
    file.set_path(path);
    file.set_bytes(digest.bytes);
    file.set_sha256(HashBytes(digest.sha256));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<ledger::v1::Backup>> BackupKeeper::List() {
  MutexLock lock(mutex_);
  std::vector<ledger::v1::Backup> backups;
  ASSIGN_OR_RETURN(const std::vector<uint32_t> numbers, BackupNumbers(options_.directory));
  for (const uint32_t number : numbers) {
    const absl::StatusOr<VerifiedManifest> verified = ReadManifest(options_.directory, number, {});
    if (verified.ok()) {
      backups.push_back(Describe(verified->manifest));
      newest_ = backups.back().created_time_micros();
      continue;
    }
    ledger::v1::Backup& damaged = backups.emplace_back();
    damaged.set_backup(number);
    damaged.set_damage(absl::IsNotFound(verified.status())
                           ? "no manifest: it was not finished; the next backup removes it"
                           : std::string(verified.status().message()));
  }
  return backups;
}

void BackupKeeper::LookForNewest() {
  const absl::StatusOr<std::vector<uint32_t>> numbers = BackupNumbers(options_.directory);
  if (!numbers.ok()) return;
  for (auto number = numbers->rbegin(); number != numbers->rend(); ++number) {
    // One that is being made or deleted meanwhile has no manifest, or a whole one.
    const absl::StatusOr<VerifiedManifest> verified = ReadManifest(options_.directory, *number, {});
    if (!verified.ok()) continue;
    // Create and List may have been quicker, and know better.
    UnixMicros none = 0;
    newest_.compare_exchange_strong(none, verified->manifest.created_time_micros());
    return;
  }
}

std::optional<UnixMicros> BackupKeeper::newest() {
  if (newest_ == 0) std::call_once(looked_for_newest_, [this] { LookForNewest(); });
  const UnixMicros newest = newest_;
  return newest == 0 ? std::nullopt : std::optional<UnixMicros>(newest);
}

absl::StatusOr<std::vector<uint32_t>> BackupKeeper::Prune(uint32_t keep_last) {
  if (keep_last == 0) {
    return absl::InvalidArgumentError("keep_last: found 0, expected at least 1");
  }
  MutexLock lock(mutex_);
  return PruneLocked(keep_last);
}

absl::StatusOr<std::vector<uint32_t>> BackupKeeper::PruneLocked(uint32_t keep_last) {
  ASSIGN_OR_RETURN(const std::vector<uint32_t> numbers, BackupNumbers(options_.directory));
  std::vector<uint32_t> restorable;
  for (const uint32_t number : numbers) {
    if (ReadManifest(options_.directory, number, {}).ok()) restorable.push_back(number);
  }
  std::vector<uint32_t> deleted;
  if (restorable.size() <= keep_last) return deleted;
  const uint32_t oldest_kept = restorable[restorable.size() - keep_last];
  for (const uint32_t number : numbers) {
    if (number >= oldest_kept) break;
    RETURN_IF_ERROR(Delete(number));
    deleted.push_back(number);
  }
  return deleted;
}

absl::Status BackupKeeper::RemoveUnfinished() {
  ASSIGN_OR_RETURN(const std::vector<uint32_t> numbers, BackupNumbers(options_.directory));
  for (const uint32_t number : numbers) {
    const absl::Status manifest = ReadManifest(options_.directory, number, {}).status();
    if (absl::IsNotFound(manifest)) RETURN_IF_ERROR(Delete(number));
  }
  return absl::OkStatus();
}

absl::Status BackupKeeper::Delete(uint32_t number) {
  // The manifest first: without one the rest counts as unfinished.
  RETURN_IF_ERROR(RemoveManifest(options_.directory, number));
  const std::string principals = absl::StrCat(options_.directory, "/", PrincipalsPath(number));
  if (::unlink(principals.c_str()) != 0 && errno != ENOENT) {
    return absl::ErrnoToStatus(errno, principals);
  }
  return DeleteStoreBackup(options_.directory, number);
}

ledger::v1::Backup BackupKeeper::Describe(const storage::v1::BackupManifest& manifest) const {
  const std::map<std::string, uint64_t> erasures = options_.store->NewestErasureSizes();
  ledger::v1::Backup backup;
  backup.set_backup(manifest.backup());
  backup.set_created_time_micros(manifest.created_time_micros());
  for (const storage::v1::BackupLedger& entry : manifest.ledgers()) {
    ledger::v1::BackedUpLedger& ledger = *backup.add_ledgers();
    ledger.set_ledger(entry.ledger());
    ledger.set_size(entry.size());
    ledger.set_root_hash(entry.root_hash());
    const auto erasure = erasures.find(entry.ledger());
    ledger.set_may_hold_erased_texts(entry.erased_bytes_remain() ||
                                     (erasure != erasures.end() && entry.size() < erasure->second));
  }
  uint64_t bytes = 0;
  for (const storage::v1::BackupFile& file : manifest.files()) bytes += file.bytes();
  backup.set_files(static_cast<uint32_t>(manifest.files_size()));
  backup.set_bytes(bytes);
  return backup;
}

}  // namespace assessment
