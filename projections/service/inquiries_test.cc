// Comparisons, open questions, and what one accident causes.

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "ledger/reason/reason_status.h"
#include "projections/service/queries.h"
#include "projections/views/testing/sample_ledger.h"

namespace assessment {
namespace {

class InquiriesTest : public ::testing::Test {
 protected:
  InquiriesTest() { ledger_.OpenYear({"a", "b"}); }

  QueryContext Context() {
    return {ledger_.host(), std::chrono::steady_clock::now() + std::chrono::seconds(60)};
  }
  uint64_t Add(event::v1::EventContent content) { return ledger_.log.Add(std::move(content)); }

  absl::Status Compare(const projections::v1::CompareScoresRequest& request) {
    comparison_.Clear();
    return CompareScores(Context(), request, comparison_);
  }
  absl::Status Accident(const std::string& accident) {
    projections::v1::GetAccidentRequest request;
    request.set_accident(accident);
    accident_.Clear();
    return GetAccident(Context(), request, accident_);
  }

  testing::SampleLedger ledger_;
  projections::v1::CompareScoresResponse comparison_;
  projections::v1::GetAccidentResponse accident_;
};

TEST_F(InquiriesTest, AComparisonTellsWhoChangesAndByWhichLines) {
  const uint64_t size = ledger_.log.size();
  const uint64_t finding = Add(testing::Found("a", "1.1"));
  projections::v1::CompareScoresRequest request;
  request.set_cycle(testing::kCycle);
  request.mutable_before()->set_size(size);
  ASSERT_TRUE(Compare(request).ok());
  EXPECT_EQ(comparison_.size_before(), size);
  EXPECT_EQ(comparison_.size_after(), ledger_.log.size());
  ASSERT_EQ(comparison_.changes_size(), 1) << "unit b stays as it was";
  const projections::v1::ScoreChange& change = comparison_.changes(0);
  EXPECT_EQ(change.unit(), "a");
  EXPECT_EQ(change.final_before_milli(), 10'000);
  EXPECT_EQ(change.final_after_milli(), 9'000);
  ASSERT_EQ(change.lines_size(), 1);
  EXPECT_EQ(change.lines(0).clause(), "1.1");
  EXPECT_EQ(change.lines(0).position(), finding);
  EXPECT_FALSE(change.lines(0).has_before());
  EXPECT_EQ(change.lines(0).after().charged_milli(), 1'000);
}

TEST_F(InquiriesTest, AComparisonTellsRanksThatMoveThoughTheScoreStays) {
  for (const char* unit : {"a", "b"}) {
    Add(testing::Reviewed(unit, {"1", "2"}));
    Add(testing::Judged(unit, 5'000));
  }
  const uint64_t size = ledger_.log.size();
  Add(testing::Found("a", "1.1"));
  projections::v1::CompareScoresRequest request;
  request.set_cycle(testing::kCycle);
  request.set_unit("a");
  request.mutable_before()->set_size(size);
  ASSERT_TRUE(Compare(request).ok());
  ASSERT_EQ(comparison_.changes_size(), 1);
  EXPECT_EQ(comparison_.changes(0).rank_before(), 1u);
  EXPECT_EQ(comparison_.changes(0).rank_after(), 2u);
}

TEST_F(InquiriesTest, AComparisonScoresTheOtherSideUnderAnotherPublishedVersion) {
  Add(testing::Found("a", "1.1"));
  Add(testing::Published(2, 3'000));
  projections::v1::CompareScoresRequest request;
  request.set_cycle(testing::kCycle);
  request.set_scheme_version_after(2);
  ASSERT_TRUE(Compare(request).ok());
  EXPECT_EQ(comparison_.scheme_version_before(), 1u);
  EXPECT_EQ(comparison_.scheme_version_after(), 2u);
  ASSERT_EQ(comparison_.changes_size(), 1);
  EXPECT_EQ(comparison_.changes(0).final_before_milli(), 9'000);
  EXPECT_EQ(comparison_.changes(0).final_after_milli(), 7'000);
  EXPECT_EQ(comparison_.changes(0).lines(0).before().charged_milli(), 1'000);
  EXPECT_EQ(comparison_.changes(0).lines(0).after().charged_milli(), 3'000);
}

TEST_F(InquiriesTest, AComparisonRefusesAVersionThatIsNotPublished) {
  projections::v1::CompareScoresRequest request;
  request.set_cycle(testing::kCycle);
  request.set_scheme_version_after(9);
  EXPECT_EQ(ReasonOf(Compare(request)), ledger::v1::REASON_NOT_FOUND);
  request.set_scheme_version_after(0);
  request.set_unit("nobody");
  EXPECT_EQ(ReasonOf(Compare(request)), ledger::v1::REASON_NOT_FOUND);
}

TEST_F(InquiriesTest, AnAccidentIsShownWithItsDueDatesAndEverythingItCauses) {
  Add(testing::AccidentReported("x", "a", 1));
  Add(testing::AccidentAttributed("x", "a"));
  Add(testing::AccidentRuled("x", event::v1::FINDING_YES));
  ASSERT_TRUE(Accident("x").ok());
  EXPECT_EQ(accident_.report().deaths(), 1u);
  EXPECT_EQ(accident_.grade(), event::v1::ACCIDENT_GRADE_GENERAL);
  EXPECT_EQ(accident_.deadlines_size(), 3);
  EXPECT_EQ(accident_.positions_size(), 3);
  ASSERT_EQ(accident_.effects_size(), 1);
  EXPECT_EQ(accident_.effects(0).unit(), "a");
  ASSERT_EQ(accident_.effects(0).group().vetoes_size(), 1);
  EXPECT_EQ(accident_.effects(0).group().vetoes(0), "V1");
}

TEST_F(InquiriesTest, AnAccidentThatNobodyReportedIsNotThere) {
  EXPECT_EQ(ReasonOf(Accident("x")), ledger::v1::REASON_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Accident("")), ledger::v1::REASON_FIELD_MISSING);
}

TEST_F(InquiriesTest, ACycleWithoutQuestionsListsNone) {
  projections::v1::ListOpenQuestionsRequest request;
  request.set_cycle(testing::kCycle);
  projections::v1::ListOpenQuestionsResponse response;
  ASSERT_TRUE(ListOpenQuestions(Context(), request, response).ok());
  EXPECT_EQ(response.units_size(), 0);
  EXPECT_EQ(response.size(), ledger_.log.size());
}

}  // namespace
}  // namespace assessment
