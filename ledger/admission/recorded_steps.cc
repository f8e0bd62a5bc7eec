#include "ledger/admission/recorded_steps.h"

#include "absl/strings/str_cat.h"

namespace assessment::admission {

RecordedStep StepIn(uint64_t position, const event::v1::OverdueRecorded& recorded) {
  return {position, recorded.clock(), ToInstant(recorded.due()), recorded.step()};
}

std::optional<uint64_t> FindStep(const std::vector<RecordedStep>& steps,
                                 const event::v1::OverdueRecorded& recorded) {
  const CivilInstant due = ToInstant(recorded.due());
  for (const RecordedStep& step : steps) {
    if (step.clock == recorded.clock() && step.due == due && step.step == recorded.step()) {
      return step.position;
    }
  }
  return std::nullopt;
}

std::string DescribeSteps(const std::vector<RecordedStep>& steps) {
  std::string text;
  for (const RecordedStep& step : steps) {
    absl::StrAppend(&text, "  clock ", step.clock, " due ", FormatInstant(step.due), " step ",
                    step.step, " ", step.position, "\n");
  }
  return text;
}

}  // namespace assessment::admission
