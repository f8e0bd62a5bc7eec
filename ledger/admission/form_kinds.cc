// What each kind of event requires of its own fields.

#include <optional>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "ledger/admission/form_fields.h"
#include "ledger/base/limits.h"
#include "ledger/permission/grant_form.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// The cycle and unit of a clause posting, in fields of the same name.
template <typename Posting>
void CheckAddress(const Posting& posting, FormFields& fields) {
  fields.Identifier("cycle", posting.cycle());
  fields.Identifier("unit", posting.unit());
}

template <typename Posting>
void CheckOnClause(const Posting& posting, FormFields& fields) {
  CheckAddress(posting, fields);
  fields.Identifier("clause", posting.clause());
}

void CheckScheme(absl::string_view field, const event::v1::SchemeReference& scheme,
                 FormFields& fields) {
  fields.Identifier(absl::StrCat(field, ".scheme"), scheme.scheme());
  if (scheme.version() == 0) fields.Missing(absl::StrCat(field, ".version"), "a version, from 1");
}

void CheckTags(absl::string_view field,
               const google::protobuf::RepeatedPtrField<event::v1::TagPeriod>& tags,
               FormFields& fields) {
  for (int i = 0; i < tags.size(); ++i) {
    const std::string entry = absl::StrCat(field, "[", i, "]");
    fields.Identifier(absl::StrCat(entry, ".tag"), tags[i].tag());
    fields.Span(absl::StrCat(entry, ".to"), tags[i].has_from() && tags[i].has_to(), tags[i].from(),
                tags[i].to());
  }
}

void CheckNames(absl::string_view field, const FormFields::Strings& names, FormFields& fields) {
  for (int i = 0; i < names.size(); ++i) {
    fields.Printable(absl::StrCat(field, "[", i, "]"), names[i], limits::kTextBytesMax);
  }
}

void CheckUnitRegistered(const event::v1::UnitRegistered& registered, FormFields& fields) {
  fields.Identifier("unit", registered.unit());
  fields.Printable("name", registered.name(), limits::kTextBytesMax);
  fields.Required("kind", registered.kind() != event::v1::UNIT_KIND_UNSPECIFIED);
  CheckNames("aliases", registered.aliases(), fields);
  CheckTags("tags", registered.tags(), fields);
}

void CheckUnitChanged(const event::v1::UnitChanged& changed, FormFields& fields) {
  fields.Identifier("unit", changed.unit());
  CheckNames("aliases_added", changed.aliases_added(), fields);
  CheckTags("tags_set", changed.tags_set(), fields);
  if (changed.aliases_added().empty() && changed.tags_set().empty()) {
    fields.Missing("aliases_added", "aliases to add or tags to set");
  }
}

void CheckSchemePublished(const event::v1::SchemePublished& published, FormFields& fields) {
  fields.Identifier("scheme.scheme", published.scheme().scheme());
  if (published.scheme().version() == 0) fields.Missing("scheme.version", "a version, from 1");
  for (int i = 0; i < published.wording_size(); ++i) {
    const std::string entry = absl::StrCat("wording[", i, "]");
    fields.Identifier(absl::StrCat(entry, ".clause"), published.wording(i).clause());
    fields.Required(absl::StrCat(entry, ".text"), !published.wording(i).text().empty());
    if (i > 0 && published.wording(i).clause() <= published.wording(i - 1).clause()) {
      fields.Invalid(absl::StrCat(entry, ".clause"), Quoted(published.wording(i).clause()),
                     "entries sorted by clause, each clause once");
    }
  }
}

// A cycle is one part, and each part is one cycle.
void CheckComposedOf(const event::v1::CycleOpened& opened, FormFields& fields) {
  absl::flat_hash_set<absl::string_view> parts;
  absl::flat_hash_set<absl::string_view> cycles;
  for (int i = 0; i < opened.composed_of_size(); ++i) {
    const event::v1::ComposedCycle& composed = opened.composed_of(i);
    const std::string entry = absl::StrCat("composed_of[", i, "]");
    fields.Identifier(absl::StrCat(entry, ".part"), composed.part());
    fields.Identifier(absl::StrCat(entry, ".cycle"), composed.cycle());
    if (!parts.insert(composed.part()).second || !cycles.insert(composed.cycle()).second) {
      fields.Invalid(entry,
                     absl::StrCat("part ", Quoted(composed.part()), " or cycle ",
                                  Quoted(composed.cycle()), " twice"),
                     "each part and each cycle once");
    }
  }
}

