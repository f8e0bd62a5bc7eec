#include "projections/views/registry_projection.h"

#include <algorithm>
#include <utility>

#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "projections/views/index_fold.h"
#include "projections/views/touched.h"

namespace assessment {
namespace {

// Earlier registries kept: questions about the past come in runs about a few sizes.
constexpr size_t kEarlierMax = 8;

}  // namespace

absl::Status RegistryProjection::Apply(std::shared_ptr<const ParsedRecord> record) {
  const uint64_t position = record->header.position();
  MutexLock lock(mutex_);
  CHECK(position == size_);
  if (IsRegistryEvent(record->header)) {
    present_.reset();
    RETURN_IF_ERROR(registry_.Apply(position, record->body.event().content()));
    positions_.push_back(position);
  }
  size_ = position + 1;
  return absl::OkStatus();
}

uint64_t RegistryProjection::size() const {
  MutexLock lock(mutex_);
  return size_;
}

std::shared_ptr<const Registry> RegistryProjection::Present() const {
  if (present_ == nullptr) present_ = std::make_shared<const Registry>(registry_);
  return present_;
}

absl::StatusOr<std::shared_ptr<const Registry>> RegistryProjection::At(uint64_t size) const {
  std::shared_ptr<const Registry> known;
  size_t events = 0;
  {
    MutexLock lock(mutex_);
    CHECK(size <= size_);
    events = static_cast<size_t>(std::lower_bound(positions_.begin(), positions_.end(), size) -
                                 positions_.begin());
    known = Present();
    if (events == positions_.size()) return known;
    const auto kept =
        std::find_if(earlier_.begin(), earlier_.end(),
                     [events](const Earlier& earlier) { return earlier.events == events; });
    if (kept != earlier_.end()) {
      earlier_.splice(earlier_.begin(), earlier_, kept);
      return kept->registry;
    }
  }
  ASSIGN_OR_RETURN(Registry folded, FoldRegistry(log_, size, known.get()));
  auto registry = std::make_shared<const Registry>(std::move(folded));
  MutexLock lock(mutex_);
  earlier_.push_front({events, registry});
  if (earlier_.size() > kEarlierMax) earlier_.pop_back();
  return registry;
}

}  // namespace assessment
