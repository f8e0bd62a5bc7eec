// Corrections: proposed by one person, confirmed by another, judged both times.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/admission/correction_effect.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/event_kind.h"
#include "ledger/admission/rules.h"
#include "ledger/base/status_macros.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// A correction about to take effect: what is proposed, by whom, on which day.
struct Proposal {
  uint64_t position = 0;
  const EventContent& content;
  const event::v1::Poster& poster;
  CivilDay day;
  // Path of the field that leads to what is corrected.
  std::string field;
  // Resting events that do not stand in the way: they are to be corrected as well.
  bool others_follow = false;

  const event::v1::CorrectionProposed& stated() const { return content.correction_proposed(); }
};

// True when events that rest on what leaves find the same in what enters: accidents and matters are
// named by identifier, so a report, a ruling or an opening may be replaced by another of the same.
bool TakesOver(const CorrectionEffect& effect) {
  if (!effect.enters.has_value()) return false;
  const EventContent& leaves = *effect.leaves->content;
  const EventContent& enters = *effect.enters->content;
  if (leaves.kind_case() != enters.kind_case()) return false;
  switch (leaves.kind_case()) {
    case EventContent::kAccidentReported:
      return leaves.accident_reported().accident() == enters.accident_reported().accident();
    case EventContent::kAccidentRuled:
      return leaves.accident_ruled().accident() == enters.accident_ruled().accident();
    case EventContent::kMatterOpened:
      return leaves.matter_opened().matter() == enters.matter_opened().matter();
    default:
      return false;
  }
}

// Reports what rests on what leaves; true when nothing stands in the way.
bool JudgeNothingRests(const Case& c, const Proposal& proposal, const CorrectionEffect& effect,
                       Verdict& verdict) {
  if (!effect.leaves.has_value() || TakesOver(effect)) return true;
  std::vector<uint64_t> resting =
      c.state.in_force().RestingOn(effect.leaves->position, *effect.leaves->content);
  if (proposal.others_follow) {
    resting.erase(
        std::remove_if(resting.begin(), resting.end(),
                       [&](uint64_t position) { return c.corrected_in_batch.contains(position); }),
        resting.end());
  }
  if (resting.empty()) return true;
  Failure failure{.reason = ledger::v1::REASON_LIVE_EVENTS_REST_ON_IT,
                  .field = proposal.field,
                  .found = absl::StrCat("events at ", absl::StrJoin(resting, ", "), " rest on it"),
                  .expected =
                      "an event that nothing rests on; correct those in the same batch or "
                      "before",
                  .positions = resting};
  for (const uint64_t position : resting) failure.needs.push_back(VoidName(position));
  verdict.Refuse(std::move(failure));
  return false;
}

// Takes an event out of force, and before it all that rests on it.
absl::Status RemoveWithResting(const Case& c, uint64_t position, const EventContent& content) {
  for (const uint64_t resting : c.state.in_force().RestingOn(position, content)) {
    ASSIGN_OR_RETURN(const RecordPointer record, c.state.Lookup(resting));
    const EventContent& stated = record->body.event().content();
    RETURN_IF_ERROR(RemoveWithResting(
        c, resting,
        stated.has_correction_proposed() ? stated.correction_proposed().replacement() : stated));
  }
  c.state.in_force().Remove(position, content);
  return absl::OkStatus();
}

// Every event that becomes void must be in force: also when a correction is put in force again and
// what it corrects was corrected otherwise in between.
bool JudgeVoidedOnce(const Case& c, const Proposal& proposal, const CorrectionEffect& effect,
                     Verdict& verdict) {
  for (const CorrectionEffect::Mark& mark : effect.marks) {
    const std::optional<uint64_t> by = c.state.VoidedBy(mark.position);
    if (!mark.voided || !by.has_value()) continue;
    verdict.Refuse(
        {.reason = ledger::v1::REASON_ALREADY_CORRECTED,
         .field = proposal.field,
         .found = absl::StrCat("position ", mark.position, " is corrected at position ", *by),
         .expected = "an event in force; to restore it correct that correction",
         .positions = {*by}});
    return false;
  }
  return true;
}

