// The end of a year: who may notify, object, freeze, publish, appeal and amend, when. What needs
// the scores (the checklist, the results, whether an appeal made anybody worse off) the year-end
// service judges before it appends; here stands everything that holds whatever the scores are.

#include <set>

#include "absl/strings/str_cat.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/event_kind.h"
#include "ledger/admission/rules.h"
#include "ledger/admission/veto_basis.h"
#include "ledger/registry/results_digest.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;
using ledger::v1::CyclePhase;

// The phases in which an event of the type may come; the first alone, or both.
struct Phases {
  CyclePhase first;
  CyclePhase second;
};

Phases PhasesOf(const EventContent& content) {
  switch (content.kind_case()) {
    case EventContent::kFreezeWithdrawalProposed:
    case EventContent::kFreezeWithdrawn:
    case EventContent::kResultsPublished:
      return {ledger::v1::CYCLE_PHASE_FROZEN, ledger::v1::CYCLE_PHASE_FROZEN};
    case EventContent::kAppealFiled:
    case EventContent::kAppealDecided:
    case EventContent::kAppealWithdrawn:
    case EventContent::kAmendmentProposed:
    case EventContent::kCycleAmended:
    case EventContent::kCycleClosed:
      return {ledger::v1::CYCLE_PHASE_PUBLISHED, ledger::v1::CYCLE_PHASE_PUBLISHED};
    case EventContent::kLateFactLeavingProposed:
    case EventContent::kLateFactLeft:
      return {ledger::v1::CYCLE_PHASE_FROZEN, ledger::v1::CYCLE_PHASE_PUBLISHED};
    default:
      return {ledger::v1::CYCLE_PHASE_REVIEW, ledger::v1::CYCLE_PHASE_REVIEW};
  }
}

void JudgePhase(const Case& c, const CycleEntry& cycle, Verdict& verdict) {
  const Phases phases = PhasesOf(c.content);
  if (cycle.phase == phases.first || cycle.phase == phases.second) return;
  std::string expected = ledger::v1::CyclePhase_Name(phases.first);
  if (phases.second != phases.first) {
    absl::StrAppend(&expected, " or ", ledger::v1::CyclePhase_Name(phases.second));
  }
  verdict.Refuse({.reason = ledger::v1::REASON_CYCLE_PHASE_REFUSES,
                  .field = c.Field("cycle"),
                  .found = ledger::v1::CyclePhase_Name(cycle.phase),
                  .expected = std::move(expected),
                  .needs = {CyclePhaseName(cycle.opened.cycle())}});
}

void RequireUnitOf(const Case& c, const CycleEntry& cycle, Verdict& verdict) {
  if (!YearEndNamesUnit(c.content)) return;
  const std::string& unit = YearEndUnit(c.content);
  if (RequireUnit(c, "unit", unit, verdict) == nullptr || cycle.HasUnit(unit)) return;
  RefuseNotInCycle(c.Field("unit"), cycle, unit, verdict);
}

// A size that the event names is reached.
void RequireReached(const Case& c, uint64_t size, Verdict& verdict) {
  if (size <= c.position) return;
  verdict.Refuse({.reason = ledger::v1::REASON_FIELD_INVALID,
                  .field = c.Field("size"),
                  .found = absl::StrCat(size),
                  .expected = absl::StrCat("at most ", c.position, ", its own position")});
}

// What is handed in by a day is handed in by that day, whenever it is recorded.
void RequireInWindow(const Case& c, const event::v1::CivilDate& until, ledger::v1::Reason reason,
                     uint64_t stated_at, Verdict& verdict) {
  const CivilDay last = ToDay(until);
  const CivilDay handed_in = ToDay(c.content.occurred_on());
  if (handed_in <= last) return;
  verdict.Refuse(
      {.reason = reason,
       .field = c.EnvelopeField("occurred_on"),
       .found = FormatDay(handed_in),
       .expected = absl::StrCat("a day up to ", FormatDay(last), ", the last day of the window"),
       .positions = {stated_at}});
}

