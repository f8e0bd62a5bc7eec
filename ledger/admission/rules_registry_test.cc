// Units, schemes, figures and signing keys; and what every event must carry.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/proof/note_key.h"
#include "tests/support/small_scheme.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class RegistryRules : public ::testing::Test {
 protected:
  RegistryRules() {
    unit_ = ledger_.Must(UnitRegistered("unit-1"));
    ledger_.Must(UnitRegistered("unit-2"));
    ledger_.Must(AliasAdded("unit-1", "alias-1"));
  }

  TestLedger ledger_;
  uint64_t unit_ = 0;
};

TEST_F(RegistryRules, RefuseAUnitTwice) {
  EventContent content = UnitRegistered("unit-1");
  content.mutable_unit_registered()->set_name("another");
  const ledger::v1::Refusal refusal = ledger_.Refused(content);
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_DUPLICATE_UNIT);
  EXPECT_THAT(refusal.positions(), ElementsAre(unit_));
}

TEST_F(RegistryRules, RefuseANameOrAliasThatAddressesAnotherUnit) {
  for (const std::string taken : {"unit-1县", "alias-1", "unit-1"}) {
    EventContent named = UnitRegistered("unit-3");
    named.mutable_unit_registered()->set_name(taken);
    EXPECT_EQ(ledger_.ReasonFor(named), ledger::v1::REASON_NAME_TAKEN) << taken;
    EXPECT_EQ(ledger_.ReasonFor(UnitRenamed("unit-2", taken)), ledger::v1::REASON_NAME_TAKEN);
    EXPECT_EQ(ledger_.ReasonFor(AliasAdded("unit-2", taken)), ledger::v1::REASON_NAME_TAKEN);
  }
}

TEST_F(RegistryRules, RefuseAnIdentifierThatIsAnotherUnitsName) {
  EXPECT_EQ(ledger_.ReasonFor(UnitRegistered("alias-1")), ledger::v1::REASON_NAME_TAKEN);
}

TEST_F(RegistryRules, LetAUnitTakeItsOwnAliasAsName) {
  ledger_.Must(UnitRenamed("unit-1", "alias-1"));
  EXPECT_EQ(ledger_.admission().registry().FindUnit("unit-1")->name, "alias-1");
}

TEST_F(RegistryRules, RefuseUnitsThatAreNotRegistered) {
  EXPECT_EQ(ledger_.ReasonFor(UnitRenamed("unit-9", "x")), ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(AliasAdded("unit-9", "x")), ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(BaselineSet("unit-9", 0, 0)), ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(MetricReported("rate", "unit-9", 1)),
            ledger::v1::REASON_UNKNOWN_UNIT);
}

TEST_F(RegistryRules, NameTheIdentifierWhenAnEventUsesAnAlias) {
  const ledger::v1::Refusal refusal = ledger_.Refused(MetricReported("rate", "alias-1", 1));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_THAT(refusal.expected(), HasSubstr("unit-1"));
  EXPECT_TRUE(refusal.retry_can_help());
}

TEST_F(RegistryRules, RefuseASchemeVersionTwice) {
  ledger_.Must(SchemePublished(SmallScheme(1)));
  EXPECT_EQ(ledger_.ReasonFor(SchemePublished(SmallScheme(1))),
            ledger::v1::REASON_DUPLICATE_SCHEME_VERSION);
  ledger_.Must(SchemePublished(SmallScheme(2)));
}

TEST_F(RegistryRules, RefuseASchemeWithLintErrorsAndListThem) {
  scheme::v1::Scheme scheme = SmallScheme();
  scheme.set_total_milli(1);
  const ledger::v1::Refusal refusal = ledger_.Refused(SchemePublished(scheme));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_SCHEME_REFUSED_BY_LINT);
  EXPECT_THAT(refusal.found(), HasSubstr("category-sum"));
}

