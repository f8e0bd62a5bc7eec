#ifndef LEDGER_SERVICE_EVENT_FILTER_H_
#define LEDGER_SERVICE_EVENT_FILTER_H_

// Which events a reader wants (ledger.v1.EventFilter), as a pure predicate over header and body.

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/log/event_log.h"

namespace assessment {

// Checks the form of a filter: lengths, known types, days that exist, ranges that are not reversed.
// REASON_FIELD_INVALID or REASON_TOO_LONG names the field.
absl::Status CheckFilter(const ledger::v1::EventFilter& filter);

// Whether everything that the filter asks of the header holds: cycle, units, types, accident,
// record time. Requires a checked filter, as all below.
bool MatchesHeader(const ledger::v1::EventFilter& filter, const event::v1::RecordHeader& header);

// Whether the filter asks anything of the body.
bool LooksAtBody(const ledger::v1::EventFilter& filter);

// Whether everything that the filter asks of the body holds: clause, principal, source, day.
bool MatchesBody(const ledger::v1::EventFilter& filter, const event::v1::EventBody& body);

// The index keys under which every event that matches is found; empty: no index helps, all events
// are looked at. Registry events are not indexed under the units they name, so their key is among
// them.
std::vector<IndexKey> KeysOf(const ledger::v1::EventFilter& filter);

// The clause an event is posted on; empty: none.
absl::string_view ClauseOf(const event::v1::EventContent& content);

}  // namespace assessment

#endif  // LEDGER_SERVICE_EVENT_FILTER_H_
