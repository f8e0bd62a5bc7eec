// Damage on disk is refused and named, or changes nothing that anybody reads: every byte of a small
// store flipped in turn, files cut, zeroed and deleted. Never fewer acknowledged records or index
// rows in silence, and never a repair.

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "gtest/gtest.h"
#include "ledger/base/check.h"
#include "ledger/base/testing/run_seed.h"
#include "ledger/log/rocksdb/high_water_mark.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/log/verify_log.h"
#include "tests/contract/log_fixture.h"
#include "tests/crash/child_process.h"
#include "tests/crash/simulated_file_system.h"

namespace assessment {
namespace {

constexpr char kLarge[] = "large";
constexpr char kSmall[] = "small";

RocksDbOptions StoreOptions(std::shared_ptr<SimulatedFileSystem> files) {
  RocksDbOptions options;
  options.directory = "/store";
  options.file_system = std::move(files);
  options.reserve_bytes = 0;
  options.block_cache_bytes = 1 << 20;
  // The log is switched, and tables are written, every few commits.
  options.memtable_bytes = 2 << 10;
  return options;
}

// A store as a killed process leaves it: rows in tables (a full tile among them), in an older log
// whose tables were not finished, and in the newest log.
struct Specimen {
  std::shared_ptr<SimulatedFileSystem> files;
  std::map<std::string, std::vector<Record>> records;
};

void WriteSpecimen(Specimen& specimen) {
  auto files = std::make_shared<SimulatedFileSystem>();
  RocksDbOptions options = StoreOptions(files);
  options.memtable_bytes = 1 << 20;
  {
    auto store = RocksDbLogStore::Open(options);
    CHECK(store.ok());
    LogWriter large(**(*store)->Create(kLarge));
    LogWriter small(**(*store)->Create(kSmall));
    CHECK(large.CommitMany(260, 65, 3).ok());
    CHECK(small.CommitMany(10, 3, 2).ok());
    specimen.records = {{kLarge, large.records()}, {kSmall, small.records()}};
    CHECK((*store)->Close().ok());
  }
  auto store = RocksDbLogStore::Open(StoreOptions(files));
  CHECK(store.ok());
  LogWriter large(**(*store)->Find(kLarge), specimen.records[kLarge]);
  LogWriter small(**(*store)->Find(kSmall), specimen.records[kSmall]);
  files->HoldWrites(".sst");
  CHECK(large.CommitMany(3, 1, 3).ok());
  CHECK(small.CommitMany(5, 2, 2).ok());
  CHECK(large.CommitMany(2, 2, 3).ok());
  specimen.records = {{kLarge, large.records()}, {kSmall, small.records()}};
  specimen.files = files->AfterProcessDeath();
  // Its flush waits for ever; the process ends without closing it.
  store->release();
}

// Makes the specimen in a process of its own, so that this one has no threads of a database.
Specimen MakeSpecimen() {
  const absl::StatusOr<std::vector<std::string>> fields = RunInChild([] {
    Specimen made;
    WriteSpecimen(made);
    std::vector<std::string> result;
    for (const auto& [name, records] : made.records) {
      result.push_back(absl::StrCat(records.size()));
      for (const Record& record : records) result.push_back(EncodeRecord(record));
    }
    const std::vector<std::string> files = made.files->ToFields();
    result.insert(result.end(), files.begin(), files.end());
    return result;
  });
  CHECK(fields.ok());
  Specimen specimen;
  auto field = fields->begin();
  for (const char* name : {kLarge, kSmall}) {
    uint64_t count = 0;
    CHECK(absl::SimpleAtoi(*field++, &count));
    for (; count > 0; --count) specimen.records[name].push_back(*DecodeRecord(*field++));
  }
  specimen.files = SimulatedFileSystem::FromFields(std::vector<std::string>(field, fields->end()));
  return specimen;
}

std::string Extension(const std::string& path) { return path.substr(path.rfind('.') + 1); }

bool IsManifest(const std::string& path) { return absl::StrContains(path, "/MANIFEST-"); }

std::vector<std::string> PathsOf(const SimulatedFileSystem& files, const std::string& what) {
  std::vector<std::string> paths;
  for (const auto& [path, content] : files.Files()) {
    const bool matches = what == "MANIFEST"  ? IsManifest(path)
                         : what == "CURRENT" ? absl::EndsWith(path, "/CURRENT")
                                             : Extension(path) == what;
    if (matches) paths.push_back(path);
  }
  return paths;
}

// What became of a damaged store.
enum class Outcome { kRefused, kIdentical, kLedgerStopped, kProcessStopped, kWrong };

// How a child says that a compaction was about to read damage.
constexpr int kProcessStoppedExit = 3;

// Opens a damaged store and judges how it behaves; `wrong` says what is wrong with it.
Outcome Judge(const Specimen& specimen, const std::shared_ptr<SimulatedFileSystem>& files,
              std::string& wrong) {
  const std::map<std::string, std::string> before = files->Files();
  RocksDbOptions options = StoreOptions(files);
  options.on_damaged_compaction = [](const absl::Status&) { _exit(kProcessStoppedExit); };
  auto store = RocksDbLogStore::Open(options);
  if (!store.ok()) {
    const std::string message(store.status().message());
    if (!absl::StrContains(message, "/store/") && !absl::StrContains(message, "ledger ")) {
      wrong = absl::StrCat("refused without naming file or ledger: ", message);
    }
    if (files->Files() != before) wrong = absl::StrCat("refused but changed: ", message);
    return Outcome::kRefused;
  }
  Outcome outcome = Outcome::kIdentical;
  for (const auto& [name, records] : specimen.records) {
    const auto log = (*store)->Find(name);
    if (!log.ok()) {
      wrong = absl::StrCat("opened without ledger ", name);
      return Outcome::kWrong;
    }
    const absl::Status verified = VerifyLog(**log, nullptr).status();
    const absl::Status writable = (*log)->CheckWritable();
    if (!writable.ok()) outcome = Outcome::kLedgerStopped;
    if (verified.ok()) {
      const absl::StatusOr<std::vector<Record>> read = ReadAll(**log);
      if (!read.ok() || *read != records) {
        wrong = absl::StrCat("ledger ", name, " verifies with other records");
      }
    } else if (verified.code() != absl::StatusCode::kDataLoss ||
               writable.code() != absl::StatusCode::kDataLoss) {
      wrong = absl::StrCat("ledger ", name, " is not stopped after ", verified.ToString());
    }
  }
  // The process ends without closing, as it does in the worst case.
  store->release();
  return outcome;
}

// One damaged copy of the specimen.
struct Damage {
  std::string what;
  std::function<void(SimulatedFileSystem&)> inflict;
};

// How many damages had which outcome.
using Outcomes = std::map<Outcome, uint64_t>;

// Judges damages in a child: two fields each, the outcome and what is wrong.
std::vector<std::string> JudgeSome(const Specimen& specimen, absl::Span<const Damage> damages) {
  std::vector<std::string> result;
  for (const Damage& damage : damages) {
    const std::shared_ptr<SimulatedFileSystem> files = specimen.files->AfterProcessDeath();
    damage.inflict(*files);
    std::string wrong;
    const Outcome outcome = Judge(specimen, files, wrong);
    result.push_back(absl::StrCat(static_cast<int>(wrong.empty() ? outcome : Outcome::kWrong)));
    result.push_back(wrong);
  }
  return result;
}

// Judges all of `damages` in processes of their own, `at_once` in one, two processes at a time;
// reports the first few that are wrong. A process that a compaction stopped counts once, so where
// that may happen `at_once` is 1.
Outcomes JudgeAll(const Specimen& specimen, absl::Span<const Damage> damages, size_t at_once) {
  Outcomes outcomes;
  std::vector<std::string> wrong;
  std::deque<std::pair<absl::Span<const Damage>, ChildProcess>> running;
  const auto finish_one = [&] {
    const absl::Span<const Damage> judged = running.front().first;
    const absl::StatusOr<std::vector<std::string>> end = running.front().second.Finish();
    running.pop_front();
    if (!end.ok()) {
      const bool stopped =
          absl::StrContains(end.status().message(),
                            absl::StrCat("wait status ", kProcessStoppedExit << 8)) &&
          judged.size() == 1;
      ++outcomes[stopped ? Outcome::kProcessStopped : Outcome::kWrong];
      if (!stopped) wrong.push_back(absl::StrCat(judged[0].what, ": ", end.status().message()));
      return;
    }
    for (size_t i = 0; i < judged.size(); ++i) {
      int number = 0;
      CHECK(absl::SimpleAtoi(end->at(2 * i), &number));
      const auto outcome = static_cast<Outcome>(number);
      ++outcomes[outcome];
      if (outcome == Outcome::kWrong) {
        wrong.push_back(absl::StrCat(judged[i].what, ": ", end->at(2 * i + 1)));
      }
    }
  };
  for (size_t begin = 0; begin < damages.size(); begin += at_once) {
    const absl::Span<const Damage> some = damages.subspan(begin, at_once);
    running.emplace_back(some, ChildProcess([&] { return JudgeSome(specimen, some); }));
    if (running.size() == 2) finish_one();
  }
  while (!running.empty()) finish_one();
  const size_t shown = std::min<size_t>(wrong.size(), 5);
  EXPECT_TRUE(wrong.empty()) << wrong.size() << " of " << damages.size() << " wrong, first:\n"
                             << absl::StrJoin(wrong.begin(),
                                              wrong.begin() + static_cast<ptrdiff_t>(shown), "\n");
  return outcomes;
}

// A flip of each `stride`-th byte of a file in [begin, end), with a mask from `random`.
void AddFlips(const std::string& path, const std::string& content, size_t begin, size_t end,
              size_t stride, std::mt19937_64& random, std::vector<Damage>& damages) {
  for (size_t at = begin; at < end; at += stride) {
    const auto mask = static_cast<char>(1 + random() % 255);
    damages.push_back({absl::StrCat(path, " byte ", at, " xor ", static_cast<uint8_t>(mask)),
                       [path, content, at, mask](SimulatedFileSystem& files) {
                         std::string flipped = content;
                         flipped[at] = static_cast<char>(flipped[at] ^ mask);
                         files.SetContent(path, std::move(flipped));
                       }});
  }
}

class DamagedStore : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { specimen_ = new Specimen(MakeSpecimen()); }
  static void TearDownTestSuite() { delete specimen_; }

