#include "ledger/base/credit_code.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace assessment {
namespace {

// A character's value is its place here.
constexpr absl::string_view kCreditCodeCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
// Place i weighs 3^i, all modulo the number of characters.
constexpr size_t kWeightBase = 3;

}  // namespace

std::string CreditCodeFault(absl::string_view code) {
  if (code.size() != kCreditCodeLength) return absl::StrCat(code.size(), " characters");
  const size_t modulus = kCreditCodeCharacters.size();
  size_t sum = 0;
  size_t weight = 1;
  for (size_t i = 0; i < code.size(); ++i) {
    const size_t value = kCreditCodeCharacters.find(code[i]);
    if (value == absl::string_view::npos) {
      return absl::StrCat("character '", code.substr(i, 1), "' at ", i + 1);
    }
    if (i + 1 == code.size()) break;
    sum = (sum + value * weight) % modulus;
    weight = weight * kWeightBase % modulus;
  }
  const char check = kCreditCodeCharacters[(modulus - sum) % modulus];
  if (code.back() == check) return "";
  return absl::StrCat("check character '", code.substr(code.size() - 1),
                      "' where the others give '", absl::string_view(&check, 1), "'");
}

std::string NormalCreditCode(absl::string_view text) {
  std::string code;
  for (const char c : text) {
    if (!absl::ascii_isspace(static_cast<unsigned char>(c))) {
      code.push_back(absl::ascii_toupper(static_cast<unsigned char>(c)));
    }
  }
  return code;
}

}  // namespace assessment
