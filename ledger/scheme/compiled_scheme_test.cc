#include "ledger/scheme/compiled_scheme.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/scheme/scheme_file.h"

namespace assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Two items, a component with parts, a clause in every place, an exclusive group and an exemption.
constexpr char kScheme[] = R"pb(
  scheme: "test"
  version: 1
  total_milli: 3000
  scoring_bodies { body: "office" }
  categories {
    category: "A"
    groups { group: "A1" }
    items {
      item: "1"
      group: "A1"
      maximum_milli: 1000
      components {
        component: "1.c1"
        maximum_milli: 1000
        parts { part: "1-1" maximum_milli: 700 }
        parts { part: "1-2" maximum_milli: 300 }
      }
      clauses {
        clause: "1.1"
        component: "1.c1"
        part: "1-2"
        triggers { finding {} }
      }
      clauses {
        clause: "1.2"
        triggers { finding {} }
        exempt { clauses: "1.1" }
      }
    }
    items {
      item: "2"
      scoring_body: "office"
      maximum_milli: 2000
      clauses {
        clause: "2.1"
        triggers { finding {} }
        triggers { overdue {} }
      }
      clauses {
        clause: "2.2"
        triggers { accident {} }
      }
    }
  }
  bonus_blocks {
    block: "B"
    clauses { clause: "B.1" }
  }
  penalty_blocks {
    block: "P"
    clauses { clause: "P.1" }
  }
  direct_lines { clause: "direct.1" }
  grade_bands { name { zh: "良好" } }
  vetoes { veto: "V1" grade_at_most: "良好" }
  exclusive_groups { group: "X" clauses: "2.1" clauses: "2.2" }
)pb";

scheme::v1::Scheme TestScheme() { return *ParseSchemeText(kScheme, "test"); }

