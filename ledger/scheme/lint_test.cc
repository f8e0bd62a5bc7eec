#include "ledger/scheme/lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "ledger/base/points.h"
#include "ledger/scheme/compiled_scheme.h"
#include "ledger/scheme/scheme_file.h"

namespace assessment {
namespace {

using scheme::v1::Clause;
using scheme::v1::Scheme;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

// A scheme without any finding: two items, a component with parts, one clause of every kind that
// charges, blocks, a veto, grades and a pool.
constexpr char kCleanScheme[] = R"pb(
  scheme: "clean"
  version: 1
  title { zh: "干净的方案" }
  total_milli: 4000
  units { unit: "a" name: "甲县" }
  units { unit: "b" name: "乙县" }
  tags {
    tag: "park"
    meaning { zh: "有园区" }
  }
  metrics {
    metric: "rate"
    meaning { zh: "完成率" }
  }
  scoring_bodies {
    body: "office"
    name { zh: "安委办" }
  }
  categories {
    category: "A"
    title { zh: "类别" }
    points_milli: 4000
    groups {
      group: "A1"
      title { zh: "组" }
    }
    items {
      item: "1"
      group: "A1"
      label { zh: "项一" }
      maximum_milli: 1000
      components {
        component: "1.c1"
        label { zh: "部分" }
        maximum_milli: 1000
        parts { part: "p" maximum_milli: 700 }
        parts {
          part: "q"
          maximum_milli: 300
          scope { tags: "park" }
        }
      }
      clauses {
        clause: "1.1"
        label { zh: "条款" }
        component: "1.c1"
        part: "p"
        triggers { finding {} }
        per { amount_milli: 100 counted: "个" }
      }
      clauses {
        clause: "1.2"
        label { zh: "条款" }
        component: "1.c1"
        part: "q"
        triggers { finding {} }
        zero { target: TARGET_COMPONENT }
      }
    }
    items {
      item: "2"
      label { zh: "项二" }
      maximum_milli: 3000
      scoring_body: "office"
      clauses {
        clause: "2.1"
        label { zh: "条款" }
        triggers { overdue { clock: CLOCK_MATERIAL } }
        banded {
          bands { below_millionths: 1000000 amount_milli: 500 }
          bands { from_millionths: 1000000 amount_milli: 900 }
        }
      }
      clauses {
        clause: "2.2"
        label { zh: "条款" }
        triggers { metric { metric: "rate" } }
        threshold { amount_milli: 500 threshold_millionths: 100000000 side: SIDE_BELOW }
      }
      clauses {
        clause: "2.3"
        label { zh: "条款" }
        triggers {
          accident {
            filter { roles: ACCIDENT_ROLE_TERRITORY }
            counts: COUNTS_ACCIDENTS
          }
        }
        fixed { amount_milli: 500 }
      }
      clauses {
        clause: "2.4"
        label { zh: "条款" }
        triggers { finding {} }
        range { minimum_milli: 100 maximum_milli: 500 }
      }
      clauses {
        clause: "2.5"
        label { zh: "条款" }
        triggers { finding {} }
        exempt { clauses: "2.4" }
      }
      clauses {
        clause: "2.6"
        label { zh: "条款" }
        triggers { letter { which: WHICH_FIRST issuing_body: "office" } }
        fixed { amount_milli: 100 }
      }
    }
  }
  bonus_blocks {
    block: "B"
    title { zh: "加分" }
    cap_milli: 5000
    clauses {
      clause: "B.1"
      label { zh: "表彰" }
      triggers {
        honour {
          kind: KIND_COMMENDATION
          recipient: RECIPIENT_LEVEL_COUNTY
          issuers: [ ISSUER_LEVEL_NATIONAL, ISSUER_LEVEL_PROVINCIAL ]
        }
      }
      award { amount_milli: 500 counted: "次" }
    }
  }
  penalty_blocks {
    block: "P"
    title { zh: "减分" }
    clauses {
      clause: "P.1"
      label { zh: "批评" }
      triggers {
        blame {
          kind: KIND_CRITICISM
          recipient: RECIPIENT_LEVEL_COUNTY
          issuers: [ ISSUER_LEVEL_NATIONAL, ISSUER_LEVEL_PROVINCIAL ]
        }
      }
      per { amount_milli: 500 counted: "次" }
    }
    clauses {
      clause: "P.2"
      label { zh: "瞒报" }
      triggers { concealment {} }
      per { amount_milli: 1000 counted: "起" }
    }
  }
  direct_lines {
    clause: "direct.1"
    label { zh: "死亡" }
    triggers {
      accident {
        filter { roles: ACCIDENT_ROLE_DIRECT_SUPERVISOR }
        counts: COUNTS_DEATHS
      }
    }
    per { amount_milli: 500 counted: "人" }
  }
  vetoes {
    veto: "V1"
    label { zh: "否决" }
    conditions {
      accident_count {
        filter { roles: ACCIDENT_ROLE_TERRITORY }
        count: 2
      }
    }
    grade_at_most: "良好"
  }
  exclusive_groups { group: "X" clauses: "2.2" clauses: "2.3" }
  not_applicable_policy: NOT_APPLICABLE_POLICY_KEEP
  number_policy { decimals: 2 floor_milli: 0 }
  grade_bands {
    name { zh: "优秀" }
    from_milli: 90000
  }
  grade_bands {
    name { zh: "良好" }
    from_milli: 0
  }
  pools {
    pool: "all"
    name { zh: "全部" }
    scope { units: "a" units: "b" }
  }
  interpretations {
    interpretation: "R1"
    question { zh: "问题" }
    options { zh: "甲" }
    options { zh: "乙" }
    chosen: 1
    confirmed: true
    about: "2.3"
  }
  notes {
    about: "1.1"
    text { zh: "按原文" }
  }
)pb";

Scheme CleanScheme() {
  auto scheme = ParseSchemeText(kCleanScheme, "clean");
  EXPECT_TRUE(scheme.ok()) << scheme.status();
  return *scheme;
}

scheme::v1::Item* MutableItem(Scheme& scheme, int item) {
  return scheme.mutable_categories(0)->mutable_items(item);
}
Clause* MutableClause(Scheme& scheme, const std::string& id) {
  for (auto& item : *scheme.mutable_categories(0)->mutable_items()) {
    for (Clause& clause : *item.mutable_clauses()) {
      if (clause.clause() == id) return &clause;
    }
  }
  for (auto* blocks : {scheme.mutable_bonus_blocks(), scheme.mutable_penalty_blocks()}) {
    for (Clause& clause : *blocks->Mutable(0)->mutable_clauses()) {
      if (clause.clause() == id) return &clause;
    }
  }
  return scheme.mutable_direct_lines(0);
}

// "E item-sum A": severity, rule and what it is about, in the order reported.
std::vector<std::string> Findings(const Scheme& scheme) {
  std::vector<std::string> lines;
  for (const LintFinding& finding : Lint(scheme)) {
    EXPECT_FALSE(finding.message.empty());
    lines.push_back(absl::StrCat(finding.severity == LintSeverity::kError ? "E " : "W ",
                                 finding.rule, " ", finding.about));
  }
  return lines;
}

TEST(Lint, FindsNothingInACleanScheme) {
  EXPECT_THAT(Findings(CleanScheme()), IsEmpty());
  EXPECT_TRUE(CompiledScheme::Compile(CleanScheme()).ok());
}

TEST(Lint, ReportsInReadingOrder) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "direct.1")->clear_label();
  MutableClause(scheme, "1.1")->clear_triggers();
  scheme.clear_scheme();
  MutableClause(scheme, "1.1")->clear_label();
  EXPECT_THAT(Findings(scheme), ElementsAre("E header-missing ", "E label-missing 1.1",
                                            "E trigger-missing 1.1", "E label-missing direct.1"));
}

