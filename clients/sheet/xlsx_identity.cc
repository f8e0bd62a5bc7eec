#include "clients/sheet/xlsx_identity.h"

#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/table/zip_archive.h"
#include "ledger/base/status_macros.h"

namespace assessment::sheet {
namespace {

constexpr char kCustomProperties[] = "docProps/custom.xml";
constexpr size_t kCustomPropertiesBytesMax = 64 * 1024;

absl::Status NoSheet(absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("the file's properties name no sheet of this ledger tool: ", what));
}

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
  ASSIGN_OR_RETURN(table::ZipArchive archive, table::ZipArchive::Open(path));
  ASSIGN_OR_RETURN(const std::optional<std::string> text,
                   archive.Read(kCustomProperties, kCustomPropertiesBytesMax));
  if (!text.has_value()) return NoSheet("it has no custom properties");
  return FindIdentity(*text);
}

}  // namespace assessment::sheet
