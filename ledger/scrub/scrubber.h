#ifndef LEDGER_SCRUB_SCRUBBER_H_
#define LEDGER_SCRUB_SCRUBBER_H_

// The background check of everything stored: every block of every table against its checksum, then
// every ledger position by position (verify_log.h), at a limited rate and a low priority. Damage
// stops the ledgers it touches, as damage does that a reader meets.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "assessment/ledger/v1/operations_service.pb.h"
#include "ledger/base/clock.h"
#include "ledger/base/mutex.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/scrub/pacer.h"

namespace assessment {

// Thread-safe.
class Scrubber {
 public:
  struct Options {
    LogStore* store = nullptr;
    // Checks the tables below the store, as RocksDbLogStore::VerifyTables; null: it has none.
    std::function<absl::StatusOr<TablesReport>(
        const std::function<absl::Status(uint64_t bytes)>& before_table)>
        verify_tables;
    Clock* clock = nullptr;
    // Read rate of a scrub; 0: no limit.
    uint64_t bytes_per_second = 0;
    // From the end of one scrub to the beginning of the next; 0: only when asked for.
    std::chrono::seconds interval{0};
    // Keeps the last result between starts, mode 0600; empty: it is not kept.
    std::string status_file;
  };

  // Reads the last result and begins to wait for the next scrub: an interval after the end of the
  // last one, the first one an interval after now. A status file that does not parse counts as
  // none: a new scrub replaces it.
  explicit Scrubber(Options options);
  // Stops.
  ~Scrubber();
  Scrubber(const Scrubber&) = delete;
  Scrubber& operator=(const Scrubber&) = delete;

  // Begins a scrub; false when one runs.
  bool Start() ABSL_LOCKS_EXCLUDED(mutex_);

  // How far it is, what the last one found, and when the next begins.
  ledger::v1::GetScrubStatusResponse Status() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Ends what runs, without a result, and the thread. May be called again.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  // One scrub; false when it was stopped.
  bool ScrubAll(Pacer& pacer) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status ScrubTables(Pacer& pacer) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status ScrubLedger(const std::string& name, Pacer& pacer) ABSL_LOCKS_EXCLUDED(mutex_);
  // Changes what Status says of a ledger.
  void Update(const std::string& ledger,
              const std::function<void(ledger::v1::ScrubbedLedger&)>& change)
      ABSL_LOCKS_EXCLUDED(mutex_);
  int64_t NextMicros() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Options options_;
  const int64_t made_micros_;

  mutable Mutex mutex_;
  CondVar wake_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool wanted_ ABSL_GUARDED_BY(mutex_) = false;
  // Of the scrub that runs.
  std::unique_ptr<Pacer> pacer_ ABSL_GUARDED_BY(mutex_);
  std::optional<ledger::v1::Scrub> running_ ABSL_GUARDED_BY(mutex_);
  std::optional<ledger::v1::Scrub> last_ ABSL_GUARDED_BY(mutex_);

  Mutex stop_mutex_;
  std::thread thread_ ABSL_GUARDED_BY(stop_mutex_);
};

}  // namespace assessment

#endif  // LEDGER_SCRUB_SCRUBBER_H_
