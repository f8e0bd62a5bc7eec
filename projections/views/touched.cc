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
  for (const std::string& id : header.accidents()) touched.things.push_back(IndexKey::Accident(id));
  for (const std::string& id : header.matters()) touched.things.push_back(IndexKey::Matter(id));
  return touched;
}

}  // namespace assessment
