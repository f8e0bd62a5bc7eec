#include "projections/views/comparison.h"

#include <map>
#include <memory>
#include <set>
#include <utility>

#include "ledger/base/status_macros.h"
#include "projections/views/counted_view.h"
#include "projections/views/ranking.h"
#include "projections/views/score_at.h"
#include "projections/views/score_change.h"

namespace assessment {
namespace {

using projections::v1::LineChange;
using projections::v1::ScoreChange;
using projections::v1::ScoreExplanation;

using Explanations = std::map<std::string, std::shared_ptr<const UnitScore>>;

absl::StatusOr<Explanations> ExplainAll(const ComparedSide& side) {
  Explanations explanations;
  for (const std::string& unit : side.cycle.units) {
    ASSIGN_OR_RETURN(UnitScore score,
                     ScoreAt(side.view, side.cycle, unit, ScoreDetail::kExplanation));
    explanations.emplace(unit, std::make_shared<const UnitScore>(std::move(score)));
  }
  return explanations;
}

absl::StatusOr<UnitRanks> RanksOf(const ComparedSide& side, const Explanations& explanations) {
  std::vector<std::shared_ptr<const UnitScore>> sheets;
  for (const auto& [unit, score] : explanations) sheets.push_back(score);
  ASSIGN_OR_RETURN(const std::shared_ptr<const Registry> registry,
                   CountedRegistry(side.view, side.cycle));
  return RanksByUnit(RankSheets(*registry, side.cycle, sheets));
}

const ScoreExplanation* Find(const Explanations& explanations, const std::string& unit) {
  const auto found = explanations.find(unit);
  return found == explanations.end() ? nullptr : &found->second->score;
}

}  // namespace

absl::StatusOr<std::vector<ScoreChange>> CompareSides(const ComparedSide& before,
                                                      const ComparedSide& after,
                                                      const std::string& unit) {
  // Ranks rest on everybody's score, so one unit costs as much as all.
  ASSIGN_OR_RETURN(const Explanations old, ExplainAll(before));
  ASSIGN_OR_RETURN(const Explanations now, ExplainAll(after));
  ASSIGN_OR_RETURN(const UnitRanks old_ranks, RanksOf(before, old));
  ASSIGN_OR_RETURN(const UnitRanks new_ranks, RanksOf(after, now));
  std::set<std::string> units(before.cycle.units.begin(), before.cycle.units.end());
  units.insert(after.cycle.units.begin(), after.cycle.units.end());
  std::vector<ScoreChange> changes;
  for (const std::string& compared : units) {
    if (!unit.empty() && compared != unit) continue;
    const ScoreExplanation* old_score = Find(old, compared);
    const ScoreExplanation* new_score = Find(now, compared);
    ScoreChange change = CompareScores(after.cycle.opened.cycle(), compared, old_score, new_score,
                                       old_ranks, new_ranks);
    std::vector<LineChange> lines = CompareLines(old_score, new_score);
    if (!Differs(change) && lines.empty()) continue;
    for (LineChange& line : lines) *change.add_lines() = std::move(line);
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace assessment
