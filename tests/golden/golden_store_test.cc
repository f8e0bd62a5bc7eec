// A whole store as a directory, as the first version of its format was written. It opens for ever,
// with every record, and is written to. A failure here means that stores of users do not open:
// change the code back, never the file. With ASSESSMENT_WRITE_GOLDEN=1 the files are written when
// they are missing; those that exist are never overwritten.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/log/verify_log.h"
#include "ledger/proof/encoding.h"
#include "tests/contract/log_fixture.h"
#include "tests/golden/golden_file.h"

namespace assessment {
namespace {

const std::string kArchive = std::string(ASSESSMENT_GOLDEN_DIR) + "/store-1.tar.gz";
// A line for each ledger: name, size, root.
const std::string kContents = std::string(ASSESSMENT_GOLDEN_DIR) + "/store-1.txt";

// One line of kContents.
std::string Describe(const std::string& name, const EventLog& log) {
  const EventLog::Tail tail = log.DurableTail();
  return absl::StrCat(name, " ", tail.size, " ", EncodeHex(HashBytes(tail.root)), "\n");
}

class GoldenStore : public ::testing::Test {
 protected:
  GoldenStore() {
    std::string pattern = (std::filesystem::temp_directory_path() / "golden_XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
  }
  ~GoldenStore() override {
    store_.reset();
    std::filesystem::remove_all(directory_);
  }

  absl::Status Open() {
    RocksDbOptions options;
    options.directory = directory_ + "/store";
    options.reserve_bytes = 0;
    auto opened = RocksDbLogStore::Open(options);
    if (opened.ok()) store_ = *std::move(opened);
    return opened.status();
  }

  void WriteWhenMissing() {
    if (std::getenv("ASSESSMENT_WRITE_GOLDEN") == nullptr || std::filesystem::exists(kArchive)) {
      return;
    }
    ASSERT_TRUE(Open().ok());
    // Over the width of a tile, with texts kept and erased; an empty ledger beside it.
    LogWriter writer(**store_->Create("a"));
    ASSERT_TRUE(writer.CommitMany(255, 51, 4).ok());
    ASSERT_TRUE(writer
                    .Commit({{.key = "named",
                              .units = {"u1"},
                              .accidents = {"accident"},
                              .matters = {"matter"},
                              .record_time_micros = 300,
                              .note = "a note",
                              .decider = "a name"}})
                    .status.ok());
    ASSERT_TRUE(
        writer.Commit({{.key = "gone", .record_time_micros = 301, .note = "gone"}}).status.ok());
    ASSERT_TRUE(
        writer.Commit({{.key = "erasing", .record_time_micros = 302, .erases = 256}}).status.ok());
    const std::string contents =
        Describe("a", **store_->Find("a")) + Describe("empty", **store_->Create("empty"));
    ASSERT_TRUE(store_->Close().ok());
    store_.reset();
    // Opened once more, part of it lies in tables; what comes then lies in the log.
    ASSERT_TRUE(Open().ok());
    ASSERT_TRUE(store_->Close().ok());
    WriteTextFile(kContents, contents);
    Run(absl::StrCat("tar -C ", directory_, " --exclude 'LOG*' -czf ", kArchive, " store"));
  }

  static void Run(const std::string& command) { ASSERT_EQ(std::system(command.c_str()), 0); }

  std::string directory_;
  std::unique_ptr<RocksDbLogStore> store_;
};

TEST_F(GoldenStore, OpensWithEveryRecordAndIsWrittenTo) {
  ASSERT_NO_FATAL_FAILURE(WriteWhenMissing());
  const std::string contents = ReadTextFile(kContents);
  ASSERT_FALSE(contents.empty())
      << "no golden store; write it once with ASSESSMENT_WRITE_GOLDEN=1 and keep it for ever";
  Run(absl::StrCat("tar -C ", directory_, " -xzf ", kArchive));
  for (int opening = 0; opening < 2; ++opening) {
    const absl::Status opened = Open();
    ASSERT_TRUE(opened.ok()) << opened;
    if (opening == 0) {
      std::string found;
      for (const std::string& name : store_->Ledgers()) {
        found += Describe(name, **store_->Find(name));
      }
      EXPECT_EQ(found, contents);
    }
    for (const std::string& name : store_->Ledgers()) {
      EventLog& log = **store_->Find(name);
      ASSERT_TRUE(VerifyLog(log, nullptr).ok()) << VerifyLog(log, nullptr).status();
      LogWriter writer(log, *ReadAll(log));
      const CommitResult written =
          writer.Commit({{.key = absl::StrCat("later-", opening),
                          .units = {"u1"},
                          .record_time_micros = log.DurableTail().record_time_micros + 1}});
      ASSERT_EQ(written.outcome, CommitOutcome::kCommitted) << written.status;
      ASSERT_TRUE(VerifyLog(log, nullptr).ok());
    }
    ASSERT_TRUE(store_->Close().ok());
    store_.reset();
  }
}

}  // namespace
}  // namespace assessment
