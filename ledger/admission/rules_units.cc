// Units that end, whom enterprises are supervised by, letters of responsibility; and that no fact
// names a unit on a day on which it is no longer.

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/rules.h"
#include "ledger/deadline/due_date.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

std::string EndingText(absl::string_view unit, const UnitEnding& ending) {
  return absl::StrCat("unit ", Quoted(unit), ending.merged ? " was merged" : " was dissolved",
                      ending.successor.empty()
                          ? std::string()
                          : absl::StrCat(ending.merged ? " into " : ", succeeded by ",
                                         Quoted(ending.successor), ","),
                      " as of ", FormatDay(ending.effective), " at position ", ending.position);
}

// Reports that the unit that `field` names has ended.
void RefuseEnded(const Case& c, absl::string_view field, absl::string_view unit,
                 const UnitEnding& ending, std::string expected, Verdict& verdict) {
  verdict.Refuse({.reason = ledger::v1::REASON_UNIT_ENDED,
                  .field = c.Field(field),
                  .found = EndingText(unit, ending),
                  .expected = std::move(expected),
                  .positions = {ending.position},
                  .needs = {VoidName(ending.position)}});
}

void RequireNotEnded(const Case& c, absl::string_view field, absl::string_view unit,
                     const CivilDay& day, Verdict& verdict) {
  const UnitEnding* ending = c.state.in_force().units().EndedBy(unit, day);
  if (ending == nullptr) return;
  RefuseEnded(c, field, unit, *ending,
              ending->successor.empty() ? absl::StrCat("a unit that is there on ", FormatDay(day))
                                        : absl::StrCat("a unit that is there on ", FormatDay(day),
                                                       ", as ", Quoted(ending->successor)),
              verdict);
}

// The day on which a fact needs the units that it names; nothing for what is no fact about them:
// postings and papers of a cycle, which follow the year they are about, and what only takes back.
std::optional<CivilDay> DayOfFact(const AdmittedState& state, const EventContent& content) {
  switch (content.kind_case()) {
    case EventContent::kAccidentReported:
      return ToDay(content.accident_reported().occurred_at().date());
    case EventContent::kAccidentAttributed: {
      const AccidentEntry* accident =
          state.in_force().FindAccident(content.accident_attributed().accident());
      if (accident == nullptr) return std::nullopt;
      return accident->occurred.day;
    }
    case EventContent::kMetricReported:
      return ToDay(content.metric_reported().period_from());
    case EventContent::kAttributionWithdrawn:
    case EventContent::kBonusRefused:
      return std::nullopt;
    default:
      if (content.kind_case() < 300 || content.kind_case() >= 700) return std::nullopt;
      return ToDay(content.occurred_on());
  }
}

// The field in which a fact names its units.
absl::string_view UnitFieldOf(const EventContent& content) {
  if (content.has_accident_reported()) return "county";
  return content.has_letter_issued() ? "units" : "unit";
}

// What the record states that is in force; null when nothing is.
const EventContent* StatedInForce(const AdmittedState& state, const ParsedRecord& record) {
  const uint64_t position = record.header.position();
  const EventContent& content = record.body.event().content();
  if (!content.has_correction_proposed()) {
    return state.VoidedBy(position).has_value() ? nullptr : &content;
  }
  if (!content.correction_proposed().has_replacement()) return nullptr;
  const std::optional<uint64_t> confirmed = state.ConfirmedBy(position);
  if (!confirmed.has_value() || state.VoidedBy(*confirmed).has_value()) return nullptr;
  return &content.correction_proposed().replacement();
}

bool IsWithdrawn(const AdmittedState& state, const EventContent& content) {
  if (!content.has_accident_attributed()) return false;
  const event::v1::AccidentAttributed& attributed = content.accident_attributed();
  const AccidentEntry* accident = state.in_force().FindAccident(attributed.accident());
  if (accident == nullptr) return true;
  const auto* last = accident->LastAttribution(attributed.unit(), attributed.role());
  return last == nullptr || last->withdrawn;
}

struct LaterFact {
  uint64_t position = 0;
  CivilDay day;
};

