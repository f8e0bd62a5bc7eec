// Every kind of clause with its arithmetic written out. Items hold 2.000 points unless said
// otherwise; amounts are thousandths.

#include <gtest/gtest.h>

#include <string>

#include "tests/model/year.h"

namespace assessment::model {
namespace {

using projections::v1::ClauseExplanation;
using projections::v1::ItemExplanation;
using projections::v1::LineExplanation;
using projections::v1::ScoreExplanation;

// A scheme of one item "1" of 2 points with the fields in `item`, and further fields of the scheme.
std::string OneItem(const std::string& item, const std::string& rest = "") {
  return "total_milli: 2000 categories { category: 'c' points_milli: 2000 "
         "items { item: '1' maximum_milli: 2000 " +
         item + " } } " + rest;
}

std::string ByFinding(const std::string& clause, const std::string& kind) {
  return "clauses { clause: '" + clause + "' triggers { finding {} } " + kind + " } ";
}

const char kTerritory[] = "filter { roles: ACCIDENT_ROLE_TERRITORY }";

std::string ByAccident(const std::string& clause, const std::string& kind,
                       const std::string& counts, const std::string& filter = kTerritory) {
  return "clauses { clause: '" + clause + "' triggers { accident { " + filter + " counts: COUNTS_" +
         counts + " } } " + kind + " } ";
}

std::string ByMetric(const std::string& clause, const std::string& kind) {
  return "clauses { clause: '" + clause + "' triggers { metric { metric: 'm' } } " + kind + " } ";
}

std::string Report(const std::string& period_to, const std::string& value) {
  return "metric_reported { metric: 'm' unit: 'u1' period_from { year: 2022 month: 1 day: 1 } "
         "period_to { " +
         period_to + " } " + value + " }";
}

const ItemExplanation& Item(const ScoreExplanation& score) { return score.categories(0).items(0); }

const ClauseExplanation& ClauseOf(const ScoreExplanation& score, int index = 0) {
  return Item(score).clauses(index);
}

const LineExplanation& LineOf(const ScoreExplanation& score, int clause, int line) {
  return ClauseOf(score, clause).lines(line);
}

// --- fixed ---

TEST(Fixed, ChargesItsAmount) {
  Year year(OneItem(ByFinding("1.1", "fixed { amount_milli: 300 }")));
  year.Find("1.1");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score).charged_milli(), 300);
  EXPECT_EQ(Item(score).score_milli(), 1700);  // 2.000 - 0.300
}

TEST(Fixed, ChargesOnceHoweverOftenItIsFound) {
  Year year(OneItem(ByFinding("1.1", "fixed { amount_milli: 300 }")));
  year.Find("1.1", {"a", "b"}, 1);
  year.Find("1.1", {"c"}, 2);
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score).raised_milli(), 300);
  EXPECT_EQ(LineOf(score, 0, 1).raised_milli(), 0);
  EXPECT_EQ(Item(score).score_milli(), 1700);
}

TEST(Fixed, ChargesTheFindingThatHappenedFirstNotTheOneThatCameFirst) {
  Year year(OneItem(ByFinding("1.1", "fixed { amount_milli: 300 }")));
  const uint64_t late = year.Find("1.1", {}, 9);
  const uint64_t early = year.Find("1.1", {}, 2);
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(LineOf(score, 0, 0).position(), early);
  EXPECT_EQ(LineOf(score, 0, 0).charged_milli(), 300);
  EXPECT_EQ(LineOf(score, 0, 1).position(), late);
}

TEST(Fixed, ChargesOnceForAccidents) {
  Year year(OneItem(ByAccident("1.1", "fixed { amount_milli: 300 }", "ACCIDENTS")));
  const uint64_t later = year.Accident("b", "deaths: 2", "TERRITORY", 7);
  const uint64_t first = year.Accident("a", "deaths: 1", "TERRITORY", 5);
  const ScoreExplanation score = year.Score();
  ASSERT_EQ(ClauseOf(score).lines_size(), 2);
  EXPECT_EQ(LineOf(score, 0, 0).position(), first);
  EXPECT_EQ(LineOf(score, 0, 0).charged_milli(), 300);
  EXPECT_EQ(LineOf(score, 0, 1).position(), later);
  EXPECT_EQ(LineOf(score, 0, 1).raised_milli(), 0);
  EXPECT_EQ(Item(score).score_milli(), 1700);
}

// --- per ---

TEST(Per, ChargesEachSubject) {
  Year year(OneItem(ByFinding("1.1", "per { amount_milli: 200 }")));
  year.Find("1.1", {"a", "b", "c"});
  EXPECT_EQ(Item(year.Score()).charged_milli(), 600);  // 3 x 0.200
}

TEST(Per, CountsAFindingWithoutSubjectsOnce) {
  Year year(OneItem(ByFinding("1.1", "per { amount_milli: 200 }")));
  year.Find("1.1");
  year.Find("1.1", {"a", "b"}, 2);
  EXPECT_EQ(Item(year.Score()).charged_milli(), 600);  // (1 + 2) x 0.200
}

