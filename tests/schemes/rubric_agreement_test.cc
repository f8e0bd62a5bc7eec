// The shipped schemes agree with the reference encoding of their documents in every id, kind,
// amount, cap, band, bound, maximum and scope, in both directions. Where the scheme deliberately
// says something else, one of the tables below says so; an entry that is not needed fails.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/schemes/rubric_file.h"
#include "tests/schemes/shipped_schemes.h"

namespace assessment {
namespace {

using scheme::v1::Clause;
using scheme::v1::Trigger;

// Clauses that have another kind, or a bound that is not printed.
struct KindException {
  const char* scheme;
  const char* clause;
  const char* rubric;
  const char* ours;
  const char* why;
};
constexpr KindException kKindExceptions[] = {
    {kLvliangCounties, "13.2", "per", "per, at most 2", "the chair once, the vice-chairs once"},
    {kLvliangCounties, "13.10", "fixed", "threshold", "a completion share below 100 %"},
    {kLvliangCounties, "13.11", "fixed", "threshold", "a completion share below 100 %"},
    {kLvliangMembers, "S33.2", "judged", "noted", "no amount is printed (R21)"},
    {kLvliangMembers, "S44.1", "judged", "noted", "no amount is printed (R21)"},
    {kLvliangMembers, "S47.1", "judged", "noted", "no amount is printed (R21)"},
    {kLvliangMembers, "B.4", "award", "award, at most 1", "one safety month a year"},
    {kJinzhong, "F1.1.1.3", "fixed", "threshold", "a rate above 0.1"},
};

// Clauses that something else feeds than their trigger in the encoding suggests.
struct TriggerException {
  const char* scheme;
  const char* clause;
  const char* rubric;
  const char* ours;
  const char* why;
};
constexpr TriggerException kTriggerExceptions[] = {
    {kLvliangCounties, "11.3", "finding", "finding overdue", "lateness counts like a finding"},
    {kLvliangCounties, "12.7", "overdue", "finding", "no clock runs: the team decides"},
    {kLvliangCounties, "12.9", "metric", "finding", "judged"},
    {kLvliangCounties, "12.14", "metric", "finding", "the measure of a finding"},
    {kLvliangCounties, "13.14", "metric", "finding", "a level, not a figure"},
    {kLvliangCounties, "13.15", "overdue", "finding overdue", "lateness counts like a finding"},
    {kLvliangCounties, "36.1", "finding", "overdue", "the investigation clock"},
    {kLvliangCounties, "36.2", "finding", "overdue", "the evaluation clock"},
    {kLvliangCounties, "B.3", "adopted_material", "honour honour", "county and township"},
    {kLvliangCounties, "P.3", "summons", "blame blame", "county and township"},
    {kLvliangMembers, "S54.6", "overdue", "finding overdue", "lateness counts like a finding"},
    {kLvliangMembers, "S71.1", "metric", "finding", "the measure of a finding"},
    {kLvliangMembers, "P.2", "summons", "blame blame", "it names criticism as well (R18)"},
    {kJinzhong, "F1.1.1.1", "metric", "baseline", "compared with last year"},
    {kJinzhong, "F1.1.1.2", "metric", "baseline", "compared with last year"},
    {kJinzhong, "F2.2.1.1", "finding", "overdue", "the investigation clock"},
};

// What feeds a clause of the encoding, in the words of the scheme.
const std::map<std::string, std::string>& TriggerWords() {
  static const auto* const words = new std::map<std::string, std::string>{
      {"finding", "finding"},         {"inspection_cooperation", "finding"},
      {"late_report", "finding"},     {"achievement", "finding"},
      {"publicity", "finding"},       {"accident", "accident"},
      {"metric", "metric"},           {"letter", "letter"},
      {"repeat_reminder", "letter"},  {"overdue", "overdue"},
      {"late_material", "overdue"},   {"commendation", "honour"},
      {"adopted_material", "honour"}, {"criticism", "blame"},
      {"summons", "blame"},           {"concealment", "concealment"}};
  return *words;
}

// Departments as the Jinzhong rubric names them, and their tags.
const std::map<std::string, std::string>& DepartmentTags() {
  static const auto* const tags =
      new std::map<std::string, std::string>{{"市场监管", "market-supervision"},
                                             {"生态环境", "ecology"},
                                             {"公安", "public-security"},
                                             {"公安机关", "public-security"},
                                             {"交通", "transport"},
                                             {"应急管理", "emergency"},
                                             {"规划和自然资源", "planning"},
                                             {"教育", "education"},
                                             {"教育部门", "education"},
                                             {"文旅", "culture-tourism"},
                                             {"交警", "traffic-police"},
                                             {"消防", "fire-rescue"},
                                             {"国有资产监督管理部门", "state-assets"},
                                             {"民政", "civil-affairs"},
                                             {"卫生健康", "health"},
                                             {"文物", "heritage"}};
  return *tags;
}

// Scopes that the counties' rubric describes without naming units: the units and tags meant.
struct DescribedScope {
  const char* text;
  std::set<std::string> units;
  std::set<std::string> tags;
};
const std::vector<DescribedScope>& DescribedScopes() {
  static const auto* const scopes = new std::vector<DescribedScope>{
      {"交城县、孝义市；有内设化工园区的开发区所在县市区", {"交城县", "孝义市"}, {"chemical-park"}},
      {"有内设化工园区的开发区所在县市区", {}, {"chemical-park"}}};
  return *scopes;
}

// Shipped schemes that are one category of a rubric: its columns are results of their own.
struct Column {
  const char* scheme;
  const char* rubric;
  const char* category;
};
constexpr Column kColumns[] = {{kHouses, "lvliang-2022-special-actions", "1"},
                               {kGas, "lvliang-2022-special-actions", "2"},
                               {kTailings, "lvliang-2022-special-actions", "3"},
                               {kChemicals, "lvliang-2022-special-actions", "4"},
                               {kOfficeWork, "lvliang-2022-special-actions", "5"}};

std::optional<Rubric> RubricOf(const std::string& scheme) {
  for (const Column& column : kColumns) {
    if (scheme == column.scheme) return ReadRubric(column.rubric, column.category);
  }
  return ReadRubric(scheme);
}

// The tag that narrows a whole scheme where the document says nothing about whom it concerns; a
// scheme narrowed by a tag names no units. Empty: none.
std::string NarrowingTag(const std::string& scheme) {
  return scheme == kTailings ? "tailings-pond" : "";
}

std::string TriggerText(const Clause& clause) {
  std::vector<std::string> words;
  for (const Trigger& trigger : clause.triggers()) {
    const auto* descriptor = Trigger::descriptor();
    const auto* field = descriptor->FindFieldByNumber(trigger.source_case());
    words.push_back(field == nullptr ? "none" : field->name());
  }
  return absl::StrJoin(words, " ");
}

std::string KindText(const Clause& clause) {
  const auto* field = Clause::descriptor()->FindFieldByNumber(clause.kind_case());
  std::string text = field == nullptr ? "none" : field->name();
  if (clause.per().has_max_occurrences()) {
    absl::StrAppend(&text, ", at most ", clause.per().max_occurrences());
  }
  if (clause.award().has_max_occurrences()) {
    absl::StrAppend(&text, ", at most ", clause.award().max_occurrences());
  }
  return text;
}

template <typename List, typename Id>
std::vector<std::string> Ids(const List& list, Id id) {
  std::vector<std::string> ids;
  for (const auto& entry : list) ids.push_back(id(entry));
  return ids;
}

class RubricAgreementTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    rubric_ = RubricOf(GetParam());
    if (!rubric_.has_value()) {
      std::cout << "skipped: the reference rubrics are not at " << ASSESSMENT_RUBRICS_DIR
                << "; nothing is compared for " << GetParam() << std::endl;
      GTEST_SKIP();
    }
    compiled_ = ShippedScheme(GetParam());
    ASSERT_NE(compiled_, nullptr);
    for (const auto& unit : scheme().units()) names_[unit.unit()] = unit.name();
    if (names_.empty()) names_[""] = "";
    for (const auto& [unit, name] : names_) {
      probes_.push_back({.unit = unit, .tags = {}});
      for (const auto& tag : scheme().tags()) {
        probes_.push_back({.unit = unit, .tags = {tag.tag()}});
      }
    }
  }

