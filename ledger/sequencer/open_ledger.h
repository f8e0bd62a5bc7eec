#ifndef LEDGER_SEQUENCER_OPEN_LEDGER_H_
#define LEDGER_SEQUENCER_OPEN_LEDGER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/admission/admission.h"
#include "ledger/base/clock.h"
#include "ledger/log/event_log.h"

namespace assessment {

// Commits the opening record, position 0, to the empty `log` of a new ledger; durable when OK. The
// sequencer of the ledger starts only afterwards, so nobody else writes. Refusals of admission and
// of the log are passed through; UNAVAILABLE when the outcome of the write is unknown.
absl::Status WriteOpeningRecord(const std::string& ledger, EventLog& log,
                                const event::v1::LedgerOpened& opened,
                                const event::v1::Poster& poster, Clock& clock,
                                Admission::SaltSource salts);

// What the record at position 0 states. DATA_LOSS when it is no opening record.
absl::StatusOr<event::v1::LedgerOpened> ReadOpeningRecord(const EventLog& log);

}  // namespace assessment

#endif  // LEDGER_SEQUENCER_OPEN_LEDGER_H_
