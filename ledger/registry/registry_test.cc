#include "ledger/registry/registry.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

namespace assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

event::v1::EventContent Content(const std::string& text) {
  event::v1::EventContent content;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &content)) << text;
  return content;
}

// Folds events one after the other, from position 0.
class RegistryTest : public testing::Test {
 protected:
  absl::Status Apply(const std::string& text) { return registry_.Apply(next_++, Content(text)); }
  void MustApply(const std::string& text) {
    const absl::Status status = Apply(text);
    ASSERT_TRUE(status.ok()) << status << "\n" << text;
  }
  void MustNotApply(const std::string& text, const std::string& why) {
    const absl::Status status = Apply(text);
    EXPECT_EQ(status.code(), absl::StatusCode::kInternal) << text;
    EXPECT_THAT(std::string(status.message()), HasSubstr(why));
  }

  // Two units, two versions of a scheme, and a cycle of unit "a".
  void SetUpCycle() {
    MustApply(R"(unit_registered { unit: "b" name: "乙县" kind: UNIT_KIND_COUNTY })");
    MustApply(R"(unit_registered { unit: "a" name: "甲县" kind: UNIT_KIND_COUNTY })");
    MustApply(R"(scheme_published { scheme { scheme: "s" version: 1 } })");
    MustApply(R"(scheme_published { scheme { scheme: "s" version: 2 } })");
    MustApply(R"(cycle_opened {
      cycle: "2022" year: 2022 units: "a"
      window_from { year: 2022 month: 1 day: 1 }
      window_to { year: 2022 month: 12 day: 31 }
      facts_until { year: 2023 month: 2 day: 28 }
    })");
  }
  const CycleEntry& Cycle() { return *registry_.FindCycle("2022"); }

  Registry registry_;
  uint64_t next_ = 0;
};

TEST_F(RegistryTest, IsEmptyAtFirst) {
  EXPECT_EQ(registry_.FindUnit("a"), nullptr);
  EXPECT_EQ(registry_.ResolveUnit("a"), nullptr);
  EXPECT_EQ(registry_.FindScheme("s", 1), nullptr);
  EXPECT_EQ(registry_.FindCycle("2022"), nullptr);
  EXPECT_EQ(registry_.FindBaseline("a", 2022), nullptr);
  EXPECT_EQ(registry_.FindTarget("m", 2022), nullptr);
  EXPECT_EQ(registry_.opened().authority(), "");
}

TEST_F(RegistryTest, KeepsHowTheLedgerWasOpened) {
  MustApply(R"(ledger_opened { authority: "某市安委办" authority_code: "141100" })");
  EXPECT_EQ(registry_.opened().authority_code(), "141100");
}

TEST_F(RegistryTest, OpensTheLedgerAtPositionZeroOnly) {
  MustApply(R"(unit_registered { unit: "a" name: "甲县" })");
  MustNotApply(R"(ledger_opened { authority_code: "141100" })", "position 0");
}

TEST_F(RegistryTest, IgnoresEventsOfOtherGroups) {
  EXPECT_TRUE(Apply(R"(finding_recorded { cycle: "no" unit: "no" clause: "no" })").ok());
  EXPECT_TRUE(Apply(R"(accident_reported { accident: "x" })").ok());
  EXPECT_TRUE(Apply(R"(correction_confirmed { proposal_position: 7 })").ok());
}

TEST_F(RegistryTest, RegistersAUnit) {
  MustApply(R"(ledger_opened {})");
  MustApply(R"(unit_registered { unit: "a" name: "甲县" kind: UNIT_KIND_COUNTY aliases: "甲" })");
  const UnitEntry* unit = registry_.FindUnit("a");
  ASSERT_NE(unit, nullptr);
  EXPECT_EQ(unit->unit, "a");
  EXPECT_EQ(unit->name, "甲县");
  EXPECT_EQ(unit->kind, event::v1::UNIT_KIND_COUNTY);
  EXPECT_THAT(unit->aliases, ElementsAre("甲"));
  EXPECT_EQ(unit->registered_position, 1u);
}

TEST_F(RegistryTest, ResolvesIdentifierNameAndAlias) {
  MustApply(R"(unit_registered { unit: "a" name: "甲县" aliases: "甲" })");
  EXPECT_EQ(registry_.ResolveUnit("a"), registry_.FindUnit("a"));
  EXPECT_EQ(registry_.ResolveUnit("甲县"), registry_.FindUnit("a"));
  EXPECT_EQ(registry_.ResolveUnit("甲"), registry_.FindUnit("a"));
  EXPECT_EQ(registry_.ResolveUnit("乙"), nullptr);
}

