#ifndef CLIENTS_IMPORT_REFUSED_ROWS_H_
#define CLIENTS_IMPORT_REFUSED_ROWS_H_

// Rows that were refused, and the file in which they are handed back to be mended.

#include <string>
#include <vector>

#include "clients/table/table_rows.h"

namespace assessment::importing {

// Why one row was refused; a row may have several.
struct RowRefusal {
  // Line or row of the file, as TableRow numbers it.
  int row = 0;
  // Reason of the contract ("REASON_..."); empty: the row could not be read.
  std::string reason;
  // The column at fault; empty: none that the mapping names.
  std::string column;
  // The event's field.
  std::string field;
  std::string found;
  std::string expected;
};

// Heading of the column that a refused file has behind the others; an import passes over it.
inline constexpr char kRefusalColumn[] = "拒绝原因 refused because";

// "死亡人数 (accident_reported.deaths): 找到 found X; 应为 expected Y".
std::string RefusalText(const RowRefusal& refusal);

// The rows of `table` that are named in `refusals`, as comma-separated values of UTF-8 with a byte
// order mark: headings on line `heading_row` (at least 1), then the rows as they were, with the
// reasons behind. Mended, it is imported with the same mapping.
std::string RefusedCsv(const table::NamedTable& table, const std::vector<RowRefusal>& refusals,
                       int heading_row, char delimiter);

// Takes the column of reasons out of a table that was made by RefusedCsv.
void DropRefusals(table::NamedTable& table);

}  // namespace assessment::importing

#endif  // CLIENTS_IMPORT_REFUSED_ROWS_H_
