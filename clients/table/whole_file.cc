#include "clients/table/whole_file.h"

#include <cstdio>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"

namespace assessment::table {

absl::StatusOr<std::string> ReadWholeFile(const std::string& path, size_t bytes_max) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::InvalidArgumentError("cannot be opened");
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) return absl::InvalidArgumentError("cannot be read");
  if (bytes.size() > bytes_max) {
    return absl::InvalidArgumentError(
        absl::StrCat("has ", bytes.size(), " bytes; expected at most ", bytes_max));
  }
  return bytes;
}

absl::Status WriteWholeFile(absl::string_view bytes, const std::string& path) {
  const std::string unfinished = absl::StrCat(path, ".part");
  bool written = false;
  {
    std::ofstream file(unfinished, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    written = static_cast<bool>(file.flush());
  }
  if (written && std::rename(unfinished.c_str(), path.c_str()) == 0) return absl::OkStatus();
  std::remove(unfinished.c_str());
  return absl::InvalidArgumentError(absl::StrCat("cannot write ", path));
}

}  // namespace assessment::table
