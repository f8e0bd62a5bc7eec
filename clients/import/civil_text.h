#ifndef CLIENTS_IMPORT_CIVIL_TEXT_H_
#define CLIENTS_IMPORT_CIVIL_TEXT_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/common.pb.h"

namespace assessment::importing {

// Reads a day as tables write it: 2022-06-30, 2022/6/30, 2022.6.30, 20220630 or 2022年6月30日,
// alone or before a time of day of midnight. nullopt: it is none, or one that never was.
std::optional<event::v1::CivilDate> ReadDay(absl::string_view text);

// Reads a moment to the minute: a day, then 6:40, 06:40:00, 6时40分 or 6点40分, with spaces or a T
// between. nullopt: it is none; seconds other than 0 are none.
std::optional<event::v1::CivilTime> ReadMoment(absl::string_view text);

}  // namespace assessment::importing

#endif  // CLIENTS_IMPORT_CIVIL_TEXT_H_
