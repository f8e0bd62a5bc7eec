#ifndef TESTS_BACKUP_BACKED_UP_STORE_H_
#define TESTS_BACKUP_BACKED_UP_STORE_H_

// A store with one ledger, its signing key and its backups, in a directory of its own.

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "ledger/backup/backup_keeper.h"
#include "ledger/backup/restore.h"
#include "ledger/base/clock.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/proof/note_key.h"
#include "tests/backup/scratch_directory.h"
#include "tests/contract/log_fixture.h"

namespace assessment::testing {

inline constexpr char kBackedUpLedger[] = "141100";
inline constexpr char kBackedUpOrigin[] = "ledger.example/log/141100";

class BackedUpStore {
 public:
  BackedUpStore();

  // Options of a keeper of this store's backups.
  BackupKeeper::Options KeeperOptions();
  // Makes a backup that must succeed.
  ledger::v1::Backup MustBackUp();
  // The signed checkpoint of the present size.
  std::string CheckpointNow() const;
  // Options to restore into "restored".
  RestoreOptions RestoreTo(const std::string& name) const;
  // Opens the store in the data directory `name`.
  std::unique_ptr<RocksDbLogStore> OpenData(const std::string& name) const;

  const ScratchDirectory& scratch() const { return scratch_; }
  std::string backups() const { return scratch_.Path("backups"); }
  RocksDbLogStore& store() { return *store_; }
  EventLog& log() { return *log_; }
  LogWriter& writer() { return *writer_; }
  BackupKeeper& keeper() { return *keeper_; }
  const SignerKey& key() const { return key_; }

 private:
  // Every look at it is a second later.
  class SteppingClock : public Clock {
   public:
    UnixMicros Now() override { return now_ += 1'000'000; }

   private:
    std::atomic<UnixMicros> now_ = 1'700'000'000'000'000;
  };

  ScratchDirectory scratch_;
  SteppingClock clock_;
  const SignerKey key_;
  std::unique_ptr<RocksDbLogStore> store_;
  EventLog* log_ = nullptr;
  std::optional<LogWriter> writer_;
  std::unique_ptr<BackupKeeper> keeper_;
};

// A key whose seed is all `seed`.
SignerKey KeyOfSeed(char seed);

}  // namespace assessment::testing

#endif  // TESTS_BACKUP_BACKED_UP_STORE_H_
