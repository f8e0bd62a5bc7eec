#include "tests/backup/scratch_directory.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"

namespace assessment::testing {

ScratchDirectory::ScratchDirectory() : path_(absl::StrCat(::testing::TempDir(), "/backup-XXXXXX")) {
  CHECK(mkdtemp(path_.data()) != nullptr);
}

ScratchDirectory::~ScratchDirectory() { std::filesystem::remove_all(path_); }

std::string ScratchDirectory::Path(absl::string_view name) const {
  return absl::StrCat(path_, "/", name);
}

void FlipByte(const std::filesystem::path& path, uint64_t offset) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(offset));
  const int byte = file.get();
  CHECK(byte != EOF);
  file.seekp(static_cast<std::streamoff>(offset));
  file.put(static_cast<char>(~byte));
  file.flush();
  CHECK(file.good());
}

std::string FileContent(const std::filesystem::path& path) {
  std::stringstream content;
  content << std::ifstream(path, std::ios::binary).rdbuf();
  return content.str();
}

void WriteFile(const std::filesystem::path& path, absl::string_view content) {
  std::ofstream(path, std::ios::binary) << content;
}

}  // namespace assessment::testing