TEST_F(RegistryTest, CannotRegisterAUnitTwice) {
  MustApply(R"(unit_registered { unit: "a" name: "甲县" })");
  MustNotApply(R"(unit_registered { unit: "a" name: "乙县" })", "registered already");
}

TEST_F(RegistryTest, CannotGiveANameToTwoUnits) {
  MustApply(R"(unit_registered { unit: "a" name: "甲县" aliases: "甲" })");
  MustNotApply(R"(unit_registered { unit: "b" name: "甲" })", "names unit \"a\"");
  MustNotApply(R"(unit_registered { unit: "c" name: "丙县" aliases: "甲县" })", "names unit \"a\"");
}

TEST_F(RegistryTest, KeepsTheFormerNameAsAnAlias) {
  MustApply(R"(unit_registered { unit: "a" name: "甲县" })");
  MustApply(R"(unit_renamed { unit: "a" name: "甲市" })");
  EXPECT_EQ(registry_.FindUnit("a")->name, "甲市");
  EXPECT_THAT(registry_.FindUnit("a")->aliases, ElementsAre("甲县"));
  EXPECT_EQ(registry_.ResolveUnit("甲县"), registry_.FindUnit("a"));
  EXPECT_EQ(registry_.ResolveUnit("甲市"), registry_.FindUnit("a"));
}

TEST_F(RegistryTest, MakesAnAliasTheName) {
  MustApply(R"(unit_registered { unit: "a" name: "甲县" aliases: "甲市" })");
  MustApply(R"(unit_renamed { unit: "a" name: "甲市" })");
  EXPECT_EQ(registry_.FindUnit("a")->name, "甲市");
  EXPECT_THAT(registry_.FindUnit("a")->aliases, ElementsAre("甲县"));
}

TEST_F(RegistryTest, CannotRenameToAnothersName) {
  MustApply(R"(unit_registered { unit: "a" name: "甲县" })");
  MustApply(R"(unit_registered { unit: "b" name: "乙县" })");
  MustNotApply(R"(unit_renamed { unit: "a" name: "乙县" })", "names unit \"b\"");
  MustNotApply(R"(unit_renamed { unit: "c" name: "丙县" })", "no such unit");
}

TEST_F(RegistryTest, AddsAliases) {
  MustApply(R"(unit_registered { unit: "a" name: "甲局" aliases: "甲" })");
  MustApply(R"(unit_changed { unit: "a" aliases_added: "甲" aliases_added: "甲甲局" })");
  EXPECT_THAT(registry_.FindUnit("a")->aliases, ElementsAre("甲", "甲甲局"));
  EXPECT_EQ(registry_.ResolveUnit("甲甲局"), registry_.FindUnit("a"));
}

TEST_F(RegistryTest, ReplacesThePeriodsOfTheTagsSet) {
  MustApply(R"(unit_registered { unit: "a" name: "甲县" tags { tag: "t" } tags { tag: "u" } })");
  MustApply(R"(unit_changed {
    unit: "a"
    tags_set { tag: "t" to { year: 2020 month: 12 day: 31 } }
    tags_set { tag: "t" from { year: 2022 month: 1 day: 1 } }
  })");
  const auto& tags = registry_.FindUnit("a")->tags;
  ASSERT_EQ(tags.size(), 3u);
  EXPECT_EQ(tags[0].tag(), "u");
  EXPECT_EQ(tags[1].to().year(), 2020);
  EXPECT_EQ(tags[2].from().year(), 2022);
}

TEST_F(RegistryTest, CannotChangeAnUnknownUnit) {
  MustNotApply(R"(unit_changed { unit: "a" aliases_added: "甲" })", "no such unit");
}

TEST_F(RegistryTest, PublishesSchemeVersions) {
  SetUpCycle();
  ASSERT_NE(registry_.FindScheme("s", 2), nullptr);
  EXPECT_EQ(registry_.FindScheme("s", 2)->position, 3u);
  EXPECT_EQ(registry_.FindScheme("s", 2)->scheme->proto().version(), 2u);
  EXPECT_EQ(registry_.FindScheme("s", 3), nullptr);
  EXPECT_EQ(registry_.schemes().size(), 2u);
}

