#ifndef LEDGER_ADMISSION_IN_FORCE_H_
#define LEDGER_ADMISSION_IN_FORCE_H_

// The events in force that later ones can rest on or collide with: judgements and decisions,
// statements and their rulings here; accidents, matters, documents, claims, sheets and the standing
// of units each in a fold of its own. Ordinary findings, reviews, exemptions, metrics, submissions
// and rulings of the office stand alone and take no room.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/admission/accidents_in_force.h"
#include "ledger/admission/claims_in_force.h"
#include "ledger/admission/documents_in_force.h"
#include "ledger/admission/journal.h"
#include "ledger/admission/matters_in_force.h"
#include "ledger/admission/sheets_in_force.h"
#include "ledger/admission/units_in_force.h"

namespace assessment::admission {

// A unit's statement that targets do not concern it, and what was ruled about each.
struct Statement {
  struct Ruled {
    std::string target;
    uint64_t position = 0;
    bool accepted = false;
  };

  uint64_t position = 0;
  std::vector<std::string> targets;
  std::vector<Ruled> ruled;

  bool Names(absl::string_view target) const;
  // The ruling on a target; null while it waits.
  const Ruled* RulingOn(absl::string_view target) const;
};

class InForce {
 public:
  // `journal` outlives this.
  explicit InForce(Journal& journal)
      : judged_(journal),
        statements_(journal),
        accidents_(journal),
        matters_(journal),
        documents_(journal),
        claims_(journal),
        sheets_(journal),
        units_(journal) {}

  // Puts an event in force, or out of force. `content` is what the event at `position` states; a
  // replacement stands at the position of its proposal. INTERNAL when a ruling rules on a statement
  // that is not in force, and likewise of claims and sheets. A proposal changes nothing.
  absl::Status Add(uint64_t position, const event::v1::EventContent& content);
  void Remove(uint64_t position, const event::v1::EventContent& content);

  // Positions, ascending, of the events in force that rest on an event in force: rulings on a
  // statement, the judgement that replaces a judgement, all that names an accident that is reported
  // or a matter that is opened, what settles a claim, what needs the ruling on an accident, and of
  // what is done and undone the next turn.
  std::vector<uint64_t> RestingOn(uint64_t position, const event::v1::EventContent& content) const;

  // Position of the judgement or decision in force that `content` (PointsJudged or
  // DeductionDecided) speaks about: same cycle, unit, clause and, of decisions, inspection.
  std::optional<uint64_t> JudgedAlready(const event::v1::EventContent& content) const;

  // Statements of a unit in a cycle, by position.
  const std::vector<Statement>& StatementsOf(absl::string_view cycle, absl::string_view unit) const;
  // True when a statement about the item or component was accepted.
  bool IsNotApplicable(absl::string_view cycle, absl::string_view unit,
                       absl::string_view target) const;

  // Null when no report of the accident is in force.
  const AccidentEntry* FindAccident(absl::string_view accident) const {
    return accidents_.Find(accident);
  }
  // Null when no opening of the matter is in force.
  const MatterEntry* FindMatter(absl::string_view matter) const { return matters_.Find(matter); }
  const DocumentsInForce& documents() const { return documents_; }
  const ClaimsInForce& claims() const { return claims_; }
  const SheetsInForce& sheets() const { return sheets_; }
  const UnitsInForce& units() const { return units_; }

  // A canonical text of everything held, for comparing states.
  std::string Describe() const;

 private:
  // Positions of judgements (decisions) about one thing, each replacing the one before.
  RevertibleMap<std::string, std::vector<uint64_t>> judged_;
  RevertibleMap<std::string, std::vector<Statement>> statements_;  // By cycle and unit.
  AccidentsInForce accidents_;
  MattersInForce matters_;
  DocumentsInForce documents_;
  ClaimsInForce claims_;
  SheetsInForce sheets_;
  UnitsInForce units_;
};

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_IN_FORCE_H_
