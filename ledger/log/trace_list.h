#ifndef LEDGER_LOG_TRACE_LIST_H_
#define LEDGER_LOG_TRACE_LIST_H_

// Which records of a log its state rests on. An ordinary finding is judged and leaves the state of
// admission as it was; a record whose folding changed the state left a trace. Folding the records
// that left a trace, in order, gives the state that all records give: what is left out changed
// nothing. So a start that knows their positions reads these alone, and needs no copy of the state.
//
// A list is made from the log and can be thrown away: without it the whole log is folded.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/proof/sha256.h"

namespace assessment {

struct TraceList {
  uint64_t size = 0;                // The records that were looked at: those below.
  Hash root;                        // Of that size.
  std::vector<uint64_t> positions;  // Of those that left a trace, ascending, below `size`.

  bool operator==(const TraceList&) const = default;
};

// Increased whenever a fold keeps something else than before: a list of other rules is not used.
inline constexpr uint32_t kTraceRules = 1;

// The bytes of a list of `subject`, which says whose fold and of which ledger, and back.
// DATA_LOSS says what is wrong: a checksum that does not match, another subject, positions that do
// not ascend below the size. FAILED_PRECONDITION: the list was made by other rules.
std::string EncodeTraceList(absl::string_view subject, const TraceList& list);
absl::StatusOr<TraceList> DecodeTraceList(absl::string_view subject, absl::string_view bytes);

}  // namespace assessment

#endif  // LEDGER_LOG_TRACE_LIST_H_
