#ifndef CLIENTS_CTL_LANGUAGE_H_
#define CLIENTS_CTL_LANGUAGE_H_

// The two languages of the tool: Chinese first, English beside it in headings.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/scheme/v1/scheme.pb.h"

namespace assessment::ctl {

enum class Language {
  kChinese,  // Chinese, with English beside it in headings.
  kEnglish,
  kBoth,  // Everything in both.
};

// "zh", "en" or "both". INVALID_ARGUMENT otherwise.
absl::StatusOr<Language> ParseLanguage(absl::string_view text);

// A word of the tool's own in both languages.
struct Word {
  absl::string_view zh;
  absl::string_view en;
};

// The word inside a text: "已扣", "charged", or "已扣 charged".
std::string Say(const Word& word, Language language);

// The word as a heading: "单位 Unit", or "Unit".
std::string Heading(const Word& word, Language language);

// A scheme's label: the Chinese or, where there is one, the English text; both as "zh / en".
std::string Say(const scheme::v1::Label& label, Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_LANGUAGE_H_
