// Making, listing and pruning backups.

#include "ledger/backup/backup_keeper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "ledger/backup/restore.h"
#include "tests/backup/backed_up_store.h"

namespace assessment::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class BackupKeeperTest : public ::testing::Test {
 protected:
  BackupKeeperTest() { EXPECT_TRUE(stored_.writer().CommitMany(300, 50, 5).ok()); }

  std::vector<ledger::v1::Backup> List() {
    auto list = stored_.keeper().List();
    EXPECT_TRUE(list.ok()) << list.status();
    return list.ok() ? *std::move(list) : std::vector<ledger::v1::Backup>();
  }
  std::vector<uint32_t> Numbers() {
    std::vector<uint32_t> numbers;
    for (const ledger::v1::Backup& backup : List()) {
      numbers.push_back(backup.backup());
    }
    return numbers;
  }

  BackedUpStore stored_;
};

TEST_F(BackupKeeperTest, ListsWhatWasMade) {
  EXPECT_THAT(Numbers(), IsEmpty());
  const ledger::v1::Backup first = stored_.MustBackUp();
  ASSERT_TRUE(stored_.writer().CommitMany(5, 5, 5).ok());
  const ledger::v1::Backup second = stored_.MustBackUp();
  EXPECT_LT(second.bytes_added(), second.bytes());
  const std::vector<ledger::v1::Backup> list = List();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].ledgers(0).size(), 300u);
  EXPECT_EQ(list[1].ledgers(0).size(), 305u);
  EXPECT_EQ(list[1].ledgers(0).root_hash(), HashBytes(stored_.writer().root()));
  EXPECT_GT(list[1].created_time_micros(), first.created_time_micros());
  EXPECT_EQ(list[1].files(), second.files());
}

TEST_F(BackupKeeperTest, KnowsTheNewestBackup) {
  EXPECT_FALSE(stored_.keeper().newest().has_value());
  stored_.MustBackUp();
  const ledger::v1::Backup second = stored_.MustBackUp();
  EXPECT_EQ(stored_.keeper().newest(), second.created_time_micros());
}

TEST_F(BackupKeeperTest, KnowsTheNewestRestorableBackupOfAnEarlierRun) {
  const ledger::v1::Backup first = stored_.MustBackUp();
  const ledger::v1::Backup second = stored_.MustBackUp();
  EXPECT_EQ(BackupKeeper(stored_.KeeperOptions()).newest(), second.created_time_micros());
  FlipByte(stored_.backups() + "/manifests/000002.manifest", 10);
  EXPECT_EQ(BackupKeeper(stored_.KeeperOptions()).newest(), first.created_time_micros());
}

TEST_F(BackupKeeperTest, HoldsNoSecretKey) {
  stored_.MustBackUp();
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(stored_.backups())) {
    if (!entry.is_regular_file()) continue;
    EXPECT_EQ(FileContent(entry.path()).find("PRIVATE+KEY"), std::string::npos) << entry.path();
  }
}

TEST_F(BackupKeeperTest, IsForItsOwnerAlone) {
  stored_.MustBackUp();
  EXPECT_EQ(fs::status(stored_.backups()).permissions(), fs::perms::owner_all);
}

TEST_F(BackupKeeperTest, SaysWhichBackupsMayHoldTextsThatAreErasedByNow) {
  ASSERT_TRUE(stored_.writer()
                  .Commit({{.key = "a", .record_time_micros = 400, .note = "words"}})
                  .status.ok());
  stored_.MustBackUp();
  EXPECT_FALSE(List()[0].ledgers(0).may_hold_erased_texts());
  ASSERT_TRUE(stored_.writer()
                  .Commit({{.key = "b", .record_time_micros = 400, .erases = 300}})
                  .status.ok());
  ASSERT_TRUE(stored_.log().PurgeErased().ok());
  stored_.MustBackUp();
  const std::vector<ledger::v1::Backup> list = List();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_TRUE(list[0].ledgers(0).may_hold_erased_texts());
  EXPECT_FALSE(list[1].ledgers(0).may_hold_erased_texts());
}

