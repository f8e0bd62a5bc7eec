#include "clients/ctl/render_explanation.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/display_width.h"
#include "clients/ctl/points_text.h"
#include "clients/ctl/render_group.h"
#include "clients/ctl/render_line.h"
#include "clients/ctl/render_score.h"
#include "clients/ctl/words.h"
#include "ledger/base/points.h"

namespace assessment::ctl {
namespace {

using projections::v1::BlockExplanation;
using projections::v1::CategoryExplanation;
using projections::v1::ClauseExplanation;
using projections::v1::ComponentExplanation;
using projections::v1::ItemExplanation;
using projections::v1::LineExplanation;
using projections::v1::ScoreExplanation;

// Columns of numbers, each as wide as "-100.125" and a gap.
constexpr size_t kLineNumberWidth = 9;
constexpr size_t kNumbers = 5;
constexpr size_t kIndent = 2;

// Writes the tree: a text on the left, numbers under their headings on the right.
class Tree {
 public:
  explicit Tree(const ExplanationView& view)
      : view_(view), text_width_(std::max<size_t>(view.width, 60) - kNumbers * kLineNumberWidth) {}

  Language language() const { return view_.language; }
  bool all() const { return view_.all; }

  void Headings() {
    Row(0, "",
        {Say(Word{"可得", "max"}, language()), Say(Word{"应扣", "raised"}, language()),
         Say(Word{"扣分", "charged"}, language()), Say(Word{"未扣", "not chg."}, language()),
         Say(Word{"得分", "score"}, language())});
  }

  void Title(const std::string& title) { absl::StrAppend(&text_, "\n", title, "\n"); }

  // One node. Text that is too wide goes on below, beside no numbers.
  void Row(size_t depth, const std::string& text, std::vector<std::string> numbers) {
    numbers.resize(kNumbers);
    const std::string indent(depth * kIndent, ' ');
    const std::vector<std::string> lines =
        WrapToWidth(OneLine(text), text_width_ - std::min(indent.size(), text_width_ / 2));
    std::string row = PadRight(absl::StrCat(indent, lines[0]), text_width_);
    for (const std::string& number : numbers) {
      absl::StrAppend(&row, PadLeft(number, kLineNumberWidth));
    }
    AddLine(row);
    for (size_t i = 1; i < lines.size(); ++i) AddLine(absl::StrCat(indent, lines[i]));
  }

  // Lines of prose over the whole width, the first behind a mark.
  void Prose(size_t depth, const std::vector<std::string>& paragraphs) {
    const std::string indent(depth * kIndent, ' ');
    bool first = true;
    for (const std::string& paragraph : paragraphs) {
      for (const std::string& line :
           WrapToWidth(paragraph, view_.width - std::min(indent.size() + 2, view_.width / 2))) {
        AddLine(absl::StrCat(indent, first ? "└ " : "  ", line));
        first = false;
      }
    }
  }

  std::string Finish() { return std::move(text_); }

 private:
  void AddLine(std::string line) {
    absl::StripTrailingAsciiWhitespace(&line);
    absl::StrAppend(&text_, line, "\n");
  }

