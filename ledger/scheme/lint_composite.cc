// A composite scheme combines other cycles and holds no rubric of its own.

#include <set>

#include "absl/strings/str_cat.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {
namespace {

constexpr uint32_t kWeightMax = 1'000'000;

}  // namespace

void CheckComposite(const scheme::v1::Scheme& scheme, LintReport& report) {
  const auto& parts = scheme.composite().parts();
  if (parts.empty())
    report.Error("composite-incomplete", "", "a composite scheme combines nothing");
  std::set<std::string> known;
  for (const scheme::v1::CompositePart& part : parts) {
    if (part.part().empty() || part.label().zh().empty()) {
      report.Error("composite-incomplete", part.part(), "a part has an identifier and a label");
    }
    if (!known.insert(part.part()).second) {
      report.Error("id-duplicate", part.part(), "two parts have this id");
    }
    if (part.weight() == 0 || part.weight() > kWeightMax) {
      report.Error("composite-incomplete", part.part(),
                   absl::StrCat("the weight is ", part.weight(), "; expected 1 to ", kWeightMax));
    }
  }
  if (!scheme.categories().empty() || !scheme.direct_lines().empty()) {
    report.Error("composite-mixed", "",
                 "a composite scheme has no categories and no direct lines of its own");
  }
  if (scheme.not_applicable_policy() != scheme::v1::NOT_APPLICABLE_POLICY_KEEP) {
    report.Error("composite-mixed", "", "a composite scheme keeps every part: the policy is KEEP");
  }
}

}  // namespace assessment
