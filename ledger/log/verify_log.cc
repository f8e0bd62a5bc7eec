#include "ledger/log/verify_log.h"

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/log/key_layout.h"
#include "ledger/log/text_erasure.h"
#include "ledger/log/text_walk.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/tile.h"

namespace assessment {
namespace {

constexpr uint64_t kProgressPositions = 10 * 1000;

// Stands for the records under one index key: how many, and a digest over all of them in order.
struct KeyDigest {
  uint64_t rows = 0;
  Hash digest;

  void Add(uint64_t position, const Hash& record_digest) {
    std::string number;
    AppendBigEndian64(position, number);
    digest = Sha256Of({digest.view(), number, record_digest.view()});
    ++rows;
  }
};

Hash DigestOf(const Record& record) {
  return Sha256Of({record.header_bytes, record.salt, record.body_bytes});
}

class LogVerifier {
 public:
  LogVerifier(const EventLog& log, const VerifyProgress& progress)
      : log_(log), progress_(progress), tail_(log.DurableTail()) {}

  absl::StatusOr<VerifyReport> Run() {
    RETURN_IF_ERROR(log_.Read(0, tail_.size, [this](uint64_t position, const Record& record) {
      return Visit(position, record);
    }));
    RETURN_IF_ERROR(node_status_);
    RETURN_IF_ERROR(CheckEdge());
    if (frontier_.Root() != tail_.root) {
      return DamageError(absl::StrCat("the root of ", tail_.size, " records is ",
                                      HashToHex(frontier_.Root()), ", the log says ",
                                      HashToHex(tail_.root)));
    }
    RETURN_IF_ERROR(CheckErased());
    for (const auto& [key, digest] : index_) RETURN_IF_ERROR(CheckIndex(key, digest));
    if (progress_) progress_(tail_.size, tail_.size);
    return report_;
  }

 private:
  absl::Status Visit(uint64_t position, const Record& record) {
    ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(record));
    if (parsed.header.position() != position) {
      return DamageError(absl::StrCat("record at position ", position, " says position ",
                                      parsed.header.position()));
    }
    if (parsed.header.record_time_micros() < newest_time_) {
      return DamageError(absl::StrCat("record at position ", position, " has record time ",
                                      parsed.header.record_time_micros(), " before ",
                                      newest_time_));
    }
    newest_time_ = parsed.header.record_time_micros();
    const Hash digest = DigestOf(record);
    for (IndexKey& key : IndexKeysOf(parsed.header)) {
      index_[std::move(key)].Add(position, digest);
      ++report_.index_rows;
    }
    frontier_.Append(LeafHash(record.header_bytes), [this](const NodeId& node, const Hash& hash) {
      newest_nodes_[static_cast<size_t>(node.level)] = hash;
      // A node one level below the top of a tile is computed from half of the tile's hashes, so
      // comparing these compares every stored hash of full halves.
      if (node.level % kTileHeight == kTileHeight - 1) CheckNode(node, hash);
    });
    RETURN_IF_ERROR(node_status_);
    RETURN_IF_ERROR(CheckKey(parsed, position));
    RETURN_IF_ERROR(CheckTexts(parsed.body.event(), position));
    ++report_.records;
    if (progress_ && report_.records % kProgressPositions == 0) {
      progress_(report_.records, tail_.size);
    }
    return absl::OkStatus();
  }

  void CheckNode(const NodeId& node, const Hash& hash) {
    const absl::StatusOr<Hash> stored = log_.Node(node.level, node.index);
    if (!stored.ok()) {
      node_status_.Update(stored.status());
    } else if (*stored != hash) {
      node_status_.Update(
          DamageError(absl::StrCat("node ", node.index, " of level ", node.level, " is ",
                                   HashToHex(*stored), ", expected ", HashToHex(hash))));
    }
  }

  // The complete subtrees that make up the tree, which cover the partial tiles.
  absl::Status CheckEdge() {
    for (int level = 0; level < kTreeLevels; ++level) {
      const uint64_t count = tail_.size >> level;
      if (count % 2 == 1) {
        CheckNode(NodeId{level, count - 1}, newest_nodes_[static_cast<size_t>(level)]);
      }
    }
    return node_status_;
  }

  absl::Status CheckKey(const ParsedRecord& parsed, uint64_t position) {
    const event::v1::Event& event = parsed.body.event();
    if (event.idempotency_key().empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const std::optional<uint64_t> found,
                     log_.FindKey(event.source(), event.idempotency_key()));
    if (found != position) {
      return DamageError(absl::StrCat(
          "the idempotency key of position ", position,
          found.has_value() ? absl::StrCat(" leads to ", *found) : std::string(" is not known")));
    }
    ++report_.idempotency_keys;
    return absl::OkStatus();
  }

  absl::Status CheckTexts(const event::v1::Event& event, uint64_t position) {
    const std::vector<std::string> commitments = CommitmentsIn(event);
    auto texts = log_.FindTexts(commitments);
    if (!texts.ok()) return WithContext(absl::StrCat("position ", position), texts.status());
    for (size_t i = 0; i < commitments.size(); ++i) {
      if ((*texts)[i].has_value()) {
        ++report_.texts;
      } else {
        ++report_.texts_erased;
        erased_found_.emplace(commitments[i], position);
      }
    }
    if (!event.content().has_text_erased()) return absl::OkStatus();
    const event::v1::TextErased& erased = event.content().text_erased();
    ASSIGN_OR_RETURN(const Record record, log_.Get(erased.position()));
    ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(record));
    for (std::string& commitment : CommitmentsErased(erased, parsed.body.event())) {
      erased_stated_.insert(std::move(commitment));
    }
    return absl::OkStatus();
  }

  // What is erased some record erased. The other way round a text may be kept still: an erasure
  // that came while the check went on is not in its part of the log.
  absl::Status CheckErased() {
    for (const auto& [commitment, position] : erased_found_) {
      if (erased_stated_.contains(commitment)) continue;
      if (log_.DurableTail().size > tail_.size) continue;  // Perhaps by a record behind the part.
      return DamageError(
          absl::StrCat("position ", position, ": a sealed text is gone and no record erases it"));
    }
    return absl::OkStatus();
  }

  absl::Status CheckIndex(const IndexKey& key, const KeyDigest& expected) {
    KeyDigest found;
    RETURN_IF_ERROR(
        log_.ReadIndex(key, tail_.size, [&found](uint64_t position, const Record& record) {
          found.Add(position, DigestOf(record));
          return absl::OkStatus();
        }));
    if (found.rows != expected.rows || found.digest != expected.digest) {
      return DamageError(absl::StrCat("index of ", DescribeIndexKey(key), ": ", found.rows,
                                      " rows, expected ", expected.rows,
                                      found.rows == expected.rows ? " with other content" : ""));
    }
    ++report_.index_keys;
    return absl::OkStatus();
  }

  const EventLog& log_;
  const VerifyProgress& progress_;
  const EventLog::Tail tail_;
  Frontier frontier_;
  std::array<Hash, kTreeLevels> newest_nodes_;
  std::map<IndexKey, KeyDigest> index_;
  std::map<std::string, uint64_t> erased_found_;  // Commitment to a position that has it.
  std::set<std::string> erased_stated_;
  int64_t newest_time_ = 0;
  absl::Status node_status_;
  VerifyReport report_;
};

}  // namespace

absl::StatusOr<VerifyReport> VerifyLog(const EventLog& log, const VerifyProgress& progress) {
  return LogVerifier(log, progress).Run();
}

}  // namespace assessment
