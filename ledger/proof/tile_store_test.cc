#include "ledger/proof/tile_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_cat.h"
#include "ledger/base/testing/run_seed.h"
#include "ledger/proof/merkle_proof.h"
#include "ledger/proof/testing/memory_node_reader.h"

namespace assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

std::string EntryText(uint64_t i) { return absl::StrCat("entry ", i); }

// The rows of a store: written over, never trimmed.
class TileTable {
 public:
  void Write(const std::vector<TileRow>& rows) {
    for (const TileRow& row : rows) rows_[{row.level, row.index}] = row.hashes;
  }
  TileFetcher Fetcher() const {
    return [this](const TileId& id) -> absl::StatusOr<std::string> {
      const auto found = rows_.find({id.level, id.index});
      if (found == rows_.end()) return absl::NotFoundError(TilePath(id));
      return found->second;
    };
  }
  const std::map<std::pair<int, uint64_t>, std::string>& rows() const { return rows_; }
  std::string& row(int level, uint64_t index) { return rows_[{level, index}]; }

 private:
  std::map<std::pair<int, uint64_t>, std::string> rows_;
};

// A tree of `size` leaves grown one leaf a batch.
struct GrownTree {
  explicit GrownTree(uint64_t size) {
    for (uint64_t i = 0; i < size; ++i) table.Write(edge.Append({LeafHash(EntryText(i))}));
  }
  TileTable table;
  TileEdge edge;
};

std::vector<Hash> LeafHashes(uint64_t from, uint64_t to) {
  std::vector<Hash> hashes;
  for (uint64_t i = from; i < to; ++i) hashes.push_back(LeafHash(EntryText(i)));
  return hashes;
}

std::string Base64RootOf(uint64_t size) {
  TileEdge edge;
  edge.Append(LeafHashes(0, size));
  return HashToBase64(edge.Root());
}

TEST(TiledLog, WritesThePublishedTilesOf258Entries) {
  TileTable table;
  TileEdge edge;
  table.Write(edge.Append(LeafHashes(0, 258)));
  std::vector<std::pair<std::string, std::string>> files;
  for (const TileId& id : TilesOfTree(258)) {
    const std::string& bytes = table.row(id.level, id.index);
    EXPECT_EQ(bytes.size(), id.width * Hash::kBytes);
    files.emplace_back(TilePath(id), HashToHex(Sha256(bytes)));
  }
  EXPECT_THAT(
      files, ElementsAre(Pair("tile/0/000",
                              "b0f6ca2ff42508faf8c6bb4ea8bb9c74243b19d4174fdc4fd17bdad9099e605e"),
                         Pair("tile/0/001.p/2",
                              "ba4a04ef0f662292f9ba21a7e40c0425534832024004e48f2ead82a3ed3eb78e"),
                         Pair("tile/1/000.p/1",
                              "f01c757ba6dc86839ede8e694a0e86f97ea9ffca04a34404236c7f8cb374794a")));
}

TEST(TiledLog, WritesThePublishedEntryBundlesOf258Entries) {
  std::vector<std::string> entries;
  for (uint64_t i = 0; i < 258; ++i) entries.push_back(EntryText(i));
  const std::string first = EncodeEntryBundle(absl::MakeSpan(entries).subspan(0, 256)).value();
  const std::string second = EncodeEntryBundle(absl::MakeSpan(entries).subspan(256)).value();
  EXPECT_EQ(first.size(), 2706u);
  EXPECT_EQ(HashToHex(Sha256(first)),
            "c378282cb2167eb29f7e0c483ef2ce284728c12286469737cf8c3dc71e412ff1");
  EXPECT_EQ(second.size(), 22u);
  EXPECT_EQ(HashToHex(Sha256(second)),
            "c689e1cacb4cca11044e3fd7b37f3f81910cf1d0d3192e6946bacd30617c5542");
}

TEST(TiledLog, ReachesThePublishedRoots) {
  EXPECT_EQ(Base64RootOf(100), "EGptFZTXMkjJY0Y5iWz4p20sNBj4+4tOJDhgJaJ/JHI=");
  EXPECT_EQ(Base64RootOf(256), "2mWW2VNp9f7zIquOTg2jsLUCNqqcijsdJG90Ecni4y4=");
  EXPECT_EQ(Base64RootOf(258), "X53ZTsFbzCA17Li5rwc1zr/9UKLqDDri+nzAEM0lSEM=");
}

