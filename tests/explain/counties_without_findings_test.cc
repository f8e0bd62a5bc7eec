// The thirteen counties under the shipped scheme, scored by the engine from an empty year.

#include <gtest/gtest.h>

#include <string>

#include "ledger/registry/registry.h"
#include "ledger/scheme/scheme_file.h"
#include "projections/scoring/score.h"
#include "tests/support/event_builders.h"

namespace assessment {
namespace {

using projections::v1::ScoreExplanation;
using testing::Date;

class CountiesWithoutFindings : public ::testing::Test {
 protected:
  void SetUp() override {
    absl::StatusOr<scheme::v1::Scheme> scheme = ReadSchemeFile(
        std::string(ASSESSMENT_SOURCE_DIR) + "/deploy/schemes/lvliang-2022-counties.txtpb");
    ASSERT_TRUE(scheme.ok()) << scheme.status();
    scheme_ = *std::move(scheme);
  }

  // Scores `unit` from a log in which nothing was found; `tag` is given to every county unless
  // empty.
  ScoreExplanation Score(const std::string& unit, const std::string& tag) {
    Registry registry;
    uint64_t position = 1;
    event::v1::EventContent content;
    event::v1::CycleOpened cycle;
    for (const scheme::v1::SchemeUnit& county : scheme_.units()) {
      event::v1::UnitRegistered& registered = *content.mutable_unit_registered();
      registered.Clear();
      registered.set_unit(county.unit());
      registered.set_name(county.name());
      registered.set_kind(event::v1::UNIT_KIND_COUNTY);
      if (!tag.empty()) registered.add_tags()->set_tag(tag);
      EXPECT_TRUE(registry.Apply(position++, content).ok());
      cycle.add_units(county.unit());
    }
    *content.mutable_scheme_published()->mutable_scheme() = scheme_;
    EXPECT_TRUE(registry.Apply(position++, content).ok());
    cycle.set_cycle("2022");
    cycle.set_year(2022);
    *cycle.mutable_window_from() = Date(2022, 1, 1);
    *cycle.mutable_window_to() = Date(2022, 12, 31);
    *cycle.mutable_facts_until() = Date(2023, 2, 28);
    cycle.mutable_scheme()->set_scheme(scheme_.scheme());
    cycle.mutable_scheme()->set_version(scheme_.version());
    *content.mutable_cycle_opened() = cycle;
    EXPECT_TRUE(registry.Apply(position++, content).ok());

    const EventStream nothing;
    ScoreInput input;
    input.ledger = "141100";
    input.registry = &registry;
    input.cycle = registry.FindCycle("2022");
    input.unit = unit;
    input.events = &nothing;
    input.accident = [](absl::string_view) -> const EventStream* { return nullptr; };
    input.size = position;
    absl::StatusOr<ScoreExplanation> score = ComputeScore(input);
    EXPECT_TRUE(score.ok()) << score.status();
    return *std::move(score);
  }

  scheme::v1::Scheme scheme_;
};

TEST_F(CountiesWithoutFindings, ReachTheirApplicableMaximumAndAFullFinalScore) {
  for (const scheme::v1::SchemeUnit& county : scheme_.units()) {
    const ScoreExplanation score = Score(county.unit(), "");
    EXPECT_EQ(score.raw_milli(), score.applicable_milli()) << county.name();
    EXPECT_EQ(score.final_milli(), 100'000) << county.name();
  }
}

TEST_F(CountiesWithoutFindings, SpanFromShilouToJiaocheng) {
  EXPECT_EQ(Score("141126", "").applicable_milli(), 91'700) << "石楼县";
  EXPECT_EQ(Score("141122", "").applicable_milli(), 99'300) << "交城县";
  EXPECT_EQ(Score("141126", "chemical-park").applicable_milli(), 92'000) << "石楼县";
  EXPECT_EQ(Score("141122", "chemical-park").applicable_milli(), 99'600) << "交城县";
}

TEST_F(CountiesWithoutFindings, ExplainEveryPointThatDoesNotApply) {
  for (const scheme::v1::SchemeUnit& county : scheme_.units()) {
    const ScoreExplanation score = Score(county.unit(), "");
    int64_t left_out = 0;
    for (const auto& category : score.categories()) {
      for (const auto& item : category.items()) {
        if (item.applicability() == projections::v1::APPLICABILITY_OUT_OF_SCOPE) {
          left_out += item.maximum_milli();
          continue;
        }
        for (const auto& component : item.components()) {
          left_out += component.maximum_milli() - component.applicable_milli();
        }
      }
    }
    EXPECT_EQ(score.total_milli() - left_out, score.applicable_milli()) << county.name();
  }
}

TEST_F(CountiesWithoutFindings, AreCoveredOnlyWhereFactsAloneFeedAnItem) {
  const ScoreExplanation score = Score("141122", "");
  EXPECT_EQ(score.coverage().covered_milli(), 25'000) << "item 37 alone";
  EXPECT_FALSE(score.complete());
}

TEST_F(CountiesWithoutFindings, HaveNoVetoAndNoMetricEvaluated) {
  const ScoreExplanation score = Score("141122", "");
  ASSERT_EQ(score.vetoes_size(), 5);
  for (const projections::v1::VetoStatus& veto : score.vetoes()) {
    EXPECT_EQ(veto.state(), veto.veto() == "V5" ? projections::v1::VETO_STATE_NOT_EVALUATED
                                                : projections::v1::VETO_STATE_NOT_MET)
        << veto.veto();
  }
}

}  // namespace
}  // namespace assessment