TEST(Per, ChargesUpToItsCapAndShowsTheRestAbsorbed) {
  Year year(OneItem(ByFinding("1.1", "per { amount_milli: 200 cap_milli: 500 }")));
  year.Find("1.1", {"a", "b"}, 1);
  year.Find("1.1", {"c"}, 2);
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score).raised_milli(), 600);
  EXPECT_EQ(ClauseOf(score).charged_milli(), 500);
  EXPECT_EQ(ClauseOf(score).absorbed_milli(), 100);
  EXPECT_EQ(LineOf(score, 0, 0).charged_milli(), 400);
  EXPECT_EQ(LineOf(score, 0, 1).charged_milli(), 100);  // 0.500 - 0.400
}

TEST(Per, NeverRaisesOccurrencesBeyondTheMost) {
  Year year(OneItem(ByFinding("1.1", "per { amount_milli: 200 max_occurrences: 2 }")));
  year.Find("1.1", {"a"}, 1);
  year.Find("1.1", {"b", "c"}, 2);
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score).raised_milli(), 400);  // 2 x 0.200; the third was never charged
  EXPECT_EQ(ClauseOf(score).absorbed_milli(), 0);
}

TEST(Per, ChargesEachDeath) {
  Year year(OneItem(ByAccident("1.1", "per { amount_milli: 500 }", "DEATHS")));
  year.Accident("a", "deaths: 2", "TERRITORY", 1);
  year.Accident("b", "deaths: 1", "TERRITORY", 2);
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(LineOf(score, 0, 0).charged_milli(), 1000);  // 2 x 0.500
  EXPECT_EQ(LineOf(score, 0, 1).charged_milli(), 500);
}

TEST(Per, CountsDeathsNotAccidentsAgainstTheMostOccurrences) {
  Year year(OneItem(ByAccident("1.1", "per { amount_milli: 500 max_occurrences: 3 }", "DEATHS")));
  year.Accident("a", "deaths: 2", "TERRITORY", 1);
  year.Accident("b", "deaths: 2", "TERRITORY", 2);
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(LineOf(score, 0, 0).raised_milli(), 1000);  // 2 x 0.500
  EXPECT_EQ(LineOf(score, 0, 1).raised_milli(), 500);   // the one left of three
}

TEST(Per, ChargesTheAccidentsAboveLastYears) {
  Year year(OneItem("clauses { clause: '1.1' triggers { baseline { " + std::string(kTerritory) +
                    " excess: EXCESS_ACCIDENTS } } per { amount_milli: 300 } }"));
  year.Add("baseline_set { unit: 'u1' year: 2022 accidents: 1 deaths: 1 }");
  year.Accident("a", "", "TERRITORY", 1);
  year.Accident("b", "", "TERRITORY", 2);
  year.Accident("c", "", "TERRITORY", 3);
  EXPECT_EQ(Item(year.Score()).charged_milli(), 600);  // (3 - 1) x 0.300
}

TEST(Per, ChargesWholePercentagePointsOfDeathsAboveLastYears) {
  Year year(OneItem("clauses { clause: '1.1' triggers { baseline { " + std::string(kTerritory) +
                    " excess: EXCESS_DEATHS_PERCENT } } per { amount_milli: 10 } }"));
  year.Add("baseline_set { unit: 'u1' year: 2022 accidents: 1 deaths: 3 }");
  year.Accident("a", "deaths: 5");
  // (5 - 3) x 100 / 3 = 66.67: 66 whole points x 0.010
  EXPECT_EQ(Item(year.Score()).charged_milli(), 660);
}

TEST(Per, BoundsTheExcessByItsMostOccurrences) {
  Year year(
      OneItem("clauses { clause: '1.1' triggers { baseline { " + std::string(kTerritory) +
              " excess: EXCESS_ACCIDENTS } } per { amount_milli: 300 max_occurrences: 2 } }"));
  year.Add("baseline_set { unit: 'u1' year: 2022 accidents: 0 deaths: 0 }");
  for (int day = 1; day <= 3; ++day) year.Accident(std::to_string(day), "", "TERRITORY", day);
  EXPECT_EQ(Item(year.Score()).charged_milli(), 600);  // 2 of the 3 above last year's 0
}

TEST(Per, ChargesNoExcessWithoutLastYearsFigure) {
  Year year(OneItem("clauses { clause: '1.1' triggers { baseline { " + std::string(kTerritory) +
                    " excess: EXCESS_ACCIDENTS } } per { amount_milli: 300 } }"));
  year.Accident("a", "");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(Item(score).charged_milli(), 0);
  EXPECT_EQ(score.questions_size(), 1);
}

// --- accidents ---

TEST(Accident, IsNoNearMissOnceSomebodyDied) {
  Year year(OneItem(ByAccident("1.1", "per { amount_milli: 500 }", "ACCIDENTS") +
                    ByAccident("1.2", "per { amount_milli: 100 }", "ACCIDENTS",
                               "filter { roles: ACCIDENT_ROLE_TERRITORY near_miss: true }")));
  year.Accident("a", "near_miss: true deaths: 1", "TERRITORY", 1);
  year.Accident("b", "near_miss: true", "TERRITORY", 2);
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score, 0).charged_milli(), 500);  // a
  EXPECT_EQ(ClauseOf(score, 1).charged_milli(), 100);  // b
}

