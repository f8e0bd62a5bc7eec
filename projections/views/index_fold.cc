#include "projections/views/index_fold.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"

namespace assessment {
namespace {

template <typename Records>
absl::Status FoldEachBelow(const Records& records, uint64_t size, EventStream& stream) {
  for (const RecordPointer& record : records) {
    if (record->header.position() >= size) return absl::OkStatus();
    RETURN_IF_ERROR(stream.Apply(record));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<RecordPointer>> ReadRecords(const EventLog& log, const IndexKey& key,
                                                       uint64_t size) {
  std::vector<RecordPointer> records;
  RETURN_IF_ERROR(
      log.ReadIndex(key, size, [&records](uint64_t, const Record& record) -> absl::Status {
        ASSIGN_OR_RETURN(ParsedRecord parsed, ParseCheckedRecord(record));
        records.push_back(std::make_shared<const ParsedRecord>(std::move(parsed)));
        return absl::OkStatus();
      }));
  return records;
}

absl::Status FoldBelow(absl::Span<const RecordPointer> records, uint64_t size,
                       EventStream& stream) {
  return FoldEachBelow(records, size, stream);
}

absl::Status FoldBelow(const SharedSequence<RecordPointer>& records, uint64_t size,
                       EventStream& stream) {
  return FoldEachBelow(records, size, stream);
}

absl::StatusOr<EventStream> FoldStream(const EventLog& log, const IndexKey& key, uint64_t size) {
  EventStream stream;
  ASSIGN_OR_RETURN(const std::vector<RecordPointer> records, ReadRecords(log, key, size));
  RETURN_IF_ERROR(FoldBelow(records, size, stream));
  return stream;
}

absl::StatusOr<Registry> FoldRegistry(const EventLog& log, uint64_t size, const Registry* known) {
  Registry registry;
  RETURN_IF_ERROR(log.ReadIndex(
      IndexKey::Registry(), size, [&](uint64_t position, const Record& record) -> absl::Status {
        ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseCheckedRecord(record));
        return registry.Apply(position, parsed.body.event().content(), known);
      }));
  return registry;
}

absl::StatusOr<int64_t> RecordTimeBelow(const EventLog& log, uint64_t size) {
  if (size == 0) return 0;
  ASSIGN_OR_RETURN(const Record record, log.Get(size - 1));
  event::v1::RecordHeader header;
  if (!header.ParseFromString(record.header_bytes)) {
    return absl::DataLossError(
        absl::StrCat("the header of the record at position ", size - 1, " does not parse"));
  }
  return header.record_time_micros();
}

}  // namespace assessment
