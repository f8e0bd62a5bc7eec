// Bands of a banded clause: in order, without overlap; values in no band are named.

#include "absl/strings/str_cat.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {
namespace {

constexpr int64_t kMillionths = 1'000'000;

// "70", "0.5": a bound as people write it.
std::string BoundText(int64_t millionths) {
  std::string text = absl::StrCat(millionths / kMillionths);
  int64_t rest = millionths % kMillionths;
  if (rest == 0) return text;
  if (rest < 0) rest = -rest;
  std::string digits = absl::StrCat(rest + kMillionths).substr(1);
  while (digits.back() == '0') digits.pop_back();
  return absl::StrCat(millionths < 0 && millionths > -kMillionths ? "-" : "", text, ".", digits);
}

bool CountsMonths(const scheme::v1::Clause& clause) {
  for (const auto& trigger : clause.triggers()) {
    if (trigger.has_overdue()) return true;
  }
  return false;
}

}  // namespace

void CheckBands(const scheme::v1::Clause& clause, LintReport& report) {
  const auto& bands = clause.banded().bands();
  const std::string& id = clause.clause();
  if (bands.empty()) {
    report.Error("amount-missing", id, "the clause has no bands");
    return;
  }
  for (const auto& band : bands) {
    if (band.has_from_millionths() && band.has_below_millionths() &&
        band.from_millionths() >= band.below_millionths()) {
      report.Error("band-empty", id,
                   absl::StrCat("the band from ", BoundText(band.from_millionths()), " below ",
                                BoundText(band.below_millionths()), " holds nothing"));
    }
  }
  for (int i = 1; i < bands.size(); ++i) {
    const auto& lower = bands[i - 1];
    const auto& upper = bands[i];
    if (!lower.has_below_millionths() || !upper.has_from_millionths() ||
        upper.from_millionths() < lower.below_millionths()) {
      report.Error("band-overlap", id,
                   absl::StrCat("bands ", i, " and ", i + 1,
                                " overlap; expected ascending bands, the upper bound exclusive"));
    } else if (upper.from_millionths() > lower.below_millionths()) {
      report.Warning("band-gap", id,
                     absl::StrCat("values from ", BoundText(lower.below_millionths()), " below ",
                                  BoundText(upper.from_millionths()), " charge nothing"));
    }
  }
  const auto& first = bands[0];
  const int64_t least = CountsMonths(clause) ? 0 : INT64_MIN;
  if (first.has_from_millionths() && first.from_millionths() > least) {
    report.Warning(
        "band-open", id,
        absl::StrCat("values below ", BoundText(first.from_millionths()), " charge nothing"));
  }
  const auto& last = bands[bands.size() - 1];
  if (last.has_below_millionths()) {
    report.Warning(
        "band-open", id,
        absl::StrCat("values from ", BoundText(last.below_millionths()), " charge nothing"));
  }
}

}  // namespace assessment
