#include "projections/service/deadline_service.h"

#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "projections/service/queries.h"

namespace assessment {
namespace {

absl::StatusOr<std::optional<CivilDay>> UntilOf(const projections::v1::RunClerkRequest& request) {
  if (!request.has_until()) return std::optional<CivilDay>();
  const CivilDay until = ToDay(request.until());
  if (!IsValid(until)) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, "until", "is no day of the calendar");
  }
  return std::optional<CivilDay>(until);
}

}  // namespace

grpc::ServerUnaryReactor* DeadlineService::ListMatters(
    grpc::CallbackServerContext* context, const projections::v1::ListMattersRequest* request,
    projections::v1::ListMattersResponse* response) {
  return AnswerQuery(options_.queries, context, request, response, assessment::ListMatters);
}

grpc::ServerUnaryReactor* DeadlineService::GetClerkStatus(
    grpc::CallbackServerContext* context, const projections::v1::GetClerkStatusRequest* request,
    projections::v1::GetClerkStatusResponse* response) {
  return AnswerByWorker(
      context, *options_.queries.authenticator, *options_.queries.workers,
      [this, request, response,
       deadline = QueryDeadline(*context)](const PrincipalPtr& caller) -> absl::Status {
        ASSIGN_OR_RETURN(const Reader reader, options_.queries.enter(*caller, request->ledger()));
        if (!reader.ReadsAll()) {
          return ReasonError(ledger::v1::REASON_PERMISSION_DENIED,
                             "the state of the clerk is the office's to see");
        }
        ASSIGN_OR_RETURN(const ProjectionHost* const host,
                         options_.queries.find_host(request->ledger()));
        ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot,
                         host->Ask(ProjectionKind::kThings, {}, 0, deadline));
        const std::optional<ClerkPause>& pause = snapshot.view->registry().clerk_pause();
        response->set_size(snapshot.view->size());
        if (pause.has_value()) {
          response->set_paused(true);
          response->set_pause_reason(pause->reason);
          response->set_pause_position(pause->position);
        }
        ASSIGN_OR_RETURN(const ClerkState state, options_.state(request->ledger()));
        response->set_steps_waiting(static_cast<uint32_t>(state.waiting.size()));
        response->set_alarm(state.alarm);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* DeadlineService::RunClerk(grpc::CallbackServerContext* context,
                                                    const projections::v1::RunClerkRequest* request,
                                                    projections::v1::RunClerkResponse* response) {
  return AnswerByWorker(
      context, *options_.queries.authenticator, *options_.queries.workers,
      [this, request, response](const PrincipalPtr& caller) -> absl::Status {
        ASSIGN_OR_RETURN(const Reader reader, options_.queries.enter(*caller, request->ledger()));
        const bool office = reader.view().permissions.by_grant
                                ? reader.Has({event::v1::ROLE_OFFICE})
                                : caller->unit().empty();
        if (!office) {
          return ReasonError(ledger::v1::REASON_PERMISSION_DENIED,
                             "only the office lets the clerk work");
        }
        ASSIGN_OR_RETURN(const std::optional<CivilDay> until, UntilOf(*request));
        ASSIGN_OR_RETURN(const Clerk::Report report, options_.run(request->ledger(), until));
        for (const Clerk::Recorded& recorded : report.recorded) {
          projections::v1::RecordedDeadline& answer = *response->add_recorded();
          answer.set_clock(recorded.step.clock);
          answer.set_subject(recorded.step.subject);
          *answer.mutable_due() = ToMoment(recorded.step.due);
          answer.set_step(recorded.step.step);
          answer.set_position(recorded.position);
        }
        response->set_size(report.size);
        return absl::OkStatus();
      });
}

}  // namespace assessment
