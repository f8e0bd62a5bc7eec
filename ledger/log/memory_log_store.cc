#include "ledger/log/memory_log_store.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/commit_checks.h"
#include "ledger/log/visible_tail.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/tile.h"

namespace assessment {
namespace {

class MemoryEventLog : public EventLog {
 public:
  MemoryEventLog() : tail_({0, EmptyRoot(), 0}) {}

  CommitResult Commit(absl::Span<const CommitEntry> entries, uint64_t expected_size,
                      const Hash& root_after) override ABSL_LOCKS_EXCLUDED(mutex_) {
    Tail tail;
    {
      MutexLock lock(mutex_);
      absl::Status status = CheckExpectedSize(expected_size, records_.size());
      if (!status.ok()) return {CommitOutcome::kNotCommitted, std::move(status)};
      CheckEntries(entries, tail_.Get());
      for (const CommitEntry& entry : entries) Add(entry);
      tail = {records_.size(), frontier_.Root(), record_times_.back()};
    }
    CHECK(tail.root == root_after);
    tail_.Publish(tail);
    return {CommitOutcome::kCommitted, absl::OkStatus()};
  }

  absl::Status CheckWritable() const override { return absl::OkStatus(); }

  Tail DurableTail() const override { return tail_.Get(); }

  absl::StatusOr<Record> Get(uint64_t position) const override {
    RETURN_IF_ERROR(CheckPosition(position, tail_.Get().size));
    return *RecordAt(position);
  }

  absl::Status Read(uint64_t from, uint64_t to, const RecordVisitor& visitor) const override {
    RETURN_IF_ERROR(CheckRange(from, to, tail_.Get().size));
    for (uint64_t position = from; position < to; ++position) {
      RETURN_IF_ERROR(visitor(position, *RecordAt(position)));
    }
    return absl::OkStatus();
  }

  absl::Status ReadIndex(const IndexKey& key, uint64_t size,
                         const RecordVisitor& visitor) const override {
    return ReadIndexFrom(key, 0, size, visitor);
  }

