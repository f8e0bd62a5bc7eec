#include "projections/views/ranking.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "ledger/base/status_macros.h"
#include "ledger/scheme/scope.h"
#include "projections/views/counted_view.h"

namespace assessment {
namespace {

using projections::v1::RankedScore;
using projections::v1::ScoreExplanation;
using projections::v1::VetoStatus;

// Where a unit stands before ranks are counted.
struct Standing {
  int pool = 0;  // Index in the scheme; their number for units in none.
  bool ranked = false;
  RankedScore score;

  // Higher scores stand first, so the sign is turned.
  auto Order() const {
    return std::make_tuple(pool, !ranked, ranked ? -score.final_milli() : 0,
                           absl::string_view(score.unit()));
  }
};

int PoolOf(const scheme::v1::Scheme& scheme, const ScopedUnit& unit) {
  int pool = 0;
  while (pool < scheme.pools_size() && !InScope(scheme.pools(pool).scope(), unit)) ++pool;
  return pool;
}

RankedScore ToRankedScore(const ScoreExplanation& sheet) {
  RankedScore score;
  score.set_unit(sheet.unit());
  score.set_unit_name(sheet.unit_name());
  score.set_raw_milli(sheet.raw_milli());
  score.set_applicable_milli(sheet.applicable_milli());
  if (sheet.has_final_milli()) score.set_final_milli(sheet.final_milli());
  if (sheet.complete()) score.set_grade(sheet.grade());
  for (const VetoStatus& veto : sheet.vetoes()) {
    if (veto.state() == projections::v1::VETO_STATE_IN_FORCE ||
        veto.state() == projections::v1::VETO_STATE_PENDING) {
      *score.add_vetoes() = veto;
    }
  }
  score.set_provisional(sheet.provisional());
  score.mutable_coverage()->set_covered_milli(sheet.coverage().covered_milli());
  score.mutable_coverage()->set_applicable_milli(sheet.coverage().applicable_milli());
  return score;
}

// Counts the ranks of standings in order.
void SetRanks(std::vector<Standing>& standings) {
  const Standing* before = nullptr;
  uint32_t in_pool = 0;
  for (Standing& standing : standings) {
    if (!standing.ranked) continue;
    if (before == nullptr || before->pool != standing.pool) {
      before = nullptr;
      in_pool = 0;
    }
    ++in_pool;
    const bool equal =
        before != nullptr && before->score.final_milli() == standing.score.final_milli();
    standing.score.set_rank(equal ? before->score.rank() : in_pool);
    before = &standing;
  }
}

}  // namespace

std::vector<RankedScore> RankSheets(const Registry& registry, const CycleEntry& cycle,
                                    const std::vector<std::shared_ptr<const UnitScore>>& sheets) {
  const scheme::v1::Scheme& scheme = cycle.compiled->proto();
  std::vector<Standing> standings;
  standings.reserve(sheets.size());
  for (const std::shared_ptr<const UnitScore>& sheet : sheets) {
    Standing standing;
    standing.score = ToRankedScore(sheet->score);
    standing.pool = PoolOf(scheme, registry.ScopedUnitFor(cycle, sheet->score.unit()));
    if (standing.pool < scheme.pools_size()) {
      standing.score.set_pool(scheme.pools(standing.pool).pool());
      standing.ranked = sheet->score.complete() && sheet->score.has_final_milli();
    }
    standings.push_back(std::move(standing));
  }
  std::sort(standings.begin(), standings.end(),
            [](const Standing& a, const Standing& b) { return a.Order() < b.Order(); });
  SetRanks(standings);
  std::vector<RankedScore> scores;
  scores.reserve(standings.size());
  for (Standing& standing : standings) scores.push_back(std::move(standing.score));
  return scores;
}

absl::StatusOr<std::vector<RankedScore>> RankScores(const LedgerView& view, const CycleEntry& cycle,
                                                    const ScoreProjection& scores) {
  ASSIGN_OR_RETURN(const std::vector<std::shared_ptr<const UnitScore>> standings,
                   scores.Standings(view, cycle, cycle.units));
  ASSIGN_OR_RETURN(const std::shared_ptr<const Registry> registry, CountedRegistry(view, cycle));
  return RankSheets(*registry, cycle, standings);
}

}  // namespace assessment
