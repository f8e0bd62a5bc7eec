// Dates, deciders, papers and evidence: what an event of each type must carry.

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "ledger/admission/event_kind.h"
#include "ledger/admission/rules.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// A year and a day: what a yearly assessment can still be about.
constexpr int64_t kLateDays = 366;

struct EnvelopeNeeds {
  size_t deciders = 0;  // Different persons.
  bool paper = false;
  // The paper is the document itself, identified by its issuer as well.
  bool issuer = false;
  bool evidence = false;
};

// A self report is its own words, or what is attached.
bool HasAccount(const event::v1::SelfReportFiled& filed) {
  return std::any_of(filed.items().begin(), filed.items().end(), [](const auto& item) {
    return item.account().has_commitment() || !item.account().plain().empty();
  });
}

EnvelopeNeeds NeedsOf(const EventContent& content) {
  switch (content.kind_case()) {
    case EventContent::kCycleOpened:
      // Opening a cycle with a scheme adopts it: the same two persons and paper.
      if (!content.cycle_opened().has_scheme()) return {};
      return {.deciders = 2, .paper = true};
    case EventContent::kCycleSchemeAdopted:
      return {.deciders = 2, .paper = true};
    case EventContent::kExemptionGranted:
      return {.deciders = 1, .evidence = true};
    case EventContent::kAccidentReported: {
      const event::v1::Finding responsibility = content.accident_reported().responsibility();
      return {.paper = responsibility == event::v1::FINDING_YES ||
                       responsibility == event::v1::FINDING_NO};
    }
    case EventContent::kUnitsMerged:
    case EventContent::kUnitDissolved:
    case EventContent::kResponsibilityLetterSigned:
    case EventContent::kAccidentRuled:
    case EventContent::kMatterExtended:
    case EventContent::kInvestigationExtended:
    case EventContent::kConcealmentVerified:
    case EventContent::kAccidentStruckOff:
      return {.paper = true};
    case EventContent::kLetterIssued:
    case EventContent::kBonusClaimed:
    case EventContent::kHonourRecorded:
    case EventContent::kBlameRecorded:
      return {.paper = true, .issuer = true};
    case EventContent::kQuestionAnswered:
    case EventContent::kPendingDecided:
      return {.deciders = 2, .paper = true};
    case EventContent::kTextErased:
    case EventContent::kVetoConfirmed:
    case EventContent::kInterpretationConfirmed:
    case EventContent::kFreezeWithdrawalProposed:
    case EventContent::kFreezeWithdrawn:
    case EventContent::kResultsPublished:
    case EventContent::kAppealDecided:
    case EventContent::kCycleAmended:
      return {.deciders = 1, .paper = true};
    case EventContent::kClerkPaused:
    case EventContent::kSheetReopened:
    case EventContent::kObjectionDecided:
    case EventContent::kChecklistAccepted:
    case EventContent::kFreezeProposed:
    case EventContent::kFreezeConfirmed:
    case EventContent::kAmendmentProposed:
    case EventContent::kLateFactLeavingProposed:
    case EventContent::kLateFactLeft:
    case EventContent::kCycleClosed:
      return {.deciders = 1};
    case EventContent::kSelfReportFiled:
      return {.evidence = !HasAccount(content.self_report_filed())};
    case EventContent::kEvidenceSubmitted:
      return {.evidence = true};
    case EventContent::kCorrectionProposed:
    case EventContent::kCorrectionConfirmed:
      return {.deciders = 1};
    default:
      return {.deciders = IsClausePosting(content) ? 1u : 0u};
  }
}

void RefuseFuture(const Case& c, std::string field, const CivilDay& day, Verdict& verdict) {
  verdict.Refuse({.reason = ledger::v1::REASON_OCCURRED_IN_FUTURE,
                  .field = std::move(field),
                  .found = FormatDay(day),
                  .expected = absl::StrCat("a day not after ", FormatDay(c.today))});
}

