// Acknowledged means durable: whatever instant the power goes off at, every acknowledged record is
// there afterwards, and the store opens.

#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/log/verify_log.h"
#include "tests/contract/log_fixture.h"
#include "tests/crash/child_process.h"
#include "tests/crash/simulated_file_system.h"

namespace assessment {
namespace {

// A number from the environment, for runs by hand.
uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  uint64_t value = 0;
  return text != nullptr && absl::SimpleAtoi(text, &value) ? value : otherwise;
}

// What the writer knows of a ledger.
struct Known {
  std::vector<Record> acknowledged;
  Frontier frontier;  // Over those.
  // Sent last, not acknowledged: may be there or not.
  std::vector<Record> unknown;

  void Acknowledge(std::vector<Record> records) {
    for (size_t i = acknowledged.size(); i < records.size(); ++i) {
      frontier.Append(LeafHash(records[i].header_bytes));
    }
    acknowledged = std::move(records);
    unknown.clear();
  }
};

// How lives ended.
struct Counts {
  uint64_t power_losses = 0;
  uint64_t acknowledged = 0;
  uint64_t unacknowledged_kept = 0;
  uint64_t during_opening = 0;
};

// One life of a store: opened, compared with what is known, written to until the power goes off.
class Life {
 public:
  Life(uint64_t seed, std::shared_ptr<SimulatedFileSystem> files,
       std::map<std::string, Known>& known, Counts& counts)
      : random_(seed), files_(std::move(files)), known_(known), counts_(counts) {
    options_.directory = "/store";
    options_.file_system = files_;
    options_.reserve_bytes = 0;
    // Small enough that tables are written and logs are switched while the power is on.
    options_.memtable_bytes = (uint64_t{16} << 10) << random_() % 4;
    options_.block_cache_bytes = 1 << 20;
    options_.mark_sync_interval = std::chrono::milliseconds(random_() % 2 == 0 ? 1 : 1000);
  }

  // DATA_LOSS when something acknowledged in an earlier life is missing or different.
  absl::Status UntilPowerLoss() {
    files_->PowerOffAfter(1 + random_() % (random_() % 4 == 0 ? 100 : 600));
    absl::StatusOr<std::unique_ptr<RocksDbLogStore>> store = RocksDbLogStore::Open(options_);
    if (!store.ok()) {
      if (!files_->power_is_off()) return store.status();
      ++counts_.during_opening;
      return absl::OkStatus();
    }
    // The process ends with the life, so nothing is closed.
    LogStore& opened = *store->release();
    RETURN_IF_ERROR(Compare(opened));
    while (!files_->power_is_off()) {
      const std::string name = absl::StrCat("ledger-", random_() % 2);
      if (known_.count(name) == 0) {
        if (opened.Create(name).ok()) known_[name];
        continue;
      }
      Append(**opened.Find(name), known_[name]);
    }
    return absl::OkStatus();
  }

  // The life after the last: only compares.
  absl::Status Last() {
    absl::StatusOr<std::unique_ptr<RocksDbLogStore>> store = RocksDbLogStore::Open(options_);
    if (!store.ok()) return store.status();
    return Compare(*store->release());
  }

 private:
  // Everything acknowledged is there; of what was in hand all or nothing; the log verifies.
  absl::Status Compare(const LogStore& store) {
    for (auto& [name, known] : known_) {
      const absl::StatusOr<EventLog*> log = store.Find(name);
      if (!log.ok()) return absl::DataLossError(absl::StrCat("acknowledged ledger lost: ", name));
      ASSIGN_OR_RETURN(std::vector<Record> records, ReadAll(**log));
      std::vector<Record> with_unknown = known.acknowledged;
      with_unknown.insert(with_unknown.end(), known.unknown.begin(), known.unknown.end());
      if (records != known.acknowledged && records != with_unknown) {
        return absl::DataLossError(absl::StrCat(name, ": acknowledged ", known.acknowledged.size(),
                                                " records, found ", records.size(),
                                                " or different ones"));
      }
      RETURN_IF_ERROR(VerifyLog(**log, nullptr).status());
      counts_.unacknowledged_kept += records.size() - known.acknowledged.size();
      known.Acknowledge(std::move(records));
    }
    return absl::OkStatus();
  }