TEST(Accident, IsShownByTheAttributionThatCharges) {
  Year year(OneItem(ByAccident("1.1", "per { amount_milli: 500 }", "ACCIDENTS")));
  year.Accident("a", "", "VEHICLE_REGISTRATION");
  const uint64_t territory =
      year.Add("accident_attributed { accident: 'a' unit: 'u1' role: ACCIDENT_ROLE_TERRITORY }");
  EXPECT_EQ(LineOf(year.Score(), 0, 0).position(), territory);
}

TEST(Accident, WithoutAPaperCountsProvisionally) {
  const std::string filter = "filter { roles: ACCIDENT_ROLE_TERRITORY responsible: true }";
  Year year(OneItem(ByAccident("1.1", "per { amount_milli: 500 }", "ACCIDENTS", filter)));
  year.Accident("a", "responsibility: FINDING_PENDING");
  EXPECT_TRUE(year.Score().provisional());
  EXPECT_EQ(Item(year.Score()).charged_milli(), 500);
  year.Add("accident_ruled { accident: 'a' responsibility: FINDING_NO }");
  EXPECT_FALSE(year.Score().provisional());
  EXPECT_EQ(Item(year.Score()).charged_milli(), 0);
}

TEST(Accident, LeavesAScoreProvisionalEvenWhereItsLineIsAbsorbed) {
  const std::string filter = "filter { roles: ACCIDENT_ROLE_TERRITORY responsible: true }";
  Year year(OneItem(ByFinding("1.1", "zero { target: TARGET_ITEM }") +
                    ByAccident("1.2", "per { amount_milli: 500 }", "ACCIDENTS", filter)));
  year.Find("1.1", {}, 1);
  year.Accident("a", "responsibility: FINDING_PENDING", "TERRITORY", 2);
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score, 1).absorbed_milli(), 500);
  EXPECT_TRUE(score.provisional());
}

// --- zero ---

TEST(Zero, EmptiesTheItem) {
  Year year(OneItem(ByFinding("1.1", "zero { target: TARGET_ITEM }")));
  year.Find("1.1");
  EXPECT_EQ(Item(year.Score()).score_milli(), 0);
}

TEST(Zero, EmptiesItsComponentAndLeavesTheOthers) {
  Year year(
      OneItem("components { component: '1.c1' maximum_milli: 800 } "
              "components { component: '1.c2' maximum_milli: 1200 } "
              "clauses { clause: '1.1' component: '1.c1' triggers { finding {} } "
              "zero { target: TARGET_COMPONENT } }"));
  year.Find("1.1");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(Item(score).components(0).charged_milli(), 800);
  EXPECT_EQ(Item(score).score_milli(), 1200);  // 2.000 - 0.800
}

TEST(Zero, RaisesTheWholeSpanAndChargesWhatIsLeft) {
  Year year(OneItem(ByFinding("1.1", "per { amount_milli: 700 }") +
                    ByFinding("1.2", "zero { target: TARGET_ITEM }")));
  const uint64_t first = year.Find("1.1", {}, 1);
  year.Find("1.2", {}, 2);
  year.Find("1.1", {}, 3);
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(LineOf(score, 1, 0).raised_milli(), 2000);
  EXPECT_EQ(LineOf(score, 1, 0).charged_milli(), 1300);  // 2.000 - 0.700
  EXPECT_EQ(LineOf(score, 1, 0).absorbed_milli(), 700);
  EXPECT_EQ(LineOf(score, 1, 0).absorptions(0).used_up_by_position(), first);
  EXPECT_EQ(LineOf(score, 0, 1).charged_milli(), 0);  // nothing left on the third day
}

// --- banded ---

const char kBands[] =
    "banded { bands { below_millionths: 70000000 zero { target: TARGET_ITEM } } "
    "bands { from_millionths: 70000000 below_millionths: 90000000 amount_milli: 200 } }";

TEST(Banded, ChargesByTheBandOfTheMeasure) {
  Year year(OneItem(ByFinding("1.1", kBands)));
  year.Measure("1.1", 70'000'000);  // exactly 70: the second band
  EXPECT_EQ(Item(year.Score()).charged_milli(), 200);
}

TEST(Banded, MayEmptyTheItem) {
  Year year(OneItem(ByFinding("1.1", kBands)));
  year.Measure("1.1", 69'999'999);
  EXPECT_EQ(Item(year.Score()).charged_milli(), 2000);
}

TEST(Banded, ChargesNothingOutsideItsBands) {
  Year year(OneItem(ByFinding("1.1", kBands)));
  year.Measure("1.1", 90'000'000);  // exactly 90: above the last band
  EXPECT_EQ(Item(year.Score()).charged_milli(), 0);
}

