#include "ledger/proof/merkle_proof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "ledger/proof/testing/memory_node_reader.h"
#include "ledger/proof/testing/tree_model.h"
#include "ledger/proof/testing/vectors.h"

namespace assessment {
namespace {

using ::testing::HasSubstr;

constexpr size_t kModelSizeMax = 130;

struct InclusionVector {
  uint64_t index;
  uint64_t size;
  const char* proof;
};
constexpr InclusionVector kInclusionVectors[] = {
    {0, 1, ""},    {0, 2, "L1"},     {1, 2, "L0"},     {0, 3, "L1 L2"},
    {2, 3, "A"},   {4, 5, "E"},      {5, 6, "L4 E"},   {3, 7, "L2 A G"},
    {6, 7, "C E"}, {0, 8, "L1 B F"}, {5, 8, "L4 D E"}, {7, 8, "L6 C E"},
};

struct ConsistencyVector {
  uint64_t old_size;
  uint64_t new_size;
  const char* proof;
};
constexpr ConsistencyVector kConsistencyVectors[] = {
    {1, 1, ""},          {1, 2, "L1"}, {1, 8, "L1 B F"}, {2, 5, "B L4"},      {3, 7, "L2 L3 A G"},
    {3, 8, "L2 L3 A F"}, {4, 8, "F"},  {6, 8, "C D E"},  {7, 8, "L6 L7 C E"}, {8, 8, ""},
};

std::vector<std::string> ModelEntries() {
  std::vector<std::string> entries;
  for (size_t i = 0; i < kModelSizeMax; ++i) entries.push_back(absl::StrCat("entry ", i));
  return entries;
}

// The proof with one bit of hash `i` flipped.
std::vector<Hash> WithFlippedBit(std::vector<Hash> proof, size_t i) {
  proof[i].bytes[i % Hash::kBytes] ^= 0x10;
  return proof;
}

TEST(InclusionProof, IsMadeAsPublished) {
  MemoryNodeReader reader(vectors::Entries());
  for (const InclusionVector& v : kInclusionVectors) {
    EXPECT_EQ(InclusionProof(v.index, v.size, reader).value(), vectors::Nodes(v.proof))
        << v.index << " in " << v.size;
  }
}

TEST(InclusionProof, VerifiesAsPublished) {
  const std::vector<std::string> entries = vectors::Entries();
  for (const InclusionVector& v : kInclusionVectors) {
    EXPECT_TRUE(VerifyInclusion(LeafHash(entries[v.index]), v.index, v.size,
                                vectors::Nodes(v.proof), vectors::Root(v.size))
                    .ok())
        << v.index << " in " << v.size;
  }
}

TEST(InclusionProof, EqualsTheSlowModelForAllSizesUpTo130) {
  const std::vector<std::string> entries = ModelEntries();
  MemoryNodeReader reader;
  for (size_t size = 1; size <= entries.size(); ++size) {
    reader.Add(entries[size - 1]);
    const tree_model::Entries prefix = tree_model::Entries(entries).subspan(0, size);
    const Hash root = tree_model::Root(prefix);
    for (size_t index = 0; index < size; ++index) {
      const std::vector<Hash> expected = tree_model::Path(index, prefix);
      ASSERT_EQ(InclusionProof(index, size, reader).value(), expected) << index << " in " << size;
      ASSERT_TRUE(VerifyInclusion(LeafHash(entries[index]), index, size, expected, root).ok())
          << index << " in " << size;
    }
  }
}

TEST(InclusionProof, IsRefusedWhenAnyHashOrNumberIsChanged) {
  const std::vector<std::string> entries = ModelEntries();
  MemoryNodeReader reader;
  for (size_t size = 1; size <= 40; ++size) {
    reader.Add(entries[size - 1]);
    const Hash root = reader.frontier().Root();
    for (size_t index = 0; index < size; ++index) {
      const Hash leaf = LeafHash(entries[index]);
      const std::vector<Hash> proof = InclusionProof(index, size, reader).value();
      for (size_t i = 0; i < proof.size(); ++i) {
        ASSERT_FALSE(VerifyInclusion(leaf, index, size, WithFlippedBit(proof, i), root).ok());
        if (i > 0) {
          std::vector<Hash> swapped = proof;
          std::swap(swapped[i - 1], swapped[i]);
          ASSERT_FALSE(VerifyInclusion(leaf, index, size, swapped, root).ok());
        }
      }
      std::vector<Hash> longer = proof;
      longer.push_back(root);
      ASSERT_FALSE(VerifyInclusion(leaf, index, size, longer, root).ok());
      if (!proof.empty()) {
        std::vector<Hash> shorter = proof;
        shorter.pop_back();
        ASSERT_FALSE(VerifyInclusion(leaf, index, size, shorter, root).ok());
        ASSERT_FALSE(VerifyInclusion(leaf, index ^ 1, size, proof, root).ok());
      }
      ASSERT_FALSE(VerifyInclusion(Sha256("other"), index, size, proof, root).ok());
      ASSERT_FALSE(VerifyInclusion(leaf, index, size, proof, Sha256("other")).ok());
    }
  }
}

TEST(InclusionProof, IsRefusedForAnIndexBeyondTheTree) {
  EXPECT_EQ(VerifyInclusion(vectors::Node("L0"), 1, 1, {}, vectors::Root(1)).message(),
            "inclusion: found index 1 in size 1, expected index < size");
  EXPECT_FALSE(VerifyInclusion(EmptyRoot(), 0, 0, {}, EmptyRoot()).ok());
}

TEST(InclusionProof, IsRefusedForASizeBeyondTheLargestTree) {
  EXPECT_THAT(std::string(VerifyInclusion(Hash(), 0, kTreeSizeMax + 1, {}, Hash()).message()),
              HasSubstr("expected at most 9223372036854775807"));
  EXPECT_FALSE(VerifyInclusion(Hash(), UINT64_MAX - 1, UINT64_MAX, {}, Hash()).ok());
}

TEST(InclusionProof, IsRefusedWithMoreThan63Hashes) {
  const std::vector<Hash> proof(64);
  EXPECT_EQ(VerifyInclusion(Hash(), 0, kTreeSizeMax, proof, Hash()).message(),
            "inclusion proof: found 64 hashes, a proof has at most 63");
}

TEST(InclusionProof, OfTheLargestTreeHas63Hashes) {
  const std::vector<Hash> proof(63);
  EXPECT_EQ(VerifyInclusion(Hash(), 0, kTreeSizeMax, proof, Hash()).code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(InclusionProof, NamesTheNumberOfHashesItExpected) {
  EXPECT_EQ(VerifyInclusion(vectors::Node("L5"), 5, 8, vectors::Nodes("L4 D"), vectors::Root(8))
                .message(),
            "inclusion proof: found 2 hashes, expected 3");
}

TEST(InclusionProof, NamesTheRootItLeadsTo) {
  const absl::Status status =
      VerifyInclusion(vectors::Node("L1"), 1, 2, vectors::Nodes("L0"), vectors::Root(3));
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr(HashToHex(vectors::Root(2))));
  EXPECT_THAT(std::string(status.message()), HasSubstr(HashToHex(vectors::Root(3))));
}

TEST(InclusionProof, IsNotMadeForAnIndexBeyondTheTree) {
  MemoryNodeReader reader(vectors::Entries());
  EXPECT_EQ(InclusionProof(8, 8, reader).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(InclusionProof(0, 0, reader).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(InclusionProof(0, kTreeSizeMax + 1, reader).status().code(),
            absl::StatusCode::kOutOfRange);
}

TEST(InclusionProof, PassesOnWhyANodeCannotBeRead) {
  MemoryNodeReader reader(vectors::Entries());
  EXPECT_EQ(InclusionProof(8, 10, reader).status().message(), "node 0/9");
}

TEST(ConsistencyProof, IsMadeAsPublished) {
  MemoryNodeReader reader(vectors::Entries());
  for (const ConsistencyVector& v : kConsistencyVectors) {
    EXPECT_EQ(ConsistencyProof(v.old_size, v.new_size, reader).value(), vectors::Nodes(v.proof))
        << v.old_size << " to " << v.new_size;
  }
}

TEST(ConsistencyProof, VerifiesAsPublished) {
  for (const ConsistencyVector& v : kConsistencyVectors) {
    EXPECT_TRUE(VerifyConsistency(v.old_size, v.new_size, vectors::Root(v.old_size),
                                  vectors::Root(v.new_size), vectors::Nodes(v.proof))
                    .ok())
        << v.old_size << " to " << v.new_size;
  }
}

TEST(ConsistencyProof, EqualsTheSlowModelForAllSizesUpTo130) {
  const std::vector<std::string> entries = ModelEntries();
  MemoryNodeReader reader(entries);
  std::vector<Hash> roots;
  for (size_t size = 0; size <= entries.size(); ++size) {
    const tree_model::Entries prefix = tree_model::Entries(entries).subspan(0, size);
    roots.push_back(tree_model::Root(prefix));
    for (size_t old_size = 1; old_size <= size; ++old_size) {
      const std::vector<Hash> expected = tree_model::Proof(old_size, prefix);
      ASSERT_EQ(ConsistencyProof(old_size, size, reader).value(), expected)
          << old_size << " to " << size;
      ASSERT_TRUE(VerifyConsistency(old_size, size, roots[old_size], roots[size], expected).ok())
          << old_size << " to " << size;
    }
  }
}

TEST(ConsistencyProof, IsRefusedWhenAnyHashOrNumberIsChanged) {
  const std::vector<std::string> entries = ModelEntries();
  MemoryNodeReader reader;
  std::vector<Hash> roots = {EmptyRoot()};
  for (size_t size = 1; size <= 40; ++size) {
    reader.Add(entries[size - 1]);
    roots.push_back(reader.frontier().Root());
    for (size_t old_size = 1; old_size < size; ++old_size) {
      const Hash& from = roots[old_size];
      const Hash& to = roots[size];
      const std::vector<Hash> proof = ConsistencyProof(old_size, size, reader).value();
      for (size_t i = 0; i < proof.size(); ++i) {
        ASSERT_FALSE(VerifyConsistency(old_size, size, from, to, WithFlippedBit(proof, i)).ok());
      }
      std::vector<Hash> longer = proof;
      longer.push_back(to);
      ASSERT_FALSE(VerifyConsistency(old_size, size, from, to, longer).ok());
      std::vector<Hash> shorter = proof;
      shorter.pop_back();
      ASSERT_FALSE(VerifyConsistency(old_size, size, from, to, shorter).ok());
      ASSERT_FALSE(VerifyConsistency(old_size, size, Sha256("other"), to, proof).ok());
      ASSERT_FALSE(VerifyConsistency(old_size, size, from, Sha256("other"), proof).ok());
      ASSERT_FALSE(VerifyConsistency(old_size, size, to, from, proof).ok());
    }
  }
}

TEST(ConsistencyProof, FromTheEmptyTreeIsEmpty) {
  MemoryNodeReader reader(vectors::Entries());
  EXPECT_TRUE(ConsistencyProof(0, 8, reader).value().empty());
  EXPECT_TRUE(VerifyConsistency(0, 8, vectors::Root(0), vectors::Root(8), {}).ok());
  EXPECT_TRUE(VerifyConsistency(0, 0, vectors::Root(0), vectors::Root(0), {}).ok());
}

TEST(ConsistencyProof, FromTheEmptyTreeNeedsItsRoot) {
  EXPECT_FALSE(VerifyConsistency(0, 8, vectors::Root(1), vectors::Root(8), {}).ok());
}

TEST(ConsistencyProof, FromTheEmptyTreeMustHaveNoHash) {
  EXPECT_FALSE(
      VerifyConsistency(0, 8, vectors::Root(0), vectors::Root(8), vectors::Nodes("L0")).ok());
}

TEST(ConsistencyProof, BetweenEqualSizesNeedsEqualRoots) {
  EXPECT_FALSE(VerifyConsistency(4, 4, vectors::Root(4), vectors::Root(5), {}).ok());
  EXPECT_FALSE(
      VerifyConsistency(4, 4, vectors::Root(4), vectors::Root(4), vectors::Nodes("F")).ok());
}

TEST(ConsistencyProof, IsRefusedWhenTheOldSizeIsLarger) {
  EXPECT_EQ(
      VerifyConsistency(8, 4, vectors::Root(8), vectors::Root(4), vectors::Nodes("F")).message(),
      "consistency: found old size 8 and new size 4, expected old <= new");
}

TEST(ConsistencyProof, IsRefusedForASizeBeyondTheLargestTree) {
  EXPECT_FALSE(VerifyConsistency(1, kTreeSizeMax + 1, Hash(), Hash(), {}).ok());
  EXPECT_FALSE(VerifyConsistency(UINT64_MAX, UINT64_MAX, Hash(), Hash(), {}).ok());
}

TEST(ConsistencyProof, IsRefusedWithMoreThan63Hashes) {
  const std::vector<Hash> proof(64);
  EXPECT_EQ(VerifyConsistency(kTreeSizeMax - 2, kTreeSizeMax, Hash(), Hash(), proof).message(),
            "consistency proof: found 64 hashes, a proof has at most 63");
}

TEST(ConsistencyProof, NamesTheOldRootWhenThatDiffers) {
  EXPECT_THAT(std::string(VerifyConsistency(3, 7, vectors::Root(2), vectors::Root(7),
                                            vectors::Nodes("L2 L3 A G"))
                              .message()),
              HasSubstr("old root"));
}

TEST(ConsistencyProof, NamesTheNewRootWhenThatDiffers) {
  EXPECT_THAT(std::string(VerifyConsistency(3, 7, vectors::Root(3), vectors::Root(8),
                                            vectors::Nodes("L2 L3 A G"))
                              .message()),
              HasSubstr("new root"));
}

TEST(ConsistencyProof, IsNotMadeBackwards) {
  MemoryNodeReader reader(vectors::Entries());
  EXPECT_EQ(ConsistencyProof(5, 4, reader).status().code(), absl::StatusCode::kOutOfRange);
}

}  // namespace
}  // namespace assessment
