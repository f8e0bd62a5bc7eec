#include "projections/service/queries.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "ledger/proof/sha256.h"
#include "ledger/reason/reason_status.h"
#include "projections/scoring/score.h"
#include "projections/views/testing/sample_ledger.h"

namespace assessment {
namespace {

using projections::v1::ScoreExplanation;

class QueriesTest : public ::testing::Test {
 protected:
  QueriesTest() { ledger_.OpenYear({"a", "b"}); }

  QueryContext Context() {
    return {ledger_.host(), std::chrono::steady_clock::now() + std::chrono::seconds(60)};
  }

  // A request about unit a in the sample cycle.
  template <typename Request>
  static Request About(const std::string& unit) {
    Request request;
    request.set_cycle(testing::kCycle);
    request.set_unit(unit);
    return request;
  }

  absl::Status Sheet(const projections::v1::GetScoreSheetRequest& request) {
    projections::v1::GetScoreSheetResponse response;
    const absl::Status status = GetScoreSheet(Context(), request, response);
    sheet_ = response.score();
    return status;
  }

  testing::SampleLedger ledger_;
  ScoreExplanation sheet_;
};

using SheetRequest = projections::v1::GetScoreSheetRequest;

TEST_F(QueriesTest, ASheetIsTheExplanationWithoutItsClauses) {
  ledger_.log.Add(testing::Found("a", "1.1"));
  ASSERT_TRUE(Sheet(About<SheetRequest>("a")).ok());
  EXPECT_EQ(sheet_.final_milli(), 9'000);
  projections::v1::ExplainScoreResponse explained;
  ASSERT_TRUE(
      ExplainScore(Context(), About<projections::v1::ExplainScoreRequest>("a"), explained).ok());
  EXPECT_EQ(explained.score().categories(0).items(0).clauses(0).lines_size(), 1);
  ScoreExplanation stripped = explained.score();
  KeepSheetOnly(stripped);
  EXPECT_EQ(stripped.SerializeAsString(), sheet_.SerializeAsString());
}

TEST_F(QueriesTest, AUnitIsAddressedByIdentifierNameOrAlias) {
  ledger_.log.Add(testing::Renamed("a", "county aa"));
  for (const char* address : {"a", "county aa", "county a"}) {
    ASSERT_TRUE(Sheet(About<SheetRequest>(address)).ok()) << address;
    EXPECT_EQ(sheet_.unit(), "a");
    EXPECT_EQ(sheet_.unit_name(), "county aa");
  }
}

TEST_F(QueriesTest, RefusesWhatIsNotThereAtTheSizeAskedAbout) {
  EXPECT_EQ(ReasonOf(Sheet(About<SheetRequest>("nobody"))), ledger::v1::REASON_NOT_FOUND);
  SheetRequest request = About<SheetRequest>("a");
  request.mutable_as_of()->set_size(1);
  EXPECT_EQ(ReasonOf(Sheet(request)), ledger::v1::REASON_NOT_FOUND);
  request = About<SheetRequest>("a");
  request.set_cycle("1999");
  EXPECT_EQ(ReasonOf(Sheet(request)), ledger::v1::REASON_NOT_FOUND);
}

TEST_F(QueriesTest, NamesTheFieldThatIsMissing) {
  const absl::Status no_cycle = Sheet({});
  EXPECT_EQ(ReasonOf(no_cycle), ledger::v1::REASON_FIELD_MISSING);
  EXPECT_EQ(FieldViolationsOf(no_cycle).field_violations(0).field(), "cycle");
  EXPECT_EQ(ReasonOf(Sheet(About<SheetRequest>(""))), ledger::v1::REASON_FIELD_MISSING);
}

TEST_F(QueriesTest, RefusesAUnitThatIsNotAssessedInTheCycle) {
  ledger_.log.Add(testing::Registered("c", "county c"));
  EXPECT_EQ(ReasonOf(Sheet(About<SheetRequest>("c"))), ledger::v1::REASON_UNIT_NOT_IN_CYCLE);
}

TEST_F(QueriesTest, RefusesScoresOfACycleWithoutAScheme) {
  event::v1::EventContent opened = testing::Opened({"a"}, false);
  opened.mutable_cycle_opened()->set_cycle("2023");
  ledger_.log.Add(opened);
  SheetRequest request = About<SheetRequest>("a");
  request.set_cycle("2023");
  EXPECT_EQ(ReasonOf(Sheet(request)), ledger::v1::REASON_CYCLE_WITHOUT_SCHEME);
}

TEST_F(QueriesTest, EveryAnswerNamesTheSizeItReflects) {
  const uint64_t size = ledger_.log.size();
  projections::v1::ListScoresRequest scores_request;
  scores_request.set_cycle(testing::kCycle);
  projections::v1::ListScoresResponse scores;
  ASSERT_TRUE(ListScores(Context(), scores_request, scores).ok());
  EXPECT_EQ(scores.size(), size);
  EXPECT_EQ(scores.scores_size(), 2);
  EXPECT_EQ(scores.decimals(), 2u);
  projections::v1::GetVetoStatusRequest veto_request;
  veto_request.set_cycle(testing::kCycle);
  projections::v1::GetVetoStatusResponse vetoes;
  ASSERT_TRUE(GetVetoStatus(Context(), veto_request, vetoes).ok());
  EXPECT_EQ(vetoes.size(), size);
  EXPECT_EQ(vetoes.units_size(), 2);
  EXPECT_EQ(vetoes.units(1).unit_name(), "county b");
  projections::v1::GetAuditTrailResponse trail;
  ASSERT_TRUE(
      GetAuditTrail(Context(), About<projections::v1::GetAuditTrailRequest>("a"), trail).ok());
  EXPECT_EQ(trail.size(), size);
}

TEST_F(QueriesTest, RefusesATrailPageAboveTheLimit) {
  auto request = About<projections::v1::GetAuditTrailRequest>("a");
  request.set_page_size(1001);
  projections::v1::GetAuditTrailResponse response;
  EXPECT_EQ(ReasonOf(GetAuditTrail(Context(), request, response)),
            ledger::v1::REASON_FIELD_INVALID);
}

TEST_F(QueriesTest, ListsUnitsAndCyclesAsTheyStoodThen) {
  const uint64_t before = ledger_.log.size();
  ledger_.log.Add(testing::Registered("c", "county c", {"mining"}));
  ledger_.log.Add(testing::Published(2, 3000));
  ledger_.log.Add(testing::Adopted(2));
  projections::v1::ListUnitsRequest units_request;
  projections::v1::ListUnitsResponse units;
  ASSERT_TRUE(ListUnits(Context(), units_request, units).ok());
  ASSERT_EQ(units.units_size(), 3);
  EXPECT_EQ(units.units(2).tags(0).tag(), "mining");
  units_request.mutable_as_of()->set_size(before);
  units.Clear();
  ASSERT_TRUE(ListUnits(Context(), units_request, units).ok());
  EXPECT_EQ(units.units_size(), 2);
  EXPECT_EQ(units.size(), before);

  projections::v1::ListCyclesResponse cycles;
  ASSERT_TRUE(ListCycles(Context(), {}, cycles).ok());
  EXPECT_EQ(cycles.cycles(0).cycle().scheme().version(), 2u);
  EXPECT_EQ(cycles.cycles(0).adopted_position(), before + 2);
  EXPECT_EQ(cycles.cycles(0).phase(), ledger::v1::CYCLE_PHASE_OPEN);
}

TEST_F(QueriesTest, GivesASchemeAsPublished) {
  projections::v1::ListSchemesResponse schemes;
  ASSERT_TRUE(ListSchemes(Context(), {}, schemes).ok());
  ASSERT_EQ(schemes.schemes_size(), 1);
  projections::v1::GetSchemeRequest request;
  request.set_scheme("sample");
  request.set_version(1);
  projections::v1::GetSchemeResponse response;
  ASSERT_TRUE(GetScheme(Context(), request, response).ok());
  EXPECT_EQ(response.position(), schemes.schemes(0).position());
  EXPECT_EQ(HashBytes(Sha256(response.published().scheme().SerializeAsString())),
            schemes.schemes(0).digest());
  request.set_version(7);
  EXPECT_EQ(ReasonOf(GetScheme(Context(), request, response)), ledger::v1::REASON_NOT_FOUND);
}

TEST_F(QueriesTest, ListsWhatMayBePostedOnEachClause) {
  projections::v1::ListClausesResponse response;
  ASSERT_TRUE(
      ListClauses(Context(), About<projections::v1::ListClausesRequest>("a"), response).ok());
  std::vector<std::string> postings;
  for (const projections::v1::ClauseInfo& info : response.clauses()) {
    postings.push_back(info.item() + " " + info.clause().clause() + " " + info.posting());
  }
  EXPECT_EQ(postings, (std::vector<std::string>{"1 1.1 finding_recorded", "1 1.2 finding_recorded",
                                                "2 2.1 points_judged"}));
}

TEST_F(QueriesTest, ShowsHowUnitsEndWhatTheySuperviseAndTheirLetters) {
  event::v1::EventContent supervised;
  auto& supervision = *supervised.mutable_enterprise_supervised();
  supervision.set_unit("a");
  supervision.set_enterprise_code("91140700110000001F");
  supervision.mutable_enterprise()->set_plain("a mine");
  *supervision.mutable_from() = testing::Day(2022, 1, 1);
  const uint64_t first = ledger_.log.Add(supervised);
  *supervision.mutable_from() = testing::Day(2021, 1, 1);
  *supervision.mutable_to() = testing::Day(2021, 6, 30);
  ledger_.log.Add(supervised);
  event::v1::EventContent letter;
  letter.mutable_responsibility_letter_signed()->set_unit("a");
  letter.mutable_responsibility_letter_signed()->set_year(2022);
  *letter.mutable_responsibility_letter_signed()->mutable_signed_on() = testing::Day(2022, 2, 1);
  const uint64_t signed_at = ledger_.log.Add(letter);
  event::v1::EventContent merged;
  merged.mutable_paper()->set_number("1");
  merged.mutable_units_merged()->add_units("a");
  merged.mutable_units_merged()->set_successor("b");
  *merged.mutable_units_merged()->mutable_effective_on() = testing::Day(2022, 7, 1);
  const uint64_t merged_at = ledger_.log.Add(merged);

  projections::v1::ListUnitsResponse units;
  ASSERT_TRUE(ListUnits(Context(), {}, units).ok());
  const projections::v1::Unit& unit = units.units(0);
  EXPECT_EQ(unit.ending().successor(), "b");
  EXPECT_TRUE(unit.ending().merged());
  EXPECT_EQ(unit.ending().effective_on().month(), 7);
  EXPECT_EQ(unit.ending().paper().number(), "1");
  EXPECT_EQ(unit.ending().position(), merged_at);
  ASSERT_EQ(unit.supervised_size(), 2);
  EXPECT_EQ(unit.supervised(0).from().year(), 2021);
  EXPECT_EQ(unit.supervised(1).position(), first);
  EXPECT_FALSE(unit.supervised(1).has_to());
  ASSERT_EQ(unit.letters_size(), 1);
  EXPECT_EQ(unit.letters(0).position(), signed_at);
  EXPECT_FALSE(units.units(1).has_ending());

  ledger_.log.Add(testing::Confirmed(ledger_.log.Add(testing::Proposed(merged_at))));
  units.Clear();
  ASSERT_TRUE(ListUnits(Context(), {}, units).ok());
  EXPECT_FALSE(units.units(0).has_ending());
}

}  // namespace
}  // namespace assessment
