#ifndef TESTS_SUPPORT_TEST_LEDGER_H_
#define TESTS_SUPPORT_TEST_LEDGER_H_

// A ledger on the desk: admission over a log in memory, without threads and without a clock. What a
// batch adds is committed at once unless it is held.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/admission/admission.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/proof/merkle.h"
#include "tests/support/event_builders.h"

namespace assessment::testing {

class TestLedger {
 public:
  // Open, at position 0, on 1 December 2022; nothing else.
  TestLedger();

  // Registers unit-1 (coal), unit-2 (park) and unit-3, publishes the small scheme, opens kCycle
  // with it and forms a team: leader "p-leader", member "p-member", all units.
  void SetUpCycle(scheme::v1::NotApplicablePolicy policy =
                      scheme::v1::NOT_APPLICABLE_POLICY_RESCALE_UNSTATED_ZERO);

  // Judges a request; accepted, its records are committed (or held).
  BatchDecision Append(const ledger::v1::AppendRequest& request,
                       const event::v1::Poster& poster = OfficePoster(),
                       Route route = Route::kAppend);
  // Contents as one batch, with keys of their own.
  BatchDecision Append(const std::vector<EventContent>& contents,
                       const event::v1::Poster& poster = OfficePoster());
  BatchDecision Preview(const std::vector<EventContent>& contents,
                        const event::v1::Poster& poster = OfficePoster());
  ledger::v1::AppendRequest MakeRequest(const std::vector<EventContent>& contents);

  // Appends one event that must be accepted; returns its position.
  uint64_t Must(const EventContent& content, const event::v1::Poster& poster = OfficePoster());
  // The same as the year-end service posts it.
  uint64_t MustDecide(const EventContent& content,
                      const event::v1::Poster& poster = OfficePoster());
  ledger::v1::Refusal RefusedDecision(const EventContent& content,
                                      const event::v1::Poster& poster = OfficePoster());
  // Corrects by two persons; returns the confirmation's position. The proposal lies before it.
  uint64_t MustCorrect(uint64_t position, std::optional<EventContent> replacement = std::nullopt);
  // Appends one event that must be refused; returns why.
  ledger::v1::Refusal Refused(const EventContent& content,
                              const event::v1::Poster& poster = OfficePoster());
  ledger::v1::Reason ReasonFor(const EventContent& content,
                               const event::v1::Poster& poster = OfficePoster()) {
    return Refused(content, poster).reason();
  }

  // Keeps what is accepted in flight, until Flush.
  void Hold() { holding_ = true; }
  void Flush();

  // Moves the day of recording.
  void MoveTo(int year, int month, int day);

  Admission& admission() { return *admission_; }
  EventLog& log() { return *log_; }
  uint64_t size() const { return admission_->size(); }
  // The state that a replay of the log gives, as text; one from lists of traces gives the same, or
  // the process stops. Requires nothing held.
  std::string DescribeReplayed() const;

 private:
  MemoryLogStore store_;
  EventLog* log_ = nullptr;
  std::unique_ptr<Admission> admission_;
  Frontier frontier_;
  UnixMicros now_ = 0;
  uint64_t keys_ = 0;
  bool holding_ = false;
  std::vector<CommitEntry> held_;
};

// Refusals for messages of failed tests.
std::string Describe(const BatchDecision& decision);

}  // namespace assessment::testing

#endif  // TESTS_SUPPORT_TEST_LEDGER_H_
