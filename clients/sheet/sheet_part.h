#ifndef CLIENTS_SHEET_SHEET_PART_H_
#define CLIENTS_SHEET_SHEET_PART_H_

// The parts of an assessment that are printed, and signed, apart.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/projections/v1/explanation.pb.h"

namespace assessment::sheet {

enum class SheetPart {
  kWhole,       // Everything, with the final score.
  kOnsite,      // What the team scores on site.
  kCommon,      // Items every member unit has: numbered C1, C2, ...
  kIndividual,  // Items of single member units: numbered S1, S2, ...
};

// "whole", "onsite", "common", "individual": the part as events and files name it.
std::string PartName(SheetPart part);
// Reads what PartName writes. INVALID_ARGUMENT names what was found.
absl::StatusOr<SheetPart> ParsePart(absl::string_view name);
// "现场打分部分"; empty for the whole.
std::string PartTitle(SheetPart part);

// Whether the sheet of the part prints the item.
bool IsPrinted(SheetPart part, const projections::v1::ItemExplanation& item);
// Whether the part's subtotal counts the item: printed, and not scored by a body other than the
// team unless the whole is printed.
bool IsCounted(SheetPart part, const projections::v1::ItemExplanation& item);

}  // namespace assessment::sheet

#endif  // CLIENTS_SHEET_SHEET_PART_H_
