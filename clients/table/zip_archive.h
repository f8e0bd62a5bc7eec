#ifndef CLIENTS_TABLE_ZIP_ARCHIVE_H_
#define CLIENTS_TABLE_ZIP_ARCHIVE_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct zip;

namespace assessment::table {

// An archive from outside: no entry is unpacked beyond the size that its reader allows. Not
// thread-safe.
class ZipArchive {
 public:
  // INVALID_ARGUMENT when there is no such file or it is no archive.
  static absl::StatusOr<ZipArchive> Open(const std::string& path);

  // The entry's bytes; nullopt: there is no such entry. INVALID_ARGUMENT when it is larger than
  // `bytes_max`, as it says or as it turns out, or cannot be unpacked.
  absl::StatusOr<std::optional<std::string>> Read(const std::string& name, size_t bytes_max);

 private:
  struct Discard {
    void operator()(zip* archive) const;
  };
  explicit ZipArchive(std::unique_ptr<zip, Discard> archive) : archive_(std::move(archive)) {}

  std::unique_ptr<zip, Discard> archive_;
};

}  // namespace assessment::table

#endif  // CLIENTS_TABLE_ZIP_ARCHIVE_H_