TEST_F(RegistryTest, KeepsTheWordingWithItsScheme) {
  MustApply(R"(scheme_published {
    scheme { scheme: "s" version: 1 }
    wording { clause: "1.1" text: "原文" }
  })");
  ASSERT_EQ(registry_.FindScheme("s", 1)->wording.size(), 1u);
  EXPECT_EQ(registry_.FindScheme("s", 1)->wording[0].text(), "原文");
}

TEST_F(RegistryTest, CannotPublishAVersionTwice) {
  SetUpCycle();
  MustNotApply(R"(scheme_published { scheme { scheme: "s" version: 2 } })", "published already");
}

TEST_F(RegistryTest, CannotPublishASchemeThatDoesNotCompile) {
  MustNotApply(R"(scheme_published {
    scheme { scheme: "s" version: 1 direct_lines { clause: "d" } direct_lines { clause: "d" } }
  })",
               "\"d\" is there twice");
}

TEST_F(RegistryTest, OpensACycle) {
  SetUpCycle();
  EXPECT_EQ(Cycle().opened.year(), 2022);
  EXPECT_EQ(Cycle().phase, ledger::v1::CYCLE_PHASE_OPEN);
  EXPECT_FALSE(Cycle().scheme.has_value());
  EXPECT_EQ(Cycle().compiled, nullptr);
  EXPECT_FALSE(Cycle().adopted_position.has_value());
}

TEST_F(RegistryTest, SortsTheUnitsOfACycle) {
  SetUpCycle();
  MustApply(R"(cycle_opened { cycle: "x" units: "b" units: "a" units: "b" })");
  EXPECT_THAT(registry_.FindCycle("x")->units, ElementsAre("a", "b"));
}

TEST_F(RegistryTest, OpensACycleWithAScheme) {
  SetUpCycle();
  MustApply(R"(cycle_opened { cycle: "x" units: "a" scheme { scheme: "s" version: 1 } })");
  const CycleEntry* cycle = registry_.FindCycle("x");
  EXPECT_EQ(cycle->scheme, SchemeKey("s", 1));
  EXPECT_EQ(cycle->compiled, registry_.FindScheme("s", 1)->scheme);
  EXPECT_EQ(cycle->adopted_position, 5u);
}

TEST_F(RegistryTest, CannotOpenACycleTwice) {
  SetUpCycle();
  MustNotApply(R"(cycle_opened { cycle: "2022" units: "a" })", "open already");
}

TEST_F(RegistryTest, CannotOpenACycleOfUnknownUnitsOrSchemes) {
  SetUpCycle();
  MustNotApply(R"(cycle_opened { cycle: "x" units: "z" })", "no unit \"z\"");
  MustNotApply(R"(cycle_opened { cycle: "x" units: "a" scheme { scheme: "s" version: 9 } })",
               "version 9 is not published");
  EXPECT_EQ(registry_.FindCycle("x"), nullptr);
}

TEST_F(RegistryTest, AdoptsASchemeAgain) {
  SetUpCycle();
  MustApply(R"(cycle_scheme_adopted { cycle: "2022" scheme { scheme: "s" version: 1 } })");
  EXPECT_EQ(Cycle().scheme, SchemeKey("s", 1));
  EXPECT_EQ(Cycle().adopted_position, 5u);
  MustApply(R"(cycle_scheme_adopted { cycle: "2022" scheme { scheme: "s" version: 2 } })");
  EXPECT_EQ(Cycle().scheme, SchemeKey("s", 2));
  EXPECT_EQ(Cycle().compiled, registry_.FindScheme("s", 2)->scheme);
  EXPECT_EQ(Cycle().adopted_position, 6u);
}

TEST_F(RegistryTest, CannotAdoptWhatIsNotThere) {
  SetUpCycle();
  MustNotApply(R"(cycle_scheme_adopted { cycle: "x" scheme { scheme: "s" version: 1 } })",
               "no such cycle");
  MustNotApply(R"(cycle_scheme_adopted { cycle: "2022" scheme { scheme: "t" version: 1 } })",
               "\"t\" version 1 is not published");
}

TEST_F(RegistryTest, ChangesTheUnitsOfACycle) {
  SetUpCycle();
  MustApply(R"(cycle_units_changed { cycle: "2022" added: "b" removed: "a" })");
  EXPECT_THAT(Cycle().units, ElementsAre("b"));
  EXPECT_TRUE(Cycle().HasUnit("b"));
  EXPECT_FALSE(Cycle().HasUnit("a"));
  EXPECT_THAT(Cycle().opened.units(), ElementsAre("a"));
}

