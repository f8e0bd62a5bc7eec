#ifndef LEDGER_SEQUENCER_APPEND_AND_WAIT_H_
#define LEDGER_SEQUENCER_APPEND_AND_WAIT_H_

#include "absl/status/statusor.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/sequencer/sequencer.h"

namespace assessment {

// Source and principal of what the ledger itself states.
inline constexpr char kLedgerSource[] = "ledger";

// Appends a batch and waits for its answer: for what posts from inside the process. Not from the
// sequencer's own thread. Errors as of AppendCommand.
absl::StatusOr<ledger::v1::AppendResponse> AppendAndWait(Sequencer& sequencer,
                                                         const ledger::v1::AppendRequest& request,
                                                         const event::v1::Poster& poster,
                                                         Route route = Route::kAppend);

}  // namespace assessment

#endif  // LEDGER_SEQUENCER_APPEND_AND_WAIT_H_
