// Opening and listing ledgers.

#include "tests/conformance/test_server.h"

namespace assessment::testing {
namespace {

class LedgersTest : public DurableServerTest {
 protected:
  static ledger::v1::OpenLedgerRequest Request(const std::string& code) {
    ledger::v1::OpenLedgerRequest request;
    request.set_authority("晋中市安全生产委员会办公室");
    request.set_authority_code(code);
    request.set_domain("ledger.example");
    *request.add_permissions() = WholeOffice("office");
    return request;
  }
  grpc::Status Open(const ledger::v1::OpenLedgerRequest& request,
                    ledger::v1::OpenLedgerResponse& response) {
    Call call(administrator());
    return ledger().OpenLedger(&call, request, &response);
  }
  std::vector<std::string> Names() {
    ledger::v1::ListLedgersResponse response;
    Call call(office());
    EXPECT_TRUE(ledger().ListLedgers(&call, {}, &response).ok());
    std::vector<std::string> names;
    for (const ledger::v1::LedgerInfo& info : response.ledgers()) names.push_back(info.ledger());
    return names;
  }
};

TEST_F(LedgersTest, BeginWithTheOpeningRecordAtPositionZero) {
  const auto events = ReadAll();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].body().event().content().ledger_opened().authority_code(), kLedger);
  EXPECT_EQ(events[0].body().event().content().ledger_opened().origin(), kOrigin);
  EXPECT_EQ(events[0].body().poster().principal(), "administrator");
}

TEST_F(LedgersTest, AreListedByNameAndKeptAcrossARestart) {
  ledger::v1::OpenLedgerResponse opened;
  ASSERT_TRUE(Open(Request("140700"), opened).ok());
  EXPECT_EQ(opened.ledger().origin(), "ledger.example/log/140700");
  EXPECT_EQ(opened.ledger().size(), 1u);
  EXPECT_EQ(Names(), (std::vector<std::string>{"140700", kLedger}));
  Restart();
  EXPECT_EQ(Names(), (std::vector<std::string>{"140700", kLedger}));
}

TEST_F(LedgersTest, OpenedAgainAnswerTheSame) {
  ledger::v1::OpenLedgerResponse first;
  ledger::v1::OpenLedgerResponse again;
  ASSERT_TRUE(Open(Request("140700"), first).ok());
  ASSERT_TRUE(Open(Request("140700"), again).ok());
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
}

TEST_F(LedgersTest, AreNotOpenedWithOtherContent) {
  ledger::v1::OpenLedgerResponse response;
  ASSERT_TRUE(Open(Request("140700"), response).ok());
  ledger::v1::OpenLedgerRequest other = Request("140700");
  other.set_authority("another");
  const grpc::Status status = Open(other, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(ReasonIn(status), ledger::v1::REASON_ALREADY_EXISTS);
}

TEST_F(LedgersTest, AreNotOpenedUnderANameThatIsNone) {
  ledger::v1::OpenLedgerResponse response;
  EXPECT_EQ(ReasonIn(Open(Request(""), response)), ledger::v1::REASON_FIELD_MISSING);
  EXPECT_EQ(ReasonIn(Open(Request("../x"), response)), ledger::v1::REASON_FIELD_INVALID);
  EXPECT_EQ(ReasonIn(Open(Request(std::string(97, '1')), response)), ledger::v1::REASON_TOO_LONG);
}

TEST_F(LedgersTest, DoNotMix) {
  ledger::v1::OpenLedgerResponse opened;
  ASSERT_TRUE(Open(Request("140700"), opened).ok());
  event::v1::Event here = UnitRegistered("a", "1");
  event::v1::Event there = UnitRegistered("a", "1");
  there.set_ledger("140700");
  EXPECT_EQ(MustAppend({here}).at(0).position(), 1u);
  EXPECT_EQ(MustAppend({there}).at(0).position(), 1u);
  EXPECT_EQ(ReadAll().size(), 2u);
}

}  // namespace
}  // namespace assessment::testing
