#include "clients/table/text_encoding.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace assessment::table {
namespace {

struct IconvClose {
  void operator()(void* converter) const { iconv_close(converter); }
};

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

absl::StatusOr<std::string> ToUtf8(absl::string_view bytes, absl::string_view encoding) {
  const bool marked = absl::StartsWith(bytes, kByteOrderMark);
  const std::string from = encoding.empty() || marked ? "UTF-8" : std::string(encoding);
  iconv_t opened = iconv_open("UTF-8", from.c_str());
  if (opened == reinterpret_cast<iconv_t>(-1)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "encoding: found \"", from, "\"; expected UTF-8, GB18030 or another known to iconv"));
  }
  const std::unique_ptr<void, IconvClose> converter(opened);
  std::string text;
  std::string buffer(64 << 10, '\0');
  // iconv does not write to its input.
  char* input = const_cast<char*>(bytes.data());
  size_t left = bytes.size();
  while (left > 0) {
    char* output = buffer.data();
    size_t room = buffer.size();
    const size_t result = iconv(converter.get(), &input, &left, &output, &room);
    text.append(buffer.data(), buffer.size() - room);
    if (result != static_cast<size_t>(-1) || errno == E2BIG) continue;
    const auto line = std::count(bytes.data(), static_cast<const char*>(input), '\n') + 1;
    return absl::InvalidArgumentError(absl::StrCat(
        "line ", line, ": found a byte that is no ", from,
        "; expected the encoding that the mapping names (a file of an older Chinese program is "
        "often GB18030)"));
  }
  if (absl::StartsWith(text, kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  return text;
}

}  // namespace assessment::table
