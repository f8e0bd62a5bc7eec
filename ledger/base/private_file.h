#ifndef LEDGER_BASE_PRIVATE_FILE_H_
#define LEDGER_BASE_PRIVATE_FILE_H_

// Small files that only the program's own account may read (mode 0600): principals, tokens, signing
// keys, the last signed checkpoint. They are replaced whole, so a reader or a crash sees the former
// content or the new one, never a part. Files for others to read can be replaced the same way.

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assessment {

// Replaces `path` by `content`, durably: written beside it, synced, renamed over it, directory
// synced. OK means that a power loss keeps it. On failure the former file is untouched, except that
// INTERNAL naming the directory means that it is replaced but not known to be synced.
absl::Status ReplacePrivateFile(const std::string& path, absl::string_view content);

// The same for a file that anybody may read and only the owner write (mode 0644).
absl::Status ReplaceReadableFile(const std::string& path, absl::string_view content);

// The whole content. NOT_FOUND when there is no such file; PERMISSION_DENIED when others than the
// owner may read or write it (a secret that leaked must not be used on); INTERNAL names any other
// failure.
absl::StatusOr<std::string> ReadPrivateFile(const std::string& path);

// Makes `path` with mode 0700 unless it is a directory already; its parent must exist. Durable.
absl::Status MakePrivateDirectory(const std::string& path);

}  // namespace assessment

#endif  // LEDGER_BASE_PRIVATE_FILE_H_
