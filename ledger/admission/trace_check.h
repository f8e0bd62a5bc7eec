#ifndef LEDGER_ADMISSION_TRACE_CHECK_H_
#define LEDGER_ADMISSION_TRACE_CHECK_H_

// Whether a list of traces is the one that its log gives: the whole log is folded once more, beside
// the state that was made from the list, and the traces that this leaves are compared with it.

#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "ledger/admission/admission.h"
#include "ledger/log/event_log.h"
#include "ledger/log/trace_comparison.h"
#include "ledger/log/trace_list.h"

namespace assessment {

class TraceCheck {
 public:
  // `log` outlives this.
  TraceCheck(const std::string& ledger, const EventLog& log, TraceList traces);
  TraceCheck(const TraceCheck&) = delete;
  TraceCheck& operator=(const TraceCheck&) = delete;

  // Looks at the next record of the log, from position 0 on. DATA_LOSS names the first position
  // that the list leaves out or has without reason; what the fold says when it fails.
  absl::Status Visit(uint64_t position, const Record& record);

 private:
  Admission admission_;
  const TraceList traces_;
  TraceComparison comparison_;
};

}  // namespace assessment

#endif  // LEDGER_ADMISSION_TRACE_CHECK_H_
