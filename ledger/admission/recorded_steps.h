#ifndef LEDGER_ADMISSION_RECORDED_STEPS_H_
#define LEDGER_ADMISSION_RECORDED_STEPS_H_

// The steps of lateness in force about one matter or accident; one a clock, due date and step.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assessment/event/v1/matters.pb.h"
#include "ledger/deadline/due_date.h"

namespace assessment::admission {

struct RecordedStep {
  uint64_t position = 0;
  event::v1::Clock clock = event::v1::CLOCK_UNSPECIFIED;
  CivilInstant due;
  uint32_t step = 0;
};

// What an event at `position` records.
RecordedStep StepIn(uint64_t position, const event::v1::OverdueRecorded& recorded);

// Position of the step that says what `recorded` says.
std::optional<uint64_t> FindStep(const std::vector<RecordedStep>& steps,
                                 const event::v1::OverdueRecorded& recorded);

// Canonical text of the steps, a line each.
std::string DescribeSteps(const std::vector<RecordedStep>& steps);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_RECORDED_STEPS_H_
