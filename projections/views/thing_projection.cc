#include "projections/views/thing_projection.h"

#include "ledger/base/check.h"

namespace assessment {

absl::Status ThingProjection::Apply(std::shared_ptr<const ParsedRecord> record) {
  const event::v1::RecordHeader& header = record->header;
  MutexLock lock(mutex_);
  CHECK(header.position() == size_);
  size_ = header.position() + 1;
  Fold(header);
  const event::v1::EventType type = header.event_type();
  if (!header.accidents().empty() || !header.matters().empty() ||
      type == event::v1::EVENT_TYPE_SCHEME_PUBLISHED ||
      type == event::v1::EVENT_TYPE_CLERK_PAUSED || type == event::v1::EVENT_TYPE_CLERK_RESUMED) {
    moved_size_ = size_;
  }
  return absl::OkStatus();
}

bool ThingProjection::LeavesTrace(const ParsedRecord& record) const {
  const auto is_new = [this](const IndexKey& key)
                          ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return !first_.contains(key); };
  MutexLock lock(mutex_);
  for (const std::string& id : record.header.accidents()) {
    if (is_new(IndexKey::Accident(id))) return true;
  }
  for (const std::string& id : record.header.matters()) {
    if (is_new(IndexKey::Matter(id))) return true;
  }
  return false;
}

absl::Status ThingProjection::ApplyTrace(std::shared_ptr<const ParsedRecord> record) {
  MutexLock lock(mutex_);
  CHECK(size_ == 0);
  Fold(record->header);
  return absl::OkStatus();
}

void ThingProjection::PassOver(uint64_t size) {
  MutexLock lock(mutex_);
  size_ = size;
  moved_size_ = size;
}

void ThingProjection::Fold(const event::v1::RecordHeader& header) {
  for (const std::string& id : header.accidents()) {
    first_.emplace(IndexKey::Accident(id), header.position());
  }
  for (const std::string& id : header.matters()) {
    first_.emplace(IndexKey::Matter(id), header.position());
  }
}

uint64_t ThingProjection::size() const {
  MutexLock lock(mutex_);
  return size_;
}

std::vector<IndexKey> ThingProjection::KnownAt(uint64_t size) const {
  MutexLock lock(mutex_);
  CHECK(size <= size_);
  std::vector<IndexKey> keys;
  for (const auto& [key, position] : first_) {
    if (position < size) keys.push_back(key);
  }
  return keys;
}

uint64_t ThingProjection::moved_size() const {
  MutexLock lock(mutex_);
  return moved_size_;
}

}  // namespace assessment
