#include "clients/sheet/text_layout.h"

#include <utf8proc.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/base/check.h"

namespace assessment::sheet {
namespace {

constexpr int kFullWidth = 10;
constexpr int kOtherWidth = 6;

struct Character {
  size_t bytes = 1;
  int width = kOtherWidth;
  bool space = false;
};

// The character at the start of `text`, which is not empty. A byte that is no UTF-8 is one
// character of its own.
Character FirstCharacter(absl::string_view text) {
  Character character;
  utf8proc_int32_t code = 0;
  const utf8proc_ssize_t bytes =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                       static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (bytes <= 0) return character;
  character.bytes = static_cast<size_t>(bytes);
  // Punctuation like “”… and · is full-width in Chinese fonts, though Unicode calls it neutral.
  const bool full = utf8proc_charwidth(code) == 2 || (code >= 0x2010 && code <= 0x2E7F) ||
                    code == 0xB7 || code == 0xD7;
  character.width = full ? kFullWidth : utf8proc_charwidth(code) == 0 ? 0 : kOtherWidth;
  character.space = code == ' ';
  return character;
}

// Bytes of the longest start of `paragraph` that fits into `line_width`; at least one character.
size_t LineBytes(absl::string_view paragraph, int line_width) {
  size_t end = 0;
  size_t last_break = 0;
  int width = 0;
  while (end < paragraph.size()) {
    const Character character = FirstCharacter(paragraph.substr(end));
    if (width + character.width > line_width && end > 0) {
      return last_break > 0 ? last_break : end;
    }
    // A line may end before or behind a full-width character and behind a space.
    if (character.width == kFullWidth) last_break = end;
    width += character.width;
    end += character.bytes;
    if (character.width == kFullWidth || character.space) last_break = end;
  }
  return end;
}

}  // namespace

int TextWidth(absl::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    width += character.width;
    text.remove_prefix(character.bytes);
  }
  return width;
}

std::vector<std::string> WrapText(absl::string_view text, int line_width) {
  CHECK(line_width >= 20);
  std::vector<std::string> lines;
  for (absl::string_view paragraph : absl::StrSplit(text, '\n')) {
    do {
      const size_t bytes = LineBytes(paragraph, line_width);
      lines.emplace_back(paragraph.substr(0, bytes));
      paragraph.remove_prefix(bytes);
    } while (!paragraph.empty());
  }
  return lines;
}

std::vector<std::string> CutText(absl::string_view text, int line_width, int lines_max) {
  CHECK(lines_max >= 1);
  std::vector<std::string> pieces;
  int used = 0;  // Lines of the last piece.
  for (const absl::string_view paragraph : absl::StrSplit(text, '\n')) {
    const std::vector<std::string> lines = WrapText(paragraph, line_width);
    const int needed = static_cast<int>(lines.size());
    if (!pieces.empty() && used + needed <= lines_max) {
      absl::StrAppend(&pieces.back(), "\n", paragraph);
      used += needed;
      continue;
    }
    for (int first = 0; first < needed; first += lines_max) {
      used = std::min(lines_max, needed - first);
      std::string& piece = pieces.emplace_back();
      for (int line = first; line < first + used; ++line) {
        piece += lines[static_cast<size_t>(line)];
      }
    }
  }
  return pieces;
}

}  // namespace assessment::sheet
