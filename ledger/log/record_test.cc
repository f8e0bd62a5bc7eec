#include "ledger/log/record.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/base/limits.h"
#include "ledger/proof/encoding.h"

namespace assessment {
namespace {

using ::testing::HasSubstr;

Record SmallRecord() {
  event::v1::EventBody body;
  body.mutable_event()->set_ledger("141100");
  body.mutable_event()->mutable_content()->mutable_item_reviewed();
  event::v1::RecordHeader header;
  header.set_position(7);
  header.set_event_type(event::v1::EVENT_TYPE_ITEM_REVIEWED);
  Record record{"", std::string(limits::kSaltBytes, 's'), body.SerializeAsString()};
  header.set_body_commitment(HashBytes(BodyCommitment(record)));
  record.header_bytes = header.SerializeAsString();
  return record;
}

TEST(Record, HasTheBytesOfFormatOneForEver) {
  const Record record{"head", "0123456789abcdef", "body"};
  EXPECT_EQ(EncodeHex(EncodeRecord(record)),
            "010004"
            "68656164"
            "30313233343536373839616263646566"
            "626f6479");
}

TEST(Record, IsDecodedToWhatWasEncoded) {
  const Record record = SmallRecord();
  const absl::StatusOr<Record> decoded = DecodeRecord(EncodeRecord(record));
  ASSERT_TRUE(decoded.ok()) << decoded.status();
  EXPECT_EQ(*decoded, record);
  EXPECT_EQ(EncodeRecord(record).size(), EncodedRecordBytes(record));
}

TEST(Record, KeepsAHeaderOfTheGreatestLength) {
  Record record = SmallRecord();
  record.header_bytes = std::string(limits::kHeaderBytesMax, 'h');
  const absl::StatusOr<Record> decoded = DecodeRecord(EncodeRecord(record));
  ASSERT_TRUE(decoded.ok()) << decoded.status();
  EXPECT_EQ(*decoded, record);
}

TEST(Record, OfAnotherFormatIsDataLoss) {
  std::string bytes = EncodeRecord(SmallRecord());
  bytes[0] = 2;
  const absl::Status status = DecodeRecord(bytes).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr("format 2"));
}

TEST(Record, CutBeforeItsBodyIsDataLoss) {
  const Record record = SmallRecord();
  const std::string bytes = EncodeRecord(record);
  const size_t least = bytes.size() - record.body_bytes.size();
  for (size_t length = 0; length < least; ++length) {
    EXPECT_EQ(DecodeRecord(bytes.substr(0, length)).status().code(), absl::StatusCode::kDataLoss)
        << length;
  }
}

TEST(Record, ParsesWhenItsCommitmentOpens) {
  const Record record = SmallRecord();
  const absl::StatusOr<ParsedRecord> parsed = ParseRecord(record);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->header.position(), 7u);
  EXPECT_EQ(parsed->body.event().ledger(), "141100");
  EXPECT_EQ(parsed->record_bytes, static_cast<int64_t>(EncodeRecord(record).size()));
}

TEST(Record, WhoseBodyWasChangedIsDataLoss) {
  Record record = SmallRecord();
  event::v1::EventBody body;
  body.mutable_event()->set_ledger("141101");
  body.mutable_event()->mutable_content()->mutable_item_reviewed();
  record.body_bytes = body.SerializeAsString();
  const absl::Status status = ParseRecord(record).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr("position 7"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("commitment"));
}

TEST(Record, WhoseBodyIsOfAnotherTypeIsDataLoss) {
  Record record = SmallRecord();
  event::v1::EventBody body;
  body.mutable_event()->mutable_content()->mutable_points_judged();
  record.body_bytes = body.SerializeAsString();
  const absl::Status status = ParseCheckedRecord(record).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr("event type 201, body is 202"));
}

TEST(Record, WhosePartsDoNotParseIsDataLoss) {
  Record record = SmallRecord();
  record.header_bytes = "\xff\xff";
  EXPECT_EQ(ParseRecord(record).status().code(), absl::StatusCode::kDataLoss);
  record = SmallRecord();
  record.body_bytes = "\xff\xff";
  EXPECT_EQ(ParseRecord(record).status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace assessment
