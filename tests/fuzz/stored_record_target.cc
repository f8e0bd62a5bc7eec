// A row of the store: whatever its bytes, it is DATA_LOSS or a record that is written as exactly
// these bytes again.

#include <cstdint>

#include "absl/strings/string_view.h"
#include "ledger/base/check.h"
#include "ledger/log/record.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto record = assessment::DecodeRecord(bytes);
  if (!record.ok()) {
    CHECK(absl::IsDataLoss(record.status()));
    return 0;
  }
  CHECK(assessment::EncodeRecord(*record) == bytes);
  CHECK(assessment::EncodedRecordBytes(*record) == size);
  const auto parsed = assessment::ParseRecord(*record);
  CHECK(parsed.ok() || absl::IsDataLoss(parsed.status()));
  if (parsed.ok()) CHECK(assessment::ParseCheckedRecord(*record).ok());
  return 0;
}
