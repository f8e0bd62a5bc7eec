#ifndef LEDGER_LOG_RECORD_H_
#define LEDGER_LOG_RECORD_H_

// A record: one event as stored. Its bytes are final before it is ordered and never change;
// FORMAT.md beside this header holds the grammar.

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/proof/sha256.h"

namespace assessment {

struct Record {
  // assessment.event.v1.RecordHeader as serialised once: the leaf, and the tile entry, is exactly
  // these bytes.
  std::string header_bytes;
  // 16 random bytes that keep the commitment from being guessed.
  std::string salt;
  // assessment.event.v1.EventBody as serialised once.
  std::string body_bytes;

  bool operator==(const Record&) const = default;
};

// format byte 1 || header length, 2 bytes big-endian || header || salt || body.
// Requires a header of at most limits::kHeaderBytesMax and a salt of limits::kSaltBytes.
std::string EncodeRecord(const Record& record);

// The length of what EncodeRecord returns.
size_t EncodedRecordBytes(const Record& record);

// Takes a record apart. DATA_LOSS names what is wrong: an unknown format byte, a length beyond the
// end.
absl::StatusOr<Record> DecodeRecord(absl::string_view bytes);

// The same into a record whose strings are reused, for long scans; on failure its content is
// unspecified.
absl::Status DecodeRecordInto(absl::string_view bytes, Record& record);

// SHA-256(salt || body): the header's body_commitment.
Hash BodyCommitment(const Record& record);

// A record with header and body parsed.
struct ParsedRecord {
  event::v1::RecordHeader header;
  event::v1::EventBody body;
  int64_t record_bytes = 0;
};

// Parses both parts and checks that the commitment opens to the body and that the header's type is
// the body's. DATA_LOSS names the first thing that is wrong.
absl::StatusOr<ParsedRecord> ParseRecord(const Record& record);

// ParseRecord into messages that are used again and again, or lie in an arena, for long scans; on
// failure their content is unspecified.
absl::Status ParseRecordInto(const Record& record, event::v1::RecordHeader& header,
                             event::v1::EventBody& body);

// Parses both parts of a record that was checked before (its leaf is under a verified root and its
// block under a checksum): no hashing. DATA_LOSS as above for what does not parse.
absl::StatusOr<ParsedRecord> ParseCheckedRecord(const Record& record);

}  // namespace assessment

#endif  // LEDGER_LOG_RECORD_H_
