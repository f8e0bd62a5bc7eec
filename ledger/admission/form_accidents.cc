// What the kinds of events about accidents require of their own fields.

#include "absl/strings/str_cat.h"
#include "ledger/admission/form_fields.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// One investigation is extended by at most 60 days (State Council order 493, article 29).
constexpr uint32_t kExtensionDaysMax = 60;

void CheckAccidentReported(const event::v1::AccidentReported& reported, FormFields& fields) {
  fields.Identifier("accident", reported.accident());
  fields.Required("occurred_at", reported.has_occurred_at());
  fields.Identifier("county", reported.county());
  fields.Required("kind", reported.kind() != event::v1::ACCIDENT_KIND_UNSPECIFIED);
  if (reported.near_miss() && (reported.deaths() > 0 || reported.serious_injuries() > 0)) {
    fields.Invalid("near_miss",
                   absl::StrCat("true with ", reported.deaths(), " deaths and ",
                                reported.serious_injuries(), " serious injuries"),
                   "an accident, once somebody died or was seriously injured");
  }
}

void CheckAccidentRuled(const event::v1::AccidentRuled& ruled, FormFields& fields) {
  fields.Identifier("accident", ruled.accident());
  if (ruled.responsibility() == event::v1::FINDING_UNSPECIFIED) {
    fields.Missing("responsibility", "yes or no");
  } else if (ruled.responsibility() == event::v1::FINDING_PENDING) {
    fields.Invalid("responsibility", "pending", "yes or no: a ruling decides it");
  }
}

template <typename Stated>
void CheckAttribution(const Stated& stated, FormFields& fields) {
  fields.Identifier("accident", stated.accident());
  fields.Identifier("unit", stated.unit());
  fields.Required("role", stated.role() != event::v1::ACCIDENT_ROLE_UNSPECIFIED);
}

template <typename Merger>
void CheckMerger(const Merger& merger, FormFields& fields) {
  fields.Identifier("accident", merger.accident());
  fields.Identifier("duplicate", merger.duplicate());
  if (!merger.duplicate().empty() && merger.duplicate() == merger.accident()) {
    fields.Invalid("duplicate", Quoted(merger.duplicate()), "another accident");
  }
}

void CheckExtended(const event::v1::InvestigationExtended& extended, FormFields& fields) {
  fields.Identifier("accident", extended.accident());
  if (extended.days() == 0) {
    fields.Missing("days", absl::StrCat("1 to ", kExtensionDaysMax, " days"));
  } else if (extended.days() > kExtensionDaysMax) {
    fields.Invalid("days", absl::StrCat(extended.days()),
                   absl::StrCat("1 to ", kExtensionDaysMax, " days"));
  }
}

}  // namespace

void CheckAccidentForm(const EventContent& content, FormFields& fields) {
  switch (content.kind_case()) {
    case EventContent::kAccidentReported:
      return CheckAccidentReported(content.accident_reported(), fields);
    case EventContent::kAccidentAttributed:
      return CheckAttribution(content.accident_attributed(), fields);
    case EventContent::kAccidentRuled:
      return CheckAccidentRuled(content.accident_ruled(), fields);
    case EventContent::kAttributionWithdrawn:
      CheckAttribution(content.attribution_withdrawn(), fields);
      return fields.Text("reason", content.attribution_withdrawn().reason());
    case EventContent::kAccidentSupplemented:
      fields.Identifier("accident", content.accident_supplemented().accident());
      return fields.Required("as_of", content.accident_supplemented().has_as_of());
    case EventContent::kInvestigationOpened:
      return fields.Identifier("accident", content.investigation_opened().accident());
    case EventContent::kInvestigationExtended:
      return CheckExtended(content.investigation_extended(), fields);
    case EventContent::kAppraisalPaused:
      return fields.Identifier("accident", content.appraisal_paused().accident());
    case EventContent::kAppraisalResumed:
      return fields.Identifier("accident", content.appraisal_resumed().accident());
    case EventContent::kReportPublished:
      return fields.Identifier("accident", content.report_published().accident());
    case EventContent::kFollowUpEvaluated:
      return fields.Identifier("accident", content.follow_up_evaluated().accident());
    case EventContent::kConcealmentVerified:
      fields.Identifier("accident", content.concealment_verified().accident());
      return fields.Identifier("unit", content.concealment_verified().unit());
    case EventContent::kAccidentStruckOff:
      fields.Identifier("accident", content.accident_struck_off().accident());
      return fields.Text("reason", content.accident_struck_off().reason());
    case EventContent::kAccidentsMerged:
      return CheckMerger(content.accidents_merged(), fields);
    case EventContent::kAccidentsUnmerged:
      return CheckMerger(content.accidents_unmerged(), fields);
    default:
      return;
  }
}

}  // namespace assessment::admission
