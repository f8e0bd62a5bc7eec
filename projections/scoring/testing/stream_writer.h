#ifndef PROJECTIONS_SCORING_TESTING_STREAM_WRITER_H_
#define PROJECTIONS_SCORING_TESTING_STREAM_WRITER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "ledger/base/check.h"
#include "ledger/base/civil.h"
#include "projections/scoring/event_stream.h"

namespace assessment::testing {

// For tests of what a stream says: writes one event by event, at positions 1, 2, ...
class StreamWriter {
 public:
  // A day of 2022, as events state it.
  static event::v1::CivilDate Day(int32_t month, int32_t day, int32_t year = 2022) {
    event::v1::CivilDate date;
    date.set_year(year);
    date.set_month(month);
    date.set_day(day);
    return date;
  }

  // Appends an event stated for a day; `fill` writes what it states. Returns its position.
  template <typename Fill>
  uint64_t Add(const event::v1::CivilDate& occurred_on, const Fill& fill) {
    auto record = std::make_shared<ParsedRecord>();
    record->header.set_position(++position_);
    event::v1::Event& event = *record->body.mutable_event();
    event.set_source("test");
    event.set_idempotency_key(std::to_string(position_));
    *event.mutable_content()->mutable_occurred_on() = occurred_on;
    fill(*event.mutable_content());
    CHECK(stream_.Apply(std::move(record)).ok());
    return position_;
  }

  const EventStream& stream() const { return stream_; }

 private:
  uint64_t position_ = 0;
  EventStream stream_;
};

}  // namespace assessment::testing

#endif  // PROJECTIONS_SCORING_TESTING_STREAM_WRITER_H_