// The first fact in force that needs the unit on `day` or later. Endings are rare, so the unit's
// history is read then; remembering the days of all facts would cost every ledger more.
absl::StatusOr<std::optional<LaterFact>> FirstFactFrom(const AdmittedState& state,
                                                       const std::string& unit,
                                                       const CivilDay& day) {
  std::optional<LaterFact> first;
  const absl::Status visited =
      state.VisitNaming(unit, [&](const ParsedRecord& record) -> absl::Status {
        if (first.has_value()) return absl::OkStatus();
        const EventContent* content = StatedInForce(state, record);
        if (content == nullptr || !FactsOf(*content).units.contains(unit)) return absl::OkStatus();
        const std::optional<CivilDay> needed = DayOfFact(state, *content);
        if (!needed.has_value() || *needed < day || IsWithdrawn(state, *content)) {
          return absl::OkStatus();
        }
        first = LaterFact{record.header.position(), *needed};
        return absl::OkStatus();
      });
  if (!visited.ok()) return visited;
  return first;
}

// The rules of one unit that is to end, named by `field`.
void JudgeUnitEnds(const Case& c, const std::string& field, const std::string& unit,
                   const CivilDay& effective, Verdict& verdict) {
  const UnitsInForce& units = c.state.in_force().units();
  if (const UnitEnding* ending = units.FindEnding(unit)) {
    RefuseEnded(c, field, unit, *ending, "a unit that ends once; correct that event first",
                verdict);
    return;
  }
  if (const UnitEnding* before = units.SucceededFrom(unit, effective)) {
    verdict.Refuse(
        {.reason = ledger::v1::REASON_UNIT_HAS_LATER_FACTS,
         .field = c.Field(field),
         .found = absl::StrCat("the event at position ", before->position, " makes ", Quoted(unit),
                               " a successor as of ", FormatDay(before->effective)),
         .expected = "a later day, or that event corrected first",
         .positions = {before->position},
         .needs = {VoidName(before->position)}});
  }
  const absl::StatusOr<std::optional<LaterFact>> fact = FirstFactFrom(c.state, unit, effective);
  if (!fact.ok()) return RefuseUnreadable(c.Field(field), fact.status(), verdict);
  if (!fact->has_value()) return;
  verdict.Refuse({.reason = ledger::v1::REASON_UNIT_HAS_LATER_FACTS,
                  .field = c.Field(field),
                  .found = absl::StrCat("the event at position ", (*fact)->position, " names ",
                                        Quoted(unit), " on ", FormatDay((*fact)->day)),
                  .expected = absl::StrCat("no fact about it from ", FormatDay(effective),
                                           " on; correct that event first, or give a later day"),
                  .positions = {(*fact)->position},
                  .needs = {VoidName((*fact)->position)}});
}

void JudgeEndingStands(const Case& c, Verdict& verdict) {
  const EndingStated stated = EndingIn(c.position, c.content);
  for (size_t i = 0; i < stated.units.size(); ++i) {
    JudgeUnitEnds(c, stated.ending.merged ? absl::StrCat("units[", i, "]") : "unit",
                  stated.units[i], stated.ending.effective, verdict);
  }
  if (!stated.ending.successor.empty()) {
    RequireNotEnded(c, "successor", stated.ending.successor, stated.ending.effective, verdict);
  }
}

void JudgeSupervisionStands(const Case& c, Verdict& verdict) {
  const event::v1::EnterpriseSupervised& supervised = c.content.enterprise_supervised();
  const Supervision stated = SupervisionIn(c.position, supervised);
  const UnitsInForce& units = c.state.in_force().units();
  RequireNotEnded(c, "unit", stated.unit, stated.from, verdict);
  for (const Supervision& before : units.SupervisionsOf(supervised.enterprise_code())) {
    if (before.unit != stated.unit || !before.Overlaps(stated)) continue;
    verdict.Refuse(
        {.reason = ledger::v1::REASON_ALREADY_SUPERVISED,
         .field = c.Field("from"),
         .found = absl::StrCat(
             "position ", before.position, " states it from ", FormatDay(before.from),
             before.to.has_value() ? absl::StrCat(" to ", FormatDay(*before.to)) : " on"),
         .expected = "days that are not stated; to change a period correct that event",
         .positions = {before.position},
         .needs = {VoidName(before.position)}});
    return;
  }
}

