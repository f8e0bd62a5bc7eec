#ifndef LEDGER_ADMISSION_RULES_H_
#define LEDGER_ADMISSION_RULES_H_

// The rules: may this event, which is well formed, follow what was admitted before it? README.md
// beside this header has the table of types. Rules report every failure they see; the verdict keeps
// the one that counts. A rule that cannot be judged because what it looks at is missing stays
// silent: the missing thing is reported.
//
// One file a group:
//   rules_envelope      dates, deciders, papers, evidence
//   rules_permissions   who may post what
//   rules_posters       who posts about whom
//   rules_registry      units, schemes, figures, signing keys
//   rules_units         the end of units, supervision, letters of responsibility
//   rules_cycles        cycles, phases, teams
//   rules_clauses       findings, reviews, judgements, decisions, exemptions
//   rules_statements    statements and their rulings
//   rules_accidents     accidents: reports, attributions, rulings
//   rules_accident_course  totals, investigation, concealment, mergers
//   rules_matters       matters, letters, lateness
//   rules_honours       claims, honours, blame
//   rules_submissions   what units hand in
//   rules_rulings       rulings of the office
//   rules_sheets        printed sheets, and postings on what is signed
//   rules_year_end      the end of a year: objections, freezing, publication, appeals
//   rules_erasure       erasure of sealed texts
//   rules_corrections   corrections
//   rules_standing      what an event rests on and collides with; all that is judged again when a
//                       correction brings an event back

#include <cstdint>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/admission/admitted_state.h"
#include "ledger/admission/header_facts.h"
#include "ledger/admission/verdict.h"
#include "ledger/base/civil.h"
#include "ledger/permission/role_table.h"
#include "ledger/scheme/scope.h"

namespace assessment::admission {

// What is judged: content that a poster states on a day, as if it came next.
struct Case {
  // Left as it was.
  AdmittedState& state;
  const event::v1::EventContent& content;
  const event::v1::Poster& poster;
  // The record day, in the ledger's calendar.
  CivilDay today;
  // Where it will stand.
  uint64_t position = 0;
  // Path of `content` in the event.
  absl::string_view path = "content";
  // What its header will name.
  const HeaderFacts& facts;
  // Positions that some proposal of the same batch names.
  const absl::flat_hash_set<uint64_t>& corrected_in_batch;
  // Cycles and units of which some decision of the same batch upholds an appeal.
  const absl::flat_hash_set<std::pair<std::string, std::string>>& upheld_in_batch;

