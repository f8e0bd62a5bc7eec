#ifndef LEDGER_ADMISSION_ADMISSION_H_
#define LEDGER_ADMISSION_ADMISSION_H_

// Admission: judges a batch against the state at its own position, before it is appended and never
// after. Owned by one sequencer, not thread-safe. It reads no clock and writes nothing: time and
// salts come in, records or refusals come out.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/base/clock.h"
#include "ledger/log/event_log.h"
#include "ledger/log/trace_list.h"
#include "ledger/permission/access_view.h"
#include "ledger/registry/registry.h"

namespace assessment {

// One event of an accepted batch: where it lies, whether this batch adds it or it was known.
struct AdmittedEvent {
  uint64_t position = 0;
  bool already_known = false;
};

struct BatchDecision {
  // Empty: accepted.
  std::vector<ledger::v1::Refusal> refusals;
  // One an event of the request, in its order; empty when refused.
  std::vector<AdmittedEvent> events;
  // Finished records of the events that are new, in order; empty when refused or all known.
  std::vector<CommitEntry> entries;
  // Positions of those of them that left a trace, ascending.
  std::vector<uint64_t> traces;
};

// The way by which a batch comes in. What rests on the scores (freezing, publishing, amending) is
// taken from the year-end service alone, which computes them; a change of signing keys or
// permissions from the ledger itself alone, which also needs no grant for what its deadline clerk
// records.
enum class Route { kAppend, kYearEndService, kLedger };

class Admission {
 public:
  // Gives limits::kSaltBytes random bytes; injected so that a simulation is repeatable.
  using SaltSource = std::function<std::string()>;

  // `log` must outlive this; it answers for events before the ones in flight (keys, records by
  // position).
  Admission(std::string ledger, const EventLog& log, SaltSource salts);
  ~Admission();

  // Replays the durable log from its start; call once, before judging. DATA_LOSS or INTERNAL names
  // the position.
  absl::Status Replay();

  // The same from a list of traces of this log, whose size the log has reached: of the records
  // below it, those on the list alone are read. After an error this object is of no use.
  absl::Status ReplayFrom(const TraceList& traces);

  // Replays one record more, the next of the log: for who reads the log himself. As Replay.
  absl::Status ReplayRecord(uint64_t position, const Record& record);

  // Positions of the records replayed that left a trace, ascending; those judged are in their
  // decisions.
  const std::vector<uint64_t>& replayed_traces() const;

  // Judges `request` of `poster` as recorded at `record_time` (later than every record before it).
  // Accepted: the state has advanced over the new records, which the caller must commit, in order,
  // before any later ones; if a commit fails the caller throws this object away and replays anew.
  // Refused: the state is as before.
  // Order of judging: form, idempotency, conditions (once, before the first event), rules. Of
  // several reasons for one event the one with the smallest number is given; all refusals of the
  // batch are given.
  BatchDecision Judge(const ledger::v1::AppendRequest& request, const event::v1::Poster& poster,
                      UnixMicros record_time, Route route = Route::kAppend);

  // Like Judge but the state stays as before in every case: the records are what an append would
  // add.
  BatchDecision Preview(const ledger::v1::AppendRequest& request, const event::v1::Poster& poster,
                        UnixMicros record_time);

  // The finished first record of a new ledger. Requires an empty log; the state advances over it.
  absl::StatusOr<CommitEntry> Open(const event::v1::LedgerOpened& opened,
                                   const event::v1::Poster& poster, UnixMicros record_time);

  // Size of the log including the records in flight.
  uint64_t size() const;
  // Record time of the newest of them; 0 when empty.
  UnixMicros record_time() const;
  const Registry& registry() const;
  // Who may read what, after the same records.
  AccessView access() const;

  // Everything remembered, as text: equal states give equal texts. For tests and for people who
  // search a fault.
  std::string DescribeState() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace assessment

#endif  // LEDGER_ADMISSION_ADMISSION_H_
