#ifndef PROJECTIONS_SERVER_READ_SIDE_H_
#define PROJECTIONS_SERVER_READ_SIDE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/base/clock.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "ledger/service/previewer.h"
#include "ledger/service/trace_file.h"
#include "ledger/service/trace_keeper.h"
#include "projections/views/projection_host.h"

namespace assessment {

// The projections of every ledger. Thread-safe.
class ReadSide : public Previewer {
 public:
  // `clock` outlives this. `traces_directory`, which exists, keeps which records the projections
  // rest on, so that a start reads these alone; empty: every start folds the whole log.
  explicit ReadSide(Clock& clock, std::string traces_directory = "");
  // Stops.
  ~ReadSide() override;

  // Begins to follow the log of a ledger, once a ledger. `log` outlives this. What was started from
  // a list of traces answers at once; the list is checked in the background, and the projections
  // stop when it is not the log's.
  void Follow(const std::string& ledger, const EventLog& log) ABSL_LOCKS_EXCLUDED(mutex_);

  // The projections of a ledger. REASON_UNKNOWN_LEDGER when there are none.
  absl::StatusOr<const ProjectionHost*> Find(absl::string_view ledger) const
      ABSL_LOCKS_EXCLUDED(mutex_);

  // OK: the projections of the ledger were made from the list of their traces. Else why they fold
  // the whole log; REASON_UNKNOWN_LEDGER when there are none.
  absl::Status StartedFromTraces(absl::string_view ledger) const ABSL_LOCKS_EXCLUDED(mutex_);

  absl::StatusOr<std::vector<projections::v1::ScoreChange>> Changes(
      const std::string& ledger, uint64_t size, absl::Span<const CommitEntry> records) override;

  // Ends following; questions that wait end. May be called again.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Followed {
    std::unique_ptr<ProjectionHost> host;
    std::unique_ptr<TraceFile> trace_file;  // Null: none is kept.
    absl::Status started_from_traces;
  };

  // How the keeper gets the list of one ledger, and checks the one that it was started from.
  static TraceKeeper::Fold FoldOf(const std::string& ledger, const Followed& followed,
                                  absl::StatusOr<TraceList> started_from);
  static absl::Status UnknownLedger(absl::string_view ledger);

  Clock& clock_;
  const std::string traces_directory_;

  mutable Mutex mutex_;
  std::map<std::string, Followed, std::less<>> followed_ ABSL_GUARDED_BY(mutex_);

  std::unique_ptr<TraceKeeper> trace_keeper_;  // Null: no list is kept.
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_READ_SIDE_H_
