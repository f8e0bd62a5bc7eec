#ifndef LEDGER_SERVICE_LOG_READER_H_
#define LEDGER_SERVICE_LOG_READER_H_

// Reads filtered pages of a log: the one reader behind Read and Subscribe. Through the index where
// the filter names units or an accident, otherwise position by position; both give the same page.

#include <cstddef>
#include <cstdint>

#include "absl/status/statusor.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "ledger/log/event_log.h"
#include "ledger/permission/reader.h"

namespace assessment {

struct PageRequest {
  // First position to look at.
  uint64_t from = 0;
  // Only events below this size; at most the durable size.
  uint64_t size = 0;
  // Most events to give, at least 1.
  size_t events_max = 100;
  // About how large the page may be as a message; one event is given whatever its size.
  size_t bytes_max = 3 * 1024 * 1024;
  // Most positions to look at without the index.
  uint64_t positions_max = 100 * 1000;
  // Leave out bodies and salts.
  bool headers_only = false;
  // Whoever reads: what it may not is passed over. Null: the server itself.
  const Reader* reader = nullptr;
};

using RecordedEvents = google::protobuf::RepeatedPtrField<ledger::v1::RecordedEvent>;

// Appends the matching events from request.from on to `events`, in order, until a bound is met, and
// returns the first position not looked at: request.size at the end. Requires a checked filter.
// DATA_LOSS names the position that cannot be read.
absl::StatusOr<uint64_t> ReadPage(const EventLog& log, const ledger::v1::EventFilter& filter,
                                  const PageRequest& request, RecordedEvents& events);

}  // namespace assessment

#endif  // LEDGER_SERVICE_LOG_READER_H_
