// What the comparison of engine and model turned up about facts, each with its arithmetic. Items
// hold 2.000 points; amounts are thousandths.

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/model/year.h"

namespace assessment::model {
namespace {

using projections::v1::ClauseExplanation;
using projections::v1::ScoreExplanation;

// A scheme "written" of one item with the fields in `item`, and further fields of the scheme.
std::string OneItem(const std::string& item, const std::string& rest = "") {
  return "total_milli: 2000 categories { category: 'c' points_milli: 2000 "
         "items { item: '1' maximum_milli: 2000 " +
         item + " } } " + rest;
}

const ClauseExplanation& ClauseOf(const ScoreExplanation& score, int index = 0) {
  return score.categories(0).items(0).clauses(index);
}

const char kLateOrFound[] =
    "clauses { clause: '1.1' triggers { finding {} }"
    " triggers { overdue { clock: CLOCK_RECTIFICATION } } per { amount_milli: 300 } }";

// A rectification that charges clause 1.1, due on 10 March 2022 and recorded as late.
void AddLateMatter(Year& year, const std::string& matter) {
  year.Add(absl::StrCat("matter_opened { matter: '", matter,
                        "' kind: MATTER_KIND_RECTIFICATION unit: 'u1'"
                        " due { day { year: 2022 month: 3 day: 10 } }"
                        " charges { scheme: 'written' clause: '1.1' } }"));
  year.Add(absl::StrCat("overdue_recorded { clock: CLOCK_RECTIFICATION matter: '", matter,
                        "' due { day { year: 2022 month: 3 day: 10 } } }"),
           11);
}

uint64_t FindAbout(Year& year, const std::string& matter, int day) {
  return year.Add(absl::StrCat("finding_recorded { cycle: '2022' unit: 'u1' clause: '1.1'"
                               " problem { plain: 'p' } subjects { matter: '",
                               matter, "' } }"),
                  day);
}

std::string ByConcealment() {
  return "clauses { clause: '1.1' triggers { concealment {} } per { amount_milli: 500 } }";
}

void Conceal(Year& year, const std::string& accident) {
  year.Add(absl::StrCat("concealment_verified { accident: '", accident, "' unit: 'u1' }"), 20);
}

void Decide(Year& year, const std::string& decision) {
  year.Add("pending_decided { accident: 'a' decision: PENDING_DECISION_" + decision + " }", 25);
}

TEST(Matter, FoundAndLateIsChargedOnce) {
  Year year(OneItem(kLateOrFound));
  AddLateMatter(year, "m");
  FindAbout(year, "m", 5);
  FindAbout(year, "another", 6);
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score).charged_milli(), 600);     // m once, another once
  EXPECT_EQ(ClauseOf(score).suppressed_milli(), 300);  // the lateness of m
}

TEST(Matter, FoundTwiceIsChargedTwiceWhereLatenessIsNotPriced) {
  Year year(OneItem("clauses { clause: '1.1' triggers { finding {} } per { amount_milli: 300 } }"));
  FindAbout(year, "m", 5);
  FindAbout(year, "m", 6);
  EXPECT_EQ(ClauseOf(year.Score()).charged_milli(), 600);  // 2 x 0.300
}

TEST(Lateness, ChargesInOrderOfTheDayAfterTheDueDate) {
  Year year(
      OneItem("clauses { clause: '1.1' triggers { overdue { clock: CLOCK_RECTIFICATION } }"
              " banded { bands { from_millionths: 0 amount_milli: 1500 } } }"
              "clauses { clause: '1.2' triggers { finding {} } per { amount_milli: 1000 } }"));
  AddLateMatter(year, "m");
  year.Add(
      "occurred_on { year: 2022 month: 4 day: 10 } overdue_recorded { clock: CLOCK_RECTIFICATION"
      " matter: 'm' due { day { year: 2022 month: 3 day: 10 } } step: 1 }");
  year.Find("1.2", {}, 20);
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score, 0).charged_milli(), 1500);  // from 11 March, one month late or not
  EXPECT_EQ(ClauseOf(score, 1).charged_milli(), 500);   // what is left of 2.000
}

TEST(Lateness, OfAnInvestigationIsProvisionalWhereItAsksForResponsibility) {
  Year year(
      OneItem("clauses { clause: '1.1' triggers { overdue { clock: CLOCK_INVESTIGATION"
              " accidents { roles: ACCIDENT_ROLE_INVESTIGATING_UNIT responsible: true } } }"
              " per { amount_milli: 500 } }"));
  year.Accident("a", "", "INVESTIGATING_UNIT", 1);
  year.Add(
      "occurred_on { year: 2022 month: 5 day: 1 } overdue_recorded { clock: CLOCK_INVESTIGATION"
      " accident: 'a' due { day { year: 2022 month: 4 day: 30 } } }");  // 1 March + 60 days
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score).charged_milli(), 500);
  EXPECT_TRUE(score.provisional());
}

TEST(Concealment, OfANearMissIsNone) {
  Year year(OneItem(ByConcealment()));
  year.Accident("a", "near_miss: true");
  year.Accident("b", "deaths: 1");
  Conceal(year, "a");
  Conceal(year, "b");
  EXPECT_EQ(ClauseOf(year.Score()).charged_milli(), 500);  // b
}

