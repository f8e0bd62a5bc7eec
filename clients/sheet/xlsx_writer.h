#ifndef CLIENTS_SHEET_XLSX_WRITER_H_
#define CLIENTS_SHEET_XLSX_WRITER_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/sheet/sheet_content.h"

namespace assessment::sheet {

// One worksheet of a workbook.
struct Worksheet {
  std::string name;  // At most 31 characters, none of []:*?/\.
  SheetContent content;
  // For the screen in place of paper: headings stay in sight, rows can be filtered, no page
  // numbers.
  bool for_entry = false;
};

// Writes the worksheets as an Office Open XML workbook at `path`, set for A4: one page wide, as
// many pages high as it takes, column headings repeated, page numbers at the foot, text wrapped and
// every row high enough to show it whole. Properties of the first worksheet's content become the
// workbook's custom properties. The bytes follow from the contents alone: no clock is read. A row
// too high for a page goes on in rows below it, without a line between (file_rows.h); a worksheet
// for entry keeps it in one.
//
// Points are numeric cells of format 0.00#. The file format knows numbers as binary floating point
// only: each is the double next to the exact thousandths, made at this border and nowhere else, and
// prints back as exactly those thousandths (every one up to a million points has at most 9 digits).
//
// The file appears whole or not at all: it is written beside `path` and then renamed.
// INVALID_ARGUMENT when it cannot be written there, and for content that no workbook can hold.
absl::Status WriteXlsx(const std::vector<Worksheet>& worksheets, const std::string& path);

}  // namespace assessment::sheet

#endif  // CLIENTS_SHEET_XLSX_WRITER_H_
