#ifndef PROJECTIONS_VIEWS_PROJECTION_TRACES_H_
#define PROJECTIONS_VIEWS_PROJECTION_TRACES_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "ledger/log/event_log.h"
#include "ledger/log/trace_list.h"

namespace assessment {

// Whether `traces` is the list that the projections of the log leave: folds the records below its
// size from the first on, beside the projections that were started from it. DATA_LOSS names the
// first position that it leaves out or has without reason; what the fold or the log says when it
// fails; CANCELLED once `stop` says so.
absl::Status CheckProjectionTraces(const std::string& ledger, const EventLog& log,
                                   const TraceList& traces, const std::function<bool()>& stop);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_PROJECTION_TRACES_H_
