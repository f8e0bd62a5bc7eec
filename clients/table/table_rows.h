#ifndef CLIENTS_TABLE_TABLE_ROWS_H_
#define CLIENTS_TABLE_TABLE_ROWS_H_

// A table as it stands in a file, before anybody says what its columns mean.

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assessment::table {

struct TableRow {
  // Line of a text file, or row of a worksheet, on which it begins; from 1. The row of names of
  // JSON lines, which stand on no line of their own, has 0.
  int number = 0;
  // UTF-8. A number as the file's author sees it, in full; a day as YYYY-MM-DD, a moment as
  // YYYY-MM-DD HH:MM[:SS].
  std::vector<std::string> cells;
};

// Rows in which every cell is empty are left out.
using TableRows = std::vector<TableRow>;

// Limits of a file; beyond them it is refused, and nothing of it is used.
inline constexpr size_t kFileBytesMax = 256u << 20;
inline constexpr size_t kRowsMax = 1'000'000;
inline constexpr size_t kColumnsMax = 1'000;

// A table whose columns have names.
struct NamedTable {
  // Names in the order of the columns; a column without a heading has an empty one.
  std::vector<std::string> columns;
  // Every row has a cell for every column.
  TableRows rows;

  // The column's index, or -1.
  int ColumnIndex(absl::string_view name) const;
};

// Takes the row with number `heading_row` for the headings and the rows behind it for the table.
// A heading is its first line, without spaces around it. INVALID_ARGUMENT when there is no such
// row, when two columns have one name, or a row has a filled cell under no heading.
absl::StatusOr<NamedTable> NameColumns(TableRows rows, int heading_row);

}  // namespace assessment::table

#endif  // CLIENTS_TABLE_TABLE_ROWS_H_
