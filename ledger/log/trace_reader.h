#ifndef LEDGER_LOG_TRACE_READER_H_
#define LEDGER_LOG_TRACE_READER_H_

#include "absl/status/status.h"
#include "ledger/log/event_log.h"
#include "ledger/log/trace_list.h"

namespace assessment {

// Visits the records that `traces` lists, in order; `log` has reached its size. Errors are those of
// reading the log and of `visitor`, and end the reading.
absl::Status ReadTraces(const EventLog& log, const TraceList& traces, const RecordVisitor& visitor);

}  // namespace assessment

#endif  // LEDGER_LOG_TRACE_READER_H_
