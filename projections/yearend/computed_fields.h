#ifndef PROJECTIONS_YEAREND_COMPUTED_FIELDS_H_
#define PROJECTIONS_YEAREND_COMPUTED_FIELDS_H_

// Which fields of a year-end decision are computed and not stated by whoever decides.

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/log/event_log.h"

namespace assessment {

// REASON_FIELD_INVALID for an event that is no decision of the year-end service, or for the first
// computed field that is set.
absl::Status CheckNothingComputed(const event::v1::EventContent& content);

// A decision that is in the log already.
struct EarlierDecision {
  uint64_t position = 0;
  event::v1::EventType type = event::v1::EVENT_TYPE_UNSPECIFIED;
  // The same again, to be appended: what the caller states as it is stated now, so that admission
  // finds what differs, and what was computed as it was computed then. Of an event of another type
  // nothing is computed.
  event::v1::Event again;
};

// The event in the log that has the source and key of `event`; nothing when there is none. Errors
// are those of reading the log.
absl::StatusOr<std::optional<EarlierDecision>> FindDecided(const EventLog& log,
                                                           const event::v1::Event& event);

// The serialised results that an event carries; empty when it carries none.
std::string ResultsIn(const event::v1::EventContent& content);
// The same of the event at a position of the log. Errors are those of reading it.
absl::StatusOr<std::string> ResultsAt(const EventLog& log, uint64_t position);

}  // namespace assessment

#endif  // PROJECTIONS_YEAREND_COMPUTED_FIELDS_H_