  const scheme::v1::Scheme& scheme() const { return compiled_->proto(); }

  // What the rubric says about a unit.
  bool RubricHolds(const RubricScope& scope, const ScopedUnit& unit) const {
    const std::string& name = names_.at(unit.unit);
    const std::string narrowing = NarrowingTag(GetParam());
    if (!narrowing.empty()) return unit.tags.contains(narrowing);
    if (!scope.described.empty()) {
      for (const DescribedScope& described : DescribedScopes()) {
        if (scope.described != described.text) continue;
        if (described.units.contains(name)) return true;
        for (const std::string& tag : unit.tags) {
          if (described.tags.contains(tag)) return true;
        }
        return false;
      }
      // Described without a name, and no tag stands for it: chargeable to every unit.
      EXPECT_STREQ(GetParam(), kJinzhong) << "an unknown scope: " << scope.described;
      return true;
    }
    for (const std::string& except : scope.except) {
      if (except == name) return false;
    }
    if (scope.named.empty()) return true;
    for (const std::string& named : scope.named) {
      const auto tag = DepartmentTags().find(named);
      const auto alias = rubric_->aliases.find(named);
      if (named == name || (alias != rubric_->aliases.end() && alias->second == name) ||
          (tag != DepartmentTags().end() && unit.tags.contains(tag->second))) {
        return true;
      }
    }
    return false;
  }

