#include "ledger/admission/batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/small_scheme.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class BatchTest : public ::testing::Test {
 protected:
  BatchTest() { ledger_.SetUpCycle(); }

  // A request of one event under a key of the test's choice.
  static ledger::v1::AppendRequest Request(const EventContent& content, const std::string& key) {
    ledger::v1::AppendRequest request;
    *request.add_events() = MakeEvent(content, key);
    return request;
  }

  static std::vector<ledger::v1::Reason> ReasonsOf(const BatchDecision& decision) {
    std::vector<ledger::v1::Reason> reasons;
    for (const auto& refusal : decision.refusals) reasons.push_back(refusal.reason());
    return reasons;
  }

  TestLedger ledger_;
};

// --- The same key again ---

TEST_F(BatchTest, AnswersTheSameEventWithItsFirstPosition) {
  const auto request = Request(FindingRecorded("unit-1", "1.1"), "once");
  const BatchDecision first = ledger_.Append(request);
  const BatchDecision again = ledger_.Append(request);
  ASSERT_THAT(again.events, SizeIs(1)) << Describe(again);
  EXPECT_TRUE(again.events[0].already_known);
  EXPECT_EQ(again.events[0].position, first.events[0].position);
  EXPECT_THAT(again.entries, IsEmpty());
}

TEST_F(BatchTest, AnswersTheSameEventWhileTheFirstIsInFlight) {
  ledger_.Hold();
  const auto request = Request(FindingRecorded("unit-1", "1.1"), "once");
  const BatchDecision first = ledger_.Append(request);
  const BatchDecision again = ledger_.Append(request);
  ASSERT_THAT(again.events, SizeIs(1)) << Describe(again);
  EXPECT_TRUE(again.events[0].already_known);
  EXPECT_EQ(again.events[0].position, first.events[0].position);
}

TEST_F(BatchTest, RefusesTheSameKeyWithOtherContentAndNamesTheField) {
  const uint64_t position =
      ledger_.Append(Request(FindingRecorded("unit-1", "1.1"), "once")).events[0].position;
  const BatchDecision again = ledger_.Append(Request(FindingRecorded("unit-1", "1.2"), "once"));
  ASSERT_THAT(ReasonsOf(again), ElementsAre(ledger::v1::REASON_IDEMPOTENCY_CONFLICT));
  EXPECT_EQ(again.refusals[0].field(), "events[0].content.finding_recorded.clause");
  EXPECT_THAT(again.refusals[0].positions(), ElementsAre(position));
}

TEST_F(BatchTest, TellsSourcesApart) {
  ledger::v1::AppendRequest request = Request(FindingRecorded("unit-1", "1.1"), "once");
  ledger_.Append(request);
  request.mutable_events(0)->set_source("another");
  EXPECT_FALSE(ledger_.Append(request).events[0].already_known);
}

TEST_F(BatchTest, AnswersKnownEventsBeforeConditionsAndRules) {
  auto request = Request(FindingRecorded("unit-1", "1.1"), "once");
  ledger_.Append(request);
  ledger_.Must(CycleUnitsChanged(kCycle, {}, {"unit-1"}));
  auto* condition = request.add_conditions()->mutable_unit_unchanged();
  condition->set_unit("unit-1");
  EXPECT_TRUE(ledger_.Append(request).events[0].already_known);
}

TEST_F(BatchTest, AppendsTheNewOfABatchAndAnswersTheKnown) {
  ledger::v1::AppendRequest request = Request(FindingRecorded("unit-1", "1.1"), "first");
  const uint64_t known = ledger_.Append(request).events[0].position;
  const uint64_t size = ledger_.size();
  *request.add_events() = MakeEvent(FindingRecorded("unit-1", "1.2"), "second");
  request.mutable_events()->SwapElements(0, 1);
  const BatchDecision decision = ledger_.Append(request);
  ASSERT_THAT(decision.events, SizeIs(2)) << Describe(decision);
  EXPECT_EQ(decision.events[0].position, size);
  EXPECT_FALSE(decision.events[0].already_known);
  EXPECT_EQ(decision.events[1].position, known);
  EXPECT_TRUE(decision.events[1].already_known);
  ASSERT_THAT(decision.entries, SizeIs(1));
  EXPECT_EQ(decision.entries[0].header.batch_size(), 1u);
}

TEST_F(BatchTest, RefusesAKeyTwiceInOneBatch) {
  ledger::v1::AppendRequest request = Request(FindingRecorded("unit-1", "1.1"), "once");
  *request.add_events() = request.events(0);
  const BatchDecision decision = ledger_.Append(request);
  ASSERT_THAT(ReasonsOf(decision), ElementsAre(ledger::v1::REASON_DUPLICATE_KEY_IN_BATCH));
  EXPECT_EQ(decision.refusals[0].index(), 1u);
}

