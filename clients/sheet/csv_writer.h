#ifndef CLIENTS_SHEET_CSV_WRITER_H_
#define CLIENTS_SHEET_CSV_WRITER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/sheet/sheet_content.h"

namespace assessment::sheet {

// The content's table as comma-separated values: a UTF-8 byte order mark, then the column headings,
// the rows of the table, an empty line, and the remarks and the foot, one in the first field of a
// line each. RFC 4180: lines end in CR LF; a field with a comma, quote or line break stands in
// quotes, quotes doubled; every line of the table has a field for every column. Numbers are exact
// decimals, as FormatPoints writes them. A text that a spreadsheet would take for a formula (it
// begins with = + - @, a tab or a carriage return) gets an apostrophe before it.
std::string CsvText(const SheetContent& content);

// Writes CsvText to `path`, whole or not at all. INVALID_ARGUMENT when it cannot be written there.
absl::Status WriteCsv(const SheetContent& content, const std::string& path);

}  // namespace assessment::sheet

#endif  // CLIENTS_SHEET_CSV_WRITER_H_
