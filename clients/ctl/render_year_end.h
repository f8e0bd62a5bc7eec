#ifndef CLIENTS_CTL_RENDER_YEAR_END_H_
#define CLIENTS_CTL_RENDER_YEAR_END_H_

// The end of a year as text. Nothing is computed here.

#include <string>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/year_end.pb.h"
#include "assessment/projections/v1/year_end_service.pb.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

// What blocks, what is to be accepted, and whether the cycle may be frozen.
std::string RenderChecklist(const projections::v1::GetChecklistResponse& checklist,
                            Language language);

// The results of the units, by pool and rank, with what they rest on and their digest in hex.
std::string RenderResults(const event::v1::CycleResults& results, absl::string_view digest,
                          Language language);

// Late facts, each with the changes it would make.
std::string RenderLateFacts(const projections::v1::ListLateFactsResponse& late, Language language);

// What a cycle leaves to the year after it: figures that are compared, and accidents not finished.
std::string RenderCarryOver(const projections::v1::GetCarryOverResponse& carried,
                            Language language);

// Irregularities, one line each, and how many of each kind there are by person.
std::string RenderIrregularities(const projections::v1::ListIrregularitiesResponse& found,
                                 Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_RENDER_YEAR_END_H_
