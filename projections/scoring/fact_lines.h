#ifndef PROJECTIONS_SCORING_FACT_LINES_H_
#define PROJECTIONS_SCORING_FACT_LINES_H_

// Lines that facts raise on a clause: letters, lateness, honours, blame, concealments, answers to
// questions. What a unit's facts mean for one clause; caps and groups come later.

#include <cstdint>
#include <functional>
#include <vector>

#include "projections/scoring/line.h"
#include "projections/scoring/rule_context.h"

namespace assessment {

class FactLines {
 public:
  // The charge of a number of whole months overdue; may set Line::empties_item.
  using BandAmount = std::function<MilliPoints(int64_t months_millionths, Line& line)>;

  // `exclusion` leaves one line out; may be null. All outlive this.
  FactLines(const RuleContext& context, const ClauseRef& ref, const Exclusion* exclusion)
      : context_(context), ref_(ref), exclusion_(exclusion) {}

  // One occurrence of `amount` for each fact that a trigger of the clause takes, accidents and
  // baselines excepted. Of one document (of persons: with the largest number), one matter and one
  // concealed accident there is one.
  std::vector<Line> Each(MilliPoints amount);

  // One line for each thing overdue, by its months overdue; bands replace each other, things add
  // up.
  std::vector<Line> Banded(const BandAmount& amount);

 private:
  struct Late;

  bool Excluded(uint64_t position) const {
    return exclusion_ != nullptr && exclusion_->Covers(ref_, position);
  }
  // First and repeated letters on matters (R11): the chain starts anew in each window.
  void AddLetters(const scheme::v1::LetterTrigger& trigger, MilliPoints amount);
  void AddDocuments(MilliPoints amount);
  void AddConcealments(const scheme::v1::ConcealmentTrigger& trigger, MilliPoints amount);
  void AddAnswers();
  // Things of the unit that are late under a trigger of the clause.
  std::vector<Late> LateThings(const scheme::v1::OverdueTrigger& trigger) const;
  // Adds the lines of one late thing: the step that charges, the highest or the lowest, and what
  // became of the others.
  void AddLate(const Late& late, bool highest, const BandAmount& amount);
  Line& AddLine(const StreamEntry& entry);

  const RuleContext& context_;
  const ClauseRef& ref_;
  const Exclusion* exclusion_;
  std::vector<Line> lines_;
};

// True when a trigger of the clause takes this honour or blame, its date aside.
bool TakesDocument(const scheme::v1::Clause& clause, const event::v1::EventContent& content);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_FACT_LINES_H_
