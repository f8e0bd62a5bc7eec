#include "clients/sheet/file_rows.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/sheet/text_layout.h"

namespace assessment::sheet {
namespace {

constexpr int kBodySize = 10;
constexpr int kTitleSize = 16;
constexpr int kNoteSize = 9;
// Lines of a row that is cut: small enough that little of a page stays empty below the last one
// that fits, and far from the 409 points that the format allows.
constexpr int kRowLinesMax = 12;
// A column of width w is 7w + 5 pixels, of which about 8 are not for text, and of framed text an
// indent of 10 more; a pixel is 3/4 point.
constexpr int kDigitPixels = 7;
constexpr int kColumnPixels = 5;
constexpr int kUnusedPixels = 18;

// Width of a cell for text, in tenths of the type size.
int LineWidth(const SheetContent& content, const SheetCell& cell, int type_size) {
  int pixels = -kUnusedPixels;
  for (int column = cell.first_column; column <= cell.last_column; ++column) {
    pixels += content.columns[static_cast<size_t>(column)].width * kDigitPixels + kColumnPixels;
  }
  return std::max(20, pixels * 3 / 4 * 10 / type_size);
}

bool IsNumber(const SheetCell& cell) { return cell.points.has_value() || cell.whole.has_value(); }

int LinesOf(const std::string& text, int line_width) {
  return static_cast<int>(WrapText(text, line_width).size());
}

// Adds the row, cut into pieces that are not too high.
void AddPieces(const SheetContent& content, size_t source, std::vector<FileRow>& rows) {
  const SheetRow& row = content.rows[source];
  std::vector<std::vector<std::string>> texts;
  size_t count = 1;
  for (const SheetCell& cell : row.cells) {
    const int width = LineWidth(content, cell, TypeSize(row.role));
    texts.push_back(CutText(CellText(cell), width, kRowLinesMax));
    count = std::max(count, texts.back().size());
  }
  for (size_t piece = 0; piece < count; ++piece) {
    FileRow& file_row = rows.emplace_back();
    file_row.role = row.role;
    file_row.source = source;
    for (size_t index = 0; index < row.cells.size(); ++index) {
      SheetCell cell = row.cells[index];
      if (piece > 0) {
        cell.points.reset();
        cell.whole.reset();
        cell.joins_above = true;
      }
      if (!IsNumber(cell)) {
        cell.text = piece < texts[index].size() ? texts[index][piece] : "";
        file_row.lines = std::max(file_row.lines,
                                  LinesOf(cell.text, LineWidth(content, cell, TypeSize(row.role))));
      }
      file_row.cells.push_back(std::move(cell));
    }
  }
}

void AddWhole(const SheetContent& content, size_t source, std::vector<FileRow>& rows) {
  const SheetRow& row = content.rows[source];
  FileRow& file_row = rows.emplace_back();
  file_row.role = row.role;
  file_row.source = source;
  file_row.cells = row.cells;
  for (const SheetCell& cell : row.cells) {
    if (IsNumber(cell)) continue;
    file_row.lines =
        std::max(file_row.lines, LinesOf(cell.text, LineWidth(content, cell, TypeSize(row.role))));
  }
}

std::string CellAt(const FileCells& cells, size_t row, size_t column) {
  return row < cells.size() && column < cells[row].size() ? cells[row][column] : std::string();
}

}  // namespace

int TypeSize(RowRole role) {
  switch (role) {
    case RowRole::kTitle:
      return kTitleSize;
    case RowRole::kNote:
      return kNoteSize;
    default:
      return kBodySize;
  }
}

bool IsFramed(RowRole role) {
  return role == RowRole::kColumns || role == RowRole::kBand || role == RowRole::kBody ||
         role == RowRole::kTotal;
}

std::vector<FileRow> LayOutRows(const SheetContent& content, bool cut) {
  std::vector<FileRow> rows;
  for (size_t source = 0; source < content.rows.size(); ++source) {
    if (cut) {
      AddPieces(content, source, rows);
    } else {
      AddWhole(content, source, rows);
    }
  }
  return rows;
}

FileCells PrintedCells(const SheetContent& content) {
  FileCells cells;
  for (const FileRow& row : LayOutRows(content, true)) {
    std::vector<std::string>& texts = cells.emplace_back(content.columns.size());
    for (const SheetCell& cell : row.cells) {
      texts[static_cast<size_t>(cell.first_column)] = CellText(cell);
    }
  }
  return cells;
}

std::vector<SheetDifference> CompareCells(const SheetContent& content, const FileCells& found) {
  const std::vector<FileRow> rows = LayOutRows(content, true);
  const FileCells printed = PrintedCells(content);
  size_t columns = content.columns.size();
  for (const std::vector<std::string>& row : found) columns = std::max(columns, row.size());
  FileCells headings;
  for (size_t row = 0; row < rows.size() && headings.empty(); ++row) {
    if (rows[row].role == RowRole::kColumns) headings.push_back(printed[row]);
  }
  std::vector<SheetDifference> differences;
  for (size_t row = 0; row < std::max(printed.size(), found.size()); ++row) {
    for (size_t column = 0; column < columns; ++column) {
      SheetDifference difference;
      difference.before = CellAt(printed, row, column);
      difference.after = CellAt(found, row, column);
      if (difference.before == difference.after) continue;
      difference.key = absl::StrCat("row:", row + 1);
      difference.label = difference.key;
      if (row < rows.size()) {
        const SheetRow& source = content.rows[rows[row].source];
        difference.key = source.key;
        difference.label = RowLabel(source);
      }
      difference.heading = CellAt(headings, 0, column);
      difference.column = static_cast<int>(column);
      differences.push_back(std::move(difference));
    }
  }
  return differences;
}

}  // namespace assessment::sheet
