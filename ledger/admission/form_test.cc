#include "ledger/admission/form.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "ledger/base/limits.h"
#include "tests/support/event_builders.h"
#include "tests/support/small_scheme.h"

namespace assessment::testing {
namespace {

using event::v1::Event;

// Reason and field of the refusal of an event's form; empty when it has none.
std::string FormOf(const Event& event) {
  admission::Verdict verdict;
  admission::CheckForm(event, kLedger, verdict);
  if (verdict.ok()) return "";
  return absl::StrCat(ledger::v1::Reason_Name(verdict.failure().reason), " ",
                      verdict.failure().field);
}

std::string FormOf(const EventContent& content) { return FormOf(MakeEvent(content, "k")); }

Event Finding() { return MakeEvent(FindingRecorded("unit-1", "1.1"), "k"); }

TEST(Form, AcceptsWhatIsWellFormed) {
  for (const EventContent& content :
       {UnitRegistered("unit-1", {"coal"}),
        UnitRenamed("unit-1", "x"),
        AliasAdded("unit-1", "x"),
        SchemePublished(SmallScheme()),
        CycleOpened(kCycle, {"unit-1"}, 1),
        CycleSchemeAdopted(kCycle, 1),
        CycleUnitsChanged(kCycle, {"unit-1"}, {"unit-2"}),
        ReviewOpened(kCycle),
        ReviewClosed(kCycle),
        TeamFormed(kCycle, "t", "p-1", {"p-2"}),
        TargetSet("rate", 1),
        BaselineSet("unit-1", 0, 0),
        FindingRecorded("unit-1", "1.1", {"a", "b"}),
        MeasuredFinding("unit-1", "2.4", 1),
        ItemReviewed("unit-1", {"1"}),
        PointsJudged("unit-1", "3.1", 0, 7),
        DeductionDecided("unit-1", "3.3", 1, "i"),
        ExemptionGranted("unit-1", "3.4"),
        NotApplicableClaimed("unit-1", {"2"}),
        NotApplicableRuled("unit-1", 1, event::v1::RULING_ACCEPTED),
        NoStatementFound("unit-1", {"2"}),
        AccidentReported("a", "unit-1"),
        AccidentAttributed("a", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY),
        AccidentRuled("a", event::v1::FINDING_YES),
        MetricReported("rate", "unit-1", 1),
        CorrectionProposed(1, FindingRecorded("unit-1", "1.1")),
        CorrectionConfirmed(1)}) {
    EXPECT_EQ(FormOf(content), "") << content.DebugString();
  }
}

TEST(Form, NeedsLedgerSourceAndKey) {
  Event event = Finding();
  event.clear_ledger();
  EXPECT_EQ(FormOf(event), "REASON_FIELD_MISSING ledger");
  event = Finding();
  event.clear_source();
  EXPECT_EQ(FormOf(event), "REASON_FIELD_MISSING source");
  event = Finding();
  event.clear_idempotency_key();
  EXPECT_EQ(FormOf(event), "REASON_FIELD_MISSING idempotency_key");
}

TEST(Form, RefusesAnotherLedger) {
  Event event = Finding();
  event.set_ledger("140700");
  EXPECT_EQ(FormOf(event), "REASON_UNKNOWN_LEDGER ledger");
}

TEST(Form, NeedsContentThatStatesSomethingOfSomeDay) {
  Event event = Finding();
  event.clear_content();
  EXPECT_EQ(FormOf(event), "REASON_FIELD_MISSING content");
  event = Finding();
  event.mutable_content()->clear_kind();
  EXPECT_EQ(FormOf(event), "REASON_FIELD_MISSING content.kind");
  event = Finding();
  event.mutable_content()->clear_occurred_on();
  EXPECT_EQ(FormOf(event), "REASON_FIELD_MISSING content.occurred_on");
}

TEST(Form, NamesTheFieldOfTheKindThatIsMissing) {
  EventContent content = FindingRecorded("unit-1", "");
  EXPECT_EQ(FormOf(content), "REASON_FIELD_MISSING content.finding_recorded.clause");
  content = FindingRecorded("unit-1", "1.1");
  content.mutable_finding_recorded()->clear_problem();
  EXPECT_EQ(FormOf(content), "REASON_FIELD_MISSING content.finding_recorded.problem.plain");
}

TEST(Form, NeedsEnumsThatAreSet) {
  EventContent content = ItemReviewed("unit-1", {"1"});
  content.mutable_item_reviewed()->clear_outcome();
  EXPECT_EQ(FormOf(content), "REASON_FIELD_MISSING content.item_reviewed.outcome");
}

TEST(Form, RefusesDaysThatDoNotExist) {
  EventContent content = FindingRecorded("unit-1", "1.1");
  *content.mutable_occurred_on() = Date(2022, 2, 29);
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.occurred_on");
}

TEST(Form, RefusesATimeOfDayThatDoesNotExist) {
  EventContent content = AccidentReported("a", "unit-1");
  content.mutable_accident_reported()->mutable_occurred_at()->set_hour(24);
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.accident_reported.occurred_at");
}

TEST(Form, AcceptsWhatIsWellFormedOfMattersAndAccidents) {
  for (const EventContent& content :
       {MatterOpened("m", "unit-1"),
        MatterExtended("m", DueBy(2022, 7, 1)),
        MatterReturned("m"),
        MatterWithdrawn("m"),
        MatterReassigned("m", "unit-2"),
        MatterCompleted("m"),
        LetterIssued({"unit-1"}, {"m"}),
        MatterOverdue("m", DueBy(2022, 6, 30), 24),
        AccidentOverdue("a", DueBy(2022, 7, 31)),
        AttributionWithdrawn("a", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY),
        AccidentSupplemented("a", Date(2022, 6, 5), 1),
        InvestigationOpened("a"),
        InvestigationExtended("a", 60),
        AppraisalPaused("a", Date(2022, 6, 5)),
        AppraisalResumed("a", Date(2022, 6, 5)),
        ReportPublished("a"),
        FollowUpEvaluated("a"),
        ConcealmentVerified("a", "unit-1"),
        AccidentStruckOff("a"),
        AccidentsMerged("a", "b"),
        AccidentsUnmerged("a", "b")}) {
    EXPECT_EQ(FormOf(content), "") << content.DebugString();
  }
}

TEST(Form, AcceptsWhatIsWellFormedOfHonoursRulingsAndSheets) {
  for (const EventContent& content :
       {BonusClaimed("unit-1"), HonourRecorded("unit-1", "1", 5), BonusRefused("unit-1", 5),
        BlameRecorded("unit-1"), SelfReportFiled("unit-1", {"1"}),
        EvidenceSubmitted("unit-1", {"1"}), QuestionAnswered("unit-1", "R6", 0),
        VetoConfirmed("unit-1", "V1"), PendingDecided("a", event::v1::PENDING_DECISION_COUNT),
        InterpretationConfirmed("R6"), ClerkPaused(), ClerkResumed(), SheetIssued("unit-1", {"1"}),
        SheetSigned("unit-1"), SheetReopened("unit-1")}) {
    EXPECT_EQ(FormOf(content), "") << content.DebugString();
  }
}

// An event of the type that states nothing; every type requires something.
TEST(Form, RequiresSomethingOfEveryType) {
  const auto* types = event::v1::EventType_descriptor();
  for (int i = 0; i < types->value_count(); ++i) {
    const int number = types->value(i)->number();
    const auto* field = EventContent::descriptor()->FindFieldByNumber(number);
    // What the ledger writes itself, and what names a position alone.
    if (field == nullptr || number == 100 || number == 901) continue;
    EventContent content;
    *content.mutable_occurred_on() = Date(2022, 6, 1);
    content.GetReflection()->MutableMessage(&content, field);
    EXPECT_EQ(FormOf(content).substr(0, 20), "REASON_FIELD_MISSING") << types->value(i)->name();
  }
}

TEST(Form, RefusesAStepThatDoesNotFallOnItsDay) {
  EXPECT_EQ(FormOf(OnDay(MatterOverdue("m", DueBy(2022, 6, 30), 1), Date(2022, 7, 31))),
            "REASON_FIELD_INVALID content.overdue_recorded.step");
}

TEST(Form, RefusesStepsThatAClockDoesNotHave) {
  EventContent content = MatterOverdue("m", DueBy(2022, 6, 30));
  content.mutable_overdue_recorded()->set_step(25);
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.overdue_recorded.step");
  content = AccidentOverdue("a", DueBy(2022, 7, 31));
  content.mutable_overdue_recorded()->set_step(1);
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.overdue_recorded.step");
}

TEST(Form, RefusesAClockThatDoesNotRunOnItsSubject) {
  EXPECT_EQ(FormOf(MatterOverdue("m", DueBy(2022, 6, 30), 0, event::v1::CLOCK_INVESTIGATION)),
            "REASON_FIELD_INVALID content.overdue_recorded.clock");
  EXPECT_EQ(FormOf(AccidentOverdue("a", DueBy(2022, 6, 30), event::v1::CLOCK_MATERIAL)),
            "REASON_FIELD_INVALID content.overdue_recorded.clock");
}

TEST(Form, NeedsTheSubjectOfALateness) {
  EventContent content = MatterOverdue("m", DueBy(2022, 6, 30));
  content.mutable_overdue_recorded()->clear_subject();
  EXPECT_EQ(FormOf(content), "REASON_FIELD_MISSING content.overdue_recorded.subject");
}

TEST(Form, RefusesAMinuteThatNoDayHas) {
  EventContent content = MatterOpened("m", "unit-1");
  content.mutable_matter_opened()->mutable_due()->set_minute(1440);
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.matter_opened.due");
}

TEST(Form, RefusesAChargeOfLateMaterial) {
  EventContent content = MatterOpened("m", "unit-1");
  content.mutable_matter_opened()->mutable_charges()->set_scheme("small");
  content.mutable_matter_opened()->mutable_charges()->set_clause("1.1");
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.matter_opened.charges");
}

TEST(Form, RefusesWhatWasReceivedAfterItHappened) {
  EventContent content = MatterCompleted("m");
  *content.mutable_matter_completed()->mutable_received() = DueBy(2022, 6, 2);
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.matter_completed.received");
}

TEST(Form, RefusesExtensionsAboveSixtyDaysAndMergersWithItself) {
  EXPECT_EQ(FormOf(InvestigationExtended("a", 61)),
            "REASON_FIELD_INVALID content.investigation_extended.days");
  EXPECT_EQ(FormOf(AccidentsMerged("a", "a")),
            "REASON_FIELD_INVALID content.accidents_merged.duplicate");
}

TEST(Form, CountsPersonsOfTheLevelPersonAlone) {
  EventContent content = HonourRecorded("unit-1");
  event::v1::Honour& honour = *content.mutable_honour_recorded()->mutable_honour();
  honour.set_persons(2);
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.honour_recorded.honour.persons");
  honour.set_recipient_level(event::v1::RECIPIENT_LEVEL_PERSON);
  EXPECT_EQ(FormOf(content), "");
}

TEST(Form, NeedsTheReservationOfASignatureThatHasOne) {
  EventContent content = SheetSigned("unit-1");
  content.mutable_sheet_signed()->mutable_signatures(0)->set_outcome(
      event::v1::SIGNATURE_OUTCOME_REFUSED);
  EXPECT_EQ(FormOf(content),
            "REASON_FIELD_MISSING content.sheet_signed.signatures[0].reservation.plain");
}

TEST(Form, RefusesAFingerprintOfAnotherLength) {
  EventContent content = SheetIssued("unit-1", {"1"});
  content.mutable_sheet_issued()->set_fingerprint("short");
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.sheet_issued.fingerprint");
}

TEST(Form, RefusesReplacementsOfSheets) {
  EXPECT_EQ(FormOf(CorrectionProposed(1, SheetReopened("unit-1"))),
            "REASON_FIELD_INVALID content.correction_proposed.replacement");
}

TEST(Form, RefusesReversedDays) {
  EventContent content = CycleOpened(kCycle, {"unit-1"}, 0);
  *content.mutable_cycle_opened()->mutable_facts_until() = Date(2022, 12, 30);
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.cycle_opened.facts_until");
}

TEST(Form, RefusesIdentifiersWithSpaces) {
  EXPECT_EQ(FormOf(FindingRecorded("unit 1", "1.1")),
            "REASON_FIELD_INVALID content.finding_recorded.unit");
}

TEST(Form, RefusesAListThatNamesSomethingTwice) {
  EXPECT_EQ(FormOf(ItemReviewed("unit-1", {"1", "1"})),
            "REASON_FIELD_INVALID content.item_reviewed.items[1]");
}

TEST(Form, RefusesCommitmentsFromPosters) {
  EventContent content = FindingRecorded("unit-1", "1.1");
  content.mutable_finding_recorded()->mutable_problem()->set_commitment(std::string(32, 'c'));
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.finding_recorded.problem");
}

TEST(Form, RefusesTextThatIsNotUtf8) {
  EventContent content = FindingRecorded("unit-1", "1.1");
  content.mutable_finding_recorded()->set_seen_where("\xc3\x28");
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.finding_recorded.seen_where");
}

TEST(Form, RefusesAHashOfAnotherLength) {
  EventContent content = ExemptionGranted("unit-1", "3.4");
  content.mutable_evidence(0)->set_sha256("short");
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.evidence[0].sha256");
}

TEST(Form, RefusesANearMissInWhichSomebodyDied) {
  EventContent content = AccidentReported("a", "unit-1");
  content.mutable_accident_reported()->set_near_miss(true);
  EXPECT_EQ(FormOf(content), "REASON_FIELD_INVALID content.accident_reported.near_miss");
}

TEST(Form, RefusesARulingThatDecidesNothing) {
  EXPECT_EQ(FormOf(AccidentRuled("a", event::v1::FINDING_PENDING)),
            "REASON_FIELD_INVALID content.accident_ruled.responsibility");
}

TEST(Form, RefusesReplacementsOfWhatHasSuccessors) {
  EXPECT_EQ(FormOf(CorrectionProposed(1, UnitRegistered("unit-1"))),
            "REASON_FIELD_INVALID content.correction_proposed.replacement");
}

TEST(Form, LooksIntoReplacements) {
  EXPECT_EQ(FormOf(CorrectionProposed(1, FindingRecorded("", "1.1"))),
            "REASON_FIELD_MISSING content.correction_proposed.replacement.finding_recorded.unit");
}

TEST(Form, RefusesTextAboveTheLimit) {
  EventContent content = FindingRecorded("unit-1", "1.1");
  *content.mutable_note() = Plain(std::string(limits::kTextBytesMax + 1, 'x'));
  EXPECT_EQ(FormOf(content), "REASON_TOO_LONG content.note.plain");
}

TEST(Form, RefusesIdentifiersAboveTheLimit) {
  const std::string unit(limits::kIdentifierBytesMax + 1, 'x');
  EXPECT_EQ(FormOf(FindingRecorded(unit, "1.1")), "REASON_TOO_LONG content.finding_recorded.unit");
}

TEST(Form, RefusesListsAboveTheirLimit) {
  EventContent content = FindingRecorded("unit-1", "1.1");
  for (size_t i = 0; i <= limits::kSubjectsMax; ++i) {
    content.mutable_finding_recorded()->add_subjects()->set_code("c");
  }
  EXPECT_EQ(FormOf(content), "REASON_TOO_LONG content.finding_recorded.subjects");
  content = FindingRecorded("unit-1", "1.1");
  for (size_t i = 0; i <= limits::kEvidenceEntriesMax; ++i) {
    *content.add_evidence() = EvidenceOf("e");
  }
  EXPECT_EQ(FormOf(content), "REASON_TOO_LONG content.evidence");
}

TEST(Form, RefusesABodyAboveTheLimit) {
  EventContent content = SchemePublished(SmallScheme());
  const std::string text(limits::kTextBytesMax, 'x');
  for (int i = 100; i < 140; ++i) {
    event::v1::ClauseWording& wording = *content.mutable_scheme_published()->add_wording();
    wording.set_clause(absl::StrCat(i));
    wording.set_text(text);
  }
  EXPECT_EQ(FormOf(content), "REASON_TOO_LONG content");
}

TEST(Form, RefusesUnknownFieldsAtAnyDepth) {
  EventContent content = FindingRecorded("unit-1", "1.1", {"a"});
  event::v1::Subject& subject = *content.mutable_finding_recorded()->mutable_subjects(0);
  subject.GetReflection()->MutableUnknownFields(&subject)->AddVarint(99, 1);
  EXPECT_EQ(FormOf(content), "REASON_UNKNOWN_FIELDS content.finding_recorded.subjects[0]");
}

TEST(Form, RefusesUnknownEnumValues) {
  EventContent content = ItemReviewed("unit-1", {"1"});
  content.mutable_item_reviewed()->set_outcome(static_cast<event::v1::ReviewOutcome>(77));
  EXPECT_EQ(FormOf(content), "REASON_UNKNOWN_FIELDS content.item_reviewed.outcome");
}

TEST(Form, SaysOfAnUnknownTypeThatItIsUnknown) {
  EventContent content = FindingRecorded("unit-1", "1.1");
  content.clear_kind();
  content.GetReflection()->MutableUnknownFields(&content)->AddLengthDelimited(299, "");
  EXPECT_EQ(FormOf(content), "REASON_UNKNOWN_FIELDS content");
}

TEST(Form, RefusesWhatTheLedgerWritesItself) {
  EventContent content;
  *content.mutable_occurred_on() = Date(2022, 6, 1);
  content.mutable_ledger_opened();
  EXPECT_EQ(FormOf(content), "REASON_NOT_POSTABLE content.ledger_opened");
}

TEST(Form, GivesTheSmallerReasonOfTwo) {
  EventContent content = FindingRecorded("unit 1", "");
  *content.mutable_note() = Plain(std::string(limits::kTextBytesMax + 1, 'x'));
  EXPECT_EQ(FormOf(content), "REASON_FIELD_MISSING content.finding_recorded.clause");
}

TEST(Form, RefusesABatchWithoutEvents) {
  admission::Verdict verdict;
  admission::CheckBatchForm(ledger::v1::AppendRequest(), verdict);
  ASSERT_FALSE(verdict.ok());
  EXPECT_EQ(verdict.failure().reason, ledger::v1::REASON_BATCH_SIZE);
}

TEST(Form, RefusesABatchOfTooManyEvents) {
  ledger::v1::AppendRequest request;
  for (size_t i = 0; i <= limits::kBatchEventsMax; ++i) request.add_events();
  admission::Verdict verdict;
  admission::CheckBatchForm(request, verdict);
  ASSERT_FALSE(verdict.ok());
  EXPECT_EQ(verdict.failure().reason, ledger::v1::REASON_BATCH_SIZE);
}

TEST(Form, RefusesABatchOfTooManyBytes) {
  ledger::v1::AppendRequest request;
  const std::string text(limits::kTextBytesMax, 'x');
  for (size_t i = 0; i <= limits::kBatchBytesMax / limits::kTextBytesMax; ++i) {
    *request.add_events()->mutable_content()->mutable_note() = Plain(text);
  }
  admission::Verdict verdict;
  admission::CheckBatchForm(request, verdict);
  ASSERT_FALSE(verdict.ok());
  EXPECT_EQ(verdict.failure().reason, ledger::v1::REASON_BATCH_SIZE);
}

TEST(Form, NeedsConditionsThatSaySomething) {
  admission::Verdict verdict;
  admission::CheckConditionForm(ledger::v1::Condition(), "conditions[0]", verdict);
  ASSERT_FALSE(verdict.ok());
  EXPECT_EQ(verdict.failure().field, "conditions[0].condition");
}

}  // namespace
}  // namespace assessment::testing
