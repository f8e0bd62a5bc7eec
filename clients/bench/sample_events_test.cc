#include "clients/bench/sample_events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assessment::bench {
namespace {

using ::testing::ElementsAre;

scheme::v1::Clause FixedClause(const std::string& id) {
  scheme::v1::Clause clause;
  clause.set_clause(id);
  clause.add_triggers()->mutable_finding();
  clause.mutable_fixed()->set_amount_milli(1'000);
  return clause;
}

TEST(MetricEvent, HasTheSizeAskedFor) {
  for (const size_t bytes : {300u, 400u, 1'000u, 4'000u}) {
    const size_t got = MetricEvent("141100", "unit-1", bytes).ByteSizeLong();
    EXPECT_LE(got, bytes + 4);
    EXPECT_GE(got + 4, bytes);
  }
}

TEST(MetricEvent, IsNotCutBelowWhatItMustSay) {
  const event::v1::Event event = MetricEvent("141100", "unit-1", 1);
  EXPECT_EQ(event.content().metric_reported().unit(), "unit-1");
  EXPECT_FALSE(event.content().has_note());
}

TEST(ClausesForFindings, LeavesOutWhatDoesNotConcernEveryUnitOrNeedsMore) {
  scheme::v1::Scheme scheme;
  scheme::v1::Item& item = *scheme.add_categories()->add_items();
  *item.add_clauses() = FixedClause("1.1");
  scheme::v1::Clause& scoped = *item.add_clauses();
  scoped = FixedClause("1.2");
  scoped.mutable_scope()->add_tags("coal");
  scheme::v1::Clause& measured = *item.add_clauses();
  measured = FixedClause("1.3");
  measured.mutable_banded();
  scheme::v1::Clause& by_fact = *item.add_clauses();
  by_fact = FixedClause("1.4");
  by_fact.mutable_triggers(0)->mutable_metric();
  scheme::v1::Item& of_office = *scheme.mutable_categories(0)->add_items();
  of_office.set_scoring_body("office");
  *of_office.add_clauses() = FixedClause("2.1");
  const auto clauses = ClausesForFindings(scheme);
  ASSERT_TRUE(clauses.ok()) << clauses.status();
  EXPECT_THAT(*clauses, ElementsAre("1.1"));
}

TEST(ClausesForFindings, SaysWhenThereIsNone) {
  EXPECT_EQ(ClausesForFindings(scheme::v1::Scheme()).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace assessment::bench
