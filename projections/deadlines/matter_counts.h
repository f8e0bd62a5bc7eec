#ifndef PROJECTIONS_DEADLINES_MATTER_COUNTS_H_
#define PROJECTIONS_DEADLINES_MATTER_COUNTS_H_

#include <cstdint>
#include <map>

#include "absl/status/statusor.h"
#include "assessment/event/v1/matters.pb.h"
#include "projections/views/projection_host.h"

namespace assessment {

struct MatterCount {
  // Neither done nor withdrawn.
  uint64_t open = 0;
  // Open, and a step of lateness is recorded that stands.
  uint64_t overdue = 0;
};

// How many matters of each kind are open and overdue at the durable size; kinds without a matter
// have no entry. Errors as ProjectionHost::Ask.
absl::StatusOr<std::map<event::v1::MatterKind, MatterCount>> CountMatters(
    const ProjectionHost& host, Follower::TimePoint deadline);

}  // namespace assessment

#endif  // PROJECTIONS_DEADLINES_MATTER_COUNTS_H_
