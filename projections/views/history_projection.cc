#include "projections/views/history_projection.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"

namespace assessment {

absl::Status HistoryProjection::Apply(std::shared_ptr<const ParsedRecord> record) {
  const uint64_t position = record->header.position();
  const std::vector<IndexKey> keys = IndexKeysOf(record->header);
  MutexLock lock(mutex_);
  CHECK(position == size_);
  RETURN_IF_ERROR(health_);
  for (const IndexKey& key : keys) {
    const auto found = resident_.find(key);
    if (found == resident_.end()) continue;
    found->second.newer.push_back(record);
    if (found->second.folded != nullptr) ++resident_records_;
  }
  EvictBeyondBound();
  size_ = position + 1;
  return absl::OkStatus();
}

void HistoryProjection::PassOver(uint64_t size) {
  MutexLock lock(mutex_);
  CHECK(size_ == 0);
  size_ = size;
}

uint64_t HistoryProjection::size() const {
  MutexLock lock(mutex_);
  return size_;
}

absl::Status HistoryProjection::health() const {
  MutexLock lock(mutex_);
  return health_;
}

size_t HistoryProjection::resident_records() const {
  MutexLock lock(mutex_);
  return resident_records_;
}

absl::StatusOr<StreamPointer> HistoryProjection::StreamAt(const IndexKey& key, uint64_t size,
                                                          Keep keep) {
  StreamPointer folded;
  StreamPointer later;
  std::vector<RecordPointer> newer;
  bool load = false;
  uint64_t reached = 0;
  {
    MutexLock lock(mutex_);
    CHECK(size <= size_);
    RETURN_IF_ERROR(health_);
    const auto found = resident_.find(key);
    if (found == resident_.end()) {
      load = keep == Keep::kYes;
      reached = size_;
      // From here on the follower notes what comes, so that nothing is missed while it is read.
      if (load) resident_[key];
    } else if (Resident& resident = found->second; resident.folded != nullptr) {
      if (keep == Keep::kYes) uses_.splice(uses_.begin(), uses_, resident.use);
      if (resident.folded->size() <= size) {
        folded = resident.folded;
        for (const RecordPointer& record : resident.newer) {
          if (record->header.position() < size) newer.push_back(record);
        }
      } else {
        later = resident.folded;
      }
    }
  }
  if (folded != nullptr) return newer.empty() ? folded : Extend(key, folded, newer);
  if (load) return Load(key, size, reached);
  auto stream = std::make_shared<EventStream>();
  absl::Status applied;
  if (later != nullptr) {
    // The records never change, so those of the past are at hand with those of the present.
    applied = FoldBelow(later->records(), size, *stream);
  } else {
    ASSIGN_OR_RETURN(const std::vector<RecordPointer> records, ReadRecords(log_, key, size));
    applied = FoldBelow(records, size, *stream);
  }
  if (!applied.ok()) return Break(key, applied);
  return stream;
}

absl::StatusOr<StreamPointer> HistoryProjection::Load(const IndexKey& key, uint64_t size,
                                                      uint64_t reached) {
  const absl::StatusOr<std::vector<RecordPointer>> records = ReadRecords(log_, key, reached);
  auto stream = std::make_shared<EventStream>();
  std::shared_ptr<EventStream> earlier;
  absl::Status applied;
  if (records.ok()) {
    applied = FoldBelow(*records, size, *stream);
    if (applied.ok() && !records->empty() && records->back()->header.position() >= size) {
      earlier = std::make_shared<EventStream>(*stream);
      const auto rest = std::find_if(
          records->begin(), records->end(),
          [size](const RecordPointer& record) { return record->header.position() >= size; });
      applied = FoldBelow(
          absl::MakeConstSpan(*records).subspan(static_cast<size_t>(rest - records->begin())),
          reached, *stream);
    }
  }
  if (!records.ok() || !applied.ok()) {
    {
      MutexLock lock(mutex_);
      resident_.erase(key);
    }
    if (!records.ok()) return records.status();
    return Break(key, applied);
  }
  {
    MutexLock lock(mutex_);
    Resident& resident = resident_.at(key);
    resident.folded = stream;
    uses_.push_front(key);
    resident.use = uses_.begin();
    resident_records_ += resident.records();
    EvictBeyondBound();
  }
  if (earlier != nullptr) return earlier;
  return stream;
}

absl::StatusOr<StreamPointer> HistoryProjection::Extend(const IndexKey& key,
                                                        const StreamPointer& folded,
                                                        const std::vector<RecordPointer>& newer) {
  auto stream = std::make_shared<EventStream>(*folded);
  for (const RecordPointer& record : newer) {
    const absl::Status applied = stream->Apply(record);
    if (!applied.ok()) return Break(key, applied);
  }
  MutexLock lock(mutex_);
  const auto found = resident_.find(key);
  // Another reader may have been quicker, or the stream evicted.
  if (found != resident_.end() && found->second.folded == folded) {
    std::vector<RecordPointer>& waiting = found->second.newer;
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<ptrdiff_t>(newer.size()));
    found->second.folded = stream;
  }
  return stream;
}

absl::Status HistoryProjection::Break(const IndexKey& key, const absl::Status& why) {
  MutexLock lock(mutex_);
  if (health_.ok()) {
    health_ = absl::Status(why.code(), absl::StrCat(DescribeIndexKey(key), ": ", why.message()));
  }
  return ReasonError(ledger::v1::REASON_PROJECTION_STALE,
                     absl::StrCat("projection ", name(), " stopped: ", health_.message(),
                                  "; the operator must look at it"));
}

void HistoryProjection::EvictBeyondBound() {
  while (resident_records_ > resident_records_max_) {
    const auto oldest = resident_.find(uses_.back());
    resident_records_ -= oldest->second.records();
    resident_.erase(oldest);
    uses_.pop_back();
  }
}

}  // namespace assessment
