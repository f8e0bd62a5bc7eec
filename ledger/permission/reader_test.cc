#include "ledger/permission/reader.h"

#include "gtest/gtest.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

using event::v1::EventBody;
using event::v1::EventType;
using event::v1::Grant;
using event::v1::RecordHeader;
using event::v1::Role;

// A ledger in which "p", of unit "u", has one grant; cycle "c" is disclosed to nobody yet.
class ReaderTest : public ::testing::Test {
 protected:
  Reader Of(const Grant& grant) {
    view_.permissions.by_grant = true;
    view_.permissions.principals["p"].grants = {grant};
    return Reader("p", "u", std::make_shared<const AccessView>(view_));
  }
  Reader Of(Role role) {
    Grant grant;
    grant.set_role(role);
    return Of(grant);
  }
  static bool Reads(const Reader& reader, EventType type, const std::string& unit,
                    const std::string& cycle = "", const std::string& source = "s") {
    RecordHeader header;
    header.set_event_type(type);
    header.set_cycle(cycle);
    if (!unit.empty()) header.add_units(unit);
    EventBody body;
    body.mutable_event()->set_source(source);
    return reader.MayRead(header, body);
  }

  AccessView view_;
};

TEST_F(ReaderTest, WithoutAGrantThereIsNothingToRead) {
  view_.permissions.by_grant = true;
  const Reader reader("p", "u", std::make_shared<const AccessView>(view_));
  EXPECT_FALSE(reader.ReadsAnything());
  EXPECT_FALSE(Reads(reader, event::v1::EVENT_TYPE_UNIT_REGISTERED, "u"));
}

TEST_F(ReaderTest, BeforeAnythingWasGrantedEverybodyReadsAll) {
  const Reader reader("p", "u", std::make_shared<const AccessView>(view_));
  EXPECT_TRUE(reader.ReadsAll());
  EXPECT_TRUE(Reads(reader, event::v1::EVENT_TYPE_CHECKLIST_ACCEPTED, "v"));
}

TEST_F(ReaderTest, TheAuditorReadsTeamsAndTheOfficesOwn) {
  const Reader reader = Of(event::v1::ROLE_AUDITOR);
  EXPECT_TRUE(Reads(reader, event::v1::EVENT_TYPE_TEAM_FORMED, "v", "c"));
  EXPECT_TRUE(Reads(reader, event::v1::EVENT_TYPE_PERMISSION_CHANGED, ""));
  EXPECT_TRUE(reader.CheckYearEnd().ok());
}

TEST_F(ReaderTest, AUnitReadsFactsAboutItselfAtOnce) {
  const Reader reader = Of(event::v1::ROLE_UNIT);
  EXPECT_TRUE(Reads(reader, event::v1::EVENT_TYPE_LETTER_ISSUED, "u"));
  EXPECT_FALSE(Reads(reader, event::v1::EVENT_TYPE_LETTER_ISSUED, "v"));
  EXPECT_TRUE(reader.CheckFacts("u").ok());
  EXPECT_EQ(ReasonOf(reader.CheckFacts("v")), ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(ReaderTest, AUnitReadsFindingsOnceTheyAreDisclosed) {
  EXPECT_FALSE(Reads(Of(event::v1::ROLE_UNIT), event::v1::EVENT_TYPE_FINDING_RECORDED, "u", "c"));
  EXPECT_EQ(ReasonOf(Of(event::v1::ROLE_UNIT).CheckScores("c", "u")),
            ledger::v1::REASON_NOT_DISCLOSED);
  view_.disclosed.insert({"c", "u"});
  EXPECT_TRUE(Reads(Of(event::v1::ROLE_UNIT), event::v1::EVENT_TYPE_FINDING_RECORDED, "u", "c"));
  EXPECT_TRUE(Of(event::v1::ROLE_UNIT).CheckScores("c", "u").ok());
}

TEST_F(ReaderTest, AUnitNeverReadsTheScoreOfAnother) {
  view_.published.insert("c");
  EXPECT_EQ(ReasonOf(Of(event::v1::ROLE_UNIT).CheckScores("c", "v")),
            ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(ReaderTest, AUnitReadsNoTeamsAndNothingOfTheOffice) {
  const Reader reader = Of(event::v1::ROLE_UNIT);
  EXPECT_FALSE(Reads(reader, event::v1::EVENT_TYPE_TEAM_FORMED, "u", "c"));
  EXPECT_FALSE(Reads(reader, event::v1::EVENT_TYPE_FREEZE_PROPOSED, "", "c"));
  EXPECT_EQ(ReasonOf(reader.CheckYearEnd()), ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(ReaderTest, RanksAreReadFromPublicationOn) {
  EXPECT_EQ(ReasonOf(Of(event::v1::ROLE_UNIT).CheckRanking(false)),
            ledger::v1::REASON_NOT_DISCLOSED);
  EXPECT_TRUE(Of(event::v1::ROLE_UNIT).CheckRanking(true).ok());
  EXPECT_TRUE(Of(event::v1::ROLE_PUBLIC).CheckRanking(true).ok());
  EXPECT_TRUE(Of(event::v1::ROLE_OFFICE).CheckRanking(false).ok());
}

TEST_F(ReaderTest, AReporterReadsWhatItsOwnSourcePosted) {
  Grant grant;
  grant.set_role(event::v1::ROLE_REPORTER);
  grant.set_source("s");
  const Reader reader = Of(grant);
  EXPECT_TRUE(Reads(reader, event::v1::EVENT_TYPE_ACCIDENT_REPORTED, "v", "", "s"));
  EXPECT_FALSE(Reads(reader, event::v1::EVENT_TYPE_ACCIDENT_REPORTED, "v", "", "other"));
  EXPECT_EQ(ReasonOf(reader.CheckScores("c", "u")), ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(ReaderTest, ATeamReadsItsUnitsAndNoOthers) {
  Grant grant;
  grant.set_role(event::v1::ROLE_TEAM_MEMBER);
  grant.add_units("v");
  const Reader reader = Of(grant);
  EXPECT_TRUE(Reads(reader, event::v1::EVENT_TYPE_FINDING_RECORDED, "v", "c"));
  EXPECT_FALSE(Reads(reader, event::v1::EVENT_TYPE_FINDING_RECORDED, "w", "c"));
  EXPECT_TRUE(reader.CheckScores("c", "v").ok());
  EXPECT_EQ(ReasonOf(reader.CheckScores("c", "w")), ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(ReaderTest, AScoringBodyOfSomeItemsReadsNoWholeScore) {
  Grant grant;
  grant.set_role(event::v1::ROLE_SCORING_BODY);
  EXPECT_TRUE(Of(grant).CheckScores("c", "v").ok());
  grant.add_items("37");
  EXPECT_EQ(ReasonOf(Of(grant).CheckScores("c", "v")), ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(ReaderTest, ThePublicReadsTheRegistryAndWhatIsPublished) {
  const Reader reader = Of(event::v1::ROLE_PUBLIC);
  EXPECT_TRUE(Reads(reader, event::v1::EVENT_TYPE_CYCLE_OPENED, "u", "c"));
  EXPECT_TRUE(Reads(reader, event::v1::EVENT_TYPE_RESULTS_PUBLISHED, "", "c"));
  EXPECT_FALSE(Reads(reader, event::v1::EVENT_TYPE_LETTER_ISSUED, "u"));
}

}  // namespace
}  // namespace assessment