void JudgeResponsibilityLetterStands(const Case& c, Verdict& verdict) {
  const event::v1::ResponsibilityLetterSigned& letter = c.content.responsibility_letter_signed();
  RequireNotEnded(c, "unit", letter.unit(), ToDay(letter.signed_on()), verdict);
  const std::optional<uint64_t> before =
      c.state.in_force().units().FindLetter(letter.unit(), letter.year());
  if (!before.has_value()) return;
  verdict.Refuse({.reason = ledger::v1::REASON_LETTER_ALREADY_SIGNED,
                  .field = c.Field("year"),
                  .found = absl::StrCat("the letter of ", Quoted(letter.unit()), " for ",
                                        letter.year(), " is recorded at position ", *before),
                  .expected = "one letter a unit and year; correct that event first",
                  .positions = {*before},
                  .needs = {VoidName(*before)}});
}

// An enterprise that the registry knows on the day of the accident counts for its supervisors.
void JudgeDirectSupervisor(const Case& c, Verdict& verdict) {
  const event::v1::AccidentAttributed& attributed = c.content.accident_attributed();
  if (attributed.role() != event::v1::ACCIDENT_ROLE_DIRECT_SUPERVISOR) return;
  const AccidentEntry* accident = c.state.in_force().FindAccident(attributed.accident());
  if (accident == nullptr || accident->enterprise_code.empty()) return;
  std::vector<std::string> others;
  std::vector<uint64_t> positions;
  for (const Supervision& supervision : c.state.in_force().units().SupervisorsOn(
           accident->enterprise_code, accident->occurred.day)) {
    if (supervision.unit == attributed.unit()) return;
    others.push_back(Quoted(supervision.unit));
    positions.push_back(supervision.position);
  }
  if (others.empty()) return;
  verdict.Refuse(
      {.reason = ledger::v1::REASON_SUPERVISED_BY_OTHERS,
       .field = c.Field("unit"),
       .found = absl::StrCat(Quoted(attributed.unit()), "; on ", FormatDay(accident->occurred.day),
                             " enterprise ", Quoted(accident->enterprise_code),
                             " is supervised by ", absl::StrJoin(others, ", ")),
       .expected = "a unit that directly supervises it; state its supervision first",
       .positions = positions});
}

void JudgeUnitsOfFact(const Case& c, Verdict& verdict) {
  const std::optional<CivilDay> day = DayOfFact(c.state, c.content);
  if (!day.has_value()) return;
  for (const std::string& unit : FactsOf(c.content).units) {
    RequireNotEnded(c, UnitFieldOf(c.content), unit, *day, verdict);
  }
}

}  // namespace

void JudgeUnits(const Case& c, Verdict& verdict) {
  switch (c.content.kind_case()) {
    case EventContent::kUnitsMerged: {
      const event::v1::UnitsMerged& merged = c.content.units_merged();
      for (int i = 0; i < merged.units_size(); ++i) {
        RequireUnit(c, absl::StrCat("units[", i, "]"), merged.units(i), verdict);
      }
      RequireUnit(c, "successor", merged.successor(), verdict);
      return;
    }
    case EventContent::kUnitDissolved: {
      const event::v1::UnitDissolved& dissolved = c.content.unit_dissolved();
      RequireUnit(c, "unit", dissolved.unit(), verdict);
      if (!dissolved.successor().empty()) {
        RequireUnit(c, "successor", dissolved.successor(), verdict);
      }
      return;
    }
    case EventContent::kEnterpriseSupervised:
      RequireUnit(c, "unit", c.content.enterprise_supervised().unit(), verdict);
      return;
    case EventContent::kResponsibilityLetterSigned:
      RequireUnit(c, "unit", c.content.responsibility_letter_signed().unit(), verdict);
      return;
    default:
      return;
  }
}

void JudgeUnitsStand(const Case& c, Verdict& verdict) {
  switch (c.content.kind_case()) {
    case EventContent::kUnitsMerged:
    case EventContent::kUnitDissolved:
      return JudgeEndingStands(c, verdict);
    case EventContent::kEnterpriseSupervised:
      return JudgeSupervisionStands(c, verdict);
    case EventContent::kResponsibilityLetterSigned:
      return JudgeResponsibilityLetterStands(c, verdict);
    case EventContent::kAccidentAttributed:
      JudgeUnitsOfFact(c, verdict);
      return JudgeDirectSupervisor(c, verdict);
    default:
      return JudgeUnitsOfFact(c, verdict);
  }
}

}  // namespace assessment::admission
