#ifndef PROJECTIONS_SERVER_OBSERVED_SERVER_H_
#define PROJECTIONS_SERVER_OBSERVED_SERVER_H_

// How the parts of a server are at one moment: what health, metrics and the diagnostic log all
// tell, each in its own way.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "ledger/sequencer/sequencer.h"
#include "ledger/service/ledger_directory.h"
#include "projections/runner/follower.h"
#include "projections/server/clerk_runner.h"
#include "projections/server/health_reporter.h"
#include "projections/server/read_side.h"

namespace assessment {

struct ObservedLedger {
  std::string name;
  // OK, or why the ledger could not be started: then the rest is as made.
  absl::Status started;
  // OK: the ledger was started from the list of its traces. Else why the whole log was folded.
  absl::Status started_from_traces;
  // The same of its projections.
  absl::Status projections_started_from_traces;
  SequencerStatus sequencer;
  // OK while a commit would be tried; as EventLog::CheckWritable.
  absl::Status writable;
  // OK while checkpoints can be signed.
  absl::Status signer;
  std::vector<Follower::State> projections;
  // It was opened before there were grants and has none: whoever has a principal reads it.
  bool without_grants = false;
  // What holds the deadline clerk up; empty: nothing.
  std::string clerk_alarm;

  // Damage in what is stored.
  bool damaged() const;
  // Whether it takes appends and signs, room on the disk apart: that is for the caller to wait for.
  bool serves() const;
  bool projections_serve() const;
};

// By name.
using ObservedServer = std::vector<ObservedLedger>;

// Looks at everything, in memory.
ObservedServer ObserveServer(const LedgerDirectory& directory, const ReadSide& read_side,
                             const ClerkRunner& clerk);

// What the standard health service tells: "ledger/NAME", "projections/NAME" for all projections of
// a ledger, "projections/NAME/PROJECTION" for each, and every gRPC service by its full name, which
// serves while all ledgers do.
HealthReporter::States HealthOf(const ObservedServer& state);

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_OBSERVED_SERVER_H_