void JudgeObjectionFiled(const Case& c, const CycleEntry& cycle, Verdict& verdict) {
  const event::v1::ObjectionFiled& filed = c.content.objection_filed();
  const YearEnd& year_end = cycle.year_end;
  const auto notice = year_end.notices().find(filed.unit());
  if (notice == year_end.notices().end()) {
    verdict.Refuse({.reason = ledger::v1::REASON_NOT_NOTIFIED,
                    .field = c.Field("unit"),
                    .found = absl::StrCat(Quoted(filed.unit()), " was not notified"),
                    .expected = "a unit that was told its result; notify it first",
                    .needs = {NoticeName(filed.cycle(), filed.unit())}});
  } else {
    RequireInWindow(c, notice->second.objections_until, ledger::v1::REASON_OBJECTION_WINDOW,
                    notice->second.position, verdict);
  }
  if (const Objection* before = year_end.FindObjection(filed.unit(), filed.objection())) {
    verdict.Refuse({.reason = ledger::v1::REASON_DUPLICATE_OBJECTION,
                    .field = c.Field("objection"),
                    .found = absl::StrCat("filed at position ", before->position),
                    .expected = "an identifier that no objection of the unit has",
                    .positions = {before->position}});
  }
  if (cycle.compiled == nullptr) return;
  for (int i = 0; i < filed.targets_size(); ++i) {
    const std::string& target = filed.targets(i);
    if (cycle.compiled->FindItem(target) != nullptr ||
        cycle.compiled->FindClause(target) != nullptr) {
      continue;
    }
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_CLAUSE,
                    .field = c.Field(absl::StrCat("targets[", i, "]")),
                    .found = Quoted(target),
                    .expected = "an item or clause of the adopted scheme"});
  }
}

void JudgeObjectionDecided(const Case& c, const YearEnd& year_end, Verdict& verdict) {
  const event::v1::ObjectionDecided& decided = c.content.objection_decided();
  const Objection* objection = year_end.FindObjection(decided.unit(), decided.objection());
  if (objection == nullptr) {
    return verdict.Refuse(
        {.reason = ledger::v1::REASON_UNKNOWN_OBJECTION,
         .field = c.Field("objection"),
         .found = Quoted(decided.objection()),
         .expected = "an objection of the unit; file it first",
         .needs = {ObjectionName(decided.cycle(), decided.unit(), decided.objection())}});
  }
  if (!objection->decided.has_value()) return;
  verdict.Refuse({.reason = ledger::v1::REASON_OBJECTION_SETTLED,
                  .field = c.Field("objection"),
                  .found = absl::StrCat("decided at position ", *objection->decided),
                  .expected = "an objection that waits",
                  .positions = {*objection->decided}});
}

// The persons of a decision: whoever posts it and whoever it says decided.
std::set<std::string> PersonsOf(const EventContent& content, const event::v1::Poster& poster) {
  std::set<std::string> persons = {poster.person_id()};
  for (const event::v1::Person& person : content.decided_by()) persons.insert(person.person_id());
  return persons;
}

// Whoever proposes or confirms decides: nobody posts it for somebody else.
void RequireOwnDecision(const Case& c, Verdict& verdict) {
  for (const event::v1::Person& person : c.content.decided_by()) {
    if (person.person_id() == c.poster.person_id()) return;
  }
  verdict.Refuse({.reason = ledger::v1::REASON_DECIDES_FOR_ANOTHER,
                  .field = c.EnvelopeField("decided_by"),
                  .found = absl::StrCat("not ", Quoted(c.poster.person_id()), ", who posts it"),
                  .expected = "the person who posts it among those who decide"});
}

