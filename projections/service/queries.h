#ifndef PROJECTIONS_SERVICE_QUERIES_H_
#define PROJECTIONS_SERVICE_QUERIES_H_

// The questions of AssessmentService, RegistryService and YearEndService, without the calls they
// come in by.
//
// Each validates the request, asks the host for the view it is about, and fills the answer with the
// size it reflects. Errors carry a reason: those of ProjectionHost::Ask, REASON_NOT_FOUND for what
// is not there at that size, REASON_FIELD_MISSING and REASON_FIELD_INVALID with the field,
// REASON_CYCLE_WITHOUT_SCHEME, REASON_UNIT_NOT_IN_CYCLE; and before any of these, whether or not
// there is such a thing, REASON_PERMISSION_DENIED and REASON_NOT_DISCLOSED for what the reader may
// not read. Lists leave that out. An answer is to be thrown away on error.

#include "absl/status/status.h"
#include "assessment/projections/v1/assessment_service.pb.h"
#include "assessment/projections/v1/deadline_service.pb.h"
#include "assessment/projections/v1/registry_service.pb.h"
#include "assessment/projections/v1/year_end_service.pb.h"
#include "ledger/permission/reader.h"
#include "projections/runner/follower.h"
#include "projections/views/projection_host.h"

namespace assessment {

// What is asked, until when to wait for it, and who asks.
struct QueryContext {
  const ProjectionHost& host;
  Follower::TimePoint deadline;
  const Reader& reader = Reader::OfTheServer();
};

absl::Status GetScoreSheet(const QueryContext& context,
                           const projections::v1::GetScoreSheetRequest& request,
                           projections::v1::GetScoreSheetResponse& response);
absl::Status ExplainScore(const QueryContext& context,
                          const projections::v1::ExplainScoreRequest& request,
                          projections::v1::ExplainScoreResponse& response);
absl::Status ListScores(const QueryContext& context,
                        const projections::v1::ListScoresRequest& request,
                        projections::v1::ListScoresResponse& response);
absl::Status GetVetoStatus(const QueryContext& context,
                           const projections::v1::GetVetoStatusRequest& request,
                           projections::v1::GetVetoStatusResponse& response);
absl::Status GetAuditTrail(const QueryContext& context,
                           const projections::v1::GetAuditTrailRequest& request,
                           projections::v1::GetAuditTrailResponse& response);
absl::Status CompareScores(const QueryContext& context,
                           const projections::v1::CompareScoresRequest& request,
                           projections::v1::CompareScoresResponse& response);
absl::Status ListOpenQuestions(const QueryContext& context,
                               const projections::v1::ListOpenQuestionsRequest& request,
                               projections::v1::ListOpenQuestionsResponse& response);
absl::Status GetAccident(const QueryContext& context,
                         const projections::v1::GetAccidentRequest& request,
                         projections::v1::GetAccidentResponse& response);
absl::Status ListMatters(const QueryContext& context,
                         const projections::v1::ListMattersRequest& request,
                         projections::v1::ListMattersResponse& response);

absl::Status GetChecklist(const QueryContext& context,
                          const projections::v1::GetChecklistRequest& request,
                          projections::v1::GetChecklistResponse& response);
absl::Status GetResults(const QueryContext& context,
                        const projections::v1::GetResultsRequest& request,
                        projections::v1::GetResultsResponse& response);
absl::Status GetCarryOver(const QueryContext& context,
                          const projections::v1::GetCarryOverRequest& request,
                          projections::v1::GetCarryOverResponse& response);
absl::Status ListIrregularities(const QueryContext& context,
                                const projections::v1::ListIrregularitiesRequest& request,
                                projections::v1::ListIrregularitiesResponse& response);
absl::Status ListLateFacts(const QueryContext& context,
                           const projections::v1::ListLateFactsRequest& request,
                           projections::v1::ListLateFactsResponse& response);

absl::Status ListUnits(const QueryContext& context,
                       const projections::v1::ListUnitsRequest& request,
                       projections::v1::ListUnitsResponse& response);
absl::Status ListCycles(const QueryContext& context,
                        const projections::v1::ListCyclesRequest& request,
                        projections::v1::ListCyclesResponse& response);
absl::Status ListSchemes(const QueryContext& context,
                         const projections::v1::ListSchemesRequest& request,
                         projections::v1::ListSchemesResponse& response);
absl::Status GetScheme(const QueryContext& context,
                       const projections::v1::GetSchemeRequest& request,
                       projections::v1::GetSchemeResponse& response);
absl::Status ListClauses(const QueryContext& context,
                         const projections::v1::ListClausesRequest& request,
                         projections::v1::ListClausesResponse& response);

}  // namespace assessment

#endif  // PROJECTIONS_SERVICE_QUERIES_H_