void CheckCycleOpened(const event::v1::CycleOpened& opened, FormFields& fields) {
  fields.Identifier("cycle", opened.cycle());
  fields.Year("year", opened.year());
  fields.Identifiers("units", opened.units(), limits::kUnitsPerEventMax);
  fields.Required("window_from", opened.has_window_from());
  fields.Required("window_to", opened.has_window_to());
  fields.Required("facts_until", opened.has_facts_until());
  fields.Span("window_to", opened.has_window_from() && opened.has_window_to(), opened.window_from(),
              opened.window_to());
  fields.Span("facts_until", opened.has_window_to() && opened.has_facts_until(), opened.window_to(),
              opened.facts_until());
  if (opened.has_scheme()) CheckScheme("scheme", opened.scheme(), fields);
  CheckComposedOf(opened, fields);
}

void CheckCycleUnitsChanged(const event::v1::CycleUnitsChanged& changed, FormFields& fields) {
  fields.Identifier("cycle", changed.cycle());
  fields.Identifiers("added", changed.added(), limits::kUnitsPerEventMax);
  fields.Identifiers("removed", changed.removed(), limits::kUnitsPerEventMax);
  if (changed.added().empty() && changed.removed().empty()) {
    fields.Missing("added", "units that join or leave");
  }
  for (int i = 0; i < changed.added_size(); ++i) {
    for (const std::string& removed : changed.removed()) {
      if (removed == changed.added(i)) {
        fields.Invalid(absl::StrCat("added[", i, "]"), Quoted(removed), "a unit joins or leaves");
      }
    }
  }
}

void CheckTeamFormed(const event::v1::TeamFormed& formed, FormFields& fields) {
  fields.Identifier("cycle", formed.cycle());
  fields.Identifier("team", formed.team());
  fields.Required("leader", formed.has_leader());
  fields.Identifiers("units", formed.units(), limits::kUnitsPerEventMax);
  fields.Identifiers("items", formed.items(), limits::kSubjectsMax);
  fields.Span("to", formed.has_from() && formed.has_to(), formed.from(), formed.to());
}

void CheckInterpretationConfirmed(const event::v1::InterpretationConfirmed& confirmed,
                                  FormFields& fields) {
  fields.Identifier("scheme", confirmed.scheme());
  if (confirmed.version() == 0) fields.Missing("version", "a version, from 1");
  fields.Identifier("interpretation", confirmed.interpretation());
}

void CheckFindingRecorded(const event::v1::FindingRecorded& finding, FormFields& fields) {
  CheckOnClause(finding, fields);
  fields.Text("problem", finding.problem());
  for (int i = 0; i < finding.subjects_size(); ++i) {
    const event::v1::Subject& subject = finding.subjects(i);
    const std::string entry = absl::StrCat("subjects[", i, "]");
    fields.OptionalIdentifier(absl::StrCat(entry, ".accident"), subject.accident());
    fields.OptionalIdentifier(absl::StrCat(entry, ".matter"), subject.matter());
  }
  if (finding.sample().frame_size() > 0 &&
      finding.sample().sample_size() > finding.sample().frame_size()) {
    fields.Invalid("sample.sample_size", absl::StrCat(finding.sample().sample_size()),
                   absl::StrCat("at most the ", finding.sample().frame_size(), " there were"));
  }
}

// Items or components that a posting names, at least one.
void CheckTargets(absl::string_view field, const FormFields::Strings& targets, FormFields& fields) {
  if (targets.empty()) fields.Missing(field, "at least one");
  fields.Identifiers(field, targets, limits::kSubjectsMax);
}

void CheckItemReviewed(const event::v1::ItemReviewed& reviewed, FormFields& fields) {
  CheckAddress(reviewed, fields);
  CheckTargets("items", reviewed.items(), fields);
  fields.Required("outcome", reviewed.outcome() != event::v1::REVIEW_OUTCOME_UNSPECIFIED);
}

