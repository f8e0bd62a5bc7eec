#include "projections/deadlines/clerk.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

constexpr size_t kBatchMax = 200;
// Facts that come while it works make it look anew; so often only if somebody works against it.
constexpr int kRefusalsMax = 16;

// True when every refusal says that facts came meanwhile: looking anew finds what is right.
bool OnlyOutdated(const ledger::v1::Refused& refused) {
  return std::all_of(refused.refusals().begin(), refused.refusals().end(),
                     [](const ledger::v1::Refusal& refusal) {
                       switch (refusal.reason()) {
                         case ledger::v1::REASON_STEP_ALREADY_RECORDED:
                         case ledger::v1::REASON_NOT_OVERDUE:
                         case ledger::v1::REASON_MATTER_WITHDRAWN:
                         case ledger::v1::REASON_ACCIDENT_MERGED:
                         case ledger::v1::REASON_ACCIDENT_STATE:
                           return true;
                         default:
                           return false;
                       }
                     });
}

}  // namespace

absl::StatusOr<Clerk::Report> Clerk::Run(const CivilDay& until,
                                         Follower::TimePoint deadline) const {
  Report report;
  int refusals = 0;
  while (true) {
    ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot,
                     host_.Ask(ProjectionKind::kThings, {}, report.size, deadline));
    const LedgerView& view = *snapshot.view;
    report.size = view.size();
    if (view.registry().clerk_pause().has_value()) {
      return ReasonError(
          ledger::v1::REASON_CLERK_STATE,
          absl::StrCat("the clerk is paused since position ",
                       view.registry().clerk_pause()->position, "; resume it (ClerkResumed)"));
    }
    ASSIGN_OR_RETURN(
        const std::vector<DueStep> steps,
        FindDueSteps(view, snapshot.projections->things().KnownAt(view.size()), until));
    if (steps.empty()) return report;
    ledger::v1::AppendRequest request;
    const size_t count = std::min(steps.size(), kBatchMax);
    for (size_t i = 0; i < count; ++i) {
      event::v1::Event& event = *request.add_events();
      event.set_ledger(ledger_);
      event.set_source(kClerkSource);
      event.set_idempotency_key(steps[i].Key());
      *event.mutable_content() = steps[i].Content();
    }
    ASSIGN_OR_RETURN(const ledger::v1::AppendResponse response, append_(request));
    if (response.has_accepted()) {
      for (size_t i = 0; i < count; ++i) {
        report.recorded.push_back(
            {steps[i], response.accepted().receipts(static_cast<int>(i)).position()});
      }
      report.size = response.accepted().size();
      continue;
    }
    if (!OnlyOutdated(response.refused()) || ++refusals > kRefusalsMax) {
      return absl::FailedPreconditionError(absl::StrCat(
          "the ledger refused a step: ", response.refused().refusals(0).ShortDebugString()));
    }
  }
}

absl::StatusOr<std::vector<DueStep>> Clerk::Waiting(const CivilDay& until,
                                                    Follower::TimePoint deadline) const {
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot,
                   host_.Ask(ProjectionKind::kThings, {}, 0, deadline));
  const LedgerView& view = *snapshot.view;
  return FindDueSteps(view, snapshot.projections->things().KnownAt(view.size()), until);
}

}  // namespace assessment
