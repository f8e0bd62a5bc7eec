#include "projections/scoring/score.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "projections/scoring/accident_group.h"
#include "projections/scoring/charge.h"
#include "projections/scoring/coverage.h"
#include "projections/scoring/explain_line.h"
#include "projections/scoring/final_score.h"
#include "projections/scoring/rule_context.h"
#include "projections/scoring/uncounted.h"
#include "projections/scoring/veto.h"
#include "projections/scoring/worksheet.h"

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
  // `before`: see ComputeScore; null: everything is done.
  Scorer(const ScoreInput& input, std::shared_ptr<const Worksheet> before)
      : input_(input), before_(std::move(before)), context_(input, Postings()) {}

  ScoreExplanation Score() {
    Identify();
    vetoes_ = EvaluateVetoes(context_);
    context_.questions = RaiseQuestions(context_, vetoes_);
    // Lines rest on what is asked and answered, in whatever clause.
    if (before_ != nullptr && before_->questions != context_.questions) before_.reset();
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
    if (explains()) {
      AddGains();
      for (LineExplanation& line : ListUncounted(context_, lined_))
        *score_.add_uncounted() = std::move(line);
      GroupByAccident(context_, score_);
    }
    if (input_.detail == ScoreDetail::kStanding) KeepStandingOnly(score_);
    return std::move(score_);
  }

  // What the score left; once, after it.
  std::shared_ptr<const Worksheet> LeaveWorksheet() {
    return std::make_shared<const Worksheet>(
        Worksheet{input_.events->entries(), std::move(context_.postings),
                  std::move(context_.questions), std::move(items_), std::move(blocks_)});
  }

 private:
  const scheme::v1::Scheme& scheme() const { return context_.scheme.proto(); }
  bool explains() const { return input_.detail == ScoreDetail::kExplanation; }

  // Those of the worksheet and what came since, if that is how they can be had; else read anew, and
  // the worksheet is of no use.
  CyclePostings Postings() {
    const DayWindow window = WindowOf(input_.cycle->opened);
    if (before_ != nullptr && input_.events->entries().StartsWith(before_->entries)) {
      CyclePostings postings = before_->postings;
      if (ExtendPostings(input_, window, before_->entries.size(), postings, posted_on_)) {
        return postings;
      }
    }
    before_.reset();
    return ReadPostings(input_, window);
  }

  // True when new events speak to the clause, or to what its lines are made of.
  bool IsPostedOn(const scheme::v1::Clause& clause) const {
    if (!posted_on_.clauses.empty()) {
      if (posted_on_.clauses.contains(clause.clause())) return true;
      for (const absl::string_view exemption : context_.scheme.ExemptionsOf(clause.clause())) {
        if (posted_on_.clauses.contains(std::string(exemption))) return true;
      }
    }
    if (posted_on_.metrics.empty()) return false;
    return std::any_of(clause.triggers().begin(), clause.triggers().end(),
                       [this](const scheme::v1::Trigger& trigger) {
                         return trigger.has_metric() &&
                                posted_on_.metrics.contains(trigger.metric().metric());
                       });
  }

  template <typename Clauses>
  bool IsPostedOnAny(const Clauses& clauses) const {
    return std::any_of(clauses.begin(), clauses.end(),
                       [this](const scheme::v1::Clause& clause) { return IsPostedOn(clause); });
  }

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
      const ItemExplanation& added = Add(item, explanation);
      explanation.set_applicable_milli(explanation.applicable_milli() + added.applicable_milli());
      explanation.set_score_milli(explanation.score_milli() + added.score_milli());
    }
    sums_.applicable += explanation.applicable_milli();
    sums_.raw += explanation.score_milli();
  }

  const ItemExplanation& Add(const scheme::v1::Item& item, CategoryExplanation& category) {
    const size_t index = items_.size();
    const bool stays = before_ != nullptr && !posted_on_.items.contains(item.item()) &&
                       !IsPostedOnAny(item.clauses());
    items_.push_back(stays ? before_->items[index] : Work(item));
    const WorkedItem& worked = *items_.back();
    if (input_.detail != ScoreDetail::kStanding) *category.add_items() = worked.explanation;
    projections::v1::Coverage& coverage = *score_.mutable_coverage();
    coverage.set_applicable_milli(coverage.applicable_milli() + worked.coverage.applicable_milli());
    coverage.set_covered_milli(coverage.covered_milli() + worked.coverage.covered_milli());
    coverage.mutable_uncovered()->MergeFrom(worked.coverage.uncovered());
    Add(worked.notes);
    return worked.explanation;
  }

  std::shared_ptr<const WorkedItem> Work(const scheme::v1::Item& item) {
    auto worked = std::make_shared<WorkedItem>();
    const TargetApplicability state = context_.applicability.Of(item);
    const ChargedItem charged = ChargeItem(context_, item, nullptr);
    ItemExplanation& explanation = worked->explanation;
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
    NoteAll(charged.clauses, worked->notes, *explanation.mutable_clauses());
    AddToCoverage(item, charged, explanation.covered(), worked->coverage);
    return worked;
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

  // Notes what clauses say, and writes them down for an explanation.
  void NoteAll(const std::vector<ClauseLines>& clauses, ClauseNotes& notes,
               google::protobuf::RepeatedPtrField<ClauseExplanation>& explanations) {
    for (const ClauseLines& clause : clauses) {
      for (const Line& line : clause.lines) {
        notes.provisional |= line.provisional;
        notes.held |= RestsOnHeld(line);
        if (explains()) lined_.insert(line.entry->position());
      }
      if (explains()) *explanations.Add() = ExplainClause(clause);
      if (clause.question.has_value()) notes.questions.push_back(*clause.question);
    }
  }

  void Add(const ClauseNotes& notes) {
    provisional_ |= notes.provisional;
    held_ |= notes.held;
    for (const projections::v1::OpenQuestion& question : notes.questions) {
      *score_.add_questions() = question;
    }
  }

  MilliPoints Add(const scheme::v1::Block& block, BlockExplanation& explanation) {
    const WorkedBlock& worked =
        Worked(&block, [&] { return ChargeBlock(context_, block, nullptr); });
    explanation = worked.explanation;
    explanation.set_block(block.block());
    *explanation.mutable_title() = block.title();
    if (block.has_cap_milli()) explanation.set_cap_milli(block.cap_milli());
    return worked.explanation.counted_milli();
  }

  void AddDirectLines() {
    const WorkedBlock& worked =
        Worked(nullptr, [&] { return ChargeDirectLines(context_, nullptr); });
    *score_.mutable_direct_lines() = worked.explanation.clauses();
    sums_.direct = worked.explanation.counted_milli();
  }

  // What a block gives, or the direct lines, which are in none: points and clauses.
  template <typename Charge>
  const WorkedBlock& Worked(const scheme::v1::Block* block, const Charge& charge) {
    const size_t index = blocks_.size();
    const auto& clauses = context_.scheme.clauses();
    const bool stays =
        before_ != nullptr &&
        std::none_of(clauses.begin(), clauses.end(), [&](const ClauseRef& clause) {
          return clause.item == nullptr && clause.block == block && IsPostedOn(*clause.clause);
        });
    if (stays) {
      blocks_.push_back(before_->blocks[index]);
    } else {
      auto worked = std::make_shared<WorkedBlock>();
      const ChargedBlock charged = charge();
      worked->explanation.set_raised_milli(charged.raised_milli);
      worked->explanation.set_counted_milli(charged.counted_milli);
      NoteAll(charged.clauses, worked->notes, *worked->explanation.mutable_clauses());
      blocks_.push_back(std::move(worked));
    }
    Add(blocks_.back()->notes);
    return *blocks_.back();
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

  // What a standing is: see ScoreDetail.
  static void KeepStandingOnly(ScoreExplanation& score) {
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

  const ScoreInput& input_;
  std::shared_ptr<const Worksheet> before_;  // Null: of no use, or none.
  PostedOn posted_on_;                       // What came since; with `before_` alone.
  RuleContext context_;
  std::vector<std::shared_ptr<const WorkedItem>> items_;
  std::vector<std::shared_ptr<const WorkedBlock>> blocks_;
  ScoreExplanation score_;
  ScoreSums sums_;
  std::vector<VetoStatus> vetoes_;
  std::optional<FinalScore> final_;
  std::set<uint64_t> lined_;  // Positions of the events that have a line; of an explanation.
  bool provisional_ = false;
  bool held_ = false;
};

absl::Status CheckHasScheme(const ScoreInput& input) {
  if (input.cycle->compiled != nullptr) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("cycle: \"", input.cycle->opened.cycle(),
                   "\" has adopted no scheme; adopt one before asking for scores"));
}

}  // namespace

absl::StatusOr<ScoreExplanation> ComputeScore(const ScoreInput& input) {
  RETURN_IF_ERROR(CheckHasScheme(input));
  return Scorer(input, nullptr).Score();
}

absl::StatusOr<ScoreExplanation> ComputeScore(const ScoreInput& input,
                                              std::shared_ptr<const Worksheet>& worksheet) {
  CHECK(input.detail != ScoreDetail::kExplanation);
  RETURN_IF_ERROR(CheckHasScheme(input));
  Scorer scorer(input, std::move(worksheet));
  ScoreExplanation score = scorer.Score();
  worksheet = scorer.LeaveWorksheet();
  return score;
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

}  // namespace assessment
