#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "projections/scoring/deadline.h"
#include "projections/service/queries.h"
#include "projections/service/query_names.h"
#include "projections/views/comparison.h"
#include "projections/views/counted_view.h"

namespace assessment {

absl::Status CompareScores(const QueryContext& context,
                           const projections::v1::CompareScoresRequest& request,
                           projections::v1::CompareScoresResponse& response) {
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot before,
                   context.host.Ask(ProjectionKind::kScores, request.before(), request.seen_size(),
                                    context.deadline));
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot after,
                   context.host.Ask(ProjectionKind::kScores, request.after(), request.seen_size(),
                                    context.deadline));
  if (request.unit().empty()) {
    RETURN_IF_ERROR(context.reader.CheckRanking(IsPublished(*before.view, request.cycle())));
  } else {
    RETURN_IF_ERROR(
        context.reader.CheckScores(request.cycle(), IdentifierOf(*after.view, request.unit())));
  }
  ASSIGN_OR_RETURN(const CycleEntry* const old_cycle,
                   FindScoredCycle(*before.view, request.cycle()));
  ASSIGN_OR_RETURN(const CycleEntry* const adopted, FindScoredCycle(*after.view, request.cycle()));
  CycleEntry new_cycle = *adopted;
  if (request.scheme_version_after() != 0) {
    const SchemeEntry* version =
        after.view->registry().FindScheme(adopted->scheme->first, request.scheme_version_after());
    if (version == nullptr) {
      return FieldError(ledger::v1::REASON_NOT_FOUND, "scheme_version_after",
                        absl::StrCat("version ", request.scheme_version_after(), " of scheme \"",
                                     adopted->scheme->first, "\" is not published"));
    }
    new_cycle.scheme = SchemeKey(adopted->scheme->first, request.scheme_version_after());
    new_cycle.compiled = version->scheme;
  }
  std::unique_ptr<const LedgerView> occurred;
  if (request.has_facts_until_after()) {
    const CivilDay last = ToDay(request.facts_until_after());
    if (!IsValid(last)) {
      return FieldError(ledger::v1::REASON_FIELD_INVALID, "facts_until_after",
                        "found no day of the calendar, expected the last occurred date of facts");
    }
    occurred = CountedView::OccurredBy(*after.view, last);
    *response.mutable_facts_until_after() = request.facts_until_after();
  }
  const LedgerView& after_view = occurred == nullptr ? *after.view : *occurred;
  std::string unit;
  if (!request.unit().empty()) {
    ASSIGN_OR_RETURN(const UnitEntry* const found,
                     FindUnitOf(*after.view, new_cycle, request.unit()));
    unit = found->unit;
  }
  ASSIGN_OR_RETURN(std::vector<projections::v1::ScoreChange> changes,
                   CompareSides({*before.view, *old_cycle}, {after_view, new_cycle}, unit));
  for (projections::v1::ScoreChange& change : changes) {
    projections::v1::ScoreChange& answer = *response.add_changes();
    answer = std::move(change);
    if (context.reader.CheckRanking(IsPublished(*before.view, request.cycle())).ok()) continue;
    answer.clear_rank_before();
    answer.clear_rank_after();
  }
  response.set_size_before(before.view->size());
  response.set_size_after(after.view->size());
  response.set_scheme_version_before(old_cycle->scheme->second);
  response.set_scheme_version_after(new_cycle.scheme->second);
  response.set_decimals(new_cycle.compiled->proto().number_policy().decimals());
  return absl::OkStatus();
}

}  // namespace assessment
