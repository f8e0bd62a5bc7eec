// Header fields and Chinese labels: what sheets and answers cannot be printed without.

#include "absl/strings/str_cat.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {
namespace {

void CheckLabel(const scheme::v1::Label& label, absl::string_view noun, absl::string_view id,
                LintReport& report) {
  if (label.zh().empty()) {
    report.Error("label-missing", id, absl::StrCat("the ", noun, " has no Chinese label"));
  }
}

}  // namespace

void CheckLabels(const scheme::v1::Scheme& scheme, LintReport& report) {
  if (scheme.scheme().empty()) {
    report.Error("header-missing", "", "the scheme has no identifier");
  }
  if (scheme.version() == 0) {
    report.Error("header-missing", "", "the scheme has no version; versions count from 1");
  }
  CheckLabel(scheme.title(), "scheme", "", report);
  for (const auto& unit : scheme.units()) {
    if (unit.name().empty()) report.Error("label-missing", unit.unit(), "the unit has no name");
  }
  for (const auto& tag : scheme.tags()) CheckLabel(tag.meaning(), "tag", tag.tag(), report);
  for (const auto& metric : scheme.metrics()) {
    CheckLabel(metric.meaning(), "metric", metric.metric(), report);
  }
  for (const auto& body : scheme.scoring_bodies()) {
    CheckLabel(body.name(), "scoring body", body.body(), report);
  }
  for (const auto& category : scheme.categories()) {
    CheckLabel(category.title(), "category", category.category(), report);
    for (const auto& group : category.groups()) {
      CheckLabel(group.title(), "group", group.group(), report);
    }
    for (const auto& item : category.items()) {
      CheckLabel(item.label(), "item", item.item(), report);
      for (const auto& component : item.components()) {
        CheckLabel(component.label(), "component", component.component(), report);
      }
    }
  }
  for (const auto& block : scheme.bonus_blocks()) {
    CheckLabel(block.title(), "block", block.block(), report);
  }
  for (const auto& block : scheme.penalty_blocks()) {
    CheckLabel(block.title(), "block", block.block(), report);
  }
  for (const PlacedClause& placed : AllClauses(scheme)) {
    CheckLabel(placed.clause.label(), "clause", placed.clause.clause(), report);
  }
  for (const auto& veto : scheme.vetoes()) CheckLabel(veto.label(), "veto", veto.veto(), report);
  for (const auto& pool : scheme.pools()) CheckLabel(pool.name(), "pool", pool.pool(), report);
}

}  // namespace assessment