TEST(Banded, TakesTheLatestMeasureOnly) {
  Year year(OneItem(ByFinding("1.1", kBands)));
  year.Measure("1.1", 75'000'000, 9);
  year.Measure("1.1", 10'000'000, 2);  // came later, happened earlier
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(Item(score).charged_milli(), 200);
}

TEST(Banded, DoesNotReadAFindingWithoutMeasureAsZero) {
  Year year(OneItem(ByFinding("1.1", kBands)));
  const uint64_t without = year.Find("1.1");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(Item(score).charged_milli(), 0);
  ASSERT_EQ(score.uncounted_size(), 1);
  EXPECT_EQ(score.uncounted(0).position(), without);
  EXPECT_EQ(score.uncounted(0).uncounted_reason(), projections::v1::UNCOUNTED_REASON_KIND_CHANGED);
}

// --- threshold ---

const char kAbove[] =
    "threshold { amount_milli: 400 threshold_millionths: 100000 side: SIDE_ABOVE }";

TEST(Threshold, ChargesStrictlyAbove) {
  Year year(OneItem(ByMetric("1.1", kAbove), "metrics { metric: 'm' }"));
  year.Add(Report("year: 2022 month: 12 day: 31", "value { value_millionths: 100001 }"));
  EXPECT_EQ(Item(year.Score()).charged_milli(), 400);
}

TEST(Threshold, ChargesNothingOnTheThreshold) {
  Year year(OneItem(ByMetric("1.1", kAbove), "metrics { metric: 'm' }"));
  year.Add(Report("year: 2022 month: 12 day: 31", "value { value_millionths: 100000 }"));
  EXPECT_EQ(Item(year.Score()).charged_milli(), 0);
}

TEST(Threshold, ChargesStrictlyBelow) {
  Year year(OneItem(ByMetric("1.1",
                             "threshold { amount_milli: 400 threshold_millionths: 100000000 "
                             "side: SIDE_BELOW }"),
                    "metrics { metric: 'm' }"));
  year.Add(Report("year: 2022 month: 12 day: 31", "value { value_millionths: 99999999 }"));
  EXPECT_EQ(Item(year.Score()).charged_milli(), 400);
}

TEST(Threshold, TakesTheReportOfTheLatestPeriodInsideTheWindow) {
  Year year(OneItem(ByMetric("1.1", kAbove), "metrics { metric: 'm' }"));
  year.Add(Report("year: 2022 month: 6 day: 30", "value { value_millionths: 200000 }"), 9);
  year.Add(Report("year: 2022 month: 9 day: 30", "value { value_millionths: 50000 }"), 2);
  year.Add(Report("year: 2023 month: 1 day: 1", "value { value_millionths: 900000 }"), 3);
  EXPECT_EQ(Item(year.Score()).charged_milli(), 0);  // 0.05 of January to September
}

TEST(Threshold, ChargesNothingWhereTheMetricDoesNotApply) {
  Year year(OneItem(ByMetric("1.1", kAbove), "metrics { metric: 'm' }"));
  year.Add(Report("year: 2022 month: 6 day: 30", "value { value_millionths: 200000 }"));
  year.Add(Report("year: 2022 month: 12 day: 31", ""));
  EXPECT_EQ(Item(year.Score()).charged_milli(), 0);
}

// --- range ---

const char kRange[] = "range { minimum_milli: 500 maximum_milli: 1000 }";

TEST(Range, ChargesWhatWasDecided) {
  Year year(OneItem(ByFinding("1.1", kRange)));
  year.Decide("1.1", 600);
  EXPECT_EQ(Item(year.Score()).charged_milli(), 600);
}

TEST(Range, ChargesEachInspection) {
  Year year(OneItem(ByFinding("1.1", kRange)));
  year.Decide("1.1", 600, "inspection 1");
  year.Decide("1.1", 700, "inspection 2");
  EXPECT_EQ(Item(year.Score()).charged_milli(), 1300);  // 0.600 + 0.700
}

TEST(Range, ChargesOnlyTheDecisionInForce) {
  Year year(OneItem(ByFinding("1.1", kRange)));
  const uint64_t first = year.Decide("1.1", 600);
  const uint64_t second = year.Add(
      "deduction_decided { cycle: '2022' unit: 'u1' clause: '1.1' points_milli: 900 "
      "replaces_position: " +
      std::to_string(first) + " }");
  EXPECT_EQ(Item(year.Score()).charged_milli(), 900);
  year.Correct(second);
  EXPECT_EQ(Item(year.Score()).charged_milli(), 600);  // a corrected one replaces nothing
}

// --- judged ---

const char kJudged[] = "judged { maximum_milli: 1000 }";

TEST(Judged, ChargesWhatWasNotAwarded) {
  Year year(OneItem(ByFinding("1.1", kJudged)));
  year.Judge("1.1", 650);
  EXPECT_EQ(Item(year.Score()).charged_milli(), 350);  // 1.000 - 0.650
}