// Nobody freezes while somebody may still object.
void JudgeFreezeProposed(const Case& c, const YearEnd& year_end, Verdict& verdict) {
  RequireOwnDecision(c, verdict);
  RequireReached(c, c.content.freeze_proposed().size(), verdict);
  const CivilDay proposed = ToDay(c.content.occurred_on());
  for (const auto& [unit, notice] : year_end.notices()) {
    const CivilDay last = ToDay(notice.objections_until);
    if (proposed > last) continue;
    verdict.Refuse({.reason = ledger::v1::REASON_OBJECTION_WINDOW,
                    .field = c.EnvelopeField("occurred_on"),
                    .found = absl::StrCat(FormatDay(proposed), "; unit ", Quoted(unit),
                                          " may object until ", FormatDay(last)),
                    .expected = "a day after the last one to object",
                    .positions = {notice.position}});
  }
}

// A freeze that a composite rests on is not taken back under it.
void RequireNoFrozenComposite(const Case& c, const std::string& id, Verdict& verdict) {
  for (const auto& [other, cycle] : c.state.registry().cycles()) {
    if (!IsFrozen(cycle)) continue;
    for (const event::v1::ComposedCycle& part : cycle.opened.composed_of()) {
      if (part.cycle() != id) continue;
      verdict.Refuse({.reason = ledger::v1::REASON_CYCLE_PHASE_REFUSES,
                      .field = c.Field("cycle"),
                      .found = absl::StrCat("cycle ", Quoted(other), " is composed of it and in ",
                                            ledger::v1::CyclePhase_Name(cycle.phase)),
                      .expected = "a cycle that no frozen one is composed of"});
    }
  }
}

// A second step names the newest proposal, and comes from other persons than the first.
void JudgeSecondStep(const Case& c, const std::optional<uint64_t>& newest,
                     uint64_t proposal_position, Verdict& verdict) {
  RequireOwnDecision(c, verdict);
  if (newest != proposal_position) {
    return verdict.Refuse(
        {.reason = ledger::v1::REASON_PROPOSAL_OUTDATED,
         .field = c.Field("proposal_position"),
         .found = absl::StrCat(proposal_position),
         .expected = newest.has_value()
                         ? absl::StrCat(*newest, ", the newest proposal")
                         : std::string("the newest proposal; there is none that waits")});
  }
  const absl::StatusOr<RecordPointer> record = c.state.Lookup(proposal_position);
  if (!record.ok()) return RefuseUnreadable(c.Field("proposal_position"), record.status(), verdict);
  JudgeOtherPerson(c, (*record)->body, {proposal_position}, verdict);
}

void JudgeFreezeWithdrawalProposed(const Case& c, Verdict& verdict) {
  RequireOwnDecision(c, verdict);
  RequireNoFrozenComposite(c, c.content.freeze_withdrawal_proposed().cycle(), verdict);
}

void JudgeFreezeWithdrawn(const Case& c, const YearEnd& year_end, Verdict& verdict) {
  const event::v1::FreezeWithdrawn& withdrawn = c.content.freeze_withdrawn();
  JudgeSecondStep(c, year_end.withdrawal_proposal(), withdrawn.proposal_position(), verdict);
  RequireNoFrozenComposite(c, withdrawn.cycle(), verdict);
}

// A confirmation is a second step that names the digest as well.
void JudgeConfirmation(const Case& c, const YearEnd& year_end, uint64_t proposal_position,
                       const std::string& results_digest, Verdict& verdict) {
  const std::optional<ResultsProposal>& proposal = year_end.proposal();
  std::optional<uint64_t> newest;
  if (proposal.has_value()) newest = proposal->position;
  JudgeSecondStep(c, newest, proposal_position, verdict);
  if (newest != proposal_position) return;
  if (proposal->results_digest != results_digest) {
    verdict.Refuse({.reason = ledger::v1::REASON_PROPOSAL_OUTDATED,
                    .field = c.Field("results_digest"),
                    .found = "another digest",
                    .expected = "the digest of the proposal",
                    .positions = {proposal_position}});
  }
}

// What is published is, to the byte, what was frozen or proposed.
void RequireDigest(const Case& c, const std::string& results, absl::string_view expected,
                   Verdict& verdict) {
  if (expected.empty() || ResultsDigest(results).view() == expected) return;
  verdict.Refuse({.reason = ledger::v1::REASON_PROPOSAL_OUTDATED,
                  .field = c.Field("results"),
                  .found = "results of another digest",
                  .expected = "the results that were decided on"});
}

