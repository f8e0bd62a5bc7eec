#include "projections/views/touched.h"

namespace assessment {

bool IsRegistryEvent(const event::v1::RecordHeader& header) {
  // The numbers of event types stay for ever: see EventType in event.proto.
  return header.event_type() >= 100 && header.event_type() <= 199;
}

Touched TouchedBy(const event::v1::RecordHeader& header) {
  Touched touched;
  if (IsRegistryEvent(header)) {
    if (!header.cycle().empty()) {
      touched.cycle = header.cycle();
    } else {
      touched.units.assign(header.units().begin(), header.units().end());
      touched.everything = touched.units.empty();
    }
    return touched;
  }
  touched.units.assign(header.units().begin(), header.units().end());
  touched.accidents.assign(header.accidents().begin(), header.accidents().end());
  return touched;
}

}  // namespace assessment
