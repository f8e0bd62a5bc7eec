#ifndef CLIENTS_CTL_RENDER_DEADLINES_H_
#define CLIENTS_CTL_RENDER_DEADLINES_H_

// Deadlines as text. Nothing is computed here.

#include <string>

#include "assessment/projections/v1/deadline_service.pb.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

// Matters as a table; where a matter has its chain, the chain below it.
std::string RenderMatters(const projections::v1::ListMattersResponse& matters, Language language);

// What the clerk recorded, one line a step.
std::string RenderRecorded(const projections::v1::RunClerkResponse& recorded, Language language);

// Whether the clerk works, and what holds it up.
std::string RenderClerk(const projections::v1::GetClerkStatusResponse& clerk, Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_RENDER_DEADLINES_H_