void JudgeAppealFiled(const Case& c, const CycleEntry& cycle, Verdict& verdict) {
  const event::v1::AppealFiled& filed = c.content.appeal_filed();
  const YearEnd& year_end = cycle.year_end;
  if (year_end.appeals_until().has_value()) {
    RequireInWindow(c, *year_end.appeals_until(), ledger::v1::REASON_APPEAL_WINDOW,
                    year_end.revisions().front().position, verdict);
  }
  if (const Appeal* before = year_end.FindAppeal(filed.unit(), filed.appeal())) {
    verdict.Refuse({.reason = ledger::v1::REASON_DUPLICATE_APPEAL,
                    .field = c.Field("appeal"),
                    .found = absl::StrCat("filed at position ", before->position),
                    .expected = "an identifier that no appeal of the unit has",
                    .positions = {before->position}});
  }
  for (int i = 0; i < filed.points_size(); ++i) {
    if (!filed.points(i).has_position() || filed.points(i).position() < c.position) continue;
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_POSITION,
                    .field = c.Field(absl::StrCat("points[", i, "].position")),
                    .found = absl::StrCat(filed.points(i).position()),
                    .expected = absl::StrCat("a position below ", c.position)});
  }
}

// The appeal; reports REASON_UNKNOWN_APPEAL and returns null when it is not filed or was withdrawn.
template <typename Stated>
const Appeal* RequireAppeal(const Case& c, const YearEnd& year_end, const Stated& stated,
                            Verdict& verdict) {
  const Appeal* appeal = year_end.FindAppeal(stated.unit(), stated.appeal());
  if (appeal != nullptr && !appeal->withdrawn) return appeal;
  verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_APPEAL,
                  .field = c.Field("appeal"),
                  .found = absl::StrCat(Quoted(stated.appeal()),
                                        appeal == nullptr ? "" : ", which was withdrawn"),
                  .expected = "an appeal of the unit that is open",
                  .needs = {AppealName(stated.cycle(), stated.unit(), stated.appeal())}});
  return nullptr;
}

// Persons who had a hand in the event at `position`: its poster, its deciders, and those of the
// correction that put it in its place.
void AddPersonsAt(const Case& c, uint64_t position, std::set<std::string>& persons) {
  const absl::StatusOr<RecordPointer> record = c.state.Lookup(position);
  if (!record.ok()) return;
  const event::v1::EventBody& body = (*record)->body;
  persons.merge(PersonsOf(body.event().content(), body.poster()));
  const std::optional<uint64_t> confirmed = c.state.ConfirmedBy(position);
  if (confirmed.has_value()) AddPersonsAt(c, *confirmed, persons);
}

// Nobody decides an appeal who filed it, had a hand in what it contests, or leads a team of the
// unit.
void JudgeIndependent(const Case& c, const CycleEntry& cycle, const Appeal& appeal,
                      const event::v1::AppealPoint& point, Verdict& verdict) {
  std::set<std::string> involved;
  AddPersonsAt(c, appeal.position, involved);
  const std::string& unit = c.content.appeal_decided().unit();
  if (point.has_position()) {
    AddPersonsAt(c, point.position(), involved);
    if (point.matter() == event::v1::APPEAL_MATTER_VETO) {
      const absl::StatusOr<std::set<uint64_t>> behind =
          EventsBehindVeto(c.state, cycle, unit, point.position());
      if (!behind.ok()) return RefuseUnreadable(c.Field("point"), behind.status(), verdict);
      for (const uint64_t position : *behind) AddPersonsAt(c, position, involved);
    }
  }
  for (const auto& [team, formed] : cycle.teams) {
    if (Covers(formed, unit)) involved.insert(formed.leader().person_id());
  }
  for (const std::string& person : PersonsOf(c.content, c.poster)) {
    if (!involved.contains(person)) continue;
    verdict.Refuse({.reason = ledger::v1::REASON_NOT_INDEPENDENT,
                    .field = c.EnvelopeField("decided_by"),
                    .found = absl::StrCat(Quoted(person),
                                          " filed it, had a hand in what it "
                                          "contests, or leads a team of the unit"),
                    .expected = "persons who had no part in it"});
  }
}