TEST_F(RegistryTest, LetsAUnitJoinAgain) {
  SetUpCycle();
  MustApply(R"(cycle_units_changed { cycle: "2022" removed: "a" })");
  EXPECT_THAT(Cycle().units, IsEmpty());
  MustApply(R"(cycle_units_changed { cycle: "2022" added: "b" added: "a" })");
  EXPECT_THAT(Cycle().units, ElementsAre("a", "b"));
}

TEST_F(RegistryTest, SortsTheUnitsThatJoinAmongThoseThatAreIn) {
  SetUpCycle();
  MustApply(R"(unit_registered { unit: "0" name: "零县" kind: UNIT_KIND_COUNTY })");
  MustApply(R"(unit_registered { unit: "c" name: "丙县" kind: UNIT_KIND_COUNTY })");
  MustApply(R"(unit_registered { unit: "d" name: "丁县" kind: UNIT_KIND_COUNTY })");
  MustApply(R"(cycle_units_changed { cycle: "2022" added: "c" })");
  MustApply(R"(cycle_units_changed { cycle: "2022" added: "d" added: "b" added: "0" })");
  EXPECT_THAT(Cycle().units, ElementsAre("0", "a", "b", "c", "d"));
}

TEST_F(RegistryTest, CannotAddWhatIsInNorRemoveWhatIsOut) {
  SetUpCycle();
  MustNotApply(R"(cycle_units_changed { cycle: "2022" added: "b" added: "b" })",
               "in the cycle already");
  MustNotApply(R"(cycle_units_changed { cycle: "2022" added: "a" })", "in the cycle already");
  MustNotApply(R"(cycle_units_changed { cycle: "2022" added: "z" })", "unknown");
  MustNotApply(R"(cycle_units_changed { cycle: "2022" removed: "b" })", "not in the cycle");
  MustNotApply(R"(cycle_units_changed { cycle: "x" removed: "b" })", "no such cycle");
}

TEST_F(RegistryTest, MovesACycleToReviewAndBack) {
  SetUpCycle();
  MustApply(R"(review_opened { cycle: "2022" })");
  EXPECT_EQ(Cycle().phase, ledger::v1::CYCLE_PHASE_REVIEW);
  MustApply(R"(review_closed { cycle: "2022" reason: "补录" })");
  EXPECT_EQ(Cycle().phase, ledger::v1::CYCLE_PHASE_OPEN);
}

TEST_F(RegistryTest, CannotMoveAPhaseThatIsNotHeld) {
  SetUpCycle();
  MustNotApply(R"(review_closed { cycle: "2022" })",
               "in CYCLE_PHASE_OPEN, not in CYCLE_PHASE_REVIEW");
  MustApply(R"(review_opened { cycle: "2022" })");
  MustNotApply(R"(review_opened { cycle: "2022" })",
               "in CYCLE_PHASE_REVIEW, not in CYCLE_PHASE_OPEN");
  MustNotApply(R"(review_opened { cycle: "x" })", "no such cycle");
}

TEST_F(RegistryTest, FormsATeamAnew) {
  SetUpCycle();
  MustApply(R"(team_formed { cycle: "2022" team: "1" name: "一组" })");
  MustApply(R"(team_formed { cycle: "2022" team: "2" name: "二组" })");
  MustApply(R"(team_formed { cycle: "2022" team: "1" name: "第一组" units: "a" })");
  ASSERT_EQ(Cycle().teams.size(), 2u);
  EXPECT_EQ(Cycle().teams.at("1").name(), "第一组");
  EXPECT_THAT(Cycle().teams.at("1").units(), ElementsAre("a"));
  MustNotApply(R"(team_formed { cycle: "x" team: "1" })", "no such cycle");
}

TEST_F(RegistryTest, KeepsTheLatestTargetOfAMetricAndYear) {
  MustApply(R"(target_set { metric: "m" year: 2022 target { value_millionths: 5 } })");
  MustApply(R"(target_set { metric: "m" year: 2023 target { value_millionths: 6 } })");
  MustApply(R"(target_set { metric: "m" year: 2022 target { value_millionths: 7 } })");
  ASSERT_NE(registry_.FindTarget("m", 2022), nullptr);
  EXPECT_EQ(registry_.FindTarget("m", 2022)->value_millionths, 7);
  EXPECT_EQ(registry_.FindTarget("m", 2022)->position, 2u);
  EXPECT_EQ(registry_.FindTarget("m", 2023)->value_millionths, 6);
  EXPECT_EQ(registry_.FindTarget("n", 2022), nullptr);
}

