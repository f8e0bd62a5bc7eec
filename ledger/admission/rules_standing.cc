// What an event rests on and what it collides with among the events in force. These rules guard the
// folds, so they also hold for an event that a correction brings back, which is not asked again who
// may post it.

#include "absl/strings/str_cat.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/rules.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// A judgement or decision names the one in force about the same thing, and nothing when there is
// none.
template <typename Posting>
void JudgeReplaces(const Case& c, const Posting& posting, Verdict& verdict) {
  const std::optional<uint64_t> in_force = c.state.in_force().JudgedAlready(c.content);
  const std::optional<uint64_t> named = posting.has_replaces_position()
                                            ? std::optional<uint64_t>(posting.replaces_position())
                                            : std::nullopt;
  if (named == in_force) return;
  Failure failure{.reason = ledger::v1::REASON_REPLACES_MISMATCH,
                  .field = c.Field("replaces_position"),
                  .found = named.has_value() ? absl::StrCat(*named) : "nothing",
                  .expected = in_force.has_value() ? absl::StrCat(*in_force, ", the one in force")
                                                   : "nothing: none is in force"};
  if (in_force.has_value()) failure.positions = {*in_force};
  if (named.has_value()) failure.needs = {PositionName(*named)};
  verdict.Refuse(std::move(failure));
}

// Of several statements about a target one at a time waits or is accepted.
template <typename Posting>
void JudgeUnstated(const Case& c, const Posting& posting, Verdict& verdict) {
  for (int i = 0; i < posting.targets_size(); ++i) {
    const std::string& target = posting.targets(i);
    for (const Statement& statement :
         c.state.in_force().StatementsOf(posting.cycle(), posting.unit())) {
      if (!statement.Names(target)) continue;
      const Statement::Ruled* ruling = statement.RulingOn(target);
      if (ruling != nullptr && !ruling->accepted) continue;
      verdict.Refuse(
          {.reason = ledger::v1::REASON_ALREADY_STATED,
           .field = c.Field(absl::StrCat("targets[", i, "]")),
           .found = absl::StrCat("the statement at position ", statement.position, " about ",
                                 target, ruling == nullptr ? " waits" : " is accepted"),
           .expected = "a target without statement",
           .positions = {statement.position}});
    }
  }
}

const Statement* FindClaim(const Case& c, const event::v1::NotApplicableRuled& ruled) {
  for (const Statement& statement : c.state.in_force().StatementsOf(ruled.cycle(), ruled.unit())) {
    if (statement.position == ruled.claim_position()) return &statement;
  }
  return nullptr;
}

void JudgeRulingStands(const Case& c, Verdict& verdict) {
  const event::v1::NotApplicableRuled& ruled = c.content.not_applicable_ruled();
  const Statement* statement = FindClaim(c, ruled);
  if (statement == nullptr) {
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_STATEMENT,
                    .field = c.Field("claim_position"),
                    .found = absl::StrCat(ruled.claim_position()),
                    .expected = "the position of a statement of this unit in this cycle",
                    .needs = {PositionName(ruled.claim_position())}});
    return;
  }
  for (int i = 0; i < ruled.targets_size(); ++i) {
    if (statement->Names(ruled.targets(i))) continue;
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_STATEMENT,
                    .field = c.Field(absl::StrCat("targets[", i, "]")),
                    .found = Quoted(ruled.targets(i)),
                    .expected = "a target of the statement"});
  }
  for (const Statement::Ruled& before : statement->ruled) {
    const auto& targets = ruled.targets();
    if (!targets.empty() &&
        std::find(targets.begin(), targets.end(), before.target) == targets.end()) {
      continue;
    }
    verdict.Refuse(
        {.reason = ledger::v1::REASON_ALREADY_RULED,
         .field = c.Field("targets"),
         .found = absl::StrCat(before.target, " is ruled on at position ", before.position),
         .expected = "targets without ruling; correct that one first",
         .positions = {before.position},
         .needs = {VoidName(before.position)}});
  }
}