// The days that the event states beside its own: none lies in the future.
void JudgeStatedDays(const Case& c, Verdict& verdict) {
  const auto require_past = [&](std::string field, bool set, const event::v1::CivilDate& date) {
    const CivilDay day = ToDay(date);
    if (set && day > c.today) RefuseFuture(c, std::move(field), day, verdict);
  };
  switch (c.content.kind_case()) {
    case EventContent::kAccidentReported:
      return require_past(c.Field("occurred_at"), true,
                          c.content.accident_reported().occurred_at().date());
    case EventContent::kAccidentSupplemented:
      return require_past(c.Field("as_of"), true, c.content.accident_supplemented().as_of().date());
    case EventContent::kAccidentRuled:
      return require_past(c.Field("approved_on"), c.content.accident_ruled().has_approved_on(),
                          c.content.accident_ruled().approved_on());
    case EventContent::kResponsibilityLetterSigned:
      return require_past(c.Field("signed_on"), true,
                          c.content.responsibility_letter_signed().signed_on());
    case EventContent::kResultNotified:
      return require_past(c.Field("served_on"), true, c.content.result_notified().served_on());
    case EventContent::kLetterIssued:
    case EventContent::kBonusClaimed:
    case EventContent::kHonourRecorded:
    case EventContent::kBlameRecorded:
      // The day that the document counts on.
      return require_past(c.EnvelopeField("paper.date"), c.content.paper().has_date(),
                          c.content.paper().date());
    case EventContent::kSheetSigned:
      for (int i = 0; i < c.content.sheet_signed().signatures_size(); ++i) {
        require_past(c.Field(absl::StrCat("signatures[", i, "].signed_on")), true,
                     c.content.sheet_signed().signatures(i).signed_on());
      }
      return;
    default:
      return;
  }
}

}  // namespace

void JudgeEnvelope(const Case& c, Verdict& verdict) {
  const CivilDay occurred = ToDay(c.content.occurred_on());
  // A step of lateness that is not there yet says so itself, and names the due date.
  if (occurred > c.today && !c.content.has_overdue_recorded()) {
    RefuseFuture(c, c.EnvelopeField("occurred_on"), occurred, verdict);
  }
  JudgeStatedDays(c, verdict);
  // The day of a step of lateness follows from its due date, not from whoever records it.
  if (DaysSinceEpoch(c.today) - DaysSinceEpoch(occurred) > kLateDays &&
      c.content.late_reason().empty() && !c.content.has_overdue_recorded()) {
    verdict.Refuse({.reason = ledger::v1::REASON_LATE_REASON_MISSING,
                    .field = c.EnvelopeField("late_reason"),
                    .found = absl::StrCat("nothing; it happened on ", FormatDay(occurred)),
                    .expected = absl::StrCat("why it comes more than ", kLateDays, " days late")});
  }

  const EnvelopeNeeds needs = NeedsOf(c.content);
  absl::flat_hash_set<absl::string_view> deciders;
  for (const auto& person : c.content.decided_by()) deciders.insert(person.person_id());
  if (deciders.size() < needs.deciders) {
    verdict.Refuse({.reason = ledger::v1::REASON_DECIDERS_MISSING,
                    .field = c.EnvelopeField("decided_by"),
                    .found = absl::StrCat(deciders.size(), " persons"),
                    .expected = absl::StrCat("at least ", needs.deciders, " who decided")});
  }
  const event::v1::Paper& paper = c.content.paper();
  const bool has_paper = !paper.number().empty() && paper.has_date();
  if (needs.issuer && has_paper && paper.issuer().empty()) {
    verdict.Refuse({.reason = ledger::v1::REASON_PAPER_MISSING,
                    .field = c.EnvelopeField("paper.issuer"),
                    .found = "nothing",
                    .expected = "who issued the document"});
  }
  if (needs.paper && !has_paper) {
    verdict.Refuse({.reason = ledger::v1::REASON_PAPER_MISSING,
                    .field = c.EnvelopeField("paper"),
                    .found = c.content.has_paper() ? "a paper without number or date" : "nothing",
                    .expected = "the document it rests on, with number and date"});
  }
  if (needs.evidence && c.content.evidence().empty()) {
    verdict.Refuse({.reason = ledger::v1::REASON_EVIDENCE_MISSING,
                    .field = c.EnvelopeField("evidence"),
                    .found = "nothing",
                    .expected = "at least one attachment"});
  }
}

}  // namespace assessment::admission
