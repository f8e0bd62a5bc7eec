#include "projections/views/results.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "projections/scoring/score.h"
#include "projections/views/counted_view.h"
#include "projections/views/ranking.h"
#include "projections/views/score_at.h"

namespace assessment {
namespace {

using event::v1::CycleResults;
using event::v1::UnitResult;
using projections::v1::ScoreExplanation;

constexpr char kExplanationTag[] = "assessment/explanation/v1";

UnitResult ToResult(const ScoreExplanation& score) {
  UnitResult result;
  result.set_unit(score.unit());
  result.set_unit_name(score.unit_name());
  result.set_scored(score.has_final_milli());
  result.set_raw_milli(score.raw_milli());
  result.set_applicable_milli(score.applicable_milli());
  result.set_direct_milli(score.direct_milli());
  result.set_bonus_milli(score.bonus_milli());
  result.set_penalty_milli(score.penalty_milli());
  result.set_final_milli(score.final_milli());
  result.set_grade(score.grade());
  result.set_grade_held(score.grade_held());
  for (const projections::v1::VetoStatus& veto : score.vetoes()) {
    if (veto.state() == projections::v1::VETO_STATE_IN_FORCE) {
      result.add_vetoes_in_force(veto.veto());
    } else if (veto.state() == projections::v1::VETO_STATE_PENDING) {
      result.add_vetoes_pending(veto.veto());
    }
  }
  std::sort(result.mutable_vetoes_in_force()->begin(), result.mutable_vetoes_in_force()->end());
  std::sort(result.mutable_vetoes_pending()->begin(), result.mutable_vetoes_pending()->end());
  result.set_explanation_digest(std::string(ExplanationDigest(score).view()));
  return result;
}

void LeaveOutText(projections::v1::LineExplanation& line) {
  line.clear_text();
  for (event::v1::Person& person : *line.mutable_decided_by()) person.clear_name();
  for (event::v1::Subject& subject : *line.mutable_subjects()) subject.clear_name();
}

void LeaveOutText(projections::v1::ClauseExplanation& clause) {
  for (projections::v1::LineExplanation& line : *clause.mutable_lines()) LeaveOutText(line);
}

// Names of persons and free text may be erased one day; the computation does not rest on them.
void LeaveOutText(ScoreExplanation& score) {
  for (projections::v1::CategoryExplanation& category : *score.mutable_categories()) {
    for (projections::v1::ItemExplanation& item : *category.mutable_items()) {
      for (projections::v1::ClauseExplanation& clause : *item.mutable_clauses()) {
        LeaveOutText(clause);
      }
    }
  }
  for (auto* blocks : {score.mutable_bonus_blocks(), score.mutable_penalty_blocks()}) {
    for (projections::v1::BlockExplanation& block : *blocks) {
      for (projections::v1::ClauseExplanation& clause : *block.mutable_clauses()) {
        LeaveOutText(clause);
      }
    }
  }
  for (projections::v1::ClauseExplanation& clause : *score.mutable_direct_lines()) {
    LeaveOutText(clause);
  }
  for (projections::v1::LineExplanation& line : *score.mutable_uncounted()) LeaveOutText(line);
}

std::string PoolName(const scheme::v1::Scheme& scheme, const std::string& pool) {
  for (const scheme::v1::Pool& each : scheme.pools()) {
    if (each.pool() == pool) return each.name().zh();
  }
  return "";
}

// What results say of themselves, before any unit's.
CycleResults WithoutResults(const LedgerView& counted, const CycleEntry& entry,
                            const ResultsBasis& basis) {
  CycleResults results;
  results.set_origin(counted.registry().opened().origin());
  results.set_cycle(entry.opened.cycle());
  results.set_title(entry.opened.title());
  results.set_decimals(entry.compiled->proto().number_policy().decimals());
  results.set_revision(basis.revision);
  results.mutable_scheme()->set_scheme(entry.scheme->first);
  results.mutable_scheme()->set_version(entry.scheme->second);
  results.set_scheme_digest(std::string(basis.scheme_digest.view()));
  results.set_size(basis.fold.size);
  results.set_root(std::string(basis.root.view()));
  for (const uint64_t position : basis.fold.added) results.add_added_positions(position);
  return results;
}

// Adds the result of a unit with this score, without pool and rank.
void AddResult(const UnitScore& score, const ExplanationTaker& take, CycleResults& results) {
  results.set_engine_version(score.score.engine_version());
  *results.add_results() = ToResult(score.score);
  take(score.score);
}

}  // namespace

Hash ExplanationDigest(const ScoreExplanation& explanation) {
  ScoreExplanation stated = explanation;
  stated.clear_ledger();
  stated.clear_size();
  stated.clear_record_time_micros();
  stated.clear_status();
  LeaveOutText(stated);
  return Sha256Of({kExplanationTag, absl::string_view("\0", 1), stated.SerializeAsString()});
}

absl::StatusOr<CycleResults> ComputeResults(const LedgerView& view, const std::string& cycle,
                                            const ResultsBasis& basis) {
  return ComputeResults(view, cycle, basis, [](const ScoreExplanation&) {});
}

absl::StatusOr<CycleResults> ComputeResults(const LedgerView& view, const std::string& cycle,
                                            const ResultsBasis& basis,
                                            const ExplanationTaker& take) {
  ASSIGN_OR_RETURN(const std::unique_ptr<const LedgerView> counted,
                   CountedView::Frozen(view, basis.fold));
  ASSIGN_OR_RETURN(const CycleEntry* const entry, FindScoredCycle(*counted, cycle));

  CycleResults results = WithoutResults(*counted, *entry, basis);
  std::vector<std::shared_ptr<const UnitScore>> sheets;
  RETURN_IF_ERROR(
      ScoreEach(*counted, *entry, entry->units, ScoreDetail::kExplanation, [&](UnitScore score) {
        AddResult(score, take, results);
        KeepSheetOnly(score.score);
        sheets.push_back(std::make_shared<const UnitScore>(std::move(score)));
        return absl::OkStatus();
      }));
  std::map<std::string, UnitResult*> by_unit;
  for (UnitResult& result : *results.mutable_results()) by_unit.emplace(result.unit(), &result);
  for (const projections::v1::RankedScore& ranked :
       RankSheets(counted->registry(), *entry, sheets)) {
    UnitResult& result = *by_unit.at(ranked.unit());
    result.set_pool(ranked.pool());
    result.set_pool_name(PoolName(entry->compiled->proto(), ranked.pool()));
    result.set_rank(ranked.rank());
  }
  return results;
}

absl::StatusOr<CycleResults> ComputeUnitResults(const LedgerView& view, const std::string& cycle,
                                                const ResultsBasis& basis, const std::string& unit,
                                                const ExplanationTaker& take) {
  ASSIGN_OR_RETURN(const std::unique_ptr<const LedgerView> counted,
                   CountedView::Frozen(view, basis.fold));
  ASSIGN_OR_RETURN(const CycleEntry* const entry, FindScoredCycle(*counted, cycle));
  ASSIGN_OR_RETURN(const UnitEntry* const assessed, FindUnitOf(*counted, *entry, unit));
  CycleResults results = WithoutResults(*counted, *entry, basis);
  ASSIGN_OR_RETURN(const UnitScore score,
                   ScoreAt(*counted, *entry, assessed->unit, ScoreDetail::kExplanation));
  AddResult(score, take, results);
  return results;
}

}  // namespace assessment
