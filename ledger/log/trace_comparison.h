#ifndef LEDGER_LOG_TRACE_COMPARISON_H_
#define LEDGER_LOG_TRACE_COMPARISON_H_

#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "ledger/log/trace_list.h"

namespace assessment {

// Compares a list of traces with those that a fold of its log leaves, record by record. Not
// thread-safe.
class TraceComparison {
 public:
  // `traces` outlives this.
  explicit TraceComparison(const TraceList& traces) : traces_(traces) {}

  // Takes whether the record at the next position, from 0 on and below the list's size, left a
  // trace. DATA_LOSS names the position when the list leaves it out or has it without reason.
  absl::Status Compare(uint64_t position, bool left_trace);

 private:
  const TraceList& traces_;
  size_t met_ = 0;  // How many of its positions were come by.
};

}  // namespace assessment

#endif  // LEDGER_LOG_TRACE_COMPARISON_H_
