#include "ledger/log/record.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"

namespace assessment {
namespace {

constexpr char kRecordFormat = 1;
constexpr size_t kPrefixBytes = 3;  // Format and header length.

absl::Status ParseParts(const Record& record, event::v1::RecordHeader& header,
                        event::v1::EventBody& body) {
  if (!header.ParseFromArray(record.header_bytes.data(),
                             static_cast<int>(record.header_bytes.size()))) {
    return DamageError(
        absl::StrCat("record: header of ", record.header_bytes.size(), " bytes does not parse"));
  }
  if (!body.ParseFromArray(record.body_bytes.data(), static_cast<int>(record.body_bytes.size()))) {
    return DamageError(absl::StrCat("record at position ", header.position(), ": body of ",
                                    record.body_bytes.size(), " bytes does not parse"));
  }
  const int header_type = header.event_type();
  const int body_type = body.event().content().kind_case();
  if (header_type != body_type) {
    return DamageError(absl::StrCat("record at position ", header.position(),
                                    ": header says event type ", header_type, ", body is ",
                                    body_type));
  }
  return absl::OkStatus();
}

}  // namespace

size_t EncodedRecordBytes(const Record& record) {
  return kPrefixBytes + record.header_bytes.size() + record.salt.size() + record.body_bytes.size();
}

std::string EncodeRecord(const Record& record) {
  CHECK(record.header_bytes.size() <= limits::kHeaderBytesMax);
  CHECK(record.salt.size() == limits::kSaltBytes);
  std::string bytes;
  bytes.reserve(EncodedRecordBytes(record));
  bytes.push_back(kRecordFormat);
  bytes.push_back(static_cast<char>(record.header_bytes.size() >> 8));
  bytes.push_back(static_cast<char>(record.header_bytes.size() & 0xff));
  bytes.append(record.header_bytes);
  bytes.append(record.salt);
  bytes.append(record.body_bytes);
  return bytes;
}

absl::Status DecodeRecordInto(absl::string_view bytes, Record& record) {
  if (bytes.size() < kPrefixBytes) {
    return DamageError(
        absl::StrCat("record: ", bytes.size(), " bytes, too short for format and header length"));
  }
  if (bytes[0] != kRecordFormat) {
    return DamageError(absl::StrCat("record: format ", static_cast<uint8_t>(bytes[0]),
                                    ", this program knows ", int{kRecordFormat}));
  }
  const size_t header_bytes =
      size_t{static_cast<uint8_t>(bytes[1])} << 8 | static_cast<uint8_t>(bytes[2]);
  if (bytes.size() < kPrefixBytes + header_bytes + limits::kSaltBytes) {
    return DamageError(absl::StrCat("record: ", bytes.size(), " bytes, too short for a header of ",
                                    header_bytes, " bytes and its salt"));
  }
  bytes.remove_prefix(kPrefixBytes);
  const auto take = [&bytes](size_t count, std::string& part) {
    part.assign(bytes.data(), count);
    bytes.remove_prefix(count);
  };
  take(header_bytes, record.header_bytes);
  take(limits::kSaltBytes, record.salt);
  take(bytes.size(), record.body_bytes);
  return absl::OkStatus();
}

absl::StatusOr<Record> DecodeRecord(absl::string_view bytes) {
  Record record;
  RETURN_IF_ERROR(DecodeRecordInto(bytes, record));
  return record;
}

Hash BodyCommitment(const Record& record) { return Sha256Of({record.salt, record.body_bytes}); }

absl::Status ParseRecordInto(const Record& record, event::v1::RecordHeader& header,
                             event::v1::EventBody& body) {
  RETURN_IF_ERROR(ParseParts(record, header, body));
  if (header.body_commitment() != BodyCommitment(record).view()) {
    return DamageError(absl::StrCat("record at position ", header.position(),
                                    ": the header's commitment does not open to the body"));
  }
  return absl::OkStatus();
}

absl::StatusOr<ParsedRecord> ParseRecord(const Record& record) {
  ParsedRecord parsed;
  RETURN_IF_ERROR(ParseRecordInto(record, parsed.header, parsed.body));
  parsed.record_bytes = static_cast<int64_t>(EncodedRecordBytes(record));
  return parsed;
}

absl::StatusOr<ParsedRecord> ParseCheckedRecord(const Record& record) {
  ParsedRecord parsed;
  RETURN_IF_ERROR(ParseParts(record, parsed.header, parsed.body));
  parsed.record_bytes = static_cast<int64_t>(EncodedRecordBytes(record));
  return parsed;
}

}  // namespace assessment