TEST(TiledLog, KeepsTheRootOf256InTheTileAbove) {
  GrownTree tree(258);
  EXPECT_EQ(tree.table.row(1, 0), HashBytes(HashFromBase64(Base64RootOf(256)).value()));
}

TEST(TileEdge, ReturnsOnlyTheRowsThatABatchChanges) {
  TileEdge edge;
  edge.Append(LeafHashes(0, 255));
  std::vector<std::pair<int, uint64_t>> changed;
  for (const TileRow& row : edge.Append(LeafHashes(255, 256))) {
    changed.emplace_back(row.level, row.index);
  }
  EXPECT_THAT(changed, ElementsAre(Pair(0, 0), Pair(1, 0)));
  changed.clear();
  for (const TileRow& row : edge.Append(LeafHashes(256, 257))) {
    changed.emplace_back(row.level, row.index);
  }
  EXPECT_THAT(changed, ElementsAre(Pair(0, 1)));
}

TEST(TileEdge, ReturnsEachRowOfALongBatchOnceAndWhole) {
  TileEdge edge;
  std::vector<std::pair<int, size_t>> changed;
  for (const TileRow& row : edge.Append(LeafHashes(0, 700))) {
    changed.emplace_back(row.level, row.hashes.size() / Hash::kBytes);
  }
  EXPECT_THAT(changed, ElementsAre(Pair(0, 256), Pair(0, 256), Pair(0, 188), Pair(1, 2)));
}

TEST(TileEdge, ReturnsNoRowForNoLeaf) {
  TileEdge edge;
  EXPECT_TRUE(edge.Append({}).empty());
  edge.Append(LeafHashes(0, 3));
  EXPECT_TRUE(edge.Append({}).empty());
}

TEST(TileEdge, WritesTheSameRowsHoweverTheLeavesAreBatched) {
  std::mt19937_64 random(testing::RunSeed(137));
  const uint64_t kSize = 66'000;  // A second tile of level 1, a first hash of level 2.
  TileTable whole;
  TileEdge whole_edge;
  whole.Write(whole_edge.Append(LeafHashes(0, kSize)));
  TileTable batched;
  TileEdge edge;
  while (edge.size() < kSize) {
    const uint64_t batch = std::min<uint64_t>(1 + random() % 1000, kSize - edge.size());
    batched.Write(edge.Append(LeafHashes(edge.size(), edge.size() + batch)));
  }
  EXPECT_EQ(edge.Root(), whole_edge.Root());
  EXPECT_TRUE(batched.rows() == whole.rows());
  const std::vector<TileId> tiles = TilesOfTree(kSize);
  ASSERT_EQ(batched.rows().size(), tiles.size());
  for (const TileId& id : tiles) {
    EXPECT_EQ(batched.row(id.level, id.index).size(), id.width * Hash::kBytes) << TilePath(id);
  }
}

TEST(TileEdge, IsLoadedFromStoredRowsAtEverySize) {
  TileTable table;
  TileEdge edge;
  for (uint64_t size = 0; size <= 600; ++size) {
    absl::StatusOr<TileEdge> loaded = TileEdge::Load(size, table.Fetcher());
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    ASSERT_EQ(loaded->Root(), edge.Root()) << "size " << size;
    const std::vector<Hash> next = LeafHashes(size, size + 1);
    const std::vector<TileRow> rows = edge.Append(next);
    ASSERT_EQ(loaded->Append(next), rows) << "size " << size;
    table.Write(rows);
  }
}

TEST(TileEdge, IsLoadedAtAnEarlierSizeFromLaterRows) {
  GrownTree tree(600);
  for (const uint64_t size : {0, 1, 255, 256, 257, 511, 512, 599}) {
    absl::StatusOr<TileEdge> loaded = TileEdge::Load(size, tree.table.Fetcher());
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    loaded->Append(LeafHashes(size, 600));
    EXPECT_EQ(loaded->Root(), tree.edge.Root()) << "size " << size;
  }
}