// --- Conditions ---

class ConditionTest : public BatchTest {
 protected:
  // Reasons for refusing a finding about unit-1 under a condition.
  std::vector<ledger::v1::Reason> Under(const ledger::v1::Condition& condition) {
    ledger::v1::AppendRequest request = ledger_.MakeRequest({FindingRecorded("unit-1", "1.1")});
    *request.add_conditions() = condition;
    return ReasonsOf(ledger_.Append(request));
  }

  static ledger::v1::Condition Unchanged(uint64_t size) {
    ledger::v1::Condition condition;
    condition.mutable_unit_unchanged()->set_unit("unit-1");
    condition.mutable_unit_unchanged()->set_size(size);
    return condition;
  }
  static ledger::v1::Condition SchemeIs(uint32_t version) {
    ledger::v1::Condition condition;
    condition.mutable_scheme_is()->set_cycle(kCycle);
    condition.mutable_scheme_is()->set_scheme(kScheme);
    condition.mutable_scheme_is()->set_version(version);
    return condition;
  }
  static ledger::v1::Condition PhaseIs(ledger::v1::CyclePhase phase) {
    ledger::v1::Condition condition;
    condition.mutable_phase_is()->set_cycle(kCycle);
    condition.mutable_phase_is()->set_phase(phase);
    return condition;
  }
};

TEST_F(ConditionTest, HoldsWhileNothingNamesTheUnit) {
  const uint64_t size = ledger_.size();
  ledger_.Must(FindingRecorded("unit-2", "1.1"));
  EXPECT_THAT(Under(Unchanged(size)), IsEmpty());
}

TEST_F(ConditionTest, RefusesOnceTheUnitsHistoryHasGrown) {
  const uint64_t size = ledger_.size();
  ledger_.Must(FindingRecorded("unit-1", "1.1"));
  EXPECT_THAT(Under(Unchanged(size)), ElementsAre(ledger::v1::REASON_UNIT_HISTORY_CHANGED));
}

TEST_F(ConditionTest, SeesWhatIsInFlight) {
  const uint64_t size = ledger_.size();
  ledger_.Hold();
  ledger_.Must(FindingRecorded("unit-1", "1.1"));
  EXPECT_THAT(Under(Unchanged(size)), ElementsAre(ledger::v1::REASON_UNIT_HISTORY_CHANGED));
}

TEST_F(ConditionTest, LooksAtTheAdoptedScheme) {
  EXPECT_THAT(Under(SchemeIs(1)), IsEmpty());
  EXPECT_THAT(Under(SchemeIs(2)), ElementsAre(ledger::v1::REASON_SCHEME_VERSION_CHANGED));
}

TEST_F(ConditionTest, LooksAtThePhase) {
  EXPECT_THAT(Under(PhaseIs(ledger::v1::CYCLE_PHASE_OPEN)), IsEmpty());
  EXPECT_THAT(Under(PhaseIs(ledger::v1::CYCLE_PHASE_REVIEW)),
              ElementsAre(ledger::v1::REASON_CYCLE_PHASE_CHANGED));
}

TEST_F(ConditionTest, RefusesACycleThatIsNotThere) {
  ledger::v1::Condition condition = SchemeIs(1);
  condition.mutable_scheme_is()->set_cycle("2050");
  EXPECT_THAT(Under(condition), ElementsAre(ledger::v1::REASON_SCHEME_VERSION_CHANGED));
}

TEST_F(ConditionTest, IsJudgedBeforeTheFirstEventOnly) {
  ledger::v1::AppendRequest request =
      ledger_.MakeRequest({FindingRecorded("unit-1", "1.1"), FindingRecorded("unit-1", "1.2")});
  *request.add_conditions() = Unchanged(ledger_.size());
  EXPECT_THAT(ReasonsOf(ledger_.Append(request)), IsEmpty());
}

TEST_F(ConditionTest, ComesBeforeTheRules) {
  ledger::v1::AppendRequest request = ledger_.MakeRequest({FindingRecorded("nobody", "1.1")});
  *request.add_conditions() = PhaseIs(ledger::v1::CYCLE_PHASE_REVIEW);
  const BatchDecision decision = ledger_.Append(request);
  ASSERT_THAT(ReasonsOf(decision), ElementsAre(ledger::v1::REASON_CYCLE_PHASE_CHANGED));
  EXPECT_FALSE(decision.refusals[0].has_index());
  EXPECT_EQ(decision.refusals[0].field(), "conditions[0]");
}