void JudgeAppealDecided(const Case& c, const CycleEntry& cycle, Verdict& verdict) {
  const event::v1::AppealDecided& decided = c.content.appeal_decided();
  const Appeal* appeal = RequireAppeal(c, cycle.year_end, decided, verdict);
  if (appeal == nullptr) return;
  if (decided.point() >= appeal->points.size()) {
    return verdict.Refuse({.reason = ledger::v1::REASON_FIELD_INVALID,
                           .field = c.Field("point"),
                           .found = absl::StrCat(decided.point()),
                           .expected = absl::StrCat("0 to ", appeal->points.size() - 1)});
  }
  if (const auto& before = appeal->decided[decided.point()]; before.has_value()) {
    verdict.Refuse({.reason = ledger::v1::REASON_APPEAL_SETTLED,
                    .field = c.Field("point"),
                    .found = absl::StrCat("decided at position ", before->first),
                    .expected = "a point that waits",
                    .positions = {before->first}});
  }
  JudgeIndependent(c, cycle, *appeal, appeal->points[decided.point()], verdict);
}

void JudgeAppealWithdrawn(const Case& c, const YearEnd& year_end, Verdict& verdict) {
  const Appeal* appeal = RequireAppeal(c, year_end, c.content.appeal_withdrawn(), verdict);
  if (appeal == nullptr || appeal->open()) return;
  verdict.Refuse({.reason = ledger::v1::REASON_APPEAL_SETTLED,
                  .field = c.Field("appeal"),
                  .found = "every point is decided",
                  .expected = "an appeal of which a point waits",
                  .positions = {appeal->position}});
}

// A late fact: recorded after the freeze, not counted, not left before. True when it is one.
bool RequireLate(const Case& c, const std::string& field, const YearEnd& year_end,
                 uint64_t position, Verdict& verdict) {
  if (!year_end.frozen().has_value()) return false;
  if (position >= c.position) {
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_POSITION,
                    .field = c.Field(field),
                    .found = absl::StrCat(position),
                    .expected = absl::StrCat("a position below ", c.position)});
    return false;
  }
  const bool counted = year_end.frozen()->Counts(position);
  const auto left = year_end.facts_left().find(position);
  if (!counted && left == year_end.facts_left().end()) return true;
  Failure failure{.reason = ledger::v1::REASON_FACT_DISPOSED,
                  .field = c.Field(field),
                  .found = counted ? absl::StrCat("position ", position, " is counted")
                                   : absl::StrCat("position ", position,
                                                  " was left out at position ", left->second),
                  .expected = "a fact that came after the freeze, of which nothing was decided"};
  if (!counted) failure.positions = {left->second};
  verdict.Refuse(std::move(failure));
  return false;
}

// An amendment of a cycle that this one is composed of.
bool AmendsPart(const CycleEntry& cycle, const EventContent& content) {
  const auto& parts = cycle.opened.composed_of();
  return content.has_cycle_amended() &&
         std::any_of(parts.begin(), parts.end(), [&](const event::v1::ComposedCycle& part) {
           return part.cycle() == content.cycle_amended().cycle();
         });
}

