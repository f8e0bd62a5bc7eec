#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/sheet/form_rows.h"
#include "clients/sheet/form_words.h"

namespace assessment::sheet {
namespace {

using projections::v1::CategoryExplanation;
using projections::v1::ClauseExplanation;
using projections::v1::ComponentExplanation;
using projections::v1::ItemExplanation;

void AddParagraph(std::string& text, absl::string_view paragraph) {
  if (paragraph.empty()) return;
  absl::StrAppend(&text, text.empty() ? "" : "\n", paragraph);
}

// "（2分）", or "（2分，可得1.5分）" where the unit cannot reach all of it.
std::string MaximumText(MilliPoints maximum, MilliPoints applicable) {
  if (applicable == maximum || applicable == 0) {
    return absl::StrCat("（", FormatPoints(maximum), "分）");
  }
  return absl::StrCat("（", FormatPoints(maximum), "分，可得", FormatPoints(applicable), "分）");
}

// Items that only some units have are many: those of other units are named in one row.
bool IsGathered(const ItemExplanation& item) {
  return item.applicability() == projections::v1::APPLICABILITY_OUT_OF_SCOPE &&
         IsPrinted(SheetPart::kIndividual, item);
}

bool TakesPart(const ItemExplanation& item) {
  return item.applicable_milli() > 0 ||
         item.applicability() == projections::v1::APPLICABILITY_UNSTATED_ZERO;
}

// A component and its clauses. One that consists of a single clause of the same words is said once.
void AddComponentText(const FormContext& context, const ItemExplanation& item,
                      const ComponentExplanation& component, std::string& text) {
  std::vector<const ClauseExplanation*> own;
  for (const ClauseExplanation& clause : item.clauses()) {
    if (clause.component() == component.component()) own.push_back(&clause);
  }
  const std::string not_applicable = ApplicabilityText(component.applicability());
  if (own.size() == 1 && own[0]->label().zh() == component.label().zh() && not_applicable.empty()) {
    AddParagraph(text, context.ClauseText(*own[0]));
    return;
  }
  AddParagraph(text,
               absl::StrCat("◇ ", component.label().zh(),
                            MaximumText(component.maximum_milli(), component.applicable_milli()),
                            not_applicable.empty() ? "" : "——", not_applicable));
  for (const ClauseExplanation* clause : own) AddParagraph(text, context.ClauseText(*clause));
}

std::string RuleText(const FormContext& context, const ItemExplanation& item) {
  std::string text = absl::StrCat(item.item(), "．", item.label().zh(),
                                  MaximumText(item.maximum_milli(), item.applicable_milli()));
  if (!TakesPart(item)) return text;
  for (const ComponentExplanation& component : item.components()) {
    AddComponentText(context, item, component, text);
  }
  for (const ClauseExplanation& clause : item.clauses()) {
    if (clause.component().empty()) AddParagraph(text, context.ClauseText(clause));
  }
  return text;
}

std::string ProblemText(const FormContext& context, const ItemExplanation& item) {
  if (context.input().blank) return "";
  std::string text;
  // What others score changes after a part is signed and is none of its business.
  if (!IsCounted(context.input().part, item)) return text;
  if (!TakesPart(item)) text = "不涉及";
  for (const ClauseExplanation& clause : item.clauses()) {
    AddParagraph(text, context.LinesText(clause));
  }
  if (text.empty() && item.covered()) {
    text = item.review_positions().empty() ? "无扣分事项" : "未发现问题";
  }
  return text;
}

std::string OpenClauses(const ItemExplanation& item) {
  return absl::StrJoin(item.clauses(), "", [](std::string* out, const ClauseExplanation& clause) {
    if (clause.open()) absl::StrAppend(out, out->empty() ? "" : "、", clause.clause());
  });
}

std::string RemarkText(const FormContext& context, const ItemExplanation& item) {
  std::string text;
  if (!item.scoring_body().empty()) {
    text = absl::StrCat("由", context.BodyName(item.scoring_body()), "评分",
                        context.partial() ? "，不计入本表" : "");
  }
  if (context.input().blank) {
    if (!TakesPart(item)) AddParagraph(text, "不涉及");
    return text;
  }
  if (!TakesPart(item)) {
    AddParagraph(text, absl::StrCat("不参与打分：", ApplicabilityText(item.applicability())));
  } else if (text.empty()) {
    text = "参与打分";
    const std::string applicability = ApplicabilityText(item.applicability());
    if (!applicability.empty()) AddParagraph(text, applicability);
  }
  if (!IsCounted(context.input().part, item)) return text;
  if (TakesPart(item) && !item.covered()) AddParagraph(text, "未查阅");
  const std::string open = OpenClauses(item);
  if (!open.empty()) AddParagraph(text, absl::StrCat("未评定：", open));
  return text;
}

SheetCell ScoreCell(const FormContext& context, const ItemExplanation& item) {
  if (!TakesPart(item)) return TextCell(kScoreColumn, "—");
  if (context.input().blank) return TextCell(kScoreColumn, "");
  if (!IsCounted(context.input().part, item)) return TextCell(kScoreColumn, "—");
  return PointsCell(kScoreColumn, item.score_milli());
}

// Rows of one category.
class CategoryRows {
 public:
  CategoryRows(const FormContext& context, const CategoryExplanation& category,
               SheetContent& content)
      : context_(context), category_(category), content_(content) {}

