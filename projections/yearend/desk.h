#ifndef PROJECTIONS_YEAREND_DESK_H_
#define PROJECTIONS_YEAREND_DESK_H_

// Where a year is frozen, published, amended and closed: computes at a size what a decision rests
// on, and appends the decision on the condition that nothing that counts came since. It keeps
// nothing.

#include <functional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "projections/views/projection_host.h"

namespace assessment {

class YearEndDesk {
 public:
  // Appends a batch as the year-end service, in the name of whoever decides, and waits.
  using Append =
      std::function<absl::StatusOr<ledger::v1::AppendResponse>(const ledger::v1::AppendRequest&)>;

  struct Decision {
    ledger::v1::AppendResponse response;
    // Of proposals, confirmations and publications: the results they are about, serialised.
    std::string results;
  };

  // `host` outlives this.
  YearEndDesk(const ProjectionHost& host, Append append)
      : host_(host), append_(std::move(append)) {}

  // Completes the event and appends it. Safe to repeat with the same source and key: what is in
  // the log is answered with its receipt. REASON_FIELD_INVALID for an event of another type or one
  // that states what is computed here; REASON_CHECKLIST_BLOCKS, REASON_RESULTS_CHANGED,
  // REASON_WORSE_BY_OWN_APPEAL, REASON_LATE_FACTS_OPEN; REASON_OVERTAKEN when others post faster
  // than the results are computed; errors of asking the host and of appending. Refusals of
  // admission come in the decision, and so does REASON_IDEMPOTENCY_CONFLICT for a key under which
  // an event of another type stands.
  absl::StatusOr<Decision> Decide(const event::v1::Event& event,
                                  Follower::TimePoint deadline) const;

 private:
  // A view, and the cycle in it.
  struct Asked {
    ProjectionHost::Snapshot snapshot;
    const CycleEntry* cycle = nullptr;
  };

  absl::StatusOr<Asked> Ask(const std::string& cycle, Follower::TimePoint deadline) const;
  // Serialised results of a fold.
  absl::StatusOr<std::string> Results(const Asked& asked, const FrozenFold& fold,
                                      uint32_t revision) const;
  // The event with what is computed, and the results that it is about.
  struct Completed {
    event::v1::Event event;
    std::string results;
  };
  absl::StatusOr<Completed> Complete(const event::v1::Event& event, const Asked& asked) const;
  // REASON_CHECKLIST_BLOCKS in REVIEW while something is left.
  absl::Status CheckReady(const Asked& asked) const;
  // REASON_FIELD_INVALID when a confirmation is added whose proposal does not count.
  absl::Status CheckProposalsCome(const FrozenFold& fold) const;
  absl::Status CompleteProposal(const Asked& asked, Completed& completed) const;
  absl::Status CompleteConfirmation(const Asked& asked, Completed& completed) const;
  absl::Status CompletePublication(const Asked& asked, Completed& completed) const;
  absl::Status CompleteAmendmentProposal(const Asked& asked, Completed& completed) const;
  absl::Status CompleteAmendment(const Asked& asked, Completed& completed) const;
  absl::Status CheckClosing(const Asked& asked) const;
  // The log's size when nothing that counts for the cycle was recorded from `size` on; a status
  // when something was.
  absl::StatusOr<uint64_t> StillUntouched(const Asked& asked, uint64_t size) const;

  const ProjectionHost& host_;
  const Append append_;
};

}  // namespace assessment

#endif  // PROJECTIONS_YEAREND_DESK_H_