// What is added is late, and a confirmation brings its proposal: the fold needs both. Of the
// registry's events only the amendment of a part changes a result, that of the composite.
void JudgeAmendmentProposed(const Case& c, const CycleEntry& cycle, Verdict& verdict) {
  const YearEnd& year_end = cycle.year_end;
  RequireOwnDecision(c, verdict);
  const auto& added = c.content.amendment_proposed().added_positions();
  const std::set<uint64_t> positions(added.begin(), added.end());
  for (int i = 0; i < added.size(); ++i) {
    const std::string field = absl::StrCat("added_positions[", i, "]");
    // A fact that was left may be counted after all: that is a new decision of two persons.
    const bool counted = year_end.frozen().has_value() && year_end.frozen()->Counts(added[i]);
    if (counted || !year_end.facts_left().contains(added[i])) {
      RequireLate(c, field, year_end, added[i], verdict);
    }
    const absl::StatusOr<RecordPointer> record = c.state.Lookup(added[i]);
    if (!record.ok()) continue;
    const EventContent& content = (*record)->body.event().content();
    if (IsRegistryEvent(content) && !AmendsPart(cycle, content)) {
      verdict.Refuse({.reason = ledger::v1::REASON_FIELD_INVALID,
                      .field = c.Field(field),
                      .found = absl::StrCat(KindName(content), " at position ", added[i]),
                      .expected =
                          "a fact, a posting, a ruling, a correction, or the amendment of a "
                          "cycle that this one is composed of"});
    }
    if (!content.has_correction_confirmed() || !year_end.frozen().has_value()) continue;
    const uint64_t proposal = content.correction_confirmed().proposal_position();
    if (year_end.frozen()->Counts(proposal) || positions.contains(proposal)) continue;
    verdict.Refuse(
        {.reason = ledger::v1::REASON_FIELD_INVALID,
         .field = c.Field(field),
         .found = absl::StrCat("the confirmation of the proposal at position ", proposal),
         .expected = "its proposal among the positions as well",
         .positions = {proposal}});
  }
}

// A correction is left out by its confirmation: a proposal alone changes nothing.
void JudgeLateFactLeavingProposed(const Case& c, const YearEnd& year_end, Verdict& verdict) {
  RequireOwnDecision(c, verdict);
  const uint64_t position = c.content.late_fact_leaving_proposed().position();
  RequireLate(c, "position", year_end, position, verdict);
  const absl::StatusOr<RecordPointer> record = c.state.Lookup(position);
  if (!record.ok() || !(*record)->body.event().content().has_correction_proposed()) return;
  verdict.Refuse({.reason = ledger::v1::REASON_FIELD_INVALID,
                  .field = c.Field("position"),
                  .found = absl::StrCat("a proposal of a correction at position ", position),
                  .expected = "the position of its confirmation"});
}

void JudgeLateFactLeft(const Case& c, const YearEnd& year_end, Verdict& verdict) {
  const event::v1::LateFactLeft& left = c.content.late_fact_left();
  if (!RequireLate(c, "position", year_end, left.position(), verdict)) return;
  const auto newest = year_end.leaving_proposals().find(left.position());
  if (newest == year_end.leaving_proposals().end()) {
    return verdict.Refuse(
        {.reason = ledger::v1::REASON_UNKNOWN_PROPOSAL,
         .field = c.Field("proposal_position"),
         .found = absl::StrCat(left.proposal_position()),
         .expected = absl::StrCat("the position of a LateFactLeavingProposed for the fact at ",
                                  left.position(), "; another person proposes it first"),
         .needs = {PositionName(left.proposal_position())}});
  }
  JudgeSecondStep(c, newest->second, left.proposal_position(), verdict);
}

void JudgeCycleClosed(const Case& c, const YearEnd& year_end, Verdict& verdict) {
  for (const auto& [key, appeal] : year_end.appeals()) {
    if (!appeal.open()) continue;
    verdict.Refuse({.reason = ledger::v1::REASON_APPEAL_OPEN,
                    .field = c.Field("cycle"),
                    .found = absl::StrCat("appeal ", Quoted(key.second), " of unit ",
                                          Quoted(key.first), " has points that wait"),
                    .expected = "a cycle whose appeals are decided or withdrawn",
                    .positions = {appeal.position}});
  }
}

}  // namespace

