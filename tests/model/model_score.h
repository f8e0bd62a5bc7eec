#ifndef TESTS_MODEL_MODEL_SCORE_H_
#define TESTS_MODEL_MODEL_SCORE_H_

// What the model says of a score: only numbers and states, in the order of the explanation.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "assessment/projections/v1/explanation.pb.h"

namespace assessment::model {

// A fraction, not reduced; the denominator is positive. Only what the model needs.
struct Exact {
  __int128 numerator = 0;
  __int128 denominator = 1;

  // The nearest multiple of `step`; halves go up.
  int64_t RoundHalfUp(int64_t step) const;
};
Exact Sum(const Exact& a, const Exact& b);
Exact Difference(const Exact& a, const Exact& b);
bool Less(const Exact& a, const Exact& b);
inline bool Equal(const Exact& a, const Exact& b) { return !Less(a, b) && !Less(b, a); }

struct ModelLine {
  uint64_t position = 0;
  projections::v1::LineState state = projections::v1::LINE_STATE_UNSPECIFIED;
  int64_t raised = 0;
  int64_t charged = 0;
  int64_t absorbed = 0;
  int64_t suppressed = 0;
  bool provisional = false;
  // A line that compares the year with the one before: what stands for it has no single event.
  bool baseline = false;
};

struct ModelClause {
  std::string clause;
  int64_t raised = 0;
  int64_t charged = 0;
  int64_t absorbed = 0;
  int64_t suppressed = 0;
  bool open = false;
  std::vector<ModelLine> lines;
};

struct ModelComponent {
  std::string component;
  projections::v1::Applicability applicability = projections::v1::APPLICABILITY_UNSPECIFIED;
  int64_t applicable = 0;
  int64_t charged = 0;
};

struct ModelItem {
  std::string item;
  projections::v1::Applicability applicability = projections::v1::APPLICABILITY_UNSPECIFIED;
  int64_t applicable = 0;
  int64_t charged = 0;
  int64_t awarded = 0;
  int64_t score = 0;
  bool covered = false;
  std::set<uint64_t> reviews;
  std::vector<ModelComponent> components;
  std::vector<ModelClause> clauses;
};

struct ModelCategory {
  std::string category;
  int64_t applicable = 0;
  int64_t score = 0;
  std::vector<ModelItem> items;
};

struct ModelBlock {
  std::string block;
  int64_t raised = 0;
  int64_t counted = 0;
  std::vector<ModelClause> clauses;
};

struct ModelVeto {
  std::string veto;
  projections::v1::VetoState state = projections::v1::VETO_STATE_UNSPECIFIED;
  std::set<uint64_t> positions;
  std::set<std::string> missing_metrics;
};

struct ModelScore {
  int64_t raw = 0;
  int64_t applicable = 0;
  std::optional<Exact> base;
  int64_t direct = 0;
  int64_t bonus = 0;
  int64_t penalty = 0;
  std::optional<Exact> unrounded;
  std::optional<Exact> bounded;  // After floor, ceiling and a veto that sets 0.
  std::optional<int64_t> final_score;
  std::string band;
  std::string grade;
  bool provisional = false;
  int64_t covered = 0;
  std::vector<ModelCategory> categories;
  std::vector<ModelBlock> bonus_blocks;
  std::vector<ModelBlock> penalty_blocks;
  std::vector<ModelClause> direct_lines;
  std::vector<ModelVeto> vetoes;
  // Voided postings of the unit and cycle, by position.
  std::set<uint64_t> corrected;
};

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_SCORE_H_
