#include "ledger/log/trace_reader.h"

#include <cstdint>
#include <vector>

#include "ledger/base/status_macros.h"

namespace assessment {

absl::Status ReadTraces(const EventLog& log, const TraceList& traces,
                        const RecordVisitor& visitor) {
  const std::vector<uint64_t>& positions = traces.positions;
  for (size_t begin = 0; begin < positions.size();) {
    // Neighbours are read together: a reading costs more than a record.
    size_t end = begin + 1;
    while (end < positions.size() && positions[end] == positions[end - 1] + 1) ++end;
    RETURN_IF_ERROR(log.Read(positions[begin], positions[end - 1] + 1, visitor));
    begin = end;
  }
  return absl::OkStatus();
}

}  // namespace assessment
