#ifndef PROJECTIONS_YEAREND_SHEET_STATE_H_
#define PROJECTIONS_YEAREND_SHEET_STATE_H_

// The sheets of a unit, and whether what was signed is still what the ledger says.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "projections/scoring/event_stream.h"
#include "projections/views/ledger_view.h"

namespace assessment {

// The newest sheet of one part.
struct SheetState {
  std::string part;
  std::vector<std::string> items;
  uint64_t size = 0;  // That it was computed at.
  uint64_t issued_position = 0;
  std::optional<uint64_t> signed_position;  // Unset: not signed, or reopened since.

  bool Holds(absl::string_view item) const;
};

// By part.
std::vector<SheetState> SheetsOf(const EventStream& events_of_unit, absl::string_view cycle);

// The items of a sheet whose computation at `now` is another than at the size that the sheet was
// computed at, in the order of the sheet. Errors are those of reading the view.
absl::StatusOr<std::vector<std::string>> ItemsChangedSince(
    const LedgerView& view, const CycleEntry& cycle, const projections::v1::ScoreExplanation& now,
    const SheetState& sheet);

}  // namespace assessment

#endif  // PROJECTIONS_YEAREND_SHEET_STATE_H_