TEST(Lint, TellsErrorsFromWarnings) {
  Scheme scheme = CleanScheme();
  EXPECT_FALSE(HasErrors(Lint(scheme)));
  scheme.mutable_interpretations(0)->set_confirmed(false);
  EXPECT_FALSE(HasErrors(Lint(scheme)));
  scheme.mutable_interpretations(0)->set_chosen(2);
  EXPECT_TRUE(HasErrors(Lint(scheme)));
}

TEST(Lint, GivesEqualFindingsForEqualSchemes) {
  Scheme scheme = CleanScheme();
  scheme.mutable_categories(0)->clear_items();
  EXPECT_EQ(Findings(scheme), Findings(scheme));
}

TEST(LintSize, RefusesPointsBeyondExactArithmetic) {
  for (const MilliPoints points : {INT64_MAX, INT64_MIN, int64_t{1'000'000'001}}) {
    Scheme scheme = CleanScheme();
    MutableClause(scheme, "2.3")->mutable_fixed()->set_amount_milli(points);
    MutableItem(scheme, 1)->set_maximum_milli(points);
    EXPECT_THAT(Findings(scheme), ElementsAre("E points-invalid "));
  }
}

TEST(LintSize, RefusesMoreThanItCanLookAt) {
  Scheme scheme = CleanScheme();
  for (int i = 0; i < 200; ++i) scheme.add_units()->set_unit(absl::StrCat("unit ", i));
  for (int i = 0; i < 101; ++i) scheme.add_tags()->set_tag(absl::StrCat("tag ", i));
  for (int i = 0; i < 1000; ++i) {
    MutableItem(scheme, 1)->add_clauses()->set_clause(absl::StrCat("clause ", i));
  }
  for (int i = 0; i < 65; ++i) {
    MutableItem(scheme, 1)->add_components()->set_component(absl::StrCat("component ", i));
  }
  EXPECT_THAT(Findings(scheme),
              ElementsAre("E too-large ", "E too-large ", "E too-large ", "E too-large 2"));
}

TEST(LintSize, LooksAtTheLargestSchemeItAllows) {
  Scheme scheme = CleanScheme();
  for (int i = 0; i < 198; ++i) scheme.add_units()->set_unit(absl::StrCat("unit ", i));
  for (int i = 0; i < 99; ++i) scheme.add_tags()->set_tag(absl::StrCat("tag ", i));
  auto* item = MutableItem(scheme, 1);
  for (int i = 0; i < 64; ++i) {
    item->add_components()->set_component(absl::StrCat("component ", i));
  }
  for (int i = 0; i < 980; ++i) {
    Clause* clause = item->add_clauses();
    clause->set_clause(absl::StrCat("clause ", i));
    clause->set_component(absl::StrCat("component ", i % 64));
  }
  EXPECT_THAT(Findings(scheme), Contains("E component-sum 2"));
}

TEST(LintIds, NamesMissingAndDuplicateIds) {
  Scheme scheme = CleanScheme();
  MutableItem(scheme, 0)->mutable_clauses(1)->clear_clause();
  MutableClause(scheme, "2.2")->set_clause("2.1");
  const auto findings = Findings(scheme);
  EXPECT_THAT(findings, Contains("E id-missing 1"));
  EXPECT_THAT(findings, Contains("E id-duplicate 2.1"));
}

TEST(LintIds, NamesReferencesThatLeadNowhere) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "1.1")->set_component("9.c9");
  MutableItem(scheme, 1)->set_scoring_body("nobody");
  MutableClause(scheme, "2.6")->mutable_triggers(0)->mutable_letter()->set_issuing_body("nobody");
  const auto findings = Findings(scheme);
  EXPECT_THAT(findings, Contains("E reference-unknown 1.1"));
  EXPECT_THAT(findings, Contains("E reference-unknown 2"));
  EXPECT_THAT(findings, Contains("E reference-unknown 2.6"));
}

