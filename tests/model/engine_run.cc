#include "tests/model/engine_run.h"

#include "absl/strings/str_cat.h"
#include "projections/scoring/score.h"

namespace assessment::model {

absl::Status EngineRun::Apply(const std::shared_ptr<const ParsedRecord>& record) {
  const event::v1::RecordHeader& header = record->header;
  absl::Status folded = registry_.Apply(header.position(), record->body.event().content());
  if (!folded.ok()) return folded;
  for (const std::string& unit : header.units()) {
    folded = units_[unit].Apply(record);
    if (!folded.ok()) return folded;
  }
  for (const std::string& accident : header.accidents()) {
    folded = accidents_[accident].Apply(record);
    if (!folded.ok()) return folded;
  }
  for (const std::string& matter : header.matters()) {
    folded = matters_[matter].Apply(record);
    if (!folded.ok()) return folded;
  }
  size_ = header.position() + 1;
  record_time_micros_ = header.record_time_micros();
  return absl::OkStatus();
}

absl::Status EngineRun::ApplyAll(const Records& records) {
  for (const auto& record : records) {
    absl::Status applied = Apply(record);
    if (!applied.ok()) return applied;
  }
  return absl::OkStatus();
}

absl::StatusOr<ScoreInput> EngineRun::InputOf(absl::string_view cycle, absl::string_view unit,
                                              ScoreDetail detail) const {
  static const EventStream* const kNothing = new EventStream();
  ScoreInput input;
  input.ledger = "141100";
  input.registry = &registry_;
  input.cycle = registry_.FindCycle(cycle);
  if (input.cycle == nullptr) return absl::NotFoundError(absl::StrCat("no cycle ", cycle));
  input.unit = std::string(unit);
  const auto events = units_.find(input.unit);
  input.events = events == units_.end() ? kNothing : &events->second;
  input.accident = [this](absl::string_view accident) -> const EventStream* {
    const auto found = accidents_.find(std::string(accident));
    return found == accidents_.end() ? nullptr : &found->second;
  };
  input.matter = [this](absl::string_view matter) -> const EventStream* {
    const auto found = matters_.find(std::string(matter));
    return found == matters_.end() ? nullptr : &found->second;
  };
  input.size = size_;
  input.record_time_micros = record_time_micros_;
  input.detail = detail;
  return input;
}

absl::StatusOr<projections::v1::ScoreExplanation> EngineRun::Score(absl::string_view cycle,
                                                                   absl::string_view unit,
                                                                   ScoreDetail detail) const {
  const absl::StatusOr<ScoreInput> input = InputOf(cycle, unit, detail);
  if (!input.ok()) return input.status();
  return ComputeScore(*input);
}

absl::StatusOr<projections::v1::ScoreExplanation> EngineRun::Score(
    absl::string_view cycle, absl::string_view unit, ScoreDetail detail,
    std::shared_ptr<const Worksheet>& worksheet) const {
  const absl::StatusOr<ScoreInput> input = InputOf(cycle, unit, detail);
  if (!input.ok()) return input.status();
  return ComputeScore(*input, worksheet);
}

absl::StatusOr<projections::v1::ScoreExplanation> ScoreByEngine(const Records& records,
                                                                absl::string_view cycle,
                                                                absl::string_view unit) {
  EngineRun run;
  absl::Status applied = run.ApplyAll(records);
  if (!applied.ok()) return applied;
  return run.Score(cycle, unit);
}

}  // namespace assessment::model
