// A part that is amended after its composite was frozen.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/registry/results_digest.h"
#include "ledger/scheme/scheme_file.h"
#include "projections/views/score_at.h"
#include "projections/yearend/late_facts.h"
#include "tests/support/year_end_ledger.h"

namespace assessment::testing {
namespace {

constexpr char kTogether[] = "together";

constexpr char kComposite[] = R"pb(
  scheme: "composite"
  version: 1
  title { zh: "综合" }
  source_document: "文件"
  total_milli: 100000
  not_applicable_policy: NOT_APPLICABLE_POLICY_KEEP
  number_policy { decimals: 2 floor_milli: 0 }
  grade_bands {
    name { zh: "其他" }
    from_milli: 0
  }
  composite {
    parts {
      part: "year"
      label { zh: "全年" }
      weight: 1
    }
  }
)pb";

// A composite of kCycle, both published; then kCycle is amended by a late fact of unit-1.
class AmendedPart : public ::testing::Test {
 protected:
  AmendedPart() {
    year_.ledger().Must(SchemePublished(*ParseSchemeText(kComposite, "composite")));
    EventContent opened = CycleOpened(kTogether, {"unit-1", "unit-2", "unit-3"}, 1);
    opened.mutable_cycle_opened()->mutable_scheme()->set_scheme("composite");
    opened.mutable_cycle_opened()->add_composed_of()->set_part("year");
    opened.mutable_cycle_opened()->mutable_composed_of(0)->set_cycle(kCycle);
    year_.ledger().Must(opened);
    year_.Publish();
    PublishTogether();
    before_ = Final();
    amendment_ = Amend(kCycle, {year_.ledger().Must(BlameRecorded("unit-1"))});
  }

  // The decision, in another cycle than kCycle.
  static EventContent In(const std::string& cycle, EventContent content) {
    switch (content.kind_case()) {
      case EventContent::kFreezeProposed:
        content.mutable_freeze_proposed()->set_cycle(cycle);
        break;
      case EventContent::kFreezeConfirmed:
        content.mutable_freeze_confirmed()->set_cycle(cycle);
        break;
      case EventContent::kResultsPublished:
        content.mutable_results_published()->set_cycle(cycle);
        break;
      case EventContent::kLateFactLeavingProposed:
        content.mutable_late_fact_leaving_proposed()->set_cycle(cycle);
        break;
      case EventContent::kAmendmentProposed:
        content.mutable_amendment_proposed()->set_cycle(cycle);
        break;
      case EventContent::kCycleAmended:
        content.mutable_cycle_amended()->set_cycle(cycle);
        break;
      case EventContent::kLateFactLeft:
        content.mutable_late_fact_left()->set_cycle(cycle);
        break;
      case EventContent::kCycleClosed:
        content.mutable_cycle_closed()->set_cycle(cycle);
        break;
      default:
        break;
    }
    return content;
  }

