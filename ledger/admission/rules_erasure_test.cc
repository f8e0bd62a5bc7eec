#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/log/open_texts.h"
#include "ledger/log/text_walk.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kProblem[] = "content.finding_recorded.problem";
constexpr char kDecider[] = "content.decided_by[0].name";

class SealedTexts : public ::testing::Test {
 protected:
  SealedTexts() { ledger_.SetUpCycle(); }

  // A finding about a thing without code, so that its name alone says what it is.
  static EventContent FindingAbout(absl::string_view name) {
    EventContent content = FindingRecorded("unit-1", "1.1", {"to be replaced"});
    event::v1::Subject& subject = *content.mutable_finding_recorded()->mutable_subjects(0);
    subject.clear_code();
    *subject.mutable_name() = Plain(name);
    return content;
  }

  event::v1::Event Stored(uint64_t position) {
    event::v1::EventBody body;
    EXPECT_TRUE(body.ParseFromString(ledger_.log().Get(position)->body_bytes));
    return body.event();
  }
  event::v1::Event Opened(uint64_t position) {
    event::v1::Event event = Stored(position);
    EXPECT_TRUE(OpenTexts(ledger_.log(), event).ok());
    return event;
  }
  std::string SubjectCommitment(uint64_t position) {
    return Stored(position).content().finding_recorded().subjects(0).name().commitment();
  }

  TestLedger ledger_;
};

TEST_F(SealedTexts, StandInNoBody) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const std::string body = ledger_.log().Get(finding)->body_bytes;
  EXPECT_THAT(body, Not(HasSubstr("a problem")));
  EXPECT_THAT(body, Not(HasSubstr("name of")));
  EXPECT_EQ(Opened(finding).content().finding_recorded().problem().plain(), "a problem");
  EXPECT_EQ(Opened(finding).content().decided_by(0).name().plain(), "name of p-member");
}

TEST_F(SealedTexts, OfEqualWordsHaveDifferentCommitments) {
  const uint64_t first = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t second = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  EXPECT_NE(Stored(first).content().finding_recorded().problem().commitment(),
            Stored(second).content().finding_recorded().problem().commitment());
}

TEST_F(SealedTexts, OfOneNameHaveOneCommitmentWithinABatchAndBeyond) {
  const BatchDecision both = ledger_.Append({FindingAbout("红星煤矿"), FindingAbout("红星煤矿")});
  ASSERT_EQ(both.events.size(), 2u) << Describe(both);
  const uint64_t later = ledger_.Must(FindingAbout("红星煤矿"));
  const std::string commitment = SubjectCommitment(later);
  EXPECT_EQ(SubjectCommitment(both.events[0].position), commitment);
  EXPECT_EQ(SubjectCommitment(both.events[1].position), commitment);
  EXPECT_NE(SubjectCommitment(ledger_.Must(FindingAbout("东方煤矿"))), commitment);
}

TEST_F(SealedTexts, AreComparedWhenAKeyComesAgain) {
  ledger::v1::AppendRequest request = ledger_.MakeRequest({FindingRecorded("unit-1", "1.1")});
  const uint64_t first = ledger_.Append(request).events[0].position;
  const BatchDecision again = ledger_.Append(request);
  ASSERT_EQ(again.events.size(), 1u) << Describe(again);
  EXPECT_TRUE(again.events[0].already_known);
  EXPECT_EQ(again.events[0].position, first);

  *request.mutable_events(0)->mutable_content()->mutable_finding_recorded()->mutable_problem() =
      Plain("another problem");
  const BatchDecision other = ledger_.Append(request);
  ASSERT_EQ(other.refusals.size(), 1u);
  EXPECT_EQ(other.refusals[0].reason(), ledger::v1::REASON_IDEMPOTENCY_CONFLICT);
  EXPECT_EQ(other.refusals[0].field(), "events[0].content.finding_recorded.problem.plain");
}

TEST_F(SealedTexts, AreComparedWhileTheFirstIsInFlight) {
  const ledger::v1::AppendRequest request = ledger_.MakeRequest({FindingRecorded("unit-1", "1.1")});
  ledger_.Hold();
  ledger_.Append(request);
  const BatchDecision again = ledger_.Append(request);
  ASSERT_EQ(again.events.size(), 1u) << Describe(again);
  EXPECT_TRUE(again.events[0].already_known);
}

using Erasure = SealedTexts;

TEST_F(Erasure, TakesEveryTextOfTheEvent) {
  const uint64_t finding = ledger_.Must(FindingAbout("红星煤矿"));
  const Record before = *ledger_.log().Get(finding);
  ledger_.Must(TextErased(finding));
  EXPECT_EQ(*ledger_.log().Get(finding), before);
  const event::v1::Event after = Opened(finding);
  for (const PlacedText& placed : TextsOf(after, "")) {
    EXPECT_TRUE(placed.text->has_commitment()) << placed.path;
  }
}

