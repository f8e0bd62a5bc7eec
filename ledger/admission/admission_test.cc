#include "ledger/admission/admission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/base/limits.h"
#include "ledger/log/forwarding_log.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::HasSubstr;

std::string FixedSalt() { return std::string(limits::kSaltBytes, 's'); }

event::v1::LedgerOpened Opened() {
  event::v1::LedgerOpened opened;
  opened.set_authority("安委办");
  opened.set_authority_code(kLedger);
  opened.set_origin("ledger.example/log/141100");
  opened.set_format_version(1);
  opened.set_time_zone("Asia/Shanghai");
  return opened;
}

class OpenTest : public ::testing::Test {
 protected:
  OpenTest() : admission_(kLedger, **store_.Create(kLedger), FixedSalt) {}

  MemoryLogStore store_;
  Admission admission_;
};

TEST_F(OpenTest, MakesTheFirstRecord) {
  const absl::StatusOr<CommitEntry> entry = admission_.Open(Opened(), OfficePoster(), 1000);
  ASSERT_TRUE(entry.ok()) << entry.status();
  EXPECT_EQ(entry->header.position(), 0u);
  EXPECT_EQ(entry->header.origin(), "ledger.example/log/141100");
  EXPECT_EQ(entry->header.batch_size(), 1u);
  EXPECT_EQ(entry->header.event_type(), event::v1::EVENT_TYPE_LEDGER_OPENED);
  EXPECT_TRUE(ParseRecord(entry->record).ok());
  EXPECT_EQ(admission_.size(), 1u);
  EXPECT_EQ(admission_.record_time(), 1000);
}

TEST_F(OpenTest, OpensOnce) {
  ASSERT_TRUE(admission_.Open(Opened(), OfficePoster(), 1000).ok());
  EXPECT_EQ(admission_.Open(Opened(), OfficePoster(), 2000).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(OpenTest, NamesWhatIsWrong) {
  event::v1::LedgerOpened opened = Opened();
  opened.set_time_zone("Europe/Berlin");
  const absl::Status status = admission_.Open(opened, OfficePoster(), 1000).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("time_zone"));
}

TEST(AdmissionReplay, GivesTheStateThatLiveAdmissionHas) {
  TestLedger ledger;
  ledger.SetUpCycle();
  const uint64_t judged = ledger.Must(PointsJudged("unit-1", "3.1", 1000));
  ledger.MustCorrect(ledger.MustCorrect(judged, PointsJudged("unit-1", "3.1", 2000)));
  const uint64_t claim = ledger.Must(NotApplicableClaimed("unit-2", {"2", "3"}));
  ledger.Must(NotApplicableRuled("unit-2", claim, event::v1::RULING_ACCEPTED, {"3"}));
  ledger.Must(AccidentReported("a-1", "unit-1"));
  ledger.Must(ReviewOpened(kCycle));
  EXPECT_EQ(ledger.DescribeReplayed(), ledger.admission().DescribeState());
}

// Gives position 1 where position 2 is asked for.
class ConfusedLog : public ForwardingLog {
 public:
  using ForwardingLog::ForwardingLog;
  absl::StatusOr<Record> Get(uint64_t position) const override {
    return ForwardingLog::Get(position == 2 ? 1 : position);
  }
  absl::Status Read(uint64_t from, uint64_t to, const RecordVisitor& visitor) const override {
    for (uint64_t position = from; position < to; ++position) {
      const absl::Status status = visitor(position, *Get(position));
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }
  absl::StatusOr<std::optional<uint64_t>> FindKey(absl::string_view,
                                                  absl::string_view) const override {
    return absl::DataLossError("the block is damaged");
  }
};

TEST(AdmissionReplay, NamesThePositionThatIsWrong) {
  TestLedger ledger;
  ledger.SetUpCycle();
  const ConfusedLog confused(ledger.log());
  Admission admission(kLedger, confused, FixedSalt);
  const absl::Status status = admission.Replay();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr("position 2"));
}

TEST(AdmissionReplay, RefusesEventsWhenTheLogCannotBeRead) {
  TestLedger ledger;
  const ConfusedLog confused(ledger.log());
  Admission admission(kLedger, confused, FixedSalt);
  ASSERT_TRUE(admission.Replay().ok());
  ledger::v1::AppendRequest request;
  *request.add_events() = MakeEvent(UnitRegistered("unit-1"), "k");
  const BatchDecision decision =
      admission.Judge(request, OfficePoster(), admission.record_time() + 1);
  ASSERT_EQ(decision.refusals.size(), 1u);
  EXPECT_EQ(decision.refusals[0].reason(), ledger::v1::REASON_LEDGER_STOPPED);
}

TEST(AdmissionInFlight, FindsEventsByPositionBeforeAndAfterTheyAreDurable) {
  TestLedger ledger;
  ledger.SetUpCycle();
  ledger.Hold();
  const uint64_t finding = ledger.Must(FindingRecorded("unit-1", "1.1"));
  ledger.MustCorrect(finding);
  EXPECT_EQ(ledger.ReasonFor(CorrectionProposed(finding)), ledger::v1::REASON_ALREADY_CORRECTED);
  ledger.Flush();
  EXPECT_EQ(ledger.ReasonFor(CorrectionProposed(finding)), ledger::v1::REASON_ALREADY_CORRECTED);
  EXPECT_EQ(ledger.DescribeReplayed(), ledger.admission().DescribeState());
}

}  // namespace
}  // namespace assessment::testing
