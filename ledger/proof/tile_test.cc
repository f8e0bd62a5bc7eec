#include "ledger/proof/tile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(TilePath, OfAFullTileHasNoWidth) {
  EXPECT_EQ(TilePath({0, 0, 256}), "tile/0/000");
  EXPECT_EQ(TilePath({7, 12, 256}), "tile/7/012");
}

TEST(TilePath, OfAPartialTileEndsInItsWidth) {
  EXPECT_EQ(TilePath({0, 1, 2}), "tile/0/001.p/2");
  EXPECT_EQ(TilePath({1, 0, 255}), "tile/1/000.p/255");
}

TEST(TilePath, GroupsALargeIndexByThreeDigits) {
  EXPECT_EQ(TilePath({0, 1000, 256}), "tile/0/x001/000");
  EXPECT_EQ(TilePath({0, 1234067, 256}), "tile/0/x001/x234/067");
  EXPECT_EQ(TilePath({0, 1234067, 8}), "tile/0/x001/x234/067.p/8");
}

TEST(TilePath, OfEntriesNamesEntriesInsteadOfALevel) {
  EXPECT_EQ(EntryBundlePath({0, 256}), "tile/entries/000");
  EXPECT_EQ(EntryBundlePath({1, 2}), "tile/entries/001.p/2");
}

TEST(TilePath, IsReadAsItIsWritten) {
  for (const uint64_t index : {uint64_t{0}, uint64_t{1}, uint64_t{999}, uint64_t{1000},
                               uint64_t{1234067}, uint64_t{1} << 54}) {
    for (const uint32_t width : {1u, 9u, 100u, 255u, 256u}) {
      const TileId tile{0, index, width};
      EXPECT_EQ(ParseTilePath(TilePath(tile)).value(), tile);
      const EntryBundleId bundle{index, width};
      EXPECT_EQ(ParseEntryBundlePath(EntryBundlePath(bundle)).value(), bundle);
    }
  }
}

TEST(TilePath, RefusesAnotherPrefix) {
  EXPECT_FALSE(ParseTilePath("tiles/0/000").ok());
  EXPECT_FALSE(ParseTilePath("/tile/0/000").ok());
  EXPECT_FALSE(ParseTilePath("").ok());
  EXPECT_FALSE(ParseEntryBundlePath("tile/0/000").ok());
}

TEST(TilePath, RefusesEntriesAsATileOfHashes) {
  EXPECT_FALSE(ParseTilePath("tile/entries/000").ok());
}

TEST(TilePath, RefusesALevelBeyondSeven) { EXPECT_FALSE(ParseTilePath("tile/8/000").ok()); }

TEST(TilePath, RefusesALevelWithALeadingZero) {
  EXPECT_FALSE(ParseTilePath("tile/00/000").ok());
  EXPECT_FALSE(ParseTilePath("tile/+1/000").ok());
}

TEST(TilePath, RefusesAGroupThatIsNotThreeDigits) {
  EXPECT_FALSE(ParseTilePath("tile/0/").ok());
  EXPECT_FALSE(ParseTilePath("tile/0/00").ok());
  EXPECT_FALSE(ParseTilePath("tile/0/0000").ok());
  EXPECT_FALSE(ParseTilePath("tile/0/x1/000").ok());
  EXPECT_FALSE(ParseTilePath("tile/0/00a").ok());
}

TEST(TilePath, RefusesALeadingGroupOfZeros) { EXPECT_FALSE(ParseTilePath("tile/0/x000/001").ok()); }

TEST(TilePath, RefusesAGroupWithoutItsX) { EXPECT_FALSE(ParseTilePath("tile/0/001/234").ok()); }

TEST(TilePath, RefusesALastGroupWithX) {
  EXPECT_FALSE(ParseTilePath("tile/0/x001").ok());
  EXPECT_FALSE(ParseTilePath("tile/0/x001/x234").ok());
}

TEST(TilePath, RefusesAWidthOf256) {
  EXPECT_EQ(ParseTilePath("tile/0/000.p/256").status().message(),
            "tile path: found \"tile/0/000.p/256\", expected a partial width of 1 to 255");
}

TEST(TilePath, RefusesAWidthOfZero) { EXPECT_FALSE(ParseTilePath("tile/0/000.p/0").ok()); }

TEST(TilePath, RefusesAWidthWithALeadingZero) {
  EXPECT_FALSE(ParseTilePath("tile/0/000.p/02").ok());
}

TEST(TilePath, RefusesAnythingBehindIt) {
  EXPECT_FALSE(ParseTilePath("tile/0/000/").ok());
  EXPECT_FALSE(ParseTilePath("tile/0/000.p/2/").ok());
  EXPECT_FALSE(ParseTilePath("tile/0/000.p/1.p/2").ok());
  EXPECT_FALSE(ParseTilePath("tile/0/000 ").ok());
}

