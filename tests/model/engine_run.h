#ifndef TESTS_MODEL_ENGINE_RUN_H_
#define TESTS_MODEL_ENGINE_RUN_H_

// Runs the engine over records as the projections do: one registry, one stream a unit, accident and
// matter, every stream fed by the headers alone.

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "ledger/registry/registry.h"
#include "projections/scoring/event_stream.h"
#include "projections/scoring/score.h"
#include "projections/scoring/worksheet.h"
#include "tests/model/history.h"

namespace assessment::model {

class EngineRun {
 public:
  // Folds the next record.
  absl::Status Apply(const std::shared_ptr<const ParsedRecord>& record);
  absl::Status ApplyAll(const Records& records);

  // The score of a unit at the size folded. NOT_FOUND for an unknown cycle.
  absl::StatusOr<projections::v1::ScoreExplanation> Score(
      absl::string_view cycle, absl::string_view unit,
      ScoreDetail detail = ScoreDetail::kExplanation) const;

  // The same from the worksheet of an earlier size, which it replaces.
  absl::StatusOr<projections::v1::ScoreExplanation> Score(
      absl::string_view cycle, absl::string_view unit, ScoreDetail detail,
      std::shared_ptr<const Worksheet>& worksheet) const;

  const Registry& registry() const { return registry_; }
  const std::map<std::string, EventStream>& units() const { return units_; }
  const std::map<std::string, EventStream>& accidents() const { return accidents_; }
  const std::map<std::string, EventStream>& matters() const { return matters_; }

 private:
  // NOT_FOUND for an unknown cycle.
  absl::StatusOr<ScoreInput> InputOf(absl::string_view cycle, absl::string_view unit,
                                     ScoreDetail detail) const;

  Registry registry_;
  std::map<std::string, EventStream> units_;
  std::map<std::string, EventStream> accidents_;
  std::map<std::string, EventStream> matters_;
  uint64_t size_ = 0;
  int64_t record_time_micros_ = 0;
};

// Folds all records and scores.
absl::StatusOr<projections::v1::ScoreExplanation> ScoreByEngine(const Records& records,
                                                                absl::string_view cycle,
                                                                absl::string_view unit);

}  // namespace assessment::model

#endif  // TESTS_MODEL_ENGINE_RUN_H_
