// Findings, reviews, judgements, decisions and exemptions: the clause exists, concerns the unit,
// takes this kind of posting, and the posting fits it.

#include "absl/strings/str_cat.h"
#include "ledger/admission/rules.h"
#include "ledger/base/points.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;
using scheme::v1::Clause;

// The event that a clause of this kind takes.
absl::string_view PostingFor(const Clause& clause) {
  switch (clause.kind_case()) {
    case Clause::kJudged:
      return "PointsJudged";
    case Clause::kRange:
      return "DeductionDecided";
    case Clause::kExempt:
      return "ExemptionGranted";
    default:
      return "FindingRecorded";
  }
}

bool ConcernsByStatements(const Case& c, const Address& address, const ClauseRef& clause) {
  if (clause.item == nullptr) return true;
  const std::string& cycle = address.cycle->opened.cycle();
  const std::string& unit = address.unit->unit;
  const InForce& in_force = c.state.in_force();
  return !in_force.IsNotApplicable(cycle, unit, clause.item->item()) &&
         (clause.component == nullptr ||
          !in_force.IsNotApplicable(cycle, unit, clause.component->component()));
}

// The clause of a posting named by event type `posting`. Null when nothing more can be said.
template <typename Posting>
const ClauseRef* JudgeOnClause(const Case& c, const Posting& stated, absl::string_view posting,
                               Verdict& verdict) {
  const Address address = JudgeAddress(c, stated.cycle(), stated.unit(), verdict);
  if (address.scheme == nullptr) return nullptr;
  const ClauseRef* clause = address.scheme->FindClause(stated.clause());
  if (clause == nullptr) {
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_CLAUSE,
                    .field = c.Field("clause"),
                    .found = Quoted(stated.clause()),
                    .expected = "a clause of the adopted scheme"});
    return nullptr;
  }
  if (address.unit.has_value() && !InScope(*clause, *address.unit)) {
    verdict.Refuse({.reason = ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE,
                    .field = c.Field("clause"),
                    .found = absl::StrCat(stated.clause(), " does not concern ", stated.unit()),
                    .expected = "a clause whose scope holds the unit"});
  } else if (address.unit.has_value() && !ConcernsByStatements(c, address, *clause)) {
    verdict.Refuse({.reason = ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE,
                    .field = c.Field("clause"),
                    .found = absl::StrCat("a statement that ", stated.clause(),
                                          " does not concern the unit was accepted"),
                    .expected = "a clause that concerns the unit"});
  }
  if (!TakesPostings(*clause->clause)) {
    verdict.Refuse({.reason = ledger::v1::REASON_CLAUSE_FED_BY_FACTS,
                    .field = c.Field("clause"),
                    .found = absl::StrCat(stated.clause(), " is fed by facts alone"),
                    .expected = "the fact that feeds it"});
  } else if (PostingFor(*clause->clause) != posting) {
    verdict.Refuse({.reason = ledger::v1::REASON_CLAUSE_KIND_MISMATCH,
                    .field = c.Field("clause"),
                    .found = absl::StrCat(posting, " on clause ", stated.clause()),
                    .expected = std::string(PostingFor(*clause->clause))});
    return nullptr;
  }
  if (clause->item != nullptr) JudgeScoringBody(c, "clause", *clause->item, verdict);
  return clause;
}

void JudgeFinding(const Case& c, Verdict& verdict) {
  const event::v1::FindingRecorded& finding = c.content.finding_recorded();
  const ClauseRef* clause = JudgeOnClause(c, finding, "FindingRecorded", verdict);
  if (clause == nullptr) return;
  const bool measured = clause->clause->has_banded() || clause->clause->has_threshold();
  if (measured == finding.has_measure()) return;
  verdict.Refuse({.reason = ledger::v1::REASON_MEASURE_MISMATCH,
                  .field = c.Field("measure"),
                  .found = finding.has_measure() ? "a measure" : "no measure",
                  .expected = absl::StrCat(
                      measured ? "the measured value that " : "no measure: ", finding.clause(),
                      measured ? " charges by" : " charges by occurrence")});
}

void JudgeBounds(const Case& c, MilliPoints points, MilliPoints minimum, MilliPoints maximum,
                 Verdict& verdict) {
  if (minimum <= points && points <= maximum) return;
  verdict.Refuse(
      {.reason = ledger::v1::REASON_POINTS_OUT_OF_BOUNDS,
       .field = c.Field("points_milli"),
       .found = FormatPoints(points),
       .expected = absl::StrCat(FormatPoints(minimum), " to ", FormatPoints(maximum), " points")});
}

void JudgePoints(const Case& c, Verdict& verdict) {
  const event::v1::PointsJudged& judged = c.content.points_judged();
  const ClauseRef* clause = JudgeOnClause(c, judged, "PointsJudged", verdict);
  if (clause == nullptr || !clause->clause->has_judged()) return;
  JudgeBounds(c, judged.points_milli(), clause->clause->judged().minimum_milli(),
              clause->clause->judged().maximum_milli(), verdict);
}

