#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/record.h"
#include "ledger/reason/reason_status.h"
#include "ledger/registry/results_digest.h"
#include "projections/service/queries.h"
#include "projections/service/query_names.h"
#include "projections/yearend/carry_over.h"
#include "projections/yearend/checklist.h"
#include "projections/yearend/computed_fields.h"
#include "projections/yearend/current_results.h"
#include "projections/yearend/irregularities.h"
#include "projections/yearend/late_facts.h"

namespace assessment {
namespace {

// The cycle that a question of the end of a year is about.
struct YearEndQuestion {
  ProjectionHost::Snapshot snapshot;
  const CycleEntry* cycle = nullptr;

  const LedgerView& view() const { return *snapshot.view; }
};

template <typename Request>
absl::StatusOr<YearEndQuestion> AskYearEnd(const QueryContext& context, const Request& request) {
  YearEndQuestion question;
  ASSIGN_OR_RETURN(question.snapshot, context.host.Ask(ProjectionKind::kScores, request.as_of(),
                                                       request.seen_size(), context.deadline));
  // Of results everybody reads what is published; the rest is the work of the year's end.
  if constexpr (std::is_same_v<Request, projections::v1::GetResultsRequest>) {
    RETURN_IF_ERROR(context.reader.CheckRanking(IsPublished(question.view(), request.cycle())));
  } else {
    RETURN_IF_ERROR(context.reader.CheckYearEnd());
  }
  ASSIGN_OR_RETURN(question.cycle, FindScoredCycle(question.view(), request.cycle()));
  return question;
}

// Results as an event of the log carries them.
absl::Status PublishedResults(const EventLog& log, uint64_t position,
                              projections::v1::GetResultsResponse& response) {
  ASSIGN_OR_RETURN(const Record record, log.Get(position));
  ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(record));
  response.set_position(position);
  event::v1::EventContent& published = *response.mutable_published();
  published = parsed.body.event().content();
  response.set_results(ResultsIn(published));
  // The bytes stand once in the answer.
  if (published.has_cycle_amended()) {
    published.mutable_cycle_amended()->clear_results();
  } else {
    published.mutable_results_published()->clear_results();
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status GetChecklist(const QueryContext& context,
                          const projections::v1::GetChecklistRequest& request,
                          projections::v1::GetChecklistResponse& response) {
  ASSIGN_OR_RETURN(const YearEndQuestion question, AskYearEnd(context, request));
  ASSIGN_OR_RETURN(Checklist checklist, MakeChecklist(question.view(), *question.cycle));
  response.set_ready(checklist.ready());
  for (projections::v1::Blocking& entry : checklist.blocking) {
    *response.add_blocking() = std::move(entry);
  }
  for (projections::v1::ToAccept& entry : checklist.to_accept) {
    *response.add_to_accept() = std::move(entry);
  }
  response.set_phase(question.cycle->phase);
  response.set_size(question.view().size());
  return absl::OkStatus();
}

absl::Status GetResults(const QueryContext& context,
                        const projections::v1::GetResultsRequest& request,
                        projections::v1::GetResultsResponse& response) {
  ASSIGN_OR_RETURN(const YearEndQuestion question, AskYearEnd(context, request));
  const YearEnd& year_end = question.cycle->year_end;
  const std::vector<PublishedRevision>& revisions = year_end.revisions();
  if (request.revision() > revisions.size()) {
    return FieldError(
        ledger::v1::REASON_NOT_FOUND, "revision",
        absl::StrCat("found ", request.revision(), ", expected at most ", revisions.size(),
                     ", the newest at size ", question.view().size()));
  }
  if (revisions.empty()) {
    ASSIGN_OR_RETURN(*response.mutable_results(),
                     CurrentResults(context.host.log(), question.view(), *question.cycle));
  } else {
    const size_t revision = request.revision() == 0 ? revisions.size() : request.revision();
    RETURN_IF_ERROR(
        PublishedResults(context.host.log(), revisions[revision - 1].position, response));
  }
  response.set_results_digest(std::string(ResultsDigest(response.results()).view()));
  response.set_revisions(static_cast<uint32_t>(revisions.size()));
  if (year_end.proposal().has_value() && context.reader.ReadsAll()) {
    response.set_proposal_position(year_end.proposal()->position);
    response.set_proposal_digest(year_end.proposal()->results_digest);
  }
  if (year_end.withdrawal_proposal().has_value() && context.reader.ReadsAll()) {
    response.set_withdrawal_proposal_position(*year_end.withdrawal_proposal());
  }
  response.set_phase(question.cycle->phase);
  response.set_size(question.view().size());
  return absl::OkStatus();
}

absl::Status ListLateFacts(const QueryContext& context,
                           const projections::v1::ListLateFactsRequest& request,
                           projections::v1::ListLateFactsResponse& response) {
  ASSIGN_OR_RETURN(const YearEndQuestion question, AskYearEnd(context, request));
  response.set_size(question.view().size());
  if (!question.cycle->year_end.frozen().has_value()) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<projections::v1::LateFact> facts,
                   FindLateFacts(question.view(), *question.cycle));
  for (projections::v1::LateFact& fact : facts) *response.add_facts() = std::move(fact);
  return absl::OkStatus();
}

absl::Status GetCarryOver(const QueryContext& context,
                          const projections::v1::GetCarryOverRequest& request,
                          projections::v1::GetCarryOverResponse& response) {
  ASSIGN_OR_RETURN(const YearEndQuestion question, AskYearEnd(context, request));
  ASSIGN_OR_RETURN(response, FindCarryOver(question.view(), *question.cycle));
  return absl::OkStatus();
}

absl::Status ListIrregularities(const QueryContext& context,
                                const projections::v1::ListIrregularitiesRequest& request,
                                projections::v1::ListIrregularitiesResponse& response) {
  ASSIGN_OR_RETURN(const YearEndQuestion question, AskYearEnd(context, request));
  ASSIGN_OR_RETURN(std::vector<projections::v1::Irregularity> found,
                   FindIrregularities(question.view(), *question.cycle));
  for (projections::v1::Irregularity& entry : found) {
    *response.add_irregularities() = std::move(entry);
  }
  response.set_size(question.view().size());
  return absl::OkStatus();
}

}  // namespace assessment
