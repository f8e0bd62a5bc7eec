#include "clients/tiles/tile_export.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ledger/proof/cosignature.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/testing/vectors.h"
#include "ledger/proof/tile.h"

namespace assessment {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// A log whose entries are "entry 0", "entry 1" and so on, with those that were changed.
class TextLog {
 public:
  std::string Entry(uint64_t position) const {
    const auto changed = changed_.find(position);
    return changed == changed_.end() ? absl::StrCat("entry ", position) : changed->second;
  }
  void Change(uint64_t position, const std::string& text) { changed_[position] = text; }
  std::string Checkpoint(uint64_t size) const {
    Frontier frontier;
    for (uint64_t i = 0; i < size; ++i) frontier.Append(LeafHash(Entry(i)));
    return *SignCheckpoint({vectors::kLogName, size, frontier.Root()},
                           *ParseSignerKey(vectors::kLogSigningKey));
  }

 private:
  std::map<uint64_t, std::string> changed_;
};

class TileExportTest : public ::testing::Test {
 protected:
  TileExportTest() {
    std::string pattern = ::testing::TempDir() + "tile_export_XXXXXX";
    parent_ = ::mkdtemp(pattern.data());
    directory_ = parent_ + "/log";
  }
  ~TileExportTest() override { fs::remove_all(parent_); }

  absl::StatusOr<TileExport> ExportNote(const std::string& note) {
    return ExportTiles(directory_, note, *ParseVerifierKey(vectors::kLogVerifierKey),
                       [this](uint64_t first, uint32_t count) { return Fetch(first, count); });
  }
  absl::StatusOr<std::vector<std::string>> Fetch(uint64_t first, uint32_t count) {
    if (first >= fetchable_) return absl::UnavailableError("the connection is lost");
    std::vector<std::string> entries;
    for (uint64_t i = first; i < first + count; ++i) entries.push_back(log_.Entry(i));
    return entries;
  }
  absl::StatusOr<TileExport> Export(uint64_t size) { return ExportNote(log_.Checkpoint(size)); }
  TileExport Exported(uint64_t size) {
    const absl::StatusOr<TileExport> exported = Export(size);
    EXPECT_TRUE(exported.ok()) << exported.status();
    return *exported;
  }
  std::string Refusal(uint64_t size) {
    const absl::StatusOr<TileExport> exported = Export(size);
    EXPECT_EQ(exported.status().code(), absl::StatusCode::kFailedPrecondition);
    return std::string(exported.status().message());
  }

  std::string Bytes(const std::string& path) const {
    std::ifstream file(directory_ + "/" + path);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  }
  std::string Digest(const std::string& path) const { return HashToHex(Sha256(Bytes(path))); }
  // All files, by their paths.
  std::set<std::string> Files() const {
    std::set<std::string> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory_)) {
      if (entry.is_regular_file()) files.insert(fs::relative(entry.path(), directory_));
    }
    return files;
  }
  void Flip(const std::string& path, size_t byte) const {
    std::string bytes = Bytes(path);
    bytes[byte] = static_cast<char>(bytes[byte] ^ 1);
    std::ofstream(directory_ + "/" + path, std::ios::binary) << bytes;
  }
  // The whole directory is what an export into an empty one would make, partial tiles of older
  // sizes aside.
  void ExpectWhole(uint64_t size) {
    const std::string own = directory_;
    std::map<std::string, std::string> found;
    for (const std::string& path : Files()) found[path] = Bytes(path);
    directory_ = parent_ + "/anew";
    Exported(size);
    for (const std::string& path : Files()) EXPECT_EQ(found[path], Bytes(path)) << path;
    fs::remove_all(directory_);
    directory_ = own;
  }

  TextLog log_;
  uint64_t fetchable_ = UINT64_MAX;
  std::string parent_;
  std::string directory_;
};

TEST_F(TileExportTest, WritesThePublishedFilesOf258Entries) {
  Exported(258);
  EXPECT_THAT(Files(), ElementsAre("checkpoint", "tile/0/000", "tile/0/001.p/2", "tile/1/000.p/1",
                                   "tile/entries/000", "tile/entries/001.p/2"));
  EXPECT_EQ(Digest("tile/entries/000"),
            "c378282cb2167eb29f7e0c483ef2ce284728c12286469737cf8c3dc71e412ff1");
  EXPECT_EQ(Digest("tile/entries/001.p/2"),
            "c689e1cacb4cca11044e3fd7b37f3f81910cf1d0d3192e6946bacd30617c5542");
  EXPECT_EQ(Digest("tile/0/000"),
            "b0f6ca2ff42508faf8c6bb4ea8bb9c74243b19d4174fdc4fd17bdad9099e605e");
  EXPECT_EQ(Digest("tile/0/001.p/2"),
            "ba4a04ef0f662292f9ba21a7e40c0425534832024004e48f2ead82a3ed3eb78e");
  EXPECT_EQ(Digest("tile/1/000.p/1"),
            "f01c757ba6dc86839ede8e694a0e86f97ea9ffca04a34404236c7f8cb374794a");
  EXPECT_EQ(Bytes("checkpoint"), log_.Checkpoint(258));
}