TEST(LintIds, NamesAVetoThatLowersToAnUnknownGrade) {
  Scheme scheme = CleanScheme();
  scheme.mutable_vetoes(0)->set_grade_at_most("很好");
  EXPECT_THAT(Findings(scheme), ElementsAre("E veto-grade-unknown V1"));
}

TEST(LintLabels, NamesWhatHasNoChineseLabel) {
  Scheme scheme = CleanScheme();
  MutableItem(scheme, 1)->mutable_label()->clear_zh();
  scheme.mutable_pools(0)->clear_name();
  EXPECT_THAT(Findings(scheme), ElementsAre("E label-missing 2", "E label-missing all"));
}

TEST(LintLabels, NamesAMissingVersion) {
  Scheme scheme = CleanScheme();
  scheme.clear_version();
  EXPECT_THAT(Findings(scheme), ElementsAre("E header-missing "));
}

TEST(LintSums, ComparesCategoriesWithTheTotal) {
  Scheme scheme = CleanScheme();
  scheme.set_total_milli(5000);
  EXPECT_THAT(Findings(scheme), ElementsAre("E category-sum "));
}

TEST(LintSums, ComparesItemsWithTheCategory) {
  Scheme scheme = CleanScheme();
  MutableItem(scheme, 1)->set_maximum_milli(2999);
  EXPECT_THAT(Findings(scheme), Contains("E item-sum A"));
}

TEST(LintSums, ComparesComponentsWithTheItem) {
  Scheme scheme = CleanScheme();
  auto* extra = MutableItem(scheme, 0)->add_components();
  extra->set_component("1.c2");
  extra->mutable_label()->set_zh("多余");
  extra->set_maximum_milli(1);
  EXPECT_THAT(Findings(scheme), Contains("E component-sum 1"));
}

TEST(LintSums, ComparesPartsWithTheComponent) {
  Scheme scheme = CleanScheme();
  MutableItem(scheme, 0)->mutable_components(0)->mutable_parts(0)->set_maximum_milli(600);
  EXPECT_THAT(Findings(scheme), Contains("E part-sum 1.c1"));
}

TEST(LintSums, RefusesPointsThatAreNoPoints) {
  Scheme scheme = CleanScheme();
  MutableItem(scheme, 0)->set_maximum_milli(-1000);
  EXPECT_THAT(Findings(scheme), Contains("E points-invalid 1"));
}

TEST(LintKinds, NamesAClauseWithoutKind) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.6")->clear_kind();
  EXPECT_THAT(Findings(scheme), Contains("E kind-missing 2.6"));
}

TEST(LintKinds, NamesAClauseWithoutAmount) {
  for (const char* id : {"2.3", "1.1", "2.2", "2.4", "B.1"}) {
    Scheme scheme = CleanScheme();
    Clause* clause = MutableClause(scheme, id);
    if (clause->has_fixed()) clause->mutable_fixed()->clear_amount_milli();
    if (clause->has_per()) clause->mutable_per()->clear_amount_milli();
    if (clause->has_threshold()) clause->mutable_threshold()->clear_amount_milli();
    if (clause->has_range()) clause->mutable_range()->clear_maximum_milli();
    if (clause->has_award()) clause->mutable_award()->clear_amount_milli();
    EXPECT_THAT(Findings(scheme), Contains(absl::StrCat("E amount-missing ", id)));
  }
}

TEST(LintKinds, WarnsOfJudgedClauses) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.4")->mutable_judged()->set_maximum_milli(500);
  EXPECT_THAT(Findings(scheme), ElementsAre("W amount-judged 2.4"));
}

TEST(LintKinds, WarnsOfNotedClauses) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.6")->mutable_noted();
  EXPECT_THAT(Findings(scheme), ElementsAre("W amount-noted 2.6"));
}

