#include "projections/service/year_end_service.h"

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "ledger/registry/results_digest.h"
#include "ledger/service/ledger_caller.h"
#include "projections/service/queries.h"
#include "projections/yearend/desk.h"

namespace assessment {
namespace {

// Decisions are made by persons: not by whoever operates the server, nor by another system.
absl::Status CheckMayDecide(const ledger::v1::Principal& principal) {
  RETURN_IF_ERROR(CheckNoAdministrator(principal, "decides nothing"));
  if (!principal.source().empty()) {
    return ReasonError(ledger::v1::REASON_PERMISSION_DENIED,
                       absl::StrCat("the principal of system \"", principal.source(),
                                    "\" decides nothing; use that of a person"));
  }
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* YearEndService::GetChecklist(
    grpc::CallbackServerContext* context, const projections::v1::GetChecklistRequest* request,
    projections::v1::GetChecklistResponse* response) {
  return AnswerQuery(options_.queries, context, request, response, assessment::GetChecklist);
}

grpc::ServerUnaryReactor* YearEndService::Decide(grpc::CallbackServerContext* context,
                                                 const projections::v1::DecideRequest* request,
                                                 projections::v1::DecideResponse* response) {
  return AnswerByWorker(
      context, *options_.queries.authenticator, *options_.queries.workers,
      [this, request, response,
       deadline = QueryDeadline(*context)](const PrincipalPtr& caller) -> absl::Status {
        const event::v1::Event& event = request->event();
        RETURN_IF_ERROR(CheckMayDecide(*caller));
        ASSIGN_OR_RETURN(const Reader reader, options_.queries.enter(*caller, event.ledger()));
        // Before anything is computed that a refusal would tell of.
        if (!reader.MayPostType(static_cast<event::v1::EventType>(event.content().kind_case()))) {
          return ReasonError(ledger::v1::REASON_PERMISSION_DENIED,
                             absl::StrCat("\"", caller->principal(),
                                          "\" has no grant for this decision; ask an "
                                          "administrator"));
        }
        ASSIGN_OR_RETURN(const ProjectionHost* const host,
                         options_.queries.find_host(event.ledger()));
        const YearEndDesk desk(*host, [&](const ledger::v1::AppendRequest& batch) {
          return options_.append(event.ledger(), batch, PosterOf(*caller));
        });
        ASSIGN_OR_RETURN(YearEndDesk::Decision decision, desk.Decide(event, deadline));
        if (decision.response.has_refused()) {
          *response->mutable_refused() = decision.response.refused();
          return absl::OkStatus();
        }
        *response->mutable_accepted() = decision.response.accepted();
        if (decision.results.empty()) return absl::OkStatus();
        response->set_results_digest(std::string(ResultsDigest(decision.results).view()));
        if (!response->mutable_results()->ParseFromString(decision.results)) {
          return absl::InternalError("computed results do not parse");
        }
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* YearEndService::GetResults(
    grpc::CallbackServerContext* context, const projections::v1::GetResultsRequest* request,
    projections::v1::GetResultsResponse* response) {
  return AnswerQuery(options_.queries, context, request, response, assessment::GetResults);
}

grpc::ServerUnaryReactor* YearEndService::ListLateFacts(
    grpc::CallbackServerContext* context, const projections::v1::ListLateFactsRequest* request,
    projections::v1::ListLateFactsResponse* response) {
  return AnswerQuery(options_.queries, context, request, response, assessment::ListLateFacts);
}

grpc::ServerUnaryReactor* YearEndService::GetCarryOver(
    grpc::CallbackServerContext* context, const projections::v1::GetCarryOverRequest* request,
    projections::v1::GetCarryOverResponse* response) {
  return AnswerQuery(options_.queries, context, request, response, assessment::GetCarryOver);
}

grpc::ServerUnaryReactor* YearEndService::ListIrregularities(
    grpc::CallbackServerContext* context, const projections::v1::ListIrregularitiesRequest* request,
    projections::v1::ListIrregularitiesResponse* response) {
  return AnswerQuery(options_.queries, context, request, response, assessment::ListIrregularities);
}

}  // namespace assessment
