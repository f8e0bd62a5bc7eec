#include "tests/model/model_veto.h"

#include <tuple>

#include "tests/model/model_accidents.h"
#include "tests/model/model_lines.h"
#include "tests/model/model_questions.h"

namespace assessment::model {
namespace {

using projections::v1::VetoState;
using scheme::v1::AccidentFilter;
using scheme::v1::VetoCondition;

std::vector<ModelAccident> Passing(const AccidentFilter& filter, const Context& context) {
  std::vector<ModelAccident> passing;
  for (const ModelAccident& accident : AccidentsOf(context)) {
    if (Passes(filter, accident, context)) passing.push_back(accident);
  }
  return passing;
}

ModelVeto CountAccidents(const scheme::v1::AccidentCountCondition& condition,
                         const Context& context) {
  ModelVeto veto;
  uint32_t decided = 0;
  uint32_t all = 0;
  for (const ModelAccident& accident : Passing(condition.filter(), context)) {
    ++all;
    if (!Undecided(condition.filter(), accident)) ++decided;
    veto.positions.merge(PositionsOf(accident));
    veto.accidents.insert(accident.id);
  }
  veto.state = decided >= condition.count() ? projections::v1::VETO_STATE_IN_FORCE
               : all >= condition.count()   ? projections::v1::VETO_STATE_PENDING
                                            : projections::v1::VETO_STATE_NOT_MET;
  return veto;
}

ModelVeto CompareNeighbours(const scheme::v1::NeighbouringAccidentsCondition& condition,
                            const Context& context) {
  ModelVeto veto;
  veto.state = projections::v1::VETO_STATE_NOT_MET;
  const std::vector<ModelAccident> row = Passing(condition.filter(), context);
  for (size_t i = 1; i < row.size(); ++i) {
    const ModelAccident& before = row[i - 1];
    const ModelAccident& after = row[i];
    // An accident of unknown type is of no type that another could share.
    if (before.reported->accident_type().empty() ||
        before.reported->accident_type() != after.reported->accident_type()) {
      continue;
    }
    const bool undecided =
        Undecided(condition.filter(), before) || Undecided(condition.filter(), after);
    if (!undecided) {
      veto.state = projections::v1::VETO_STATE_IN_FORCE;
    } else if (veto.state == projections::v1::VETO_STATE_NOT_MET) {
      veto.state = projections::v1::VETO_STATE_PENDING;
    }
    veto.positions.merge(PositionsOf(before));
    veto.positions.merge(PositionsOf(after));
    veto.accidents.insert({before.id, after.id});
  }
  return veto;
}

ModelVeto CompareMetrics(const scheme::v1::MetricAboveTargetCondition& condition,
                         const Context& context) {
  ModelVeto veto;
  bool above = false;
  for (const std::string& metric : condition.metrics()) {
    const LiveEvent* latest = LatestMetric(metric, context);
    if (latest == nullptr) {
      veto.missing_metrics.insert(metric);
      continue;
    }
    const event::v1::MetricReported& reported = latest->content->metric_reported();
    if (!reported.has_value()) continue;  // Does not apply to the unit.
    const Target* target = context.registry->FindTarget(metric, context.cycle->opened.year());
    if (target == nullptr) {
      veto.missing_metrics.insert(metric);
      continue;
    }
    if (reported.value().value_millionths() > target->value_millionths) {
      above = true;
      veto.positions.insert(latest->position);
      veto.positions.insert(target->position);
    }
  }
  veto.state = above                          ? projections::v1::VETO_STATE_IN_FORCE
               : veto.missing_metrics.empty() ? projections::v1::VETO_STATE_NOT_MET
                                              : projections::v1::VETO_STATE_NOT_EVALUATED;
  return veto;
}

ModelVeto Evaluate(const VetoCondition& condition, const Context& context) {
  switch (condition.condition_case()) {
    case VetoCondition::kAccidentCount:
      return CountAccidents(condition.accident_count(), context);
    case VetoCondition::kNeighbouringAccidents:
      return CompareNeighbours(condition.neighbouring_accidents(), context);
    case VetoCondition::kMetricAboveTarget:
      return CompareMetrics(condition.metric_above_target(), context);
    default:
      return ModelVeto();
  }
}

// 0 for the state that says most.
int Weight(VetoState state) {
  switch (state) {
    case projections::v1::VETO_STATE_IN_FORCE:
      return 0;
    case projections::v1::VETO_STATE_PENDING:
      return 1;
    case projections::v1::VETO_STATE_NOT_EVALUATED:
      return 2;
    default:
      return 3;
  }
}

}  // namespace

std::vector<ModelVeto> VetoesByFacts(const Context& context) {
  std::vector<ModelVeto> vetoes;
  for (const scheme::v1::VetoRule& rule : context.scheme->vetoes()) {
    if (!ScopeHolds(rule.scope(), context)) continue;
    ModelVeto veto;
    veto.state = projections::v1::VETO_STATE_NOT_MET;
    for (const VetoCondition& condition : rule.conditions()) {
      const ModelVeto one = Evaluate(condition, context);
      if (Weight(one.state) < Weight(veto.state)) veto.state = one.state;
      veto.missing_metrics.insert(one.missing_metrics.begin(), one.missing_metrics.end());
      if (Weight(one.state) > 1) continue;  // Does not hold: nothing rests on it.
      veto.positions.insert(one.positions.begin(), one.positions.end());
      veto.accidents.insert(one.accidents.begin(), one.accidents.end());
    }
    veto.veto = rule.veto();
    vetoes.push_back(veto);
  }
  return vetoes;
}

std::vector<ModelVeto> VetoesOf(const Context& context) {
  std::vector<ModelVeto> vetoes = VetoesByFacts(context);
  for (const RaisedQuestion& question : QuestionsOf(context)) {
    if (question.answer == nullptr || !question.answer->has_veto()) continue;
    for (ModelVeto& veto : vetoes) {
      if (veto.veto != question.answer->veto()) continue;
      if (veto.state == projections::v1::VETO_STATE_IN_FORCE) continue;
      veto.state = projections::v1::VETO_STATE_IN_FORCE;
      veto.positions = question.positions;
      veto.positions.insert(question.answered->position);
      veto.answer = question.answered->position;
    }
  }
  for (ModelVeto& veto : vetoes) {
    std::tuple<int64_t, std::string> newest;
    for (const LiveEvent& event : context.log.live) {
      if (!event.content->has_veto_confirmed()) continue;
      const event::v1::VetoConfirmed& confirmed = event.content->veto_confirmed();
      if (confirmed.cycle() != context.cycle->opened.cycle() || confirmed.unit() != context.unit ||
          confirmed.veto() != veto.veto) {
        continue;
      }
      const std::tuple<int64_t, std::string> at(DayNumber(event.content->occurred_on()),
                                                event.source_and_key);
      if (at < newest) continue;
      newest = at;
      veto.confirmed = event.position;
    }
  }
  return vetoes;
}

}  // namespace assessment::model
