#include "ledger/scheme/scope.h"

#include <gtest/gtest.h>

#include "ledger/scheme/scheme_file.h"

namespace assessment {
namespace {

using scheme::v1::Scope;

ScopedUnit Unit(const std::string& unit, absl::btree_set<std::string> tags = {}) {
  return {.unit = unit, .tags = std::move(tags)};
}

TEST(Scope, HoldsEveryUnitWhenEmpty) { EXPECT_TRUE(InScope(Scope(), Unit("a"))); }

TEST(Scope, HoldsOnlyTheUnitsItNames) {
  Scope scope;
  scope.add_units("a");
  scope.add_units("b");
  EXPECT_TRUE(InScope(scope, Unit("b")));
  EXPECT_FALSE(InScope(scope, Unit("c", {"t"})));
}

TEST(Scope, HoldsUnitsWithOneOfItsTags) {
  Scope scope;
  scope.add_tags("t");
  scope.add_tags("u");
  EXPECT_TRUE(InScope(scope, Unit("a", {"s", "u"})));
  EXPECT_FALSE(InScope(scope, Unit("a", {"s"})));
  EXPECT_FALSE(InScope(scope, Unit("a")));
}

TEST(Scope, HoldsNamedUnitsBesideTaggedOnes) {
  Scope scope;
  scope.add_units("a");
  scope.add_tags("t");
  EXPECT_TRUE(InScope(scope, Unit("a")));
  EXPECT_TRUE(InScope(scope, Unit("b", {"t"})));
  EXPECT_FALSE(InScope(scope, Unit("b")));
}

TEST(Scope, ExceptsUnitsFromAllOthers) {
  Scope scope;
  scope.add_except_units("a");
  EXPECT_FALSE(InScope(scope, Unit("a")));
  EXPECT_TRUE(InScope(scope, Unit("b")));
}

TEST(Scope, ExceptionOutranksTag) {
  Scope scope;
  scope.add_tags("t");
  scope.add_except_units("a");
  EXPECT_FALSE(InScope(scope, Unit("a", {"t"})));
  EXPECT_TRUE(InScope(scope, Unit("b", {"t"})));
}

// One plain item of 2, one of 1.5 with a component that has parts, one for all but "x".
constexpr char kScopeScheme[] = R"pb(
  categories {
    category: "A"
    items {
      item: "1"
      maximum_milli: 2000
      clauses { clause: "1.1" }
    }
    items {
      item: "2"
      maximum_milli: 1500
      components {
        component: "2.c1"
        maximum_milli: 500
        scope { units: "a" }
      }
      components {
        component: "2.c2"
        maximum_milli: 1000
        parts {
          part: "p"
          maximum_milli: 700
          scope { units: "a" }
        }
        parts {
          part: "q"
          maximum_milli: 300
          scope { tags: "park" }
        }
      }
      clauses { clause: "2.1" component: "2.c1" }
      clauses { clause: "2.2" component: "2.c2" part: "q" }
      clauses { clause: "2.3" }
    }
    items {
      item: "3"
      maximum_milli: 4000
      scope { except_units: "x" }
      clauses {
        clause: "3.1"
        scope { tags: "park" }
      }
    }
  }
  bonus_blocks {
    block: "B"
    scope { units: "a" }
    clauses { clause: "B.1" }
  }
)pb";

std::shared_ptr<const CompiledScheme> ScopeScheme() {
  return *CompiledScheme::Compile(*ParseSchemeText(kScopeScheme, "test"));
}

TEST(ApplicablePoints, SumsWhatConcernsTheUnit) {
  const auto scheme = ScopeScheme();
  EXPECT_EQ(ApplicablePoints(scheme->proto(), Unit("a", {"park"})), 2000 + 500 + 1000 + 4000);
  EXPECT_EQ(ApplicablePoints(scheme->proto(), Unit("a")), 2000 + 500 + 700 + 4000);
  EXPECT_EQ(ApplicablePoints(scheme->proto(), Unit("b", {"park"})), 2000 + 300 + 4000);
  EXPECT_EQ(ApplicablePoints(scheme->proto(), Unit("x")), 2000);
}

TEST(ApplicablePoints, OfAnItemOutOfScopeAreNone) {
  EXPECT_EQ(ApplicablePoints(*ScopeScheme()->FindItem("3"), Unit("x")), 0);
}

TEST(ApplicablePoints, OfAComponentWithPartsAreThoseOfItsParts) {
  const auto scheme = ScopeScheme();
  const auto& component = *scheme->FindComponent("2.c2").component;
  EXPECT_EQ(ApplicablePoints(component, Unit("b")), 0);
  EXPECT_EQ(ApplicablePoints(component, Unit("b", {"park"})), 300);
  EXPECT_EQ(ApplicablePoints(component, Unit("a")), 700);
}

TEST(ClauseScope, FollowsTheComponentAndThePart) {
  const auto scheme = ScopeScheme();
  EXPECT_TRUE(InScope(*scheme->FindClause("2.1"), Unit("a")));
  EXPECT_FALSE(InScope(*scheme->FindClause("2.1"), Unit("b")));
  EXPECT_TRUE(InScope(*scheme->FindClause("2.2"), Unit("b", {"park"})));
  EXPECT_FALSE(InScope(*scheme->FindClause("2.2"), Unit("a")));
  EXPECT_TRUE(InScope(*scheme->FindClause("2.3"), Unit("b")));
}

TEST(ClauseScope, NarrowsTheItem) {
  const auto scheme = ScopeScheme();
  EXPECT_TRUE(InScope(*scheme->FindClause("3.1"), Unit("b", {"park"})));
  EXPECT_FALSE(InScope(*scheme->FindClause("3.1"), Unit("b")));
  EXPECT_FALSE(InScope(*scheme->FindClause("3.1"), Unit("x", {"park"})));
}

TEST(ClauseScope, FollowsTheBlock) {
  const auto scheme = ScopeScheme();
  EXPECT_TRUE(InScope(*scheme->FindClause("B.1"), Unit("a")));
  EXPECT_FALSE(InScope(*scheme->FindClause("B.1"), Unit("b")));
}

}  // namespace
}  // namespace assessment