  void Append(EventLog& log, Known& known) {
    const uint64_t size = known.acknowledged.size();
    std::vector<CommitEntry> entries;
    Frontier after = known.frontier;
    for (size_t count = 1 + random_() % (random_() % 16 == 0 ? 300 : 4); entries.size() < count;) {
      const uint64_t position = size + entries.size();
      TestEvent event;
      event.key = absl::StrCat("key-", position);
      event.units = {absl::StrCat("u", random_() % 5), absl::StrCat("v", random_() % 3)};
      event.record_time_micros = static_cast<int64_t>(size) + 1;
      event.padding_bytes = random_() % 300;
      entries.push_back(MakeEntry(event, position));
      known.unknown.push_back(entries.back().record);
      after.Append(LeafHash(entries.back().record.header_bytes));
    }
    if (log.Commit(entries, size, after.Root()).outcome != CommitOutcome::kCommitted) return;
    counts_.acknowledged += entries.size();
    known.frontier = after;
    known.acknowledged.insert(known.acknowledged.end(), known.unknown.begin(), known.unknown.end());
    known.unknown.clear();
  }

  std::mt19937_64 random_;
  const std::shared_ptr<SimulatedFileSystem> files_;
  std::map<std::string, Known>& known_;
  Counts& counts_;
  RocksDbOptions options_;
};

// Three lives in a row and a last look. Each life is a process of its own, which ends with the
// power.
class PowerLossRound {
 public:
  PowerLossRound(uint64_t seed, Counts& counts)
      : seed_(seed), counts_(counts), files_(std::make_shared<SimulatedFileSystem>()) {}

  // The sync of log files answers without syncing: the same bytes as a writer that acknowledges
  // before the sync.
  void LieAboutSync() { lie_ = true; }

  // OK when nothing acknowledged was ever lost.
  absl::Status Run() {
    for (uint64_t life = 0; life <= kLives; ++life) {
      absl::StatusOr<std::vector<std::string>> end;
      // What a life that a library's assertion ended left on its disk ended with it: lived anew,
      // with other dice.
      for (uint64_t attempt = 0; attempt < kAttempts; ++attempt) {
        end = RunInChild([this, life, attempt] { return LiveOne(life, attempt); });
        if (!absl::IsUnavailable(end.status())) break;
      }
      RETURN_IF_ERROR(end.status());
      RETURN_IF_ERROR(Adopt(*end));
      if (life < kLives) ++counts_.power_losses;
    }
    return absl::OkStatus();
  }

 private:
  static constexpr uint64_t kLives = 3;
  static constexpr uint64_t kAttempts = 5;

  std::vector<std::string> LiveOne(uint64_t life, uint64_t attempt) {
    const uint64_t seed = seed_ * 1000 + attempt * 10 + life;
    if (lie_) {
      files_->LieAboutSync([](const std::string& path) {
        return path.size() > 4 && path.substr(path.size() - 4) == ".log";
      });
    }
    counts_ = Counts();
    Life one(seed, files_, known_, counts_);
    const absl::Status status = life < kLives ? one.UntilPowerLoss() : one.Last();
    std::vector<std::string> end = {absl::StrCat(static_cast<int>(status.code())),
                                    std::string(status.message()),
                                    absl::StrCat(counts_.acknowledged),
                                    absl::StrCat(counts_.unacknowledged_kept),
                                    absl::StrCat(counts_.during_opening),
                                    absl::StrCat(known_.size())};
    for (const auto& [name, known] : known_) {
      end.push_back(name);
      AppendRecords(known.acknowledged, end);
      AppendRecords(known.unknown, end);
    }
    std::mt19937_64 random(seed);
    const std::vector<std::string> files = files_->AfterPowerLoss(random)->ToFields();
    end.insert(end.end(), files.begin(), files.end());
    return end;
  }

  static void AppendRecords(const std::vector<Record>& records, std::vector<std::string>& fields) {
    fields.push_back(absl::StrCat(records.size()));
    for (const Record& record : records) fields.push_back(EncodeRecord(record));
  }

  absl::Status Adopt(const std::vector<std::string>& end) {
    size_t at = 0;
    const auto number = [&] {
      uint64_t value = 0;
      CHECK(absl::SimpleAtoi(end[at++], &value));
      return value;
    };
    const auto records = [&] {
      std::vector<Record> decoded(number());
      for (Record& record : decoded) record = *DecodeRecord(end[at++]);
      return decoded;
    };
    const auto code = static_cast<absl::StatusCode>(number());
    const absl::Status status(code, end[at++]);
    RETURN_IF_ERROR(status);
    counts_.acknowledged += number();
    counts_.unacknowledged_kept += number();
    counts_.during_opening += number();
    for (uint64_t ledgers = number(); ledgers > 0; --ledgers) {
      Known& known = known_[end[at++]];
      known.Acknowledge(records());
      known.unknown = records();
    }
    files_ = SimulatedFileSystem::FromFields(
        std::vector<std::string>(end.begin() + static_cast<ptrdiff_t>(at), end.end()));
    return absl::OkStatus();
  }

