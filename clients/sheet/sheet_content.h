#ifndef CLIENTS_SHEET_SHEET_CONTENT_H_
#define CLIENTS_SHEET_SHEET_CONTENT_H_

// What a printed sheet says, apart from any file format: rows of cells over a few columns. Built
// from an explanation, a ranking or a scheme; written as XLSX or CSV; compared and fingerprinted
// here. Points stay exact thousandths until a file format asks for its own number.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "ledger/base/points.h"
#include "ledger/proof/sha256.h"

namespace assessment::sheet {

// Version of the form: which cells there are and in which words. What one version prints for a
// score never changes; other words or cells are another version, so that old fingerprints stay
// comparable with what their own version prints.
inline constexpr uint32_t kFormVersion = 1;

// How a row is set.
enum class RowRole {
  kTitle,    // Over the whole width, large.
  kField,    // Head of the form: a label with room to write; no frame.
  kColumns,  // Headings of the columns; repeated on every page.
  kBand,     // Heading of a block, over the whole width.
  kBody,     // A row of the table.
  kTotal,    // A subtotal or total.
  kNote,     // A remark below the table; no frame.
};

// One cell. Holds text or a number, or nothing but a frame.
struct SheetCell {
  int first_column = 0;
  int last_column = 0;  // Equal to first_column unless the cell spans columns.
  std::string text;     // UTF-8; "\n" parts paragraphs. Empty when a number is set.
  std::optional<MilliPoints> points;
  std::optional<int64_t> whole;
  // Continues the cell above it: no line between them.
  bool joins_above = false;
};

struct SheetRow {
  RowRole role = RowRole::kBody;
  // What the row is about, unique in the sheet and the same in every sheet of the same form: for
  // example "item:37", "block:B", "summary:final". How two sheets are laid side by side.
  std::string key;
  std::vector<SheetCell> cells;  // By column, without overlap.
  // Whether the fingerprint covers the row: all but the rows that print the fingerprint itself.
  bool fingerprinted = true;
};

// One column. `width` counts digits of the standard font, as spreadsheets do.
struct SheetColumn {
  int width = 10;
  bool centred = false;  // Its text; numbers are centred everywhere.
  bool shaded = false;   // Not to be written into.
  // What may be chosen in the rows of the table; empty: anything may be written. Together at most
  // 255 characters.
  std::vector<std::string> choices;
};

struct SheetContent {
  std::string title;   // Of the document.
  std::string footer;  // Printed at the foot of every page, before the page number.
  bool landscape = false;
  // The document's date in its properties, seconds since 1970: of the newest event it reflects, not
  // of printing, so that the same content is the same file. 0: it reflects none.
  int64_t date_seconds = 0;
  std::vector<SheetColumn> columns;
  std::vector<SheetRow> rows;
  // Written into the file's properties: name and value, both without line breaks. Empty: none.
  std::vector<std::pair<std::string, std::string>> properties;
};

// Makes cells.
SheetCell TextCell(int column, std::string text);
SheetCell WideCell(int first_column, int last_column, std::string text);
SheetCell PointsCell(int column, MilliPoints points);
SheetCell WholeCell(int column, int64_t value);

// The first line of the row's first text; its key when it has none. For people.
std::string RowLabel(const SheetRow& row);

// What the cell shows: its text, or its number as FormatPoints writes it.
std::string CellText(const SheetCell& cell);

// The canonical text of a sheet, what its fingerprint is taken of:
//
//   assessment/sheet/v<kFormVersion> LF
//   then for every cell of every fingerprinted row, in order of rows and columns, unless the cell
//   is empty:  KEY ":" FIRST "-" LAST ":" LENGTH ":" TEXT LF
//
// with the row's key, the cell's columns from 0, the length of the text in bytes as a decimal
// number, and the text of CellText. Lengths make it unambiguous whatever the text holds; fonts,
// widths, heights, page breaks and the title of the document are no part of it.
std::string CanonicalText(const SheetContent& content);

// SHA-256 of the canonical text.
Hash Fingerprint(const SheetContent& content);

// A cell in which two sheets differ. An absent row or cell has empty text.
struct SheetDifference {
  std::string key;      // Of the row.
  std::string label;    // First text of the row, for people.
  std::string heading;  // Of the cell's column; empty: the sheet has none.
  int column = 0;       // First column of the cell.
  std::string before;   // As CellText.
  std::string after;
};

// Every cell in which fingerprinted rows differ, in order of `after`'s rows, then rows that only
// `before` has. Rows are paired by key, cells by first column. Rows whose key begins with "origin:"
// (where the sheet comes from) are passed over: two sizes of one log print different ones.
std::vector<SheetDifference> CompareSheets(const SheetContent& before, const SheetContent& after);

}  // namespace assessment::sheet

#endif  // CLIENTS_SHEET_SHEET_CONTENT_H_
