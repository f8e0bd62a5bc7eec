#include "clients/table/table_file.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/table/csv_reader.h"
#include "clients/table/json_lines_reader.h"
#include "clients/table/text_encoding.h"
#include "clients/table/whole_file.h"
#include "clients/table/xlsx_reader.h"
#include "ledger/base/status_macros.h"

namespace assessment::table {
namespace {

absl::StatusOr<TableFile> ReadFile(const std::string& path, const TableFormat& format) {
  TableFile file;
  const std::string name = absl::AsciiStrToLower(path);
  if (absl::EndsWith(name, ".xlsx")) {
    ASSIGN_OR_RETURN(XlsxSheet sheet, ReadXlsx(path, format.sheet));
    file.rows = std::move(sheet.rows);
    file.properties = std::move(sheet.properties);
    return file;
  }
  const bool tabs = absl::EndsWith(name, ".tsv");
  const bool json = absl::EndsWith(name, ".jsonl");
  if (!tabs && !json && !absl::EndsWith(name, ".csv")) {
    return absl::InvalidArgumentError("expected a name that ends in .csv, .tsv, .jsonl or .xlsx");
  }
  ASSIGN_OR_RETURN(const std::string bytes, ReadWholeFile(path, kFileBytesMax));
  ASSIGN_OR_RETURN(const std::string text, ToUtf8(bytes, format.encoding));
  if (json) {
    ASSIGN_OR_RETURN(file.rows, ReadJsonLines(text));
    file.heading_row = 0;
  } else {
    ASSIGN_OR_RETURN(file.rows, ReadCsv(text, tabs ? '\t' : format.delimiter));
  }
  return file;
}

}  // namespace

absl::StatusOr<TableFile> ReadTableFile(const std::string& path, const TableFormat& format) {
  absl::StatusOr<TableFile> file = ReadFile(path, format);
  if (file.ok() || absl::StartsWith(file.status().message(), path)) return file;
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", file.status().message()));
}

}  // namespace assessment::table