// Replacements are of the type and cycle of the original and obey the rules of their type, judged
// as if the original were not there.
void JudgeReplacement(const Case& c, const Proposal& proposal, const EventContent& original,
                      Verdict& verdict) {
  const EventContent& replacement = proposal.stated().replacement();
  const HeaderFacts facts = FactsOf(replacement);
  if (replacement.kind_case() != original.kind_case() || facts.cycle != FactsOf(original).cycle) {
    verdict.Refuse(
        {.reason = ledger::v1::REASON_REPLACEMENT_MISMATCH,
         .field = proposal.field,
         .found = absl::StrCat(KindName(replacement), " for cycle ", Quoted(facts.cycle)),
         .expected =
             absl::StrCat(KindName(original), " for cycle ", Quoted(FactsOf(original).cycle))});
    return;
  }
  const std::string path =
      c.content.has_correction_proposed() ? c.Field("replacement") : std::string(c.path);
  absl::flat_hash_set<std::pair<std::string, std::string>> upheld = c.upheld_in_batch;
  const CycleEntry* cycle = c.state.registry().FindCycle(facts.cycle);
  if (cycle != nullptr && ConfirmsUpheld(c, *cycle)) {
    for (const std::string& unit : facts.units) upheld.insert({facts.cycle, unit});
  }
  JudgeContent(Case{.state = c.state,
                    .content = replacement,
                    .poster = proposal.poster,
                    .today = proposal.day,
                    .position = proposal.position,
                    .path = path,
                    .facts = facts,
                    .corrected_in_batch = c.corrected_in_batch,
                    .upheld_in_batch = upheld},
               verdict);
}

// What is restored is not asked again who may post it, but it must not collide with what came
// since.
void JudgeRestored(const Case& c, const Proposal& proposal,
                   const CorrectionEffect::Change& restored, Verdict& verdict) {
  Verdict standing(verdict.refused());
  JudgeStanding(Case{.state = c.state,
                     .content = *restored.content,
                     .poster = c.poster,
                     .today = c.today,
                     .position = restored.position,
                     .path = c.path,
                     .facts = c.facts,
                     .corrected_in_batch = c.corrected_in_batch,
                     .upheld_in_batch = c.upheld_in_batch},
                standing);
  verdict.RefuseAs(proposal.field, standing);
}

// What the office alone posts, the office alone corrects; a clause posting on a signed sheet is
// corrected once the sheet is reopened.
void JudgeChangeable(const Case& c, const Proposal& proposal, const CorrectionEffect& effect,
                     Verdict& verdict) {
  for (const auto* change : {&effect.leaves, &effect.enters}) {
    if (!change->has_value()) continue;
    const EventContent& changed = *(*change)->content;
    if (IsOfficeOnly(changed) && IsOtherBody(c)) RefuseOtherBody(c, verdict);
    JudgeNotSigned(c, changed, proposal.field, verdict);
  }
}

// In REVIEW a correction of a clause posting takes whom a posting takes; of a frozen cycle nothing
// is corrected that assessors or the office decided for it.
void JudgeReviewOf(const Case& c, const EventContent& corrected, Verdict& verdict) {
  const bool ruling = corrected.has_question_answered() || corrected.has_veto_confirmed();
  if (!IsClausePosting(corrected) && !ruling) return;
  const HeaderFacts facts = FactsOf(corrected);
  const CycleEntry* cycle = c.state.registry().FindCycle(facts.cycle);
  if (cycle == nullptr) return;
  if (ruling) return JudgeNotFrozen(c, *cycle, *facts.units.begin(), verdict);
  JudgeReview(c, *cycle, *facts.units.begin(), verdict);
}

void JudgeProposal(const Case& c, const Proposal& proposal, Verdict& verdict) {
  const uint64_t target = proposal.stated().position();
  const absl::StatusOr<RecordPointer> named = c.state.Lookup(target);
  if (absl::IsNotFound(named.status())) {
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_POSITION,
                    .field = proposal.field,
                    .found = absl::StrCat(target),
                    .expected = "the position of an event before this one",
                    .needs = {PositionName(target)}});
    return;
  }
  if (!named.ok()) return RefuseUnreadable(proposal.field, named.status(), verdict);
  const EventContent& original = (*named)->body.event().content();
  if (!IsCorrectable(original)) {
    verdict.Refuse({.reason = ledger::v1::REASON_NOT_CORRECTABLE,
                    .field = proposal.field,
                    .found = absl::StrCat(KindName(original), " at position ", target),
                    .expected = "an event that has no successor of its own"});
    return;
  }
  const absl::StatusOr<CorrectionEffect> effect =
      EffectOf(c.state, proposal.position, proposal.stated());
  if (!effect.ok()) return RefuseUnreadable(proposal.field, effect.status(), verdict);
  if (!JudgeVoidedOnce(c, proposal, *effect, verdict)) return;
  const EventContent& changed =
      effect->leaves.has_value() ? *effect->leaves->content : *effect->enters->content;
  JudgeReviewOf(c, changed, verdict);
  JudgeChangeable(c, proposal, *effect, verdict);
  // What comes into force cannot be judged while others rest on what it takes the place of.
  if (!JudgeNothingRests(c, proposal, *effect, verdict)) return;

  const Hypothesis hypothesis(c.state.journal());
  if (effect->leaves.has_value() && TakesOver(*effect)) {
    c.state.in_force().Remove(effect->leaves->position, *effect->leaves->content);
  } else if (effect->leaves.has_value()) {
    const absl::Status removed =
        RemoveWithResting(c, effect->leaves->position, *effect->leaves->content);
    if (!removed.ok()) return RefuseUnreadable(proposal.field, removed, verdict);
  }
  if (proposal.stated().has_replacement()) {
    JudgeReplacement(c, proposal, original, verdict);
  } else if (effect->enters.has_value()) {
    JudgeRestored(c, proposal, *effect->enters, verdict);
  }
}

