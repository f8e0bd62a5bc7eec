#include "projections/scoring/veto.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"

namespace assessment {
namespace {

using projections::v1::VetoState;
using projections::v1::VetoStatus;
using scheme::v1::VetoCondition;

// Accidents that pass a filter, in order of time.
struct Passing {
  const UnitAccident* accident;
  bool provisional;
};

std::vector<Passing> PassingAccidents(const RuleContext& context,
                                      const scheme::v1::AccidentFilter& filter) {
  std::vector<Passing> passing;
  for (const UnitAccident& accident : context.postings.accidents) {
    const FilterMatch match = Match(filter, accident, context.window);
    if (match != FilterMatch::kNo) {
      passing.push_back({&accident, match == FilterMatch::kProvisional});
    }
  }
  return passing;
}

// What a veto rests on, gathered over its conditions; sets keep answers free of repetition and of
// order.
struct Grounds {
  std::set<uint64_t> positions;
  std::vector<Passing> accidents;
  std::set<std::string> missing_metrics;

  void Add(const Passing& passing) {
    for (const Passing& known : accidents) {
      if (known.accident == passing.accident) return;
    }
    accidents.push_back(passing);
    positions.insert(passing.accident->positions.begin(), passing.accident->positions.end());
  }
};

VetoState CountState(const RuleContext& context,
                     const scheme::v1::AccidentCountCondition& condition, Grounds& grounds) {
  const std::vector<Passing> passing = PassingAccidents(context, condition.filter());
  if (passing.size() < condition.count()) return projections::v1::VETO_STATE_NOT_MET;
  for (const Passing& accident : passing) grounds.Add(accident);
  const auto decided = std::count_if(passing.begin(), passing.end(),
                                     [](const Passing& accident) { return !accident.provisional; });
  return static_cast<uint64_t>(decided) >= condition.count() ? projections::v1::VETO_STATE_IN_FORCE
                                                             : projections::v1::VETO_STATE_PENDING;
}

VetoState NeighbourState(const RuleContext& context,
                         const scheme::v1::NeighbouringAccidentsCondition& condition,
                         Grounds& grounds) {
  const std::vector<Passing> row = PassingAccidents(context, condition.filter());
  VetoState state = projections::v1::VETO_STATE_NOT_MET;
  for (size_t i = 1; i < row.size(); ++i) {
    const std::string& type = row[i].accident->report->accident_type();
    if (type.empty() || type != row[i - 1].accident->report->accident_type()) continue;
    grounds.Add(row[i - 1]);
    grounds.Add(row[i]);
    if (!row[i - 1].provisional && !row[i].provisional) {
      state = projections::v1::VETO_STATE_IN_FORCE;
    } else if (state == projections::v1::VETO_STATE_NOT_MET) {
      state = projections::v1::VETO_STATE_PENDING;
    }
  }
  return state;
}

VetoState MetricState(const RuleContext& context,
                      const scheme::v1::MetricAboveTargetCondition& condition, Grounds& grounds) {
  VetoState state = projections::v1::VETO_STATE_NOT_MET;
  for (const std::string& metric : condition.metrics()) {
    const auto reports = context.postings.metrics.find(metric);
    const Target* target =
        context.input.registry->FindTarget(metric, context.input.cycle->opened.year());
    if (reports == context.postings.metrics.end()) {
      grounds.missing_metrics.insert(metric);
      continue;
    }
    const StreamEntry* latest = LatestReport(reports->second);
    const event::v1::MetricReported& report = latest->content->metric_reported();
    if (!report.has_value()) continue;
    if (target == nullptr) {
      grounds.missing_metrics.insert(metric);
      continue;
    }
    if (report.value().value_millionths() <= target->value_millionths) continue;
    grounds.positions.insert(latest->position());
    grounds.positions.insert(target->position);
    state = projections::v1::VETO_STATE_IN_FORCE;
  }
  if (state == projections::v1::VETO_STATE_NOT_MET && !grounds.missing_metrics.empty()) {
    return projections::v1::VETO_STATE_NOT_EVALUATED;
  }
  return state;
}

VetoState ConditionState(const RuleContext& context, const VetoCondition& condition,
                         Grounds& grounds) {
  switch (condition.condition_case()) {
    case VetoCondition::kAccidentCount:
      return CountState(context, condition.accident_count(), grounds);
    case VetoCondition::kNeighbouringAccidents:
      return NeighbourState(context, condition.neighbouring_accidents(), grounds);
    case VetoCondition::kMetricAboveTarget:
      return MetricState(context, condition.metric_above_target(), grounds);
    case VetoCondition::CONDITION_NOT_SET:
      break;
  }
  return projections::v1::VETO_STATE_NOT_MET;
}

// Of several conditions one suffices, so the strongest state is the veto's.
int Strength(VetoState state) {
  switch (state) {
    case projections::v1::VETO_STATE_IN_FORCE:
      return 3;
    case projections::v1::VETO_STATE_PENDING:
      return 2;
    case projections::v1::VETO_STATE_NOT_EVALUATED:
      return 1;
    default:
      return 0;
  }
}

std::string EffectText(const scheme::v1::VetoRule& rule) {
  switch (rule.effect_case()) {
    case scheme::v1::VetoRule::kGradeAtMost:
      return absl::StrCat("grade-at-most:", rule.grade_at_most());
    case scheme::v1::VetoRule::kFail:
      return "fail";
    case scheme::v1::VetoRule::kScoreZero:
      return "score-zero";
    case scheme::v1::VetoRule::kNoted:
    case scheme::v1::VetoRule::EFFECT_NOT_SET:
      break;
  }
  return "noted";
}

VetoStatus Evaluate(const RuleContext& context, const scheme::v1::VetoRule& rule) {
  VetoStatus status;
  status.set_veto(rule.veto());
  *status.mutable_label() = rule.label();
  status.set_effect(EffectText(rule));
  status.set_state(projections::v1::VETO_STATE_NOT_MET);
  Grounds grounds;
  for (const StreamEntry* confirmation : context.postings.veto_confirmations) {
    if (confirmation->content->veto_confirmed().veto() == rule.veto()) {
      status.set_confirmed_position(confirmation->position());
    }
  }
  for (const VetoCondition& condition : rule.conditions()) {
    const VetoState state = ConditionState(context, condition, grounds);
    if (Strength(state) > Strength(status.state())) status.set_state(state);
  }
  status.mutable_positions()->Add(grounds.positions.begin(), grounds.positions.end());
  for (const Passing& passing : grounds.accidents) {
    projections::v1::VetoAccident& accident = *status.add_accidents();
    accident.set_accident(passing.accident->accident);
    accident.set_grade(passing.accident->grade);
    accident.set_pending(passing.provisional);
  }
  status.mutable_missing_metrics()->Add(grounds.missing_metrics.begin(),
                                        grounds.missing_metrics.end());
  return status;
}

}  // namespace

std::vector<VetoStatus> EvaluateVetoes(const RuleContext& context) {
  std::vector<VetoStatus> vetoes;
  for (const scheme::v1::VetoRule& rule : context.scheme.proto().vetoes()) {
    if (InScope(rule.scope(), context.applicability.unit())) {
      vetoes.push_back(Evaluate(context, rule));
    }
  }
  return vetoes;
}

}  // namespace assessment