void CheckDeductionDecided(const event::v1::DeductionDecided& decided, FormFields& fields) {
  CheckOnClause(decided, fields);
  fields.Text("reason", decided.reason());
  // Part of a key, so it has the form of one.
  if (!decided.inspection().empty()) {
    fields.Printable("inspection", decided.inspection(), limits::kIdempotencyKeyBytesMax);
  }
}

void CheckNotApplicableRuled(const event::v1::NotApplicableRuled& ruled, FormFields& fields) {
  CheckAddress(ruled, fields);
  fields.Identifiers("targets", ruled.targets(), limits::kSubjectsMax);
  fields.Required("ruling", ruled.ruling() != event::v1::RULING_UNSPECIFIED);
  fields.Text("reason", ruled.reason());
}

void CheckMetricReported(const event::v1::MetricReported& reported, FormFields& fields) {
  fields.Identifier("metric", reported.metric());
  fields.Identifier("unit", reported.unit());
  fields.Required("period_from", reported.has_period_from());
  fields.Required("period_to", reported.has_period_to());
  fields.Span("period_to", reported.has_period_from() && reported.has_period_to(),
              reported.period_from(), reported.period_to());
}

void CheckTextErased(const event::v1::TextErased& erased, FormFields& fields) {
  fields.Printable("authority", erased.authority(), limits::kTextBytesMax);
  fields.Printable("reason", erased.reason(), limits::kTextBytesMax);
}

void CheckPermissionChanged(const event::v1::PermissionChanged& changed, FormFields& fields) {
  const std::optional<GrantFault> fault = FindGrantFault(changed);
  if (!fault.has_value()) return;
  fields.verdict().Refuse({.reason = fault->reason,
                           .field = fields.Path(fault->field),
                           .found = fault->found,
                           .expected = fault->expected});
}

}  // namespace