TEST(Judged, IsOpenAndChargesNothingUntilJudged) {
  Year year(OneItem(ByFinding("1.1", kJudged)));
  const ScoreExplanation score = year.Score();
  EXPECT_TRUE(ClauseOf(score).open());
  EXPECT_EQ(Item(score).charged_milli(), 0);
  EXPECT_FALSE(score.complete());
}

TEST(Judged, ChargesByTheJudgementInForce) {
  Year year(OneItem(ByFinding("1.1", kJudged)));
  const uint64_t first = year.Judge("1.1", 0);
  year.Add(
      "points_judged { cycle: '2022' unit: 'u1' clause: '1.1' points_milli: 800 "
      "replaces_position: " +
      std::to_string(first) + " }");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(Item(score).charged_milli(), 200);  // 1.000 - 0.800
  EXPECT_TRUE(score.complete());
}

TEST(Judged, NeverGivesMoreThanTheClauseHolds) {
  // Judged 1.500 under a version of the scheme that held more; this one holds 1.000.
  Year year(OneItem(ByFinding("1.1", kJudged) + ByFinding("1.2", "fixed { amount_milli: 300 }")));
  year.Judge("1.1", 1500);
  year.Find("1.2");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score).raised_milli(), 0);
  EXPECT_EQ(Item(score).score_milli(), 1700);
}

TEST(Judged, StaysReplacedWhenItIsCorrectedTwice) {
  Year year(OneItem(ByFinding("1.1", kJudged)));
  const auto judged = [](int64_t points) {
    event::v1::EventContent content;
    content.mutable_occurred_on()->set_year(2022);
    content.mutable_occurred_on()->set_month(3);
    content.mutable_occurred_on()->set_day(1);
    content.mutable_points_judged()->set_cycle("2022");
    content.mutable_points_judged()->set_unit("u1");
    content.mutable_points_judged()->set_clause("1.1");
    content.mutable_points_judged()->set_points_milli(points);
    return content;
  };
  const uint64_t first = year.Judge("1.1", 100);
  year.Add(
      "points_judged { cycle: '2022' unit: 'u1' clause: '1.1' points_milli: 800 "
      "replaces_position: " +
      std::to_string(first) + " }");
  const uint64_t mended = year.CorrectWith(first, judged(200));
  year.CorrectWith(mended, judged(300));
  EXPECT_EQ(Item(year.Score()).charged_milli(), 200);  // 1.000 - 0.800, the judgement in force
}

// --- award ---

TEST(Award, GivesBackAfterTheFloor) {
  // 2.500 charged of 2.000: floor 0, then 0.300 back.
  Year year(OneItem(ByFinding("1.1", "per { amount_milli: 2500 }") +
                    ByFinding("1.2", "award { amount_milli: 300 }")));
  year.Find("1.1");
  year.Find("1.2");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(Item(score).charged_milli(), 2000);
  EXPECT_EQ(Item(score).awarded_milli(), 300);
  EXPECT_EQ(Item(score).score_milli(), 300);
}

TEST(Award, GivesNoMoreThanTheItemHolds) {
  Year year(OneItem(ByFinding("1.1", "per { amount_milli: 200 }") +
                    ByFinding("1.2", "award { amount_milli: 300 }")));
  year.Find("1.1");
  year.Find("1.2");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(Item(score).awarded_milli(), 200);  // back to 2.000
  EXPECT_EQ(ClauseOf(score, 1).absorbed_milli(), 100);
}

TEST(Award, MayReachACeilingAboveTheItem) {
  Year year(OneItem(ByFinding("1.1", "award { amount_milli: 300 ceiling_milli: 2500 }")));
  year.Find("1.1", {"a", "b"});
  EXPECT_EQ(Item(year.Score()).score_milli(), 2500);  // 2.000 + min(0.600, 0.500)
}

TEST(Award, AddsInABonusBlockUpToItsCap) {
  Year year(OneItem("", "bonus_blocks { block: 'B' cap_milli: 500 " +
                            ByFinding("B.1", "award { amount_milli: 300 }") + "}"));
  year.Find("B.1", {"a", "b"});
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(score.bonus_blocks(0).raised_milli(), 600);
  EXPECT_EQ(score.bonus_milli(), 500);
  EXPECT_EQ(score.final_milli(), 2500);
}

// --- exempt ---

const char kExempt[] = "exempt { clauses: '1.1' }";

TEST(Exempt, SuppressesTheClausesItNames) {
  Year year(OneItem(ByFinding("1.1", "per { amount_milli: 300 cap_milli: 400 }") +
                    ByFinding("1.2", kExempt)));
  year.Find("1.1", {"a", "b"});
  year.Exempt("1.2");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score).suppressed_milli(), 600);  // whole, before the cap
  EXPECT_EQ(LineOf(score, 0, 0).state(), projections::v1::LINE_STATE_EXEMPTED);
  EXPECT_EQ(Item(score).score_milli(), 2000);
}

TEST(Exempt, LeavesOtherClauses) {
  Year year(OneItem(ByFinding("1.1", "fixed { amount_milli: 300 }") + ByFinding("1.2", kExempt) +
                    ByFinding("1.3", "fixed { amount_milli: 500 }")));
  year.Find("1.1");
  year.Find("1.3");
  year.Exempt("1.2");
  EXPECT_EQ(Item(year.Score()).charged_milli(), 500);
}