void JudgeProposed(const Case& c, Verdict& verdict) {
  JudgeProposal(c,
                {.position = c.position,
                 .content = c.content,
                 .poster = c.poster,
                 .day = c.today,
                 .field = c.Field("position"),
                 .others_follow = true},
                verdict);
}

void JudgeConfirmed(const Case& c, Verdict& verdict) {
  const uint64_t position = c.content.correction_confirmed().proposal_position();
  const std::string field = c.Field("proposal_position");
  const absl::StatusOr<RecordPointer> proposal = c.state.Lookup(position);
  if (!proposal.ok() && !absl::IsNotFound(proposal.status())) {
    return RefuseUnreadable(field, proposal.status(), verdict);
  }
  if (!proposal.ok() || !(*proposal)->body.event().content().has_correction_proposed()) {
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_PROPOSAL,
                    .field = field,
                    .found = absl::StrCat(position),
                    .expected = "the position of a CorrectionProposed",
                    .needs = {PositionName(position)}});
    return;
  }
  const event::v1::EventBody& body = (*proposal)->body;
  JudgeOtherPerson(c, body, {}, verdict);
  if (const std::optional<uint64_t> by = c.state.ConfirmedBy(position)) {
    verdict.Refuse({.reason = ledger::v1::REASON_PROPOSAL_SETTLED,
                    .field = field,
                    .found = absl::StrCat("confirmed at position ", *by),
                    .expected = "a proposal that waits; propose anew",
                    .positions = {*by}});
    return;
  }
  // Judged again as it was proposed, by its poster and on its day, but in the present state. What
  // is wrong with it is said of the field that named it.
  Verdict again(verdict.refused());
  JudgeProposal(c,
                {.position = position,
                 .content = body.event().content(),
                 .poster = body.poster(),
                 .day = DayOf((*proposal)->header.record_time_micros()),
                 .field = field,
                 .others_follow = false},
                again);
  verdict.RefuseAs(field, again);
}

}  // namespace

void JudgeOtherPerson(const Case& c, const event::v1::EventBody& proposal,
                      const std::vector<uint64_t>& positions, Verdict& verdict) {
  absl::flat_hash_set<absl::string_view> proposed_by;
  for (const auto& person : proposal.event().content().decided_by()) {
    proposed_by.insert(person.person_id());
  }
  proposed_by.insert(proposal.poster().person_id());
  const auto require_other = [&](std::string field, const std::string& person) {
    if (!proposed_by.contains(person)) return;
    verdict.Refuse({.reason = ledger::v1::REASON_SAME_PERSON,
                    .field = std::move(field),
                    .found = absl::StrCat(Quoted(person), " proposed it"),
                    .expected = "another person than those who proposed it",
                    .positions = positions});
  };
  require_other(c.EnvelopeField("kind"), c.poster.person_id());
  for (int i = 0; i < c.content.decided_by_size(); ++i) {
    require_other(c.EnvelopeField(absl::StrCat("decided_by[", i, "].person_id")),
                  c.content.decided_by(i).person_id());
  }
}

void JudgeCorrections(const Case& c, Verdict& verdict) {
  if (c.content.has_correction_proposed()) {
    JudgeProposed(c, verdict);
  } else if (c.content.has_correction_confirmed()) {
    JudgeConfirmed(c, verdict);
  }
}

}  // namespace assessment::admission