void JudgeReportStands(const Case& c, Verdict& verdict) {
  const std::string& accident = c.content.accident_reported().accident();
  const AccidentEntry* entry = c.state.in_force().FindAccident(accident);
  if (entry == nullptr) return;
  verdict.Refuse(
      {.reason = ledger::v1::REASON_DUPLICATE_ACCIDENT,
       .field = c.Field("accident"),
       .found = absl::StrCat(Quoted(accident), " is reported at position ", *entry->report),
       .expected = "an identifier that no accident has",
       .positions = {*entry->report},
       .needs = {VoidName(*entry->report)}});
}

void JudgeAttributionStands(const Case& c, Verdict& verdict) {
  const event::v1::AccidentAttributed& attributed = c.content.accident_attributed();
  const AccidentEntry* accident = RequireAccident(c, "accident", attributed.accident(), verdict);
  if (accident == nullptr) return;
  const AccidentEntry::AttributionTurn* last =
      accident->LastAttribution(attributed.unit(), attributed.role());
  // A withdrawal that came after a restored attribution withdrew another one.
  if (last == nullptr || (last->withdrawn && last->position < c.position)) return;
  verdict.Refuse(
      {.reason = ledger::v1::REASON_ALREADY_ATTRIBUTED,
       .field = c.Field("role"),
       .found = absl::StrCat(
           last->withdrawn ? "attributed and withdrawn, at position " : "attributed at position ",
           last->position),
       .expected = "once for each unit and role",
       .positions = {last->position},
       .needs = {last->withdrawn ? VoidName(last->position)
                                 : AttributionName(attributed.accident(), attributed.unit())}});
}

void JudgeAccidentRulingStands(const Case& c, Verdict& verdict) {
  const AccidentEntry* accident =
      RequireAccident(c, "accident", c.content.accident_ruled().accident(), verdict);
  if (accident == nullptr || !accident->ruling.has_value()) return;
  verdict.Refuse({.reason = ledger::v1::REASON_ACCIDENT_ALREADY_RULED,
                  .field = c.Field("accident"),
                  .found = absl::StrCat("ruled at position ", accident->ruling->position),
                  .expected = "an accident without ruling; correct that one first",
                  .positions = {accident->ruling->position},
                  .needs = {VoidName(accident->ruling->position)}});
}

void JudgeFindingStands(const Case& c, Verdict& verdict) {
  const event::v1::FindingRecorded& finding = c.content.finding_recorded();
  for (int i = 0; i < finding.subjects_size(); ++i) {
    const event::v1::Subject& subject = finding.subjects(i);
    if (!subject.accident().empty()) {
      RequireAccident(c, absl::StrCat("subjects[", i, "].accident"), subject.accident(), verdict);
    }
    if (!subject.matter().empty()) {
      RequireMatter(c, absl::StrCat("subjects[", i, "].matter"), subject.matter(), verdict);
    }
  }
}

}  // namespace

void JudgeStanding(const Case& c, Verdict& verdict) {
  JudgeUnitsStand(c, verdict);
  switch (c.content.kind_case()) {
    case EventContent::kFindingRecorded:
      return JudgeFindingStands(c, verdict);
    case EventContent::kPointsJudged:
      return JudgeReplaces(c, c.content.points_judged(), verdict);
    case EventContent::kDeductionDecided:
      return JudgeReplaces(c, c.content.deduction_decided(), verdict);
    case EventContent::kNotApplicableClaimed:
      return JudgeUnstated(c, c.content.not_applicable_claimed(), verdict);
    case EventContent::kNoStatementFound:
      return JudgeUnstated(c, c.content.no_statement_found(), verdict);
    case EventContent::kNotApplicableRuled:
      return JudgeRulingStands(c, verdict);
    case EventContent::kAccidentReported:
      return JudgeReportStands(c, verdict);
    case EventContent::kAccidentAttributed:
      return JudgeAttributionStands(c, verdict);
    case EventContent::kAccidentRuled:
      return JudgeAccidentRulingStands(c, verdict);
    default:
      JudgeAccidentCourseStands(c, verdict);
      JudgeMattersStand(c, verdict);
      JudgeHonoursStand(c, verdict);
      return JudgeRulingsStand(c, verdict);
  }
}

}  // namespace assessment::admission
