// Measures what copying records into the index buys: a unit's history as one range scan of its
// index rows, against the same positions read one by one. Prints figures; is no test.
//
// measure_index <directory> [events = 1000000] [events in a commit = 500]

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "tests/contract/log_fixture.h"

namespace assessment {
namespace {

constexpr uint64_t kEventsOfAUnit = 10000;

class Stopwatch {
 public:
  double milliseconds() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_)
        .count();
  }

 private:
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

std::unique_ptr<RocksDbLogStore> OpenStore(const std::string& directory) {
  RocksDbOptions options;
  options.directory = directory;
  auto store = RocksDbLogStore::Open(options);
  if (!store.ok()) std::fprintf(stderr, "%s\n", store.status().ToString().c_str());
  CHECK(store.ok());
  return *std::move(store);
}

// Events of about 370 bytes, scattered over units of 10,000 each.
void Write(EventLog& log, uint64_t events, uint64_t batch) {
  const uint64_t units = events / kEventsOfAUnit;
  Frontier frontier;
  double committing = 0;
  for (uint64_t size = 0; size < events;) {
    std::vector<CommitEntry> entries;
    for (uint64_t p = size; p < size + batch && p < events; ++p) {
      TestEvent event;
      event.key = absl::StrCat("ordered-", 1000000000000 + p);
      event.units = {absl::StrCat("u", (p * 2654435761u >> 3) % units)};
      event.record_time_micros = static_cast<int64_t>(size) + 1;
      event.padding_bytes = 220;
      entries.push_back(MakeEntry(event, p));
      frontier.Append(LeafHash(entries.back().record.header_bytes));
    }
    const Stopwatch watch;
    CHECK(log.Commit(entries, size, frontier.Root()).outcome == CommitOutcome::kCommitted);
    committing += watch.milliseconds();
    size += entries.size();
  }
  std::printf("%llu events of %zu bytes committed by %llu: %.0f events/s\n",
              static_cast<unsigned long long>(events), EncodedRecordBytes(*log.Get(0)),
              static_cast<unsigned long long>(batch),
              static_cast<double>(events) / committing * 1000);
}

void Compare(const EventLog& log, const std::string& unit) {
  const Stopwatch scan;
  const std::vector<uint64_t> positions =
      *PositionsUnder(log, IndexKey::Unit(unit), log.DurableTail().size);
  const double scan_ms = scan.milliseconds();
  const Stopwatch gets;
  for (const uint64_t position : positions) CHECK(log.Get(position).ok());
  std::printf("%s, %zu events: scan of its rows %.1f ms, one by one %.1f ms\n", unit.c_str(),
              positions.size(), scan_ms, gets.milliseconds());
}

void Measure(const std::string& directory, uint64_t events, uint64_t batch) {
  {
    const std::unique_ptr<RocksDbLogStore> store = OpenStore(directory);
    Write(**store->Create("measured"), events, batch);
    CHECK(store->Close().ok());
  }
  const Stopwatch opening;
  const std::unique_ptr<RocksDbLogStore> store = OpenStore(directory);
  std::printf("opened in %.0f ms\n", opening.milliseconds());
  const EventLog& log = **store->Find("measured");
  for (uint64_t unit = 0; unit < 5; ++unit) {
    Compare(log, absl::StrCat("u", unit * 7 % (events / kEventsOfAUnit)));
  }
}

}  // namespace
}  // namespace assessment

int main(int argc, char** argv) {
  uint64_t events = 1000000;
  uint64_t batch = 500;
  if (argc < 2 || (argc > 2 && !absl::SimpleAtoi(argv[2], &events)) ||
      (argc > 3 && !absl::SimpleAtoi(argv[3], &batch)) || events < 10000 || batch == 0) {
    std::fprintf(stderr, "usage: measure_index <new directory> [events] [events in a commit]\n");
    return 2;
  }
  if (std::filesystem::exists(argv[1])) {
    std::fprintf(stderr, "%s exists; name a new directory\n", argv[1]);
    return 2;
  }
  assessment::Measure(argv[1], events, batch);
  return 0;
}
