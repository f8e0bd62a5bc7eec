#ifndef CLIENTS_TABLE_WHOLE_FILE_H_
#define CLIENTS_TABLE_WHOLE_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assessment::table {

// The file's bytes. INVALID_ARGUMENT says why there are none: it cannot be opened or read, or has
// more than `bytes_max`. The caller names the file.
absl::StatusOr<std::string> ReadWholeFile(const std::string& path, size_t bytes_max);

// Writes the bytes to `path`, whole or not at all: a file that stood there before stays until they
// are written. INVALID_ARGUMENT when they cannot be written there.
absl::Status WriteWholeFile(absl::string_view bytes, const std::string& path);

}  // namespace assessment::table

#endif  // CLIENTS_TABLE_WHOLE_FILE_H_
