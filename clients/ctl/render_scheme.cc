#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/event_summary.h"
#include "clients/ctl/render_registry.h"
#include "clients/ctl/words.h"
#include "ledger/base/points.h"

namespace assessment::ctl {
namespace {

using scheme::v1::Clause;

std::string MeasureLimit(int64_t millionths) {
  event::v1::Measure measure;
  measure.set_value_millionths(millionths);
  return MeasureText(measure);
}

std::string UpTo(bool has, MilliPoints cap) {
  return has ? absl::StrCat(" ≤", FormatPoints(cap)) : "";
}

std::string ZeroText(scheme::v1::ZeroKind::Target target, Language language) {
  return target == scheme::v1::ZeroKind::TARGET_ITEM
             ? Say(Word{"项目不得分", "zeroes the item"}, language)
             : Say(Word{"分项不得分", "zeroes the component"}, language);
}

std::string BandText(const scheme::v1::Band& band, Language language) {
  return absl::StrCat(band.has_from_millionths() ? MeasureLimit(band.from_millionths()) : "", "..",
                      band.has_below_millionths() ? MeasureLimit(band.below_millionths()) : "", ":",
                      band.has_zero() ? ZeroText(band.zero().target(), language)
                                      : FormatPoints(-band.amount_milli()));
}

std::string ScopeText(const scheme::v1::Scope& scope, Language language) {
  std::vector<std::string> parts;
  if (!scope.units().empty()) parts.push_back(absl::StrJoin(scope.units(), ","));
  if (!scope.tags().empty()) parts.push_back(absl::StrCat("+", absl::StrJoin(scope.tags(), ",")));
  if (!scope.except_units().empty()) {
    parts.push_back(absl::StrCat("-", absl::StrJoin(scope.except_units(), ",")));
  }
  if (parts.empty()) return "";
  return absl::StrCat(" {", Say(Word{"仅", "only"}, language), " ", absl::StrJoin(parts, " "), "}");
}

void AddClause(const Clause& clause, const std::string& indent, Language language,
               std::string& text) {
  absl::StrAppend(&text, indent, clause.clause(), " ", Say(clause.label(), language), " — ",
                  PriceText(clause, language), ScopeText(clause.scope(), language), "\n");
}

void AddItem(const scheme::v1::Item& item, Language language, std::string& text) {
  absl::StrAppend(&text, "  ", item.item(), " ", Say(item.label(), language), "  ",
                  FormatPoints(item.maximum_milli()), ScopeText(item.scope(), language),
                  item.scoring_body().empty()
                      ? ""
                      : absl::StrCat(" · ", Say(Word{"评分机构", "scored by"}, language), " ",
                                     item.scoring_body()),
                  "\n");
  for (const scheme::v1::Component& component : item.components()) {
    absl::StrAppend(&text, "    ", component.component(), " ", Say(component.label(), language),
                    "  ", FormatPoints(component.maximum_milli()),
                    ScopeText(component.scope(), language), "\n");
    for (const Clause& clause : item.clauses()) {
      if (clause.component() == component.component()) {
        AddClause(clause, "      ", language, text);
      }
    }
  }
  for (const Clause& clause : item.clauses()) {
    if (clause.component().empty()) AddClause(clause, "    ", language, text);
  }
}

void AddBlock(const scheme::v1::Block& block, Language language, std::string& text) {
  absl::StrAppend(&text, block.block(), " ", Say(block.title(), language),
                  UpTo(block.has_cap_milli(), block.cap_milli()), "\n");
  for (const Clause& clause : block.clauses()) AddClause(clause, "  ", language, text);
}

std::string VetoEffect(const scheme::v1::VetoRule& veto, Language language) {
  switch (veto.effect_case()) {
    case scheme::v1::VetoRule::kGradeAtMost:
      return EffectText(absl::StrCat("grade-at-most:", veto.grade_at_most()), language);
    case scheme::v1::VetoRule::kFail:
      return EffectText("fail", language);
    case scheme::v1::VetoRule::kScoreZero:
      return EffectText("score-zero", language);
    default:
      return EffectText("noted", language);
  }
}

}  // namespace

std::string PriceText(const Clause& clause, Language language) {
  switch (clause.kind_case()) {
    case Clause::kFixed:
      return absl::StrCat(FormatPoints(-clause.fixed().amount_milli()), " ",
                          KindText("fixed", language));
    case Clause::kPer:
      return absl::StrCat(FormatPoints(-clause.per().amount_milli()), "/", clause.per().counted(),
                          UpTo(clause.per().has_cap_milli(), clause.per().cap_milli()),
                          clause.per().has_max_occurrences()
                              ? absl::StrCat(" ≤", clause.per().max_occurrences(), " ",
                                             Say(Word{"次", "times"}, language))
                              : "");
    case Clause::kZero:
      return ZeroText(clause.zero().target(), language);
    case Clause::kBanded:
      return absl::StrCat(absl::StrJoin(clause.banded().bands(), " ",
                                        [language](std::string* out, const scheme::v1::Band& band) {
                                          absl::StrAppend(out, BandText(band, language));
                                        }),
                          UpTo(clause.banded().has_cap_milli(), clause.banded().cap_milli()));
    case Clause::kThreshold:
      return absl::StrCat(
          FormatPoints(-clause.threshold().amount_milli()),
          clause.threshold().side() == scheme::v1::ThresholdKind::SIDE_ABOVE ? " >" : " <",
          MeasureLimit(clause.threshold().threshold_millionths()));
    case Clause::kRange:
      return absl::StrCat(FormatPoints(-clause.range().minimum_milli()), "..",
                          FormatPoints(-clause.range().maximum_milli()), " ",
                          KindText("range", language));
    case Clause::kJudged:
      return absl::StrCat(FormatPoints(clause.judged().minimum_milli()), "..",
                          FormatPoints(clause.judged().maximum_milli()), " ",
                          KindText("judged", language));
    case Clause::kAward:
      return absl::StrCat("+", FormatPoints(clause.award().amount_milli()), "/",
                          clause.award().counted(),
                          UpTo(clause.award().has_ceiling_milli(), clause.award().ceiling_milli()));
    case Clause::kExempt:
      return absl::StrCat(KindText("exempt", language), " ",
                          absl::StrJoin(clause.exempt().clauses(), ","));
    case Clause::kNoted:
      return KindText("noted", language);
    case Clause::KIND_NOT_SET:
      break;
  }
  return "?";
}

std::string RenderScheme(const scheme::v1::Scheme& scheme, Language language) {
  std::string text = absl::StrCat(
      Say(scheme.title(), language), "\n", Heading(Word{"方案", "scheme"}, language), " ",
      scheme.scheme(), " v", scheme.version(), " · ", Heading(Word{"总分", "total"}, language), " ",
      FormatPoints(scheme.total_milli()), " · ", Heading(Word{"出处", "source"}, language), " ",
      scheme.source_document(), " ", scheme.source_part(), "\n");
  for (const scheme::v1::Category& category : scheme.categories()) {
    absl::StrAppend(&text, "\n", category.category(), " ", Say(category.title(), language), "  ",
                    FormatPoints(category.points_milli()), "\n");
    for (const scheme::v1::Item& item : category.items()) AddItem(item, language, text);
  }
  if (!scheme.bonus_blocks().empty() || !scheme.penalty_blocks().empty()) {
    absl::StrAppend(&text, "\n");
    for (const scheme::v1::Block& block : scheme.bonus_blocks()) AddBlock(block, language, text);
    for (const scheme::v1::Block& block : scheme.penalty_blocks()) AddBlock(block, language, text);
  }
  if (!scheme.direct_lines().empty()) {
    absl::StrAppend(&text, "\n", Heading(Word{"总分直接扣分", "deducted from the total"}, language),
                    "\n");
    for (const Clause& clause : scheme.direct_lines()) AddClause(clause, "  ", language, text);
  }
  if (!scheme.vetoes().empty()) {
    absl::StrAppend(&text, "\n", Heading(Word{"否决", "vetoes"}, language), "\n");
    for (const scheme::v1::VetoRule& veto : scheme.vetoes()) {
      absl::StrAppend(&text, "  ", veto.veto(), " ", Say(veto.label(), language), " — ",
                      VetoEffect(veto, language), ScopeText(veto.scope(), language), "\n");
    }
  }
  if (!scheme.interpretations().empty()) {
    absl::StrAppend(&text, "\n", Heading(Word{"解释口径", "interpretations"}, language), "\n");
    for (const scheme::v1::Interpretation& answer : scheme.interpretations()) {
      const bool has_choice = static_cast<int>(answer.chosen()) < answer.options_size();
      absl::StrAppend(
          &text, "  ", answer.interpretation(), " ", Say(answer.question(), language), " → ",
          has_choice ? Say(answer.options(static_cast<int>(answer.chosen())), language) : "?",
          answer.confirmed() ? "" : Say(Word{"（待确认）", " (to be confirmed)"}, language), "\n");
    }
  }
  return text;
}

}  // namespace assessment::ctl
