#ifndef LEDGER_BACKUP_FILE_DIGEST_H_
#define LEDGER_BACKUP_FILE_DIGEST_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "ledger/proof/sha256.h"

namespace assessment {

// Length and digest of a file.
struct FileDigest {
  uint64_t bytes = 0;
  Hash sha256;

  bool operator==(const FileDigest&) const = default;
};

// Reads a whole file. NOT_FOUND when it is not there, UNAVAILABLE when it cannot be read.
absl::StatusOr<FileDigest> DigestFile(const std::string& path);

// The content of a small file. RESOURCE_EXHAUSTED when it is longer than `bytes_max`; otherwise as
// above.
absl::StatusOr<std::string> ReadSmallFile(const std::string& path, uint64_t bytes_max);

}  // namespace assessment

#endif  // LEDGER_BACKUP_FILE_DIGEST_H_