void JudgeDecision(const Case& c, Verdict& verdict) {
  const event::v1::DeductionDecided& decided = c.content.deduction_decided();
  const ClauseRef* clause = JudgeOnClause(c, decided, "DeductionDecided", verdict);
  if (clause == nullptr || !clause->clause->has_range()) return;
  JudgeBounds(c, decided.points_milli(), clause->clause->range().minimum_milli(),
              clause->clause->range().maximum_milli(), verdict);
}

void JudgeItemReviewed(const Case& c, Verdict& verdict) {
  const event::v1::ItemReviewed& reviewed = c.content.item_reviewed();
  const Address address = JudgeAddress(c, reviewed.cycle(), reviewed.unit(), verdict);
  if (address.scheme == nullptr) return;
  for (int i = 0; i < reviewed.items_size(); ++i) {
    const std::string field = absl::StrCat("items[", i, "]");
    const std::optional<Target> target =
        RequireTarget(c, address, field, reviewed.items(i), verdict);
    if (!target.has_value()) continue;
    if (target->component != nullptr) {
      verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_CLAUSE,
                      .field = c.Field(field),
                      .found = absl::StrCat(Quoted(reviewed.items(i)), ", a component"),
                      .expected = absl::StrCat("its item ", target->item->item())});
    }
    JudgeScoringBody(c, field, *target->item, verdict);
  }
}

}  // namespace

void JudgeScoringBody(const Case& c, absl::string_view field, const scheme::v1::Item& item,
                      Verdict& verdict) {
  const bool granted = c.state.registry().permissions().by_grant;
  if (item.scoring_body().empty()) {
    // What the teams score the office does not: it rules on it.
    constexpr Roles kTeams = {event::v1::ROLE_TEAM_MEMBER, event::v1::ROLE_TEAM_LEADER,
                              event::v1::ROLE_SCORING_BODY, event::v1::ROLE_CLERK,
                              event::v1::ROLE_REPORTER};
    if (!granted || ActsAs(c, kTeams)) return;
    verdict.Refuse(
        {.reason = ledger::v1::REASON_PERMISSION_DENIED,
         .field = c.Field(field),
         .found = absl::StrCat("principal ", Quoted(c.poster.principal()), " without such a grant"),
         .expected = absl::StrCat("a grant of a team, a scoring body or a clerk: item ",
                                  item.item(), " is scored by the team")});
    return;
  }
  if (ActsAs(c, kOfficeRoles | Roles{event::v1::ROLE_SCORING_BODY})) return;
  verdict.Refuse({.reason = ledger::v1::REASON_SCORED_BY_OTHER_BODY,
                  .field = c.Field(field),
                  .found = absl::StrCat("a principal of ", Quoted(c.poster.unit())),
                  .expected = absl::StrCat("a principal of the office: item ", item.item(),
                                           " is scored by ", Quoted(item.scoring_body()))});
}

std::optional<Target> RequireTarget(const Case& c, const Address& address, absl::string_view field,
                                    const std::string& target, Verdict& verdict) {
  Target found{.item = address.scheme->FindItem(target)};
  if (found.item == nullptr) {
    const ComponentRef component = address.scheme->FindComponent(target);
    found = {.item = component.item, .component = component.component};
  }
  if (found.item == nullptr) {
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_CLAUSE,
                    .field = c.Field(field),
                    .found = Quoted(target),
                    .expected = "an item or component of the adopted scheme"});
    return std::nullopt;
  }
  if (!address.unit.has_value()) return found;
  const InForce& in_force = c.state.in_force();
  const std::string& cycle = address.cycle->opened.cycle();
  const std::string& unit = address.unit->unit;
  const bool in_scope =
      InScope(found.item->scope(), *address.unit) &&
      (found.component == nullptr ? ApplicablePoints(*found.item, *address.unit)
                                  : ApplicablePoints(*found.component, *address.unit)) > 0;
  if (!in_scope) {
    verdict.Refuse({.reason = ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE,
                    .field = c.Field(field),
                    .found = absl::StrCat(target, " does not concern ", unit),
                    .expected = "an item or component whose scope holds the unit"});
  } else if (in_force.IsNotApplicable(cycle, unit, found.item->item()) &&
             (found.component != nullptr || c.content.has_item_reviewed())) {
    verdict.Refuse({.reason = ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE,
                    .field = c.Field(field),
                    .found = absl::StrCat("a statement that item ", found.item->item(),
                                          " does not concern the unit was accepted"),
                    .expected = "an item that concerns the unit"});
  }
  return found;
}

void JudgeClauses(const Case& c, Verdict& verdict) {
  switch (c.content.kind_case()) {
    case EventContent::kFindingRecorded:
      return JudgeFinding(c, verdict);
    case EventContent::kItemReviewed:
      return JudgeItemReviewed(c, verdict);
    case EventContent::kPointsJudged:
      return JudgePoints(c, verdict);
    case EventContent::kDeductionDecided:
      return JudgeDecision(c, verdict);
    case EventContent::kExemptionGranted:
      JudgeOnClause(c, c.content.exemption_granted(), "ExemptionGranted", verdict);
      return;
    default:
      return;
  }
}

}  // namespace assessment::admission
