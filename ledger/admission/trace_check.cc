#include "ledger/admission/trace_check.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"

namespace assessment {

TraceCheck::TraceCheck(const std::string& ledger, const EventLog& log, TraceList traces)
    // It judges nothing, so it draws no salt.
    : admission_(ledger, log, [] { return std::string(); }), traces_(std::move(traces)) {}

absl::Status TraceCheck::Visit(uint64_t position, const Record& record) {
  if (position >= traces_.size) return absl::OkStatus();
  const size_t before = admission_.replayed_traces().size();
  RETURN_IF_ERROR(admission_.ReplayRecord(position, record));
  const bool left_trace = admission_.replayed_traces().size() > before;
  const bool listed = before < traces_.positions.size() && traces_.positions[before] == position;
  if (left_trace == listed) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("the list of traces ",
                                          left_trace ? "leaves out" : "has without reason",
                                          " position ", position));
}

}  // namespace assessment
