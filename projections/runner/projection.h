#ifndef PROJECTIONS_RUNNER_PROJECTION_H_
#define PROJECTIONS_RUNNER_PROJECTION_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "ledger/log/record.h"

namespace assessment {

// A fold over the log: a name, the size it has reached, and how it goes on. It reads no clock and
// writes nowhere, so throwing it away and replaying the log gives the same state.
class Projection {
 public:
  virtual ~Projection() = default;

  // For status and messages; constant, unique among the projections of a ledger.
  virtual absl::string_view name() const = 0;

  // Projections that answers of this one are read from; they stand before it in every list, so it
  // has never reached a size that they have not.
  virtual std::vector<const Projection*> rests_on() const { return {}; }

  // Folds the record at position size(). Called by one thread at a time. Any error means that the
  // record cannot be applied: nobody calls Apply again, and size() stays what it was.
  virtual absl::Status Apply(std::shared_ptr<const ParsedRecord> record) = 0;

  // Whether folding the record at position size() changes more than the size, so that a projection
  // that is made of such records alone answers the same. Asked before Apply.
  virtual bool LeavesTrace(const ParsedRecord& /*record*/) const { return false; }

  // A start from the records that left a trace: each is folded by ApplyTrace, in order, and size()
  // stays 0; then PassOver says how many records there were with those that left none.
  virtual absl::Status ApplyTrace(std::shared_ptr<const ParsedRecord> /*record*/) {
    return absl::OkStatus();
  }
  virtual void PassOver(uint64_t size) = 0;

  // Number of records folded or passed over. Thread-safe.
  virtual uint64_t size() const = 0;

  // Not OK once the projection found out, while answering, that it cannot go on. Thread-safe.
  virtual absl::Status health() const { return absl::OkStatus(); }
};

}  // namespace assessment

#endif  // PROJECTIONS_RUNNER_PROJECTION_H_