TEST_F(ConditionTest, NeedsItsForm) {
  EXPECT_THAT(Under(ledger::v1::Condition()), ElementsAre(ledger::v1::REASON_FIELD_MISSING));
}

// --- Batches ---

TEST_F(BatchTest, JudgesEachEventAfterThoseBeforeIt) {
  const BatchDecision decision =
      ledger_.Append({UnitRegistered("unit-9"), CycleUnitsChanged(kCycle, {"unit-9"}, {}),
                      FindingRecorded("unit-9", "1.1")});
  EXPECT_THAT(decision.events, SizeIs(3)) << Describe(decision);
}

TEST_F(BatchTest, LeavesNothingWhenOneEventIsRefused) {
  const std::string before = ledger_.admission().DescribeState();
  const BatchDecision decision =
      ledger_.Append({UnitRegistered("unit-9"), AccidentReported("a-1", "unit-9"),
                      PointsJudged("unit-1", "3.1", 1000), FindingRecorded("unit-1", "9.9"),
                      NotApplicableClaimed("unit-1", {"2"})});
  EXPECT_THAT(decision.refusals, SizeIs(1));
  EXPECT_THAT(decision.entries, IsEmpty());
  EXPECT_THAT(decision.events, IsEmpty());
  EXPECT_EQ(ledger_.admission().DescribeState(), before);
}

TEST_F(BatchTest, GivesEveryRefusalByIndex) {
  const BatchDecision decision =
      ledger_.Append({FindingRecorded("unit-1", ""), FindingRecorded("unit-1", "1.1"),
                      FindingRecorded("nobody", "1.1"), PointsJudged("unit-1", "1.1", 0)});
  EXPECT_THAT(ReasonsOf(decision),
              ElementsAre(ledger::v1::REASON_FIELD_MISSING, ledger::v1::REASON_UNKNOWN_UNIT,
                          ledger::v1::REASON_CLAUSE_KIND_MISMATCH));
  EXPECT_EQ(decision.refusals[2].index(), 3u);
}

TEST_F(BatchTest, RefusesABatchAboveItsSizeAsAWhole) {
  const BatchDecision decision = ledger_.Append(std::vector<EventContent>());
  ASSERT_THAT(ReasonsOf(decision), ElementsAre(ledger::v1::REASON_BATCH_SIZE));
  EXPECT_FALSE(decision.refusals[0].has_index());
}

TEST_F(BatchTest, WritesPlaceAndTimeOfTheBatchIntoEachHeader) {
  const uint64_t size = ledger_.size();
  const BatchDecision decision =
      ledger_.Append({FindingRecorded("unit-1", "1.1"), FindingRecorded("unit-1", "1.2")});
  ASSERT_THAT(decision.entries, SizeIs(2));
  for (size_t i = 0; i < 2; ++i) {
    const event::v1::RecordHeader& header = decision.entries[i].header;
    EXPECT_EQ(header.origin(), "ledger.example/log/141100");
    EXPECT_EQ(header.position(), size + i);
    EXPECT_EQ(header.batch_first_position(), size);
    EXPECT_EQ(header.batch_size(), 2u);
    EXPECT_EQ(header.record_time_micros(), ledger_.admission().record_time());
  }
  EXPECT_NE(decision.entries[0].record.salt, decision.entries[1].record.salt);
}

TEST_F(BatchTest, KeepsPosterAndEventInTheBody) {
  const BatchDecision decision =
      ledger_.Append({FindingRecorded("unit-1", "1.1")}, OfficePoster("p-7"));
  const absl::StatusOr<ParsedRecord> record = ParseRecord(decision.entries[0].record);
  ASSERT_TRUE(record.ok());
  EXPECT_EQ(record->body.poster().person_id(), "p-7");
  EXPECT_EQ(record->body.event().content().finding_recorded().clause(), "1.1");
}

TEST_F(BatchTest, PreviewLeavesTheStateAsItWas) {
  const std::string before = ledger_.admission().DescribeState();
  const BatchDecision one = ledger_.Preview({PointsJudged("unit-1", "3.1", 1000)});
  EXPECT_THAT(one.entries, SizeIs(1)) << Describe(one);
  const BatchDecision several =
      ledger_.Preview({UnitRegistered("unit-9"), AccidentReported("a-1", "unit-9")});
  EXPECT_THAT(several.entries, SizeIs(2)) << Describe(several);
  EXPECT_EQ(ledger_.admission().DescribeState(), before);
}

