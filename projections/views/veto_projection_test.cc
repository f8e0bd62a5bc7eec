#include "projections/views/veto_projection.h"

#include <gtest/gtest.h>

#include <memory>

#include "projections/views/testing/sample_ledger.h"

namespace assessment {
namespace {

using projections::v1::VetoState;
using testing::SampleLedger;

class VetoProjectionTest : public ::testing::Test {
 protected:
  VetoProjectionTest() { ledger_.OpenYear({"a", "b"}); }

  std::shared_ptr<const VetoProjection::Vetoes> VetoesOf(const std::string& unit,
                                                         const projections::v1::AsOf& as_of = {}) {
    const auto snapshot = ledger_.Ask(ProjectionKind::kVetoes, as_of);
    EXPECT_TRUE(snapshot.ok()) << snapshot.status();
    const auto vetoes = snapshot->projections->vetoes().VetoesOf(
        *snapshot->view, *snapshot->view->registry().FindCycle(testing::kCycle), unit);
    EXPECT_TRUE(vetoes.ok()) << vetoes.status();
    return *vetoes;
  }

  VetoState StateOf(const std::string& unit, const projections::v1::AsOf& as_of = {}) {
    return VetoesOf(unit, as_of)->at(0).state();
  }

  SampleLedger ledger_;
};

TEST_F(VetoProjectionTest, FollowsAnAccidentFromReportToRuling) {
  EXPECT_EQ(StateOf("a"), projections::v1::VETO_STATE_NOT_MET);
  ledger_.log.Add(testing::AccidentReported("x", "b", 1));
  const uint64_t attributed = ledger_.log.Add(testing::AccidentAttributed("x", "a"));
  EXPECT_EQ(StateOf("a"), projections::v1::VETO_STATE_PENDING);
  EXPECT_EQ(StateOf("b"), projections::v1::VETO_STATE_NOT_MET);
  const uint64_t ruled = ledger_.log.Add(testing::AccidentRuled("x", event::v1::FINDING_YES));
  EXPECT_EQ(StateOf("a"), projections::v1::VETO_STATE_IN_FORCE);
  EXPECT_EQ(StateOf("a", SampleLedger::AtSize(attributed)), projections::v1::VETO_STATE_NOT_MET);
  EXPECT_EQ(StateOf("a", SampleLedger::AtSize(ruled)), projections::v1::VETO_STATE_PENDING);
}

TEST_F(VetoProjectionTest, FollowsTheCorrectionOfARuling) {
  ledger_.log.Add(testing::AccidentReported("x", "b", 1));
  ledger_.log.Add(testing::AccidentAttributed("x", "a"));
  const uint64_t ruled = ledger_.log.Add(testing::AccidentRuled("x", event::v1::FINDING_YES));
  EXPECT_EQ(StateOf("a"), projections::v1::VETO_STATE_IN_FORCE);
  ledger_.log.Add(testing::Confirmed(ledger_.log.Add(
      testing::Proposed(ruled, testing::AccidentRuled("x", event::v1::FINDING_NO)))));
  EXPECT_EQ(StateOf("a"), projections::v1::VETO_STATE_NOT_MET);
}

TEST_F(VetoProjectionTest, IsNotMovedByFindings) {
  const auto before = VetoesOf("a");
  ledger_.log.Add(testing::Found("a", "1.1"));
  EXPECT_EQ(VetoesOf("a"), before);
}

}  // namespace
}  // namespace assessment
