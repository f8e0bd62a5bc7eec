#include "clients/certificate/certificate_view.h"

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"

namespace assessment::certificate {

CertificateView::CertificateView(std::string ledger, uint64_t size, RegistryPrefix prefix,
                                 RecordsByPosition records)
    : LedgerView(std::move(ledger), size, prefix.record_time_micros, std::move(prefix.registry)),
      records_(std::move(records)) {
  for (const auto& [position, record] : records_) {
    for (const IndexKey& key : IndexKeysOf(record->header)) index_[key].push_back(record);
  }
}

absl::StatusOr<std::unique_ptr<const CertificateView>> CertificateView::Make(
    const std::string& ledger, uint64_t size, RecordsByPosition records) {
  ASSIGN_OR_RETURN(RegistryPrefix prefix, Fold(records, size, nullptr));
  return std::unique_ptr<const CertificateView>(
      new CertificateView(ledger, size, std::move(prefix), std::move(records)));
}

absl::StatusOr<StreamPointer> CertificateView::Stream(const IndexKey& key) const {
  auto stream = std::make_shared<EventStream>();
  const auto found = index_.find(key);
  if (found != index_.end()) {
    for (const auto& record : found->second) RETURN_IF_ERROR(stream->Apply(record));
  }
  return StreamPointer(std::move(stream));
}

absl::StatusOr<RegistryPrefix> CertificateView::RegistryAt(uint64_t size) const {
  return Fold(records_, size, &registry());
}

absl::StatusOr<RegistryPrefix> CertificateView::Fold(const RecordsByPosition& records,
                                                     uint64_t size, const Registry* known) {
  auto registry = std::make_shared<Registry>();
  RegistryPrefix prefix;
  for (const auto& [position, record] : records) {
    if (position >= size) break;
    const absl::Status applied = registry->Apply(position, record->body.event().content(), known);
    if (!applied.ok()) {
      return absl::Status(applied.code(),
                          absl::StrCat("position ", position, ": ", applied.message()));
    }
    prefix.record_time_micros = record->header.record_time_micros();
  }
  prefix.registry = std::move(registry);
  return prefix;
}

}  // namespace assessment::certificate