TEST(LintKinds, NamesReversedBounds) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.4")->mutable_range()->set_minimum_milli(600);
  EXPECT_THAT(Findings(scheme), ElementsAre("E points-invalid 2.4"));
}

TEST(LintKinds, NamesACapBelowOneOccurrence) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "P.1")->mutable_per()->set_cap_milli(499);
  EXPECT_THAT(Findings(scheme), ElementsAre("E cap-below-amount P.1"));
  MutableClause(scheme, "P.1")->mutable_per()->set_cap_milli(500);
  EXPECT_THAT(Findings(scheme), IsEmpty());
}

TEST(LintKinds, NamesAZeroWithoutTarget) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "1.2")->mutable_zero()->clear_target();
  EXPECT_THAT(Findings(scheme), Contains("E value-unspecified 1.2"));
}

TEST(LintKinds, NamesAZeroOfNoComponent) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.3")->mutable_zero()->set_target(scheme::v1::ZeroKind::TARGET_COMPONENT);
  EXPECT_THAT(Findings(scheme), Contains("E zero-target 2.3"));
}

TEST(LintKinds, NamesAKindInTheWrongPlace) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "P.1")->mutable_award()->set_amount_milli(100);
  EXPECT_THAT(Findings(scheme), Contains("E kind-misplaced P.1"));
  scheme = CleanScheme();
  MutableClause(scheme, "B.1")->mutable_fixed()->set_amount_milli(100);
  EXPECT_THAT(Findings(scheme), Contains("E kind-misplaced B.1"));
  scheme = CleanScheme();
  MutableClause(scheme, "direct.1")->mutable_judged()->set_maximum_milli(100);
  EXPECT_THAT(Findings(scheme), Contains("E kind-misplaced direct.1"));
}

TEST(LintKinds, NamesAnExemptionThatCancelsNothing) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.5")->mutable_exempt()->clear_clauses();
  EXPECT_THAT(Findings(scheme), ElementsAre("E exempt-cancels-nothing 2.5"));
  MutableClause(scheme, "2.5")->mutable_exempt()->add_clauses("2.5");
  EXPECT_THAT(Findings(scheme), ElementsAre("E exempt-cancels-nothing 2.5"));
}

TEST(LintBands, NamesOverlaps) {
  Scheme scheme = CleanScheme();
  auto* bands = MutableClause(scheme, "2.1")->mutable_banded();
  bands->mutable_bands(1)->set_from_millionths(999999);
  EXPECT_THAT(Findings(scheme), ElementsAre("E band-overlap 2.1"));
}

TEST(LintBands, WarnsOfGaps) {
  Scheme scheme = CleanScheme();
  auto* bands = MutableClause(scheme, "2.1")->mutable_banded();
  bands->mutable_bands(1)->set_from_millionths(1500000);
  EXPECT_THAT(Findings(scheme), ElementsAre("W band-gap 2.1"));
  EXPECT_EQ(Lint(scheme)[0].message, "values from 1 below 1.5 charge nothing");
}

TEST(LintBands, WarnsOfOpenEnds) {
  Scheme scheme = CleanScheme();
  auto* bands = MutableClause(scheme, "2.1")->mutable_banded();
  bands->mutable_bands(0)->set_from_millionths(500000);
  bands->mutable_bands(1)->set_below_millionths(3000000);
  EXPECT_THAT(Findings(scheme), ElementsAre("W band-open 2.1", "W band-open 2.1"));
}

TEST(LintBands, TakesMonthsFromZeroAsClosed) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.1")->mutable_banded()->mutable_bands(0)->set_from_millionths(0);
  EXPECT_THAT(Findings(scheme), IsEmpty());
}

TEST(LintBands, NamesAnEmptyBandAndAMissingCharge) {
  Scheme scheme = CleanScheme();
  auto* bands = MutableClause(scheme, "2.1")->mutable_banded();
  bands->mutable_bands(0)->set_from_millionths(1000000);
  bands->mutable_bands(1)->clear_charge();
  const auto findings = Findings(scheme);
  EXPECT_THAT(findings, Contains("E band-empty 2.1"));
  EXPECT_THAT(findings, Contains("E amount-missing 2.1"));
}

TEST(LintTriggers, NamesAClauseThatNothingFeeds) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.3")->clear_triggers();
  EXPECT_THAT(Findings(scheme), ElementsAre("E trigger-missing 2.3"));
  MutableClause(scheme, "2.3")->add_triggers();
  EXPECT_THAT(Findings(scheme), ElementsAre("E trigger-missing 2.3"));
}

TEST(LintTriggers, NamesATriggerThatCannotFeedTheKind) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.4")->mutable_triggers(0)->mutable_concealment();
  EXPECT_THAT(Findings(scheme), ElementsAre("E trigger-unfit 2.4"));
}

TEST(LintTriggers, NamesBandsThatReadTwoScales) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.1")->add_triggers()->mutable_finding();
  EXPECT_THAT(Findings(scheme), ElementsAre("E trigger-unfit 2.1"));
}

