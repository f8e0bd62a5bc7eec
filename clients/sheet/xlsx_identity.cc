#include "clients/sheet/xlsx_identity.h"

#include <zip.h>

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ledger/base/status_macros.h"

namespace assessment::sheet {
namespace {

constexpr char kCustomProperties[] = "docProps/custom.xml";
constexpr zip_uint64_t kCustomPropertiesBytesMax = 64 * 1024;

absl::Status NoSheet(absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("the file's properties name no sheet of this ledger tool: ", what));
}

struct ZipDiscard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct ZipFileClose {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

absl::StatusOr<SheetIdentity> FindIdentity(absl::string_view custom_xml) {
  constexpr absl::string_view kOpen = "<vt:lpwstr>";
  constexpr absl::string_view kClose = "</vt:lpwstr>";
  const std::string name = absl::StrCat(" name=\"", kIdentityProperty, "\"");
  const size_t found = custom_xml.find(name);
  if (found == absl::string_view::npos) {
    return NoSheet(absl::StrCat("there is no property \"", kIdentityProperty, "\""));
  }
  absl::string_view rest = custom_xml.substr(found + name.size());
  if (absl::StrContains(rest, name)) return NoSheet("they name two");
  const size_t end = rest.find("</property>");
  if (end == absl::string_view::npos) return NoSheet("a property does not end");
  rest = rest.substr(0, end);
  const size_t open = rest.find(kOpen);
  const size_t close = rest.find(kClose);
  if (open == absl::string_view::npos || close == absl::string_view::npos || close < open) {
    return NoSheet("the property is no text");
  }
  const absl::string_view text = rest.substr(open + kOpen.size(), close - open - kOpen.size());
  return ParseIdentityCode(absl::StrReplaceAll(
      text, {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}}));
}

absl::StatusOr<SheetIdentity> ReadXlsxIdentity(const std::string& path) {
  int error = 0;
  const std::unique_ptr<zip_t, ZipDiscard> archive(zip_open(path.c_str(), ZIP_RDONLY, &error));
  if (archive == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat(
        path, error == ZIP_ER_NOENT ? ": there is no such file"
                                    : ": is no XLSX workbook (it cannot be unpacked)"));
  }
  zip_stat_t entry;
  zip_stat_init(&entry);
  if (zip_stat(archive.get(), kCustomProperties, 0, &entry) != 0 ||
      (entry.valid & ZIP_STAT_SIZE) == 0) {
    return NoSheet("it has no custom properties");
  }
  if (entry.size > kCustomPropertiesBytesMax) return NoSheet("they are too large");
  const std::unique_ptr<zip_file_t, ZipFileClose> file(
      zip_fopen(archive.get(), kCustomProperties, 0));
  if (file == nullptr) return NoSheet("they cannot be unpacked");
  std::string text(static_cast<size_t>(entry.size), '\0');
  const zip_int64_t read = zip_fread(file.get(), text.data(), entry.size);
  if (read < 0 || static_cast<zip_uint64_t>(read) != entry.size) {
    return NoSheet("they cannot be unpacked");
  }
  return FindIdentity(text);
}

}  // namespace assessment::sheet
