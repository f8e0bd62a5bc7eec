#ifndef TESTS_SIMULATION_EVENT_BOOK_H_
#define TESTS_SIMULATION_EVENT_BOOK_H_

// The model of a ledger for simulations: a list of events, gone through from the beginning for
// every question. It knows the rules of two kinds of events, registering a unit and reporting a
// figure of one, and shares nothing with the product but the messages.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/log/event_log.h"

namespace assessment {

class EventBook {
 public:
  // A book of a ledger that holds its opening record alone, recorded at `opened_at`.
  explicit EventBook(int64_t opened_at) : newest_time_(opened_at) {}

  uint64_t size() const { return 1 + events_.size(); }

  // Compares an answer with what it must be and, when the batch is accepted, writes it down.
  // `now` is what the clock showed. DATA_LOSS says what differs.
  absl::Status Answered(const ledger::v1::AppendRequest& request,
                        const ledger::v1::AppendResponse& response, int64_t now);

  // The request got no answer, or one that leaves its outcome open: it may be found whole in the
  // next Reopened. A second one before that is one too many.
  void Unanswered(const ledger::v1::AppendRequest& request);

  // Compares the log after a restart, and takes over what it holds of an unanswered request: all of
  // its new events or none. DATA_LOSS says what differs.
  absl::Status Reopened(const EventLog& log);

  // Compares every record with what is written down.
  absl::Status Compare(const EventLog& log) const;

 private:
  struct Written {
    event::v1::Event event;
    int64_t record_time = 0;
    std::string leaf_hash;
  };
  // Reasons that may be given for each event by its index; -1: the batch.
  using Refusals = std::map<int, std::set<ledger::v1::Reason>>;

  std::optional<uint64_t> Find(const event::v1::Event& event) const;
  bool IsRegistered(const std::string& unit, const std::vector<event::v1::Event>& more) const;
  // Why the request must be refused; its new events when it must not.
  Refusals Expect(const ledger::v1::AppendRequest& request,
                  std::vector<event::v1::Event>& added) const;
  absl::Status CheckAccepted(const ledger::v1::AppendRequest& request,
                             const ledger::v1::Accepted& accepted,
                             const std::vector<event::v1::Event>& added, int64_t now);

  std::vector<Written> events_;  // From position 1 on.
  int64_t newest_time_;
  std::vector<event::v1::Event> unanswered_;  // Its new events.
};

}  // namespace assessment

#endif  // TESTS_SIMULATION_EVENT_BOOK_H_
