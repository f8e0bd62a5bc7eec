#ifndef LEDGER_ADMISSION_DEPENDENCIES_H_
#define LEDGER_ADMISSION_DEPENDENCIES_H_

// Names for what one event of a batch brings and another needs, so that a refusal that follows only
// from another refusal of the batch says so.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"

namespace assessment::admission {

std::string PositionName(uint64_t position);
// That the event at a position was corrected away.
std::string VoidName(uint64_t position);
std::string UnitName(absl::string_view unit);
std::string SchemeName(absl::string_view scheme, uint32_t version);
std::string CycleName(absl::string_view cycle);
std::string CycleSchemeName(absl::string_view cycle);
std::string CyclePhaseName(absl::string_view cycle);
std::string CycleUnitName(absl::string_view cycle, absl::string_view unit);
std::string TeamMemberName(absl::string_view cycle, absl::string_view person);
std::string TeamLeaderName(absl::string_view cycle, absl::string_view person);
std::string AccidentName(absl::string_view accident);
// That an approved report ruled on the accident.
std::string AccidentRulingName(absl::string_view accident);
// That the accident's appraisal is paused, or goes on.
std::string AppraisalName(absl::string_view accident);
std::string AttributionName(absl::string_view accident, absl::string_view unit);
// That the duplicate's merger is in force, or is undone.
std::string MergerName(absl::string_view duplicate);
std::string MatterName(absl::string_view matter);
// That the newest sheet of a part is issued, signed or open.
std::string SheetName(absl::string_view cycle, absl::string_view unit, absl::string_view part);
std::string ClerkName();
// That the unit was told its result.
std::string NoticeName(absl::string_view cycle, absl::string_view unit);
std::string ObjectionName(absl::string_view cycle, absl::string_view unit,
                          absl::string_view objection);
std::string AppealName(absl::string_view cycle, absl::string_view unit, absl::string_view appeal);

// What `content` at `position` brings once admitted. `corrects` is the position that a confirmation
// corrects, where it is known.
std::vector<std::string> OffersOf(uint64_t position, const event::v1::EventContent& content,
                                  std::optional<uint64_t> corrects);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_DEPENDENCIES_H_
