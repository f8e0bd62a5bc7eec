#ifndef LEDGER_BASE_CREDIT_CODE_H_
#define LEDGER_BASE_CREDIT_CODE_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace assessment {

// Length of a unified social credit code.
inline constexpr size_t kCreditCodeLength = 18;

// Checks a unified social credit code as GB 32100-2015 defines it: 18 digits and upper-case
// letters, without I, O, S, V and Z, of which the last is the check character of the other 17.
// Returns what is wrong, for example "17 characters", "character 'O' at 3" or "check character 'X'
// where the others give '3'"; empty when nothing is.
std::string CreditCodeFault(absl::string_view code);

// The code that people mean: without spaces, in upper case. Does not check it.
std::string NormalCreditCode(absl::string_view text);

}  // namespace assessment

#endif  // LEDGER_BASE_CREDIT_CODE_H_
