#ifndef LEDGER_SEQUENCER_APPEND_COMMAND_H_
#define LEDGER_SEQUENCER_APPEND_COMMAND_H_

#include <functional>
#include <limits>

#include "absl/status/status.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/admission/admission.h"
#include "ledger/base/clock.h"

namespace assessment {

// A deadline that never passes.
inline constexpr UnixMicros kNoDeadline = std::numeric_limits<UnixMicros>::max();

// A batch to append. `request` and `response` stay valid until `done` is called, exactly once, on a
// thread of the sequencer or on the submitter's; it must be brief and must not wait for the
// sequencer. OK: `response` holds what was accepted or every refusal. Otherwise nothing was
// written, with one exception, REASON_LEDGER_STOPPED after an unknown outcome (a retry with the
// same key after the restart tells):
//   REASON_QUEUE_FULL, REASON_DISK_RESERVE   later again
//   REASON_DEADLINE_PASSED                   dropped before it was judged
//   REASON_SHUTTING_DOWN, REASON_LEDGER_STOPPED
struct AppendCommand {
  const ledger::v1::AppendRequest* request = nullptr;
  ledger::v1::AppendResponse* response = nullptr;
  event::v1::Poster poster;
  UnixMicros deadline = kNoDeadline;
  std::function<void(const absl::Status&)> done;
  Route route = Route::kAppend;
};

}  // namespace assessment

#endif  // LEDGER_SEQUENCER_APPEND_COMMAND_H_
