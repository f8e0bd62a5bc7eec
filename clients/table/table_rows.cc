#include "clients/table/table_rows.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace assessment::table {
namespace {

std::string HeadingOf(absl::string_view cell) {
  return std::string(absl::StripAsciiWhitespace(cell.substr(0, cell.find('\n'))));
}

}  // namespace

int NamedTable::ColumnIndex(absl::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  return name.empty() || found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

absl::StatusOr<NamedTable> NameColumns(TableRows rows, int heading_row) {
  const auto heading = std::find_if(rows.begin(), rows.end(), [heading_row](const TableRow& row) {
    return row.number == heading_row;
  });
  if (heading == rows.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat("row ", heading_row, ": empty or not in the file; expected the headings"));
  }
  NamedTable table;
  std::set<std::string> seen;
  for (const std::string& cell : heading->cells) {
    table.columns.push_back(HeadingOf(cell));
    const std::string& name = table.columns.back();
    if (!name.empty() && !seen.insert(name).second) {
      return absl::InvalidArgumentError(absl::StrCat("row ", heading_row, ": two columns are \"",
                                                     name, "\"; expected every name once"));
    }
  }
  for (auto row = heading + 1; row != rows.end(); ++row) {
    for (size_t column = 0; column < row->cells.size(); ++column) {
      const bool named = column < table.columns.size() && !table.columns[column].empty();
      if (named || row->cells[column].empty()) continue;
      return absl::InvalidArgumentError(absl::StrCat("row ", row->number, ", column ", column + 1,
                                                     ": found \"", row->cells[column],
                                                     "\" under no heading of row ", heading_row));
    }
    row->cells.resize(table.columns.size());
    table.rows.push_back(std::move(*row));
  }
  return table;
}

}  // namespace assessment::table