TEST_F(BatchTest, RefusesAHeaderThatNamesTooMuch) {
  // Original and replacement together name more than a header holds.
  const auto about = [&](char first) {
    EventContent content = FindingRecorded("unit-1", "1.1");
    for (int i = 0; i < 400; ++i) {
      event::v1::Subject& subject = *content.mutable_finding_recorded()->add_subjects();
      subject.set_matter(std::string(92, first) + std::to_string(1000 + i));
    }
    return content;
  };
  std::vector<EventContent> matters;
  for (int i = 0; i < 400; ++i) {
    matters.push_back(MatterOpened(std::string(92, 'a') + std::to_string(1000 + i), "unit-1"));
  }
  ASSERT_THAT(ledger_.Append(matters).refusals, IsEmpty());
  const uint64_t finding = ledger_.Must(about('a'));
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(finding, about('b'))),
            ledger::v1::REASON_TOO_LONG);
}

// --- What rests on a refused event ---

TEST_F(BatchTest, SaysOfWhatRestsOnARefusedEventThatItDoes) {
  EventContent unnamed = UnitRegistered("unit-9");
  unnamed.mutable_unit_registered()->clear_name();
  const BatchDecision decision = ledger_.Append(
      {unnamed, AccidentReported("a-1", "unit-9"), AccidentRuled("a-1", event::v1::FINDING_YES)});
  EXPECT_THAT(ReasonsOf(decision),
              ElementsAre(ledger::v1::REASON_FIELD_MISSING, ledger::v1::REASON_RESTS_ON_REFUSED,
                          ledger::v1::REASON_RESTS_ON_REFUSED));
}

TEST_F(BatchTest, LooksAtEarlierEventsOnly) {
  EventContent unnamed = UnitRegistered("unit-9");
  unnamed.mutable_unit_registered()->clear_name();
  const BatchDecision decision = ledger_.Append({AccidentReported("a-1", "unit-9"), unnamed});
  EXPECT_THAT(ReasonsOf(decision),
              ElementsAre(ledger::v1::REASON_UNKNOWN_UNIT, ledger::v1::REASON_FIELD_MISSING));
}

TEST_F(BatchTest, RetryHelpsWhereItHelpsTheEventRestedOn) {
  EventContent tomorrow = UnitRegistered("unit-9");
  *tomorrow.mutable_occurred_on() = Date(2022, 12, 2);
  const BatchDecision decision = ledger_.Append({tomorrow, AccidentReported("a-1", "unit-9")});
  ASSERT_THAT(ReasonsOf(decision), ElementsAre(ledger::v1::REASON_OCCURRED_IN_FUTURE,
                                               ledger::v1::REASON_RESTS_ON_REFUSED));
  EXPECT_TRUE(decision.refusals[0].retry_can_help());
  EXPECT_TRUE(decision.refusals[1].retry_can_help());
}

TEST_F(BatchTest, KnowsWhatEachKindOfEventWouldHaveBrought) {
  // Each pair: an event refused for its date, and one that needs what it brings.
  const uint64_t next = ledger_.size();
  ledger_.Must(CycleOpened("empty", {"unit-1"}, 0));
  const std::vector<std::pair<EventContent, EventContent>> pairs = {
      {SchemePublished(SmallScheme(2)), CycleSchemeAdopted(kCycle, 2)},
      {CycleOpened("2023", {"unit-1"}, 1), ReviewOpened("2023")},
      {ReviewOpened(kCycle), ReviewClosed(kCycle)},
      {CycleUnitsChanged("empty", {"unit-2"}, {}), TeamFormed("empty", "t", "p-1", {}, {"unit-2"})},
      {PointsJudged("unit-1", "3.1", 1000), PointsJudged("unit-1", "3.1", 2000, next + 1)},
      {NotApplicableClaimed("unit-1", {"2"}),
       NotApplicableRuled("unit-1", next + 1, event::v1::RULING_ACCEPTED)},
      {FindingRecorded("unit-1", "1.1"), CorrectionProposed(next + 1)},
      {CorrectionProposed(next), CorrectionConfirmed(next + 1)},
  };
  for (auto [first, second] : pairs) {
    *first.mutable_occurred_on() = Date(2022, 12, 31);
    const BatchDecision decision = ledger_.Append({first, second});
    EXPECT_THAT(ReasonsOf(decision), ElementsAre(ledger::v1::REASON_OCCURRED_IN_FUTURE,
                                                 ledger::v1::REASON_RESTS_ON_REFUSED))
        << second.DebugString() << Describe(decision);
  }
}

}  // namespace
}  // namespace assessment::testing
