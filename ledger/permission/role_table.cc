#include "ledger/permission/role_table.h"

#include <algorithm>
#include <iterator>

namespace assessment {
namespace {

using namespace event::v1;  // NOLINT(google-build-using-namespace): the table names nothing else.

constexpr Roles kNobody = {};
constexpr Roles kOffice = {ROLE_OFFICE};
constexpr Roles kRegistrar = {ROLE_REGISTRAR};
constexpr Roles kRegistrarOrOffice = {ROLE_REGISTRAR, ROLE_OFFICE};
constexpr Roles kReviewer = {ROLE_REVIEWER};
constexpr Roles kChief = {ROLE_CHIEF};
constexpr Roles kChiefOrOffice = {ROLE_CHIEF, ROLE_OFFICE};
// What a unit hands in, or the office and its clerks for it, from paper.
constexpr Roles kUnitsOwn = {ROLE_UNIT, ROLE_OFFICE, ROLE_CLERK};
// Facts come from the office, from its clerks and from other systems.
constexpr Roles kFacts = {ROLE_OFFICE, ROLE_CLERK, ROLE_REPORTER};
// What assessors find. The office is held to the items that it scores itself.
constexpr Roles kAssessors = {ROLE_TEAM_MEMBER, ROLE_TEAM_LEADER, ROLE_SCORING_BODY, ROLE_CLERK,
                              ROLE_OFFICE};
constexpr Roles kFinders = kAssessors | Roles{ROLE_REPORTER};
constexpr Roles kLeaders = {ROLE_TEAM_LEADER, ROLE_CLERK};
constexpr Roles kSheets = {ROLE_TEAM_LEADER, ROLE_SCORING_BODY, ROLE_CLERK, ROLE_OFFICE};
// Whoever may post something may propose to take it back; the original's own row bounds that.
constexpr Roles kProposers = kFinders | kUnitsOwn | kRegistrarOrOffice;
constexpr Roles kConfirmers = {ROLE_TEAM_LEADER, ROLE_SCORING_BODY, ROLE_CLERK, ROLE_OFFICE,
                               ROLE_REGISTRAR};

using ledger::v1::CYCLE_PHASE_CLOSED;
using ledger::v1::CYCLE_PHASE_FROZEN;
using ledger::v1::CYCLE_PHASE_OPEN;
using ledger::v1::CYCLE_PHASE_PUBLISHED;
using ledger::v1::CYCLE_PHASE_REVIEW;
constexpr Phases kAny = {CYCLE_PHASE_OPEN, CYCLE_PHASE_REVIEW, CYCLE_PHASE_FROZEN,
                         CYCLE_PHASE_PUBLISHED, CYCLE_PHASE_CLOSED};
constexpr Phases kOpen = {CYCLE_PHASE_OPEN};
constexpr Phases kReview = {CYCLE_PHASE_REVIEW};
constexpr Phases kBeforeFreeze = {CYCLE_PHASE_OPEN, CYCLE_PHASE_REVIEW};
constexpr Phases kFrozen = {CYCLE_PHASE_FROZEN};
constexpr Phases kAfterFreeze = {CYCLE_PHASE_FROZEN, CYCLE_PHASE_PUBLISHED};
constexpr Phases kPublished = {CYCLE_PHASE_PUBLISHED};

constexpr TypeRow kTypes[] = {
    {EVENT_TYPE_LEDGER_OPENED, kNobody, ReadClass::kInternal, kAny},
    {EVENT_TYPE_UNIT_REGISTERED, kRegistrar, ReadClass::kRegistry, kAny},
    {EVENT_TYPE_UNIT_RENAMED, kRegistrar, ReadClass::kRegistry, kAny},
    {EVENT_TYPE_UNIT_CHANGED, kRegistrar, ReadClass::kRegistry, kAny},
    {EVENT_TYPE_SCHEME_PUBLISHED, kRegistrar, ReadClass::kRegistry, kAny},
    {EVENT_TYPE_CYCLE_OPENED, kRegistrar, ReadClass::kRegistry, kAny},
    {EVENT_TYPE_CYCLE_SCHEME_ADOPTED, kRegistrar, ReadClass::kRegistry, kBeforeFreeze},
    {EVENT_TYPE_CYCLE_UNITS_CHANGED, kRegistrar, ReadClass::kRegistry, kBeforeFreeze},
    {EVENT_TYPE_REVIEW_OPENED, kOffice, ReadClass::kRegistry, kOpen},
    {EVENT_TYPE_REVIEW_CLOSED, kOffice, ReadClass::kRegistry, kReview},
    {EVENT_TYPE_TEAM_FORMED, kRegistrarOrOffice, ReadClass::kTeams, kBeforeFreeze},
    {EVENT_TYPE_TARGET_SET, kRegistrarOrOffice, ReadClass::kRegistry, kAny},
    {EVENT_TYPE_BASELINE_SET, kRegistrarOrOffice, ReadClass::kFact, kAny},
    {EVENT_TYPE_CLERK_PAUSED, kOffice, ReadClass::kRegistry, kAny},
    {EVENT_TYPE_CLERK_RESUMED, kOffice, ReadClass::kRegistry, kAny},
    {EVENT_TYPE_INTERPRETATION_CONFIRMED, kOffice, ReadClass::kRegistry, kAny},
    {EVENT_TYPE_UNITS_MERGED, kRegistrar, ReadClass::kRegistry, kAny},
    {EVENT_TYPE_UNIT_DISSOLVED, kRegistrar, ReadClass::kRegistry, kAny},
    {EVENT_TYPE_ENTERPRISE_SUPERVISED, kRegistrar, ReadClass::kFact, kAny},
    {EVENT_TYPE_RESPONSIBILITY_LETTER_SIGNED, kRegistrarOrOffice, ReadClass::kFact, kAny},
    {EVENT_TYPE_RESULT_NOTIFIED, kOffice, ReadClass::kFact, kReview},
    {EVENT_TYPE_OBJECTION_FILED, kUnitsOwn, ReadClass::kFact, kReview},
    {EVENT_TYPE_OBJECTION_DECIDED, kOffice, ReadClass::kFact, kReview},
    {EVENT_TYPE_CHECKLIST_ACCEPTED, kOffice, ReadClass::kInternal, kReview},
    {EVENT_TYPE_FREEZE_PROPOSED, kReviewer, ReadClass::kInternal, kReview},
    {EVENT_TYPE_FREEZE_CONFIRMED, kChief, ReadClass::kInternal, kReview},
    {EVENT_TYPE_FREEZE_WITHDRAWN, kChief, ReadClass::kInternal, kFrozen},
    {EVENT_TYPE_RESULTS_PUBLISHED, kChiefOrOffice, ReadClass::kPublication, kFrozen},
    {EVENT_TYPE_APPEAL_FILED, kUnitsOwn, ReadClass::kFact, kPublished},
    {EVENT_TYPE_APPEAL_DECIDED, kOffice, ReadClass::kFact, kPublished},
    {EVENT_TYPE_APPEAL_WITHDRAWN, kUnitsOwn, ReadClass::kFact, kPublished},
    {EVENT_TYPE_AMENDMENT_PROPOSED, kReviewer, ReadClass::kInternal, kPublished},
    {EVENT_TYPE_CYCLE_AMENDED, kChief, ReadClass::kPublication, kPublished},
    {EVENT_TYPE_LATE_FACT_LEFT, kChief, ReadClass::kInternal, kAfterFreeze},
    {EVENT_TYPE_CYCLE_CLOSED, kChiefOrOffice, ReadClass::kRegistry, kPublished},
    {EVENT_TYPE_TEXT_ERASED, kOffice, ReadClass::kInternal, kAny},
    {EVENT_TYPE_SIGNING_KEY_CHANGED, kNobody, ReadClass::kRegistry, kAny},
    {EVENT_TYPE_FREEZE_WITHDRAWAL_PROPOSED, kReviewer, ReadClass::kInternal, kFrozen},
    {EVENT_TYPE_LATE_FACT_LEAVING_PROPOSED, kReviewer, ReadClass::kInternal, kAfterFreeze},
    {EVENT_TYPE_PERMISSION_CHANGED, kNobody, ReadClass::kInternal, kAny},
    {EVENT_TYPE_FINDING_RECORDED, kFinders, ReadClass::kPosting, kBeforeFreeze},
    {EVENT_TYPE_ITEM_REVIEWED, kFinders, ReadClass::kPosting, kBeforeFreeze},
    {EVENT_TYPE_POINTS_JUDGED, kAssessors, ReadClass::kPosting, kBeforeFreeze},
    {EVENT_TYPE_DEDUCTION_DECIDED, kAssessors, ReadClass::kPosting, kBeforeFreeze},
    {EVENT_TYPE_EXEMPTION_GRANTED, kAssessors, ReadClass::kPosting, kBeforeFreeze},
    {EVENT_TYPE_NOT_APPLICABLE_CLAIMED, kUnitsOwn, ReadClass::kFact, kBeforeFreeze},
    {EVENT_TYPE_NOT_APPLICABLE_RULED, kLeaders, ReadClass::kPosting, kBeforeFreeze},
    {EVENT_TYPE_NO_STATEMENT_FOUND, kAssessors, ReadClass::kPosting, kBeforeFreeze},
    {EVENT_TYPE_MATTER_OPENED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_MATTER_EXTENDED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_MATTER_RETURNED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_MATTER_WITHDRAWN, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_MATTER_REASSIGNED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_MATTER_COMPLETED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_LETTER_ISSUED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_OVERDUE_RECORDED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_ACCIDENT_REPORTED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_ACCIDENT_ATTRIBUTED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_ACCIDENT_RULED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_ATTRIBUTION_WITHDRAWN, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_ACCIDENT_SUPPLEMENTED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_INVESTIGATION_OPENED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_INVESTIGATION_EXTENDED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_APPRAISAL_PAUSED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_APPRAISAL_RESUMED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_REPORT_PUBLISHED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_FOLLOW_UP_EVALUATED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_CONCEALMENT_VERIFIED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_ACCIDENT_STRUCK_OFF, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_ACCIDENTS_MERGED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_ACCIDENTS_UNMERGED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_BONUS_CLAIMED, kUnitsOwn, ReadClass::kFact, kAny},
    {EVENT_TYPE_HONOUR_RECORDED, kOffice, ReadClass::kFact, kAny},
    {EVENT_TYPE_BONUS_REFUSED, kOffice, ReadClass::kFact, kAny},
    {EVENT_TYPE_BLAME_RECORDED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_METRIC_REPORTED, kFacts, ReadClass::kFact, kAny},
    {EVENT_TYPE_SELF_REPORT_FILED, kUnitsOwn, ReadClass::kFact, kAny},
    {EVENT_TYPE_EVIDENCE_SUBMITTED, kUnitsOwn, ReadClass::kFact, kAny},
    {EVENT_TYPE_QUESTION_ANSWERED, kOffice, ReadClass::kPosting, kBeforeFreeze},
    {EVENT_TYPE_VETO_CONFIRMED, kOffice, ReadClass::kPosting, kBeforeFreeze},
    {EVENT_TYPE_PENDING_DECIDED, kOffice, ReadClass::kPosting, kAny},
    {EVENT_TYPE_CORRECTION_PROPOSED, kProposers, ReadClass::kPosting, kAny},
    {EVENT_TYPE_CORRECTION_CONFIRMED, kConfirmers, ReadClass::kPosting, kAny},
    {EVENT_TYPE_SHEET_ISSUED, kSheets, ReadClass::kFact, kAny},
    {EVENT_TYPE_SHEET_SIGNED, kSheets, ReadClass::kFact, kAny},
    {EVENT_TYPE_SHEET_REOPENED, kLeaders, ReadClass::kFact, kAny},
};

}  // namespace

absl::Span<const TypeRow> TypeTable() { return kTypes; }

const TypeRow* FindType(EventType type) {
  const auto* found =
      std::lower_bound(std::begin(kTypes), std::end(kTypes), type,
                       [](const TypeRow& row, EventType t) { return row.type < t; });
  return found != std::end(kTypes) && found->type == type ? found : nullptr;
}

bool MayPost(Role role, EventType type) {
  const TypeRow* row = FindType(type);
  return row != nullptr && row->posters.Has(role);
}

bool PostsAnything(Role role) {
  return std::any_of(std::begin(kTypes), std::end(kTypes),
                     [role](const TypeRow& row) { return row.posters.Has(role); });
}

}  // namespace assessment
