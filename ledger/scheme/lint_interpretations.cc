// Open questions and notes: complete, about something that exists, confirmed or named as open.

#include "absl/strings/str_cat.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {

void CheckInterpretations(const scheme::v1::Scheme& scheme, LintReport& report) {
  const auto about = [&report](absl::string_view holder, const std::string& id) {
    if (!report.Knows(id)) {
      report.Error("about-unknown", holder,
                   absl::StrCat("is about \"", id, "\", which the scheme does not have"));
    }
  };
  for (const auto& interpretation : scheme.interpretations()) {
    const std::string& id = interpretation.interpretation();
    if (interpretation.question().zh().empty() || interpretation.options_size() < 2) {
      report.Error("interpretation-incomplete", id,
                   "expected a question in Chinese and at least two options");
    }
    if (interpretation.chosen() >= static_cast<uint32_t>(interpretation.options_size())) {
      report.Error("interpretation-chosen", id,
                   absl::StrCat("option ", interpretation.chosen(), " is chosen of ",
                                interpretation.options_size(), ", counted from 0"));
    }
    for (const std::string& subject : interpretation.about()) about(id, subject);
    if (!interpretation.confirmed()) {
      report.Warning(
          "interpretation-unconfirmed", id,
          absl::StrCat("not yet confirmed by the office: ", interpretation.question().en().empty()
                                                                ? interpretation.question().zh()
                                                                : interpretation.question().en()));
    }
  }
  for (const auto& note : scheme.notes()) {
    if (!note.about().empty()) about("", note.about());
    if (note.text().zh().empty()) {
      report.Error("label-missing", note.about(), "a note has no Chinese text");
    }
  }
}

}  // namespace assessment
