#include "clients/import/refused_rows.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/table/csv_text.h"

namespace assessment::importing {

std::string RefusalText(const RowRefusal& refusal) {
  const std::string where = refusal.column.empty() ? refusal.field
                            : refusal.field.empty()
                                ? refusal.column
                                : absl::StrCat(refusal.column, " (", refusal.field, ")");
  return absl::StrCat(refusal.reason, refusal.reason.empty() ? "" : " ", where,
                      where.empty() ? "" : ": ", "找到 found ", refusal.found, "; 应为 expected ",
                      refusal.expected);
}

std::string RefusedCsv(const table::NamedTable& table, const std::vector<RowRefusal>& refusals,
                       int heading_row, char delimiter) {
  std::map<int, std::vector<std::string>> reasons;
  for (const RowRefusal& refusal : refusals) {
    reasons[refusal.row].push_back(RefusalText(refusal));
  }
  std::string text = "\xEF\xBB\xBF";
  for (int line = 1; line < heading_row; ++line) absl::StrAppend(&text, "\r\n");
  std::vector<std::string> headings = table.columns;
  headings.push_back(kRefusalColumn);
  absl::StrAppend(&text, table::CsvLine(headings, delimiter));
  for (const table::TableRow& row : table.rows) {
    const auto refused = reasons.find(row.number);
    if (refused == reasons.end()) continue;
    std::vector<std::string> cells = row.cells;
    cells.push_back(absl::StrJoin(refused->second, "\n"));
    absl::StrAppend(&text, table::CsvLine(cells, delimiter));
  }
  return text;
}

void DropRefusals(table::NamedTable& table) {
  const int column = table.ColumnIndex(kRefusalColumn);
  if (column < 0) return;
  table.columns.erase(table.columns.begin() + column);
  for (table::TableRow& row : table.rows) row.cells.erase(row.cells.begin() + column);
  table.rows.erase(std::remove_if(table.rows.begin(), table.rows.end(),
                                  [](const table::TableRow& row) {
                                    return std::all_of(
                                        row.cells.begin(), row.cells.end(),
                                        [](const std::string& cell) { return cell.empty(); });
                                  }),
                   table.rows.end());
}

}  // namespace assessment::importing
