// Signed backups and what comes back from them: the same ledger, or a refusal that names what is
// wrong and leaves nothing behind.

#include "ledger/backup/restore.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/testing/run_seed.h"
#include "ledger/proof/checkpoint.h"
#include "tests/backup/backed_up_store.h"

namespace assessment::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AnyOf;
using ::testing::HasSubstr;

class RestoreTest : public ::testing::Test {
 protected:
  RestoreTest() { EXPECT_TRUE(stored_.writer().CommitMany(600, 50, 5).ok()); }

  std::string Path(absl::string_view name) const { return stored_.scratch().Path(name); }
  // Restoring with `options` fails, and nothing is left of it.
  absl::Status Refused(const RestoreOptions& options) const {
    const absl::Status status = RestoreBackup(options).status();
    EXPECT_FALSE(status.ok());
    EXPECT_FALSE(fs::exists(options.data_directory)) << status;
    EXPECT_FALSE(fs::exists(options.data_directory + ".unfinished")) << status;
    return status;
  }

  BackedUpStore stored_;
};

TEST_F(RestoreTest, GivesTheSameRecordsKeysAndPrincipals) {
  const ledger::v1::Backup backup = stored_.MustBackUp();
  RestoreOptions options = stored_.RestoreTo("restored");
  options.trusted = {stored_.key().verifier()};
  const absl::StatusOr<RestoreReport> report = RestoreBackup(options);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->backup, backup.backup());
  ASSERT_EQ(report->ledgers.size(), 1u);
  EXPECT_EQ(report->ledgers[0].size, 600u);
  EXPECT_EQ(report->ledgers[0].root, stored_.writer().root());
  EXPECT_EQ(report->ledgers[0].verified.records, 600u);
  ASSERT_EQ(report->signed_by.size(), 1u);
  EXPECT_EQ(report->signed_by[0].id, stored_.key().id);
  EXPECT_EQ(FileContent(Path("restored/principals.pb")), "principals");
  EXPECT_FALSE(fs::exists(Path("restored/keys")));
  const auto copy = stored_.OpenData("restored");
  EXPECT_EQ(*ReadAll(**copy->Find(kBackedUpLedger)), stored_.writer().records());
}

TEST_F(RestoreTest, TakesTheNewestBackupOrTheOneAskedFor) {
  stored_.MustBackUp();
  ASSERT_TRUE(stored_.writer().CommitMany(10, 10, 5).ok());
  stored_.MustBackUp();
  EXPECT_EQ(RestoreBackup(stored_.RestoreTo("newest"))->ledgers[0].size, 610u);
  RestoreOptions older = stored_.RestoreTo("older");
  older.backup = 1;
  EXPECT_EQ(RestoreBackup(older)->ledgers[0].size, 600u);
  RestoreOptions none = stored_.RestoreTo("none");
  none.backup = 7;
  const absl::Status status = Refused(none);
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr("there are 1, 2"));
}

TEST_F(RestoreTest, RefusesADirectoryThatIsNotEmptyAndLeavesIt) {
  stored_.MustBackUp();
  fs::create_directory(Path("restored"));
  WriteFile(Path("restored/something"), "of somebody");
  const absl::Status status = RestoreBackup(stored_.RestoreTo("restored")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("it is not empty"));
  EXPECT_EQ(FileContent(Path("restored/something")), "of somebody");
  EXPECT_FALSE(fs::exists(Path("restored/log")));
}

TEST_F(RestoreTest, TakesAnEmptyDirectory) {
  stored_.MustBackUp();
  fs::create_directory(Path("restored"));
  EXPECT_TRUE(RestoreBackup(stored_.RestoreTo("restored")).ok());
}

TEST_F(RestoreTest, SaysThatThereIsNoBackup) {
  const absl::Status status = Refused(stored_.RestoreTo("restored"));
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
}