  void SetUp() override {
    random_.seed(testing::RunSeed(257));
    content_ = specimen_->files->Files();
  }

  void Run(const std::string& what, const std::vector<Damage>& damages, size_t at_once) {
    ASSERT_FALSE(damages.empty());
    outcomes_ = JudgeAll(*specimen_, damages, at_once);
    std::printf(
        "%s, %zu times: %llu refused, %llu identical, %llu stopped a ledger, %llu stopped the "
        "process\n",
        what.c_str(), damages.size(), Count(Outcome::kRefused), Count(Outcome::kIdentical),
        Count(Outcome::kLedgerStopped), Count(Outcome::kProcessStopped));
  }

  unsigned long long Count(Outcome outcome) { return outcomes_[outcome]; }

  static Specimen* specimen_;
  std::mt19937_64 random_;
  std::map<std::string, std::string> content_;
  Outcomes outcomes_;
};

Specimen* DamagedStore::specimen_ = nullptr;

TEST_F(DamagedStore, HasAllThatCanBeDamaged) {
  EXPECT_GE(PathsOf(*specimen_->files, "log").size(), 2u);
  EXPECT_GE(PathsOf(*specimen_->files, "sst").size(), 5u);
  EXPECT_EQ(PathsOf(*specimen_->files, "MANIFEST").size(), 1u);
  EXPECT_EQ(PathsOf(*specimen_->files, "CURRENT").size(), 1u);
  EXPECT_EQ(PathsOf(*specimen_->files, "mark").size(), 2u);
  for (const auto& [path, content] : content_) {
    std::printf("%s %zu bytes\n", path.c_str(), content.size());
  }
  Run("nothing", {{"nothing", [](SimulatedFileSystem&) {}}}, 1);
  EXPECT_EQ(Count(Outcome::kIdentical), 1u);
}

TEST_F(DamagedStore, EveryByteOfTheLogsFlipped) {
  std::vector<Damage> damages;
  for (const std::string& path : PathsOf(*specimen_->files, "log")) {
    AddFlips(path, content_[path], 0, content_[path].size(), 1, random_, damages);
  }
  Run("log bytes flipped", damages, 16);
  EXPECT_EQ(Count(Outcome::kLedgerStopped) + Count(Outcome::kProcessStopped), 0u);
  EXPECT_GT(Count(Outcome::kRefused), damages.size() / 2);
}

TEST_F(DamagedStore, EveryByteOfManifestAndCurrentFlipped) {
  std::vector<Damage> damages;
  for (const char* what : {"MANIFEST", "CURRENT"}) {
    for (const std::string& path : PathsOf(*specimen_->files, what)) {
      AddFlips(path, content_[path], 0, content_[path].size(), 1, random_, damages);
    }
  }
  Run("MANIFEST and CURRENT bytes flipped", damages, 16);
  EXPECT_EQ(Count(Outcome::kLedgerStopped) + Count(Outcome::kProcessStopped), 0u);
}

TEST_F(DamagedStore, EveryByteOfTheMarkSlotsFlipped) {
  std::vector<Damage> damages;
  for (const std::string& path : PathsOf(*specimen_->files, "mark")) {
    const std::string& content = content_[path];
    for (const size_t slot : {size_t{0}, kMarkSlotStride}) {
      const size_t length = EncodeMarkSlot(kLarge, Mark()).size();
      AddFlips(path, content, slot, slot + length, 1, random_, damages);
    }
  }
  Run("mark bytes flipped", damages, 16);
  // One bad slot is tolerated.
  EXPECT_EQ(Count(Outcome::kIdentical), damages.size());
}

TEST_F(DamagedStore, EveryByteOfAMarkFlippedLeavesAMarkThatWasTrueOnce) {
  for (const std::string& path : PathsOf(*specimen_->files, "mark")) {
    const std::string ledger = absl::StrContains(path, kLarge) ? kLarge : kSmall;
    const Mark newest = LoadMark(*specimen_->files, path, ledger)->mark;
    const std::shared_ptr<SimulatedFileSystem> files = specimen_->files->AfterProcessDeath();
    for (size_t at = 0; at < content_[path].size(); ++at) {
      std::string flipped = content_[path];
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << random_() % 8));
      files->SetContent(path, flipped);
      const absl::StatusOr<StoredMark> stored = LoadMark(*files, path, ledger);
      ASSERT_TRUE(stored.ok()) << at << " " << stored.status();
      EXPECT_TRUE(stored->mark == newest || stored->mark.generation < newest.generation) << at;
    }
  }
}

