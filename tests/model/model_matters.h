#ifndef TESTS_MODEL_MODEL_MATTERS_H_
#define TESTS_MODEL_MODEL_MATTERS_H_

// What is late: matters and the clocks of accidents, each with the steps recorded of it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assessment/event/v1/event.pb.h"
#include "tests/model/model_accidents.h"
#include "tests/model/model_context.h"

namespace assessment::model {

// A matter that was opened, as it stands.
struct ModelMatter {
  std::string id;
  const event::v1::MatterOpened* opened = nullptr;
  event::v1::Clock clock = event::v1::CLOCK_UNSPECIFIED;
  Moment due;
  std::string holder;  // On the due date.
  // Received, of the completion that counts.
  std::optional<Moment> completed;
  std::optional<int64_t> withdrawn_on;
};

std::vector<ModelMatter> MattersOf(const Context& context);

// What became of one OverdueRecorded.
enum class StepFate {
  kStands,
  kSuperseded,  // The facts contradict it, or the due date is another by now.
  kTooLate,     // After the cycle's facts_until.
};

struct ModelStep {
  const LiveEvent* event = nullptr;
  int64_t step = 0;
  int64_t day = 0;
  StepFate fate = StepFate::kSuperseded;
};

// Steps recorded of a matter, in order of step.
std::vector<ModelStep> StepsOf(const ModelMatter& matter, const Context& context);

// A clock of an accident that runs out once.
struct ModelDeadline {
  std::optional<int64_t> due;  // Unset: not due, whatever the day.
  std::optional<int64_t> done;
};

// CLOCK_INVESTIGATION or CLOCK_FOLLOW_UP_EVALUATION.
ModelDeadline DeadlineOf(event::v1::Clock clock, const ModelAccident& accident,
                         const Context& context);
std::vector<ModelStep> StepsOf(event::v1::Clock clock, const ModelAccident& accident,
                               const Context& context);

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_MATTERS_H_