  // Compares two readings of whom something concerns, over every unit with and without every tag.
  template <typename Expected, typename Found>
  void ExpectSameScope(const std::string& id, Expected expected, Found found) const {
    for (const ScopedUnit& probe : probes_) {
      EXPECT_EQ(expected(probe), found(probe))
          << id << " for " << names_.at(probe.unit) << " " << absl::StrJoin(probe.tags, ",");
    }
  }

  void CompareClauses(const std::vector<RubricClause>& expected,
                      const google::protobuf::RepeatedPtrField<Clause>& found,
                      const RubricItem* item) {
    ASSERT_EQ(Ids(found, [](const auto& clause) { return clause.clause(); }),
              Ids(expected, [](const auto& clause) { return clause.id; }));
    for (size_t i = 0; i < expected.size(); ++i) {
      SCOPED_TRACE(expected[i].id);
      CompareClause(expected[i], found[static_cast<int>(i)]);
      CompareClauseScope(expected[i], item);
    }
  }

  void CompareClause(const RubricClause& expected, const Clause& found) {
    EXPECT_EQ(found.component(), expected.component);
    EXPECT_EQ(found.part(), expected.part);
    EXPECT_EQ(found.printed_number(), expected.printed_number);
    EXPECT_EQ(KindText(found), ExpectedKind(expected));
    EXPECT_EQ(TriggerText(found), ExpectedTrigger(expected));
    CompareAmounts(expected, found);
    CompareBands(expected, found);
    CompareRelations(expected, found);
  }

