#include "tests/backup/backed_up_store.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "ledger/base/check.h"
#include "ledger/base/private_file.h"
#include "ledger/proof/checkpoint.h"

namespace assessment::testing {

SignerKey KeyOfSeed(char seed) {
  return *MakeSignerKey(kBackedUpOrigin, NoteKeyType::kLog, std::string(32, seed));
}

BackedUpStore::BackedUpStore() : key_(KeyOfSeed('k')) {
  CHECK(MakePrivateDirectory(scratch_.Path("data")).ok());
  CHECK(ReplacePrivateFile(scratch_.Path("data/principals.pb"), "principals").ok());
  store_ = OpenData("data");
  log_ = *store_->Create(kBackedUpLedger);
  writer_.emplace(*log_);
  keeper_ = std::make_unique<BackupKeeper>(KeeperOptions());
}

BackupKeeper::Options BackedUpStore::KeeperOptions() {
  BackupKeeper::Options options;
  options.directory = backups();
  options.store = store_.get();
  options.clock = &clock_;
  options.principals_file = scratch_.Path("data/principals.pb");
  options.signers = [this] {
    BackupSigner signer;
    signer.ledger = kBackedUpLedger;
    signer.checkpoint = [this] { return CheckpointNow(); };
    signer.sign = [this](const std::string& text) -> absl::StatusOr<std::vector<NoteSignature>> {
      return SignNote(text, key_)->signatures;
    };
    signer.verifier_keys = {EncodeVerifierKey(key_.verifier())};
    return std::vector<BackupSigner>{std::move(signer)};
  };
  return options;
}

ledger::v1::Backup BackedUpStore::MustBackUp() {
  const absl::StatusOr<ledger::v1::Backup> backup = keeper_->Create(0, nullptr);
  EXPECT_TRUE(backup.ok()) << backup.status();
  return backup.ok() ? *backup : ledger::v1::Backup();
}

std::string BackedUpStore::CheckpointNow() const {
  const EventLog::Tail tail = log_->DurableTail();
  return *SignCheckpoint(Checkpoint{kBackedUpOrigin, tail.size, tail.root}, key_);
}

RestoreOptions BackedUpStore::RestoreTo(const std::string& name) const {
  RestoreOptions options;
  options.backups = backups();
  options.data_directory = scratch_.Path(name);
  return options;
}

std::unique_ptr<RocksDbLogStore> BackedUpStore::OpenData(const std::string& name) const {
  RocksDbOptions options;
  options.directory = scratch_.Path(name + "/log");
  options.reserve_bytes = 0;
  auto store = RocksDbLogStore::Open(options);
  CHECK(store.ok());
  return *std::move(store);
}

}  // namespace assessment::testing