TEST_F(DamagedStore, BytesOfTheTablesFlipped) {
  std::vector<Damage> damages;
  for (const std::string& path : PathsOf(*specimen_->files, "sst")) {
    // Here and there, and closer at the end, where index, properties and footer are.
    const std::string& content = content_[path];
    const size_t end_from = content.size() - std::min<size_t>(content.size(), 400);
    AddFlips(path, content, random_() % 97, end_from, 97, random_, damages);
    AddFlips(path, content, end_from + random_() % 3, content.size(), 3, random_, damages);
  }
  Run("table bytes flipped", damages, 1);
  EXPECT_GT(Count(Outcome::kLedgerStopped), 0u);
}

TEST_F(DamagedStore, LogsCutZeroedAndDeleted) {
  std::vector<Damage> damages;
  for (const std::string& path : PathsOf(*specimen_->files, "log")) {
    const std::string& content = content_[path];
    damages.push_back({absl::StrCat(path, " deleted"),
                       [path](SimulatedFileSystem& files) { files.Remove(path); }});
    for (size_t length = 0; length < content.size(); length += 5) {
      damages.push_back({absl::StrCat(path, " cut to ", length),
                         [path, cut = content.substr(0, length)](SimulatedFileSystem& files) {
                           files.SetContent(path, cut);
                         }});
    }
    for (size_t begin = 0; begin < content.size(); begin += 512) {
      for (const size_t end : {std::min(begin + 512, content.size()), content.size()}) {
        std::string zeroed = content;
        zeroed.replace(begin, end - begin, end - begin, '\0');
        damages.push_back(
            {absl::StrCat(path, " zeroed from ", begin, " to ", end),
             [path, zeroed](SimulatedFileSystem& files) { files.SetContent(path, zeroed); }});
      }
    }
  }
  Run("logs cut, zeroed and deleted", damages, 16);
  EXPECT_EQ(Count(Outcome::kLedgerStopped) + Count(Outcome::kProcessStopped), 0u);
  // The newest log may be empty; everything else that is cut was acknowledged.
  EXPECT_EQ(Count(Outcome::kIdentical), 0u);
}

TEST_F(DamagedStore, OtherFilesCutAndDeleted) {
  std::vector<Damage> damages;
  for (const char* what : {"MANIFEST", "CURRENT", "sst", "mark"}) {
    for (const std::string& path : PathsOf(*specimen_->files, what)) {
      damages.push_back({absl::StrCat(path, " deleted"),
                         [path](SimulatedFileSystem& files) { files.Remove(path); }});
      const std::string& content = content_[path];
      const size_t stride = 1 + content.size() / 40;
      for (size_t length = 0; length < content.size(); length += stride) {
        damages.push_back({absl::StrCat(path, " cut to ", length),
                           [path, cut = content.substr(0, length)](SimulatedFileSystem& files) {
                             files.SetContent(path, cut);
                           }});
      }
    }
  }
  Run("MANIFEST, CURRENT, tables and marks cut and deleted", damages, 1);
}

}  // namespace
}  // namespace assessment