std::string CompileError(const scheme::v1::Scheme& scheme) {
  const auto compiled = CompiledScheme::Compile(scheme);
  EXPECT_EQ(compiled.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(compiled.status().message());
}

TEST(CompiledScheme, ListsEveryClauseInReadingOrder) {
  const auto compiled = *CompiledScheme::Compile(TestScheme());
  std::vector<std::string> ids;
  for (const ClauseRef& ref : compiled->clauses()) {
    EXPECT_EQ(ref.ordinal, static_cast<int>(ids.size()));
    ids.push_back(ref.clause->clause());
  }
  EXPECT_THAT(ids, ElementsAre("1.1", "1.2", "2.1", "2.2", "B.1", "P.1", "direct.1"));
}

TEST(CompiledScheme, SaysWhereAnItemsClauseStands) {
  const auto compiled = *CompiledScheme::Compile(TestScheme());
  const ClauseRef* ref = compiled->FindClause("1.1");
  ASSERT_NE(ref, nullptr);
  EXPECT_EQ(ref->place, ClausePlace::kItem);
  EXPECT_EQ(ref->item, compiled->FindItem("1"));
  EXPECT_EQ(ref->component, compiled->FindComponent("1.c1").component);
  ASSERT_NE(ref->part, nullptr);
  EXPECT_EQ(ref->part->part(), "1-2");
  EXPECT_EQ(ref->block, nullptr);
}

TEST(CompiledScheme, SaysWhereClausesOutsideTheItemsStand) {
  const auto compiled = *CompiledScheme::Compile(TestScheme());
  EXPECT_EQ(compiled->FindClause("B.1")->place, ClausePlace::kBonus);
  EXPECT_EQ(compiled->FindClause("B.1")->block->block(), "B");
  EXPECT_EQ(compiled->FindClause("P.1")->place, ClausePlace::kPenalty);
  EXPECT_EQ(compiled->FindClause("direct.1")->place, ClausePlace::kDirect);
  EXPECT_EQ(compiled->FindClause("direct.1")->item, nullptr);
}

TEST(CompiledScheme, FindsNothingUnderAnUnknownId) {
  const auto compiled = *CompiledScheme::Compile(TestScheme());
  EXPECT_EQ(compiled->FindItem("3"), nullptr);
  EXPECT_EQ(compiled->FindComponent("1").component, nullptr);
  EXPECT_EQ(compiled->FindComponent("1").item, nullptr);
  EXPECT_EQ(compiled->FindClause("1"), nullptr);
  EXPECT_THAT(compiled->GroupsOf("1.1"), IsEmpty());
  EXPECT_THAT(compiled->ExemptionsOf("2.1"), IsEmpty());
}

TEST(CompiledScheme, KnowsTheExclusiveGroupsOfAClause) {
  const auto compiled = *CompiledScheme::Compile(TestScheme());
  ASSERT_EQ(compiled->GroupsOf("2.2").size(), 1u);
  EXPECT_EQ(compiled->GroupsOf("2.2")[0]->group(), "X");
}

TEST(CompiledScheme, KnowsTheExemptionsOfAClause) {
  const auto compiled = *CompiledScheme::Compile(TestScheme());
  EXPECT_THAT(compiled->ExemptionsOf("1.1"), ElementsAre("1.2"));
}

TEST(CompiledScheme, OutlivesTheMessageItWasMadeFrom) {
  std::shared_ptr<const CompiledScheme> compiled;
  {
    scheme::v1::Scheme scheme = TestScheme();
    compiled = *CompiledScheme::Compile(std::move(scheme));
  }
  EXPECT_EQ(compiled->FindClause("1.1")->item->item(), "1");
  EXPECT_EQ(compiled->proto().scheme(), "test");
}

TEST(CompiledScheme, RefusesAnIdThatIsThereTwice) {
  scheme::v1::Scheme scheme = TestScheme();
  scheme.mutable_categories(0)->mutable_items(1)->mutable_clauses(0)->set_clause("1.1");
  EXPECT_THAT(CompileError(scheme), HasSubstr("clause id \"1.1\" is there twice"));
}

TEST(CompiledScheme, RefusesAComponentNamedLikeAnItem) {
  scheme::v1::Scheme scheme = TestScheme();
  scheme.mutable_categories(0)->mutable_items(1)->set_item("1.c1");
  EXPECT_THAT(CompileError(scheme), HasSubstr("\"1.c1\" is there twice"));
}

TEST(CompiledScheme, RefusesAnEmptyId) {
  scheme::v1::Scheme scheme = TestScheme();
  scheme.mutable_categories(0)->mutable_items(0)->mutable_clauses(1)->clear_clause();
  EXPECT_THAT(CompileError(scheme), HasSubstr("1: a clause has no id"));
}

TEST(CompiledScheme, RefusesAComponentOfAnotherItem) {
  scheme::v1::Scheme scheme = TestScheme();
  scheme.mutable_categories(0)->mutable_items(1)->mutable_clauses(0)->set_component("1.c1");
  EXPECT_THAT(CompileError(scheme), HasSubstr("2.1: names the component \"1.c1\""));
}

TEST(CompiledScheme, RefusesAnUnknownPart) {
  scheme::v1::Scheme scheme = TestScheme();
  scheme.mutable_categories(0)->mutable_items(0)->mutable_clauses(0)->set_part("1-3");
  EXPECT_THAT(CompileError(scheme), HasSubstr("1.1: names the part \"1-3\""));
}

TEST(CompiledScheme, RefusesAnUnknownGroupOfItems) {
  scheme::v1::Scheme scheme = TestScheme();
  scheme.mutable_categories(0)->mutable_items(0)->set_group("A2");
  EXPECT_THAT(CompileError(scheme), HasSubstr("1: names the group \"A2\""));
}

TEST(CompiledScheme, RefusesAnUnknownScoringBody) {
  scheme::v1::Scheme scheme = TestScheme();
  scheme.mutable_categories(0)->mutable_items(1)->set_scoring_body("team");
  EXPECT_THAT(CompileError(scheme), HasSubstr("2: names the scoring body \"team\""));
}

TEST(CompiledScheme, RefusesAnExemptionOfAnUnknownClause) {
  scheme::v1::Scheme scheme = TestScheme();
  auto* item = scheme.mutable_categories(0)->mutable_items(0);
  item->mutable_clauses(1)->mutable_exempt()->set_clauses(0, "9.9");
  EXPECT_THAT(CompileError(scheme), HasSubstr("1.2: names the clause \"9.9\""));
}

TEST(CompiledScheme, RefusesAnExclusiveGroupWithAnUnknownClause) {
  scheme::v1::Scheme scheme = TestScheme();
  scheme.mutable_exclusive_groups(0)->add_clauses("9.9");
  EXPECT_THAT(CompileError(scheme), HasSubstr("X: names the clause \"9.9\""));
}

TEST(CompiledScheme, RefusesAVetoThatLowersToAnUnknownGrade) {
  scheme::v1::Scheme scheme = TestScheme();
  scheme.mutable_vetoes(0)->set_grade_at_most("很好");
  EXPECT_THAT(CompileError(scheme), HasSubstr("V1: lowers the grade to \"很好\""));
}

TEST(Triggers, FindingAloneTakesPostingsOnly) {
  const auto compiled = *CompiledScheme::Compile(TestScheme());
  EXPECT_TRUE(TakesPostings(*compiled->FindClause("1.1")->clause));
  EXPECT_FALSE(FedByFacts(*compiled->FindClause("1.1")->clause));
}

TEST(Triggers, FactAloneTakesNoPostings) {
  const auto compiled = *CompiledScheme::Compile(TestScheme());
  EXPECT_FALSE(TakesPostings(*compiled->FindClause("2.2")->clause));
  EXPECT_TRUE(FedByFacts(*compiled->FindClause("2.2")->clause));
}

TEST(Triggers, BothAreTakenWhereTheTextPricesBoth) {
  const auto compiled = *CompiledScheme::Compile(TestScheme());
  EXPECT_TRUE(TakesPostings(*compiled->FindClause("2.1")->clause));
  EXPECT_TRUE(FedByFacts(*compiled->FindClause("2.1")->clause));
}

}  // namespace
}  // namespace assessment