  // Path of a field of what the content states: "content.finding_recorded.clause".
  std::string Field(absl::string_view field) const;
  // Path of a field of the content itself: "content.paper".
  std::string EnvelopeField(absl::string_view field) const;
};

// Judges everything but permission.
void JudgeContent(const Case& c, Verdict& verdict);

// Whether the poster has a grant for this, posted under `source` (REASON_PERMISSION_DENIED).
void JudgePermission(const Case& c, absl::string_view source, Verdict& verdict);

// --- The groups; each looks at its own types and passes over all others. ---

void JudgeEnvelope(const Case& c, Verdict& verdict);
void JudgePoster(const Case& c, Verdict& verdict);
void JudgeRegistry(const Case& c, Verdict& verdict);
void JudgeUnits(const Case& c, Verdict& verdict);
void JudgeCycles(const Case& c, Verdict& verdict);
void JudgeClauses(const Case& c, Verdict& verdict);
void JudgeStatements(const Case& c, Verdict& verdict);
void JudgeAccidents(const Case& c, Verdict& verdict);
void JudgeAccidentCourse(const Case& c, Verdict& verdict);
void JudgeMatters(const Case& c, Verdict& verdict);
void JudgeHonours(const Case& c, Verdict& verdict);
void JudgeSubmissions(const Case& c, Verdict& verdict);
void JudgeRulings(const Case& c, Verdict& verdict);
void JudgeSheets(const Case& c, Verdict& verdict);
void JudgeYearEnd(const Case& c, Verdict& verdict);
void JudgeStanding(const Case& c, Verdict& verdict);
void JudgeErasure(const Case& c, Verdict& verdict);
void JudgeCorrections(const Case& c, Verdict& verdict);

// The parts of JudgeStanding that stand with their group.
void JudgeUnitsStand(const Case& c, Verdict& verdict);
void JudgeAccidentCourseStands(const Case& c, Verdict& verdict);
void JudgeMattersStand(const Case& c, Verdict& verdict);
void JudgeHonoursStand(const Case& c, Verdict& verdict);
void JudgeRulingsStand(const Case& c, Verdict& verdict);

// --- What several groups share. ---

// The registered unit; reports REASON_UNKNOWN_UNIT and returns null when there is none.
const UnitEntry* RequireUnit(const Case& c, absl::string_view field, const std::string& unit,
                             Verdict& verdict);
// The cycle; reports REASON_UNKNOWN_CYCLE and returns null when there is none.
const CycleEntry* RequireCycle(const Case& c, const std::string& cycle, Verdict& verdict);
// The scheme; reports REASON_UNKNOWN_SCHEME and returns null when it is not published.
const SchemeEntry* RequireScheme(const Case& c, const event::v1::SchemeReference& reference,
                                 Verdict& verdict);

// Where a clause posting is addressed, as far as it is known.
struct Address {
  const CycleEntry* cycle = nullptr;       // Known.
  const CompiledScheme* scheme = nullptr;  // Adopted.
  std::optional<ScopedUnit> unit;          // Assessed in the cycle.
};
// Cycle, adopted scheme, unit in cycle, and in REVIEW who may still post.
Address JudgeAddress(const Case& c, const std::string& cycle, const std::string& unit,
                     Verdict& verdict);
// Reports REASON_UNIT_NOT_IN_CYCLE for `field`, a whole path.
void RefuseNotInCycle(std::string field, const CycleEntry& cycle, const std::string& unit,
                      Verdict& verdict);
// The rule of REVIEW alone: from the office, or decided by members of a team of the unit.
void JudgeReview(const Case& c, const CycleEntry& cycle, absl::string_view unit, Verdict& verdict);
// True from the freeze on.
bool IsFrozen(const CycleEntry& cycle);
// The rule of frozen cycles: nothing that assessors post, but what an upheld appeal brings.
void JudgeNotFrozen(const Case& c, const CycleEntry& cycle, absl::string_view unit,
                    Verdict& verdict);
// True when a confirmation confirms what came with an upheld appeal: its proposal was admitted
// after the publication, so together with such a decision.
bool ConfirmsUpheld(const Case& c, const CycleEntry& cycle);
// True when the team may act on the unit.
bool Covers(const event::v1::TeamFormed& team, absl::string_view unit);

// An item or component that a posting names.
struct Target {
  const scheme::v1::Item* item = nullptr;
  const scheme::v1::Component* component = nullptr;  // Null: the item is named.
};
// The target; reports REASON_UNKNOWN_CLAUSE or REASON_CLAUSE_OUT_OF_SCOPE. Nothing when it is
// unknown.
std::optional<Target> RequireTarget(const Case& c, const Address& address, absl::string_view field,
                                    const std::string& target, Verdict& verdict);
// The rule that what a body of its own scores is posted on by the office alone.
void JudgeScoringBody(const Case& c, absl::string_view field, const scheme::v1::Item& item,
                      Verdict& verdict);

// The accident as it is reported; reports REASON_UNKNOWN_ACCIDENT and returns null when it is not.
const AccidentEntry* RequireReported(const Case& c, absl::string_view field,
                                     const std::string& accident, Verdict& verdict);
// Likewise, and reports REASON_ACCIDENT_MERGED when it was merged into another before the event.
const AccidentEntry* RequireAccident(const Case& c, absl::string_view field,
                                     const std::string& accident, Verdict& verdict);
// The matter; reports REASON_UNKNOWN_MATTER and returns null when none is opened.
const MatterEntry* RequireMatter(const Case& c, absl::string_view field, const std::string& matter,
                                 Verdict& verdict);
// The rule of a step of lateness under `due`, the due date in force, when `steps` are recorded.
void JudgeStep(const Case& c, const CivilInstant& due, const std::vector<RecordedStep>& steps,
               Verdict& verdict);
// The adopted scheme of a cycle that assesses the unit, in any phase; null when there is none.
const CompiledScheme* RequireAdopted(const Case& c, const std::string& cycle,
                                     const std::string& unit, Verdict& verdict);
// Reports REASON_UNKNOWN_CLAUSE unless the scheme has the item; null then.
const scheme::v1::Item* RequireItem(const Case& c, const CompiledScheme& scheme,
                                    absl::string_view field, const std::string& item,
                                    Verdict& verdict);
// The rule that a clause posting on a signed sheet needs it reopened; `posting` is what is posted,
// replaced or corrected away, `field` what names it.
void JudgeNotSigned(const Case& c, const event::v1::EventContent& posting, absl::string_view field,
                    Verdict& verdict);

// The rule that whoever confirms is none of those who proposed, by name on the paper or by login
// (REASON_SAME_PERSON, with `positions`).
void JudgeOtherPerson(const Case& c, const event::v1::EventBody& proposal,
                      const std::vector<uint64_t>& positions, Verdict& verdict);

// True when the poster posts this as one of the roles; in a ledger without grants, as the office.
bool ActsAs(const Case& c, Roles roles);
// The office and whoever records on its behalf.
inline constexpr Roles kOfficeRoles = {event::v1::ROLE_OFFICE, event::v1::ROLE_CLERK};
// True when the office alone may do this, and the poster is of another body. Where there are grants
// they say so themselves.
bool IsOtherBody(const Case& c);
// Reports that the office alone may do this.
void RefuseOtherBody(const Case& c, Verdict& verdict);
// A status of reading the log, as a refusal of the event that needed it.
void RefuseUnreadable(absl::string_view field, const absl::Status& status, Verdict& verdict);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_RULES_H_
