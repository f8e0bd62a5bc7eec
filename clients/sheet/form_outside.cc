#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/sheet/form_rows.h"
#include "clients/sheet/form_words.h"

namespace assessment::sheet {
namespace {

using projections::v1::BlockExplanation;
using projections::v1::ClauseExplanation;
using projections::v1::OpenQuestion;
using projections::v1::VetoStatus;

void AppendParagraph(std::string& text, absl::string_view paragraph) {
  if (paragraph.empty()) return;
  absl::StrAppend(&text, text.empty() ? "" : "\n", paragraph);
}

// Blocks and direct lines are scored from facts by the office; a part leaves them open.
SheetCell OutsideScore(const FormContext& context, MilliPoints counted) {
  if (context.input().blank || context.partial()) return TextCell(kScoreColumn, "");
  return PointsCell(kScoreColumn, counted);
}

std::string OutsideRemark(const FormContext& context) {
  return context.partial() ? "由考核办公室核定，不计入本表" : "";
}

void AddBlock(const FormContext& context, const BlockExplanation& block, bool bonus,
              SheetContent& content) {
  std::string rules;
  std::string problems;
  for (const ClauseExplanation& clause : block.clauses()) {
    AppendParagraph(rules, context.ClauseText(clause));
    if (!context.partial()) AppendParagraph(problems, context.LinesText(clause));
  }
  std::string title = block.title().zh();
  if (block.has_cap_milli()) {
    absl::StrAppend(&title, "\n（最高", FormatPoints(block.cap_milli()), "分）");
  }
  SheetRow& row = AddFormRow(RowRole::kBody, absl::StrCat("block:", block.block()), content);
  row.cells = {TextCell(kItemColumn, std::move(title)), TextCell(kRuleColumn, std::move(rules)),
               TextCell(kProblemColumn, std::move(problems)),
               OutsideScore(context, bonus ? block.counted_milli() : -block.counted_milli()),
               TextCell(kRemarkColumn, OutsideRemark(context))};
}

void AddDirectLine(const FormContext& context, const ClauseExplanation& clause,
                   SheetContent& content) {
  SheetRow& row = AddFormRow(RowRole::kBody, absl::StrCat("direct:", clause.clause()), content);
  row.cells = {TextCell(kItemColumn, "总分直接扣分"),
               TextCell(kRuleColumn, context.ClauseText(clause)),
               TextCell(kProblemColumn, context.partial() ? "" : context.LinesText(clause)),
               OutsideScore(context, -clause.charged_milli()),
               TextCell(kRemarkColumn, OutsideRemark(context))};
}

void AddVeto(const FormContext& context, const VetoStatus& veto, bool first,
             SheetContent& content) {
  const bool blank = context.input().blank;
  SheetRow& row = AddFormRow(RowRole::kBody, absl::StrCat("veto:", veto.veto()), content);
  SheetCell heading = TextCell(kItemColumn, first ? "一票否决" : "");
  heading.joins_above = !first;
  row.cells = {std::move(heading),
               TextCell(kRuleColumn, absl::StrCat(veto.veto(), " ", veto.label().zh())),
               TextCell(kProblemColumn, blank ? "" : VetoGroundsText(veto)),
               WideCell(kScoreColumn, kRemarkColumn, blank ? "" : VetoStateText(veto))};
}

void AddOpenQuestion(const OpenQuestion& question, SheetContent& content) {
  SheetRow& row = AddFormRow(
      RowRole::kBody,
      absl::StrCat("question:", question.interpretation(), ":", question.accident()), content);
  row.cells = {
      TextCell(kItemColumn, "待裁定疑义"),
      TextCell(kRuleColumn, absl::StrCat(question.interpretation(), " ", question.question().zh())),
      TextCell(kProblemColumn,
               question.accident().empty() ? "" : absl::StrCat("事故", question.accident())),
      WideCell(kScoreColumn, kRemarkColumn, "待裁定")};
}

}  // namespace

void AddOutsideItems(const FormContext& context, SheetContent& content) {
  const FormInput& input = context.input();
  if (input.part == SheetPart::kCommon || input.part == SheetPart::kIndividual) return;
  for (const BlockExplanation& block : input.score.bonus_blocks()) {
    AddBlock(context, block, true, content);
  }
  for (const BlockExplanation& block : input.score.penalty_blocks()) {
    AddBlock(context, block, false, content);
  }
  for (const ClauseExplanation& clause : input.score.direct_lines()) {
    AddDirectLine(context, clause, content);
  }
  if (context.partial()) return;
  bool first = true;
  for (const VetoStatus& veto : input.score.vetoes()) {
    AddVeto(context, veto, first, content);
    first = false;
  }
  if (input.blank) return;
  for (const OpenQuestion& question : input.score.questions()) {
    if (!question.has_answer_position()) AddOpenQuestion(question, content);
  }
}

}  // namespace assessment::sheet