  void PublishTogether() {
    year_.ledger().Must(ReviewOpened(kTogether));
    for (const char* unit : {"unit-1", "unit-2", "unit-3"}) {
      EventContent notice = ResultNotified(unit);
      notice.mutable_result_notified()->set_cycle(kTogether);
      *notice.mutable_result_notified()->mutable_served_on() = Date(2022, 11, 20);
      *notice.mutable_result_notified()->mutable_objections_until() = Date(2022, 11, 30);
      year_.ledger().Must(notice);
    }
    const auto proposed = year_.Decide(In(kTogether, ProposeFreeze()), "p-proposer");
    ASSERT_TRUE(proposed.ok()) << proposed.status();
    const uint64_t position = proposed->response.accepted().receipts(0).position();
    year_.MustDecide(In(kTogether, ConfirmFreeze(position, Digest(proposed->results))),
                     "p-confirmer");
    year_.MustDecide(In(kTogether, PublishResults()), "p-signer");
  }
  uint64_t Amend(const std::string& cycle, const std::vector<uint64_t>& added) {
    const auto proposed = year_.Decide(In(cycle, ProposeAmendment(added)), "p-proposer");
    EXPECT_TRUE(proposed.ok()) << proposed.status();
    const uint64_t position = proposed->response.accepted().receipts(0).position();
    return year_.MustDecide(In(cycle, ConfirmAmendment(position, Digest(proposed->results))),
                            "p-confirmer");
  }
  static std::string Digest(const std::string& results) {
    return std::string(ResultsDigest(results).view());
  }
  int64_t Final() const {
    const YearEndLedger::Now now = year_.Look();
    const auto score = ScoreAt(now.view(), *now.view().registry().FindCycle(kTogether), "unit-1",
                               ScoreDetail::kExplanation);
    EXPECT_TRUE(score.ok()) << score.status();
    return score->score.final_milli();
  }
  // The amendment among the late facts of the composite; its position is 0 when it is none.
  projections::v1::LateFact Late() const {
    const YearEndLedger::Now now = year_.Look();
    const auto facts = FindLateFacts(now.view(), *now.view().registry().FindCycle(kTogether));
    EXPECT_TRUE(facts.ok()) << facts.status();
    for (const projections::v1::LateFact& fact : *facts) {
      if (fact.event_type() == event::v1::EVENT_TYPE_CYCLE_AMENDED) return fact;
    }
    return {};
  }

  YearEndLedger year_;
  int64_t before_ = 0;
  uint64_t amendment_ = 0;
};

TEST_F(AmendedPart, ChangesNothingPublishedAndIsListedWithWhatItWouldChange) {
  EXPECT_EQ(Final(), before_);
  const projections::v1::LateFact late = Late();
  EXPECT_EQ(late.position(), amendment_);
  ASSERT_EQ(late.changes_size(), 1);
  EXPECT_EQ(late.changes(0).unit(), "unit-1");
  EXPECT_FALSE(late.has_left());
}

TEST_F(AmendedPart, KeepsTheCompositeFromClosingUntilItIsAmendedByIt) {
  EXPECT_EQ(year_.ReasonFor(In(kTogether, CycleClosed()), "p-office"),
            ledger::v1::REASON_LATE_FACTS_OPEN);
  Amend(kTogether, {amendment_});
  EXPECT_LT(Final(), before_);
  EXPECT_EQ(Final(), year_.Score("unit-1").final_milli());
  EXPECT_EQ(Late().position(), 0u);
  year_.MustDecide(In(kTogether, CycleClosed()), "p-office");
}

TEST_F(AmendedPart, MayBeLeftOut) {
  const uint64_t proposal = year_.ledger().Must(In(kTogether, LateFactLeavingProposed(amendment_)),
                                                OfficePoster("p-proposer"));
  year_.ledger().Must(In(kTogether, LateFactLeft(amendment_, proposal)),
                      OfficePoster("p-confirmer"));
  EXPECT_TRUE(Late().has_left());
  EXPECT_EQ(Final(), before_);
  year_.MustDecide(In(kTogether, CycleClosed()), "p-office");
}

TEST_F(AmendedPart, IsNoEventThatItsOwnCycleCouldAdd) {
  EXPECT_EQ(year_.ReasonFor(ProposeAmendment({amendment_}), "p-proposer"),
            ledger::v1::REASON_FIELD_INVALID);
}

TEST_F(AmendedPart, CountsTheNewestOfTwoRevisionsThatAreAdded) {
  const uint64_t again = Amend(kCycle, {year_.ledger().Must(BlameRecorded("unit-2"))});
  Amend(kTogether, {amendment_, again});
  const YearEndLedger::Now now = year_.Look();
  const auto score = ScoreAt(now.view(), *now.view().registry().FindCycle(kTogether), "unit-2",
                             ScoreDetail::kExplanation);
  ASSERT_TRUE(score.ok()) << score.status();
  EXPECT_EQ(score->score.final_milli(), year_.Score("unit-2").final_milli());
}

}  // namespace
}  // namespace assessment::testing
