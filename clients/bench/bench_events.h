#ifndef CLIENTS_BENCH_BENCH_EVENTS_H_
#define CLIENTS_BENCH_BENCH_EVENTS_H_

// The events that a load consists of, all of 31 December 2022 and of one source, ready but for
// their ledger and key.

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"

namespace assessment::bench {

inline constexpr char kCycle[] = "2022-counties";

// The identifier of unit number `unit`, from 0.
std::string UnitName(uint64_t unit);

// An event without content.
event::v1::Event EmptyEvent();

// A figure about a unit: what an append is measured with.
event::v1::Event MetricEvent(absl::string_view unit);

// A finding in kCycle that is priced by the occurrence, or, every fifth `number`, a figure: what a
// unit's history consists of.
event::v1::Event HistoryEvent(absl::string_view unit, uint64_t number);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_BENCH_EVENTS_H_
