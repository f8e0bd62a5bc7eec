#ifndef CLIENTS_CERTIFICATE_CERTIFICATE_VIEW_H_
#define CLIENTS_CERTIFICATE_CERTIFICATE_VIEW_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "ledger/log/record.h"
#include "projections/views/ledger_view.h"

namespace assessment::certificate {

using RecordsByPosition = std::map<uint64_t, std::shared_ptr<const ParsedRecord>>;

// What a certificate's events say, for the engine: the same view as the server's, of those events
// whose bodies are there.
class CertificateView : public LedgerView {
 public:
  // `records` by position, below `size`. INTERNAL names the position that cannot be folded.
  static absl::StatusOr<std::unique_ptr<const CertificateView>> Make(const std::string& ledger,
                                                                     uint64_t size,
                                                                     RecordsByPosition records);

  absl::StatusOr<StreamPointer> Stream(const IndexKey& key) const override;
  absl::StatusOr<RegistryPrefix> RegistryAt(uint64_t size) const override;

 private:
  CertificateView(std::string ledger, uint64_t size, RegistryPrefix prefix,
                  RecordsByPosition records);

  // The registry of the records below `size`; compiled schemes are taken from `known`.
  static absl::StatusOr<RegistryPrefix> Fold(const RecordsByPosition& records, uint64_t size,
                                             const Registry* known);

  const RecordsByPosition records_;
  // By key, in order of position.
  std::map<IndexKey, std::vector<std::shared_ptr<const ParsedRecord>>> index_;
};

}  // namespace assessment::certificate

#endif  // CLIENTS_CERTIFICATE_CERTIFICATE_VIEW_H_
