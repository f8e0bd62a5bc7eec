#include "clients/ctl/table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "clients/ctl/display_width.h"

namespace assessment::ctl {
namespace {

constexpr absl::string_view kGap = "  ";

}  // namespace

Table::Table(std::vector<Column> columns, Language language)
    : columns_(std::move(columns)), language_(language) {}

void Table::AddRow(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (size_t i = 0; i < cells.size(); ++i) {
    cells[i] = OneLine(cells[i]);
    if (columns_[i].width_max > 0) cells[i] = CutToWidth(cells[i], columns_[i].width_max);
  }
  rows_.push_back(std::move(cells));
}

std::string Table::Render() const {
  std::vector<std::string> headings;
  std::vector<std::string> rules;
  std::vector<size_t> widths;
  for (size_t i = 0; i < columns_.size(); ++i) {
    headings.push_back(Heading(columns_[i].heading, language_));
    size_t width = DisplayWidth(headings[i]);
    for (const std::vector<std::string>& row : rows_) {
      width = std::max(width, DisplayWidth(row[i]));
    }
    widths.push_back(width);
    rules.emplace_back(width, '-');
  }
  std::string text;
  const auto add_line = [&](const std::vector<std::string>& cells) {
    std::string line;
    for (size_t i = 0; i < cells.size(); ++i) {
      absl::StrAppend(&line, i > 0 ? kGap : "",
                      columns_[i].align == Align::kLeft ? PadRight(cells[i], widths[i])
                                                        : PadLeft(cells[i], widths[i]));
    }
    absl::StripTrailingAsciiWhitespace(&line);
    absl::StrAppend(&text, line, "\n");
  };
  add_line(headings);
  add_line(rules);
  for (const std::vector<std::string>& row : rows_) add_line(row);
  return text;
}

}  // namespace assessment::ctl
