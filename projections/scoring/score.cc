#include "projections/scoring/score.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "projections/scoring/accident_group.h"
#include "projections/scoring/charge.h"
#include "projections/scoring/coverage.h"
#include "projections/scoring/explain_line.h"
#include "projections/scoring/final_score.h"
#include "projections/scoring/rule_context.h"
#include "projections/scoring/uncounted.h"
#include "projections/scoring/veto.h"

namespace assessment {
namespace {

using projections::v1::BlockExplanation;
using projections::v1::CategoryExplanation;
using projections::v1::ClauseExplanation;
using projections::v1::ComponentExplanation;
using projections::v1::ItemExplanation;
using projections::v1::LineExplanation;
using projections::v1::ScoreExplanation;
using projections::v1::VetoStatus;

projections::v1::ExactPoints ToExact(const PointFraction& fraction) {
  projections::v1::ExactPoints exact;
  exact.set_numerator(fraction.numerator());
  exact.set_denominator(fraction.denominator());
  return exact;
}

// Computes one score; holds what the steps hand on to each other.
class Scorer {
 public:
  explicit Scorer(const ScoreInput& input) : input_(input), context_(input) {}

  ScoreExplanation Score() {
    Identify();
    vetoes_ = EvaluateVetoes(context_);
    context_.questions = RaiseQuestions(context_, vetoes_);
    ApplyAnswers(context_.questions, vetoes_);
    for (const RaisedQuestion& question : context_.questions) {
      *score_.add_questions() = Explain(context_, question);
    }
    for (const VetoStatus& veto : vetoes_) {
      if (TakesEffect(veto) && veto.effect() == "score-zero") sums_.veto_zeroes = true;
    }
    if (scheme().has_composite()) AddParts();
    for (const scheme::v1::Category& category : scheme().categories()) Add(category);
    for (const scheme::v1::Block& block : scheme().bonus_blocks()) {
      sums_.bonus += Add(block, *score_.add_bonus_blocks());
    }
    for (const scheme::v1::Block& block : scheme().penalty_blocks()) {
      sums_.penalty += Add(block, *score_.add_penalty_blocks());
    }
    AddDirectLines();
    Finish();
    if (input_.with_lines) {
      AddGains();
      for (LineExplanation& line : ListUncounted(context_, lined_))
        *score_.add_uncounted() = std::move(line);
      GroupByAccident(context_, score_);
    }
    return std::move(score_);
  }

 private:
  const scheme::v1::Scheme& scheme() const { return context_.scheme.proto(); }

  void Identify() {
    score_.set_ledger(input_.ledger);
    score_.set_cycle(input_.cycle->opened.cycle());
    score_.set_unit(input_.unit);
    score_.set_unit_name(input_.registry->FindUnit(input_.unit)->name);
    score_.set_size(input_.size);
    score_.set_record_time_micros(input_.record_time_micros);
    score_.set_scheme(scheme().scheme());
    score_.set_scheme_version(scheme().version());
    score_.set_engine_version(kEngineVersion);
    score_.set_status(projections::v1::SCORE_STATUS_RUNNING);
    score_.set_total_milli(scheme().total_milli());
    score_.set_decimals(scheme().number_policy().decimals());
  }

  const ScoreExplanation* PartScore(const std::string& part, std::string& cycle) const {
    for (const event::v1::ComposedCycle& composed : input_.cycle->opened.composed_of()) {
      if (composed.part() != part) continue;
      cycle = composed.cycle();
      return input_.part ? input_.part(cycle) : nullptr;
    }
    return nullptr;
  }

