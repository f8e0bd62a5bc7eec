#ifndef CLIENTS_CTL_RENDER_EVENTS_H_
#define CLIENTS_CTL_RENDER_EVENTS_H_

// Events of a log as text.

#include <string>
#include <vector>

#include "assessment/ledger/v1/ledger_service.pb.h"
#include "assessment/projections/v1/assessment_service.pb.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

// A table of events; the summary is cut to `summary_width` columns.
std::string RenderEvents(const std::vector<ledger::v1::RecordedEvent>& events, size_t summary_width,
                         Language language);

// One event in one line: for following a log.
std::string EventLine(const ledger::v1::RecordedEvent& event, Language language);

// A unit's audit trail.
std::string RenderTrail(const projections::v1::GetAuditTrailResponse& trail, size_t summary_width,
                        Language language);

// A ledger's name, size and key, one row each.
std::string RenderLedgers(const ledger::v1::ListLedgersResponse& ledgers, Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_RENDER_EVENTS_H_
