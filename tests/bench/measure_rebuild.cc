// How fast the read side comes back from nothing over the store of a ledgerd that does not run, and
// how fast the same log is read and parsed by one core: measure_rebuild DATA LEDGER. Prints one
// JSON object.

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

#include "ledger/base/check.h"
#include "ledger/log/record.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "projections/views/projection_host.h"
#include "projections/views/ranking.h"

namespace assessment {
namespace {

// Seconds that `work` takes.
template <typename Work>
double Time(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Returns the bytes of all records.
uint64_t ScanAndParse(const EventLog& log, uint64_t size) {
  uint64_t bytes = 0;
  const absl::Status status = log.Read(0, size, [&bytes](uint64_t, const Record& record) {
    bytes += record.header_bytes.size() + record.salt.size() + record.body_bytes.size();
    return ParseCheckedRecord(record).status();
  });
  CHECK(status.ok());
  return bytes;
}

// Every projection to the end of the log.
void Follow(ProjectionHost& host, uint64_t size) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::hours(1);
  host.Start();
  for (const ProjectionKind kind :
       {ProjectionKind::kRegistry, ProjectionKind::kThings, ProjectionKind::kScores,
        ProjectionKind::kVetoes, ProjectionKind::kTrail}) {
    CHECK(host.Ask(kind, {}, size, deadline).ok());
  }
}

// Every sheet of every cycle; returns how many.
size_t ScoreEverybody(const ProjectionHost& host, uint64_t size) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::hours(1);
  const absl::StatusOr<ProjectionHost::Snapshot> snapshot =
      host.Ask(ProjectionKind::kScores, {}, size, deadline);
  CHECK(snapshot.ok());
  size_t sheets = 0;
  for (const auto& [name, cycle] : snapshot->view->registry().cycles()) {
    const auto scores = RankScores(*snapshot->view, cycle, snapshot->projections->scores());
    CHECK(scores.ok());
    sheets += scores->size();
  }
  return sheets;
}

void Measure(const std::string& data, const std::string& ledger) {
  RocksDbOptions options;
  options.directory = data + "/log";
  const absl::StatusOr<std::unique_ptr<RocksDbLogStore>> store = RocksDbLogStore::Open(options);
  CHECK(store.ok());
  const absl::StatusOr<EventLog*> log = (*store)->Find(ledger);
  CHECK(log.ok());
  const uint64_t size = (*log)->DurableTail().size;
  uint64_t bytes = 0;
  const double scanned = Time([&] { bytes = ScanAndParse(**log, size); });
  ProjectionHost host(ledger, **log);
  const double followed = Time([&] { Follow(host, size); });
  size_t sheets = 0;
  const double scored = Time([&] { sheets = ScoreEverybody(host, size); });
  const auto events = static_cast<double>(size);
  std::printf(
      "{\"events\": %llu, \"record_bytes\": %.0f, \"sheets\": %zu, \"scan_and_parse_per_second\": "
      "%.0f, "
      "\"follow_seconds\": %.3f, \"sheets_seconds\": %.3f, \"rebuild_per_second\": %.0f}\n",
      static_cast<unsigned long long>(size), static_cast<double>(bytes) / events, sheets,
      events / scanned, followed, scored, events / (followed + scored));
}

}  // namespace
}  // namespace assessment

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: measure_rebuild DATA LEDGER\n");
    return 2;
  }
  assessment::Measure(argv[1], argv[2]);
  return 0;
}
