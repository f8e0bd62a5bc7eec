#ifndef PROJECTIONS_SERVER_PROCESS_METRICS_H_
#define PROJECTIONS_SERVER_PROCESS_METRICS_H_

#include "projections/server/metrics.h"

namespace assessment {

// What the kernel says of this process, under the names that Prometheus' own client libraries use;
// and the version that was built. What cannot be read is left out.
void SampleProcess(MetricSamples& samples);

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_PROCESS_METRICS_H_
