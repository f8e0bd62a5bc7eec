#include "clients/sheet/csv_writer.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/table/whole_file.h"

namespace assessment::sheet {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr absl::string_view kLineEnd = "\r\n";

std::string Field(const SheetCell& cell) {
  std::string text = CellText(cell);
  const bool number = cell.points.has_value() || cell.whole.has_value();
  if (!number && !text.empty() &&
      absl::string_view("=+-@\t\r").find(text[0]) != absl::string_view::npos) {
    text.insert(0, "'");
  }
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

bool IsTable(RowRole role) {
  return role == RowRole::kColumns || role == RowRole::kBody || role == RowRole::kTotal;
}

}  // namespace

std::string CsvText(const SheetContent& content) {
  std::string csv(kByteOrderMark);
  std::string remarks;
  for (const SheetRow& row : content.rows) {
    if (row.role == RowRole::kNote) {
      for (const SheetCell& cell : row.cells) absl::StrAppend(&remarks, Field(cell), kLineEnd);
    }
    if (!IsTable(row.role)) continue;
    std::vector<std::string> fields(content.columns.size());
    for (const SheetCell& cell : row.cells) {
      fields[static_cast<size_t>(cell.first_column)] = Field(cell);
    }
    absl::StrAppend(&csv, absl::StrJoin(fields, ","), kLineEnd);
  }
  if (!remarks.empty()) absl::StrAppend(&csv, kLineEnd, remarks);
  return csv;
}

absl::Status WriteCsv(const SheetContent& content, const std::string& path) {
  const absl::Status written = table::WriteWholeFile(CsvText(content), path);
  if (written.ok()) return written;
  return absl::InvalidArgumentError(absl::StrCat("CSV: ", written.message()));
}

}  // namespace assessment::sheet
