#include "ledger/proof/merkle.h"

#include <gtest/gtest.h>

#include <vector>

#include "ledger/proof/testing/memory_node_reader.h"
#include "ledger/proof/testing/tree_model.h"
#include "ledger/proof/testing/vectors.h"

namespace assessment {
namespace {

TEST(Merkle, HashesThePublishedLeaves) {
  const std::vector<std::string> entries = vectors::Entries();
  for (size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(LeafHash(entries[i]), vectors::Node(absl::StrCat("L", i))) << "leaf " << i;
  }
}

TEST(Merkle, HashesThePublishedNodes) {
  using vectors::Node;
  EXPECT_EQ(NodeHash(Node("L0"), Node("L1")), Node("A"));
  EXPECT_EQ(NodeHash(Node("L2"), Node("L3")), Node("B"));
  EXPECT_EQ(NodeHash(Node("L4"), Node("L5")), Node("C"));
  EXPECT_EQ(NodeHash(Node("L6"), Node("L7")), Node("D"));
  EXPECT_EQ(NodeHash(Node("A"), Node("B")), Node("E"));
  EXPECT_EQ(NodeHash(Node("C"), Node("D")), Node("F"));
  EXPECT_EQ(NodeHash(Node("C"), Node("L6")), Node("G"));
}

TEST(Merkle, KnowsWhichSubtreesAreComplete) {
  EXPECT_TRUE(IsComplete({0, 6}, 7));
  EXPECT_FALSE(IsComplete({0, 7}, 7));
  EXPECT_TRUE(IsComplete({2, 0}, 7));
  EXPECT_FALSE(IsComplete({2, 1}, 7));
  EXPECT_FALSE(IsComplete({63, 0}, kTreeSizeMax));
  EXPECT_FALSE(IsComplete({-1, 0}, 7));
  EXPECT_TRUE(IsComplete({62, 0}, kTreeSizeMax));
}

TEST(Frontier, KeepsTheRootOfAnEmptyTree) {
  EXPECT_EQ(Frontier().Root(), vectors::Root(0));
  EXPECT_EQ(EmptyRoot(), vectors::Root(0));
}

TEST(Frontier, ReachesThePublishedRootOfEverySize) {
  Frontier frontier;
  for (const std::string& entry : vectors::Entries()) {
    frontier.Append(LeafHash(entry));
    EXPECT_EQ(frontier.Root(), vectors::Root(frontier.size())) << "size " << frontier.size();
  }
}

TEST(Frontier, EqualsTheSlowModelUpTo130Leaves) {
  std::vector<std::string> entries;
  Frontier frontier;
  for (int i = 0; i < 130; ++i) {
    entries.push_back(absl::StrCat("entry ", i));
    frontier.Append(LeafHash(entries.back()));
    ASSERT_EQ(frontier.Root(), tree_model::Root(entries)) << "size " << entries.size();
  }
}

TEST(Frontier, ReportsEverySubtreeThatALeafCompletes) {
  Frontier frontier;
  for (int i = 0; i < 3; ++i) frontier.Append(vectors::Node(absl::StrCat("L", i)));
  std::vector<std::pair<NodeId, Hash>> completed;
  frontier.Append(vectors::Node("L3"), [&](const NodeId& node, const Hash& hash) {
    completed.emplace_back(node, hash);
  });
  ASSERT_EQ(completed.size(), 3u);
  EXPECT_EQ(completed[0], std::make_pair(NodeId{0, 3}, vectors::Node("L3")));
  EXPECT_EQ(completed[1], std::make_pair(NodeId{1, 1}, vectors::Node("B")));
  EXPECT_EQ(completed[2], std::make_pair(NodeId{2, 0}, vectors::Node("E")));
}

TEST(Frontier, IsAValueWhoseCopyIsASnapshot) {
  Frontier frontier;
  for (int i = 0; i < 5; ++i) frontier.Append(vectors::Node(absl::StrCat("L", i)));
  Frontier copy = frontier;
  copy.Append(vectors::Node("L0"));
  EXPECT_EQ(frontier.Root(), vectors::Root(5));
  EXPECT_FALSE(copy == frontier);
  copy = frontier;
  copy.Append(vectors::Node("L5"));
  EXPECT_EQ(copy.Root(), vectors::Root(6));
}

TEST(Frontier, IsLoadedFromStoredNodesAtEverySize) {
  MemoryNodeReader reader;
  for (int size = 0; size <= 130; ++size) {
    const absl::StatusOr<Frontier> loaded = Frontier::Load(size, reader);
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    ASSERT_TRUE(*loaded == reader.frontier()) << "size " << size;
    Frontier one_more = *loaded;
    const std::string entry = absl::StrCat("entry ", size);
    reader.Add(entry);
    one_more.Append(LeafHash(entry));
    ASSERT_EQ(one_more.Root(), reader.frontier().Root()) << "size " << size + 1;
  }
}

TEST(Frontier, PassesOnWhyANodeCannotBeRead) {
  MemoryNodeReader reader(vectors::Entries());
  EXPECT_EQ(Frontier::Load(9, reader).status().message(), "node 0/8");
}

TEST(Frontier, IsNotLoadedBeyondTheLargestTree) {
  MemoryNodeReader reader;
  EXPECT_EQ(Frontier::Load(kTreeSizeMax + 1, reader).status().code(),
            absl::StatusCode::kOutOfRange);
}

}  // namespace
}  // namespace assessment
