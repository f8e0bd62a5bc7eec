#ifndef LEDGER_BASE_DOCUMENT_KEY_H_
#define LEDGER_BASE_DOCUMENT_KEY_H_

#include <string>

#include "absl/strings/string_view.h"
#include "ledger/base/civil.h"

namespace assessment {

// What makes two papers the same document: issuer, number and date. Spaces are nothing and every
// form of bracket is one
// ("吕政发〔2022〕8号" is "吕政发[2022] 8号"), because people type numbers from paper.
std::string DocumentKey(absl::string_view issuer, absl::string_view number, const CivilDay& date);

}  // namespace assessment

#endif  // LEDGER_BASE_DOCUMENT_KEY_H_
