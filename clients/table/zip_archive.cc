#include "clients/table/zip_archive.h"

#include <zip.h>

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace assessment::table {
namespace {

struct ZipFileClose {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

void ZipArchive::Discard::operator()(zip* archive) const { zip_discard(archive); }

absl::StatusOr<ZipArchive> ZipArchive::Open(const std::string& path) {
  int error = 0;
  std::unique_ptr<zip, Discard> archive(zip_open(path.c_str(), ZIP_RDONLY, &error));
  if (archive == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat(
        path, error == ZIP_ER_NOENT ? ": there is no such file"
                                    : ": is no XLSX workbook (it cannot be unpacked)"));
  }
  return ZipArchive(std::move(archive));
}

absl::StatusOr<std::optional<std::string>> ZipArchive::Read(const std::string& name,
                                                            size_t bytes_max) {
  zip_stat_t entry;
  zip_stat_init(&entry);
  if (zip_stat(archive_.get(), name.c_str(), 0, &entry) != 0) return std::nullopt;
  const auto unusable = [&name](absl::string_view why) {
    return absl::InvalidArgumentError(absl::StrCat(name, ": ", why));
  };
  if ((entry.valid & ZIP_STAT_SIZE) == 0) return unusable("says no size");
  if (entry.size > bytes_max) {
    return unusable(absl::StrCat("has ", entry.size, " bytes; expected at most ", bytes_max));
  }
  const std::unique_ptr<zip_file_t, ZipFileClose> file(zip_fopen(archive_.get(), name.c_str(), 0));
  if (file == nullptr) return unusable("cannot be unpacked");
  std::string bytes(static_cast<size_t>(entry.size), '\0');
  const zip_int64_t read = zip_fread(file.get(), bytes.data(), entry.size);
  if (read < 0 || static_cast<zip_uint64_t>(read) != entry.size) {
    return unusable("cannot be unpacked");
  }
  return bytes;
}

}  // namespace assessment::table