  absl::Status ReadIndexFrom(const IndexKey& key, uint64_t from, uint64_t size,
                             const RecordVisitor& visitor) const override
      ABSL_LOCKS_EXCLUDED(mutex_) {
    std::vector<uint64_t> positions;
    {
      const uint64_t bound = std::min(size, tail_.Get().size);
      MutexLock lock(mutex_);
      const auto rows = index_.find(key);
      if (rows == index_.end() || from >= bound) return absl::OkStatus();
      const auto begin = std::lower_bound(rows->second.begin(), rows->second.end(), from);
      const auto end = std::lower_bound(begin, rows->second.end(), bound);
      positions.assign(begin, end);
    }
    for (const uint64_t position : positions) {
      RETURN_IF_ERROR(visitor(position, *RecordAt(position)));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::optional<uint64_t>> NewestUnder(const IndexKey& key) const override
      ABSL_LOCKS_EXCLUDED(mutex_) {
    const uint64_t size = tail_.Get().size;
    MutexLock lock(mutex_);
    const auto rows = index_.find(key);
    if (rows == index_.end()) return std::nullopt;
    const auto end = std::lower_bound(rows->second.begin(), rows->second.end(), size);
    if (end == rows->second.begin()) return std::nullopt;
    return *(end - 1);
  }

  absl::StatusOr<std::optional<uint64_t>> FindKey(absl::string_view source,
                                                  absl::string_view key) const override
      ABSL_LOCKS_EXCLUDED(mutex_) {
    const uint64_t size = tail_.Get().size;
    MutexLock lock(mutex_);
    const auto found = positions_by_key_.find({std::string(source), std::string(key)});
    if (found == positions_by_key_.end() || found->second >= size) return std::nullopt;
    return found->second;
  }

  absl::StatusOr<uint64_t> SizeAt(int64_t time_micros) const override ABSL_LOCKS_EXCLUDED(mutex_) {
    const uint64_t size = tail_.Get().size;
    MutexLock lock(mutex_);
    const auto end = record_times_.begin() + static_cast<ptrdiff_t>(size);
    return std::upper_bound(record_times_.begin(), end, time_micros) - record_times_.begin();
  }

  absl::StatusOr<Hash> Node(int level, uint64_t index) const override ABSL_LOCKS_EXCLUDED(mutex_) {
    const uint64_t size = tail_.Get().size;
    if (!IsComplete(NodeId{level, index}, size)) {
      return absl::OutOfRangeError(
          absl::StrCat("node ", index, " of level ", level, " is not complete at size ", size));
    }
    MutexLock lock(mutex_);
    return nodes_[static_cast<size_t>(level)][index];
  }

  absl::StatusOr<std::string> FullTile(int level, uint64_t index) const override
      ABSL_LOCKS_EXCLUDED(mutex_) {
    const uint64_t size = tail_.Get().size;
    if (TileWidthAt(level, index, size) < kTileWidth) {
      return absl::OutOfRangeError(
          absl::StrCat("tile ", index, " of level ", level, " is not full at size ", size));
    }
    MutexLock lock(mutex_);
    const std::vector<Hash>& nodes = nodes_[static_cast<size_t>(level) * kTileHeight];
    std::string hashes;
    for (uint64_t i = 0; i < kTileWidth; ++i)
      absl::StrAppend(&hashes, nodes[index * kTileWidth + i].view());
    return hashes;
  }

  absl::Status ScanKeys(uint64_t size, const KeyVisitor& visitor) const override
      ABSL_LOCKS_EXCLUDED(mutex_) {
    std::map<std::pair<std::string, std::string>, uint64_t> keys;
    {
      MutexLock lock(mutex_);
      keys = positions_by_key_;
    }
    for (const auto& [key, position] : keys) {
      if (position < size) RETURN_IF_ERROR(visitor(key.first, key.second, position));
    }
    return absl::OkStatus();
  }

  absl::Status ScanIndex(uint64_t size, const IndexVisitor& visitor) const override
      ABSL_LOCKS_EXCLUDED(mutex_) {
    std::vector<IndexKey> keys;
    {
      MutexLock lock(mutex_);
      for (const auto& [key, positions] : index_) keys.push_back(key);
    }
    for (const IndexKey& key : keys) {
      RETURN_IF_ERROR(ReadIndex(key, size, [&](uint64_t position, const Record& record) {
        return visitor(key, position, record);
      }));
    }
    return absl::OkStatus();
  }

  absl::Status ScanTexts(const TextVisitor& visitor) const override ABSL_LOCKS_EXCLUDED(mutex_) {
    std::map<std::string, std::optional<SealedText>> texts;
    {
      MutexLock lock(mutex_);
      texts = texts_;
    }
    for (const auto& [commitment, text] : texts) {
      ASSIGN_OR_RETURN(const Hash hash, HashFromBytes(commitment));
      RETURN_IF_ERROR(visitor(hash, text));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<std::optional<SealedText>>> FindTexts(
      absl::Span<const std::string> commitments) const override ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    std::vector<std::optional<SealedText>> texts;
    for (const std::string& commitment : commitments) {
      const auto found = texts_.find(commitment);
      if (found == texts_.end()) return MissingText(commitment);
      texts.push_back(found->second);
    }
    return texts;
  }

  absl::StatusOr<std::optional<std::string>> FindName(absl::string_view name) const override
      ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    const auto found = names_.find(std::string(name));
    if (found == names_.end()) return std::nullopt;
    return found->second;
  }

  uint64_t WaitForGrowth(uint64_t size, std::chrono::microseconds timeout) const override {
    return tail_.WaitBeyond(size, timeout);
  }

 private:
  void Add(const CommitEntry& entry) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const uint64_t position = records_.size();
    records_.push_back(std::make_shared<const Record>(entry.record));
    record_times_.push_back(entry.header.record_time_micros());
    for (IndexKey& key : IndexKeysOf(entry.header)) {
      index_[std::move(key)].push_back(position);
    }
    if (!entry.idempotency_key.empty()) {
      const bool is_new =
          positions_by_key_.emplace(std::pair(entry.source, entry.idempotency_key), position)
              .second;
      CHECK(is_new);
    }
    for (const SealedText& text : entry.texts) {
      texts_[text.commitment] = text;
      if (text.is_name) names_[text.text] = text.commitment;
    }
    for (const std::string& commitment : entry.erased_elsewhere) {
      texts_.try_emplace(commitment, std::nullopt);
    }
    for (const std::string& commitment : entry.erased) {
      std::optional<SealedText>& text = texts_[commitment];
      if (text.has_value() && text->is_name) {
        const auto name = names_.find(text->text);
        if (name != names_.end() && name->second == commitment) names_.erase(name);
      }
      text.reset();
    }
    frontier_.Append(LeafHash(entry.record.header_bytes),
                     [this](const NodeId& node, const Hash& hash) ABSL_NO_THREAD_SAFETY_ANALYSIS {
                       const auto level = static_cast<size_t>(node.level);
                       if (nodes_.size() == level) nodes_.emplace_back();
                       CHECK(nodes_[level].size() == node.index);
                       nodes_[level].push_back(hash);
                     });
  }

  std::shared_ptr<const Record> RecordAt(uint64_t position) const ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    return records_[position];
  }

  VisibleTail tail_;
  mutable Mutex mutex_;
  std::vector<std::shared_ptr<const Record>> records_ ABSL_GUARDED_BY(mutex_);
  std::vector<int64_t> record_times_ ABSL_GUARDED_BY(mutex_);
  std::map<IndexKey, std::vector<uint64_t>> index_ ABSL_GUARDED_BY(mutex_);
  std::map<std::pair<std::string, std::string>, uint64_t> positions_by_key_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, std::optional<SealedText>> texts_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, std::string> names_ ABSL_GUARDED_BY(mutex_);  // Name to commitment.
  Frontier frontier_ ABSL_GUARDED_BY(mutex_);
  // Hashes of complete subtrees by level and index.
  std::vector<std::vector<Hash>> nodes_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

MemoryLogStore::MemoryLogStore() = default;
MemoryLogStore::~MemoryLogStore() = default;

std::vector<std::string> MemoryLogStore::Ledgers() const {
  MutexLock lock(mutex_);
  std::vector<std::string> names;
  for (const auto& [name, log] : logs_) names.push_back(name);
  return names;
}

absl::StatusOr<EventLog*> MemoryLogStore::Find(absl::string_view ledger) const {
  MutexLock lock(mutex_);
  const auto found = logs_.find(std::string(ledger));
  if (found == logs_.end()) return absl::NotFoundError(absl::StrCat("ledger ", ledger));
  return found->second.get();
}

absl::StatusOr<EventLog*> MemoryLogStore::Create(absl::string_view ledger) {
  RETURN_IF_ERROR(CheckLedgerName(ledger));
  MutexLock lock(mutex_);
  auto [entry, is_new] = logs_.emplace(std::string(ledger), nullptr);
  if (!is_new) return absl::AlreadyExistsError(absl::StrCat("ledger ", ledger));
  entry->second = std::make_unique<MemoryEventLog>();
  return entry->second.get();
}

absl::Status MemoryLogStore::Close() { return absl::OkStatus(); }

}  // namespace assessment