void CheckKindForm(const EventContent& content, absl::string_view path, Verdict& verdict) {
  FormFields fields(path, verdict);
  switch (content.kind_case()) {
    case EventContent::KIND_NOT_SET:
    case EventContent::kLedgerOpened:
    case EventContent::kCorrectionProposed:
    case EventContent::kCorrectionConfirmed:
      return;
    case EventContent::kSigningKeyChanged:
      return fields.Printable("reason", content.signing_key_changed().reason(),
                              limits::kTextBytesMax);
    case EventContent::kPermissionChanged:
      return CheckPermissionChanged(content.permission_changed(), fields);
    case EventContent::kUnitRegistered:
      return CheckUnitRegistered(content.unit_registered(), fields);
    case EventContent::kUnitRenamed:
      fields.Identifier("unit", content.unit_renamed().unit());
      return fields.Printable("name", content.unit_renamed().name(), limits::kTextBytesMax);
    case EventContent::kUnitChanged:
      return CheckUnitChanged(content.unit_changed(), fields);
    case EventContent::kSchemePublished:
      return CheckSchemePublished(content.scheme_published(), fields);
    case EventContent::kCycleOpened:
      return CheckCycleOpened(content.cycle_opened(), fields);
    case EventContent::kCycleSchemeAdopted:
      fields.Identifier("cycle", content.cycle_scheme_adopted().cycle());
      return CheckScheme("scheme", content.cycle_scheme_adopted().scheme(), fields);
    case EventContent::kCycleUnitsChanged:
      return CheckCycleUnitsChanged(content.cycle_units_changed(), fields);
    case EventContent::kReviewOpened:
      return fields.Identifier("cycle", content.review_opened().cycle());
    case EventContent::kReviewClosed:
      return fields.Identifier("cycle", content.review_closed().cycle());
    case EventContent::kTeamFormed:
      return CheckTeamFormed(content.team_formed(), fields);
    case EventContent::kTargetSet:
      fields.Identifier("metric", content.target_set().metric());
      fields.Year("year", content.target_set().year());
      return fields.Required("target", content.target_set().has_target());
    case EventContent::kBaselineSet:
      fields.Identifier("unit", content.baseline_set().unit());
      return fields.Year("year", content.baseline_set().year());
    case EventContent::kClerkPaused:
      return fields.Printable("reason", content.clerk_paused().reason(), limits::kTextBytesMax);
    case EventContent::kClerkResumed:
      return fields.Printable("reason", content.clerk_resumed().reason(), limits::kTextBytesMax);
    case EventContent::kInterpretationConfirmed:
      return CheckInterpretationConfirmed(content.interpretation_confirmed(), fields);
    case EventContent::kUnitsMerged:
    case EventContent::kUnitDissolved:
    case EventContent::kEnterpriseSupervised:
    case EventContent::kResponsibilityLetterSigned:
      return CheckUnitForm(content, fields);
    case EventContent::kResultNotified:
    case EventContent::kObjectionFiled:
    case EventContent::kObjectionDecided:
    case EventContent::kChecklistAccepted:
    case EventContent::kFreezeProposed:
    case EventContent::kFreezeConfirmed:
    case EventContent::kFreezeWithdrawn:
    case EventContent::kResultsPublished:
    case EventContent::kAppealFiled:
    case EventContent::kAppealDecided:
    case EventContent::kAppealWithdrawn:
    case EventContent::kAmendmentProposed:
    case EventContent::kCycleAmended:
    case EventContent::kLateFactLeft:
    case EventContent::kCycleClosed:
    case EventContent::kFreezeWithdrawalProposed:
    case EventContent::kLateFactLeavingProposed:
      return CheckYearEndForm(content, fields);
    case EventContent::kTextErased:
      return CheckTextErased(content.text_erased(), fields);
    case EventContent::kFindingRecorded:
      return CheckFindingRecorded(content.finding_recorded(), fields);
    case EventContent::kItemReviewed:
      return CheckItemReviewed(content.item_reviewed(), fields);
    case EventContent::kPointsJudged:
      CheckOnClause(content.points_judged(), fields);
      return fields.Text("reason", content.points_judged().reason());
    case EventContent::kDeductionDecided:
      return CheckDeductionDecided(content.deduction_decided(), fields);
    case EventContent::kExemptionGranted:
      CheckOnClause(content.exemption_granted(), fields);
      return fields.Text("reason", content.exemption_granted().reason());
    case EventContent::kNotApplicableClaimed:
      CheckAddress(content.not_applicable_claimed(), fields);
      CheckTargets("targets", content.not_applicable_claimed().targets(), fields);
      return fields.Text("reason", content.not_applicable_claimed().reason());
    case EventContent::kNotApplicableRuled:
      return CheckNotApplicableRuled(content.not_applicable_ruled(), fields);
    case EventContent::kNoStatementFound:
      CheckAddress(content.no_statement_found(), fields);
      return CheckTargets("targets", content.no_statement_found().targets(), fields);
    case EventContent::kMatterOpened:
    case EventContent::kMatterExtended:
    case EventContent::kMatterReturned:
    case EventContent::kMatterWithdrawn:
    case EventContent::kMatterReassigned:
    case EventContent::kMatterCompleted:
    case EventContent::kLetterIssued:
    case EventContent::kOverdueRecorded:
      return CheckMatterForm(content, fields);
    case EventContent::kAccidentReported:
    case EventContent::kAccidentAttributed:
    case EventContent::kAccidentRuled:
    case EventContent::kAttributionWithdrawn:
    case EventContent::kAccidentSupplemented:
    case EventContent::kInvestigationOpened:
    case EventContent::kInvestigationExtended:
    case EventContent::kAppraisalPaused:
    case EventContent::kAppraisalResumed:
    case EventContent::kReportPublished:
    case EventContent::kFollowUpEvaluated:
    case EventContent::kConcealmentVerified:
    case EventContent::kAccidentStruckOff:
    case EventContent::kAccidentsMerged:
    case EventContent::kAccidentsUnmerged:
      return CheckAccidentForm(content, fields);
    case EventContent::kBonusClaimed:
    case EventContent::kHonourRecorded:
    case EventContent::kBonusRefused:
    case EventContent::kBlameRecorded:
      return CheckHonourForm(content, fields);
    case EventContent::kMetricReported:
      return CheckMetricReported(content.metric_reported(), fields);
    case EventContent::kSelfReportFiled:
    case EventContent::kEvidenceSubmitted:
    case EventContent::kQuestionAnswered:
    case EventContent::kVetoConfirmed:
    case EventContent::kPendingDecided:
    case EventContent::kSheetIssued:
    case EventContent::kSheetSigned:
    case EventContent::kSheetReopened:
      return CheckOfficeForm(content, fields);
  }
}

}  // namespace assessment::admission
