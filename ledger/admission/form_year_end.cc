// What the events of the end of a year require of their own fields.

#include "absl/strings/str_cat.h"
#include "ledger/admission/form_fields.h"
#include "ledger/base/civil.h"
#include "ledger/base/limits.h"
#include "ledger/registry/year_end.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

constexpr int kAppealPointsMax = 64;

void CheckDigest(absl::string_view field, const std::string& digest, FormFields& fields) {
  if (digest.empty()) return fields.Missing(field, "a SHA-256");
  if (digest.size() != limits::kDigestBytes) {
    fields.Invalid(field, absl::StrCat(digest.size(), " bytes"),
                   absl::StrCat(limits::kDigestBytes, " bytes"));
  }
}

void CheckResultNotified(const event::v1::ResultNotified& notified, FormFields& fields) {
  CheckDigest("fingerprint", notified.fingerprint(), fields);
  fields.Required("served_on", notified.has_served_on());
  fields.Text("received_by", notified.received_by());
  fields.Required("objections_until", notified.has_objections_until());
  fields.Span("objections_until", notified.has_served_on() && notified.has_objections_until(),
              notified.served_on(), notified.objections_until());
}

void CheckObjectionFiled(const event::v1::ObjectionFiled& filed, FormFields& fields) {
  fields.Identifier("objection", filed.objection());
  fields.Identifiers("targets", filed.targets(), limits::kSubjectsMax);
  fields.Text("request", filed.request());
}

template <typename Decided>
void CheckDecision(const Decided& decided, FormFields& fields) {
  fields.Required("outcome", decided.outcome() != event::v1::OUTCOME_UNSPECIFIED);
  fields.Text("reason", decided.reason());
}

void CheckChecklistAccepted(const event::v1::ChecklistAccepted& accepted, FormFields& fields) {
  fields.Required("entry", accepted.entry() != event::v1::CHECKLIST_ENTRY_UNSPECIFIED);
  fields.Text("reason", accepted.reason());
  const bool names_nothing = accepted.entry() == event::v1::CHECKLIST_ENTRY_NO_FINDING ||
                             accepted.entry() == event::v1::CHECKLIST_ENTRY_NEAR_BAND;
  if (!names_nothing) return fields.Identifier("subject", accepted.subject());
  if (!accepted.subject().empty()) {
    fields.Invalid("subject", Quoted(accepted.subject()), "nothing: the entry is about the unit");
  }
}

void CheckResultsPublished(const EventContent& content, FormFields& fields) {
  const event::v1::ResultsPublished& published = content.results_published();
  fields.Printable("approving_body", published.approving_body(), limits::kTextBytesMax);
  fields.Printable("approval", published.approval(), limits::kTextBytesMax);
  fields.Required("appeals_until", published.has_appeals_until());
  // From the day of the notice on: nobody publishes results that were never open to appeal.
  fields.Span("appeals_until", content.paper().has_date() && published.has_appeals_until(),
              content.paper().date(), published.appeals_until());
}

void CheckAppealFiled(const event::v1::AppealFiled& filed, FormFields& fields) {
  fields.Identifier("appeal", filed.appeal());
  if (filed.points().empty()) fields.Missing("points", "at least one point");
  if (filed.points_size() > kAppealPointsMax) {
    fields.TooLong("points", static_cast<size_t>(filed.points_size()), kAppealPointsMax, "points");
  }
  for (int i = 0; i < filed.points_size(); ++i) {
    const event::v1::AppealPoint& point = filed.points(i);
    const std::string path = absl::StrCat("points[", i, "]");
    fields.Required(absl::StrCat(path, ".matter"),
                    point.matter() != event::v1::APPEAL_MATTER_UNSPECIFIED);
    fields.Text(absl::StrCat(path, ".request"), point.request());
    const bool contests_event = point.matter() != event::v1::APPEAL_MATTER_MISSING_FACT;
    if (contests_event && !point.has_position()) {
      fields.Missing(absl::StrCat(path, ".position"), "the position of the event it contests");
    }
  }
}

void CheckAmendmentProposed(const event::v1::AmendmentProposed& proposed, FormFields& fields) {
  fields.Text("reason", proposed.reason());
  CheckDigest("results_digest", proposed.results_digest(), fields);
  if (proposed.added_positions().empty()) {
    fields.Missing("added_positions", "at least one position");
  }
  for (int i = 1; i < proposed.added_positions_size(); ++i) {
    if (proposed.added_positions(i - 1) < proposed.added_positions(i)) continue;
    fields.Invalid(
        absl::StrCat("added_positions[", i, "]"),
        absl::StrCat(proposed.added_positions(i), " after ", proposed.added_positions(i - 1)),
        "positions in ascending order, each once");
  }
}

void CheckFreezeProposed(const event::v1::FreezeProposed& proposed, FormFields& fields) {
  CheckDigest("root", proposed.root(), fields);
  CheckDigest("scheme_digest", proposed.scheme_digest(), fields);
  CheckDigest("results_digest", proposed.results_digest(), fields);
}

}  // namespace

void CheckYearEndForm(const EventContent& content, FormFields& fields) {
  if (!IsYearEndEvent(content)) return;
  fields.Identifier("cycle", YearEndCycle(content));
  if (YearEndNamesUnit(content)) fields.Identifier("unit", YearEndUnit(content));
  switch (content.kind_case()) {
    case EventContent::kResultNotified:
      return CheckResultNotified(content.result_notified(), fields);
    case EventContent::kObjectionFiled:
      return CheckObjectionFiled(content.objection_filed(), fields);
    case EventContent::kObjectionDecided:
      fields.Identifier("objection", content.objection_decided().objection());
      return CheckDecision(content.objection_decided(), fields);
    case EventContent::kChecklistAccepted:
      return CheckChecklistAccepted(content.checklist_accepted(), fields);
    case EventContent::kFreezeProposed:
      return CheckFreezeProposed(content.freeze_proposed(), fields);
    case EventContent::kFreezeConfirmed:
      return CheckDigest("results_digest", content.freeze_confirmed().results_digest(), fields);
    case EventContent::kFreezeWithdrawalProposed:
      return fields.Text("reason", content.freeze_withdrawal_proposed().reason());
    case EventContent::kFreezeWithdrawn:
      return fields.Text("reason", content.freeze_withdrawn().reason());
    case EventContent::kResultsPublished:
      return CheckResultsPublished(content, fields);
    case EventContent::kAppealFiled:
      return CheckAppealFiled(content.appeal_filed(), fields);
    case EventContent::kAppealDecided:
      fields.Identifier("appeal", content.appeal_decided().appeal());
      return CheckDecision(content.appeal_decided(), fields);
    case EventContent::kAppealWithdrawn:
      return fields.Identifier("appeal", content.appeal_withdrawn().appeal());
    case EventContent::kAmendmentProposed:
      return CheckAmendmentProposed(content.amendment_proposed(), fields);
    case EventContent::kCycleAmended:
      return CheckDigest("results_digest", content.cycle_amended().results_digest(), fields);
    case EventContent::kLateFactLeavingProposed:
      return fields.Text("reason", content.late_fact_leaving_proposed().reason());
    case EventContent::kLateFactLeft:
      return fields.Text("reason", content.late_fact_left().reason());
    default:
      return;
  }
}

}  // namespace assessment::admission
