#include "ledger/admission/header_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class HeaderFactsTest : public ::testing::Test {
 protected:
  event::v1::RecordHeader HeaderAt(uint64_t position) {
    const absl::StatusOr<Record> record = ledger_.log().Get(position);
    EXPECT_TRUE(record.ok());
    return ParseRecord(*record)->header;
  }

  TestLedger ledger_;
};

TEST_F(HeaderFactsTest, NamesCycleAndUnitOfAPosting) {
  ledger_.SetUpCycle();
  const auto header = HeaderAt(ledger_.Must(FindingRecorded("unit-1", "1.1")));
  EXPECT_EQ(header.cycle(), kCycle);
  EXPECT_THAT(header.units(), ElementsAre("unit-1"));
  EXPECT_EQ(header.event_type(), event::v1::EVENT_TYPE_FINDING_RECORDED);
}

TEST_F(HeaderFactsTest, NamesAccidentsAndMattersOfSubjects) {
  ledger_.SetUpCycle();
  ledger_.Must(AccidentReported("a-1", "unit-1"));
  ledger_.Must(MatterOpened("m-1", "unit-1"));
  EventContent content = FindingRecorded("unit-1", "1.1", {"x", "y"});
  content.mutable_finding_recorded()->mutable_subjects(0)->set_accident("a-1");
  content.mutable_finding_recorded()->mutable_subjects(1)->set_matter("m-1");
  const auto header = HeaderAt(ledger_.Must(content));
  EXPECT_THAT(header.accidents(), ElementsAre("a-1"));
  EXPECT_THAT(header.matters(), ElementsAre("m-1"));
}

TEST_F(HeaderFactsTest, NamesTheUnitsOfACycleSorted) {
  ledger_.Append({UnitRegistered("b"), UnitRegistered("a")});
  const auto header = HeaderAt(ledger_.Must(CycleOpened("c", {"b", "a"}, 0)));
  EXPECT_EQ(header.cycle(), "c");
  EXPECT_THAT(header.units(), ElementsAre("a", "b"));
}

TEST_F(HeaderFactsTest, NamesNoUnitInTheRulingOnAnAccident) {
  ledger_.SetUpCycle();
  ledger_.Must(AccidentReported("a-1", "unit-1"));
  const auto header = HeaderAt(ledger_.Must(AccidentRuled("a-1", event::v1::FINDING_YES)));
  EXPECT_THAT(header.accidents(), ElementsAre("a-1"));
  EXPECT_THAT(header.units(), IsEmpty());
}

TEST_F(HeaderFactsTest, NamesTheUnitsAndMattersOfALetter) {
  ledger_.SetUpCycle();
  ledger_.Must(MatterOpened("m-1", "unit-1"));
  ledger_.Must(MatterOpened("m-2", "unit-2"));
  const auto header = HeaderAt(ledger_.Must(LetterIssued({"unit-2", "unit-1"}, {"m-2", "m-1"})));
  EXPECT_THAT(header.units(), ElementsAre("unit-1", "unit-2"));
  EXPECT_THAT(header.matters(), ElementsAre("m-1", "m-2"));
}

TEST_F(HeaderFactsTest, NamesTheMatterAndNoUnitWhereNoneIsStated) {
  ledger_.SetUpCycle();
  ledger_.Must(MatterOpened("m-1", "unit-1"));
  for (const EventContent& content :
       {MatterExtended("m-1", DueBy(2022, 7, 1)), MatterCompleted("m-1"), MatterReturned("m-1"),
        MatterOverdue("m-1", DueBy(2022, 7, 1)), MatterWithdrawn("m-1")}) {
    const auto header = HeaderAt(ledger_.Must(OnDay(content, Date(2022, 7, 2))));
    EXPECT_THAT(header.matters(), ElementsAre("m-1"));
    EXPECT_THAT(header.units(), IsEmpty());
  }
}

TEST_F(HeaderFactsTest, NamesBothAccidentsOfAMerger) {
  ledger_.SetUpCycle();
  ledger_.Must(AccidentReported("a-1", "unit-1"));
  ledger_.Must(AccidentReported("a-2", "unit-1"));
  for (const EventContent& content :
       {AccidentsMerged("a-2", "a-1"), AccidentsUnmerged("a-2", "a-1")}) {
    EXPECT_THAT(HeaderAt(ledger_.Must(content)).accidents(), ElementsAre("a-1", "a-2"));
  }
}

TEST_F(HeaderFactsTest, NamesCycleAndUnitOfSubmissionsAndSheets) {
  ledger_.SetUpCycle();
  for (const EventContent& content :
       {SelfReportFiled("unit-1", {"1"}), EvidenceSubmitted("unit-1", {"1"}),
        VetoConfirmed("unit-1", "V1"), SheetIssued("unit-1", {"1"}), SheetSigned("unit-1"),
        SheetReopened("unit-1")}) {
    const auto header = HeaderAt(ledger_.Must(content));
    EXPECT_EQ(header.cycle(), kCycle);
    EXPECT_THAT(header.units(), ElementsAre("unit-1"));
  }
}

TEST_F(HeaderFactsTest, NamesOriginalAndReplacementInACorrection) {
  ledger_.SetUpCycle();
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-2", "1.1"));
  const uint64_t confirmation = ledger_.MustCorrect(finding, FindingRecorded("unit-1", "1.1"));
  for (const uint64_t position : {confirmation - 1, confirmation}) {
    EXPECT_EQ(HeaderAt(position).cycle(), kCycle);
    EXPECT_THAT(HeaderAt(position).units(), ElementsAre("unit-1", "unit-2"));
  }
}

}  // namespace
}  // namespace assessment::testing