TEST(LintTriggers, NamesWhatIsNotSet) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.1")->mutable_triggers(0)->mutable_overdue()->clear_clock();
  MutableClause(scheme, "2.2")->mutable_threshold()->clear_side();
  MutableClause(scheme, "2.3")->mutable_triggers(0)->mutable_accident()->clear_counts();
  MutableClause(scheme, "2.6")->mutable_triggers(0)->mutable_letter()->clear_which();
  MutableClause(scheme, "B.1")->mutable_triggers(0)->mutable_honour()->clear_recipient();
  MutableClause(scheme, "P.1")->mutable_triggers(0)->mutable_blame()->clear_kind();
  MutableClause(scheme, "P.2")
      ->mutable_triggers(0)
      ->mutable_concealment()
      ->add_grades(event::v1::ACCIDENT_GRADE_UNSPECIFIED);
  EXPECT_THAT(Findings(scheme), ElementsAre("E value-unspecified 2.1", "E value-unspecified 2.2",
                                            "E value-unspecified 2.3", "E value-unspecified 2.6",
                                            "E value-unspecified B.1", "E value-unspecified P.1",
                                            "E value-unspecified P.2"));
}

TEST(LintTriggers, NamesAnUnknownMetric) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.2")->mutable_triggers(0)->mutable_metric()->set_metric("other");
  EXPECT_THAT(Findings(scheme), ElementsAre("W declaration-unused rate", "E metric-unknown 2.2"));
}

TEST(LintTriggers, NamesAnAccidentFilterWithoutRole) {
  Scheme scheme = CleanScheme();
  auto* filter =
      MutableClause(scheme, "2.3")->mutable_triggers(0)->mutable_accident()->mutable_filter();
  filter->clear_roles();
  EXPECT_THAT(Findings(scheme), ElementsAre("E role-missing 2.3"));
  filter->add_roles(event::v1::ACCIDENT_ROLE_VEHICLE_REGISTRATION);
  EXPECT_THAT(Findings(scheme), ElementsAre("E role-missing 2.3"));
}

TEST(LintTriggers, NamesDaysThatDoNotExistOrAreReversed) {
  Scheme scheme = CleanScheme();
  auto* filter =
      MutableClause(scheme, "2.3")->mutable_triggers(0)->mutable_accident()->mutable_filter();
  const auto set = [](event::v1::CivilDate* date, int year, int month, int day) {
    date->set_year(year);
    date->set_month(month);
    date->set_day(day);
  };
  set(filter->mutable_occurred_from(), 2022, 2, 29);
  EXPECT_THAT(Findings(scheme), ElementsAre("E dates-invalid 2.3"));
  set(filter->mutable_occurred_from(), 2022, 2, 28);
  set(filter->mutable_occurred_to(), 2022, 2, 27);
  EXPECT_THAT(Findings(scheme), ElementsAre("E dates-invalid 2.3"));
  set(filter->mutable_occurred_to(), 2022, 2, 28);
  EXPECT_THAT(Findings(scheme), IsEmpty());
}

TEST(LintScopes, NamesUnknownUnitsAndTags) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.3")->mutable_scope()->add_except_units("z");
  MutableItem(scheme, 1)->mutable_scope()->add_units("a");
  MutableItem(scheme, 1)->mutable_scope()->add_tags("z");
  EXPECT_THAT(Findings(scheme), ElementsAre("E tag-unknown 2", "E unit-unknown 2.3"));
}

TEST(LintScopes, WarnsOfDeclarationsThatNothingNames) {
  Scheme scheme = CleanScheme();
  auto* tag = scheme.add_tags();
  tag->set_tag("idle");
  tag->mutable_meaning()->set_zh("无用");
  EXPECT_THAT(Findings(scheme), ElementsAre("W declaration-unused idle"));
}

TEST(LintScopes, NamesAClauseThatConcernsNobody) {
  Scheme scheme = CleanScheme();
  MutableItem(scheme, 1)->mutable_scope()->add_units("a");
  MutableClause(scheme, "2.4")->mutable_scope()->add_units("b");
  EXPECT_THAT(Findings(scheme), ElementsAre("E clause-never-applies 2.4"));
}

TEST(LintReach, WarnsOfAClauseThatExceedsItsItem) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.4")->mutable_range()->set_maximum_milli(3001);
  EXPECT_THAT(Findings(scheme), Contains("W clause-exceeds 2.4"));
  MutableClause(scheme, "2.4")->mutable_range()->set_maximum_milli(3000);
  EXPECT_THAT(Findings(scheme), Not(Contains("W clause-exceeds 2.4")));
}

TEST(LintReach, WarnsOfACapAboveTheItem) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "1.1")->mutable_per()->set_cap_milli(1001);
  EXPECT_THAT(Findings(scheme), ElementsAre("W clause-exceeds 1.1"));
}

TEST(LintReach, WarnsOfClausesThatTogetherExceedTheItem) {
  Scheme scheme = CleanScheme();
  // 0.9 + 0.5 (the larger of the exclusive 2.2 and 2.3) + 1.6 + 0.1 = 3.1.
  MutableClause(scheme, "2.4")->mutable_range()->set_maximum_milli(1600);
  EXPECT_THAT(Findings(scheme), ElementsAre("W item-exceeded 2"));
  EXPECT_EQ(Lint(scheme)[0].message,
            "one occurrence of each clause charges 3.1 of 3 for a unit without tags");
}

