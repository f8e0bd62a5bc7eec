#ifndef LEDGER_SEQUENCER_LOG_NODE_READER_H_
#define LEDGER_SEQUENCER_LOG_NODE_READER_H_

// The hashes of a stored log's complete subtrees, as the tree's algorithms want to read them.

#include <cstdint>

#include "absl/status/statusor.h"
#include "ledger/log/event_log.h"
#include "ledger/log/trace_list.h"
#include "ledger/proof/merkle.h"

namespace assessment {

class LogNodeReader : public NodeReader {
 public:
  // `log` outlives the reader.
  explicit LogNodeReader(const EventLog& log) : log_(log) {}

  absl::StatusOr<Hash> Read(const NodeId& node) override {
    return log_.Node(node.level, node.index);
  }

 private:
  const EventLog& log_;
};

// Root of the log's first `size` events, which are durable. Errors are those of reading nodes.
absl::StatusOr<Hash> RootAt(const EventLog& log, uint64_t size);

// Whether the list is one of this log: its size is reached, with its root. Errors as RootAt.
absl::StatusOr<bool> IsOfLog(const TraceList& traces, const EventLog& log);

}  // namespace assessment

#endif  // LEDGER_SEQUENCER_LOG_NODE_READER_H_