TEST_F(BackupKeeperTest, PrunedBackupsLeaveNoByteOfAnErasedText) {
  const std::string words = "words-that-somebody-wants-gone";
  ASSERT_TRUE(stored_.writer()
                  .Commit({{.key = "a", .record_time_micros = 400, .note = words}})
                  .status.ok());
  stored_.MustBackUp();
  ASSERT_TRUE(stored_.writer()
                  .Commit({{.key = "b", .record_time_micros = 400, .erases = 300}})
                  .status.ok());
  ASSERT_TRUE(stored_.log().PurgeErased().ok());
  stored_.MustBackUp();
  const auto holds_words = [&] {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(stored_.backups())) {
      if (entry.is_regular_file() && FileContent(entry.path()).find(words) != std::string::npos) {
        return true;
      }
    }
    return false;
  };
  EXPECT_TRUE(holds_words());
  EXPECT_THAT(*stored_.keeper().Prune(1), ElementsAre(1u));
  EXPECT_FALSE(holds_words());
  EXPECT_TRUE(RestoreBackup(stored_.RestoreTo("restored")).ok());
}

TEST_F(BackupKeeperTest, PrunesAllButTheNewest) {
  for (int i = 0; i < 4; ++i) stored_.MustBackUp();
  EXPECT_THAT(*stored_.keeper().Prune(2), ElementsAre(1u, 2u));
  EXPECT_THAT(Numbers(), ElementsAre(3u, 4u));
  EXPECT_THAT(*stored_.keeper().Prune(2), IsEmpty());
  EXPECT_EQ(stored_.keeper().Prune(0).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(RestoreBackup(stored_.RestoreTo("restored")).ok());
}

TEST_F(BackupKeeperTest, PrunesAfterABackupWhenItIsTold) {
  stored_.MustBackUp();
  stored_.MustBackUp();
  ASSERT_TRUE(stored_.keeper().Create(1, nullptr).ok());
  EXPECT_THAT(Numbers(), ElementsAre(3u));
}

TEST_F(BackupKeeperTest, DoesNotCountADamagedBackupAsOneThatIsKept) {
  stored_.MustBackUp();
  stored_.MustBackUp();
  FlipByte(stored_.backups() + "/manifests/000002.manifest", 10);
  EXPECT_THAT(*stored_.keeper().Prune(1), IsEmpty());
  const std::vector<ledger::v1::Backup> list = List();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_TRUE(list[0].damage().empty());
  EXPECT_THAT(list[1].damage(), HasSubstr("000002.manifest"));
}

TEST_F(BackupKeeperTest, RemovesWhatAnEarlierTryLeftUnfinished) {
  stored_.MustBackUp();
  // The process ended before the manifest.
  ASSERT_TRUE(stored_.store().BackUp(stored_.backups(), nullptr).ok());
  const std::vector<ledger::v1::Backup> list = List();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_THAT(list[1].damage(), HasSubstr("not finished"));
  const RestoreOptions newest = stored_.RestoreTo("restored");
  EXPECT_EQ(RestoreBackup(newest)->backup, 1u);
  stored_.MustBackUp();
  for (const ledger::v1::Backup& backup : List()) {
    EXPECT_EQ(backup.damage(), "");
  }
  EXPECT_EQ(Numbers().size(), 2u);
}

TEST_F(BackupKeeperTest, RefusesOnceItIsStopped) {
  stored_.keeper().Stop();
  EXPECT_EQ(stored_.keeper().Create(0, nullptr).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(Numbers(), IsEmpty());
}

TEST_F(BackupKeeperTest, RefusesWithoutALedgerThatRuns) {
  BackupKeeper::Options options = stored_.KeeperOptions();
  options.signers = [] { return std::vector<BackupSigner>(); };
  BackupKeeper keeper(std::move(options));
  EXPECT_EQ(keeper.Create(0, nullptr).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(BackupKeeperTest, RefusesWhenNobodySignsForALedgerOfTheStore) {
  ASSERT_TRUE(LogWriter(**stored_.store().Create("140700")).CommitMany(3, 3, 1).ok());
  const absl::Status status = stored_.keeper().Create(0, nullptr).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), HasSubstr("ledger 140700 does not run"));
  EXPECT_THAT(Numbers(), IsEmpty());
}

TEST_F(BackupKeeperTest, LeavesNothingWhenNobodySigns) {
  BackupKeeper::Options options = stored_.KeeperOptions();
  options.signers = [this] {
    std::vector<BackupSigner> signers = stored_.KeeperOptions().signers();
    signers[0].sign = [](const std::string&) -> absl::StatusOr<std::vector<NoteSignature>> {
      return absl::UnavailableError("no key");
    };
    return signers;
  };
  BackupKeeper keeper(std::move(options));
  EXPECT_EQ(keeper.Create(0, nullptr).status().message(), "no key");
  EXPECT_THAT(Numbers(), IsEmpty());
}

}  // namespace
}  // namespace assessment::testing
