#ifndef LEDGER_SEQUENCER_APPEND_AND_WAIT_H_
#define LEDGER_SEQUENCER_APPEND_AND_WAIT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/base/clock.h"
#include "ledger/sequencer/sequencer.h"

namespace assessment {

// Source and principal of what the ledger itself states.
inline constexpr char kLedgerSource[] = "ledger";

// An event that the ledger itself states, as of the day of the clock, still without what it states.
// What is in force says whether it is in the log, so its idempotency key is `key_prefix` and random
// digits: one that nobody else can have taken. An error when there are no random bytes.
absl::StatusOr<event::v1::Event> LedgersOwnEvent(const std::string& ledger,
                                                 absl::string_view key_prefix, Clock& clock);

// Appends a batch and waits for its answer: for what posts from inside the process. Not from the
// sequencer's own thread. Errors as of AppendCommand.
absl::StatusOr<ledger::v1::AppendResponse> AppendAndWait(Sequencer& sequencer,
                                                         const ledger::v1::AppendRequest& request,
                                                         const event::v1::Poster& poster,
                                                         Route route = Route::kAppend);

}  // namespace assessment

#endif  // LEDGER_SEQUENCER_APPEND_AND_WAIT_H_
