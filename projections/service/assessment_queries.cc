#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "projections/service/queries.h"
#include "projections/service/query_names.h"
#include "projections/views/ranking.h"
#include "projections/views/score_at.h"

namespace assessment {
namespace {

constexpr size_t kTrailPageDefault = 100;

// The cycle and unit that a question about one score names.
struct ScoreQuestion {
  ProjectionHost::Snapshot snapshot;
  const CycleEntry* cycle = nullptr;
  const UnitEntry* unit = nullptr;
};

template <typename Request>
absl::StatusOr<ScoreQuestion> AskScore(const QueryContext& context, const Request& request) {
  ScoreQuestion question;
  ASSIGN_OR_RETURN(question.snapshot, context.host.Ask(ProjectionKind::kScores, request.as_of(),
                                                       request.seen_size(), context.deadline));
  const LedgerView& view = *question.snapshot.view;
  RETURN_IF_ERROR(context.reader.CheckScores(request.cycle(), IdentifierOf(view, request.unit())));
  ASSIGN_OR_RETURN(question.cycle, FindScoredCycle(view, request.cycle()));
  ASSIGN_OR_RETURN(question.unit, FindUnitOf(view, *question.cycle, request.unit()));
  return question;
}

}  // namespace

absl::Status GetScoreSheet(const QueryContext& context,
                           const projections::v1::GetScoreSheetRequest& request,
                           projections::v1::GetScoreSheetResponse& response) {
  ASSIGN_OR_RETURN(const ScoreQuestion question, AskScore(context, request));
  const LedgerView& view = *question.snapshot.view;
  ASSIGN_OR_RETURN(
      const std::shared_ptr<const UnitScore> sheet,
      question.snapshot.projections->scores().Sheet(view, *question.cycle, question.unit->unit));
  *response.mutable_score() = sheet->score;
  Stamp(view, *response.mutable_score());
  return absl::OkStatus();
}

absl::Status ExplainScore(const QueryContext& context,
                          const projections::v1::ExplainScoreRequest& request,
                          projections::v1::ExplainScoreResponse& response) {
  ASSIGN_OR_RETURN(const ScoreQuestion question, AskScore(context, request));
  ASSIGN_OR_RETURN(UnitScore explained, ScoreAt(*question.snapshot.view, *question.cycle,
                                                question.unit->unit, ScoreDetail::kExplanation));
  *response.mutable_score() = std::move(explained.score);
  return absl::OkStatus();
}

absl::Status ListScores(const QueryContext& context,
                        const projections::v1::ListScoresRequest& request,
                        projections::v1::ListScoresResponse& response) {
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot,
                   context.host.Ask(ProjectionKind::kScores, request.as_of(), request.seen_size(),
                                    context.deadline));
  const LedgerView& view = *snapshot.view;
  RETURN_IF_ERROR(context.reader.CheckRanking(IsPublished(view, request.cycle())));
  ASSIGN_OR_RETURN(const CycleEntry* const cycle, FindScoredCycle(view, request.cycle()));
  ASSIGN_OR_RETURN(std::vector<projections::v1::RankedScore> scores,
                   RankScores(view, *cycle, snapshot.projections->scores()));
  for (projections::v1::RankedScore& score : scores) {
    *response.add_scores() = std::move(score);
  }
  response.set_size(view.size());
  response.set_record_time_micros(view.record_time_micros());
  response.set_decimals(cycle->compiled->proto().number_policy().decimals());
  return absl::OkStatus();
}

absl::Status GetVetoStatus(const QueryContext& context,
                           const projections::v1::GetVetoStatusRequest& request,
                           projections::v1::GetVetoStatusResponse& response) {
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot,
                   context.host.Ask(ProjectionKind::kVetoes, request.as_of(), request.seen_size(),
                                    context.deadline));
  const LedgerView& view = *snapshot.view;
  // A veto follows from facts, so whoever reads these reads it.
  if (!request.unit().empty()) {
    RETURN_IF_ERROR(context.reader.CheckFacts(IdentifierOf(view, request.unit())));
  } else {
    RETURN_IF_ERROR(context.reader.CheckRanking(IsPublished(view, request.cycle())));
  }
  ASSIGN_OR_RETURN(const CycleEntry* const cycle, FindScoredCycle(view, request.cycle()));
  std::vector<std::string> units = cycle->units;
  if (!request.unit().empty()) {
    ASSIGN_OR_RETURN(const UnitEntry* const unit, FindUnitOf(view, *cycle, request.unit()));
    units = {unit->unit};
  }
  for (const std::string& unit : units) {
    ASSIGN_OR_RETURN(const std::shared_ptr<const VetoProjection::Vetoes> vetoes,
                     snapshot.projections->vetoes().VetoesOf(view, *cycle, unit));
    projections::v1::UnitVetoes& answer = *response.add_units();
    answer.set_unit(unit);
    answer.set_unit_name(view.registry().FindUnit(unit)->name);
    for (const projections::v1::VetoStatus& veto : *vetoes) *answer.add_vetoes() = veto;
  }
  response.set_size(view.size());
  response.set_record_time_micros(view.record_time_micros());
  return absl::OkStatus();
}

absl::Status GetAuditTrail(const QueryContext& context,
                           const projections::v1::GetAuditTrailRequest& request,
                           projections::v1::GetAuditTrailResponse& response) {
  if (request.page_size() > limits::kReadPageEventsMax) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, "page_size",
                      absl::StrCat("found ", request.page_size(), ", expected at most ",
                                   limits::kReadPageEventsMax));
  }
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot,
                   context.host.Ask(ProjectionKind::kTrail, request.as_of(), request.seen_size(),
                                    context.deadline));
  const LedgerView& view = *snapshot.view;
  RETURN_IF_ERROR(context.reader.CheckScores(request.cycle(), IdentifierOf(view, request.unit())));
  ASSIGN_OR_RETURN(const UnitEntry* const unit, FindUnit(view, request.unit()));
  if (!request.cycle().empty()) RETURN_IF_ERROR(FindCycle(view, request.cycle()).status());
  TrailRequest trail;
  trail.unit = unit->unit;
  trail.cycle = request.cycle();
  trail.from_position = request.from_position();
  trail.entries_max = request.page_size() == 0 ? kTrailPageDefault : request.page_size();
  ASSIGN_OR_RETURN(TrailPage page, snapshot.projections->trail().PageAt(view, trail));
  for (projections::v1::TrailEntry& entry : page.entries) {
    *response.add_entries() = std::move(entry);
  }
  if (page.next_position.has_value()) response.set_next_position(*page.next_position);
  response.set_size(view.size());
  return absl::OkStatus();
}

}  // namespace assessment