TEST_F(RegistryTest, KeepsTheLatestBaselineOfAUnitAndYear) {
  MustApply(R"(unit_registered { unit: "a" name: "甲局" })");
  MustApply(R"(baseline_set { unit: "a" year: 2019 accidents: 3 deaths: 2 })");
  MustApply(R"(baseline_set { unit: "a" year: 2019 accidents: 4 deaths: 0 })");
  ASSERT_NE(registry_.FindBaseline("a", 2019), nullptr);
  EXPECT_EQ(registry_.FindBaseline("a", 2019)->accidents, 4u);
  EXPECT_EQ(registry_.FindBaseline("a", 2019)->deaths, 0u);
  EXPECT_EQ(registry_.FindBaseline("a", 2019)->position, 2u);
  EXPECT_EQ(registry_.FindBaseline("a", 2018), nullptr);
  MustNotApply(R"(baseline_set { unit: "z" year: 2019 })", "no such unit");
}

TEST_F(RegistryTest, ReadsScopesWithTheTagsInForceWhenFactsEnd) {
  SetUpCycle();
  MustApply(R"(unit_changed {
    unit: "a"
    tags_set { tag: "always" }
    tags_set { tag: "ended" to { year: 2023 month: 2 day: 27 } }
    tags_set { tag: "ends-that-day" to { year: 2023 month: 2 day: 28 } }
    tags_set { tag: "begins-that-day" from { year: 2023 month: 2 day: 28 } }
    tags_set { tag: "begins-later" from { year: 2023 month: 3 day: 1 } }
    tags_set { tag: "again" to { year: 2021 month: 1 day: 1 } }
    tags_set { tag: "again" from { year: 2022 month: 1 day: 1 } to { year: 2023 month: 12 day: 31 } }
  })");
  const ScopedUnit scoped = registry_.ScopedUnitFor(Cycle(), "a");
  EXPECT_EQ(scoped.unit, "a");
  EXPECT_THAT(scoped.tags,
              UnorderedElementsAre("always", "ends-that-day", "begins-that-day", "again"));
  EXPECT_THAT(registry_.ScopedUnitFor(Cycle(), "b").tags, IsEmpty());
}

TEST_F(RegistryTest, RemembersSinceWhenAndWhyTheClerkIsPaused) {
  EXPECT_FALSE(registry_.clerk_pause().has_value());
  MustNotApply(R"(clerk_resumed { reason: "x" })", "not paused");
  MustApply(R"(clerk_paused { reason: "an import" })");
  ASSERT_TRUE(registry_.clerk_pause().has_value());
  EXPECT_EQ(registry_.clerk_pause()->position, 1u);
  EXPECT_EQ(registry_.clerk_pause()->reason, "an import");
  MustNotApply(R"(clerk_paused { reason: "x" })", "paused already");
  MustApply(R"(clerk_resumed { reason: "done" })");
  EXPECT_FALSE(registry_.clerk_pause().has_value());
}

TEST_F(RegistryTest, RemembersTheLatestConfirmationOfAnInterpretation) {
  SetUpCycle();
  MustNotApply(R"(interpretation_confirmed { scheme: "s" version: 3 interpretation: "R1" })",
               "not published");
  MustApply(R"(interpretation_confirmed { scheme: "s" version: 2 interpretation: "R1" })");
  MustApply(R"(interpretation_confirmed { scheme: "s" version: 2 interpretation: "R1" })");
  EXPECT_THAT(registry_.FindScheme("s", 2)->confirmed_interpretations,
              UnorderedElementsAre(::testing::Pair("R1", 7u)));
  EXPECT_THAT(registry_.FindScheme("s", 1)->confirmed_interpretations, IsEmpty());
}

TEST_F(RegistryTest, TakesNoConfirmationFromTheRegistryItTakesASchemeFrom) {
  const event::v1::EventContent published =
      Content(R"(scheme_published { scheme { scheme: "s" version: 1 } })");
  MustApply(R"(scheme_published { scheme { scheme: "s" version: 1 } })");
  MustApply(R"(interpretation_confirmed { scheme: "s" version: 1 interpretation: "R1" })");
  Registry behind;
  ASSERT_TRUE(behind.Apply(0, published, &registry_).ok());
  EXPECT_EQ(behind.FindScheme("s", 1)->scheme, registry_.FindScheme("s", 1)->scheme);
  EXPECT_THAT(behind.FindScheme("s", 1)->confirmed_interpretations, IsEmpty());
}

}  // namespace
}  // namespace assessment
