#include "clients/import/refused_rows.h"

#include <algorithm>
#include <map>
#include <utility>

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
                       const RefusedMarks& marks, int heading_row, char delimiter) {
  std::map<int, std::vector<std::string>> reasons;
  for (const RowRefusal& refusal : refusals) {
    reasons[refusal.row].push_back(RefusalText(refusal));
  }
  const bool entry = !marks.entry_property.empty();
  std::string text = "\xEF\xBB\xBF";
  for (int line = 1; line < heading_row; ++line) absl::StrAppend(&text, "\r\n");
  std::vector<std::string> headings = table.columns;
  headings.insert(headings.end(), {kRefusalColumn, kIdentityColumn});
  if (entry) headings.push_back(kEntryColumn);
  absl::StrAppend(&text, table::CsvLine(headings, delimiter));
  for (const table::TableRow& row : table.rows) {
    const auto refused = reasons.find(row.number);
    if (refused == reasons.end()) continue;
    std::vector<std::string> cells = row.cells;
    cells.push_back(absl::StrJoin(refused->second, "\n"));
    const auto identity = marks.identities.find(row.number);
    cells.push_back(identity == marks.identities.end() ? "" : identity->second);
    if (entry) cells.push_back(marks.entry_property);
    absl::StrAppend(&text, table::CsvLine(cells, delimiter));
  }
  return text;
}

namespace {

// Takes a column out of the table: its cells by row; empty when there is no such column.
std::map<int, std::string> TakeColumn(table::NamedTable& table, absl::string_view name) {
  std::map<int, std::string> cells;
  const int column = table.ColumnIndex(name);
  if (column < 0) return cells;
  table.columns.erase(table.columns.begin() + column);
  for (table::TableRow& row : table.rows) {
    std::string& cell = row.cells[static_cast<size_t>(column)];
    if (!cell.empty()) cells[row.number] = std::move(cell);
    row.cells.erase(row.cells.begin() + column);
  }
  return cells;
}

bool IsEmpty(const table::TableRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(),
                     [](const std::string& cell) { return cell.empty(); });
}

}  // namespace

RefusedMarks TakeMarks(table::NamedTable& table) {
  RefusedMarks marks;
  TakeColumn(table, kRefusalColumn);
  marks.identities = TakeColumn(table, kIdentityColumn);
  const std::map<int, std::string> entries = TakeColumn(table, kEntryColumn);
  if (!entries.empty()) marks.entry_property = entries.begin()->second;
  table.rows.erase(std::remove_if(table.rows.begin(), table.rows.end(), &IsEmpty),
                   table.rows.end());
  return marks;
}

}  // namespace assessment::importing
