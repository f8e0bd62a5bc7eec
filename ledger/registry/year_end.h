#ifndef LEDGER_REGISTRY_YEAR_END_H_
#define LEDGER_REGISTRY_YEAR_END_H_

// The end of a cycle's year, as it stands after a prefix of the log: what was notified, objected
// to, accepted, frozen, published, appealed and amended. A plain value inside CycleEntry.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"

namespace assessment {

// The events that a frozen cycle counts.
struct FrozenFold {
  uint64_t size = 0;            // Those below it, ...
  std::vector<uint64_t> added;  // ... and these, ascending, none below it.

  bool Counts(uint64_t position) const;
  bool operator==(const FrozenFold&) const = default;
};

struct Notice {
  uint64_t position = 0;
  event::v1::CivilDate objections_until;
};

struct Objection {
  uint64_t position = 0;
  std::optional<uint64_t> decided;  // Position of the decision.
};

struct Appeal {
  uint64_t position = 0;
  std::vector<event::v1::AppealPoint> points;
  // Position and outcome of each point's decision; unset: not decided.
  std::vector<std::optional<std::pair<uint64_t, event::v1::Outcome>>> decided;
  bool withdrawn = false;

  // True while a point waits for its decision.
  bool open() const;
};

// A result that one person proposed to freeze, or a revision, and nobody confirmed yet.
struct ResultsProposal {
  uint64_t position = 0;
  std::string results_digest;
  FrozenFold fold;
};

// Results as published: revision n is number n - 1.
struct PublishedRevision {
  uint64_t position = 0;  // Of the ResultsPublished or CycleAmended.
  std::string results_digest;
  FrozenFold fold;
};

using UnitAndId = std::pair<std::string, std::string>;

class YearEnd {
 public:
  // Folds one event of types 120 to 199 of the cycle, and moves its phase. INTERNAL says why it
  // cannot be applied.
  absl::Status Apply(uint64_t position, const event::v1::EventContent& content,
                     ledger::v1::CyclePhase& phase);

  // By unit.
  const std::map<std::string, Notice>& notices() const { return notices_; }
  // By unit and identifier.
  const std::map<UnitAndId, Objection>& objections() const { return objections_; }
  const std::map<UnitAndId, Appeal>& appeals() const { return appeals_; }
  // Null when there is none.
  const Objection* FindObjection(const std::string& unit, const std::string& objection) const;
  const Appeal* FindAppeal(const std::string& unit, const std::string& appeal) const;
  // Position at which an entry of the checklist was accepted for the unit and subject.
  std::optional<uint64_t> Accepted(const std::string& unit, event::v1::ChecklistEntry entry,
                                   const std::string& subject) const;

  // Subjects of an entry that were accepted for the unit, with the positions.
  std::map<std::string, uint64_t> AcceptedOf(const std::string& unit,
                                             event::v1::ChecklistEntry entry) const;

  // The newest proposal that waits for its confirmation.
  const std::optional<ResultsProposal>& proposal() const { return proposal_; }
  // Set from the freeze on.
  const std::optional<FrozenFold>& frozen() const { return frozen_; }
  // Digest of the results as frozen; empty before.
  const std::string& frozen_digest() const { return frozen_digest_; }
  // Revision 1 first.
  const std::vector<PublishedRevision>& revisions() const { return revisions_; }
  // Last day to appeal; unset before publication.
  const std::optional<event::v1::CivilDate>& appeals_until() const { return appeals_until_; }
  // Late facts that stay out, with the position of that decision.
  const std::map<uint64_t, uint64_t>& facts_left() const { return facts_left_; }

  // A canonical text of everything, for comparing states; empty when nothing happened.
  std::string Describe() const;

 private:
  absl::Status ApplyObjectionDecided(uint64_t position, const event::v1::ObjectionDecided& decided);
  absl::Status ApplyAppealDecided(uint64_t position, const event::v1::AppealDecided& decided);
  absl::Status Freeze(const event::v1::FreezeConfirmed& confirmed, ledger::v1::CyclePhase& phase);
  absl::Status Amend(uint64_t position, const event::v1::CycleAmended& amended,
                     ledger::v1::CyclePhase phase);

  std::map<std::string, Notice> notices_;
  std::map<UnitAndId, Objection> objections_;
  std::map<UnitAndId, Appeal> appeals_;
  std::map<std::pair<int, UnitAndId>, uint64_t> accepted_;
  std::optional<ResultsProposal> proposal_;
  std::optional<FrozenFold> frozen_;
  std::string frozen_digest_;
  std::vector<PublishedRevision> revisions_;
  std::optional<event::v1::CivilDate> appeals_until_;
  std::map<uint64_t, uint64_t> facts_left_;
};

// True when `content` is an event of types 120 to 199 (136 apart): the end of a year.
bool IsYearEndEvent(const event::v1::EventContent& content);

// The cycle that a year-end event names; empty for other types.
std::string YearEndCycle(const event::v1::EventContent& content);
// True when events of the type name one unit.
bool YearEndNamesUnit(const event::v1::EventContent& content);
// The unit that it names; empty when it names none.
std::string YearEndUnit(const event::v1::EventContent& content);

}  // namespace assessment

#endif  // LEDGER_REGISTRY_YEAR_END_H_