TEST_F(RegistryRules, RefuseTheWordingOfAClauseThatTheSchemeLacks) {
  EventContent content = SchemePublished(SmallScheme());
  event::v1::ClauseWording& wording = *content.mutable_scheme_published()->add_wording();
  wording.set_clause("9.9");
  wording.set_text("words");
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_UNKNOWN_CLAUSE);
}

TEST_F(RegistryRules, RefuseTheSameFigureAgain) {
  ledger_.Must(BaselineSet("unit-1", 1, 2));
  EXPECT_EQ(ledger_.ReasonFor(BaselineSet("unit-1", 1, 2)), ledger::v1::REASON_FIGURE_ALREADY_SET);
  ledger_.Must(TargetSet("rate", 5));
  EXPECT_EQ(ledger_.ReasonFor(TargetSet("rate", 5)), ledger::v1::REASON_FIGURE_ALREADY_SET);
}

TEST_F(RegistryRules, LetAPaperSetAnotherFigure) {
  ledger_.Must(BaselineSet("unit-1", 1, 2));
  EventContent other = BaselineSet("unit-1", 1, 3);
  EXPECT_EQ(ledger_.ReasonFor(other), ledger::v1::REASON_PAPER_MISSING);
  *other.mutable_paper() = PaperOf("statistics");
  ledger_.Must(other);
  EXPECT_EQ(ledger_.admission().registry().FindBaseline("unit-1", 2022)->deaths, 3u);
}

TEST_F(RegistryRules, LetAPaperConfirmOnceAFigureThatWasSetWithoutOne) {
  ledger_.Must(BaselineSet("unit-1", 1, 2));
  EventContent confirmed = BaselineSet("unit-1", 1, 2);
  *confirmed.mutable_paper() = PaperOf("statistics");
  ledger_.Must(confirmed);
  EXPECT_EQ(ledger_.ReasonFor(confirmed), ledger::v1::REASON_FIGURE_ALREADY_SET);
  EXPECT_EQ(ledger_.ReasonFor(BaselineSet("unit-1", 1, 2)), ledger::v1::REASON_FIGURE_ALREADY_SET);
}

// --- What every event must carry ---

class EnvelopeRules : public ::testing::Test {
 protected:
  EnvelopeRules() { ledger_.SetUpCycle(); }
  TestLedger ledger_;
};

TEST_F(EnvelopeRules, RefuseWhatHappensTomorrow) {
  EventContent content = FindingRecorded("unit-1", "1.1");
  *content.mutable_occurred_on() = Date(2022, 12, 1);
  ledger_.Must(content);
  *content.mutable_occurred_on() = Date(2022, 12, 2);
  const ledger::v1::Refusal refusal = ledger_.Refused(content);
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_OCCURRED_IN_FUTURE);
  EXPECT_TRUE(refusal.retry_can_help());
}

TEST_F(EnvelopeRules, RefuseAnAccidentThatHappensTomorrow) {
  EventContent content = AccidentReported("a-1", "unit-1");
  *content.mutable_accident_reported()->mutable_occurred_at()->mutable_date() = Date(2022, 12, 2);
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_OCCURRED_IN_FUTURE);
}

TEST_F(EnvelopeRules, AskWhyAnOldEventComesLate) {
  EventContent content = FindingRecorded("unit-1", "1.1");
  *content.mutable_occurred_on() = Date(2021, 11, 30);  // 366 days before.
  ledger_.Must(content);
  *content.mutable_occurred_on() = Date(2021, 11, 29);
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_LATE_REASON_MISSING);
  content.set_late_reason("found in the archive");
  ledger_.Must(content);
}

TEST_F(EnvelopeRules, NeedADeciderOnPostingsAndCorrections) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  for (const EventContent& content :
       {FindingRecorded("unit-1", "1.1"), ItemReviewed("unit-1", {"1"}),
        PointsJudged("unit-1", "3.1", 0), DeductionDecided("unit-1", "3.3", 1000),
        ExemptionGranted("unit-1", "3.4"), NotApplicableClaimed("unit-1", {"2"}),
        NoStatementFound("unit-1", {"2"}), CorrectionProposed(finding)}) {
    EXPECT_EQ(ledger_.ReasonFor(DecidedBy(content, {})), ledger::v1::REASON_DECIDERS_MISSING)
        << content.DebugString();
  }
}

