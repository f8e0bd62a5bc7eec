#ifndef LEDGER_LOG_ROCKSDB_ROCKSDB_EVENT_LOG_H_
#define LEDGER_LOG_ROCKSDB_ROCKSDB_EVENT_LOG_H_

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "assessment/storage/v1/storage.pb.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "ledger/log/rocksdb/high_water_mark.h"
#include "ledger/log/rocksdb/ledger_check.h"
#include "ledger/log/rocksdb/ledger_rows.h"
#include "ledger/log/rocksdb/ordinal_cache.h"
#include "ledger/log/rocksdb/store_shared.h"
#include "ledger/log/rocksdb/stored_edge.h"
#include "ledger/log/visible_tail.h"

namespace assessment {

// The log of one ledger in the database. Damage that a read meets stops this log: it is reported by
// CheckWritable from then on, and nothing is committed on top of it.
class RocksDbEventLog : public EventLog {
 public:
  // `state` as the opening found it; `mark` is the file that says so.
  RocksDbEventLog(StoreShared& shared, LedgerState state, std::unique_ptr<MarkFile> mark);

  CommitResult Commit(absl::Span<const CommitEntry> entries, uint64_t expected_size,
                      const Hash& root_after) override ABSL_LOCKS_EXCLUDED(commit_mutex_);
  absl::Status CheckWritable() const override;
  Tail DurableTail() const override;
  absl::StatusOr<Record> Get(uint64_t position) const override;
  absl::Status Read(uint64_t from, uint64_t to, const RecordVisitor& visitor) const override;
  absl::Status ReadIndex(const IndexKey& key, uint64_t size,
                         const RecordVisitor& visitor) const override;
  absl::Status ReadIndexFrom(const IndexKey& key, uint64_t from, uint64_t size,
                             const RecordVisitor& visitor) const override;
  absl::StatusOr<std::string> FullTile(int level, uint64_t index) const override;
  absl::Status ScanKeys(uint64_t size, const KeyVisitor& visitor) const override;
  absl::Status ScanIndex(uint64_t size, const IndexVisitor& visitor) const override;
  absl::Status ScanTexts(const TextVisitor& visitor) const override;
  absl::StatusOr<std::optional<uint64_t>> NewestUnder(const IndexKey& key) const override;
  absl::StatusOr<std::optional<uint64_t>> FindKey(absl::string_view source,
                                                  absl::string_view key) const override;
  absl::StatusOr<uint64_t> SizeAt(int64_t time_micros) const override;
  absl::StatusOr<Hash> Node(int level, uint64_t index) const override;
  absl::StatusOr<std::vector<std::optional<SealedText>>> FindTexts(
      absl::Span<const std::string> commitments) const override;
  absl::StatusOr<std::optional<std::string>> FindName(absl::string_view name) const override;
  absl::Status PurgeErased() override ABSL_LOCKS_EXCLUDED(purge_mutex_, commit_mutex_);
  void StopForDamage(const absl::Status& damage) override ABSL_LOCKS_EXCLUDED(damage_mutex_);
  uint64_t WaitForGrowth(uint64_t size, std::chrono::microseconds timeout) const override;
  absl::Status SyncMark() override;

  const std::string& name() const { return name_; }
  LedgerNumber number() const { return rows_.ledger(); }

  // The mark of what is committed now.
  Mark PresentMark() const ABSL_LOCKS_EXCLUDED(commit_mutex_);

  // Size of the log with the newest erasure in it; 0: nothing was erased.
  uint64_t NewestErasureSize() const { return newest_erasure_size_; }

  // Syncs and closes the mark; nothing may be called afterwards.
  absl::Status Close();

 private:
  struct PendingCommit;

  // Adds the rows of `entries` to a batch; nothing of the log changes. DATA_LOSS when an index that
  // is to be continued cannot be read.
  absl::Status Prepare(absl::Span<const CommitEntry> entries, PendingCommit& pending)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(commit_mutex_);
  // Adds the rows of the texts that an entry brings and erases.
  absl::Status PrepareTexts(const CommitEntry& entry, PendingCommit& pending)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(commit_mutex_);
  absl::StatusOr<uint64_t> NextOrdinal(const IndexKey& key, const std::string& prefix,
                                       const PendingCommit& pending)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(commit_mutex_);
  // Makes what was written the state of the log and shows it to readers.
  void Adopt(PendingCommit pending) ABSL_EXCLUSIVE_LOCKS_REQUIRED(commit_mutex_);

  storage::v1::LedgerMeta MetaOf(bool erased_bytes_remain, uint64_t newest_erasure_size) const;

  // A full tile that the size says is there.
  absl::StatusOr<std::string> StoredTile(int level, uint64_t index) const;

  absl::StatusOr<int64_t> RecordTimeAt(uint64_t position) const;

  // The damage when the opening could not read the end of the log.
  absl::Status CheckEndKnown() const ABSL_LOCKS_EXCLUDED(damage_mutex_);

  // Passes `status` on; DATA_LOSS stops the log and gets the ledger's name.
  absl::Status Noted(const absl::Status& status) const ABSL_LOCKS_EXCLUDED(damage_mutex_);

  StoreShared& shared_;
  const std::string name_;
  const LedgerRows rows_;
  const std::unique_ptr<MarkFile> mark_;
  VisibleTail tail_;
  // The opening could not read the end of the log: its newest time and its nodes are not known.
  const bool end_unknown_;

  // Of the committing thread.
  mutable Mutex commit_mutex_;
  StoredEdge edge_ ABSL_GUARDED_BY(commit_mutex_);
  RowCounts row_counts_ ABSL_GUARDED_BY(commit_mutex_);
  OrdinalCache ordinals_ ABSL_GUARDED_BY(commit_mutex_);

  // Held while files are purged, so that one purge does not declare the work of another done.
  Mutex purge_mutex_;
  // Erased bytes may be in files: of the erasures so far, and of those that were purged.
  std::atomic<uint64_t> erasures_;
  std::atomic<uint64_t> erasures_purged_ = 0;
  std::atomic<uint64_t> newest_erasure_size_;

  // What Node reads beside the full tiles; never behind `tail_`.
  struct VisibleNodes {
    uint64_t size = 0;
    PartialTiles partial;
  };
  mutable Mutex nodes_mutex_;
  VisibleNodes nodes_ ABSL_GUARDED_BY(nodes_mutex_);

  mutable Mutex damage_mutex_;
  mutable absl::Status damage_ ABSL_GUARDED_BY(damage_mutex_);
};

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_ROCKSDB_EVENT_LOG_H_