TEST(Concealment, StandsWhenTheAccidentIsLeftOut) {
  Year year(OneItem(ByConcealment()));
  year.Accident("a", "deaths: 1");
  Conceal(year, "a");
  Decide(year, "LEAVE_OUT");
  EXPECT_EQ(ClauseOf(year.Score()).charged_milli(), 500);
}

const char kEveryAccident[] =
    "clauses { clause: '1.1' triggers { accident { filter { roles: ACCIDENT_ROLE_TERRITORY }"
    " counts: COUNTS_ACCIDENTS } } per { amount_milli: 500 } }";

TEST(PendingDecision, ToLeaveOutDropsEveryLineOfTheAccident) {
  Year year(OneItem(kEveryAccident));
  year.Accident("a", "");
  Decide(year, "LEAVE_OUT");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score).charged_milli(), 0);
  EXPECT_EQ(score.uncounted(0).uncounted_reason(), projections::v1::UNCOUNTED_REASON_LEFT_OUT);
}

TEST(PendingDecision, ToHoldHoldsTheGradeOfEveryUnitItCountsFor) {
  Year year(OneItem(kEveryAccident));
  year.Accident("a", "");
  Decide(year, "HOLD_GRADE");
  const ScoreExplanation score = year.Score();
  EXPECT_FALSE(score.provisional());  // The clause does not ask for responsibility.
  EXPECT_TRUE(score.grade_held());
}

TEST(Accident, MergedNamesTheUnitsOfItsDuplicate) {
  Year year(OneItem(kEveryAccident));
  year.Accident("a", "");
  year.Accident("b", "");
  year.Add("accident_attributed { accident: 'b' unit: 'u2' role: ACCIDENT_ROLE_TERRITORY }");
  year.Add("accidents_merged { accident: 'a' duplicate: 'b' }");
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score).charged_milli(), 500);
  ASSERT_EQ(score.accident_groups_size(), 1);
  EXPECT_EQ(score.accident_groups(0).units_size(), 2);  // u1, u2
}

TEST(Answer, IsChargedBesideWhatTheClauseCounts) {
  Year year(
      OneItem("clauses { clause: '1.1' triggers { finding {} } fixed { amount_milli: 300 } }",
              "questions { question: 'Q' concealment {}"
              " answers { label { zh: 'no' } nothing {} }"
              " answers { label { zh: 'yes' } charge { clause: '1.1' maximum_milli: 1000 } } }"));
  year.Accident("a", "deaths: 1");
  year.Find("1.1", {}, 5);
  Conceal(year, "a");
  year.Add(
      "question_answered { cycle: '2022' unit: 'u1' question: 'Q' answer: 1 points_milli: 700"
      " accident: 'a' }",
      21);
  EXPECT_EQ(ClauseOf(year.Score()).charged_milli(), 1000);  // 0.300 + 0.700
}

TEST(Document, CountsForTheUnitAndForItsPersons) {
  Year year(OneItem("",
                    "bonus_blocks { block: 'B' clauses { clause: 'B.1'"
                    " triggers { honour { kind: KIND_COMMENDATION recipient: RECIPIENT_LEVEL_COUNTY"
                    " issuers: ISSUER_LEVEL_PROVINCIAL } }"
                    " triggers { honour { kind: KIND_COMMENDATION recipient: RECIPIENT_LEVEL_PERSON"
                    " issuers: ISSUER_LEVEL_PROVINCIAL } } award { amount_milli: 100 } } }"));
  const auto honour = [&](const std::string& recipient) {
    year.Add(
        "paper { issuer: 'province' number: '1' date { year: 2022 month: 3 day: 1 } }"
        " honour_recorded { unit: 'u1' honour { kind: KIND_COMMENDATION"
        " issuer_level: ISSUER_LEVEL_PROVINCIAL " +
        recipient + " } }");
  };
  honour("recipient_level: RECIPIENT_LEVEL_COUNTY");
  honour("recipient_level: RECIPIENT_LEVEL_DEPARTMENT recipient_code: 'x'");
  honour("recipient_level: RECIPIENT_LEVEL_PERSON persons: 2");
  honour("recipient_level: RECIPIENT_LEVEL_PERSON persons: 3 recipient_code: 'y'");
  EXPECT_EQ(year.Score().bonus_milli(), 400);  // the unit once, three persons
}

TEST(Uncounted, DoesNotNameAnAccidentWhoseLatenessCounts) {
  Year year(
      OneItem("clauses { clause: '1.1' triggers { overdue { clock: CLOCK_INVESTIGATION"
              " accidents { roles: ACCIDENT_ROLE_INVESTIGATING_UNIT"
              " occurred_from { year: 2021 month: 10 day: 1 } } } } per { amount_milli: 500 } }"));
  year.Add(
      "accident_reported { accident: 'a' occurred_at { date { year: 2021 month: 11 day: 1 } }"
      " county: 'u1' kind: ACCIDENT_KIND_ROAD }");
  year.Add(
      "accident_attributed { accident: 'a' unit: 'u1'"
      " role: ACCIDENT_ROLE_INVESTIGATING_UNIT }");
  year.Add(
      "occurred_on { year: 2022 month: 1 day: 1 } overdue_recorded { clock: CLOCK_INVESTIGATION"
      " accident: 'a' due { day { year: 2021 month: 12 day: 31 } } }");  // 1 November + 60 days
  const ScoreExplanation score = year.Score();
  EXPECT_EQ(ClauseOf(score).charged_milli(), 500);
  EXPECT_EQ(score.uncounted_size(), 0);
}

}  // namespace
}  // namespace assessment::model
