#ifndef CLIENTS_CTL_DISPLAY_WIDTH_H_
#define CLIENTS_CTL_DISPLAY_WIDTH_H_

// How wide text stands in a terminal: a Chinese character takes two columns, a combining mark none.
// Text is UTF-8; a byte that is none counts as one column.

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace assessment::ctl {

// Columns of one line of text.
size_t DisplayWidth(absl::string_view text);

// `text` as it may stand in one line of a table: line breaks and tabs become spaces, other control
// characters "?", so that foreign text cannot steer a terminal.
std::string OneLine(absl::string_view text);

// The text, with spaces behind or before it up to `width` columns. Wider text stays as it is.
std::string PadRight(absl::string_view text, size_t width);
std::string PadLeft(absl::string_view text, size_t width);

// The text in at most `width` columns, ending in "…" when something was cut. `width` at least 1.
std::string CutToWidth(absl::string_view text, size_t width);

// The text as lines of at most `width` columns, broken at a space where one is near the end and
// between characters otherwise. At least one line. `width` at least 2.
std::vector<std::string> WrapToWidth(absl::string_view text, size_t width);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_DISPLAY_WIDTH_H_
