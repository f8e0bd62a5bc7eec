#ifndef TESTS_BACKUP_SCRATCH_DIRECTORY_H_
#define TESTS_BACKUP_SCRATCH_DIRECTORY_H_

#include <cstdint>
#include <filesystem>
#include <string>

#include "absl/strings/string_view.h"

namespace assessment::testing {

// An empty directory, removed with everything in it at the end.
class ScratchDirectory {
 public:
  ScratchDirectory();
  ~ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

  // A path inside it.
  std::string Path(absl::string_view name) const;

 private:
  std::string path_;
};

// Inverts all bits of the byte at `offset` of a file, in place.
void FlipByte(const std::filesystem::path& path, uint64_t offset);

// The content of a file, and a file of that content.
std::string FileContent(const std::filesystem::path& path);
void WriteFile(const std::filesystem::path& path, absl::string_view content);

}  // namespace assessment::testing

#endif  // TESTS_BACKUP_SCRATCH_DIRECTORY_H_
