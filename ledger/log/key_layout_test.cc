#include "ledger/log/key_layout.h"

#include <string>

#include "gtest/gtest.h"
#include "ledger/base/limits.h"
#include "ledger/proof/encoding.h"

namespace assessment {
namespace {

TEST(KeyLayout, OrdersEventsByLedgerThenPosition) {
  EXPECT_LT(EventKey(1, 255), EventKey(1, 256));
  EXPECT_LT(EventKey(1, ~uint64_t{0}), EventKey(2, 0));
  EXPECT_EQ(EncodeHex(EventKey(1, 256)), "000000010000000000000100");
}

TEST(KeyLayout, ReadsThePositionOfItsOwnLedgerOnly) {
  EXPECT_EQ(PositionOfEventKey(7, EventKey(7, 12)), 12u);
  EXPECT_EQ(PositionOfEventKey(8, EventKey(7, 12)), std::nullopt);
  EXPECT_EQ(PositionOfEventKey(7, "short"), std::nullopt);
}

TEST(KeyLayout, KeepsIndexKeysThatBeginAlikeApart) {
  const std::string prefix = IndexPrefix(1, IndexKey::Unit("ab"));
  EXPECT_EQ(EncodeHex(prefix), "0000000102026162");
  EXPECT_EQ(OrdinalOfIndexRowKey(prefix, IndexRowKey(prefix, 3)), 3u);
  EXPECT_EQ(
      OrdinalOfIndexRowKey(prefix, IndexRowKey(IndexPrefix(1, IndexKey::Unit("abcdefghij")), 3)),
      std::nullopt);
  EXPECT_EQ(OrdinalOfIndexRowKey(prefix, IndexRowKey(IndexPrefix(1, IndexKey::Matter("ab")), 3)),
            std::nullopt);
}

TEST(KeyLayout, KeepsSourceAndKeyApart) {
  EXPECT_NE(IdempotencyRowKey(1, "a", "bc"), IdempotencyRowKey(1, "ab", "c"));
}

TEST(KeyLayout, ReadsIndexRowsWithAndWithoutTheirRecord) {
  const std::string alone = IndexRowValue({9, ""});
  EXPECT_EQ(ParseIndexRowValue(alone)->position, 9u);
  EXPECT_EQ(ParseIndexRowValue(alone)->encoded_record, "");
  const std::string whole = IndexRowValue({9, "record"});
  EXPECT_EQ(ParseIndexRowValue(whole)->encoded_record, "record");
  EXPECT_EQ(ParseIndexRowValue("short").status().code(), absl::StatusCode::kDataLoss);
}

TEST(KeyLayout, ClustersSmallRecordsWithFewKeys) {
  EXPECT_TRUE(IsClustered(limits::kClusteredRecordBytesMax, 8));
  EXPECT_FALSE(IsClustered(limits::kClusteredRecordBytesMax + 1, 1));
  EXPECT_FALSE(IsClustered(100, 9));
}

TEST(KeyLayout, OrdersTilesByLevelThenIndex) {
  EXPECT_LT(TileRowKey(1, 0, ~uint64_t{0}), TileRowKey(1, 1, 0));
  EXPECT_LT(TileRowKey(1, 1, 255), TileRowKey(1, 1, 256));
}

TEST(IndexKeysOf, PutsRegistryEventsUnderTheRegistryAlone) {
  event::v1::RecordHeader header;
  header.set_event_type(event::v1::EVENT_TYPE_UNIT_REGISTERED);
  header.add_units("141121");
  EXPECT_EQ(IndexKeysOf(header), std::vector<IndexKey>{IndexKey::Registry()});
}

TEST(IndexKeysOf, PutsOtherEventsUnderAllThatTheyName) {
  event::v1::RecordHeader header;
  header.set_event_type(event::v1::EVENT_TYPE_ACCIDENT_ATTRIBUTED);
  header.add_units("141121");
  header.add_units("141122");
  header.add_accidents("a-1");
  header.add_matters("m-1");
  EXPECT_EQ(IndexKeysOf(header),
            (std::vector<IndexKey>{IndexKey::Unit("141121"), IndexKey::Unit("141122"),
                                   IndexKey::Accident("a-1"), IndexKey::Matter("m-1")}));
}

TEST(KeyLayout, ReadsTheKeysThatItWrites) {
  const std::string index_key =
      IndexRowKey(IndexPrefix(7, IndexKey::Accident("a-1")), 0x0102030405060708);
  const absl::StatusOr<IndexRowId> index_row = ParseIndexRowKey(7, index_key);
  ASSERT_TRUE(index_row.ok()) << index_row.status();
  EXPECT_EQ(index_row->key, IndexKey::Accident("a-1"));
  EXPECT_EQ(index_row->ordinal, 0x0102030405060708u);

  const std::string idempotency_key = IdempotencyRowKey(7, "field-app", "k/1");
  const absl::StatusOr<IdempotencyRowId> id = ParseIdempotencyRowKey(7, idempotency_key);
  ASSERT_TRUE(id.ok()) << id.status();
  EXPECT_EQ(id->source, "field-app");
  EXPECT_EQ(id->key, "k/1");

  const Hash commitment = Sha256("text");
  EXPECT_EQ(*ParseTextRowKey(7, TextRowKey(7, commitment.view())), commitment);
}

TEST(KeyLayout, RefusesKeysOfOtherLedgersAndShortOnes) {
  const std::string index_key = IndexRowKey(IndexPrefix(7, IndexKey::Unit("u")), 1);
  const std::string text_key = TextRowKey(7, Sha256("text").view());
  EXPECT_FALSE(ParseIndexRowKey(8, index_key).ok());
  EXPECT_FALSE(ParseTextRowKey(8, text_key).ok());
  EXPECT_FALSE(ParseIdempotencyRowKey(8, IdempotencyRowKey(7, "s", "k")).ok());
  for (size_t bytes = 0; bytes < index_key.size(); ++bytes) {
    EXPECT_FALSE(ParseIndexRowKey(7, index_key.substr(0, bytes)).ok()) << bytes;
  }
  for (size_t bytes = 0; bytes < text_key.size(); ++bytes) {
    EXPECT_FALSE(ParseTextRowKey(7, text_key.substr(0, bytes)).ok()) << bytes;
  }
  EXPECT_FALSE(ParseIdempotencyRowKey(7, IdempotencyRowKey(7, "source", "").substr(0, 9)).ok());
}

}  // namespace
}  // namespace assessment
