#include "ledger/sequencer/log_node_reader.h"

#include "ledger/base/status_macros.h"

namespace assessment {

absl::StatusOr<Hash> RootAt(const EventLog& log, uint64_t size) {
  LogNodeReader nodes(log);
  ASSIGN_OR_RETURN(const Frontier frontier, Frontier::Load(size, nodes));
  return frontier.Root();
}

}  // namespace assessment
