#include "projections/views/score_at.h"

#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "ledger/base/status_macros.h"
#include "projections/scoring/score.h"

namespace assessment {

std::vector<std::string> AccidentsOf(const EventStream& events) {
  std::set<std::string> accidents;
  for (const RecordPointer& record : events.records()) {
    accidents.insert(record->header.accidents().begin(), record->header.accidents().end());
  }
  return {accidents.begin(), accidents.end()};
}

absl::StatusOr<UnitScore> ScoreAt(const LedgerView& view, const CycleEntry& cycle,
                                  const std::string& unit, ScoreDetail detail) {
  ASSIGN_OR_RETURN(const StreamPointer events, view.Stream(IndexKey::Unit(unit)));
  UnitScore result;
  result.accidents = AccidentsOf(*events);
  absl::flat_hash_map<std::string, StreamPointer> accidents;
  for (const std::string& accident : result.accidents) {
    ASSIGN_OR_RETURN(accidents[accident], view.Stream(IndexKey::Accident(accident)));
  }
  ScoreInput input;
  input.ledger = view.ledger();
  input.registry = &view.registry();
  input.cycle = &cycle;
  input.unit = unit;
  input.events = events.get();
  input.accident = [&accidents](absl::string_view accident) -> const EventStream* {
    const auto found = accidents.find(accident);
    return found == accidents.end() ? nullptr : found->second.get();
  };
  input.size = view.size();
  input.record_time_micros = view.record_time_micros();
  input.with_lines = detail == ScoreDetail::kExplanation;
  ASSIGN_OR_RETURN(result.score, ComputeScore(input));
  if (detail == ScoreDetail::kSheet) KeepSheetOnly(result.score);
  return result;
}

}  // namespace assessment
