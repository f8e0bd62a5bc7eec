#ifndef CLIENTS_CTL_WORDING_FILE_H_
#define CLIENTS_CTL_WORDING_FILE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/event/v1/registry.pb.h"

namespace assessment::ctl {

// Reads the official wording of clauses, a JSON object {"37.4": "text", ...}, sorted by clause.
// INVALID_ARGUMENT says what the file holds instead.
absl::StatusOr<std::vector<event::v1::ClauseWording>> ReadWordingFile(const std::string& path);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_WORDING_FILE_H_