TEST_F(EnvelopeRules, NeedTwoPersonsAndAPaperToAdoptAScheme) {
  EventContent content = CycleSchemeAdopted(kCycle, 1);
  EXPECT_EQ(ledger_.ReasonFor(DecidedBy(content, {"p-1", "p-1"})),
            ledger::v1::REASON_DECIDERS_MISSING);
  content.clear_paper();
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_PAPER_MISSING);
  EXPECT_EQ(ledger_.ReasonFor(DecidedBy(CycleOpened("2023", {"unit-1"}, 1), {"p-1"})),
            ledger::v1::REASON_DECIDERS_MISSING);
}

TEST_F(EnvelopeRules, OpenACycleWithoutSchemeOnOnePersonsWord) {
  EventContent content = DecidedBy(CycleOpened("2023", {"unit-1"}, 0), {});
  content.clear_paper();
  ledger_.Must(content);
}

TEST_F(EnvelopeRules, NeedThePaperThatDecidesResponsibility) {
  EventContent report = AccidentReported("a-1", "unit-1");
  report.mutable_accident_reported()->set_responsibility(event::v1::FINDING_NO);
  EXPECT_EQ(ledger_.ReasonFor(report), ledger::v1::REASON_PAPER_MISSING);
  *report.mutable_paper() = PaperOf("city");
  ledger_.Must(report);
  EventContent ruling = AccidentRuled("a-1", event::v1::FINDING_YES);
  ruling.mutable_paper()->clear_number();
  EXPECT_EQ(ledger_.ReasonFor(ruling), ledger::v1::REASON_PAPER_MISSING);
}

TEST_F(EnvelopeRules, NeedEvidenceForAnExemption) {
  EventContent content = ExemptionGranted("unit-1", "3.4");
  content.clear_evidence();
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_EVIDENCE_MISSING);
}

TEST_F(EnvelopeRules, GiveTheSmallerReasonOfTwo) {
  EventContent content = DecidedBy(ExemptionGranted("nobody", "3.4"), {});
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_DECIDERS_MISSING);
  *content.mutable_occurred_on() = Date(2023, 1, 1);
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_OCCURRED_IN_FUTURE);
}

// --- Who posts about whom ---

