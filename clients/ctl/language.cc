#include "clients/ctl/language.h"

#include "absl/strings/str_cat.h"

namespace assessment::ctl {

absl::StatusOr<Language> ParseLanguage(absl::string_view text) {
  if (text == "zh") return Language::kChinese;
  if (text == "en") return Language::kEnglish;
  if (text == "both") return Language::kBoth;
  return absl::InvalidArgumentError(
      absl::StrCat("--lang: found \"", text, "\", expected zh, en or both"));
}

std::string Say(const Word& word, Language language) {
  switch (language) {
    case Language::kChinese:
      return std::string(word.zh);
    case Language::kEnglish:
      return std::string(word.en);
    case Language::kBoth:
      break;
  }
  return absl::StrCat(word.zh, " ", word.en);
}

std::string Heading(const Word& word, Language language) {
  if (language == Language::kEnglish) return std::string(word.en);
  return absl::StrCat(word.zh, " ", word.en);
}

std::string Say(const scheme::v1::Label& label, Language language) {
  if (language == Language::kChinese || label.en().empty()) return label.zh();
  if (language == Language::kEnglish) return label.en();
  return absl::StrCat(label.zh(), " / ", label.en());
}

}  // namespace assessment::ctl