TEST_F(TileExportTest, OfTheEmptyLogIsTheCheckpointAlone) {
  Exported(0);
  EXPECT_THAT(Files(), ElementsAre("checkpoint"));
}

TEST_F(TileExportTest, FetchesOnlyWhatIsNotThere) {
  Exported(258);
  const TileExport second = Exported(600);
  EXPECT_EQ(second.entries_fetched, 600u - 256u);
  EXPECT_EQ(second.files_kept, 2u);  // The first tile and the first bundle.
  ExpectWhole(600);
}

TEST_F(TileExportTest, OfTheSameSizeChangesNothing) {
  Exported(258);
  const TileExport second = Exported(258);
  EXPECT_EQ(second.entries_fetched, 0u);
  EXPECT_EQ(second.files_written, 0u);
  EXPECT_EQ(second.files_kept, 5u);
  EXPECT_FALSE(second.checkpoint_replaced);
}

TEST_F(TileExportTest, RemovesAPartialTileOnceItsFullOneIsThere) {
  Exported(258);
  EXPECT_EQ(Exported(300).files_removed, 0u);
  EXPECT_THAT(Files(), Contains("tile/0/001.p/2"));
  EXPECT_EQ(Exported(600).files_removed, 4u);
  EXPECT_THAT(Files(), Not(Contains("tile/0/001.p/2")));
  EXPECT_THAT(Files(), Not(Contains("tile/entries/001.p/44")));
  EXPECT_THAT(Files(), Contains("tile/1/000.p/1"));
  EXPECT_FALSE(fs::exists(directory_ + "/tile/0/001.p"));
}

TEST_F(TileExportTest, LeavesOtherFilesAlone) {
  fs::create_directories(directory_ + "/tile/0/001.p");
  std::ofstream(directory_ + "/index.html") << "x";
  std::ofstream(directory_ + "/tile/0/001.p/2x") << "x";
  Exported(600);
  EXPECT_THAT(Files(), Contains("index.html"));
  EXPECT_THAT(Files(), Contains("tile/0/001.p/2x"));
}

