#include "ledger/base/document_key.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace assessment {
namespace {

std::string Normalised(absl::string_view text) {
  std::string result = absl::StrReplaceAll(text, {{"\u3000", ""},
                                                  {"\u00a0", ""},
                                                  {"〔", "["},
                                                  {"〕", "]"},
                                                  {"【", "["},
                                                  {"】", "]"},
                                                  {"［", "["},
                                                  {"］", "]"},
                                                  {"（", "["},
                                                  {"）", "]"},
                                                  {"(", "["},
                                                  {")", "]"}});
  std::string kept;
  for (const char c : result) {
    if (!absl::ascii_isspace(static_cast<unsigned char>(c))) kept.push_back(c);
  }
  return kept;
}

}  // namespace

std::string DocumentKey(absl::string_view issuer, absl::string_view number, const CivilDay& date) {
  return absl::StrCat(Normalised(issuer), "|", Normalised(number), "|", FormatDay(date));
}

}  // namespace assessment
