#ifndef LEDGER_LOG_ROCKSDB_CRC32C_H_
#define LEDGER_LOG_ROCKSDB_CRC32C_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace assessment {

// CRC-32C (Castagnoli, RFC 3720 appendix B.4) of `bytes`. For the few bytes of a mark; the
// database has its own for what is large.
uint32_t Crc32c(absl::string_view bytes);

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_CRC32C_H_
