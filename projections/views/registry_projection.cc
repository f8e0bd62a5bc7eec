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

// True for what belongs to the stream of units' standing, whose events so far lie at `positions`:
// an event of its types, a proposal to correct one of the stream, or what confirms one.
bool IsOfStanding(const event::v1::EventContent& content, const std::set<uint64_t>& positions) {
  switch (content.kind_case()) {
    case event::v1::EventContent::kUnitsMerged:
    case event::v1::EventContent::kUnitDissolved:
    case event::v1::EventContent::kEnterpriseSupervised:
    case event::v1::EventContent::kResponsibilityLetterSigned:
      return true;
    case event::v1::EventContent::kCorrectionProposed:
      return positions.contains(content.correction_proposed().position());
    case event::v1::EventContent::kCorrectionConfirmed:
      return positions.contains(content.correction_confirmed().proposal_position());
    default:
      return false;
  }
}

}  // namespace

absl::Status RegistryProjection::Apply(std::shared_ptr<const ParsedRecord> record) {
  const uint64_t position = record->header.position();
  MutexLock lock(mutex_);
  CHECK(position == size_);
  RETURN_IF_ERROR(Fold(std::move(record)));
  size_ = position + 1;
  return absl::OkStatus();
}

bool RegistryProjection::LeavesTrace(const ParsedRecord& record) const {
  MutexLock lock(mutex_);
  return IsRegistryEvent(record.header) ||
         IsOfStanding(record.body.event().content(), standing_positions_);
}

absl::Status RegistryProjection::ApplyTrace(std::shared_ptr<const ParsedRecord> record) {
  MutexLock lock(mutex_);
  CHECK(size_ == 0);
  return Fold(std::move(record));
}

void RegistryProjection::PassOver(uint64_t size) {
  MutexLock lock(mutex_);
  size_ = size;
}

absl::Status RegistryProjection::Fold(std::shared_ptr<const ParsedRecord> record) {
  const uint64_t position = record->header.position();
  if (IsRegistryEvent(record->header)) {
    present_.reset();
    RETURN_IF_ERROR(registry_.Apply(position, record->body.event().content()));
    positions_.push_back(position);
  }
  if (IsOfStanding(record->body.event().content(), standing_positions_)) {
    standing_positions_.insert(position);
    RETURN_IF_ERROR(standing_.Apply(std::move(record)));
  }
  return absl::OkStatus();
}

absl::StatusOr<EventStream> RegistryProjection::StandingAt(uint64_t size) const {
  MutexLock lock(mutex_);
  CHECK(size <= size_);
  if (standing_.size() <= size) return standing_;
  EventStream earlier;
  RETURN_IF_ERROR(FoldBelow(standing_.records(), size, earlier));
  return earlier;
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