void JudgeYearEnd(const Case& c, Verdict& verdict) {
  if (!IsYearEndEvent(c.content)) return;
  const CycleEntry* cycle = RequireCycle(c, YearEndCycle(c.content), verdict);
  if (cycle == nullptr) return;
  JudgePhase(c, *cycle, verdict);
  RequireUnitOf(c, *cycle, verdict);
  const YearEnd& year_end = cycle->year_end;
  switch (c.content.kind_case()) {
    case EventContent::kResultNotified:
      return RequireReached(c, c.content.result_notified().size(), verdict);
    case EventContent::kObjectionFiled:
      return JudgeObjectionFiled(c, *cycle, verdict);
    case EventContent::kObjectionDecided:
      return JudgeObjectionDecided(c, year_end, verdict);
    case EventContent::kFreezeProposed:
      return JudgeFreezeProposed(c, year_end, verdict);
    case EventContent::kFreezeWithdrawalProposed:
      return JudgeFreezeWithdrawalProposed(c, verdict);
    case EventContent::kFreezeWithdrawn:
      return JudgeFreezeWithdrawn(c, year_end, verdict);
    case EventContent::kFreezeConfirmed:
      return JudgeConfirmation(c, year_end, c.content.freeze_confirmed().proposal_position(),
                               c.content.freeze_confirmed().results_digest(), verdict);
    case EventContent::kResultsPublished:
      return RequireDigest(c, c.content.results_published().results(), year_end.frozen_digest(),
                           verdict);
    case EventContent::kAppealFiled:
      return JudgeAppealFiled(c, *cycle, verdict);
    case EventContent::kAppealDecided:
      return JudgeAppealDecided(c, *cycle, verdict);
    case EventContent::kAppealWithdrawn:
      return JudgeAppealWithdrawn(c, year_end, verdict);
    case EventContent::kAmendmentProposed:
      return JudgeAmendmentProposed(c, *cycle, verdict);
    case EventContent::kCycleAmended:
      RequireDigest(c, c.content.cycle_amended().results(),
                    c.content.cycle_amended().results_digest(), verdict);
      return JudgeConfirmation(c, year_end, c.content.cycle_amended().proposal_position(),
                               c.content.cycle_amended().results_digest(), verdict);
    case EventContent::kLateFactLeavingProposed:
      return JudgeLateFactLeavingProposed(c, year_end, verdict);
    case EventContent::kLateFactLeft:
      return JudgeLateFactLeft(c, year_end, verdict);
    case EventContent::kCycleClosed:
      return JudgeCycleClosed(c, year_end, verdict);
    default:
      return;
  }
}

bool IsFrozen(const CycleEntry& cycle) {
  return cycle.phase != ledger::v1::CYCLE_PHASE_OPEN &&
         cycle.phase != ledger::v1::CYCLE_PHASE_REVIEW;
}

bool ConfirmsUpheld(const Case& c, const CycleEntry& cycle) {
  return cycle.phase == ledger::v1::CYCLE_PHASE_PUBLISHED && c.content.has_correction_confirmed() &&
         c.content.correction_confirmed().proposal_position() >
             cycle.year_end.revisions().front().position;
}

void JudgeNotFrozen(const Case& c, const CycleEntry& cycle, absl::string_view unit,
                    Verdict& verdict) {
  if (!IsFrozen(cycle)) return;
  const bool published = cycle.phase == ledger::v1::CYCLE_PHASE_PUBLISHED;
  if (published && c.upheld_in_batch.contains({cycle.opened.cycle(), std::string(unit)})) return;
  // A correction that came with such a decision is confirmed by another person, so in a batch of
  // its own.
  if (ConfirmsUpheld(c, cycle)) return;
  verdict.Refuse({.reason = ledger::v1::REASON_CYCLE_PHASE_REFUSES,
                  .field = c.Field("cycle"),
                  .found = ledger::v1::CyclePhase_Name(cycle.phase),
                  .expected = published ? "the decision that upholds an appeal of the unit in the "
                                          "same batch: published results change in no other way"
                                        : "a cycle that is not frozen",
                  .needs = {CyclePhaseName(cycle.opened.cycle())}});
}

}  // namespace assessment::admission
