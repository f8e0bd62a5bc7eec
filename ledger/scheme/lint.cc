#include "ledger/scheme/lint.h"

#include <algorithm>

#include "ledger/scheme/lint_report.h"
#include "ledger/scheme/scheme_ids.h"

namespace assessment {

std::vector<LintFinding> Lint(const scheme::v1::Scheme& scheme) {
  LintReport report(scheme);
  for (const IdProblem& problem : CheckIds(scheme)) {
    report.Error(problem.rule, problem.about, problem.message);
  }
  // Beyond the bounds the sums below would overflow and the probing never end.
  if (!CheckSize(scheme, report)) return report.Finish();
  CheckLabels(scheme, report);
  if (scheme.has_composite()) {
    CheckComposite(scheme, report);
  } else {
    CheckSums(scheme, report);
  }
  CheckKinds(scheme, report);
  CheckTriggers(scheme, report);
  CheckScopes(scheme, report);
  CheckReach(scheme, report);
  CheckPolicies(scheme, report);
  CheckVetoes(scheme, report);
  CheckExclusions(scheme, report);
  CheckPrices(scheme, report);
  CheckQuestions(scheme, report);
  CheckInterpretations(scheme, report);
  return report.Finish();
}

bool HasErrors(const std::vector<LintFinding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const LintFinding& finding) {
    return finding.severity == LintSeverity::kError;
  });
}

}  // namespace assessment