  const uint64_t seed_;
  Counts& counts_;
  std::shared_ptr<SimulatedFileSystem> files_;
  std::map<std::string, Known> known_;
  bool lie_ = false;
};

// The slice that every run of the suite repeats; longer runs give POWER_LOSS_SEED and
// POWER_LOSS_ROUNDS.
constexpr uint64_t kSliceSeed = 5000;

// Runs `rounds` rounds from `first_seed` on two processes and returns the first failure by seed.
absl::Status RunRounds(uint64_t first_seed, uint64_t rounds, Counts& counts) {
  std::vector<ChildProcess> workers;
  for (uint64_t worker = 0; worker < 2; ++worker) {
    workers.emplace_back([=] {
      Counts mine;
      for (uint64_t round = worker; round < rounds; round += 2) {
        const absl::Status status = PowerLossRound(first_seed + round, mine).Run();
        if (!status.ok()) {
          return std::vector<std::string>{
              absl::StrCat("seed ", first_seed + round, ": ", status.ToString())};
        }
      }
      return std::vector<std::string>{
          "", absl::StrCat(mine.power_losses), absl::StrCat(mine.acknowledged),
          absl::StrCat(mine.unacknowledged_kept), absl::StrCat(mine.during_opening)};
    });
  }
  absl::Status result;
  for (ChildProcess& worker : workers) {
    const absl::StatusOr<std::vector<std::string>> end = worker.Finish();
    result.Update(end.status());
    if (!end.ok()) continue;
    if (!end->front().empty()) {
      result.Update(absl::DataLossError(end->front()));
      continue;
    }
    const auto number = [&end](size_t field) {
      uint64_t value = 0;
      CHECK(absl::SimpleAtoi(end->at(field), &value));
      return value;
    };
    counts.power_losses += number(1);
    counts.acknowledged += number(2);
    counts.unacknowledged_kept += number(3);
    counts.during_opening += number(4);
  }
  return result;
}

TEST(PowerLoss, LosesNothingThatWasAcknowledged) {
  const uint64_t first_seed = FromEnvironment("POWER_LOSS_SEED", kSliceSeed);
  const uint64_t rounds = FromEnvironment("POWER_LOSS_ROUNDS", 1000);
  std::printf("first seed %llu (POWER_LOSS_SEED), %llu rounds (POWER_LOSS_ROUNDS)\n",
              static_cast<unsigned long long>(first_seed), static_cast<unsigned long long>(rounds));
  std::fflush(stdout);
  Counts counts;
  const absl::Status status = RunRounds(first_seed, rounds, counts);
  ASSERT_TRUE(status.ok()) << status;
  std::printf(
      "%llu power losses (%llu while opening), %llu records acknowledged and found, "
      "%llu found that were not\n",
      static_cast<unsigned long long>(counts.power_losses),
      static_cast<unsigned long long>(counts.during_opening),
      static_cast<unsigned long long>(counts.acknowledged),
      static_cast<unsigned long long>(counts.unacknowledged_kept));
  EXPECT_EQ(counts.power_losses, 3 * rounds);
  EXPECT_GT(counts.acknowledged, 0u);
  EXPECT_GT(counts.during_opening, 0u);
}

TEST(PowerLoss, IsNotSurvivedByAWriterThatAnswersBeforeTheSync) {
  const uint64_t first_seed = FromEnvironment("POWER_LOSS_SEED", kSliceSeed);
  std::printf("first seed %llu (POWER_LOSS_SEED)\n", static_cast<unsigned long long>(first_seed));
  std::fflush(stdout);
  Counts counts;
  uint64_t caught = 0;
  constexpr uint64_t kRounds = 20;
  for (uint64_t round = 0; round < kRounds; ++round) {
    PowerLossRound wrong(first_seed + round, counts);
    wrong.LieAboutSync();
    const absl::Status status = wrong.Run();
    if (status.code() == absl::StatusCode::kDataLoss) ++caught;
  }
  std::printf("caught in %llu of %llu rounds\n", static_cast<unsigned long long>(caught),
              static_cast<unsigned long long>(kRounds));
  EXPECT_GT(caught, kRounds / 2);
}

}  // namespace
}  // namespace assessment
