#ifndef PROJECTIONS_SERVER_SERVER_METRICS_H_
#define PROJECTIONS_SERVER_SERVER_METRICS_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/base/mutex.h"
#include "projections/deadlines/matter_counts.h"
#include "projections/server/diagnostic_log.h"
#include "projections/server/metrics.h"
#include "projections/server/observed_server.h"

namespace assessment {

// Adds what a state says of every ledger, its sequencer, signer, clerk and projections.
void SampleLedgers(const ObservedServer& state, MetricSamples& samples);

// Adds the bytes free on the disk of `directory`, and the reserve below which appends are refused.
// Space that cannot be read is left out.
void SampleDisk(const std::string& directory, uint64_t reserve_bytes, MetricSamples& samples);

// Adds how many lines a diagnostic log lost.
void SampleDiagnosticLog(const DiagnosticLog& log, MetricSamples& samples);

// Open and overdue matters by kind. Counting reads every matter, so a ledger that grew is counted
// again at most once in the interval. Thread-safe.
class MatterSampler {
 public:
  using FindProjections =
      std::function<absl::StatusOr<const ProjectionHost*>(absl::string_view ledger)>;

  explicit MatterSampler(FindProjections projections,
                         std::chrono::milliseconds interval = std::chrono::seconds(60))
      : projections_(std::move(projections)), interval_(interval) {}

  // Leaves out ledgers whose projections do not answer: a number that is not known is not shown.
  void Sample(const ObservedServer& state, MetricSamples& samples) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Counted {
    uint64_t size = 0;
    std::chrono::steady_clock::time_point at;
    std::map<event::v1::MatterKind, MatterCount> counts;
  };

  // The counts to show; nothing when they are not known.
  const Counted* CountedOf(const ObservedLedger& ledger) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const FindProjections projections_;
  const std::chrono::milliseconds interval_;
  Mutex mutex_;
  std::map<std::string, Counted> counted_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_SERVER_METRICS_H_
