#include <memory>
#include <string>

#include "ledger/base/status_macros.h"
#include "projections/service/queries.h"

namespace assessment {

absl::Status ListOpenQuestions(const QueryContext& context,
                               const projections::v1::ListOpenQuestionsRequest& request,
                               projections::v1::ListOpenQuestionsResponse& response) {
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot,
                   context.host.Ask(ProjectionKind::kScores, request.as_of(), request.seen_size(),
                                    context.deadline));
  const LedgerView& view = *snapshot.view;
  ASSIGN_OR_RETURN(const CycleEntry* const cycle, FindScoredCycle(view, request.cycle()));
  for (const std::string& unit : cycle->units) {
    if (!context.reader.MayReadScores(request.cycle(), unit)) continue;
    ASSIGN_OR_RETURN(const std::shared_ptr<const UnitScore> sheet,
                     snapshot.projections->scores().Sheet(view, *cycle, unit));
    projections::v1::UnitQuestions questions;
    for (const projections::v1::OpenQuestion& question : sheet->score.questions()) {
      if (!question.has_answer_position() || request.include_answered()) {
        *questions.add_questions() = question;
      }
    }
    if (questions.questions().empty()) continue;
    questions.set_unit(unit);
    questions.set_unit_name(sheet->score.unit_name());
    *response.add_units() = std::move(questions);
  }
  response.set_size(view.size());
  response.set_record_time_micros(view.record_time_micros());
  return absl::OkStatus();
}

}  // namespace assessment
