#include "clients/table/csv_text.h"

#include <csv.h>

#include "absl/strings/str_cat.h"

namespace assessment::table {

std::string CsvLine(const std::vector<std::string>& cells, char delimiter) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line.push_back(delimiter);
    // At most every byte is doubled, and two marks stand around.
    std::string field(2 * cells[i].size() + 2, '\0');
    field.resize(csv_write(field.data(), field.size(), cells[i].data(), cells[i].size()));
    absl::StrAppend(&line, field);
  }
  return line + "\r\n";
}

}  // namespace assessment::table
