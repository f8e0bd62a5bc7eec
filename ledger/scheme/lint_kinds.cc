// What each clause charges: its kind is there, fits its place, and has sensible amounts.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/base/points.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {
namespace {

using scheme::v1::Clause;

class KindCheck {
 public:
  KindCheck(const PlacedClause& placed, LintReport& report)
      : clause_(placed.clause), place_(placed.place), report_(report) {}

  void Run() {
    Place();
    Amounts();
  }

 private:
  void Error(absl::string_view rule, std::string message) {
    report_.Error(rule, clause_.clause(), std::move(message));
  }

  // An amount that charges or gives: more than 0.
  void Amount(absl::string_view noun, MilliPoints amount) {
    if (amount <= 0 || amount > kMilliPointsMax) {
      Error("amount-missing", absl::StrCat("the ", noun, " is ", FormatPoints(amount),
                                           "; expected more than 0 and at most 1000000"));
    }
  }

  void Cap(MilliPoints cap, MilliPoints once) {
    if (cap < once) {
      Error("cap-below-amount", absl::StrCat("the cap ", FormatPoints(cap),
                                             " is below one occurrence, ", FormatPoints(once)));
    }
  }

  void Bounds(absl::string_view noun, MilliPoints minimum, MilliPoints maximum) {
    Amount(absl::StrCat("largest ", noun), maximum);
    if (minimum < 0 || minimum >= maximum) {
      Error("points-invalid",
            absl::StrCat("the ", noun, " goes from ", FormatPoints(minimum), " to ",
                         FormatPoints(maximum), "; expected 0 <= from < to"));
    }
  }

  void Place() {
    const bool bonus = place_ == ClausePlace::kBonus;
    switch (clause_.kind_case()) {
      case Clause::KIND_NOT_SET:
      case Clause::kNoted:
      case Clause::kExempt:
        return;
      case Clause::kAward:
        if (!bonus && place_ != ClausePlace::kItem) {
          Error("kind-misplaced", "an award stands in an item or a bonus block only");
        }
        return;
      case Clause::kZero:
      case Clause::kJudged:
        if (place_ != ClausePlace::kItem) {
          Error("kind-misplaced", "zero and judged stand in an item only: they need its points");
        }
        return;
      default:
        if (bonus) Error("kind-misplaced", "a bonus block gives: award is the kind for it");
    }
  }

  void Amounts() {
    switch (clause_.kind_case()) {
      case Clause::KIND_NOT_SET:
        return Error("kind-missing", "the clause does not say how it charges");
      case Clause::kFixed:
        return Amount("amount", clause_.fixed().amount_milli());
      case Clause::kPer: {
        const auto& per = clause_.per();
        Amount("amount", per.amount_milli());
        if (per.has_cap_milli()) Cap(per.cap_milli(), per.amount_milli());
        if (per.has_max_occurrences() && per.max_occurrences() == 0) {
          Error("points-invalid", "at most 0 occurrences charge nothing");
        }
        return;
      }
      case Clause::kZero:
        return Zero(clause_.zero());
      case Clause::kBanded:
        return Banded();
      case Clause::kThreshold:
        Amount("amount", clause_.threshold().amount_milli());
        if (clause_.threshold().side() == scheme::v1::ThresholdKind::SIDE_UNSPECIFIED) {
          Error("value-unspecified", "the side of the threshold is not set");
        }
        return;
      case Clause::kRange:
        return Bounds("deduction", clause_.range().minimum_milli(),
                      clause_.range().maximum_milli());
      case Clause::kJudged:
        Bounds("award of points", clause_.judged().minimum_milli(),
               clause_.judged().maximum_milli());
        return report_.Warning("amount-judged", clause_.clause(),
                               "no deduction is printed: points are awarded by judgement");
      case Clause::kAward:
        Amount("amount", clause_.award().amount_milli());
        if (clause_.award().has_ceiling_milli()) Amount("ceiling", clause_.award().ceiling_milli());
        return;
      case Clause::kExempt:
        return Exempt();
      case Clause::kNoted:
        return report_.Warning("amount-noted", clause_.clause(),
                               "no amount is printed: it is recorded and charges nothing");
    }
  }

  void Zero(const scheme::v1::ZeroKind& zero) {
    if (zero.target() == scheme::v1::ZeroKind::TARGET_UNSPECIFIED) {
      Error("value-unspecified", "what is set to zero, component or item, is not set");
    } else if (zero.target() == scheme::v1::ZeroKind::TARGET_COMPONENT &&
               clause_.component().empty()) {
      Error("zero-target", "sets its component to zero but stands in no component");
    }
  }

  void Banded() {
    CheckBands(clause_, report_);
    MilliPoints largest = 0;
    for (const auto& band : clause_.banded().bands()) {
      switch (band.charge_case()) {
        case scheme::v1::Band::kAmountMilli:
          Amount("amount of a band", band.amount_milli());
          largest = std::max(largest, band.amount_milli());
          break;
        case scheme::v1::Band::kZero:
          Zero(band.zero());
          break;
        case scheme::v1::Band::CHARGE_NOT_SET:
          Error("amount-missing", "a band does not say what it charges");
          break;
      }
    }
    if (clause_.banded().has_cap_milli()) Cap(clause_.banded().cap_milli(), largest);
  }

  void Exempt() {
    if (clause_.exempt().clauses().empty()) {
      Error("exempt-cancels-nothing", "the exemption names no clause");
    }
    for (const std::string& exempted : clause_.exempt().clauses()) {
      if (exempted == clause_.clause()) {
        Error("exempt-cancels-nothing", "the exemption names itself");
      }
    }
  }

  const Clause& clause_;
  const ClausePlace place_;
  LintReport& report_;
};

}  // namespace

void CheckKinds(const scheme::v1::Scheme& scheme, LintReport& report) {
  for (const PlacedClause& placed : AllClauses(scheme)) KindCheck(placed, report).Run();
}

}  // namespace assessment
