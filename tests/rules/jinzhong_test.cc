// 晋中 2019, one rubric for departments: the facts, and the points that the document gives for
// them.

#include <gmock/gmock.h>

#include "tests/rules/scheme_year.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kBureau[] = "unit-1";
constexpr auto kRegulator = event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR;
constexpr auto kSupervisor = event::v1::ACCIDENT_ROLE_DIRECT_SUPERVISOR;
constexpr auto kProduction = event::v1::ACCIDENT_KIND_PRODUCTION;

class Jinzhong : public SchemeYear {
 protected:
  Jinzhong() : SchemeYear("jinzhong-2019") {}

  // The approved report says that it happened in production.
  void RuleProduction(const std::string& accident) {
    EventContent ruling = AccidentRuled(accident, event::v1::FINDING_YES);
    ruling.mutable_accident_ruled()->set_production_operating(event::v1::FINDING_YES);
    Must(ruling);
  }
};

TEST_F(Jinzhong, StartsFromAHundredAndKeepsWhatDoesNotConcernTheUnit) {
  EXPECT_EQ(Final(kBureau), "100.00");
  EXPECT_EQ(Score(kBureau).applicable_milli(), 100'000);
  EXPECT_EQ(ledger().ReasonFor(NotApplicableClaimed(kBureau, {"F1.1.1"})),
            ledger::v1::REASON_STATEMENTS_NOT_TAKEN);
}

TEST_F(Jinzhong, EachAccidentAboveLastYearsCostsAPointResponsibleOrNot) {
  Must(BaselineSet(kBureau, 1, 1));
  Accident("x", kBureau, kRegulator, kProduction, 0, Date(2022, 3, 1), event::v1::FINDING_NO);
  EXPECT_THAT(Lines(kBureau, "F1.1.1.1"), IsEmpty()) << "1 - 1";
  Accident("y", kBureau, kRegulator, kProduction, 0, Date(2022, 4, 1));
  Accident("z", kBureau, kRegulator, event::v1::ACCIDENT_KIND_OTHER, 0, Date(2022, 5, 1));
  EXPECT_EQ(Charged(kBureau, "F1.1.1.1"), "2") << "3 - 1";
}

TEST_F(Jinzhong, WithoutABaselineNothingIsChargedAndAQuestionIsOpen) {
  Accident("x", kBureau, kRegulator, kProduction, 1, Date(2022, 3, 1));
  EXPECT_EQ(ItemScore(kBureau, "F1.1.1"), "10 of 10");
  EXPECT_FALSE(Questions(kBureau).empty());
}

TEST_F(Jinzhong, DeathsAboveLastYearsCostAPointForEachWholePercentagePoint) {  // R22
  Must(BaselineSet(kBureau, 9, 200));
  Accident("x", kBureau, kRegulator, event::v1::ACCIDENT_KIND_OTHER, 203, Date(2022, 3, 1));
  EXPECT_EQ(Charged(kBureau, "F1.1.1.2"), "1") << "(203 - 200) x 100 / 200 = 1.5, one whole point";
}

TEST_F(Jinzhong, DoublingOneDeathUsesUpTheItem) {  // R22
  Must(BaselineSet(kBureau, 9, 1));
  Accident("x", kBureau, kRegulator, kProduction, 2, Date(2022, 3, 1));
  EXPECT_EQ(Charged(kBureau, "F1.1.1.2"), "10") << "100 points, the item has 10";
  EXPECT_EQ(ItemScore(kBureau, "F1.1.1"), "0 of 10");
}

TEST_F(Jinzhong, ADeathAfterAYearWithoutIsAQuestionThatTheOfficeAnswersInPoints) {  // R22
  Must(BaselineSet(kBureau, 9, 0));
  Accident("x", kBureau, kRegulator, kProduction, 1, Date(2022, 3, 1));
  EXPECT_THAT(Questions(kBureau), ElementsAre("R22"));
  EXPECT_EQ(Charged(kBureau, "F1.1.1.2"), "0");
  EXPECT_EQ(ledger().ReasonFor(QuestionAnswered(kBureau, "R22", 1, 10'001)),
            ledger::v1::REASON_POINTS_OUT_OF_BOUNDS);
  Must(QuestionAnswered(kBureau, "R22", 1, 4'000));
  EXPECT_THAT(Questions(kBureau), ElementsAre("R22 answered"));
  EXPECT_EQ(Charged(kBureau, "F1.1.1.2"), "4");
}

TEST_F(Jinzhong, TheCoalRateChargesStrictlyAboveATenth) {
  Must(MetricReported("coal-deaths-per-megatonne", kBureau, 100'000));
  EXPECT_EQ(Charged(kBureau, "F1.1.1.3"), "0");
  EventContent final_vintage =
      OnDay(MetricReported("coal-deaths-per-megatonne", kBureau, 100'001), Date(2022, 7, 1));
  Must(final_vintage);
  EXPECT_EQ(Charged(kBureau, "F1.1.1.3"), "2") << "the later vintage";
}

TEST_F(Jinzhong, EachDeathAtADirectlySupervisedEnterpriseCostsFivePointsOfTheTotal) {  // R23
  Accident("x", kBureau, kSupervisor, kProduction, 2, Date(2022, 3, 1), event::v1::FINDING_NO);
  EXPECT_EQ(Final(kBureau), "90.00") << "100 - 2 x 5, responsible or not";
  Accident("y", kBureau, kSupervisor, kProduction, 20, Date(2022, 4, 1), event::v1::FINDING_NO);
  EXPECT_EQ(Final(kBureau), "0.00") << "the floor";
}

TEST_F(Jinzhong, ALateInvestigationIsOfTheYearOfItsDueDate) {
  Accident("x", kBureau, event::v1::ACCIDENT_ROLE_INVESTIGATING_UNIT, kProduction, 1,
           Date(2022, 11, 1), event::v1::FINDING_PENDING);
  Must(AccidentOverdue("x", DueBy(2022, 12, 31)));
  EXPECT_THAT(Lines(kBureau, "F2.2.1.1"), ElementsAre("charged 1"));
}

TEST_F(Jinzhong, TwoStatementsOfOneOmissionAreChargedOnce) {  // R26
  for (const char* clause : {"F2.2.2.2", "F2.2.2.3"}) {
    EventContent finding = FindingRecorded(kBureau, clause, {"campaign"});
    Must(finding);
  }
  EXPECT_EQ(Charged(kBureau, "F2.2.2.2"), "1");
  EXPECT_EQ(Charged(kBureau, "F2.2.2.3"), "0");
}

TEST_F(Jinzhong, AStatementWithoutAmountIsJudged) {  // R25
  EXPECT_EQ(ledger().ReasonFor(FindingRecorded(kBureau, "A1.1.2.1")),
            ledger::v1::REASON_CLAUSE_KIND_MISMATCH);
  Must(PointsJudged(kBureau, "A1.1.2.1", 1'500));
  EXPECT_EQ(ItemScore(kBureau, "A1.1.2"), "1.5 of 2");
}

TEST_F(Jinzhong, ASampleThatFailsIsChargedOnce) {  // R37
  Must(FindingRecorded(kBureau, "D2.2.2.1"));
  Must(FindingRecorded(kBureau, "D2.2.2.1"));
  EXPECT_EQ(ItemScore(kBureau, "D2.2.2"), "0 of 2");
  EXPECT_EQ(Final(kBureau), "98.00");
}

TEST_F(Jinzhong, ADescribedScopeIsChargeableToEveryUnit) {  // R40
  Must(FindingRecorded(kBureau, "E2.2.5.1"));
  EXPECT_THAT(Lines(kBureau, "E2.2.5.1").front(), ::testing::StartsWith("charged"));
}

TEST_F(Jinzhong, TwoLargerAccidentsOfTheSectorFailTheUnit) {  // G.1, R24
  for (const char* id : {"x", "y"}) {
    Accident(id, kBureau, kRegulator, kProduction, 3, Date(2022, 3, 1), event::v1::FINDING_PENDING);
  }
  EXPECT_EQ(Veto(kBureau, "G.1"), "pending");
  RuleProduction("x");
  RuleProduction("y");
  EXPECT_EQ(Veto(kBureau, "G.1"), "in force");
  EXPECT_EQ(Score(kBureau).grade(), "不合格");
}

TEST_F(Jinzhong, OneMajorAccidentOfTheSectorFailsTheUnitAllTheMore) {  // G.1, R24
  Accident("x", kBureau, kRegulator, kProduction, 10, Date(2022, 3, 1), event::v1::FINDING_PENDING);
  RuleProduction("x");
  EXPECT_EQ(Veto(kBureau, "G.1"), "in force");
}

TEST_F(Jinzhong, OneLargerAccidentAtASupervisedEnterpriseFailsTheUnit) {  // G.2
  Accident("x", kBureau, kSupervisor, kProduction, 3, Date(2022, 3, 1), event::v1::FINDING_PENDING);
  EXPECT_EQ(Veto(kBureau, "G.2"), "pending") << "production and responsibility are open";
  EventContent ruling = AccidentRuled("x", event::v1::FINDING_YES);
  ruling.mutable_accident_ruled()->set_production_operating(event::v1::FINDING_NO);
  Must(ruling);
  EXPECT_EQ(Veto(kBureau, "G.2"), "not met");
}

TEST_F(Jinzhong, OneAccidentsCountDeathsVetoAndDirectLineStandInOneGroup) {  // R23, E71
  Must(BaselineSet(kBureau, 0, 1));
  Accident("x", kBureau, kRegulator, kProduction, 3, Date(2022, 3, 1), event::v1::FINDING_PENDING);
  Must(AccidentAttributed("x", kBureau, kSupervisor));
  RuleProduction("x");
  const projections::v1::ScoreExplanation score = Score(kBureau);
  ASSERT_EQ(score.accident_groups_size(), 1);
  std::vector<std::string> clauses;
  for (const auto& line : score.accident_groups(0).lines()) clauses.push_back(line.clause());
  EXPECT_THAT(clauses, ElementsAre("F1.1.1.1", "F1.1.1.2", "direct.1"));
  EXPECT_THAT(score.accident_groups(0).vetoes(), ElementsAre("G.2"));
  EXPECT_EQ(Final(kBureau), "75.00") << "100 - 10 - 3 x 5";
}

}  // namespace
}  // namespace assessment::testing
