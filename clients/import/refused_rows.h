#ifndef CLIENTS_IMPORT_REFUSED_ROWS_H_
#define CLIENTS_IMPORT_REFUSED_ROWS_H_

// Rows that were refused, and the file in which they are handed back to be mended.

#include <map>
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

// Headings of the columns that a refused file has behind the others: why the row was refused, by
// what identity it is known, and the entry workbook it is of. An import takes nothing else from
// them.
inline constexpr char kRefusalColumn[] = "拒绝原因 refused because";
inline constexpr char kIdentityColumn[] = "行标识 row identity";
inline constexpr char kEntryColumn[] = "录入表 entry workbook";

// What a refused file says of its rows besides the rows.
struct RefusedMarks {
  // Identities, by TableRow::number.
  std::map<int, std::string> identities;
  // The property of the entry workbook; empty: the rows are of none.
  std::string entry_property;
};

// "死亡人数 (accident_reported.deaths): 找到 found X; 应为 expected Y".
std::string RefusalText(const RowRefusal& refusal);

// The rows of `table` that are named in `refusals`, as comma-separated values of UTF-8 with a byte
// order mark: headings on line `heading_row` (at least 1), then the rows as they were, with the
// reasons and `marks` behind. Mended, it is imported with the same mapping.
std::string RefusedCsv(const table::NamedTable& table, const std::vector<RowRefusal>& refusals,
                       const RefusedMarks& marks, int heading_row, char delimiter);

// Takes the columns that RefusedCsv adds out of a table, and gives what they said.
RefusedMarks TakeMarks(table::NamedTable& table);

}  // namespace assessment::importing

#endif  // CLIENTS_IMPORT_REFUSED_ROWS_H_
