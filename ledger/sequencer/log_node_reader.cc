#include "ledger/sequencer/log_node_reader.h"

#include "ledger/base/status_macros.h"

namespace assessment {

absl::StatusOr<Hash> RootAt(const EventLog& log, uint64_t size) {
  LogNodeReader nodes(log);
  ASSIGN_OR_RETURN(const Frontier frontier, Frontier::Load(size, nodes));
  return frontier.Root();
}

absl::StatusOr<bool> IsOfLog(const TraceList& traces, const EventLog& log) {
  if (traces.size == 0 || traces.size > log.DurableTail().size) return false;
  ASSIGN_OR_RETURN(const Hash root, RootAt(log, traces.size));
  return root == traces.root;
}

}  // namespace assessment
