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
  std::string accident;
  std::string matter;
  std::optional<int64_t> months;
  // Rests on a role of the unit in the accident.
  bool by_role = false;
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
  // Steps of lateness that earlier-dated facts contradict; those that stand and are told by
  // another.
  std::set<uint64_t> superseded;
  std::set<uint64_t> replaced;
  // What the clause would take and does not, with the reason.
  std::map<uint64_t, projections::v1::UncountedReason> uncounted;
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
  // Accidents that it rests on.
  std::set<std::string> accidents;
  // Positions of the answer that put it in force, and of the newest confirmation.
  std::optional<uint64_t> answer;
  std::optional<uint64_t> confirmed;
};

struct ModelQuestion {
  std::string question;
  std::string accident;
  std::set<uint64_t> positions;
  std::optional<uint64_t> answer;
  std::string answer_label;
};

struct ModelAccidentLine {
  std::string clause;
  uint64_t position = 0;
  projections::v1::LineState state = projections::v1::LINE_STATE_UNSPECIFIED;
  int64_t charged = 0;
};

struct ModelGroup {
  std::string accident;
  int64_t day = 0;
  event::v1::AccidentGrade grade = event::v1::ACCIDENT_GRADE_UNSPECIFIED;
  event::v1::AccidentGrade grade_by_casualties = event::v1::ACCIDENT_GRADE_UNSPECIFIED;
  event::v1::Finding responsibility = event::v1::FINDING_UNSPECIFIED;
  std::set<event::v1::AccidentRole> roles;
  std::vector<ModelAccidentLine> lines;
  std::vector<std::string> vetoes;
  std::set<std::string> units;
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
  std::vector<ModelQuestion> questions;
  bool grade_held = false;
  std::vector<ModelGroup> groups;
  // Why facts about the unit count nowhere, by position.
  std::map<uint64_t, projections::v1::UncountedReason> uncounted;
  // The same of accidents attributed to the unit: one reason an accident, whatever the roles; and
  // the accident that each attribution in force counts for.
  std::map<std::string, projections::v1::UncountedReason> uncounted_accidents;
  std::map<uint64_t, std::string> attributed;
  // Facts of which nothing is said here.
  std::set<uint64_t> indifferent;
  // Voided postings of the unit and cycle, by position.
  std::set<uint64_t> corrected;
};

// Visits every clause of the score, in reading order.
template <typename Visit>
void ForEachClause(const ModelScore& score, const Visit& visit) {
  for (const ModelCategory& category : score.categories) {
    for (const ModelItem& item : category.items) {
      for (const ModelClause& clause : item.clauses) visit(clause);
    }
  }
  for (const auto* blocks : {&score.bonus_blocks, &score.penalty_blocks}) {
    for (const ModelBlock& block : *blocks) {
      for (const ModelClause& clause : block.clauses) visit(clause);
    }
  }
  for (const ModelClause& clause : score.direct_lines) visit(clause);
}

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_SCORE_H_
