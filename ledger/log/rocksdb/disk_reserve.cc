#include "ledger/log/rocksdb/disk_reserve.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "assessment/ledger/v1/errors.pb.h"
#include "ledger/reason/reason_status.h"

namespace assessment {

DiskReserve::DiskReserve(uint64_t reserve_bytes, FreeBytes free_bytes,
                         std::chrono::milliseconds interval)
    : reserve_bytes_(reserve_bytes), free_bytes_(std::move(free_bytes)), interval_(interval) {}

absl::Status DiskReserve::Check() {
  MutexLock lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (asked_ && now - asked_at_ < interval_) return answer_;
  asked_ = true;
  asked_at_ = now;
  const absl::StatusOr<uint64_t> free = free_bytes_();
  if (!free.ok()) {
    answer_ = free.status();
  } else if (*free < reserve_bytes_) {
    answer_ = ReasonError(ledger::v1::REASON_DISK_RESERVE,
                          absl::StrCat("free disk space is ", *free, " bytes, the reserve is ",
                                       reserve_bytes_, ": free space or add disk"));
  } else {
    answer_ = absl::OkStatus();
  }
  return answer_;
}

}  // namespace assessment