TEST(LintReach, CountsOneOfAnExclusiveGroup) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.4")->mutable_range()->set_maximum_milli(1500);
  EXPECT_THAT(Findings(scheme), IsEmpty());
  scheme.clear_exclusive_groups();
  EXPECT_THAT(Findings(scheme), ElementsAre("W item-exceeded 2"));
}

TEST(LintReach, WarnsOfClausesThatTogetherExceedTheComponent) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "1.1")->mutable_per()->set_amount_milli(800);
  EXPECT_THAT(Findings(scheme), ElementsAre("W component-exceeded 1.c1"));
}

TEST(LintReach, WarnsOfPointsThatNobodyCanLose) {
  Scheme scheme = CleanScheme();
  // Without the months overdue, which add up without end: 0.5 + 0.5 + 0.1.
  MutableClause(scheme, "2.1")->mutable_fixed()->set_amount_milli(100);
  MutableClause(scheme, "2.1")->mutable_triggers(0)->mutable_finding();
  EXPECT_THAT(Findings(scheme), ElementsAre("W points-unreachable 2"));
  EXPECT_EQ(Lint(scheme)[0].message, "a unit without tags can lose at most 1.2 of 3");
}

TEST(LintReach, CountsWhatCanBeLostUnitByUnit) {
  Scheme scheme = CleanScheme();
  // Only units with a park can lose more than the 0.3 of its clause.
  MutableClause(scheme, "1.1")->mutable_fixed()->set_amount_milli(300);
  EXPECT_EQ(Lint(scheme)[0].message, "a unit without tags can lose at most 0.3 of 0.7");
}

TEST(LintPolicies, NamesAMissingNotApplicablePolicy) {
  Scheme scheme = CleanScheme();
  scheme.clear_not_applicable_policy();
  EXPECT_THAT(Findings(scheme), ElementsAre("E policy-unspecified "));
}

TEST(LintPolicies, NamesImpossibleNumbers) {
  Scheme scheme = CleanScheme();
  scheme.mutable_number_policy()->set_decimals(4);
  scheme.mutable_number_policy()->set_ceiling_milli(0);
  EXPECT_THAT(Findings(scheme), ElementsAre("E number-policy ", "E number-policy "));
}

TEST(LintPolicies, NamesGradesOutOfOrder) {
  Scheme scheme = CleanScheme();
  scheme.mutable_grade_bands(0)->set_from_milli(0);
  EXPECT_THAT(Findings(scheme), ElementsAre("E grade-overlap 良好"));
}

TEST(LintPolicies, NamesScoresWithoutGrade) {
  Scheme scheme = CleanScheme();
  scheme.mutable_grade_bands(1)->set_from_milli(1);
  EXPECT_THAT(Findings(scheme), ElementsAre("E grade-gap 良好"));
}

TEST(LintPolicies, NamesAUnitInTwoPools) {
  Scheme scheme = CleanScheme();
  auto* pool = scheme.add_pools();
  pool->set_pool("parks");
  pool->mutable_name()->set_zh("园区");
  pool->mutable_scope()->add_tags("park");
  EXPECT_THAT(Findings(scheme), ElementsAre("E pool-overlap parks", "E pool-overlap parks"));
}

TEST(LintPolicies, WarnsOfAUnitInNoPool) {
  Scheme scheme = CleanScheme();
  scheme.mutable_pools(0)->mutable_scope()->mutable_units()->RemoveLast();
  MutableClause(scheme, "2.4")->mutable_scope()->add_units("b");
  EXPECT_THAT(Findings(scheme), ElementsAre("W pool-missing b"));
}

TEST(LintVetoes, NamesWhatIsMissing) {
  Scheme scheme = CleanScheme();
  scheme.mutable_vetoes(0)->clear_conditions();
  scheme.mutable_vetoes(0)->clear_effect();
  EXPECT_THAT(Findings(scheme), ElementsAre("E veto-incomplete V1", "E veto-incomplete V1"));
  scheme.mutable_vetoes(0)->mutable_noted();
  scheme.mutable_vetoes(0)->add_conditions()->mutable_accident_count();
  EXPECT_THAT(Findings(scheme), ElementsAre("E veto-incomplete V1", "E role-missing V1"));
}

Scheme CompositeScheme() {
  auto scheme = ParseSchemeText(R"pb(
                                  scheme: "composite"
                                  version: 1
                                  title { zh: "综合" }
                                  source_document: "文件"
                                  total_milli: 100000
                                  not_applicable_policy: NOT_APPLICABLE_POLICY_KEEP
                                  number_policy { decimals: 2 floor_milli: 0 }
                                  composite {
                                    parts {
                                      part: "actions"
                                      label { zh: "行动" }
                                      weight: 3
                                    }
                                    parts {
                                      part: "year"
                                      label { zh: "全年" }
                                      weight: 7
                                    }
                                  }
                                )pb",
                                "composite");
  EXPECT_TRUE(scheme.ok()) << scheme.status();
  return *scheme;
}

