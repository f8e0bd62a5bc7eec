#ifndef PROJECTIONS_DEADLINES_CLERK_H_
#define PROJECTIONS_DEADLINES_CLERK_H_

// The deadline clerk of one ledger: finds the steps of lateness that have come and appends each as
// an event. It keeps nothing: what is recorded is in the log, so it may end at any moment and begin
// again anywhere.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "projections/deadlines/due_steps.h"
#include "projections/views/projection_host.h"

namespace assessment {

// Source of the events that the clerk appends; with DueStep::Key it makes each step known for ever.
inline constexpr char kClerkSource[] = "deadline-clerk";

class Clerk {
 public:
  // Appends a batch and waits for its answer.
  using Append =
      std::function<absl::StatusOr<ledger::v1::AppendResponse>(const ledger::v1::AppendRequest&)>;

  struct Recorded {
    DueStep step;
    uint64_t position = 0;
  };
  struct Report {
    // In the order recorded.
    std::vector<Recorded> recorded;
    // Size of the log that holds them.
    uint64_t size = 0;
  };

  // `host` outlives this.
  Clerk(std::string ledger, const ProjectionHost& host, Append append)
      : ledger_(std::move(ledger)), host_(host), append_(std::move(append)) {}

  // Records every step up to `until` that is not recorded yet. A step that somebody else recorded
  // meanwhile, or whose due date moved, is looked at anew. REASON_CLERK_STATE while the ledger
  // pauses the clerk; errors of asking the host and of appending.
  absl::StatusOr<Report> Run(const CivilDay& until, Follower::TimePoint deadline) const;

  // The steps that have come by `until` and are not recorded.
  absl::StatusOr<std::vector<DueStep>> Waiting(const CivilDay& until,
                                               Follower::TimePoint deadline) const;

 private:
  const std::string ledger_;
  const ProjectionHost& host_;
  const Append append_;
};

}  // namespace assessment

#endif  // PROJECTIONS_DEADLINES_CLERK_H_
