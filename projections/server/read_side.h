#ifndef PROJECTIONS_SERVER_READ_SIDE_H_
#define PROJECTIONS_SERVER_READ_SIDE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/base/clock.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "ledger/service/previewer.h"
#include "projections/views/projection_host.h"

namespace assessment {

// The projections of every ledger. Thread-safe.
class ReadSide : public Previewer {
 public:
  // `clock` outlives this.
  explicit ReadSide(Clock& clock) : clock_(clock) {}

  // Begins to follow the log of a ledger, from its first event; once a ledger. `log` outlives this.
  void Follow(const std::string& ledger, const EventLog& log) ABSL_LOCKS_EXCLUDED(mutex_);

  // The projections of a ledger. REASON_UNKNOWN_LEDGER when there are none.
  absl::StatusOr<const ProjectionHost*> Find(absl::string_view ledger) const
      ABSL_LOCKS_EXCLUDED(mutex_);

  absl::StatusOr<std::vector<projections::v1::ScoreChange>> Changes(
      const std::string& ledger, uint64_t size, absl::Span<const CommitEntry> records) override;

  // Ends following; questions that wait end. May be called again.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  Clock& clock_;
  mutable Mutex mutex_;
  std::map<std::string, std::unique_ptr<ProjectionHost>, std::less<>> hosts_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_READ_SIDE_H_