  void Add() {
    std::vector<std::string> gathered;
    for (const ItemExplanation& item : category_.items()) {
      if (!IsPrinted(context_.input().part, item)) continue;
      if (IsGathered(item)) {
        gathered.push_back(item.item());
      } else {
        AddItem(item);
      }
      Count(item);
    }
    if (!gathered.empty()) AddGathered(gathered);
    if (printed_) AddSubtotal();
  }

 private:
  // The category's title beside its first item, a group's title beside the group's first.
  SheetCell HeadingCell(const ItemExplanation& item) {
    std::string text;
    if (!printed_) {
      const scheme::v1::Category* known = context_.FindCategory(category_.category());
      text = absl::StrCat(category_.category(), "、", category_.title().zh(),
                          known == nullptr
                              ? ""
                              : absl::StrCat("\n（", FormatPoints(known->points_milli()), "分）"));
    }
    const scheme::v1::Item* known_item = context_.FindItem(item.item());
    if (known_item != nullptr && known_item->group() != group_) {
      group_ = known_item->group();
      AddParagraph(text, GroupTitle());
    }
    SheetCell cell = TextCell(kItemColumn, std::move(text));
    cell.joins_above = printed_;
    printed_ = true;
    return cell;
  }

  std::string GroupTitle() const {
    const scheme::v1::Category* known = context_.FindCategory(category_.category());
    if (known == nullptr) return "";
    for (const scheme::v1::ItemGroup& group : known->groups()) {
      if (group.group() == group_) return absl::StrCat(group_, " ", group.title().zh());
    }
    return group_;
  }

  void AddItem(const ItemExplanation& item) {
    SheetCell heading = HeadingCell(item);
    SheetRow& row = AddFormRow(RowRole::kBody, absl::StrCat("item:", item.item()), content_);
    row.cells = {std::move(heading), TextCell(kRuleColumn, RuleText(context_, item)),
                 TextCell(kProblemColumn, ProblemText(context_, item)), ScoreCell(context_, item),
                 TextCell(kRemarkColumn, RemarkText(context_, item))};
  }

  void AddGathered(const std::vector<std::string>& items) {
    if (context_.input().part == SheetPart::kIndividual && !printed_) return;
    SheetCell heading = TextCell(kItemColumn, "");
    heading.joins_above = printed_;
    SheetRow& row =
        AddFormRow(RowRole::kBody, absl::StrCat("gathered:", category_.category()), content_);
    row.cells = {std::move(heading), TextCell(kRuleColumn, absl::StrJoin(items, "、")),
                 TextCell(kProblemColumn, "不涉及"), TextCell(kScoreColumn, "—"),
                 TextCell(kRemarkColumn, "不参与打分：不涉及")};
  }

  void Count(const ItemExplanation& item) {
    if (!IsCounted(context_.input().part, item)) return;
    applicable_ += item.applicable_milli();
    score_ += item.score_milli();
  }

  void AddSubtotal() {
    SheetRow& row =
        AddFormRow(RowRole::kTotal, absl::StrCat("category:", category_.category()), content_);
    const bool blank = context_.input().blank;
    row.cells = {WideCell(kItemColumn, kRuleColumn,
                          absl::StrCat(category_.category(), "　小计（可得",
                                       FormatPoints(applicable_), "分）")),
                 TextCell(kProblemColumn, ""),
                 blank ? TextCell(kScoreColumn, "") : PointsCell(kScoreColumn, score_),
                 TextCell(kRemarkColumn, "")};
  }

  const FormContext& context_;
  const CategoryExplanation& category_;
  SheetContent& content_;
  bool printed_ = false;
  std::string group_;
  MilliPoints applicable_ = 0;
  MilliPoints score_ = 0;
};

}  // namespace

void AddCategories(const FormContext& context, SheetContent& content) {
  for (const CategoryExplanation& category : context.input().score.categories()) {
    CategoryRows(context, category, content).Add();
  }
}

}  // namespace assessment::sheet
