#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "projections/scoring/accident_facts.h"
#include "projections/service/queries.h"
#include "projections/views/score_at.h"

namespace assessment {
namespace {

void Describe(const UnitAccident& accident, projections::v1::GetAccidentResponse& response) {
  *response.mutable_report() = *accident.report;
  response.set_grade(accident.grade);
  response.set_grade_by_casualties(accident.grade_by_casualties);
  response.set_responsibility(accident.responsibility);
  response.set_production_operating(accident.production_operating);
  response.set_decision(accident.decision);
  if (accident.struck_off_position.has_value()) {
    response.set_struck_off_position(*accident.struck_off_position);
  }
  for (const Deadline* deadline :
       {&accident.investigation, &accident.follow_up, &accident.publication}) {
    projections::v1::AccidentDeadline& answer = *response.add_deadlines();
    answer.set_clock(deadline->clock);
    if (deadline->due.has_value()) *answer.mutable_due() = ToMoment(*deadline->due);
    if (deadline->done.has_value()) *answer.mutable_done() = ToMoment(*deadline->done);
    for (const RecordedStep& step :
         RecordedSteps(*accident.stream, deadline->clock, accident.accident)) {
      if (Judge(*deadline, step).stands) answer.set_overdue(true);
    }
  }
}

// Units that events of the accident, or of those merged with it, name.
absl::StatusOr<std::set<std::string>> UnitsNamed(const LedgerView& view,
                                                 const EventStream& accident) {
  std::set<std::string> units;
  const auto add = [&units](const EventStream& stream) {
    for (const RecordPointer& record : stream.records()) {
      units.insert(record->header.units().begin(), record->header.units().end());
    }
  };
  add(accident);
  for (const IndexKey& key : MergedWith(accident)) {
    ASSIGN_OR_RETURN(const StreamPointer stream, view.Stream(key));
    add(*stream);
  }
  return units;
}

}  // namespace

absl::Status GetAccident(const QueryContext& context,
                         const projections::v1::GetAccidentRequest& request,
                         projections::v1::GetAccidentResponse& response) {
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot,
                   context.host.Ask(ProjectionKind::kScores, request.as_of(), request.seen_size(),
                                    context.deadline));
  const LedgerView& view = *snapshot.view;
  const std::string& id = request.accident();
  if (id.empty()) {
    return FieldError(ledger::v1::REASON_FIELD_MISSING, "accident", "names no accident");
  }
  ASSIGN_OR_RETURN(const StreamPointer stream, view.Stream(IndexKey::Accident(id)));
  ASSIGN_OR_RETURN(const std::set<std::string> units, UnitsNamed(view, *stream));
  if (!context.reader.ReadsAll() &&
      std::none_of(units.begin(), units.end(), [&context](const std::string& unit) {
        return context.reader.MayReadFacts(unit);
      })) {
    return ReasonError(ledger::v1::REASON_PERMISSION_DENIED,
                       "no grant to read about an accident of this name; ask an administrator");
  }
  const std::optional<UnitAccident> accident = ReadAccident(id, *stream);
  if (!accident.has_value()) {
    return FieldError(ledger::v1::REASON_NOT_FOUND, "accident",
                      absl::StrCat("no report of \"", id, "\" counts at size ", view.size()));
  }
  Describe(*accident, response);
  const std::optional<std::string> merged = MergedInto(id, *stream);
  if (merged.has_value()) response.set_merged_into(*merged);
  for (const RecordPointer& record : stream->records()) {
    response.add_positions(record->header.position());
  }
  for (const auto& [name, cycle] : view.registry().cycles()) {
    if (cycle.compiled == nullptr) continue;
    for (const std::string& unit : units) {
      if (!cycle.HasUnit(unit) || !context.reader.MayReadScores(name, unit)) continue;
      ASSIGN_OR_RETURN(UnitScore score, ScoreAt(view, cycle, unit, ScoreDetail::kExplanation));
      for (projections::v1::AccidentGroup& group : *score.score.mutable_accident_groups()) {
        if (group.accident() != id) continue;
        projections::v1::AccidentEffect& effect = *response.add_effects();
        effect.set_cycle(name);
        effect.set_unit(unit);
        effect.set_unit_name(score.score.unit_name());
        *effect.mutable_group() = std::move(group);
      }
    }
  }
  response.set_size(view.size());
  return absl::OkStatus();
}

}  // namespace assessment
