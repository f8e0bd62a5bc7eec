#ifndef LEDGER_PERMISSION_ROLE_TABLE_H_
#define LEDGER_PERMISSION_ROLE_TABLE_H_

// The one table of who may post what, in which phase, and who reads it. No role holds another:
// whoever is two things has two grants.
//
// Posting goes by event type; rules about phases, papers, deciders and the own unit stand with
// admission and hold for every role. Reading goes by what an event says (ReadClass); the same
// classes bound what is derived from it: a score is no more open than the postings under it.
//
//   role            posts                                     reads
//   reporter        the types of its grant, its own source    what its source posted, the registry
//   team member     findings, reviews, points, exemptions     its units: facts, postings, scores
//   team leader     also rulings on statements, sheets        the same
//   scoring body    as a member, and its sheets               the same, where no item bounds it
//   clerk           facts, postings, papers of units, sheets  all
//   office          facts, the items it scores, rulings       all
//   registrar       units, schemes, cycles, teams, figures    all
//   reviewer        proposals of the year end                 all
//   chief           confirmations, publication, closing       all
//   auditor         nothing                                   all
//   unit            its own statements, claims, reports       facts about itself at once, postings
//                                                             from its signed sheet or notice on,
//                                                             results from publication on
//   public          nothing                                   the registry, what is published

#include <cstdint>
#include <initializer_list>

#include "absl/types/span.h"
#include "assessment/event/v1/access.pb.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"

namespace assessment {

// A set of roles.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<event::v1::Role> roles) {
    for (const event::v1::Role role : roles) bits_ |= Bit(role);
  }
  constexpr bool Has(event::v1::Role role) const { return (bits_ & Bit(role)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr Roles operator|(Roles other) const {
    Roles both;
    both.bits_ = bits_ | other.bits_;
    return both;
  }

 private:
  static constexpr uint32_t Bit(event::v1::Role role) { return uint32_t{1} << role; }
  uint32_t bits_ = 0;
};

// A set of phases of a cycle.
class Phases {
 public:
  constexpr Phases() = default;
  constexpr Phases(std::initializer_list<ledger::v1::CyclePhase> phases) {
    for (const ledger::v1::CyclePhase phase : phases) bits_ |= uint32_t{1} << phase;
  }
  constexpr bool Has(ledger::v1::CyclePhase phase) const {
    return (bits_ & (uint32_t{1} << phase)) != 0;
  }

 private:
  uint32_t bits_ = 0;
};

// What an event says, as far as reading it goes.
enum class ReadClass {
  kRegistry,     // Who is assessed by what: units, cycles, schemes, targets.
  kInternal,     // The office's own: permissions, checklists, freezing, late facts.
  kTeams,        // Who assesses whom.
  kFact,         // About a unit: facts, figures, what it handed in, its sheets and notices.
  kPosting,      // What assessors and the office hold against a unit, before it is disclosed.
  kPublication,  // Results for everybody.
};

// One event type.
struct TypeRow {
  event::v1::EventType type;
  // Who may post it; empty: the ledger itself, or the deadline clerk beside those named.
  Roles posters;
  ReadClass read;
  // The phases of the cycle that it names in which it is taken at all (REASON_CYCLE_PHASE_REFUSES
  // in the others); all of them for what names no cycle.
  Phases phases;
};

// Every event type once, by number.
absl::Span<const TypeRow> TypeTable();

// The row; null for a number that is no event type.
const TypeRow* FindType(event::v1::EventType type);

// Whether the role posts this type at all.
bool MayPost(event::v1::Role role, event::v1::EventType type);

// Whether the role posts anything at all.
bool PostsAnything(event::v1::Role role);

// Roles that read every event and every figure of the ledger.
inline constexpr Roles kReadsAll = {event::v1::ROLE_CLERK,     event::v1::ROLE_OFFICE,
                                    event::v1::ROLE_REGISTRAR, event::v1::ROLE_REVIEWER,
                                    event::v1::ROLE_CHIEF,     event::v1::ROLE_AUDITOR};
// Roles that read what concerns the units, cycles and items of their grant.
inline constexpr Roles kReadsInScope = {event::v1::ROLE_TEAM_MEMBER, event::v1::ROLE_TEAM_LEADER,
                                        event::v1::ROLE_SCORING_BODY};
// Roles that see irregularities, checklists and late facts.
inline constexpr Roles kReadsYearEnd = {event::v1::ROLE_OFFICE, event::v1::ROLE_REVIEWER,
                                        event::v1::ROLE_CHIEF, event::v1::ROLE_AUDITOR};

}  // namespace assessment

#endif  // LEDGER_PERMISSION_ROLE_TABLE_H_
