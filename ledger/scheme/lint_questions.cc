// Questions that facts raise can be raised, and every answer to them leads somewhere.

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {
namespace {

using scheme::v1::Clause;
using scheme::v1::QuestionAnswer;
using scheme::v1::QuestionRule;
using scheme::v1::Scheme;

class QuestionCheck {
 public:
  QuestionCheck(const Scheme& scheme, const QuestionRule& rule, LintReport& report)
      : scheme_(scheme), rule_(rule), report_(report) {}

  void Run() {
    const bool stated = std::any_of(
        scheme_.interpretations().begin(), scheme_.interpretations().end(),
        [this](const auto& entry) { return entry.interpretation() == rule_.question(); });
    if (!stated) Error("question-unstated", "no interpretation of this id states the question");
    CheckRaising();
    for (const std::string& veto : rule_.unless_vetoes()) {
      if (!HasVeto(veto)) {
        Error("reference-unknown", absl::StrCat("is settled by the unknown veto \"", veto, "\""));
      }
    }
    if (rule_.answers_size() < 2)
      Error("question-incomplete", "a question has two answers at least");
    for (const QuestionAnswer& answer : rule_.answers()) CheckAnswer(answer);
  }

 private:
  void Error(absl::string_view rule, std::string message) {
    report_.Error(rule, rule_.question(), std::move(message));
  }

  const Clause* FindClause(absl::string_view id) const {
    for (const PlacedClause& placed : AllClauses(scheme_)) {
      if (placed.clause.clause() == id) return &placed.clause;
    }
    return nullptr;
  }

  bool HasVeto(absl::string_view id) const {
    return std::any_of(scheme_.vetoes().begin(), scheme_.vetoes().end(),
                       [id](const auto& veto) { return veto.veto() == id; });
  }

  void CheckRaising() {
    switch (rule_.raised_when_case()) {
      case QuestionRule::RAISED_WHEN_NOT_SET:
        return Error("question-incomplete", "nothing raises the question");
      case QuestionRule::kAccidentCount:
        if (rule_.accident_count().count() == 0) {
          Error("question-incomplete", "0 accidents are always reached");
        }
        return CheckAccidentFilter(rule_.accident_count().filter(), rule_.question(), report_);
      case QuestionRule::kConcealment:
        return;
      case QuestionRule::kBaselineClause: {
        const Clause* clause = FindClause(rule_.baseline_clause());
        const bool measured =
            clause != nullptr &&
            std::any_of(clause->triggers().begin(), clause->triggers().end(),
                        [](const auto& trigger) { return trigger.has_baseline(); });
        if (!measured) {
          Error("reference-unknown",
                absl::StrCat("asks about \"", rule_.baseline_clause(),
                             "\", which is no clause measured against last year"));
        }
        return;
      }
    }
  }

  void CheckAnswer(const QuestionAnswer& answer) {
    switch (answer.effect_case()) {
      case QuestionAnswer::EFFECT_NOT_SET:
        return Error("question-incomplete", "an answer has no effect, not even the nothing one");
      case QuestionAnswer::kNothing:
        return;
      case QuestionAnswer::kVeto:
        if (!HasVeto(answer.veto())) {
          Error("reference-unknown",
                absl::StrCat("an answer names the unknown veto \"", answer.veto(), "\""));
        }
        return;
      case QuestionAnswer::kCharge: {
        const scheme::v1::AnswerCharge& charge = answer.charge();
        const Clause* clause = FindClause(charge.clause());
        if (clause == nullptr || (!clause->has_per() && !clause->has_fixed() &&
                                  !clause->has_banded() && !clause->has_award())) {
          Error("reference-unknown", absl::StrCat("an answer charges \"", charge.clause(),
                                                  "\", which is no clause that takes points"));
        }
        if (charge.minimum_milli() < 0 || charge.maximum_milli() < charge.minimum_milli()) {
          Error("question-incomplete", "the bounds of an answer's points are not in order");
        }
        return;
      }
    }
  }

  const Scheme& scheme_;
  const QuestionRule& rule_;
  LintReport& report_;
};

}  // namespace

void CheckQuestions(const Scheme& scheme, LintReport& report) {
  std::set<std::string> known;
  for (const QuestionRule& rule : scheme.questions()) {
    if (!known.insert(rule.question()).second) {
      report.Error("id-duplicate", rule.question(), "two questions have this id");
    }
    QuestionCheck(scheme, rule, report).Run();
  }
}

}  // namespace assessment
