#ifndef PROJECTIONS_YEAREND_OWN_UNIT_H_
#define PROJECTIONS_YEAREND_OWN_UNIT_H_

#include <cstdint>
#include <set>
#include <string>

#include "projections/scoring/event_stream.h"

namespace assessment {

// Positions of the confirmations of corrections and vetoes in a unit's stream that no other body
// looked at: whoever posted or decided one is a person of the unit, or a correction was confirmed
// by a principal of the very body that proposed it. A person is of the unit when a principal of the
// unit that is bound to the person posted in the stream; principals of the office are of no body.
std::set<uint64_t> ConfirmedByOwnUnit(const EventStream& events, const std::string& unit);

}  // namespace assessment

#endif  // PROJECTIONS_YEAREND_OWN_UNIT_H_