TEST(TileEdge, IsAValueThatUndoesABatch) {
  GrownTree tree(300);
  TileEdge edge = tree.edge;
  const TileEdge before = edge;
  edge.Append(LeafHashes(1000, 1300));
  edge = before;
  edge.Append(LeafHashes(300, 301));
  EXPECT_EQ(edge.Root(), GrownTree(301).edge.Root());
}

TEST(TileEdge, IsNotLoadedFromAMissingRow) {
  GrownTree tree(258);
  EXPECT_EQ(TileEdge::Load(600, tree.table.Fetcher()).status().message(), "tile/0/002.p/88");
}

TEST(TileNodeReader, ReadsEveryCompleteSubtree) {
  GrownTree tree(1100);
  MemoryNodeReader model;
  for (uint64_t i = 0; i < 1100; ++i) model.Add(EntryText(i));
  TileNodeReader reader(1100, tree.table.Fetcher());
  for (int level = 0; level <= 10; ++level) {
    for (uint64_t index = 0; IsComplete({level, index}, 1100); ++index) {
      ASSERT_EQ(reader.Read({level, index}).value(), model.Read({level, index}).value())
          << level << "/" << index;
    }
  }
}

TEST(TileNodeReader, MakesProofsThatVerify) {
  const uint64_t kSize = 66'000;
  TileTable table;
  TileEdge edge;
  table.Write(edge.Append(LeafHashes(0, 1000)));
  const Hash old_root = edge.Root();
  table.Write(edge.Append(LeafHashes(1000, kSize)));
  for (const uint64_t index : {0, 255, 256, 999, 65'535, 65'536, 65'999}) {
    TileNodeReader reader(kSize, table.Fetcher());
    const auto proof = InclusionProof(index, kSize, reader);
    ASSERT_TRUE(proof.ok()) << proof.status();
    EXPECT_TRUE(VerifyInclusion(LeafHash(EntryText(index)), index, kSize, *proof, edge.Root()).ok())
        << index;
  }
  TileNodeReader reader(kSize, table.Fetcher());
  EXPECT_TRUE(VerifyConsistency(1000, kSize, old_root, edge.Root(),
                                ConsistencyProof(1000, kSize, reader).value())
                  .ok());
}

TEST(TileNodeReader, FetchesEachTileOnceAtTheWidthOfItsTree) {
  GrownTree tree(600);
  std::vector<std::string> fetched;
  TileNodeReader reader(258, [&](const TileId& id) {
    fetched.push_back(TilePath(id));
    return tree.table.Fetcher()(id);
  });
  ASSERT_TRUE(InclusionProof(257, 258, reader).ok());
  ASSERT_TRUE(InclusionProof(256, 258, reader).ok());
  EXPECT_THAT(fetched, ElementsAre("tile/0/001.p/2", "tile/1/000.p/1"));
}

TEST(TileNodeReader, RefusesASubtreeThatIsNotComplete) {
  GrownTree tree(600);
  TileNodeReader reader(258, tree.table.Fetcher());
  EXPECT_EQ(reader.Read({0, 258}).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(reader.Read({8, 1}).status().code(), absl::StatusCode::kOutOfRange);
}

TEST(TileNodeReader, NamesATileThatIsTooShort) {
  GrownTree tree(258);
  tree.table.row(0, 1).resize(Hash::kBytes);
  TileNodeReader reader(258, tree.table.Fetcher());
  const absl::Status status = reader.Read({0, 256}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(status.message(), "tile/0/001.p/2: found 32 bytes, expected 2 hashes of 32");
}

TEST(TileNodeReader, NamesATileThatIsNoWholeNumberOfHashes) {
  GrownTree tree(258);
  tree.table.row(0, 1).push_back('x');
  TileNodeReader reader(258, tree.table.Fetcher());
  EXPECT_EQ(reader.Read({0, 256}).status().code(), absl::StatusCode::kDataLoss);
}

TEST(TileNodeReader, LeadsToAnotherRootFromADamagedTile) {
  GrownTree tree(258);
  tree.table.row(0, 1)[3] ^= 1;
  TileNodeReader reader(258, tree.table.Fetcher());
  const std::vector<Hash> proof = InclusionProof(0, 258, reader).value();
  EXPECT_FALSE(VerifyInclusion(LeafHash(EntryText(0)), 0, 258, proof, tree.edge.Root()).ok());
}

}  // namespace
}  // namespace assessment
