#ifndef CLIENTS_TABLE_XLSX_READER_H_
#define CLIENTS_TABLE_XLSX_READER_H_

#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/table/table_rows.h"

namespace assessment::table {

// A worksheet as a reader of its file finds it.
struct XlsxSheet {
  // The worksheet's name.
  std::string name;
  TableRows rows;
  // Cells whose text is the stored result of a formula: row number and column from 0.
  std::set<std::pair<int, int>> formulas;
  // The workbook's own text properties, by name.
  std::map<std::string, std::string> properties;
};

// Reads one worksheet of an XLSX workbook (ECMA-376): the one called `sheet_name`, or the first
// when that is empty. Text is plain, shared, inline or the stored result of a formula; number,
// day and moment as TableRow says, by the cell's number format; TRUE and FALSE are such words. Of
// merged cells the first holds the text. INVALID_ARGUMENT names what the file lacks, the cell that
// holds an error, rows or cells out of order, and a part beyond the limits: the file is foreign and
// may be made to harm.
absl::StatusOr<XlsxSheet> ReadXlsx(const std::string& path, absl::string_view sheet_name);

}  // namespace assessment::table

#endif  // CLIENTS_TABLE_XLSX_READER_H_
