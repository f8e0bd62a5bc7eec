#ifndef CLIENTS_SHEET_FILE_ROWS_H_
#define CLIENTS_SHEET_FILE_ROWS_H_

// The rows of a sheet as they stand in a file: how a page is laid out decides which rows are cut
// into several, and what a reader of the file finds in which cell.

#include <string>
#include <vector>

#include "clients/sheet/sheet_content.h"

namespace assessment::sheet {

// A row of the file: a SheetRow, or a piece of one that is too high for one row.
struct FileRow {
  RowRole role = RowRole::kBody;
  // The SheetRow it is of, as an index.
  size_t source = 0;
  // Pieces after the first hold no numbers, and join what stands above.
  std::vector<SheetCell> cells;
  // Lines of its highest text.
  int lines = 1;
};

// Type size of a row, in points.
int TypeSize(RowRole role);

// Whether cells of the role have a frame.
bool IsFramed(RowRole role);

// Lays out the rows. `cut`: no row is higher than a part of a page; else every SheetRow is one row.
std::vector<FileRow> LayOutRows(const SheetContent& content, bool cut);

// What a file holds: text by row and column; a number as FormatPoints would write it.
using FileCells = std::vector<std::vector<std::string>>;

// The cells of the file that WriteXlsx makes of the content, as a reader of that file finds them.
FileCells PrintedCells(const SheetContent& content);

// Every cell in which `found`, read from a file, is not what the content prints: `before` is what
// the content says, `after` what the file says. Rows and columns that the file has beyond those of
// the content differ when they hold anything.
std::vector<SheetDifference> CompareCells(const SheetContent& content, const FileCells& found);

}  // namespace assessment::sheet

#endif  // CLIENTS_SHEET_FILE_ROWS_H_
