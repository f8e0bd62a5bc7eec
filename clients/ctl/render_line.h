#ifndef CLIENTS_CTL_RENDER_LINE_H_
#define CLIENTS_CTL_RENDER_LINE_H_

#include <string>
#include <vector>

#include "assessment/projections/v1/explanation.pb.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

// One line of a score as text lines, without indentation: first what became of it, then its text,
// then paper, persons and poster; nothing is left out for want of room.
std::vector<std::string> LineTexts(const projections::v1::LineExplanation& line, Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_RENDER_LINE_H_