TEST_F(RestoreTest, RefusesAManifestThatAnotherKeySigned) {
  stored_.MustBackUp();
  RestoreOptions options = stored_.RestoreTo("restored");
  options.trusted = {KeyOfSeed('x').verifier()};
  EXPECT_EQ(Refused(options).code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(RestoreTest, RefusesEveryFlippedByteOfManifestAndNote) {
  stored_.MustBackUp();
  std::mt19937_64 random(RunSeed(11));
  for (const char* file : {"manifests/000001.manifest", "manifests/000001.note"}) {
    const std::string path = absl::StrCat(stored_.backups(), "/", file);
    const std::string content = FileContent(path);
    const size_t stride = 1 + content.size() / 60;
    for (size_t at = random() % stride; at < content.size(); at += stride) {
      FlipByte(path, at);
      const absl::Status status = Refused(stored_.RestoreTo("restored"));
      EXPECT_THAT(std::string(status.message()), HasSubstr("000001.manifest")) << file << " " << at;
      WriteFile(path, content);
    }
  }
  EXPECT_TRUE(RestoreBackup(stored_.RestoreTo("restored")).ok());
}

TEST_F(RestoreTest, RefusesAFlippedByteInAnyFileAndNamesIt) {
  stored_.MustBackUp();
  std::mt19937_64 random(RunSeed(12));
  size_t files = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(stored_.backups())) {
    if (!entry.is_regular_file() || absl::StrContains(entry.path().string(), "/manifests/")) {
      continue;
    }
    ++files;
    const uint64_t size = fs::file_size(entry.path());
    if (size == 0) continue;
    const std::string content = FileContent(entry.path());
    FlipByte(entry.path(), random() % size);
    const absl::Status status = Refused(stored_.RestoreTo("restored"));
    // The engine's own list is read first, and then no backup of that number is there.
    EXPECT_THAT(std::string(status.message()),
                AnyOf(HasSubstr(entry.path().filename().string()), HasSubstr("backup")))
        << entry.path();
    WriteFile(entry.path(), content);
  }
  EXPECT_GE(files, 8u);
  EXPECT_TRUE(RestoreBackup(stored_.RestoreTo("restored")).ok());
}

TEST_F(RestoreTest, RefusesWhenAFileIsCutOrMissing) {
  const ledger::v1::Backup backup = stored_.MustBackUp();
  ASSERT_GT(backup.files(), 0u);
  fs::path table;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(stored_.backups() + "/shared_checksum")) {
    table = entry.path();
  }
  const std::string content = FileContent(table);
  WriteFile(table, content.substr(0, content.size() - 1));
  absl::Status status = Refused(stored_.RestoreTo("restored"));
  EXPECT_FALSE(status.ok());
  fs::remove(table);
  status = Refused(stored_.RestoreTo("restored"));
  EXPECT_FALSE(status.ok());
}

TEST_F(RestoreTest, NamesTheRollbackWhenACheckpointWasSeenLater) {
  stored_.MustBackUp();
  ASSERT_TRUE(stored_.writer().CommitMany(25, 25, 5).ok());
  RestoreOptions options = stored_.RestoreTo("restored");
  options.expected_checkpoints = {stored_.CheckpointNow()};
  const absl::Status status = Refused(options);
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(status.message(),
            "ROLLBACK of ledger 141100: the backup ends at size 600, a checkpoint was signed at "
            "size 625: the last 25 events are missing");
  options.accept_rollback = true;
  const absl::StatusOr<RestoreReport> report = RestoreBackup(options);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->rollbacks.size(), 1u);
}

TEST_F(RestoreTest, HoldsTheBackupAgainstACheckpointThatWasSeenBefore) {
  RestoreOptions options = stored_.RestoreTo("restored");
  options.expected_checkpoints = {stored_.CheckpointNow()};
  ASSERT_TRUE(stored_.writer().CommitMany(25, 25, 5).ok());
  stored_.MustBackUp();
  const absl::StatusOr<RestoreReport> report = RestoreBackup(options);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->rollbacks.empty());
}

TEST_F(RestoreTest, NamesAnotherHistory) {
  stored_.MustBackUp();
  RestoreOptions options = stored_.RestoreTo("restored");
  options.expected_checkpoints = {
      *SignCheckpoint(Checkpoint{kBackedUpOrigin, 300, Sha256("another")}, stored_.key())};
  const absl::Status status = Refused(options);
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr("ANOTHER HISTORY: at size 300"));
  // However it is asked: another history is no rollback that could be accepted.
  options.accept_rollback = true;
  EXPECT_EQ(Refused(options).code(), absl::StatusCode::kDataLoss);
}

TEST_F(RestoreTest, RefusesAnExpectedCheckpointOfAnotherLogOrKey) {
  stored_.MustBackUp();
  RestoreOptions options = stored_.RestoreTo("restored");
  const SignerKey other =
      *MakeSignerKey("other.example/log/1", NoteKeyType::kLog, std::string(32, 'o'));
  options.expected_checkpoints = {*SignCheckpoint(Checkpoint{other.name, 1, Sha256("x")}, other)};
  EXPECT_EQ(Refused(options).code(), absl::StatusCode::kInvalidArgument);
  options.expected_checkpoints = {
      *SignCheckpoint(Checkpoint{kBackedUpOrigin, 1, Sha256("x")}, KeyOfSeed('x'))};
  EXPECT_EQ(Refused(options).code(), absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace assessment::testing