  // The base of a composite score: the parts' printed final scores by their weights. One part
  // without a score leaves none.
  void AddParts() {
    __int128 weighted = 0;
    int64_t weights = 0;
    bool all = true;
    for (const scheme::v1::CompositePart& part : scheme().composite().parts()) {
      projections::v1::PartExplanation& explanation = *score_.add_parts();
      explanation.set_part(part.part());
      *explanation.mutable_label() = part.label();
      explanation.set_weight(part.weight());
      weights += part.weight();
      const ScoreExplanation* score = PartScore(part.part(), *explanation.mutable_cycle());
      if (score == nullptr || !score->has_final_milli()) {
        all = false;
        continue;
      }
      explanation.set_final_milli(score->final_milli());
      explanation.set_grade(score->grade());
      explanation.set_provisional(score->provisional());
      explanation.set_complete(score->complete());
      provisional_ |= score->provisional();
      weighted += static_cast<__int128>(part.weight()) * score->final_milli();
    }
    if (all && weights > 0) sums_.composite = PointFraction(weighted, weights);
    sums_.applicable = scheme().total_milli();
    projections::v1::Coverage& coverage = *score_.mutable_coverage();
    coverage.set_applicable_milli(scheme().total_milli());
    for (const projections::v1::PartExplanation& part : score_.parts()) {
      const MilliPoints points = scheme().total_milli() * part.weight() / weights;
      if (part.complete()) {
        coverage.set_covered_milli(coverage.covered_milli() + points);
        continue;
      }
      projections::v1::UncoveredItem& uncovered = *coverage.add_uncovered();
      uncovered.set_item(part.part());
      uncovered.set_applicable_milli(points);
    }
    if (coverage.uncovered().empty()) coverage.set_covered_milli(scheme().total_milli());
  }

  void Add(const scheme::v1::Category& category) {
    CategoryExplanation& explanation = *score_.add_categories();
    explanation.set_category(category.category());
    *explanation.mutable_title() = category.title();
    for (const scheme::v1::Item& item : category.items()) {
      const ItemExplanation& added = Add(item, *explanation.add_items());
      explanation.set_applicable_milli(explanation.applicable_milli() + added.applicable_milli());
      explanation.set_score_milli(explanation.score_milli() + added.score_milli());
    }
    sums_.applicable += explanation.applicable_milli();
    sums_.raw += explanation.score_milli();
  }

  const ItemExplanation& Add(const scheme::v1::Item& item, ItemExplanation& explanation) {
    const TargetApplicability state = context_.applicability.Of(item);
    const ChargedItem charged = ChargeItem(context_, item, nullptr);
    explanation.set_item(item.item());
    *explanation.mutable_label() = item.label();
    explanation.set_maximum_milli(item.maximum_milli());
    explanation.set_applicable_milli(charged.applicable_milli);
    explanation.set_applicability(state.state);
    if (state.position.has_value()) explanation.set_applicability_position(*state.position);
    explanation.set_charged_milli(charged.charged_milli);
    explanation.set_awarded_milli(charged.awarded_milli);
    explanation.set_score_milli(charged.score_milli);
    explanation.set_scoring_body(item.scoring_body());
    explanation.set_covered(IsCovered(context_, item, charged));
    for (const uint64_t position : ReviewsOf(context_, item)) {
      explanation.add_review_positions(position);
    }
    for (const scheme::v1::Component& component : item.components()) {
      AddComponent(item, component, charged, explanation);
    }
    for (const ClauseLines& clause : charged.clauses) Add(clause, *explanation.add_clauses());
    AddToCoverage(item, charged, explanation.covered(), *score_.mutable_coverage());
    return explanation;
  }

  void AddComponent(const scheme::v1::Item& item, const scheme::v1::Component& component,
                    const ChargedItem& charged, ItemExplanation& item_explanation) {
    const TargetApplicability state = context_.applicability.Of(item, component);
    ComponentExplanation& explanation = *item_explanation.add_components();
    explanation.set_component(component.component());
    *explanation.mutable_label() = component.label();
    explanation.set_maximum_milli(component.maximum_milli());
    explanation.set_applicable_milli(state.applicable_milli);
    explanation.set_applicability(state.state);
    if (state.position.has_value()) explanation.set_applicability_position(*state.position);
    explanation.set_charged_milli(charged.charged_by_component.at(component.component()));
  }