TEST(LintComposite, FindsNothingInAWeightedPair) {
  EXPECT_THAT(Findings(CompositeScheme()), IsEmpty());
  EXPECT_TRUE(CompiledScheme::Compile(CompositeScheme()).ok());
}

TEST(LintComposite, NamesWhatIsMissing) {
  Scheme scheme = CompositeScheme();
  scheme.mutable_composite()->mutable_parts(0)->set_weight(0);
  scheme.mutable_composite()->mutable_parts(1)->set_part("actions");
  EXPECT_THAT(Findings(scheme),
              ElementsAre("E composite-incomplete actions", "E id-duplicate actions"));
  scheme.mutable_composite()->clear_parts();
  EXPECT_THAT(Findings(scheme), ElementsAre("E composite-incomplete "));
}

TEST(LintComposite, RefusesARubricOfItsOwn) {
  Scheme scheme = CleanScheme();
  *scheme.mutable_composite() = CompositeScheme().composite();
  EXPECT_THAT(Findings(scheme), ElementsAre("E composite-mixed "));
  scheme = CompositeScheme();
  scheme.set_not_applicable_policy(scheme::v1::NOT_APPLICABLE_POLICY_RESCALE_UNSTATED_ZERO);
  EXPECT_THAT(Findings(scheme), ElementsAre("E composite-mixed "));
}

// A question about concealments that the clean scheme's interpretation states.
scheme::v1::QuestionRule* AddQuestion(Scheme& scheme) {
  scheme::v1::QuestionRule* rule = scheme.add_questions();
  rule->set_question("R1");
  rule->mutable_concealment();
  rule->add_answers()->mutable_nothing();
  rule->add_answers()->set_veto("V1");
  return rule;
}

TEST(LintQuestions, TakesACompleteQuestion) {
  Scheme scheme = CleanScheme();
  AddQuestion(scheme);
  EXPECT_THAT(Findings(scheme), IsEmpty());
}

TEST(LintQuestions, NamesAQuestionThatNoInterpretationStates) {
  Scheme scheme = CleanScheme();
  AddQuestion(scheme)->set_question("R9");
  EXPECT_THAT(Findings(scheme), ElementsAre("E question-unstated R9"));
}

TEST(LintQuestions, NamesWhatIsMissing) {
  Scheme scheme = CleanScheme();
  scheme::v1::QuestionRule* rule = AddQuestion(scheme);
  rule->clear_raised_when();
  rule->mutable_answers()->RemoveLast();
  rule->mutable_answers(0)->clear_effect();
  EXPECT_THAT(Findings(scheme), ElementsAre("E question-incomplete R1", "E question-incomplete R1",
                                            "E question-incomplete R1"));
}

TEST(LintQuestions, NamesUnknownVetoesAndClauses) {
  Scheme scheme = CleanScheme();
  scheme::v1::QuestionRule* rule = AddQuestion(scheme);
  rule->add_unless_vetoes("V9");
  rule->mutable_answers(0)->set_veto("V8");
  rule->mutable_answers(1)->mutable_charge()->set_clause("9.9");
  EXPECT_THAT(Findings(scheme), ElementsAre("E reference-unknown R1", "E reference-unknown R1",
                                            "E reference-unknown R1"));
  rule = AddQuestion(scheme = CleanScheme());
  rule->set_baseline_clause("2.3");
  EXPECT_THAT(Findings(scheme), ElementsAre("E reference-unknown R1"));
}

TEST(LintQuestions, NamesBoundsOutOfOrderAndASecondQuestionOfOneId) {
  Scheme scheme = CleanScheme();
  AddQuestion(scheme);
  scheme::v1::AnswerCharge* charge = AddQuestion(scheme)->mutable_answers(0)->mutable_charge();
  charge->set_clause("P.2");
  charge->set_minimum_milli(500);
  EXPECT_THAT(Findings(scheme), ElementsAre("E id-duplicate R1", "E question-incomplete R1"));
}

TEST(LintTriggers, NamesADocumentTriggerWithoutIssuers) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "B.1")->mutable_triggers(0)->mutable_honour()->clear_issuers();
  EXPECT_THAT(Findings(scheme), ElementsAre("E value-unspecified B.1"));
}

TEST(LintTriggers, RefusesAPriceOnTheLatePublicationOfAReport) {
  Scheme scheme = CleanScheme();
  scheme::v1::OverdueTrigger* overdue =
      MutableClause(scheme, "2.6")->mutable_triggers(0)->mutable_overdue();
  overdue->set_clock(event::v1::CLOCK_REPORT_PUBLICATION);
  EXPECT_THAT(Findings(scheme), ElementsAre("E trigger-unfit 2.6"));
}

TEST(LintVetoes, NamesAnUnknownMetric) {
  Scheme scheme = CleanScheme();
  auto* metrics = scheme.mutable_vetoes(0)->add_conditions()->mutable_metric_above_target();
  EXPECT_THAT(Findings(scheme), ElementsAre("E veto-incomplete V1"));
  metrics->add_metrics("other");
  EXPECT_THAT(Findings(scheme), ElementsAre("E metric-unknown V1"));
  metrics->set_metrics(0, "rate");
  EXPECT_THAT(Findings(scheme), IsEmpty());
}

