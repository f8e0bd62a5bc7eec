#ifndef TESTS_SUPPORT_YEAR_END_LEDGER_H_
#define TESTS_SUPPORT_YEAR_END_LEDGER_H_

// A ledger whose year comes to its end, with the small scheme: for tests of whoever reads it.

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "projections/views/projection_host.h"
#include "projections/yearend/checklist.h"
#include "projections/yearend/desk.h"
#include "tests/support/test_ledger.h"
#include "tests/support/year_end_builders.h"

namespace assessment::testing {

class YearEndLedger {
 public:
  // Cycle kCycle of unit-1, unit-2 and unit-3, in OPEN.
  YearEndLedger();
  ~YearEndLedger();

  TestLedger& ledger() { return ledger_; }
  const ProjectionHost& host() const { return *host_; }

  // The newest view, and the cycle in it.
  struct Now {
    ProjectionHost::Snapshot snapshot;
    const CycleEntry* cycle = nullptr;
    const LedgerView& view() const { return *snapshot.view; }
  };
  Now Look() const;
  Checklist List() const;
  projections::v1::ScoreExplanation Score(const std::string& unit) const;

  // Records what is late up to the cycle's last day, as the deadline clerk would.
  void RecordLateness();
  // Settles every entry of the checklist as its users would: records lateness, reviews and judges,
  // issues and signs sheets, confirms interpretations, accepts what may be. The cycle is in REVIEW.
  void SettleChecklist();

  // Appends as the year-end service, in the name of one person.
  absl::StatusOr<ledger::v1::AppendResponse> Append(const ledger::v1::AppendRequest& request,
                                                    const std::string& person);
  // Decides as one person, at the desk.
  absl::StatusOr<YearEndDesk::Decision> Decide(const EventContent& content,
                                               const std::string& person);
  // The same, which must be accepted; returns its position.
  uint64_t MustDecide(const EventContent& content, const std::string& person);
  // Why it is refused, whoever refuses it.
  ledger::v1::Reason ReasonFor(const EventContent& content, const std::string& person);

  // Review, settle, propose, confirm; publish.
  void Freeze();
  void Publish();
  // Leaves a late fact out by two persons; returns the decision's position.
  uint64_t LeaveOut(uint64_t fact);

 private:
  static Follower::TimePoint Soon() {
    return std::chrono::steady_clock::now() + std::chrono::seconds(30);
  }

  TestLedger ledger_;
  std::unique_ptr<ProjectionHost> host_;
  int keys_ = 0;
};

// Decisions as a person states them: without what is computed.
EventContent ProposeFreeze(const std::string& person = "p-proposer");
EventContent ConfirmFreeze(uint64_t proposal, const std::string& digest,
                           const std::string& person = "p-confirmer");
EventContent PublishResults();
EventContent ProposeAmendment(const std::vector<uint64_t>& added);
EventContent ConfirmAmendment(uint64_t proposal, const std::string& digest);

}  // namespace assessment::testing

#endif  // TESTS_SUPPORT_YEAR_END_LEDGER_H_
