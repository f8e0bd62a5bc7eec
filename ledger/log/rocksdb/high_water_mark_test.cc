#include "ledger/log/rocksdb/high_water_mark.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/log/rocksdb/crc32c.h"
#include "ledger/log/rocksdb/ordinal_cache.h"
#include "ledger/proof/encoding.h"

namespace assessment {
namespace {

using ::testing::HasSubstr;

Mark SomeMark() {
  Mark mark{Mark::State::kExists, 5, 300, Sha256("root"), {}};
  mark.rows = {300, 450, 300, 1};
  return mark;
}

TEST(Crc32c, HasTheValuesOfRfc3720) {
  EXPECT_EQ(Crc32c(std::string(32, '\0')), 0x8a9136aau);
  EXPECT_EQ(Crc32c(std::string(32, '\xff')), 0x62a8ab43u);
  EXPECT_EQ(Crc32c("123456789"), 0xe3069283u);
}

TEST(MarkSlot, HasTheBytesOfFormatOneForEver) {
  EXPECT_EQ(EncodeHex(EncodeMarkSlot("a", SomeMark())),
            "616c68776d61726b"
            "0102"
            "0161"
            "0000000000000005"
            "000000000000012c"
            "4813494d137e1631bba301d5acab6e7bb7aa74ce1185d456565ef51d737677b2"
            "000000000000012c"
            "00000000000001c2"
            "000000000000012c"
            "0000000000000001"
            "912edf05");
}

TEST(MarkSlot, IsReadAsItWasWritten) {
  const absl::StatusOr<Mark> read =
      DecodeMarkSlot("a", EncodeMarkSlot("a", SomeMark()) + std::string(100, '\0'));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, SomeMark());
}

TEST(MarkSlot, WithAnyBitFlippedIsRefused) {
  const std::string slot = EncodeMarkSlot("a", SomeMark());
  for (size_t bit = 0; bit < 8 * slot.size(); ++bit) {
    std::string flipped = slot;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    EXPECT_EQ(DecodeMarkSlot("a", flipped).status().code(), absl::StatusCode::kDataLoss) << bit;
  }
}

TEST(MarkSlot, CutAnywhereIsRefused) {
  const std::string slot = EncodeMarkSlot("a", SomeMark());
  for (size_t length = 0; length < slot.size(); ++length) {
    EXPECT_FALSE(DecodeMarkSlot("a", slot.substr(0, length)).ok()) << length;
  }
}

TEST(MarkSlot, OfAnotherLedgerIsRefused) {
  EXPECT_THAT(std::string(DecodeMarkSlot("b", EncodeMarkSlot("a", SomeMark())).status().message()),
              HasSubstr("is of ledger \"a\""));
}

TEST(MarkFileName, LeadsBackToItsLedger) {
  EXPECT_EQ(MarkFileName(".."), "...mark");
  EXPECT_EQ(LedgerOfMarkFileName("...mark"), "..");
  EXPECT_EQ(LedgerOfMarkFileName("notes.txt"), "");
}

TEST(OrdinalCache, KnowsWhatWasPutLately) {
  OrdinalCache cache(4);
  EXPECT_EQ(cache.Find("a"), std::nullopt);
  cache.Put("a", 1);
  cache.Put("a", 2);
  EXPECT_EQ(cache.Find("a"), 2u);
}

TEST(OrdinalCache, ForgetsTheOldAndNeverGivesAnOldValue) {
  OrdinalCache cache(4);
  cache.Put("a", 1);
  for (int i = 0; i < 20; ++i) {
    cache.Put(std::to_string(i), 7);
    if (i == 3) cache.Put("a", 2);
    if (i < 10) continue;
    EXPECT_EQ(cache.Find("a").value_or(2), 2u);
  }
  EXPECT_EQ(cache.Find("a"), std::nullopt);
  EXPECT_EQ(cache.Find("19"), 7u);
}

}  // namespace
}  // namespace assessment