  void Add(const ClauseLines& clause, ClauseExplanation& explanation) {
    explanation = ExplainClause(clause, input_.with_lines);
    for (const Line& line : clause.lines) {
      provisional_ |= line.provisional;
      held_ |= RestsOnHeld(line);
      if (input_.with_lines) lined_.insert(line.entry->position());
    }
    if (clause.question.has_value()) *score_.add_questions() = *clause.question;
  }

  MilliPoints Add(const scheme::v1::Block& block, BlockExplanation& explanation) {
    const ChargedBlock charged = ChargeBlock(context_, block, nullptr);
    explanation.set_block(block.block());
    *explanation.mutable_title() = block.title();
    if (block.has_cap_milli()) explanation.set_cap_milli(block.cap_milli());
    explanation.set_raised_milli(charged.raised_milli);
    explanation.set_counted_milli(charged.counted_milli);
    for (const ClauseLines& clause : charged.clauses) Add(clause, *explanation.add_clauses());
    return charged.counted_milli;
  }

  void AddDirectLines() {
    const ChargedBlock charged = ChargeDirectLines(context_, nullptr);
    for (const ClauseLines& clause : charged.clauses) Add(clause, *score_.add_direct_lines());
    sums_.direct = charged.counted_milli;
  }

  void Finish() {
    score_.set_raw_milli(sums_.raw);
    score_.set_applicable_milli(sums_.applicable);
    score_.set_direct_milli(sums_.direct);
    score_.set_bonus_milli(sums_.bonus);
    score_.set_penalty_milli(sums_.penalty);
    score_.mutable_coverage();
    score_.set_complete(score_.coverage().uncovered().empty());
    final_ = MakeFinalScore(scheme(), sums_);
    if (final_.has_value()) {
      *score_.mutable_base() = ToExact(final_->base);
      *score_.mutable_unrounded() = ToExact(final_->unrounded);
      score_.set_final_milli(final_->printed);
      score_.set_band(BandOf(scheme(), final_->printed));
      score_.set_grade(GradeAfterVetoes(scheme(), score_.band(), vetoes_));
    }
    for (VetoStatus& veto : vetoes_) {
      provisional_ |= veto.state() == projections::v1::VETO_STATE_PENDING;
      if (TakesEffect(veto)) {
        for (const projections::v1::VetoAccident& accident : veto.accidents()) {
          held_ |= IsHeld(accident.accident());
        }
      }
      *score_.add_vetoes() = std::move(veto);
    }
    score_.set_provisional(provisional_);
    score_.set_grade_held(held_);
    if (held_) score_.clear_grade();
  }

  static bool HoldsGrade(const UnitAccident& accident) {
    return accident.decision == event::v1::PENDING_DECISION_HOLD_GRADE;
  }

  // Whatever counts of an accident whose grade is held holds the grade of the unit: the report may
  // say otherwise of more than responsibility.
  static bool RestsOnHeld(const Line& line) {
    if (line.settled != projections::v1::LINE_STATE_UNSPECIFIED) return false;
    return (line.accident != nullptr && HoldsGrade(*line.accident)) ||
           std::any_of(line.measured_by.begin(), line.measured_by.end(),
                       [](const UnitAccident* accident) { return HoldsGrade(*accident); });
  }

  bool IsHeld(const std::string& id) const {
    const auto& accidents = context_.postings.accidents;
    return std::any_of(accidents.begin(), accidents.end(), [&id](const UnitAccident& accident) {
      return accident.accident == id && HoldsGrade(accident);
    });
  }

  // What the final score would gain if `sums` were the sums.
  MilliPoints Gain(const ScoreSums& sums) const {
    const std::optional<FinalScore> without = MakeFinalScore(scheme(), sums);
    return (without->bounded - final_->bounded).RoundHalfUp(1);
  }

  // Calls `sums_without` for every line of the clauses that was charged and notes its gain.
  template <typename Clauses, typename SumsWithout>
  void AddGains(Clauses& clauses, const SumsWithout& sums_without) {
    for (ClauseExplanation& clause : clauses) {
      for (LineExplanation& line : *clause.mutable_lines()) {
        if (line.charged_milli() == 0) continue;
        const Exclusion exclusion{clause.clause(), line.position()};
        line.set_gain_milli(Gain(sums_without(exclusion)));
      }
    }
  }