TEST(Exempt, EndsWhenItIsCorrectedAway) {
  Year year(OneItem(ByFinding("1.1", "fixed { amount_milli: 300 }") + ByFinding("1.2", kExempt)));
  year.Find("1.1");
  const uint64_t granted = year.Exempt("1.2");
  year.Correct(granted);
  EXPECT_EQ(Item(year.Score()).charged_milli(), 300);
}

// --- noted ---

TEST(Noted, ChargesNothing) {
  Year year(OneItem(ByFinding("1.1", "noted {}")));
  year.Find("1.1", {"a", "b"});
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(Item(score).score_milli(), 2000);
  EXPECT_EQ(LineOf(score, 0, 0).state(), projections::v1::LINE_STATE_NOTED);
}

TEST(Noted, IsNeverOpen) {
  Year year(OneItem(ByFinding("1.1", "noted {}")));
  year.Review("1");
  const ScoreExplanation score = year.Score();
  EXPECT_FALSE(ClauseOf(score).open());
  EXPECT_TRUE(score.complete());
}

TEST(Noted, RaisesNothingInAPenaltyBlock) {
  Year year(OneItem("", "penalty_blocks { block: 'P' " + ByFinding("P.1", "noted {}") + "}"));
  year.Find("P.1");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(score.penalty_blocks(0).raised_milli(), 0);
  EXPECT_EQ(score.final_milli(), 2000);
}

// --- exclusive groups ---

const char kPair[] = "exclusive_groups { group: 'g' clauses: '1.1' clauses: '1.2' by_subject: ";

TEST(ExclusiveGroup, KeepsTheClauseThatChargesMostForEachSubject) {
  Year year(OneItem(
      ByFinding("1.1", "per { amount_milli: 100 }") + ByFinding("1.2", "per { amount_milli: 300 }"),
      std::string(kPair) + "true }"));
  year.Find("1.1", {"a", "b"});
  year.Find("1.2", {"b"});
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score, 0).charged_milli(), 100);     // a
  EXPECT_EQ(ClauseOf(score, 0).suppressed_milli(), 100);  // b, dearer under 1.2
  EXPECT_EQ(ClauseOf(score, 1).charged_milli(), 300);
}

TEST(ExclusiveGroup, KeepsTheFirstOfEqualsInReadingOrder) {
  Year year(OneItem(
      ByFinding("1.1", "per { amount_milli: 300 }") + ByFinding("1.2", "per { amount_milli: 300 }"),
      "exclusive_groups { group: 'g' clauses: '1.2' clauses: '1.1' }"));
  year.Find("1.2", {}, 1);
  year.Find("1.1", {}, 2);
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score, 0).charged_milli(), 300);
  EXPECT_EQ(ClauseOf(score, 1).suppressed_milli(), 300);
}

TEST(ExclusiveGroup, ComparesAfterTheClauseCaps) {
  Year year(OneItem(ByFinding("1.1", "per { amount_milli: 300 cap_milli: 400 }") +
                        ByFinding("1.2", "fixed { amount_milli: 500 }"),
                    std::string(kPair) + "false }"));
  year.Find("1.1", {"a", "b"});  // 0.600, capped to 0.400
  year.Find("1.2", {"c"});
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score, 0).absorbed_milli(), 200);
  EXPECT_EQ(ClauseOf(score, 0).suppressed_milli(), 400);
  EXPECT_EQ(ClauseOf(score, 1).charged_milli(), 500);
}

// --- statements ---

const char kRescaled[] =
    "not_applicable_policy: NOT_APPLICABLE_POLICY_RESCALE_UNSTATED_ZERO "
    "categories { category: 'c' "
    "items { item: '1' maximum_milli: 2000 "
    "components { component: '1.c1' maximum_milli: 500 } "
    "components { component: '1.c2' maximum_milli: 1500 } "
    "clauses { clause: '1.1' component: '1.c2' triggers { finding {} } fixed { amount_milli: 300 } "
    "} "
    "clauses { clause: '1.2' triggers { finding {} } award { amount_milli: 400 } } } "
    "items { item: '2' maximum_milli: 3000 "
    "clauses { clause: '2.1' triggers { finding {} } fixed { amount_milli: 600 } } } }";

