#ifndef PROJECTIONS_YEAREND_CARRY_OVER_H_
#define PROJECTIONS_YEAREND_CARRY_OVER_H_

// What one year leaves to the next: the figures it is compared with, and what is not finished.

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "assessment/projections/v1/year_end_service.pb.h"
#include "projections/views/ledger_view.h"

namespace assessment {

// Why the ledger's own count of a cycle's year is not known in the view;
// YEAR_NOT_COVERED_UNSPECIFIED when it is. Requires an adopted scheme.
projections::v1::YearNotCovered WhyNotCovered(const LedgerView& view, const CycleEntry& counted);

// What a unit of the year after the cycle `counted` is compared with: counted in its window by its
// scheme, from every fact of the view (also what is late for it), beside what BaselineSet says of
// `year`. Nothing when no comparing clause concerns the unit. Requires a year that is covered and a
// unit of the cycle. Errors are those of reading the view.
absl::StatusOr<std::optional<projections::v1::ProposedBaseline>> ProposeBaseline(
    const LedgerView& view, const CycleEntry& counted, const std::string& unit, int32_t year);

// The figures that a unit of `cycle` is compared with, counted by its own scheme in the same window
// a year earlier. Nothing when no cycle of that year and window assessed the unit in this ledger,
// the year is not covered, or no clause compares. Errors are those of reading the view.
absl::StatusOr<std::optional<projections::v1::ProposedBaseline>> BaselineOf(
    const LedgerView& view, const CycleEntry& cycle, const std::string& unit);

// "accidents 5/4 deaths 3/2": what was set, and what is counted.
std::string DifferenceText(const projections::v1::ProposedBaseline& baseline);

// Everything that a cycle with an adopted scheme leaves to the year after it. Errors are those of
// reading the view.
absl::StatusOr<projections::v1::GetCarryOverResponse> FindCarryOver(const LedgerView& view,
                                                                    const CycleEntry& cycle);

}  // namespace assessment

#endif  // PROJECTIONS_YEAREND_CARRY_OVER_H_