  // An exemption cancels what it certainly cancels and nothing beyond what it may; what cannot hold
  // together stands in one exclusive group.
  void CompareRelations(const RubricClause& expected, const Clause& found) const {
    const std::set<std::string> cancelled(found.exempt().clauses().begin(),
                                          found.exempt().clauses().end());
    for (const std::string& certain : expected.exempts) EXPECT_TRUE(cancelled.contains(certain));
    std::set<std::string> possible(expected.exempts.begin(), expected.exempts.end());
    possible.insert(expected.may_exempt.begin(), expected.may_exempt.end());
    for (const std::string& clause : cancelled) EXPECT_TRUE(possible.contains(clause)) << clause;
    for (const std::string& other : expected.excludes) {
      const auto& groups = scheme().exclusive_groups();
      EXPECT_TRUE(std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
        const std::set<std::string> clauses(group.clauses().begin(), group.clauses().end());
        return clauses.contains(expected.id) && clauses.contains(other);
      })) << other;
    }
  }

  std::string ExpectedKind(const RubricClause& clause) {
    const std::string bound = clause.max_occurrences.has_value()
                                  ? absl::StrCat(", at most ", *clause.max_occurrences)
                                  : "";
    for (const KindException& exception : kKindExceptions) {
      if (clause.id != exception.clause || scheme().scheme() != exception.scheme) continue;
      EXPECT_EQ(clause.kind, exception.rubric);
      used_.insert(&exception);
      return exception.ours;
    }
    return clause.kind + bound;
  }

  std::string ExpectedTrigger(const RubricClause& clause) {
    for (const TriggerException& exception : kTriggerExceptions) {
      if (clause.id != exception.clause || scheme().scheme() != exception.scheme) continue;
      EXPECT_EQ(clause.trigger, exception.rubric);
      used_.insert(&exception);
      return exception.ours;
    }
    const auto word = TriggerWords().find(clause.trigger);
    if (word == TriggerWords().end()) {
      ADD_FAILURE() << "an unknown trigger: " << clause.trigger;
      return "";
    }
    return word->second;
  }

  static void CompareAmounts(const RubricClause& expected, const Clause& found) {
    std::optional<MilliPoints> amount, cap, minimum, maximum, ceiling;
    std::string counted;
    switch (found.kind_case()) {
      case Clause::kFixed:
        amount = found.fixed().amount_milli();
        break;
      case Clause::kThreshold:
        amount = found.threshold().amount_milli();
        break;
      case Clause::kPer:
        amount = found.per().amount_milli();
        counted = found.per().counted();
        if (found.per().has_cap_milli()) cap = found.per().cap_milli();
        break;
      case Clause::kAward:
        amount = found.award().amount_milli();
        counted = found.award().counted();
        if (found.award().has_ceiling_milli()) ceiling = found.award().ceiling_milli();
        break;
      case Clause::kRange:
        minimum = found.range().minimum_milli();
        maximum = found.range().maximum_milli();
        break;
      case Clause::kJudged:
        minimum = found.judged().minimum_milli();
        maximum = found.judged().maximum_milli();
        break;
      case Clause::kBanded:
        // Each matter overdue is one occurrence.
        if (found.triggers(0).has_overdue()) counted = expected.counted;
        if (found.banded().has_cap_milli()) cap = found.banded().cap_milli();
        break;
      default:
        break;
    }
    EXPECT_EQ(amount, expected.amount);
    EXPECT_EQ(cap, expected.cap);
    EXPECT_EQ(minimum, expected.minimum);
    EXPECT_EQ(maximum, expected.maximum);
    EXPECT_EQ(ceiling, expected.ceiling);
    EXPECT_EQ(counted, expected.counted);
  }

  // The encoding lists bands as printed, the scheme in ascending order: compared as sets.
  static void CompareBands(const RubricClause& expected, const Clause& found) {
    std::multiset<std::string> printed, ours;
    for (const RubricBand& band : expected.bands) {
      printed.insert(band.zero ? "zero" : absl::StrCat(band.deduct.value_or(-1)));
    }
    for (const auto& band : found.banded().bands()) {
      ours.insert(band.has_zero() ? "zero" : absl::StrCat(band.amount_milli()));
    }
    EXPECT_EQ(ours, printed);
  }

  void CompareClauseScope(const RubricClause& expected, const RubricItem* item) const {
    const ClauseRef& ref = *compiled_->FindClause(expected.id);
    ExpectSameScope(
        expected.id,
        [&](const ScopedUnit& unit) {
          if (!RubricHolds(expected.scope, unit)) return false;
          if (item == nullptr) return true;
          if (!RubricHolds(item->scope, unit)) return false;
          for (const RubricComponent& component : item->components) {
            if (component.id != expected.component) continue;
            if (!RubricHolds(component.scope, unit)) return false;
            for (const RubricPart& part : component.parts) {
              if (part.id == expected.part && !RubricHolds(part.scope, unit)) return false;
            }
          }
          return true;
        },
        [&ref](const ScopedUnit& unit) { return InScope(ref, unit); });
  }

  void CompareComponents(const RubricItem& expected, const scheme::v1::Item& found) {
    ASSERT_EQ(Ids(found.components(), [](const auto& component) { return component.component(); }),
              Ids(expected.components, [](const auto& component) { return component.id; }));
    for (size_t i = 0; i < expected.components.size(); ++i) {
      const RubricComponent& component = expected.components[i];
      const auto& ours = found.components(static_cast<int>(i));
      SCOPED_TRACE(component.id);
      EXPECT_EQ(ours.maximum_milli(), component.maximum);
      ExpectSameScope(
          component.id, [&](const ScopedUnit& unit) { return RubricHolds(component.scope, unit); },
          [&ours](const ScopedUnit& unit) { return InScope(ours.scope(), unit); });
      ASSERT_EQ(Ids(ours.parts(), [](const auto& part) { return part.part(); }),
                Ids(component.parts, [](const auto& part) { return part.id; }));
      for (size_t j = 0; j < component.parts.size(); ++j) {
        const RubricPart& part = component.parts[j];
        const auto& our_part = ours.parts(static_cast<int>(j));
        EXPECT_EQ(our_part.maximum_milli(), part.maximum);
        ExpectSameScope(
            part.id, [&](const ScopedUnit& unit) { return RubricHolds(part.scope, unit); },
            [&our_part](const ScopedUnit& unit) { return InScope(our_part.scope(), unit); });
      }
    }
  }

  void CompareBlocks(const std::vector<RubricBlock>& expected,
                     const google::protobuf::RepeatedPtrField<scheme::v1::Block>& found) {
    ASSERT_EQ(Ids(found, [](const auto& block) { return block.block(); }),
              Ids(expected, [](const auto& block) { return block.id; }));
    for (size_t i = 0; i < expected.size(); ++i) {
      const auto& ours = found[static_cast<int>(i)];
      EXPECT_EQ(ours.has_cap_milli() ? std::optional<MilliPoints>(ours.cap_milli()) : std::nullopt,
                expected[i].cap);
      CompareClauses(expected[i].clauses, ours.clauses(), nullptr);
    }
  }

  void CompareItems() {
    ASSERT_EQ(static_cast<size_t>(scheme().categories_size()), rubric_->categories.size());
    for (size_t i = 0; i < rubric_->categories.size(); ++i) {
      const RubricCategory& category = rubric_->categories[i];
      const auto& ours = scheme().categories(static_cast<int>(i));
      ASSERT_EQ(Ids(ours.items(), [](const auto& item) { return item.item(); }),
                Ids(category.items, [](const auto& item) { return item.id; }));
      for (size_t j = 0; j < category.items.size(); ++j) {
        CompareItem(category.items[j], ours.items(static_cast<int>(j)));
      }
    }
  }

  void CompareItem(const RubricItem& expected, const scheme::v1::Item& found) {
    SCOPED_TRACE(expected.id);
    EXPECT_EQ(found.group(), expected.group);
    EXPECT_EQ(found.maximum_milli(), expected.maximum);
    EXPECT_EQ(found.scoring_body().empty(), expected.scored_by.empty());
    ExpectSameScope(
        expected.id, [&](const ScopedUnit& unit) { return RubricHolds(expected.scope, unit); },
        [&found](const ScopedUnit& unit) { return InScope(found.scope(), unit); });
    CompareComponents(expected, found);
    CompareClauses(expected.clauses, found.clauses(), &expected);
  }

  std::optional<Rubric> rubric_;
  std::shared_ptr<const CompiledScheme> compiled_;
  std::map<std::string, std::string> names_;  // Of units, by identifier.
  std::vector<ScopedUnit> probes_;
  std::set<const void*> used_;  // Exceptions that were needed.
};