TEST_F(TileExportTest, GoesOnWhereItWasInterrupted) {
  fetchable_ = 512;
  EXPECT_EQ(Export(600).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_FALSE(fs::exists(directory_ + "/checkpoint"));
  EXPECT_FALSE(fs::exists(directory_ + "/tile"));
  fetchable_ = UINT64_MAX;
  EXPECT_EQ(Exported(600).entries_fetched, 600u - 512u);
  ExpectWhole(600);
}

TEST_F(TileExportTest, MendsAnyOneDamagedFile) {
  Exported(600);
  for (const std::string& path : Files()) {
    if (path == "checkpoint") continue;
    Flip(path, Bytes(path).size() / 2);
    Exported(600);
    ExpectWhole(600);
  }
}

TEST_F(TileExportTest, MendsDamageThatFitsItself) {
  Exported(600);
  // Another entry, and the tile with its hash.
  std::string bundle = Bytes("tile/entries/000");
  bundle[2] = 'E';
  std::ofstream(directory_ + "/tile/entries/000", std::ios::binary) << bundle;
  std::string tile;
  const std::vector<std::string> entries = *DecodeEntryBundle(bundle, 256);
  for (const std::string& entry : entries) absl::StrAppend(&tile, LeafHash(entry).view());
  std::ofstream(directory_ + "/tile/0/000", std::ios::binary) << tile;
  Exported(600);
  ExpectWhole(600);
}

TEST_F(TileExportTest, RefusesEntriesOfAnotherRootAndChangesNothing) {
  Exported(258);
  const std::set<std::string> files = Files();
  const std::string note = log_.Checkpoint(600);
  log_.Change(400, "another");
  const absl::StatusOr<TileExport> exported = ExportNote(note);
  EXPECT_EQ(exported.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(exported.status().message()), HasSubstr("the checkpoint says"));
  for (const std::string& path : files) EXPECT_TRUE(fs::exists(directory_ + "/" + path)) << path;
  EXPECT_EQ(Bytes("checkpoint"), log_.Checkpoint(258));
  EXPECT_FALSE(fs::exists(directory_ + "/tile/0/001"));
}

TEST_F(TileExportTest, RefusesAnOlderCopyOfTheLog) {
  Exported(258);
  EXPECT_THAT(Refusal(100), HasSubstr("has size 258, the log shows only 100: an older copy"));
  EXPECT_EQ(Bytes("checkpoint"), log_.Checkpoint(258));
}

TEST_F(TileExportTest, RefusesALogThatChangedWhatItShowed) {
  Exported(258);
  const std::string published = Bytes("checkpoint");
  const std::string tile = Bytes("tile/0/000");
  log_.Change(7, "another");
  EXPECT_THAT(Refusal(258), HasSubstr("the log has two histories"));
  EXPECT_THAT(Refusal(600), HasSubstr("the log has two histories"));
  EXPECT_EQ(Bytes("checkpoint"), published);
  EXPECT_EQ(Bytes("tile/0/000"), tile);
}

TEST_F(TileExportTest, TakesNothingFromAnExportThatWasRefused) {
  Exported(258);
  log_.Change(7, "another");
  Refusal(600);
  log_.Change(7, "entry 7");
  Exported(600);
  ExpectWhole(600);
}

TEST_F(TileExportTest, RefusesTheDirectoryOfAnotherLog) {
  fs::create_directories(directory_);
  std::ofstream(directory_ + "/checkpoint")
      << absl::StrReplaceAll(log_.Checkpoint(258), {{"\n258\n", "\n259\n"}});
  EXPECT_THAT(Refusal(600), HasSubstr("is there and is none of this log's"));
}

TEST_F(TileExportTest, RefusesANoteThatTheLogDidNotSign) {
  const absl::StatusOr<TileExport> exported =
      ExportNote(absl::StrReplaceAll(log_.Checkpoint(258), {{"\n258\n", "\n259\n"}}));
  EXPECT_EQ(exported.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(TileExportTest, KeepsCosignaturesOfTheSameTree) {
  const SignerKey witness = *MakeSignerKey(vectors::kWitness1Name, NoteKeyType::kCosigner,
                                           *DecodeHex(vectors::kWitness1SeedHex));
  Exported(258);
  Note note = *ParseNote(log_.Checkpoint(258));
  note.signatures.push_back(*Cosign(note.text, vectors::kWitness1Time, witness));
  EXPECT_TRUE(ExportNote(FormatNote(note))->checkpoint_replaced);
  EXPECT_FALSE(Exported(258).checkpoint_replaced);
  EXPECT_EQ(Bytes("checkpoint"), FormatNote(note));
}

TEST_F(TileExportTest, IsOneAtATime) {
  Exported(258);
  const int fd = ::open(directory_.c_str(), O_RDONLY | O_DIRECTORY);
  ASSERT_EQ(::flock(fd, LOCK_EX), 0);
  EXPECT_EQ(Export(300).status().code(), absl::StatusCode::kUnavailable);
  ::close(fd);
}

TEST_F(TileExportTest, GrowsToAnySizeOverAnyOther) {
  for (const uint64_t size : {1, 2, 255, 256, 257, 511, 512, 513, 1000}) {
    Exported(size);
    ExpectWhole(size);
  }
}

TEST_F(TileExportTest, ExtendsWhatAnEarlierKeyOfTheLogSigned) {
  ASSERT_TRUE(ExportNote(log_.Checkpoint(3)).ok());
  const SignerKey next = *MakeSignerKey(vectors::kLogName, NoteKeyType::kLog, std::string(32, 'n'));
  Frontier frontier;
  for (uint64_t i = 0; i < 5; ++i) frontier.Append(LeafHash(log_.Entry(i)));
  const std::string note = *SignCheckpoint({vectors::kLogName, 5, frontier.Root()}, next);
  const auto fetch = [this](uint64_t first, uint32_t count) {
    std::vector<std::string> entries;
    for (uint32_t i = 0; i < count; ++i) entries.push_back(log_.Entry(first + i));
    return absl::StatusOr<std::vector<std::string>>(std::move(entries));
  };
  EXPECT_FALSE(ExportTiles(directory_, note, next.verifier(), fetch).ok());
  const std::vector<VerifierKey> earlier = {*ParseVerifierKey(vectors::kLogVerifierKey)};
  const auto exported = ExportTiles(directory_, note, next.verifier(), fetch, earlier);
  EXPECT_TRUE(exported.ok()) << exported.status();
}

}  // namespace
}  // namespace assessment
