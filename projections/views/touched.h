#ifndef PROJECTIONS_VIEWS_TOUCHED_H_
#define PROJECTIONS_VIEWS_TOUCHED_H_

// Whose scores one record can change, by its header alone. Errs on the side of too many: what it
// leaves out is certain not to change.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/log/event_log.h"

namespace assessment {

// True for the events that the registry folds (types 100 to 199).
bool IsRegistryEvent(const event::v1::RecordHeader& header);

// A registry event touches the cycle it names, else the units it names, else everything (a target,
// a scheme). Any other event touches the units it names and, through the accidents and matters it
// names, the units that these concern. Views into the header.
struct Touched {
  bool everything = false;
  absl::string_view cycle;  // Empty: none.
  std::vector<absl::string_view> units;
  std::vector<IndexKey> things;  // Accidents and matters.
};

Touched TouchedBy(const event::v1::RecordHeader& header);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_TOUCHED_H_
