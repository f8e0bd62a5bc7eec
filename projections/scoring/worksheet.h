#ifndef PROJECTIONS_SCORING_WORKSHEET_H_
#define PROJECTIONS_SCORING_WORKSHEET_H_

#include <memory>
#include <vector>

#include "assessment/projections/v1/explanation.pb.h"
#include "ledger/base/points.h"
#include "projections/scoring/event_stream.h"
#include "projections/scoring/postings.h"
#include "projections/scoring/question.h"

namespace assessment {

// What the clauses of one part of a score say about the whole of it.
struct ClauseNotes {
  bool provisional = false;
  bool held = false;  // A line rests on an accident whose grade is held.
  std::vector<projections::v1::OpenQuestion> questions;
};

struct WorkedItem {
  projections::v1::ItemExplanation explanation;
  projections::v1::Coverage coverage;  // Its share.
  ClauseNotes notes;
};

// A block, or the direct lines.
struct WorkedBlock {
  projections::v1::BlockExplanation explanation;
  ClauseNotes notes;
};

// The working behind the score of one unit in one cycle, left to the next computation of it: what
// new events do not touch need not be done again. Never changes.
struct Worksheet {
  StreamEntries entries;  // Those that it was made of; postings and questions point to them.
  CyclePostings postings;
  std::vector<RaisedQuestion> questions;
  // In reading order; blocks: bonus, penalty, then the direct lines.
  std::vector<std::shared_ptr<const WorkedItem>> items;
  std::vector<std::shared_ptr<const WorkedBlock>> blocks;
};

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_WORKSHEET_H_
