#include "clients/ctl/display_width.h"

#include <utf8proc.h>

#include "absl/strings/str_cat.h"

namespace assessment::ctl {
namespace {

constexpr absl::string_view kEllipsis = "…";

// One character: its bytes and the columns it takes.
struct Character {
  size_t bytes = 1;
  size_t columns = 1;
  bool control = false;
};

Character FirstCharacter(absl::string_view text) {
  utf8proc_int32_t code = 0;
  const utf8proc_ssize_t bytes =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), text.size(), &code);
  Character character;
  if (bytes <= 0) return character;
  character.bytes = static_cast<size_t>(bytes);
  character.control = utf8proc_category(code) == UTF8PROC_CATEGORY_CC;
  const int columns = character.control ? 1 : utf8proc_charwidth(code);
  character.columns = columns < 0 ? 0 : static_cast<size_t>(columns);
  return character;
}

}  // namespace

size_t DisplayWidth(absl::string_view text) {
  size_t width = 0;
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    width += character.columns;
    text.remove_prefix(character.bytes);
  }
  return width;
}

std::string OneLine(absl::string_view text) {
  std::string line;
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    const absl::string_view bytes = text.substr(0, character.bytes);
    if (!character.control) {
      line.append(bytes.data(), bytes.size());
    } else if (bytes == "\n" || bytes == "\t" || bytes == "\r") {
      line += ' ';
    } else {
      line += '?';
    }
    text.remove_prefix(character.bytes);
  }
  return line;
}

std::string PadRight(absl::string_view text, size_t width) {
  const size_t own = DisplayWidth(text);
  return absl::StrCat(text, std::string(own < width ? width - own : 0, ' '));
}

std::string PadLeft(absl::string_view text, size_t width) {
  const size_t own = DisplayWidth(text);
  return absl::StrCat(std::string(own < width ? width - own : 0, ' '), text);
}

std::string CutToWidth(absl::string_view text, size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  std::string cut;
  size_t columns = DisplayWidth(kEllipsis);
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    if (columns + character.columns > width) break;
    columns += character.columns;
    cut.append(text.data(), character.bytes);
    text.remove_prefix(character.bytes);
  }
  return absl::StrCat(cut, kEllipsis);
}

std::vector<std::string> WrapToWidth(absl::string_view text, size_t width) {
  std::vector<std::string> lines;
  std::string line;
  size_t columns = 0;
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    if (columns + character.columns > width) {
      // A space in the last third is a good place; Chinese breaks anywhere.
      const size_t space = line.rfind(' ');
      std::string rest;
      if (text[0] != ' ' && space != std::string::npos && space * 3 > line.size() * 2) {
        rest = line.substr(space + 1);
        line.resize(space);
      }
      lines.push_back(line);
      line = rest;
      columns = DisplayWidth(line);
      if (text[0] == ' ') {
        text.remove_prefix(1);
        continue;
      }
    }
    line.append(text.data(), character.bytes);
    columns += character.columns;
    text.remove_prefix(character.bytes);
  }
  lines.push_back(line);
  return lines;
}

}  // namespace assessment::ctl
