#ifndef CLIENTS_CTL_APPEND_ONE_H_
#define CLIENTS_CTL_APPEND_ONE_H_

#include <string>

#include "absl/status/status.h"
#include "assessment/event/v1/event.pb.h"
#include "clients/ctl/session.h"

namespace assessment::ctl {

// Appends one event of this tool's own making, under `key`, and prints where it lies. A refusal is
// printed to standard error and sets the exit status kExitRefused.
absl::Status AppendOne(Session& session, event::v1::EventContent content, const std::string& key);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_APPEND_ONE_H_
