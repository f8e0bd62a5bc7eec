// Makes a store of many events and prints how long backup, restore, scrub, opening and verification
// of it take: measure_store [EVENTS [DIRECTORY]]. The directory must not exist; it is kept.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "ledger/backup/backup_keeper.h"
#include "ledger/backup/restore.h"
#include "ledger/base/check.h"
#include "ledger/base/private_file.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/log/verify_log.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/scrub/scrubber.h"
#include "tests/contract/log_fixture.h"

namespace assessment {
namespace {

namespace fs = std::filesystem;

constexpr char kLedger[] = "141100";
constexpr char kOrigin[] = "ledger.example/log/141100";
constexpr uint64_t kBatch = 1000;
constexpr uint64_t kUnits = 3000;

// Runs `work` and prints how long it took and how many events a second that is.
template <typename Work>
void Time(const char* what, uint64_t events, Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("%-28s %8.2f s  %10.0f events/s\n", what, seconds,
              static_cast<double>(events) / seconds);
  std::fflush(stdout);
}

uint64_t BytesIn(const std::string& directory) {
  uint64_t bytes = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

// Events with a key, a unit and a sealed text each, as a year of findings has them.
class Filler {
 public:
  explicit Filler(EventLog& log) : log_(log) {}

  void Add(uint64_t events) {
    while (events > 0) {
      std::vector<CommitEntry> entries;
      const uint64_t begin = frontier_.size();
      const uint64_t count = std::min(events, kBatch);
      for (uint64_t position = begin; position < begin + count; ++position) {
        TestEvent event;
        event.key = "key-" + std::to_string(position);
        event.units = {"unit-" + std::to_string(position % kUnits)};
        event.record_time_micros = static_cast<int64_t>(position);
        event.note = "what was found at the place number " + std::to_string(position);
        event.padding_bytes = 150;
        entries.push_back(MakeEntry(event, position));
        frontier_.Append(LeafHash(entries.back().record.header_bytes));
      }
      CHECK(log_.Commit(entries, begin, frontier_.Root()).status.ok());
      events -= count;
    }
  }

 private:
  EventLog& log_;
  Frontier frontier_;
};

std::unique_ptr<RocksDbLogStore> OpenStoreIn(const std::string& data) {
  RocksDbOptions options;
  options.directory = data + "/log";
  auto store = RocksDbLogStore::Open(options);
  CHECK(store.ok());
  return *std::move(store);
}

void MeasureStore(uint64_t events, const std::string& directory) {
  const std::string data = directory + "/data";
  CHECK(MakePrivateDirectory(directory).ok());
  CHECK(MakePrivateDirectory(data).ok());
  std::unique_ptr<RocksDbLogStore> store = OpenStoreIn(data);
  EventLog& log = **store->Create(kLedger);
  Filler filler(log);
  Time("write, batches of 1,000", events, [&] { filler.Add(events); });
  std::printf("%-28s %8.0f MB\n", "store", static_cast<double>(BytesIn(data)) / 1e6);

  const SignerKey key = *MakeSignerKey(kOrigin, NoteKeyType::kLog, std::string(32, 'k'));
  BackupKeeper::Options options;
  options.directory = directory + "/backups";
  options.store = store.get();
  options.clock = &SystemClock();
  options.signers = [&] {
    BackupSigner signer;
    signer.ledger = kLedger;
    signer.checkpoint = [&]() -> absl::StatusOr<std::string> {
      const EventLog::Tail tail = log.DurableTail();
      return SignCheckpoint(Checkpoint{kOrigin, tail.size, tail.root}, key);
    };
    signer.sign = [&](const std::string& text) -> absl::StatusOr<std::vector<NoteSignature>> {
      return SignNote(text, key)->signatures;
    };
    signer.verifier_keys = {EncodeVerifierKey(key.verifier())};
    return std::vector<BackupSigner>{signer};
  };
  BackupKeeper keeper(options);
  const auto back_up = [&] {
    const auto backup = keeper.Create(0, nullptr);
    CHECK(backup.ok());
    std::printf("%-28s %8.0f MB of %.0f MB\n", "bytes added",
                static_cast<double>(backup->bytes_added()) / 1e6,
                static_cast<double>(backup->bytes()) / 1e6);
  };
  Time("first backup", events, back_up);
  filler.Add(events / 100);
  Time("backup after 1 % more", events / 100, back_up);
  events += events / 100;

  RestoreOptions restore;
  restore.backups = options.directory;
  restore.data_directory = directory + "/restored";
  Time("restore, everything verified", events, [&] { CHECK(RestoreBackup(restore).ok()); });

  Time("verification of the log", events, [&] { CHECK(VerifyLog(log, nullptr).ok()); });
  Time("the same, one thread", events,
       [&] { CHECK(VerifyLog(log, nullptr, VerifyLogOptions{.threads = 1}).ok()); });
  Scrubber::Options scrub;
  scrub.store = store.get();
  scrub.verify_tables = [&](const auto& before) { return store->VerifyTables(before); };
  scrub.clock = &SystemClock();
  Time("scrub without a limit", events, [&] {
    Scrubber scrubber(scrub);
    scrubber.Start();
    while (!scrubber.Status().has_last()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    CHECK(scrubber.Status().last().ledgers(0).damage().empty());
  });
  store.reset();
  Time("opening after a clean end", events, [&] { store = OpenStoreIn(data); });
  CHECK((*store->Find(kLedger))->DurableTail().size == events);
}

}  // namespace
}  // namespace assessment

int main(int argc, char** argv) {
  const uint64_t events = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100'000;
  const std::string directory = argc > 2 ? argv[2] : "measure_store.work";
  if (events < 100 || std::filesystem::exists(directory)) {
    std::fprintf(stderr, "measure_store [EVENTS, at least 100 [DIRECTORY that does not exist]]\n");
    return 2;
  }
  assessment::MeasureStore(events, directory);
  return 0;
}
