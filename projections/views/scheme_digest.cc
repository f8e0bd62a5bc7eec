#include "projections/views/scheme_digest.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "assessment/event/v1/event.pb.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "ledger/base/status_macros.h"

namespace assessment {
namespace {

using google::protobuf::internal::WireFormatLite;

// The bytes of the message in field `number` of a serialised message.
absl::StatusOr<absl::string_view> MessageInside(absl::string_view bytes, int number) {
  google::protobuf::io::CodedInputStream stream(reinterpret_cast<const uint8_t*>(bytes.data()),
                                                static_cast<int>(bytes.size()));
  while (const uint32_t tag = stream.ReadTag()) {
    if (WireFormatLite::GetTagFieldNumber(tag) == number &&
        WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      uint32_t length = 0;
      if (!stream.ReadVarint32(&length)) break;
      const auto begin = static_cast<size_t>(stream.CurrentPosition());
      if (length > bytes.size() - begin) break;
      return bytes.substr(begin, length);
    }
    if (!WireFormatLite::SkipField(&stream, tag)) break;
  }
  return absl::DataLossError(absl::StrCat("the body of a published scheme has no field ", number));
}

}  // namespace

absl::StatusOr<Hash> SchemeDigest(absl::string_view body_bytes) {
  constexpr int kPath[] = {event::v1::EventBody::kEventFieldNumber,
                           event::v1::Event::kContentFieldNumber,
                           event::v1::EventContent::kSchemePublishedFieldNumber,
                           event::v1::SchemePublished::kSchemeFieldNumber};
  absl::string_view bytes = body_bytes;
  for (const int number : kPath) {
    ASSIGN_OR_RETURN(bytes, MessageInside(bytes, number));
  }
  return Sha256(bytes);
}

}  // namespace assessment