TEST(LintVetoes, WarnsOfAVetoThatLowersNothing) {
  Scheme scheme = CleanScheme();
  scheme.mutable_vetoes(0)->set_grade_at_most("优秀");
  EXPECT_THAT(Findings(scheme), ElementsAre("W veto-no-effect V1"));
}

TEST(LintExclusions, NamesAGroupOfFewerThanTwoClauses) {
  Scheme scheme = CleanScheme();
  scheme.mutable_exclusive_groups(0)->set_clauses(1, "2.2");
  EXPECT_THAT(Findings(scheme), ElementsAre("E exclusive-excludes-nothing X"));
  scheme.mutable_exclusive_groups(0)->set_clauses(1, "2.5");
  EXPECT_THAT(Findings(scheme), ElementsAre("E exclusive-excludes-nothing X"));
}

TEST(LintExclusions, NamesAGroupAcrossItemsAndBlocks) {
  Scheme scheme = CleanScheme();
  scheme.mutable_exclusive_groups(0)->set_clauses(1, "P.1");
  EXPECT_THAT(Findings(scheme), ElementsAre("E exclusive-apart X"));
}

TEST(LintExclusions, NamesAGroupThatNoUnitMeets) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "2.2")->mutable_scope()->add_units("a");
  MutableClause(scheme, "2.3")->mutable_scope()->add_units("b");
  EXPECT_THAT(Findings(scheme), ElementsAre("E exclusive-excludes-nothing X"));
}

TEST(LintPrices, WarnsWhereAGraverAccidentIsFree) {
  Scheme scheme = CleanScheme();
  scheme.clear_direct_lines();
  auto* filter =
      MutableClause(scheme, "2.3")->mutable_triggers(0)->mutable_accident()->mutable_filter();
  filter->add_grades(event::v1::ACCIDENT_GRADE_GENERAL);
  EXPECT_THAT(Findings(scheme), ElementsAre("W graver-free 2.3"));
  EXPECT_EQ(Lint(scheme)[0].message,
            "charges grade 一般 while no clause charges 较大, 重大, 特别重大");
  filter->clear_grades();
  EXPECT_THAT(Findings(scheme), IsEmpty());
}

TEST(LintPrices, WarnsWhereANearMissCostsMoreThanAnAccident) {
  Scheme scheme = CleanScheme();
  Clause* near_miss = MutableClause(scheme, "2.6");
  auto* accident = near_miss->mutable_triggers(0)->mutable_accident();
  accident->set_counts(scheme::v1::AccidentTrigger::COUNTS_ACCIDENTS);
  accident->mutable_filter()->set_near_miss(true);
  accident->mutable_filter()->add_roles(event::v1::ACCIDENT_ROLE_TERRITORY);
  EXPECT_THAT(Findings(scheme), IsEmpty());
  near_miss->mutable_fixed()->set_amount_milli(501);
  // Dearer than 2.3 and than direct.1.
  EXPECT_THAT(Findings(scheme), ElementsAre("W near-miss-dearer 2.6", "W near-miss-dearer 2.6"));
}

TEST(LintPrices, WarnsWhereConcealingCostsNoMoreThanReporting) {
  Scheme scheme = CleanScheme();
  MutableClause(scheme, "P.2")->mutable_per()->set_amount_milli(500);
  EXPECT_THAT(Findings(scheme), ElementsAre("W concealment-cheap P.2", "W concealment-cheap P.2"));
}

TEST(LintInterpretations, NamesAChoiceThatIsNoOption) {
  Scheme scheme = CleanScheme();
  scheme.mutable_interpretations(0)->set_chosen(2);
  EXPECT_THAT(Findings(scheme), ElementsAre("E interpretation-chosen R1"));
}

TEST(LintInterpretations, NamesAQuestionWithoutOptions) {
  Scheme scheme = CleanScheme();
  scheme.mutable_interpretations(0)->clear_options();
  scheme.mutable_interpretations(0)->clear_chosen();
  EXPECT_THAT(Findings(scheme),
              ElementsAre("E interpretation-incomplete R1", "E interpretation-chosen R1"));
}

TEST(LintInterpretations, WarnsWhatTheOfficeHasNotConfirmed) {
  Scheme scheme = CleanScheme();
  scheme.mutable_interpretations(0)->clear_confirmed();
  EXPECT_THAT(Findings(scheme), ElementsAre("W interpretation-unconfirmed R1"));
}

TEST(LintInterpretations, NamesWhatTheyAreAboutWhenItDoesNotExist) {
  Scheme scheme = CleanScheme();
  scheme.mutable_interpretations(0)->add_about("9.9");
  scheme.mutable_notes(0)->set_about("9");
  EXPECT_THAT(Findings(scheme), ElementsAre("E about-unknown ", "E about-unknown R1"));
}

TEST(LintInterpretations, NamesANoteWithoutText) {
  Scheme scheme = CleanScheme();
  scheme.mutable_notes(0)->clear_text();
  EXPECT_THAT(Findings(scheme), ElementsAre("E label-missing 1.1"));
}

}  // namespace
}  // namespace assessment