TEST_P(RubricAgreementTest, HasTheSameUnitsAndTotal) {
  EXPECT_THAT(scheme().scheme(), testing::StartsWith(rubric_->scheme));
  EXPECT_EQ(scheme().total_milli(), rubric_->total);
  if (!NarrowingTag(GetParam()).empty()) {
    EXPECT_TRUE(scheme().units().empty());
    return;
  }
  EXPECT_THAT(Ids(scheme().units(), [](const auto& unit) { return unit.name(); }),
              testing::UnorderedElementsAreArray(rubric_->units));
}

TEST_P(RubricAgreementTest, HasTheSameCategoriesAndGroups) {
  ASSERT_EQ(Ids(scheme().categories(), [](const auto& category) { return category.category(); }),
            Ids(rubric_->categories, [](const auto& category) { return category.id; }));
  for (size_t i = 0; i < rubric_->categories.size(); ++i) {
    const auto& ours = scheme().categories(static_cast<int>(i));
    EXPECT_EQ(ours.points_milli(), rubric_->categories[i].points) << ours.category();
    EXPECT_EQ(Ids(ours.groups(), [](const auto& group) { return group.group(); }),
              rubric_->categories[i].groups);
  }
}

TEST_P(RubricAgreementTest, HasTheSameItemsComponentsAndClauses) { CompareItems(); }

