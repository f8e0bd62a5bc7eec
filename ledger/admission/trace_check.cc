#include "ledger/admission/trace_check.h"

#include <utility>

#include "ledger/base/status_macros.h"

namespace assessment {

TraceCheck::TraceCheck(const std::string& ledger, const EventLog& log, TraceList traces)
    // It judges nothing, so it draws no salt.
    : admission_(ledger, log, [] { return std::string(); }),
      traces_(std::move(traces)),
      comparison_(traces_) {}

absl::Status TraceCheck::Visit(uint64_t position, const Record& record) {
  if (position >= traces_.size) return absl::OkStatus();
  const size_t before = admission_.replayed_traces().size();
  RETURN_IF_ERROR(admission_.ReplayRecord(position, record));
  return comparison_.Compare(position, admission_.replayed_traces().size() > before);
}

}  // namespace assessment
