#include "ledger/proof/encoding.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace assessment {
namespace {

constexpr size_t kQuotedBytesMax = 80;

// Returns 0 to 15, or -1 for what is no lower-case hexadecimal digit.
int HexDigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

std::string EncodeHex(absl::string_view bytes) { return absl::BytesToHexString(bytes); }

absl::StatusOr<std::string> DecodeHex(absl::string_view hex) {
  if (hex.size() % 2 != 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("hexadecimal: found an odd number of digits in ", Quoted(hex)));
  }
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (size_t i = 0; i < hex.size(); i += 2) {
    const int high = HexDigitValue(hex[i]);
    const int low = HexDigitValue(hex[i + 1]);
    if (high < 0 || low < 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("hexadecimal: found ", Quoted(hex), ", expected digits 0-9 and a-f"));
    }
    bytes.push_back(static_cast<char>(high << 4 | low));
  }
  return bytes;
}

std::string EncodeBase64(absl::string_view bytes) { return absl::Base64Escape(bytes); }

absl::StatusOr<std::string> DecodeBase64(absl::string_view base64) {
  std::string bytes;
  if (!absl::Base64Unescape(base64, &bytes) || absl::Base64Escape(bytes) != base64) {
    return absl::InvalidArgumentError(
        absl::StrCat("base64: found ", Quoted(base64), ", expected canonical padded base64"));
  }
  return bytes;
}

absl::StatusOr<uint64_t> ParseDecimal(absl::string_view text, uint64_t max) {
  const auto refuse = [text](absl::string_view expected) {
    return absl::InvalidArgumentError(
        absl::StrCat("decimal: found ", Quoted(text), ", expected ", expected));
  };
  if (text.empty()) return refuse("at least one digit");
  if (text.size() > 1 && text[0] == '0') return refuse("no leading zero");
  uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return refuse("digits only");
    const uint64_t digit = static_cast<uint64_t>(c - '0');
    if (digit > max || value > (max - digit) / 10) return refuse(absl::StrCat("at most ", max));
    value = value * 10 + digit;
  }
  return value;
}

std::string Quoted(absl::string_view text) {
  const bool cut = text.size() > kQuotedBytesMax;
  return absl::StrCat("\"", absl::CHexEscape(text.substr(0, kQuotedBytesMax)),
                      cut ? "...\"" : "\"");
}

absl::StatusOr<absl::string_view> TakeLine(absl::string_view& rest) {
  const size_t end = rest.find('\n');
  if (end == absl::string_view::npos) {
    return absl::InvalidArgumentError(
        absl::StrCat("line: found ", Quoted(rest), " without a newline at its end"));
  }
  const absl::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

}  // namespace assessment