TEST(TilePath, RefusesATileBeyondTheLargestTree) {
  EXPECT_TRUE(ParseTilePath("tile/7/000.p/127").ok());
  EXPECT_FALSE(ParseTilePath("tile/7/000.p/128").ok());
  EXPECT_FALSE(ParseTilePath("tile/7/001.p/1").ok());
  EXPECT_TRUE(ParseTilePath("tile/0/x036/x028/x797/x018/x963/967.p/255").ok());
  EXPECT_THAT(std::string(ParseTilePath("tile/0/x036/x028/x797/x018/x963/967").status().message()),
              HasSubstr("fewer than 2^63 leaves"));
  EXPECT_FALSE(ParseTilePath("tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999").ok());
}

TEST(TileCoordinates, GiveThePublishedTilesOf258Leaves) {
  EXPECT_THAT(TilesOfTree(258), ElementsAre(TileId{0, 0, 256}, TileId{0, 1, 2}, TileId{1, 0, 1}));
}

TEST(TileCoordinates, GiveNoTileForTheEmptyTree) { EXPECT_TRUE(TilesOfTree(0).empty()); }

TEST(TileCoordinates, GiveNoPartialTileBehindAFullOne) {
  EXPECT_THAT(TilesOfTree(256), ElementsAre(TileId{0, 0, 256}, TileId{1, 0, 1}));
}

TEST(TileCoordinates, GiveTheWidthOfATileAtASize) {
  EXPECT_EQ(TileWidthAt(0, 0, 0), 0u);
  EXPECT_EQ(TileWidthAt(0, 0, 100), 100u);
  EXPECT_EQ(TileWidthAt(0, 0, 300), 256u);
  EXPECT_EQ(TileWidthAt(0, 1, 300), 44u);
  EXPECT_EQ(TileWidthAt(0, 2, 300), 0u);
  EXPECT_EQ(TileWidthAt(1, 0, 255), 0u);
  EXPECT_EQ(TileWidthAt(1, 0, 512), 2u);
  EXPECT_EQ(TileWidthAt(7, 0, kTreeSizeMax), 127u);
  EXPECT_EQ(TileWidthAt(0, UINT64_MAX, kTreeSizeMax), 0u);
}

TEST(TileCoordinates, PlaceStoredHashesAsTheyAre) {
  EXPECT_EQ(PlaceOfNode({0, 258}), (TilePlace{0, 1, 2, 1}));
  EXPECT_EQ(PlaceOfNode({8, 3}), (TilePlace{1, 0, 3, 1}));
  EXPECT_EQ(PlaceOfNode({16, 256}), (TilePlace{2, 1, 0, 1}));
}

TEST(TileCoordinates, PlaceInnerHashesOverTheHashesTheyAreComputedFrom) {
  EXPECT_EQ(PlaceOfNode({1, 129}), (TilePlace{0, 1, 2, 2}));
  EXPECT_EQ(PlaceOfNode({7, 3}), (TilePlace{0, 1, 128, 128}));
  EXPECT_EQ(PlaceOfNode({10, 1}), (TilePlace{1, 0, 4, 4}));
}

TEST(EntryBundle, IsLengthAndBytesOfEachEntry) {
  EXPECT_EQ(EncodeEntryBundle({"ab", "", "c"}).value(), std::string("\0\2ab\0\0\0\1c", 9));
}

TEST(EntryBundle, IsTakenApartAsItWasPutTogether) {
  const std::vector<std::string> entries = {"a", "", std::string(kEntryBytesMax, 'x'),
                                            std::string(256, '\0')};
  EXPECT_EQ(DecodeEntryBundle(EncodeEntryBundle(entries).value(), 4).value(), entries);
}

TEST(EntryBundle, RefusesAnEntryOf65536Bytes) {
  EXPECT_EQ(EncodeEntryBundle({std::string(65536, 'x')}).status().message(),
            "entry bundle: found an entry of 65536 bytes, expected at most 65535");
}

TEST(EntryBundle, RefusesMoreThan256Entries) {
  EXPECT_FALSE(EncodeEntryBundle(std::vector<std::string>(257)).ok());
}

TEST(EntryBundle, RefusesToBeEmpty) { EXPECT_FALSE(EncodeEntryBundle({}).ok()); }

TEST(EntryBundle, NamesTheEntryThatIsCutOff) {
  EXPECT_EQ(DecodeEntryBundle(absl::string_view("\0\1a\0\2b", 6), 2).status().message(),
            "entry bundle: the bytes end inside entry 1 of 2");
  EXPECT_FALSE(DecodeEntryBundle(absl::string_view("\0\1a\0", 4), 2).ok());
}

TEST(EntryBundle, NamesTheBytesLeftOver) {
  EXPECT_EQ(DecodeEntryBundle(absl::string_view("\0\1ab", 4), 1).status().message(),
            "entry bundle: found 1 bytes behind the last of 1 entries");
}

}  // namespace
}  // namespace assessment