TEST_F(EnvelopeRules, LetNoUnitPostAboutItself) {
  const event::v1::Poster own = UnitPoster("unit-1");
  ledger_.Must(AccidentReported("a-1", "unit-2"));
  for (const EventContent& content :
       {FindingRecorded("unit-1", "1.1"), PointsJudged("unit-1", "3.1", 0),
        NoStatementFound("unit-1", {"2"}), AccidentReported("a-2", "unit-1"),
        AccidentAttributed("a-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY),
        MetricReported("rate", "unit-1", 1), BaselineSet("unit-1", 0, 0),
        UnitRenamed("unit-1", "x"), ReviewOpened(kCycle), CycleSchemeAdopted(kCycle, 1),
        TeamFormed(kCycle, "t", "p-1", {})}) {
    EXPECT_EQ(ledger_.ReasonFor(content, own), ledger::v1::REASON_OWN_UNIT)
        << content.DebugString();
  }
}

TEST_F(EnvelopeRules, LetNoUnitRuleOnItsAccident) {
  ledger_.Must(AccidentReported("a-1", "unit-2"));
  ledger_.Must(AccidentAttributed("a-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY));
  const EventContent ruling = AccidentRuled("a-1", event::v1::FINDING_NO);
  EXPECT_EQ(ledger_.ReasonFor(ruling, UnitPoster("unit-1")), ledger::v1::REASON_OWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(ruling, UnitPoster("unit-2")), ledger::v1::REASON_OWN_UNIT);
  ledger_.Must(ruling, UnitPoster("unit-3"));
}

TEST_F(EnvelopeRules, LetAnotherBodyPost) {
  ledger_.Must(FindingRecorded("unit-1", "1.1"), UnitPoster("unit-2"));
}

TEST_F(EnvelopeRules, LetAUnitStateForItselfAlone) {
  ledger_.Must(NotApplicableClaimed("unit-1", {"2"}), UnitPoster("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(NotApplicableClaimed("unit-2", {"1"}), UnitPoster("unit-1")),
            ledger::v1::REASON_NOT_THE_UNIT);
  ledger_.Must(NotApplicableClaimed("unit-2", {"1"}), OfficePoster());
}

// The test ledger's origin is that of its keys.
class SigningKeyRules : public ::testing::Test {
 protected:
  std::string Key(char seed) const {
    return EncodeVerifierKey(MakeSignerKey(ledger_.admission().registry().opened().origin(),
                                           NoteKeyType::kLog, std::string(32, seed))
                                 ->verifier());
  }
  EventContent Changed(const std::vector<std::string>& keys,
                       const std::vector<std::string>& retired = {}) const {
    EventContent content = UnitRegistered("unit-1");  // For its day.
    event::v1::SigningKeyChanged& changed = *content.mutable_signing_key_changed();
    for (const std::string& key : keys) changed.add_verifier_keys(key);
    for (const std::string& key : retired) changed.add_retired_verifier_keys(key);
    changed.set_reason("yearly change");
    return content;
  }
  BatchDecision ByLedger(const EventContent& content) {
    return ledger_.Append(ledger_.MakeRequest({content}), OfficePoster(), Route::kLedger);
  }

  mutable TestLedger ledger_;
};

TEST_F(SigningKeyRules, TakeAChangeOfKeysFromTheLedgerItselfAlone) {
  const EventContent content = Changed({Key('a'), Key('b')});
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_NOT_POSTABLE);
  EXPECT_EQ(ledger_.Preview({content}).refusals.at(0).reason(), ledger::v1::REASON_NOT_POSTABLE);
  EXPECT_EQ(ledger_.RefusedDecision(content).reason(), ledger::v1::REASON_NOT_POSTABLE);
  EXPECT_TRUE(ByLedger(content).refusals.empty());
}

TEST_F(SigningKeyRules, RefuseAChangeThatDoesNotFollowTheKeysInForce) {
  ASSERT_TRUE(ByLedger(Changed({Key('a'), Key('b')})).refusals.empty());
  const BatchDecision decision = ByLedger(Changed({Key('b')}));
  ASSERT_EQ(decision.refusals.size(), 1u);
  EXPECT_EQ(decision.refusals[0].reason(), ledger::v1::REASON_FIELD_INVALID);
  EXPECT_THAT(decision.refusals[0].field(), HasSubstr("signing_key_changed.verifier_keys"));
}

TEST_F(SigningKeyRules, RefuseAChangeWithoutAReason) {
  EventContent content = Changed({Key('a'), Key('b')});
  content.mutable_signing_key_changed()->clear_reason();
  EXPECT_EQ(ByLedger(content).refusals.at(0).reason(), ledger::v1::REASON_FIELD_MISSING);
}

TEST_F(SigningKeyRules, KnowTheKeysInForceAfterAReplay) {
  ASSERT_TRUE(ByLedger(Changed({Key('a'), Key('b')})).refusals.empty());
  ASSERT_TRUE(ByLedger(Changed({Key('b')}, {Key('a')})).refusals.empty());
  EXPECT_EQ(ledger_.admission().registry().signing_keys().in_force,
            std::vector<std::string>{Key('b')});
  EXPECT_EQ(ledger_.DescribeReplayed(), ledger_.admission().DescribeState());
}

}  // namespace
}  // namespace assessment::testing
