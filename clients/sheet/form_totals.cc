#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/sheet/form_rows.h"
#include "clients/sheet/form_words.h"

namespace assessment::sheet {
namespace {

using projections::v1::CategoryExplanation;
using projections::v1::ItemExplanation;
using projections::v1::ScoreExplanation;

// One total: what it is, how it came about, the value, a remark.
void AddTotal(absl::string_view key, std::string label, std::string how, SheetCell value,
              std::string remark, SheetContent& content) {
  SheetRow& row = AddFormRow(RowRole::kTotal, absl::StrCat("summary:", key), content);
  row.cells = {WideCell(kItemColumn, kRuleColumn, std::move(label)),
               TextCell(kProblemColumn, std::move(how)), std::move(value),
               TextCell(kRemarkColumn, std::move(remark))};
}

void AddNote(absl::string_view key, std::string text, SheetContent& content) {
  AddFormRow(RowRole::kNote, absl::StrCat("note:", key), content).cells = {
      WideCell(kItemColumn, kRemarkColumn, std::move(text))};
}

SheetCell Value(const FormContext& context, MilliPoints points) {
  return context.input().blank ? TextCell(kScoreColumn, "") : PointsCell(kScoreColumn, points);
}

SheetCell TextValue(const FormContext& context, std::string text) {
  return TextCell(kScoreColumn, context.input().blank ? "" : std::move(text));
}

std::string FinalFormula(const FormContext& context) {
  const FormInput& input = context.input();
  std::string formula = input.scheme.has_composite() ? "各部分最终得分按权重合成"
                        : context.rescales()         ? "项目得分÷可得总分×100"
                                                     : "项目得分";
  if (!input.score.direct_lines().empty()) absl::StrAppend(&formula, "－直接扣分");
  if (!input.score.bonus_blocks().empty()) absl::StrAppend(&formula, "＋加分");
  if (!input.score.penalty_blocks().empty()) absl::StrAppend(&formula, "－减分");
  return absl::StrCat(formula, "，保留", input.scheme.number_policy().decimals(), "位小数");
}

std::string UncoveredText(const ScoreExplanation& score) {
  if (score.coverage().uncovered().empty()) return "";
  return absl::StrCat(
      "未查阅或未评定完：",
      absl::StrJoin(score.coverage().uncovered(), "、",
                    [](std::string* out, const projections::v1::UncoveredItem& item) {
                      absl::StrAppend(out, item.item(), "（", FormatPoints(item.applicable_milli()),
                                      "分）");
                    }));
}

std::string FinalRemark(const ScoreExplanation& score) {
  if (!score.complete()) return "暂定：查阅未全";
  return score.provisional() ? "暂定：有事项未定" : "";
}

void AddGrade(const FormContext& context, SheetContent& content) {
  const ScoreExplanation& score = context.input().score;
  if (context.input().scheme.grade_bands().empty() && score.grade().empty()) return;
  std::string grade = score.grade();
  std::string how;
  if (!score.complete()) {
    grade = "—";
    how = "查阅未全，不定等次";
  } else if (score.grade_held()) {
    grade = "—";
    how = "等次暂缓：待事故调查报告批复";
  } else if (score.band() != score.grade() && !score.band().empty()) {
    how = absl::StrCat("一票否决前：", score.band());
  }
  AddTotal("grade", "等次", context.input().blank ? "" : how, TextValue(context, grade), "",
           content);
}

void AddParts(const FormContext& context, SheetContent& content) {
  for (const projections::v1::PartExplanation& part : context.input().score.parts()) {
    AddTotal(absl::StrCat("part:", part.part()), part.label().zh(),
             absl::StrCat("周期", part.cycle(), "，权重", part.weight()),
             part.has_final_milli() ? Value(context, part.final_milli()) : TextValue(context, "—"),
             part.complete() || context.input().blank ? "" : "暂定：查阅未全", content);
  }
}

void AddItemTotals(const FormContext& context, SheetContent& content) {
  const ScoreExplanation& score = context.input().score;
  AddTotal("raw", "项目得分合计", "", Value(context, score.raw_milli()), "", content);
  AddTotal("applicable", "可得总分",
           absl::StrCat("方案总分", FormatPoints(score.total_milli()), "分",
                        context.rescales() ? "，不涉及的项目不计入" : ""),
           Value(context, score.applicable_milli()), "", content);
}

void AddWhole(const FormContext& context, SheetContent& content) {
  const FormInput& input = context.input();
  const ScoreExplanation& score = input.score;
  if (input.scheme.has_composite()) {
    AddParts(context, content);
  } else {
    AddItemTotals(context, content);
  }
  if (!score.direct_lines().empty()) {
    AddTotal("direct", "直接扣分", "", Value(context, -score.direct_milli()), "", content);
  }
  if (!score.bonus_blocks().empty()) {
    AddTotal("bonus", "加分", "", Value(context, score.bonus_milli()), "", content);
  }
  if (!score.penalty_blocks().empty()) {
    AddTotal("penalty", "减分", "", Value(context, -score.penalty_milli()), "", content);
  }
  AddTotal("final", "最终得分", FinalFormula(context),
           score.has_final_milli() ? Value(context, score.final_milli()) : TextValue(context, "—"),
           input.blank ? "" : FinalRemark(score), content);
  AddGrade(context, content);
  if (input.blank) return;
  const projections::v1::Coverage& coverage = score.coverage();
  AddTotal("coverage", "查阅覆盖", UncoveredText(score),
           TextValue(context, CoverageText(coverage.covered_milli(), coverage.applicable_milli())),
           "", content);
  AddTotal("status", "状态", "", TextValue(context, input.status), "", content);
}

// Adds up what the part prints, and says what it leaves out.
void AddPartTotal(const FormContext& context, SheetContent& content) {
  const FormInput& input = context.input();
  MilliPoints applicable = 0;
  MilliPoints score = 0;
  std::string elsewhere;
  for (const CategoryExplanation& category : input.score.categories()) {
    for (const ItemExplanation& item : category.items()) {
      if (IsCounted(input.part, item)) {
        applicable += item.applicable_milli();
        score += item.score_milli();
      } else if (IsPrinted(input.part, item)) {
        absl::StrAppend(&elsewhere, elsewhere.empty() ? "" : "、", item.item());
      }
    }
  }
  AddTotal("subtotal", absl::StrCat(PartTitle(input.part), "小计"),
           absl::StrCat("本表可得", FormatPoints(applicable), "分"), Value(context, score), "",
           content);
  if (!input.blank) AddTotal("status", "状态", "", TextValue(context, input.status), "", content);
  AddNote(
      "part",
      absl::StrCat(
          "本表只是", PartTitle(input.part), "，不是最终得分：",
          elsewhere.empty() ? "" : absl::StrCat("不含由其他机构评分的项目（", elsewhere, "），"),
          "不含加分、减分和一票否决。"),
      content);
}

}  // namespace

void AddTotals(const FormContext& context, SheetContent& content) {
  const FormInput& input = context.input();
  if (context.partial()) {
    AddPartTotal(context, content);
  } else {
    AddWhole(context, content);
    if (!input.blank && !input.score.uncounted().empty()) {
      AddNote("uncounted",
              absl::StrCat("另有", input.score.uncounted_size(),
                           "条记录已更正或不计入得分，见得分说明。"),
              content);
    }
  }
  AddNote("scheme",
          absl::StrCat("方案：", input.score.scheme(), "　第", input.score.scheme_version(), "版",
                       input.scheme.source_document().empty() ? "" : "　依据：",
                       input.scheme.source_document(),
                       input.scheme.source_part().empty() ? "" : " ", input.scheme.source_part()),
          content);
}

}  // namespace assessment::sheet
