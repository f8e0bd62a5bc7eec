// Points of every level add up to the points of the level above.

#include "absl/strings/str_cat.h"
#include "ledger/base/points.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {
namespace {

void CheckPoints(MilliPoints points, absl::string_view noun, absl::string_view id,
                 LintReport& report) {
  if (points <= 0 || points > kMilliPointsMax) {
    report.Error("points-invalid", id,
                 absl::StrCat("the ", noun, " has ", FormatPoints(points),
                              " points; expected more than 0 and at most 1000000"));
  }
}

void CheckSum(absl::string_view rule, absl::string_view id, absl::string_view parts,
              MilliPoints found, MilliPoints expected, LintReport& report) {
  if (found != expected) {
    report.Error(rule, id,
                 absl::StrCat(parts, " sum to ", FormatPoints(found), ", expected ",
                              FormatPoints(expected)));
  }
}

}  // namespace

void CheckSums(const scheme::v1::Scheme& scheme, LintReport& report) {
  CheckPoints(scheme.total_milli(), "scheme", "", report);
  MilliPoints categories = 0;
  for (const auto& category : scheme.categories()) {
    categories += category.points_milli();
    CheckPoints(category.points_milli(), "category", category.category(), report);
    MilliPoints items = 0;
    for (const auto& item : category.items()) {
      items += item.maximum_milli();
      CheckPoints(item.maximum_milli(), "item", item.item(), report);
      MilliPoints components = 0;
      for (const auto& component : item.components()) {
        components += component.maximum_milli();
        CheckPoints(component.maximum_milli(), "component", component.component(), report);
        MilliPoints parts = 0;
        for (const auto& part : component.parts()) {
          parts += part.maximum_milli();
          CheckPoints(part.maximum_milli(), "part", component.component(), report);
        }
        if (!component.parts().empty()) {
          CheckSum("part-sum", component.component(), "its parts", parts, component.maximum_milli(),
                   report);
        }
      }
      if (!item.components().empty()) {
        CheckSum("component-sum", item.item(), "its components", components, item.maximum_milli(),
                 report);
      }
    }
    CheckSum("item-sum", category.category(), "its items", items, category.points_milli(), report);
  }
  CheckSum("category-sum", "", "the categories", categories, scheme.total_milli(), report);
}

}  // namespace assessment
