// Writes a small log as files, for programs of other people to verify: the keys, the tiles, signed
// checkpoints of several sizes, proof files of entries, and consistency proofs.
//
//   write_log DIRECTORY
//
//   vkey, skey                            the log's keys as text, of a published test seed
//   checkpoint.<size>                     a signed checkpoint
//   tile/<level>/..., tile/entries/...    of the largest size, and the partial ones of every size
//   <index>.<size>.tlog-proof             an entry in the checkpoint of that size
//   consistency.<old size>.<new size>     one base64 hash a line

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/merkle_proof.h"
#include "ledger/proof/note_key.h"
#include "ledger/proof/testing/vectors.h"
#include "ledger/proof/tile.h"
#include "ledger/proof/tile_store.h"
#include "ledger/proof/tlog_proof.h"

namespace assessment {
namespace {

namespace fs = std::filesystem;

// Around one and two full tiles, and around powers of two.
constexpr uint64_t kSizes[] = {0, 1, 2, 3, 7, 8, 100, 255, 256, 257, 258, 600};

std::string EntryText(uint64_t position) { return absl::StrCat("entry ", position); }

void WriteFile(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  CHECK(!file.fail());
}

// The files of one size: what a log that stopped there would publish.
class LogFiles {
 public:
  LogFiles(fs::path directory, SignerKey key)
      : directory_(std::move(directory)), key_(std::move(key)) {}

  void GrowTo(uint64_t size) {
    while (edge_.size() < size) {
      const Hash leaf = LeafHash(EntryText(edge_.size()));
      for (const TileRow& row : edge_.Append({&leaf, 1})) {
        rows_[{row.level, row.index}] = row.hashes;
      }
    }
    WriteTiles();
    checkpoint_ = SignCheckpoint({key_.name, size, edge_.Root()}, key_).value();
    WriteFile(directory_ / absl::StrCat("checkpoint.", size), checkpoint_);
  }

  void WriteInclusion(uint64_t index) const {
    TileNodeReader reader(edge_.size(), Fetcher());
    const TlogProof proof{index, InclusionProof(index, edge_.size(), reader).value(), checkpoint_};
    WriteFile(directory_ / absl::StrCat(index, ".", edge_.size(), ".tlog-proof"),
              FormatTlogProof(proof));
  }

  void WriteConsistency(uint64_t old_size) const {
    TileNodeReader reader(edge_.size(), Fetcher());
    const std::vector<Hash> hashes = ConsistencyProof(old_size, edge_.size(), reader).value();
    std::string lines;
    for (const Hash& hash : hashes) {
      absl::StrAppend(&lines, HashToBase64(hash), "\n");
    }
    WriteFile(directory_ / absl::StrCat("consistency.", old_size, ".", edge_.size()), lines);
  }

 private:
  TileFetcher Fetcher() const {
    return [this](const TileId& tile) -> absl::StatusOr<std::string> {
      return rows_.at({tile.level, tile.index});
    };
  }

  void WriteTiles() const {
    for (const TileId& tile : TilesOfTree(edge_.size())) {
      WriteFile(directory_ / TilePath(tile), rows_.at({tile.level, tile.index}));
      if (tile.level > 0) continue;
      std::vector<std::string> entries;
      for (uint64_t i = 0; i < tile.width; ++i) {
        entries.push_back(EntryText(tile.index * kTileWidth + i));
      }
      WriteFile(directory_ / EntryBundlePath({tile.index, tile.width}),
                EncodeEntryBundle(entries).value());
    }
  }

  const fs::path directory_;
  const SignerKey key_;
  TileEdge edge_;
  std::map<std::pair<int, uint64_t>, std::string> rows_;
  std::string checkpoint_;
};

void WriteLog(const fs::path& directory) {
  const SignerKey key = ParseSignerKey(vectors::kLogSigningKey).value();
  WriteFile(directory / "vkey", EncodeVerifierKey(key.verifier()));
  WriteFile(directory / "skey", EncodeSignerKey(key));
  LogFiles files(directory, key);
  for (const uint64_t size : kSizes) {
    files.GrowTo(size);
    for (uint64_t index = 0; index < size; index += size < 10 ? 1 : 37) files.WriteInclusion(index);
    if (size > 0) files.WriteInclusion(size - 1);
    for (const uint64_t old_size : kSizes) {
      if (old_size > 0 && old_size <= size) files.WriteConsistency(old_size);
    }
  }
}

}  // namespace
}  // namespace assessment

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s DIRECTORY\n", argv[0]);
    return 2;
  }
  assessment::WriteLog(argv[1]);
  return 0;
}
