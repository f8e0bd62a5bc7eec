// How the final number, the grade and the rank are made.

#include "absl/strings/str_cat.h"
#include "ledger/base/points.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {
namespace {

using scheme::v1::Scheme;

void CheckNumbers(const Scheme& scheme, LintReport& report) {
  if (scheme.not_applicable_policy() == scheme::v1::NOT_APPLICABLE_POLICY_UNSPECIFIED) {
    report.Error("policy-unspecified", "",
                 "what happens to what does not concern a unit is not set");
  }
  const auto& numbers = scheme.number_policy();
  if (numbers.decimals() > 3) {
    report.Error(
        "number-policy", "",
        absl::StrCat("final scores have ", numbers.decimals(), " decimals; points have at most 3"));
  }
  if (numbers.has_floor_milli() && numbers.has_ceiling_milli() &&
      numbers.floor_milli() >= numbers.ceiling_milli()) {
    report.Error("number-policy", "",
                 absl::StrCat("the floor ", FormatPoints(numbers.floor_milli()),
                              " is not below the ceiling ", FormatPoints(numbers.ceiling_milli())));
  }
}

void CheckGrades(const Scheme& scheme, LintReport& report) {
  const auto& grades = scheme.grade_bands();
  for (int i = 1; i < grades.size(); ++i) {
    if (grades[i].from_milli() >= grades[i - 1].from_milli()) {
      report.Error(
          "grade-overlap", grades[i].name().zh(),
          absl::StrCat("begins at ", FormatPoints(grades[i].from_milli()),
                       ", the better grade before it at ", FormatPoints(grades[i - 1].from_milli()),
                       "; expected grades best first"));
    }
  }
  if (grades.empty()) return;
  const auto& lowest = grades[grades.size() - 1];
  const MilliPoints least =
      scheme.number_policy().has_floor_milli() ? scheme.number_policy().floor_milli() : 0;
  if (lowest.from_milli() > least) {
    report.Error("grade-gap", lowest.name().zh(),
                 absl::StrCat("scores from ", FormatPoints(least), " below ",
                              FormatPoints(lowest.from_milli()), " have no grade"));
  }
}

void CheckPools(const Scheme& scheme, LintReport& report) {
  if (scheme.pools().empty()) return;
  for (const ProbeUnit& probe : ProbeUnits(scheme)) {
    const std::string* first = nullptr;
    for (const auto& pool : scheme.pools()) {
      if (!InScope(pool.scope(), probe.unit)) continue;
      if (first != nullptr) {
        report.Error("pool-overlap", pool.pool(),
                     absl::StrCat(probe.description, " is in this pool and in \"", *first, "\""));
        break;
      }
      first = &pool.pool();
    }
    if (first == nullptr && !probe.unit.unit.empty() && probe.unit.tags.empty()) {
      report.Warning("pool-missing", probe.unit.unit,
                     absl::StrCat(probe.description, " is in no pool and is not ranked"));
    }
  }
}

}  // namespace

void CheckPolicies(const Scheme& scheme, LintReport& report) {
  CheckNumbers(scheme, report);
  CheckGrades(scheme, report);
  CheckPools(scheme, report);
}

}  // namespace assessment
