// Vetoes are complete and change something. That the grade they name exists is checked with the
// ids.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {
namespace {

using scheme::v1::Scheme;
using scheme::v1::VetoCondition;
using scheme::v1::VetoRule;

void CheckMetrics(const Scheme& scheme, const VetoRule& veto,
                  const scheme::v1::MetricAboveTargetCondition& condition, LintReport& report) {
  if (condition.metrics().empty()) {
    report.Error("veto-incomplete", veto.veto(), "a condition on metrics names none");
  }
  for (const std::string& metric : condition.metrics()) {
    const bool declared =
        std::any_of(scheme.metrics().begin(), scheme.metrics().end(),
                    [&metric](const auto& known) { return known.metric() == metric; });
    if (!declared) {
      report.Error(
          "metric-unknown", veto.veto(),
          absl::StrCat("names the metric \"", metric, "\", which the scheme does not declare"));
    }
  }
}

}  // namespace

void CheckVetoes(const Scheme& scheme, LintReport& report) {
  for (const VetoRule& veto : scheme.vetoes()) {
    if (veto.conditions().empty()) {
      report.Error("veto-incomplete", veto.veto(), "the veto has no condition");
    }
    for (const VetoCondition& condition : veto.conditions()) {
      switch (condition.condition_case()) {
        case VetoCondition::CONDITION_NOT_SET:
          report.Error("veto-incomplete", veto.veto(), "a condition is not set");
          break;
        case VetoCondition::kAccidentCount:
          if (condition.accident_count().count() == 0) {
            report.Error("veto-incomplete", veto.veto(), "0 accidents are always reached");
          }
          CheckAccidentFilter(condition.accident_count().filter(), veto.veto(), report);
          break;
        case VetoCondition::kNeighbouringAccidents:
          CheckAccidentFilter(condition.neighbouring_accidents().filter(), veto.veto(), report);
          break;
        case VetoCondition::kMetricAboveTarget:
          CheckMetrics(scheme, veto, condition.metric_above_target(), report);
          break;
      }
    }
    if (veto.effect_case() == VetoRule::EFFECT_NOT_SET) {
      report.Error("veto-incomplete", veto.veto(), "the veto has no effect");
    }
    if (veto.effect_case() == VetoRule::kGradeAtMost && !scheme.grade_bands().empty() &&
        veto.grade_at_most() == scheme.grade_bands(0).name().zh()) {
      report.Warning("veto-no-effect", veto.veto(),
                     absl::StrCat("lowers the grade to at most \"", veto.grade_at_most(),
                                  "\", which is the best"));
    }
  }
}

}  // namespace assessment
