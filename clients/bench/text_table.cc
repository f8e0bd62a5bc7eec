#include "clients/bench/text_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace assessment::bench {

TextTable::TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

void TextTable::AddRow(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

std::string TextTable::Render() const {
  std::vector<std::vector<std::string>> lines(2);
  std::vector<size_t> widths;
  for (size_t i = 0; i < columns_.size(); ++i) {
    size_t width = columns_[i].heading.size();
    for (const std::vector<std::string>& row : rows_) width = std::max(width, row[i].size());
    widths.push_back(width);
    lines[0].push_back(columns_[i].heading);
    lines[1].emplace_back(width, '-');
  }
  lines.insert(lines.end(), rows_.begin(), rows_.end());
  std::string text;
  for (const std::vector<std::string>& cells : lines) {
    std::string line;
    for (size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line.append("  ");
      const std::string padding(widths[i] - cells[i].size(), ' ');
      const bool right = columns_[i].align == Align::kRight;
      absl::StrAppend(&line, right ? padding : "", cells[i], right ? "" : padding);
    }
    absl::StripTrailingAsciiWhitespace(&line);
    absl::StrAppend(&text, line, "\n");
  }
  return text;
}

}  // namespace assessment::bench
