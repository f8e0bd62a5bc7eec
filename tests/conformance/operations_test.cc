// Backups and scrubs over the wire: who may, and what comes of it.

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "assessment/ledger/v1/operations_service.grpc.pb.h"
#include "clients/cpp/ledger_client.h"
#include "ledger/backup/restore.h"
#include "ledger/proof/note.h"
#include "tests/conformance/test_server.h"

namespace assessment::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class OperationsTest : public DurableServerTest {
 protected:
  OperationsTest() {
    ledger::v1::Principal principal;
    principal.set_principal("keeper");
    principal.set_person_id("p-keeper");
    principal.set_operator_(true);
    keeper_ = MakePrincipal(principal);
    MustAppend({UnitRegistered("unit-1", "u-1"), UnitRegistered("unit-2", "u-2")});
  }

  LedgerClient ClientOf(const std::string& token) {
    ClientOptions options;
    options.token = token;
    return LedgerClient(channel(), options);
  }
  absl::StatusOr<ledger::v1::Backup> BackUpAs(const std::string& token) {
    return ClientOf(token).CreateBackup({}, nullptr);
  }
  const std::string& keeper() const { return keeper_; }

 private:
  std::string keeper_;
};

TEST_F(OperationsTest, OperatorsAndAdministratorsMayAndNobodyElse) {
  for (const std::string& token : {keeper(), administrator()}) {
    EXPECT_TRUE(BackUpAs(token).ok());
    EXPECT_TRUE(ClientOf(token).ListBackups({}).ok());
    EXPECT_TRUE(ClientOf(token).GetScrubStatus({}).ok());
    EXPECT_TRUE(ClientOf(token).StartScrub({}).ok());
  }
  for (const std::string& token : {office(), std::string("no token"), std::string()}) {
    LedgerClient client = ClientOf(token);
    const std::vector<absl::Status> answers = {
        BackUpAs(token).status(),           client.ListBackups({}).status(),
        client.PruneBackups({}).status(),   client.StartScrub({}).status(),
        client.GetScrubStatus({}).status(),
    };
    for (const absl::Status& answer : answers) {
      EXPECT_EQ(answer.code(), token == office() ? absl::StatusCode::kPermissionDenied
                                                 : absl::StatusCode::kUnauthenticated)
          << answer;
    }
  }
  EXPECT_EQ(ClientOf(keeper()).ListBackups({})->backups_size(), 2);
}

TEST_F(OperationsTest, ABackupHoldsWhatWasAcknowledgedAndRestoresUnderTheLedgersKey) {
  const absl::StatusOr<ledger::v1::Backup> backup = BackUpAs(keeper());
  ASSERT_TRUE(backup.ok()) << backup.status();
  ASSERT_EQ(backup->ledgers_size(), 1);
  EXPECT_EQ(backup->ledgers(0).size(), ReadAll().size());

  const ledger::v1::ListLedgersResponse ledgers = *ClientOf(office()).ListLedgers({});
  ledger::v1::GetCheckpointRequest checkpoint;
  checkpoint.set_ledger(kLedger);
  RestoreOptions options;
  options.backups = directory() + "/backups";
  options.data_directory = directory() + "/restored";
  options.trusted = {*ParseVerifierKey(ledgers.ledgers(0).verifier_key())};
  options.expected_checkpoints = {ClientOf(office()).GetCheckpoint(checkpoint)->checkpoint()};
  const absl::StatusOr<RestoreReport> report = RestoreBackup(options);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->rollbacks.empty());
  EXPECT_EQ(report->ledgers[0].size, ReadAll().size());
  EXPECT_TRUE(fs::exists(directory() + "/restored/principals.pb"));
  EXPECT_FALSE(fs::exists(directory() + "/restored/keys"));
}

TEST_F(OperationsTest, SaysHowManyBackupsAPruneDeleted) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(BackUpAs(keeper()).ok());
  ledger::v1::PruneBackupsRequest request;
  EXPECT_EQ(ClientOf(keeper()).PruneBackups(request).status().code(),
            absl::StatusCode::kInvalidArgument);
  request.set_keep_last(1);
  EXPECT_EQ(ClientOf(keeper()).PruneBackups(request)->deleted_size(), 2);
  EXPECT_EQ(ClientOf(keeper()).ListBackups({})->backups(0).backup(), 3u);
}

TEST_F(OperationsTest, AScrubChecksEveryEventAndIsRememberedAcrossARestart) {
  EXPECT_TRUE(ClientOf(keeper()).StartScrub({})->started());
  ledger::v1::GetScrubStatusResponse status;
  while (!status.has_last()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    status = *ClientOf(keeper()).GetScrubStatus({});
  }
  ASSERT_EQ(status.last().ledgers_size(), 1);
  EXPECT_EQ(status.last().ledgers(0).records(), ReadAll().size());
  EXPECT_EQ(status.last().ledgers(0).damage(), "");
  EXPECT_GT(status.next_time_micros(), status.last().finished_time_micros());
  Restart();
  const ledger::v1::GetScrubStatusResponse after = *ClientOf(keeper()).GetScrubStatus({});
  EXPECT_EQ(after.last().finished_time_micros(), status.last().finished_time_micros());
}

TEST_F(OperationsTest, DamageThatAScrubFindsRefusesAppendsAndNamesTheTable) {
  ASSERT_TRUE(BackUpAs(keeper()).ok());  // All rows are in tables then.
  for (const fs::directory_entry& entry : fs::directory_iterator(directory() + "/log/db")) {
    if (entry.path().extension() != ".sst") continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(30);
    const int byte = file.get();
    file.seekp(30);
    file.put(static_cast<char>(~byte));
  }
  EXPECT_TRUE(ClientOf(keeper()).StartScrub({})->started());
  ledger::v1::GetScrubStatusResponse status;
  while (!status.has_last()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    status = *ClientOf(keeper()).GetScrubStatus({});
  }
  EXPECT_THAT(status.last().ledgers(0).damage(), HasSubstr(".sst of "));
  ledger::v1::AppendResponse response;
  const grpc::Status appended = Append(office(), {UnitRegistered("unit-3", "u-3")}, response);
  EXPECT_FALSE(appended.ok());
  EXPECT_EQ(ReasonIn(appended), ledger::v1::REASON_LEDGER_STOPPED) << appended.error_message();
  EXPECT_EQ(BackUpAs(keeper()).status().code(), absl::StatusCode::kDataLoss);
}

class OperationsInMemoryTest : public ServerTest {};

TEST_F(OperationsInMemoryTest, AServerWithoutADirectoryForBackupsSaysSo) {
  ClientOptions options;
  options.token = administrator();
  LedgerClient client(channel(), options);
  const absl::Status status = client.CreateBackup({}, nullptr).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("--backups"));
  EXPECT_EQ(client.ListBackups({}).status().code(), absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace assessment::testing