  const ExplanationView view_;
  const size_t text_width_;
  std::string text_;
};

std::string OrNothing(MilliPoints value) { return value == 0 ? "" : FormatPoints(value); }

void AddLines(Tree& tree, size_t depth,
              const google::protobuf::RepeatedPtrField<LineExplanation>& lines) {
  for (const LineExplanation& line : lines) tree.Prose(depth, LineTexts(line, tree.language()));
}

void AddClause(Tree& tree, size_t depth, const ClauseExplanation& clause) {
  if (clause.lines().empty() && !clause.open() && !tree.all()) return;
  const std::string open =
      clause.open() ? absl::StrCat(" · ", Say(Word{"未评定", "not judged yet"}, tree.language()))
                    : "";
  const bool award = clause.kind() == "award";
  tree.Row(depth,
           absl::StrCat(clause.clause(), " ", Say(clause.label(), tree.language()), " [",
                        KindText(clause.kind(), tree.language()), "]", open),
           {"", OrNothing(clause.raised_milli()),
            clause.charged_milli() == 0 ? ""
            : award                     ? SignedPoints(clause.charged_milli())
                                        : ChargeText(clause.charged_milli()),
            OrNothing(clause.absorbed_milli() + clause.suppressed_milli())});
  AddLines(tree, depth + 1, clause.lines());
}

std::string ApplicabilityRemark(projections::v1::Applicability applicability, bool has_position,
                                uint64_t position, Language language) {
  if (applicability == projections::v1::APPLICABILITY_APPLICABLE) return "";
  return absl::StrCat(" · ", Say(WordOf(applicability), language),
                      has_position ? absl::StrCat(" #", position) : "");
}

void AddComponent(Tree& tree, const ComponentExplanation& component, const ItemExplanation& item) {
  const bool mentioned = std::any_of(item.clauses().begin(), item.clauses().end(),
                                     [&](const ClauseExplanation& clause) {
                                       return clause.component() == component.component() &&
                                              (clause.open() || !clause.lines().empty());
                                     });
  const bool remarkable = component.applicability() != projections::v1::APPLICABILITY_APPLICABLE;
  if (!mentioned && !remarkable && !tree.all()) return;
  tree.Row(2,
           absl::StrCat(component.component(), " ", Say(component.label(), tree.language()),
                        ApplicabilityRemark(component.applicability(),
                                            component.has_applicability_position(),
                                            component.applicability_position(), tree.language())),
           {FormatPoints(component.applicable_milli()), "",
            component.charged_milli() == 0 ? "" : ChargeText(component.charged_milli())});
  for (const ClauseExplanation& clause : item.clauses()) {
    if (clause.component() == component.component()) AddClause(tree, 3, clause);
  }
}

void AddItem(Tree& tree, const ItemExplanation& item) {
  const Language language = tree.language();
  if (item.applicability() == projections::v1::APPLICABILITY_OUT_OF_SCOPE && !tree.all()) return;
  std::string remark = ApplicabilityRemark(item.applicability(), item.has_applicability_position(),
                                           item.applicability_position(), language);
  if (!item.covered() && item.applicable_milli() > 0) {
    absl::StrAppend(&remark, " · ", Say(Word{"未查", "not looked at"}, language));
  }
  if (!item.scoring_body().empty()) {
    absl::StrAppend(&remark, " · ", Say(Word{"评分机构", "scored by"}, language), " ",
                    item.scoring_body());
  }
  if (!item.review_positions().empty()) {
    absl::StrAppend(&remark, " · ", Say(Word{"查阅", "reviewed"}, language), " #",
                    absl::StrJoin(item.review_positions(), " #"));
  }
  tree.Row(1, absl::StrCat(item.item(), " ", Say(item.label(), language), remark),
           {FormatPoints(item.applicable_milli()), "",
            item.charged_milli() == 0 ? "" : ChargeText(item.charged_milli()), "",
            FormatPoints(item.score_milli())});
  for (const ComponentExplanation& component : item.components()) {
    AddComponent(tree, component, item);
  }
  for (const ClauseExplanation& clause : item.clauses()) {
    if (clause.component().empty()) AddClause(tree, 2, clause);
  }
}

void AddCategory(Tree& tree, const CategoryExplanation& category) {
  tree.Row(0, absl::StrCat(category.category(), " ", Say(category.title(), tree.language())),
           {FormatPoints(category.applicable_milli()), "", "", "",
            FormatPoints(category.score_milli())});
  for (const ItemExplanation& item : category.items()) AddItem(tree, item);
}

void AddBlock(Tree& tree, const BlockExplanation& block, bool bonus) {
  tree.Row(0, absl::StrCat(block.block(), " ", Say(block.title(), tree.language())),
           {block.has_cap_milli() ? FormatPoints(block.cap_milli()) : "",
            OrNothing(block.raised_milli()),
            bonus ? SignedPoints(block.counted_milli()) : ChargeText(block.counted_milli())});
  for (const ClauseExplanation& clause : block.clauses()) AddClause(tree, 1, clause);
}

}  // namespace

std::string RenderExplanation(const ScoreExplanation& score, const ExplanationView& view) {
  const Language language = view.language;
  Tree tree(view);
  tree.Title(Heading(Word{"项目", "items"}, language));
  tree.Headings();
  for (const CategoryExplanation& category : score.categories()) AddCategory(tree, category);
  if (!score.bonus_blocks().empty() || !score.penalty_blocks().empty()) {
    tree.Title(Heading(Word{"加分与减分", "bonus and penalties"}, language));
    for (const BlockExplanation& block : score.bonus_blocks()) AddBlock(tree, block, true);
    for (const BlockExplanation& block : score.penalty_blocks()) AddBlock(tree, block, false);
  }
  const bool charged_directly =
      std::any_of(score.direct_lines().begin(), score.direct_lines().end(),
                  [](const ClauseExplanation& clause) { return !clause.lines().empty(); });
  if (charged_directly) {
    tree.Title(Heading(Word{"总分直接扣分", "deducted from the total"}, language));
    for (const ClauseExplanation& clause : score.direct_lines()) AddClause(tree, 0, clause);
  }
  if (!score.vetoes().empty()) {
    tree.Title(Heading(Word{"否决", "vetoes"}, language));
    for (const projections::v1::VetoStatus& veto : score.vetoes()) {
      tree.Prose(0, {VetoText(veto, language), Say(veto.label(), language)});
    }
  }
  if (!score.uncounted().empty()) {
    tree.Title(Heading(Word{"不计入与已更正", "uncounted and corrected"}, language));
    for (const LineExplanation& line : score.uncounted()) {
      std::vector<std::string> texts = LineTexts(line, language);
      if (!line.clause().empty()) texts[0] = absl::StrCat(line.clause(), " ", texts[0]);
      tree.Prose(0, texts);
    }
  }
  if (!score.questions().empty()) {
    tree.Title(Heading(Word{"疑义", "questions"}, language));
    for (const projections::v1::OpenQuestion& question : score.questions()) {
      tree.Prose(0, {QuestionText(question, language)});
    }
  }
  if (!score.accident_groups().empty()) {
    tree.Title(Heading(Word{"按事故归集", "by accident"}, language));
    for (const projections::v1::AccidentGroup& group : score.accident_groups()) {
      tree.Prose(0, AccidentGroupTexts(group, language));
    }
  }
  return absl::StrCat(RenderScoreHead(score, language), "\n", RenderFinalScore(score, language),
                      tree.Finish());
}

}  // namespace assessment::ctl