TEST_F(Erasure, TakesTheFieldsThatItNames) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  ledger_.Must(TextErased(finding, {kDecider}));
  EXPECT_TRUE(Opened(finding).content().decided_by(0).name().has_commitment());
  EXPECT_EQ(Opened(finding).content().finding_recorded().problem().plain(), "a problem");
}

TEST_F(Erasure, TakesANameEverywhere) {
  const uint64_t first = ledger_.Must(FindingAbout("红星煤矿"));
  const uint64_t second = ledger_.Must(FindingAbout("红星煤矿"));
  ledger_.Must(TextErased(first, {"content.finding_recorded.subjects[0].name"}));
  EXPECT_TRUE(Opened(second).content().finding_recorded().subjects(0).name().has_commitment());
}

TEST_F(Erasure, LeavesANameThatComesAfterItAlone) {
  const uint64_t first = ledger_.Must(FindingAbout("红星煤矿"));
  ledger_.Must(TextErased(first));
  const uint64_t second = ledger_.Must(FindingAbout("红星煤矿"));
  EXPECT_NE(SubjectCommitment(first), SubjectCommitment(second));
  EXPECT_EQ(Opened(second).content().finding_recorded().subjects(0).name().plain(), "红星煤矿");
}

TEST_F(Erasure, LeavesANameThatComesAfterItInOneBatchAlone) {
  const BatchDecision batch = ledger_.Append(
      {FindingAbout("红星煤矿"), TextErased(ledger_.size()), FindingAbout("红星煤矿")});
  ASSERT_EQ(batch.events.size(), 3u) << Describe(batch);
  EXPECT_TRUE(Opened(batch.events[0].position)
                  .content()
                  .finding_recorded()
                  .subjects(0)
                  .name()
                  .has_commitment());
  EXPECT_EQ(
      Opened(batch.events[2].position).content().finding_recorded().subjects(0).name().plain(),
      "红星煤矿");
}

TEST_F(Erasure, LeavesARetryOfTheEventKnown) {
  ledger::v1::AppendRequest request = ledger_.MakeRequest({FindingRecorded("unit-1", "1.1")});
  const uint64_t finding = ledger_.Append(request).events[0].position;
  ledger_.Must(TextErased(finding));
  const BatchDecision again = ledger_.Append(request);
  ASSERT_EQ(again.events.size(), 1u) << Describe(again);
  EXPECT_TRUE(again.events[0].already_known);
  EXPECT_EQ(again.events[0].position, finding);
}

TEST_F(Erasure, LeavesTheStateThatAReplayGives) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  ledger_.Must(TextErased(finding, {kProblem}));
  EXPECT_EQ(ledger_.DescribeReplayed(), ledger_.admission().DescribeState());
}

TEST_F(Erasure, OfAPreviewChangesNothing) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  EXPECT_TRUE(ledger_.Preview({TextErased(finding)}).refusals.empty());
  ledger_.Must(TextErased(finding));
}

TEST_F(Erasure, IsRefusedForAPositionThatHoldsNothing) {
  EXPECT_EQ(ledger_.ReasonFor(TextErased(ledger_.size())), ledger::v1::REASON_UNKNOWN_POSITION);
}

TEST_F(Erasure, IsRefusedForAFieldThatIsNoSealedText) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const ledger::v1::Refusal refusal =
      ledger_.Refused(TextErased(finding, {"content.finding_recorded.clause"}));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_FIELD_INVALID);
  EXPECT_EQ(refusal.field(), "events[0].content.text_erased.fields[0]");
  EXPECT_THAT(refusal.expected(), HasSubstr(kProblem));
}

TEST_F(Erasure, IsRefusedForWhatIsErased) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t erased = ledger_.Must(TextErased(finding));
  for (const auto& again : {TextErased(finding), TextErased(finding, {kProblem})}) {
    const ledger::v1::Refusal refusal = ledger_.Refused(again);
    EXPECT_EQ(refusal.reason(), ledger::v1::REASON_TEXT_ERASED);
    EXPECT_THAT(refusal.positions(), ElementsAre(erased));
  }
}

TEST_F(Erasure, IsRefusedForAnEventWithoutText) {
  EXPECT_EQ(ledger_.ReasonFor(TextErased(0)), ledger::v1::REASON_TEXT_ERASED);
}

TEST_F(Erasure, IsTheOfficesAndNeedsADeciderAndAPaper) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  EXPECT_EQ(ledger_.ReasonFor(TextErased(finding), UnitPoster("unit-1")),
            ledger::v1::REASON_PERMISSION_DENIED);
  EXPECT_EQ(ledger_.ReasonFor(DecidedBy(TextErased(finding), {})),
            ledger::v1::REASON_DECIDERS_MISSING);
  EventContent without_paper = TextErased(finding);
  without_paper.clear_paper();
  EXPECT_EQ(ledger_.ReasonFor(without_paper), ledger::v1::REASON_PAPER_MISSING);
}

TEST_F(Erasure, IsNeverCorrected) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t erased = ledger_.Must(TextErased(finding));
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(erased)), ledger::v1::REASON_NOT_CORRECTABLE);
}

}  // namespace
}  // namespace assessment::testing
