#include "clients/sheet/sheet_form.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/sheet/form_rows.h"
#include "clients/sheet/form_words.h"

namespace assessment::sheet {
namespace {

using projections::v1::ClauseExplanation;

void AddText(std::string& text, absl::string_view paragraph) {
  if (paragraph.empty()) return;
  absl::StrAppend(&text, text.empty() ? "" : "\n", paragraph);
}

std::string FormTitle(const FormInput& input) {
  std::string title = input.cycle_title.empty() ? input.scheme.title().zh() : input.cycle_title;
  absl::StrAppend(&title, "打分表");
  const std::string part = PartTitle(input.part);
  if (!part.empty()) absl::StrAppend(&title, "（", part, "）");
  return title;
}

absl::string_view KindName(const scheme::v1::Clause& clause) {
  const auto* field = scheme::v1::Clause::descriptor()->FindFieldByNumber(clause.kind_case());
  return field == nullptr ? absl::string_view() : absl::string_view(field->name());
}

// What the clause counts, as printed; empty: it does not count.
std::string CountedThing(const scheme::v1::Clause& clause) {
  if (clause.has_per()) return clause.per().counted();
  return clause.has_award() ? clause.award().counted() : "";
}

void AddEmptyClause(const scheme::v1::Clause& clause, ClauseExplanation& empty) {
  empty.set_clause(clause.clause());
  *empty.mutable_label() = clause.label();
  empty.set_component(clause.component());
  empty.set_kind(std::string(KindName(clause)));
}

void AddEmptyBlock(const scheme::v1::Block& block, projections::v1::BlockExplanation& empty) {
  empty.set_block(block.block());
  *empty.mutable_title() = block.title();
  if (block.has_cap_milli()) empty.set_cap_milli(block.cap_milli());
  for (const scheme::v1::Clause& clause : block.clauses()) {
    AddEmptyClause(clause, *empty.add_clauses());
  }
}

void AddEmptyItem(const scheme::v1::Item& item, projections::v1::ItemExplanation& empty) {
  empty.set_item(item.item());
  *empty.mutable_label() = item.label();
  empty.set_maximum_milli(item.maximum_milli());
  empty.set_applicable_milli(item.maximum_milli());
  empty.set_applicability(projections::v1::APPLICABILITY_APPLICABLE);
  empty.set_scoring_body(item.scoring_body());
  for (const scheme::v1::Component& component : item.components()) {
    projections::v1::ComponentExplanation& part = *empty.add_components();
    part.set_component(component.component());
    *part.mutable_label() = component.label();
    part.set_maximum_milli(component.maximum_milli());
    part.set_applicable_milli(component.maximum_milli());
    part.set_applicability(projections::v1::APPLICABILITY_APPLICABLE);
  }
  for (const scheme::v1::Clause& clause : item.clauses()) {
    AddEmptyClause(clause, *empty.add_clauses());
  }
}

}  // namespace

FormContext::FormContext(const FormInput& input) : input_(input) {
  const auto note = [this](const auto& clauses) {
    for (const scheme::v1::Clause& clause : clauses) clauses_[clause.clause()] = &clause;
  };
  for (const scheme::v1::Category& category : input.scheme.categories()) {
    categories_[category.category()] = &category;
    for (const scheme::v1::Item& item : category.items()) {
      items_[item.item()] = &item;
      note(item.clauses());
    }
  }
  for (const scheme::v1::Block& block : input.scheme.bonus_blocks()) note(block.clauses());
  for (const scheme::v1::Block& block : input.scheme.penalty_blocks()) note(block.clauses());
  note(input.scheme.direct_lines());
}

bool FormContext::rescales() const {
  return input_.scheme.not_applicable_policy() != scheme::v1::NOT_APPLICABLE_POLICY_KEEP;
}

const scheme::v1::Clause* FormContext::FindClause(const std::string& clause) const {
  const auto found = clauses_.find(clause);
  return found == clauses_.end() ? nullptr : found->second;
}

const scheme::v1::Item* FormContext::FindItem(const std::string& item) const {
  const auto found = items_.find(item);
  return found == items_.end() ? nullptr : found->second;
}

const scheme::v1::Category* FormContext::FindCategory(const std::string& category) const {
  const auto found = categories_.find(category);
  return found == categories_.end() ? nullptr : found->second;
}

std::string FormContext::BodyName(const std::string& body) const {
  for (const scheme::v1::ScoringBody& known : input_.scheme.scoring_bodies()) {
    if (known.body() == body) return known.name().zh();
  }
  return body;
}

std::string FormContext::ClauseText(const ClauseExplanation& clause) const {
  const auto official = input_.wording.find(clause.clause());
  if (official != input_.wording.end()) {
    return absl::StrCat(clause.clause(), " ", official->second);
  }
  const scheme::v1::Clause* known = FindClause(clause.clause());
  const std::string amount = known == nullptr ? "" : AmountText(*known);
  return absl::StrCat(clause.clause(), " ", clause.label().zh(), amount.empty() ? "" : "，",
                      amount);
}

std::string FormContext::LinesText(const ClauseExplanation& clause) const {
  std::string text;
  if (input_.blank) return text;
  const scheme::v1::Clause* known = FindClause(clause.clause());
  const std::string counted = known == nullptr ? "" : CountedThing(*known);
  for (const projections::v1::LineExplanation& line : clause.lines()) {
    const std::string said = LineText(line, clause.kind() == "award", counted, input_.sealed_text);
    if (!said.empty()) AddText(text, absl::StrCat(clause.clause(), " ", said));
  }
  return text;
}

SheetRow& AddFormRow(RowRole role, std::string key, SheetContent& content) {
  SheetRow& row = content.rows.emplace_back();
  row.role = role;
  row.key = std::move(key);
  return row;
}

void AddHead(const FormContext& context, SheetContent& content) {
  const FormInput& input = context.input();
  content.title = FormTitle(input);
  const auto two = [&content](std::string key, std::string left, std::string right) {
    SheetRow& row = AddFormRow(RowRole::kField, std::move(key), content);
    row.cells = {WideCell(kItemColumn, kRuleColumn, std::move(left)),
                 WideCell(kProblemColumn, kRemarkColumn, std::move(right))};
  };
  AddFormRow(RowRole::kTitle, "title", content).cells = {
      WideCell(kItemColumn, kRemarkColumn, content.title)};
  const std::string unit = input.score.unit_name();
  two("head:unit", absl::StrCat("被考核单位（盖章）：", unit),
      absl::StrCat("考核年度：", input.year == 0 ? "" : absl::StrCat(input.year, "年"),
                   input.score.cycle().empty() ? "" : "　　考核周期：", input.score.cycle()));
  two("head:leader", "被考核单位分管领导（签字）：", "考核组长（签字）：");
  two("head:assessors", "考核人员（签字）：", "签字日期：　　　　年　　月　　日");
  SheetRow& headings = AddFormRow(RowRole::kColumns, "columns", content);
  headings.cells = {TextCell(kItemColumn, "考核项目"), TextCell(kRuleColumn, "考核细则"),
                    TextCell(kProblemColumn, "存在的问题及扣分"), TextCell(kScoreColumn, "得分"),
                    TextCell(kRemarkColumn, "备注\n（是否参与打分）")};
}

std::vector<std::string> CountedItems(const FormInput& input) {
  std::vector<std::string> items;
  for (const projections::v1::CategoryExplanation& category : input.score.categories()) {
    for (const projections::v1::ItemExplanation& item : category.items()) {
      if (IsCounted(input.part, item)) items.push_back(item.item());
    }
  }
  return items;
}

projections::v1::ScoreExplanation EmptyExplanation(const scheme::v1::Scheme& scheme) {
  projections::v1::ScoreExplanation empty;
  empty.set_scheme(scheme.scheme());
  empty.set_scheme_version(scheme.version());
  empty.set_total_milli(scheme.total_milli());
  empty.set_applicable_milli(scheme.total_milli());
  for (const scheme::v1::Category& category : scheme.categories()) {
    projections::v1::CategoryExplanation& part = *empty.add_categories();
    part.set_category(category.category());
    *part.mutable_title() = category.title();
    part.set_applicable_milli(category.points_milli());
    for (const scheme::v1::Item& item : category.items()) AddEmptyItem(item, *part.add_items());
  }
  for (const scheme::v1::Block& block : scheme.bonus_blocks()) {
    AddEmptyBlock(block, *empty.add_bonus_blocks());
  }
  for (const scheme::v1::Block& block : scheme.penalty_blocks()) {
    AddEmptyBlock(block, *empty.add_penalty_blocks());
  }
  for (const scheme::v1::Clause& clause : scheme.direct_lines()) {
    AddEmptyClause(clause, *empty.add_direct_lines());
  }
  for (const scheme::v1::VetoRule& rule : scheme.vetoes()) {
    projections::v1::VetoStatus& veto = *empty.add_vetoes();
    veto.set_veto(rule.veto());
    *veto.mutable_label() = rule.label();
  }
  return empty;
}

absl::StatusOr<SheetContent> BuildForm(const FormInput& input) {
  if (input.part != SheetPart::kWhole && CountedItems(input).empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--part ", PartName(input.part), ": scheme ", input.scheme.scheme(), " v",
                     input.scheme.version(), " has no item of this part for the unit"));
  }
  const FormContext context(input);
  SheetContent content;
  content.landscape = true;
  content.columns = {{16, false, false, {}},
                     {44, false, false, {}},
                     {46, false, false, {}},
                     {9, true, false, {}},
                     {18, true, false, {}}};
  AddHead(context, content);
  AddCategories(context, content);
  AddOutsideItems(context, content);
  AddTotals(context, content);
  content.footer = input.score.unit_name().empty()
                       ? absl::StrCat(input.scheme.scheme(), " v", input.scheme.version())
                       : absl::StrCat(input.score.unit_name(), "　", input.score.cycle());
  return content;
}

}  // namespace assessment::sheet
