#ifndef CLIENTS_CTL_GRANT_TEXT_H_
#define CLIENTS_CTL_GRANT_TEXT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/access.pb.h"

namespace assessment::ctl {

// Reads a grant as people write it: a role, and after a colon its bounds, lists separated by ";":
//
//   office
//   team-leader:cycles=2022-counties;units=141102,141121
//   reporter:source=accident-system;types=accident_reported,accident_supplemented
//
// Roles are those of event.v1.Role in lower case with hyphens; types those of EventType likewise.
// INVALID_ARGUMENT says what was found and what was expected.
absl::StatusOr<event::v1::Grant> ParseGrant(absl::string_view text);

// The same text of a grant.
std::string GrantText(const event::v1::Grant& grant);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_GRANT_TEXT_H_