TEST(Statement, TakesAnItemOutOfScoreAndMaximum) {
  Year year(kRescaled);
  year.Find("2.1");
  year.StateAway("2");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(score.applicable_milli(), 2000);
  EXPECT_EQ(score.final_milli(), 100'000);  // 2.000 / 2.000
}

TEST(Statement, TakesAComponentOutOfTheItem) {
  Year year(kRescaled);
  year.Find("1.1");
  year.StateAway("1.c1");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(Item(score).applicable_milli(), 1500);
  EXPECT_EQ(Item(score).score_milli(), 1200);  // 1.500 - 0.300
  EXPECT_EQ(score.final_milli(), 93'330);      // 4.200 / 4.500 x 100 = 93.333...
}

TEST(Statement, NotFoundScoresZeroAndAbsorbsEveryLine) {
  Year year(kRescaled);
  year.Find("1.1");
  year.Find("1.2");
  year.FindNoStatement("1");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(Item(score).score_milli(), 0);
  EXPECT_EQ(Item(score).awarded_milli(), 0);
  EXPECT_EQ(ClauseOf(score, 0).absorbed_milli(), 300);
  EXPECT_EQ(ClauseOf(score, 1).absorbed_milli(), 400);
  EXPECT_EQ(score.final_milli(), 60'000);  // 3.000 / 5.000
}

TEST(Statement, NotFoundUsesUpTheComponentFirst) {
  Year year(kRescaled);
  year.Find("1.1");
  year.FindNoStatement("1.c2");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score, 0).absorbed_milli(), 300);
  EXPECT_EQ(Item(score).score_milli(), 500);  // what 1.c1 holds
}

TEST(Statement, AcceptedWinsOverNotFound) {
  Year year(kRescaled);
  year.FindNoStatement("2");
  year.StateAway("2");
  EXPECT_EQ(year.Score().applicable_milli(), 2000);
}

TEST(Statement, OfAComponentWinsOverNotFoundOfItsItem) {
  Year year(kRescaled);
  year.FindNoStatement("1");
  year.StateAway("1.c1");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(Item(score).applicable_milli(), 1500);
  EXPECT_EQ(Item(score).score_milli(), 0);
  EXPECT_EQ(score.final_milli(), 66'670);  // 3.000 / 4.500 x 100 = 66.666...
}

TEST(Statement, LeavesNoScoreWhenNothingApplies) {
  Year year(kRescaled);
  year.StateAway("1");
  year.StateAway("2");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(score.applicable_milli(), 0);
  EXPECT_FALSE(score.has_base());
  EXPECT_FALSE(score.has_final_milli());
  EXPECT_EQ(score.grade(), "");
}

// --- coverage ---

TEST(Coverage, UnderKeepAsksNobodyToReviewWhatDoesNotConcernTheUnit) {
  Year year(OneItem("scope { units: 'u2' } " + ByFinding("1.1", "fixed { amount_milli: 300 }"),
                    "units { unit: 'u2' }"));
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(score.applicable_milli(), 2000);  // the maximum stays
  EXPECT_TRUE(score.complete());
}

TEST(Coverage, IsGivenByFactsAlone) {
  Year year(OneItem(ByAccident("1.1", "per { amount_milli: 500 }", "ACCIDENTS")));
  EXPECT_TRUE(year.Score().complete());
}

TEST(Coverage, IsNotGivenByAFinding) {
  Year year(OneItem(ByFinding("1.1", "fixed { amount_milli: 300 }")));
  year.Find("1.1");
  EXPECT_FALSE(year.Score().complete());
  year.Review("1");
  EXPECT_TRUE(year.Score().complete());
}

TEST(Coverage, IsNotGivenByAClauseThatNobodyHasToJudge) {
  Year year(
      "not_applicable_policy: NOT_APPLICABLE_POLICY_RESCALE_UNSTATED_ZERO categories { "
      "category: 'c' items { item: '1' maximum_milli: 2000 "
      "components { component: '1.c1' maximum_milli: 500 } "
      "components { component: '1.c2' maximum_milli: 1500 } "
      "clauses { clause: '1.1' component: '1.c1' triggers { finding {} } judged { maximum_milli: "
      "500 } } clauses { clause: '1.2' component: '1.c2' triggers { finding {} } fixed { "
      "amount_milli: 300 } } } }");
  year.FindNoStatement("1.c1");
  EXPECT_FALSE(year.Score().complete());  // nobody has looked at 1.c2
  year.Review("1");
  EXPECT_TRUE(year.Score().complete());
}

// --- borders of the final number ---

const char kGrades[] =
    "grade_bands { name { zh: '优秀' } from_milli: 90000 } "
    "grade_bands { name { zh: '良好' } from_milli: 80000 } "
    "grade_bands { name { zh: '合格' } from_milli: 60000 } "
    "grade_bands { name { zh: '不合格' } from_milli: 0 } ";

// One item of `maximum`, rescaled, from which a penalty in the item takes `charged`.
ScoreExplanation Rescaled(int64_t maximum, int64_t charged, const std::string& rest = kGrades) {
  Year year(
      "not_applicable_policy: NOT_APPLICABLE_POLICY_RESCALE_UNSTATED_ZERO "
      "categories { category: 'c' items { item: '1' maximum_milli: " +
      std::to_string(maximum) + " " +
      ByFinding("1.1", "fixed { amount_milli: " + std::to_string(charged) + " }") + "} } " + rest);
  if (charged > 0) year.Find("1.1");
  return year.Score();
}

TEST(FinalScore, Of57Point5In63Point9IsNotYetTheBestGrade) {
  const ScoreExplanation score = Rescaled(63'900, 6'400);
  EXPECT_EQ(score.raw_milli(), 57'500);
  // 57500 x 100000 / 63900 = 57500000 / 639: 89.984...
  EXPECT_EQ(score.base().numerator(), 57'500'000);
  EXPECT_EQ(score.base().denominator(), 639);
  EXPECT_EQ(score.final_milli(), 89'980);
  EXPECT_EQ(score.grade(), "良好");
}

TEST(FinalScore, OnABorderBelongsToTheBetterGrade) {
  EXPECT_EQ(Rescaled(100'000, 10'000).grade(), "优秀");    // 90.00
  EXPECT_EQ(Rescaled(100'000, 10'010).grade(), "良好");    // 89.99
  EXPECT_EQ(Rescaled(100'000, 20'000).grade(), "良好");    // 80.00
  EXPECT_EQ(Rescaled(100'000, 20'010).grade(), "合格");    // 79.99
  EXPECT_EQ(Rescaled(100'000, 40'000).grade(), "合格");    // 60.00
  EXPECT_EQ(Rescaled(100'000, 40'010).grade(), "不合格");  // 59.99
}

TEST(FinalScore, IsGradedByTheRoundedNumber) {
  // 89.995 rounds to 90.00.
  const ScoreExplanation score = Rescaled(100'000, 10'005);
  EXPECT_EQ(score.unrounded().numerator(), 89'995);
  EXPECT_EQ(score.final_milli(), 90'000);
  EXPECT_EQ(score.grade(), "优秀");
}

TEST(FinalScore, IsNeverBelowTheFloor) {
  Year year(OneItem("", "direct_lines { clause: 'direct.1' triggers { accident { " +
                            std::string(kTerritory) +
                            " counts: COUNTS_DEATHS } } per { amount_milli: 5000 } } "));
  year.Accident("a", "deaths: 3");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(score.direct_milli(), 15'000);
  EXPECT_EQ(score.unrounded().numerator(), -13'000);  // 2.000 - 15.000
  EXPECT_EQ(score.final_milli(), 0);
}

TEST(FinalScore, IsNeverAboveTheCeiling) {
  Year year(OneItem("",
                    "number_policy { decimals: 2 floor_milli: 0 ceiling_milli: 2100 } "
                    "bonus_blocks { block: 'B' " +
                        ByFinding("B.1", "award { amount_milli: 300 }") + "}"));
  year.Find("B.1");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(score.unrounded().numerator(), 2300);
  EXPECT_EQ(score.final_milli(), 2100);
}

TEST(FinalScore, LosesPenaltiesWithoutCap) {
  Year year(OneItem(
      "", "penalty_blocks { block: 'P' " + ByFinding("P.1", "per { amount_milli: 400 }") + "}"));
  year.Find("P.1", {"a", "b", "c"});
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(score.penalty_milli(), 1200);
  EXPECT_EQ(score.final_milli(), 800);
}

// --- vetoes ---

std::string Veto(const std::string& effect) {
  return kGrades +
         std::string(
             "vetoes { veto: 'V' conditions { accident_count { filter { "
             "grades: ACCIDENT_GRADE_LARGER roles: ACCIDENT_ROLE_TERRITORY "
             "responsible: true } count: 1 } } ") +
         effect + " } number_policy { decimals: 2 floor_milli: 0 } " +
         "not_applicable_policy: NOT_APPLICABLE_POLICY_RESCALE_UNSTATED_ZERO ";
}

TEST(Veto, LowersTheGradeAndLeavesTheScore) {
  Year year(OneItem("", Veto("grade_at_most: '合格'")));
  year.Accident("a", "deaths: 3 responsibility: FINDING_YES");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(score.final_milli(), 100'000);
  EXPECT_EQ(score.band(), "优秀");
  EXPECT_EQ(score.grade(), "合格");
  EXPECT_EQ(score.vetoes(0).state(), projections::v1::VETO_STATE_IN_FORCE);
  EXPECT_FALSE(score.provisional());
}

TEST(Veto, TakesEffectProvisionallyWhileResponsibilityIsPending) {
  Year year(OneItem("", Veto("fail {}")));
  year.Accident("a", "deaths: 3");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(score.vetoes(0).state(), projections::v1::VETO_STATE_PENDING);
  EXPECT_EQ(score.grade(), "不合格");
  EXPECT_TRUE(score.provisional());
}

TEST(Veto, MaySetTheScoreToZero) {
  Year year(OneItem("", Veto("score_zero {}")));
  year.Accident("a", "deaths: 3 responsibility: FINDING_YES");
  EXPECT_EQ(year.Score().final_milli(), 0);
}

TEST(Veto, IsNotMetBelowItsGrade) {
  Year year(OneItem("", Veto("fail {}")));
  year.Accident("a", "deaths: 2 serious_injuries: 9 direct_economic_loss_yuan: 9999999");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(score.vetoes(0).state(), projections::v1::VETO_STATE_NOT_MET);
  EXPECT_EQ(score.grade(), "优秀");
}

}  // namespace
}  // namespace assessment::model