TEST_P(RubricAgreementTest, HasTheSameBlocksAndDirectLines) {
  CompareBlocks(rubric_->bonus, scheme().bonus_blocks());
  CompareBlocks(rubric_->penalties, scheme().penalty_blocks());
  CompareClauses(rubric_->direct, scheme().direct_lines(), nullptr);
}

TEST_P(RubricAgreementTest, HasTheSameVetoes) {
  ASSERT_EQ(Ids(scheme().vetoes(), [](const auto& veto) { return veto.veto(); }),
            Ids(rubric_->vetoes, [](const auto& veto) { return veto.id; }));
  for (size_t i = 0; i < rubric_->vetoes.size(); ++i) {
    const auto& ours = scheme().vetoes(static_cast<int>(i));
    // Where the document prints no effect the scheme lets the unit fail.
    if (rubric_->vetoes[i].effect.empty()) {
      EXPECT_TRUE(ours.has_fail()) << ours.veto();
    } else {
      EXPECT_EQ(absl::StrCat("grade at most ", ours.grade_at_most()), rubric_->vetoes[i].effect);
    }
    ExpectSameScope(
        ours.veto(), [](const ScopedUnit&) { return true; },
        [&ours](const ScopedUnit& unit) { return InScope(ours.scope(), unit); });
  }
}

TEST_P(RubricAgreementTest, NeedsEveryException) {
  CompareItems();
  CompareBlocks(rubric_->bonus, scheme().bonus_blocks());
  CompareBlocks(rubric_->penalties, scheme().penalty_blocks());
  for (const KindException& exception : kKindExceptions) {
    if (scheme().scheme() != exception.scheme) continue;
    EXPECT_TRUE(used_.contains(&exception)) << exception.clause << ": " << exception.why;
    EXPECT_STRNE(exception.rubric, exception.ours) << exception.clause;
  }
  for (const TriggerException& exception : kTriggerExceptions) {
    if (scheme().scheme() != exception.scheme) continue;
    EXPECT_TRUE(used_.contains(&exception)) << exception.clause << ": " << exception.why;
    EXPECT_STRNE(exception.rubric, exception.ours) << exception.clause;
  }
}

INSTANTIATE_TEST_SUITE_P(Shipped, RubricAgreementTest, testing::ValuesIn(kShippedSchemes),
                         [](const auto& tested) { return SchemeTestName(tested.param); });

}  // namespace
}  // namespace assessment