  void AddGains() {
    if (!final_.has_value()) return;
    for (int c = 0; c < scheme().categories_size(); ++c) {
      for (int i = 0; i < scheme().categories(c).items_size(); ++i) {
        ItemExplanation& item = *score_.mutable_categories(c)->mutable_items(i);
        AddGains(*item.mutable_clauses(), [&](const Exclusion& exclusion) {
          ScoreSums sums = sums_;
          sums.raw -= item.score_milli();
          sums.raw += ChargeItem(context_, scheme().categories(c).items(i), &exclusion).score_milli;
          return sums;
        });
      }
    }
    for (int b = 0; b < scheme().bonus_blocks_size(); ++b) {
      BlockExplanation& block = *score_.mutable_bonus_blocks(b);
      AddGains(*block.mutable_clauses(), [&](const Exclusion& exclusion) {
        ScoreSums sums = sums_;
        sums.bonus -= block.counted_milli();
        sums.bonus += ChargeBlock(context_, scheme().bonus_blocks(b), &exclusion).counted_milli;
        return sums;
      });
    }
    for (int b = 0; b < scheme().penalty_blocks_size(); ++b) {
      BlockExplanation& block = *score_.mutable_penalty_blocks(b);
      AddGains(*block.mutable_clauses(), [&](const Exclusion& exclusion) {
        ScoreSums sums = sums_;
        sums.penalty -= block.counted_milli();
        sums.penalty += ChargeBlock(context_, scheme().penalty_blocks(b), &exclusion).counted_milli;
        return sums;
      });
    }
    AddGains(*score_.mutable_direct_lines(), [&](const Exclusion& exclusion) {
      ScoreSums sums = sums_;
      sums.direct = ChargeDirectLines(context_, &exclusion).counted_milli;
      return sums;
    });
  }

  const ScoreInput& input_;
  RuleContext context_;
  ScoreExplanation score_;
  ScoreSums sums_;
  std::vector<VetoStatus> vetoes_;
  std::optional<FinalScore> final_;
  std::set<uint64_t> lined_;  // Positions of the events that have a line; of an explanation.
  bool provisional_ = false;
  bool held_ = false;
};

}  // namespace

absl::StatusOr<ScoreExplanation> ComputeScore(const ScoreInput& input) {
  if (input.cycle->compiled == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat("cycle: \"", input.cycle->opened.cycle(),
                     "\" has adopted no scheme; adopt one before asking for scores"));
  }
  return Scorer(input).Score();
}

void KeepSheetOnly(ScoreExplanation& score) {
  for (CategoryExplanation& category : *score.mutable_categories()) {
    for (ItemExplanation& item : *category.mutable_items()) item.clear_clauses();
  }
  for (BlockExplanation& block : *score.mutable_bonus_blocks()) block.clear_clauses();
  for (BlockExplanation& block : *score.mutable_penalty_blocks()) block.clear_clauses();
  score.clear_direct_lines();
  score.clear_uncounted();
  score.clear_accident_groups();
}

void KeepStandingOnly(ScoreExplanation& score) {
  ScoreExplanation standing;
  standing.set_cycle(score.cycle());
  standing.set_unit(score.unit());
  standing.set_unit_name(score.unit_name());
  standing.set_raw_milli(score.raw_milli());
  standing.set_applicable_milli(score.applicable_milli());
  if (score.has_final_milli()) standing.set_final_milli(score.final_milli());
  standing.set_grade(score.grade());
  standing.set_complete(score.complete());
  standing.set_provisional(score.provisional());
  standing.mutable_coverage()->set_covered_milli(score.coverage().covered_milli());
  standing.mutable_coverage()->set_applicable_milli(score.coverage().applicable_milli());
  for (VetoStatus& veto : *score.mutable_vetoes()) {
    if (veto.state() != projections::v1::VETO_STATE_NOT_MET) {
      *standing.add_vetoes() = std::move(veto);
    }
  }
  score = std::move(standing);
}

}  // namespace assessment
