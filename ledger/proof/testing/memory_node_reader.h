#ifndef LEDGER_PROOF_TESTING_MEMORY_NODE_READER_H_
#define LEDGER_PROOF_TESTING_MEMORY_NODE_READER_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/proof/merkle.h"

namespace assessment {

// Every complete subtree of a growing tree, in a table.
class MemoryNodeReader : public NodeReader {
 public:
  MemoryNodeReader() = default;
  explicit MemoryNodeReader(const std::vector<std::string>& entries) {
    for (const std::string& entry : entries) Add(entry);
  }

  void Add(absl::string_view entry) {
    frontier_.Append(LeafHash(entry), [this](const NodeId& node, const Hash& hash) {
      nodes_[{node.level, node.index}] = hash;
    });
  }

  const Frontier& frontier() const { return frontier_; }

  // NOT_FOUND for a subtree that is not complete.
  absl::StatusOr<Hash> Read(const NodeId& node) override {
    const auto found = nodes_.find({node.level, node.index});
    if (found != nodes_.end()) return found->second;
    return absl::NotFoundError(absl::StrCat("node ", node.level, "/", node.index));
  }

 private:
  Frontier frontier_;
  std::map<std::pair<int, uint64_t>, Hash> nodes_;
};

}  // namespace assessment

#endif  // LEDGER_PROOF_TESTING_MEMORY_NODE_READER_H_
