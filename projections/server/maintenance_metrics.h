#ifndef PROJECTIONS_SERVER_MAINTENANCE_METRICS_H_
#define PROJECTIONS_SERVER_MAINTENANCE_METRICS_H_

#include <optional>

#include "assessment/ledger/v1/operations_service.pb.h"
#include "ledger/base/clock.h"
#include "projections/server/metrics.h"

namespace assessment {

// Adds how far the scrub is, and when and with how much damage the last one ended.
void SampleScrub(const ledger::v1::GetScrubStatusResponse& status, MetricSamples& samples);

// Adds when the newest restorable backup was made, 0 when there is none yet; no sample at all for a
// server that keeps none.
void SampleBackups(std::optional<UnixMicros> newest, MetricSamples& samples);

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_MAINTENANCE_METRICS_H_
