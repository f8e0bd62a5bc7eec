#ifndef CLIENTS_SHEET_TEXT_LAYOUT_H_
#define CLIENTS_SHEET_TEXT_LAYOUT_H_

// How much room text takes in a wrapped cell. Spreadsheets do not fit the height of rows to merged
// cells, and a printed form must show every character, so heights are computed here, and rather a
// little too large: fonts differ from machine to machine.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace assessment::sheet {

// Width of one line of text in tenths of the font's size: a full-width character 10, any other 6,
// a combining mark 0.
int TextWidth(absl::string_view text);

// The lines that `text` takes at `line_width` (tenths of the font's size, at least 20). Breaks at
// line breaks, between full-width characters and, in other text, at spaces where there are any.
// At least one line.
std::vector<std::string> WrapText(absl::string_view text, int line_width);

// Cuts `text` into pieces of at most `lines_max` lines (at least 1) at that width: at paragraphs
// where they fit, inside a paragraph where it alone is longer. At least one piece; joined by "\n"
// (or by nothing inside a paragraph) they are the text again.
std::vector<std::string> CutText(absl::string_view text, int line_width, int lines_max);

}  // namespace assessment::sheet

#endif  // CLIENTS_SHEET_TEXT_LAYOUT_H_
