#ifndef LEDGER_SEQUENCER_JUDGED_GROUP_H_
#define LEDGER_SEQUENCER_JUDGED_GROUP_H_

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "ledger/log/event_log.h"
#include "ledger/permission/access_view.h"
#include "ledger/proof/sha256.h"
#include "ledger/registry/signing_keys.h"
#include "ledger/sequencer/append_command.h"

namespace assessment {

// A command whose answer is settled but must not leave before its group's commit.
struct Settled {
  AppendCommand command;
  absl::Status status;
  // The response names events that were known before: their receipts are read from the log once
  // everything they can be in is durable.
  bool reads_receipts = false;
};

// Commands judged one after another, and the records of those that were accepted: committed and
// answered together.
struct JudgedGroup {
  std::vector<Settled> settled;
  std::vector<CommitEntry> entries;
  std::vector<Hash> leaves;      // Of `entries`.
  uint64_t first_position = 0;   // Of `entries`; the size that they are appended to.
  Hash root_after;               // With all of them.
  std::vector<uint64_t> traces;  // Positions of those that left one: see TraceList.

  // What `entries` change of what everybody reads; unset: nothing.
  AccessViewPtr access;
  std::optional<SigningKeys> signing_keys;

  // As in SequencerStatus, of this group alone.
  uint64_t batches_refused = 0;
  uint64_t commands_dropped_late = 0;
  uint64_t clock_behind = 0;

  // Of the requests as submitted, refused ones too: what the limits of a commit are held against.
  size_t events = 0;
  size_t bytes = 0;
};

}  // namespace assessment

#endif  // LEDGER_SEQUENCER_JUDGED_GROUP_H_
