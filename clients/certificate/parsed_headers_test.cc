#include "clients/certificate/parsed_headers.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace assessment::certificate {
namespace {

std::vector<std::string> Bytes(size_t count) {
  std::vector<std::string> bytes;
  for (size_t position = 0; position < count; ++position) {
    event::v1::RecordHeader header;
    header.set_position(position);
    header.add_units(absl::StrCat("a unit with a long name ", position));
    bytes.push_back(header.SerializeAsString());
  }
  return bytes;
}

TEST(ParsedHeaders, AreThoseOfTheBytesInOrderWhateverTheNumberOfWorkers) {
  const std::vector<std::string> bytes = Bytes(10'000);
  for (const size_t workers : {1, 3}) {
    const absl::StatusOr<ParsedHeaders> headers = ParsedHeaders::Parse(bytes, workers);
    ASSERT_TRUE(headers.ok());
    ASSERT_EQ(headers->size(), bytes.size());
    for (size_t position = 0; position < bytes.size(); ++position) {
      ASSERT_EQ((*headers)[position].SerializeAsString(), bytes[position]) << position;
    }
  }
}

TEST(ParsedHeaders, NameTheFirstThatDoesNotParse) {
  std::vector<std::string> bytes = Bytes(10'000);
  for (const size_t position : {9'000, 5'000, 5'001}) bytes[position] = "\xff";
  for (const size_t workers : {1, 3}) {
    EXPECT_EQ(ParsedHeaders::Parse(bytes, workers).status(),
              absl::InvalidArgumentError("position 5000 does not parse"));
  }
}

TEST(ParsedHeaders, MayBeNone) {
  const absl::StatusOr<ParsedHeaders> headers = ParsedHeaders::Parse({}, 2);
  ASSERT_TRUE(headers.ok());
  EXPECT_EQ(headers->size(), 0);
}

}  // namespace
}  // namespace assessment::certificate
