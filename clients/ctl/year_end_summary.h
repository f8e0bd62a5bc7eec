#ifndef CLIENTS_CTL_YEAR_END_SUMMARY_H_
#define CLIENTS_CTL_YEAR_END_SUMMARY_H_

#include <string>

#include "assessment/event/v1/event.pb.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

// What an event of the end of a year states, on one line; empty for other types.
std::string YearEndSummary(const event::v1::EventContent& content, Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_YEAR_END_SUMMARY_H_
