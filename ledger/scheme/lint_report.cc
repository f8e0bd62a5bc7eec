#include "ledger/scheme/lint_report.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace assessment {

using scheme::v1::Block;
using scheme::v1::Clause;
using scheme::v1::Item;
using scheme::v1::Scheme;

LintReport::LintReport(const Scheme& scheme) {
  for (const auto& unit : scheme.units()) Note(unit.unit());
  for (const auto& tag : scheme.tags()) Note(tag.tag());
  for (const auto& metric : scheme.metrics()) Note(metric.metric());
  for (const auto& body : scheme.scoring_bodies()) Note(body.body());
  for (const auto& category : scheme.categories()) {
    Note(category.category());
    for (const auto& group : category.groups()) Note(group.group());
    for (const Item& item : category.items()) {
      Note(item.item());
      for (const auto& component : item.components()) Note(component.component());
      for (const Clause& clause : item.clauses()) Note(clause.clause());
    }
  }
  for (const auto* blocks : {&scheme.bonus_blocks(), &scheme.penalty_blocks()}) {
    for (const Block& block : *blocks) {
      Note(block.block());
      for (const Clause& clause : block.clauses()) Note(clause.clause());
    }
  }
  for (const Clause& clause : scheme.direct_lines()) Note(clause.clause());
  for (const auto& veto : scheme.vetoes()) Note(veto.veto());
  for (const auto& group : scheme.exclusive_groups()) Note(group.group());
  for (const auto& grade : scheme.grade_bands()) Note(grade.name().zh());
  for (const auto& pool : scheme.pools()) Note(pool.pool());
  for (const auto& interpretation : scheme.interpretations()) {
    Note(interpretation.interpretation());
  }
}

void LintReport::Note(absl::string_view id) {
  if (!id.empty()) order_.emplace(id, static_cast<int>(order_.size()));
}

void LintReport::Error(absl::string_view rule, absl::string_view about, std::string message) {
  findings_.push_back(
      {LintSeverity::kError, std::string(rule), std::string(about), std::move(message)});
}

void LintReport::Warning(absl::string_view rule, absl::string_view about, std::string message) {
  findings_.push_back(
      {LintSeverity::kWarning, std::string(rule), std::string(about), std::move(message)});
}

std::vector<LintFinding> LintReport::Finish() {
  const auto place = [this](const LintFinding& finding) {
    const auto found = order_.find(finding.about);
    return found == order_.end() ? -1 : found->second;
  };
  std::stable_sort(findings_.begin(), findings_.end(),
                   [&place](const LintFinding& left, const LintFinding& right) {
                     return place(left) < place(right);
                   });
  return std::exchange(findings_, {});
}

std::vector<PlacedClause> AllClauses(const Scheme& scheme) {
  std::vector<PlacedClause> all;
  for (const auto& category : scheme.categories()) {
    for (const Item& item : category.items()) {
      for (const Clause& clause : item.clauses()) {
        all.push_back({clause, ClausePlace::kItem, &item, nullptr});
      }
    }
  }
  for (const Block& block : scheme.bonus_blocks()) {
    for (const Clause& clause : block.clauses()) {
      all.push_back({clause, ClausePlace::kBonus, nullptr, &block});
    }
  }
  for (const Block& block : scheme.penalty_blocks()) {
    for (const Clause& clause : block.clauses()) {
      all.push_back({clause, ClausePlace::kPenalty, nullptr, &block});
    }
  }
  for (const Clause& clause : scheme.direct_lines()) {
    all.push_back({clause, ClausePlace::kDirect, nullptr, nullptr});
  }
  return all;
}

std::vector<ProbeUnit> ProbeUnits(const Scheme& scheme) {
  absl::btree_set<std::string> every_tag;
  for (const auto& tag : scheme.tags()) every_tag.insert(tag.tag());
  std::vector<ProbeUnit> probes;
  probes.push_back({{}, "a unit without tags"});
  for (const std::string& tag : every_tag) {
    probes.push_back({{.unit = "", .tags = {tag}}, absl::StrCat("a unit tagged ", tag)});
  }
  if (every_tag.size() > 1) {
    probes.push_back({{.unit = "", .tags = every_tag}, "a unit with every tag"});
  }
  for (const auto& unit : scheme.units()) {
    probes.push_back({{.unit = unit.unit(), .tags = {}}, unit.name()});
    if (!every_tag.empty()) {
      probes.push_back(
          {{.unit = unit.unit(), .tags = every_tag}, absl::StrCat(unit.name(), " with every tag")});
    }
  }
  return probes;
}

}  // namespace assessment
