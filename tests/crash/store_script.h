#ifndef TESTS_CRASH_STORE_SCRIPT_H_
#define TESTS_CRASH_STORE_SCRIPT_H_

// One scripted run over a store that may fail anywhere, with a model of what it promised, and the
// check of a later opening against that model.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "ledger/log/event_log.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/proof/merkle.h"

namespace assessment {

// The model's own notes, under its lock: faults are for the store, not for these.
class Bookkeeping {
 public:
  explicit Bookkeeping(std::mutex& mutex);
  ~Bookkeeping();
  // Whether the calling thread is at it.
  static bool IsDoneHere();

 private:
  const std::lock_guard<std::mutex> lock_;
};

// What was promised of one ledger.
struct PromisedLedger {
  // False while its creation was not answered with OK: then it may be there or not.
  bool acknowledged_creation = false;
  // Every entry whose commit was acknowledged, and the tree over them.
  std::vector<CommitEntry> acknowledged;
  Frontier frontier;
  // The commit in hand, or the one whose outcome is unknown: there whole or not at all.
  std::vector<CommitEntry> unknown;
};
using Promises = std::map<std::string, PromisedLedger>;

// How a run went.
struct ScriptCounts {
  uint64_t opened = 0;
  uint64_t commits = 0;  // Acknowledged.
  uint64_t refused = 0;  // Operations that answered with an error and changed nothing.
  uint64_t unknown = 0;  // Commits with an unknown outcome.
  uint64_t opening_refused = 0;
  absl::Status first_failure;
};

// Opens a store, creates ledgers, appends in groups over more than one tile, syncs marks, erases
// and purges, reads everything back, closes, opens again and goes on. An operation that fails does
// not end it: it does whatever a careless caller would do next.
class StoreScript {
 public:
  explicit StoreScript(RocksDbOptions options);
  // Leaves an open store as it is: the process that ran the script is to end.
  ~StoreScript();

  // DATA_LOSS when an answer was a lie: a commit after an unknown outcome, a tail or a record that
  // is not what was acknowledged. Refusals are no lies.
  absl::Status Run();

  // Thread-safe: what was promised so far.
  Promises promises() const;
  ScriptCounts counts() const;

 private:
  absl::Status Open();
  absl::Status CreateLedger(const std::string& name);
  absl::Status Append(const std::string& name, size_t count);
  absl::Status Erase(const std::string& name, uint64_t position);
  absl::Status Commit(const std::string& name, std::vector<CommitEntry> entries);
  absl::Status SyncMark(const std::string& name);
  absl::Status Purge(const std::string& name);
  // Everything readable is what was acknowledged.
  absl::Status ReadBack();
  void Close();
  void NoteFailure(const absl::Status& status);

  const RocksDbOptions options_;
  std::unique_ptr<RocksDbLogStore> store_;
  // The present store answered a commit with an unknown outcome: it must answer every later one so.
  bool poisoned_ = false;
  // Or it could not sync a mark: no later commit may succeed.
  bool stopped_ = false;
  int64_t time_ = 0;

  mutable std::mutex mutex_;
  Promises promises_;
  ScriptCounts counts_;
};

// Opens the store anew and compares: every acknowledged ledger and record is there exactly once and
// in order with the acknowledged root, of what was in hand all or nothing; the full check finds
// nothing; acknowledged erasures stay; a further commit succeeds. DATA_LOSS or what the opening
// answers says what is wrong.
absl::Status CheckPromises(const RocksDbOptions& options, const Promises& promises);

}  // namespace assessment

#endif  // TESTS_CRASH_STORE_SCRIPT_H_
