#include "clients/sheet/sheet_content.h"

#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace assessment::sheet {
namespace {

bool IsCompared(const SheetRow& row) {
  return row.fingerprinted && !absl::StartsWith(row.key, "origin:");
}

std::map<int, std::string> TextsByColumn(const SheetRow* row) {
  std::map<int, std::string> texts;
  if (row == nullptr) return texts;
  for (const SheetCell& cell : row->cells) {
    std::string text = CellText(cell);
    if (!text.empty()) texts[cell.first_column] = std::move(text);
  }
  return texts;
}

// Headings by column.
std::map<int, std::string> HeadingsOf(const SheetContent& content) {
  for (const SheetRow& row : content.rows) {
    if (row.role == RowRole::kColumns) return TextsByColumn(&row);
  }
  return {};
}

void AddDifferences(const SheetRow* before, const SheetRow* after,
                    std::vector<SheetDifference>& differences) {
  const SheetRow& named = after != nullptr ? *after : *before;
  const std::map<int, std::string> old_texts = TextsByColumn(before);
  const std::map<int, std::string> new_texts = TextsByColumn(after);
  std::set<int> columns;
  for (const auto& entry : old_texts) columns.insert(entry.first);
  for (const auto& entry : new_texts) columns.insert(entry.first);
  for (const int column : columns) {
    const auto old_text = old_texts.find(column);
    const auto new_text = new_texts.find(column);
    SheetDifference difference;
    if (old_text != old_texts.end()) difference.before = old_text->second;
    if (new_text != new_texts.end()) difference.after = new_text->second;
    if (difference.before == difference.after) continue;
    difference.key = named.key;
    difference.label = RowLabel(named);
    difference.column = column;
    differences.push_back(std::move(difference));
  }
}

}  // namespace

SheetCell TextCell(int column, std::string text) {
  return WideCell(column, column, std::move(text));
}

SheetCell WideCell(int first_column, int last_column, std::string text) {
  SheetCell cell;
  cell.first_column = first_column;
  cell.last_column = last_column;
  cell.text = std::move(text);
  return cell;
}

SheetCell PointsCell(int column, MilliPoints points) {
  SheetCell cell = TextCell(column, "");
  cell.points = points;
  return cell;
}

SheetCell WholeCell(int column, int64_t value) {
  SheetCell cell = TextCell(column, "");
  cell.whole = value;
  return cell;
}

std::string RowLabel(const SheetRow& row) {
  for (const SheetCell& cell : row.cells) {
    if (cell.text.empty()) continue;
    return cell.text.substr(0, cell.text.find('\n'));
  }
  return row.key;
}

std::string CellText(const SheetCell& cell) {
  if (cell.points.has_value()) return FormatPoints(*cell.points);
  if (cell.whole.has_value()) return absl::StrCat(*cell.whole);
  return cell.text;
}

std::string CanonicalText(const SheetContent& content) {
  std::string canonical = absl::StrCat("assessment/sheet/v", kFormVersion, "\n");
  for (const SheetRow& row : content.rows) {
    if (!row.fingerprinted) continue;
    for (const SheetCell& cell : row.cells) {
      const std::string text = CellText(cell);
      if (text.empty()) continue;
      absl::StrAppend(&canonical, row.key, ":", cell.first_column, "-", cell.last_column, ":",
                      text.size(), ":", text, "\n");
    }
  }
  return canonical;
}

Hash Fingerprint(const SheetContent& content) { return Sha256(CanonicalText(content)); }

std::vector<SheetDifference> CompareSheets(const SheetContent& before, const SheetContent& after) {
  std::map<std::string, const SheetRow*> old_rows;
  for (const SheetRow& row : before.rows) old_rows[row.key] = &row;
  std::set<std::string> paired;
  std::vector<SheetDifference> differences;
  for (const SheetRow& row : after.rows) {
    if (!IsCompared(row)) continue;
    const auto old_row = old_rows.find(row.key);
    AddDifferences(old_row == old_rows.end() ? nullptr : old_row->second, &row, differences);
    paired.insert(row.key);
  }
  for (const SheetRow& row : before.rows) {
    if (IsCompared(row) && paired.count(row.key) == 0) AddDifferences(&row, nullptr, differences);
  }
  const std::map<int, std::string> headings = HeadingsOf(after);
  for (SheetDifference& difference : differences) {
    const auto heading = headings.find(difference.column);
    if (heading != headings.end()) difference.heading = heading->second;
  }
  return differences;
}

}  // namespace assessment::sheet
