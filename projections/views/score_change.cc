#include "projections/views/score_change.h"

#include <utility>

namespace assessment {
namespace {

using projections::v1::ClauseExplanation;
using projections::v1::LineChange;
using projections::v1::LineExplanation;
using projections::v1::ScoreChange;
using projections::v1::ScoreExplanation;
using projections::v1::VetoStatus;

const VetoStatus* FindVeto(const ScoreExplanation& score, const std::string& veto) {
  for (const VetoStatus& status : score.vetoes()) {
    if (status.veto() == veto) return &status;
  }
  return nullptr;
}

void AddVetoesChanged(const ScoreExplanation& before, const ScoreExplanation& after,
                      ScoreChange& change) {
  for (const VetoStatus& veto : after.vetoes()) {
    const VetoStatus* old = FindVeto(before, veto.veto());
    if (old == nullptr ? veto.state() != projections::v1::VETO_STATE_NOT_MET
                       : veto.state() != old->state()) {
      *change.add_vetoes_changed() = veto;
    }
  }
}

// Lines of a score by where they stand: reading order of the clause, then position.
class LineTable {
 public:
  explicit LineTable(std::map<std::string, size_t>& order) : order_(order) {}

  void Add(const ScoreExplanation& score) {
    for (const projections::v1::CategoryExplanation& category : score.categories()) {
      for (const projections::v1::ItemExplanation& item : category.items()) AddAll(item.clauses());
    }
    for (const projections::v1::BlockExplanation& block : score.bonus_blocks()) {
      AddAll(block.clauses());
    }
    for (const projections::v1::BlockExplanation& block : score.penalty_blocks()) {
      AddAll(block.clauses());
    }
    AddAll(score.direct_lines());
    for (const LineExplanation& line : score.uncounted()) Add("", line);
  }

  using Key = std::pair<size_t, uint64_t>;
  struct Entry {
    std::string clause;
    const LineExplanation* line = nullptr;
  };
  const std::map<Key, Entry>& entries() const { return entries_; }

 private:
  template <typename Clauses>
  void AddAll(const Clauses& clauses) {
    for (const ClauseExplanation& clause : clauses) {
      for (const LineExplanation& line : clause.lines()) Add(clause.clause(), line);
    }
  }

  void Add(const std::string& clause, const LineExplanation& line) {
    const size_t place = order_.emplace(clause, order_.size()).first->second;
    entries_[{place, line.position()}] = {clause, &line};
  }

  std::map<std::string, size_t>& order_;  // Shared by both sides: clauses as first met.
  std::map<Key, Entry> entries_;
};

bool SameOutcome(const LineExplanation& a, const LineExplanation& b) {
  return a.state() == b.state() && a.raised_milli() == b.raised_milli() &&
         a.charged_milli() == b.charged_milli() && a.provisional() == b.provisional() &&
         a.uncounted_reason() == b.uncounted_reason();
}

}  // namespace

UnitRanks RanksByUnit(const std::vector<projections::v1::RankedScore>& ranking) {
  UnitRanks ranks;
  for (const projections::v1::RankedScore& score : ranking) {
    if (score.has_rank()) ranks.emplace(score.unit(), score.rank());
  }
  return ranks;
}

ScoreChange CompareScores(const std::string& cycle, const std::string& unit,
                          const ScoreExplanation* before, const ScoreExplanation* after,
                          const UnitRanks& ranks_before, const UnitRanks& ranks_after) {
  static const ScoreExplanation* const kNone = new ScoreExplanation();
  const ScoreExplanation& old = before == nullptr ? *kNone : *before;
  const ScoreExplanation& now = after == nullptr ? *kNone : *after;
  ScoreChange change;
  change.set_cycle(cycle);
  change.set_unit(unit);
  change.set_unit_name(after == nullptr ? old.unit_name() : now.unit_name());
  if (old.has_final_milli()) change.set_final_before_milli(old.final_milli());
  if (now.has_final_milli()) change.set_final_after_milli(now.final_milli());
  change.set_grade_before(old.grade());
  change.set_grade_after(now.grade());
  change.set_applicable_before_milli(old.applicable_milli());
  change.set_applicable_after_milli(now.applicable_milli());
  const auto old_rank = ranks_before.find(unit);
  const auto new_rank = ranks_after.find(unit);
  if (old_rank != ranks_before.end()) change.set_rank_before(old_rank->second);
  if (new_rank != ranks_after.end()) change.set_rank_after(new_rank->second);
  AddVetoesChanged(old, now, change);
  return change;
}

bool Differs(const ScoreChange& change) {
  return change.has_final_before_milli() != change.has_final_after_milli() ||
         change.final_before_milli() != change.final_after_milli() ||
         change.grade_before() != change.grade_after() ||
         change.applicable_before_milli() != change.applicable_after_milli() ||
         change.has_rank_before() != change.has_rank_after() ||
         change.rank_before() != change.rank_after() || !change.vetoes_changed().empty();
}

std::vector<LineChange> CompareLines(const ScoreExplanation* before,
                                     const ScoreExplanation* after) {
  std::map<std::string, size_t> order;
  LineTable old(order);
  LineTable now(order);
  if (before != nullptr) old.Add(*before);
  if (after != nullptr) now.Add(*after);
  std::map<LineTable::Key, LineChange> changes;
  const auto change_at = [&changes](const LineTable::Key& key,
                                    const std::string& clause) -> LineChange& {
    LineChange& change = changes[key];
    change.set_clause(clause);
    change.set_position(key.second);
    return change;
  };
  for (const auto& [key, entry] : old.entries()) {
    const auto found = now.entries().find(key);
    if (found != now.entries().end() && SameOutcome(*entry.line, *found->second.line)) continue;
    *change_at(key, entry.clause).mutable_before() = *entry.line;
  }
  for (const auto& [key, entry] : now.entries()) {
    const auto found = old.entries().find(key);
    if (found != old.entries().end() && SameOutcome(*entry.line, *found->second.line)) continue;
    *change_at(key, entry.clause).mutable_after() = *entry.line;
  }
  std::vector<LineChange> result;
  for (auto& [key, change] : changes) result.push_back(std::move(change));
  return result;
}

}  // namespace assessment
