// The limits of this machine, to be measured in the same run as the ledger: how fast the disk
// syncs, and how fast RocksDB alone makes rows of a given size durable. Prints one JSON object.
// The rows of an event are those the ledger keeps of one: the record, the record again in its
// unit's index, the key after a look-up that finds nothing, and a tile every 256 events.
//   store_limits DIRECTORY [PAYLOAD_BYTES [SECONDS [syncs]]]     with "syncs" the disk's syncs
//   alone

#include <fcntl.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

using SteadyClock = std::chrono::steady_clock;

double Seconds(SteadyClock::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

[[noreturn]] void Fail(const std::string& what) {
  std::fprintf(stderr, "store_limits: %s\n", what.c_str());
  std::exit(1);
}

// Syncs a second of one thread that appends `bytes` and syncs, again and again.
double SyncRate(const std::string& directory, size_t bytes, double seconds) {
  const std::string path = directory + "/sync";
  const int file = open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
  if (file < 0) Fail("cannot write " + path);
  const std::string payload(bytes, 'x');
  uint64_t syncs = 0;
  const auto begin = SteadyClock::now();
  while (Seconds(SteadyClock::now() - begin) < seconds) {
    if (write(file, payload.data(), payload.size()) != static_cast<ssize_t>(payload.size()) ||
        fdatasync(file) != 0) {
      Fail("cannot sync " + path);
    }
    ++syncs;
  }
  const double rate = static_cast<double>(syncs) / Seconds(SteadyClock::now() - begin);
  close(file);
  return rate;
}

std::string Key(uint64_t number) {
  std::string key(12, '\0');
  for (int i = 0; i < 8; ++i) key[4 + i] = static_cast<char>(number >> (8 * (7 - i)));
  return key;
}

// Rows a second that `threads` threads make durable with one synced put each; RocksDB groups them
// as it likes.
double PutRate(rocksdb::DB& db, int threads, size_t bytes, double seconds) {
  std::atomic<uint64_t> next{0};
  std::atomic<bool> stop{false};
  std::vector<std::thread> writers;
  const auto begin = SteadyClock::now();
  for (int t = 0; t < threads; ++t) {
    writers.emplace_back([&db, &next, &stop, bytes] {
      const std::string payload(bytes, 'x');
      rocksdb::WriteOptions options;
      options.sync = true;
      while (!stop) {
        if (!db.Put(options, Key(next++), payload).ok()) Fail("a put failed");
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  stop = true;
  for (std::thread& writer : writers) writer.join();
  return static_cast<double>(next) / Seconds(SteadyClock::now() - begin);
}

// Rows a second in synced batches of 100, from 8 threads.
double BatchRate(rocksdb::DB& db, size_t bytes, double seconds) {
  constexpr int kThreads = 8;
  constexpr uint64_t kBatch = 100;
  std::atomic<uint64_t> next{uint64_t{1} << 40};
  std::atomic<bool> stop{false};
  std::vector<std::thread> writers;
  const auto begin = SteadyClock::now();
  for (int t = 0; t < kThreads; ++t) {
    writers.emplace_back([&db, &next, &stop, bytes] {
      const std::string payload(bytes, 'x');
      rocksdb::WriteOptions options;
      options.sync = true;
      while (!stop) {
        rocksdb::WriteBatch batch;
        const uint64_t first = next.fetch_add(kBatch);
        for (uint64_t i = 0; i < kBatch; ++i) batch.Put(Key(first + i), payload);
        if (!db.Write(options, &batch).ok()) Fail("a batch failed");
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  stop = true;
  for (std::thread& writer : writers) writer.join();
  return static_cast<double>(next - (uint64_t{1} << 40)) / Seconds(SteadyClock::now() - begin);
}

// The families that hold the rows of events, set up as the ledger's are.
class EventRows {
 public:
  explicit EventRows(const std::string& directory) {
    rocksdb::DBOptions options;
    options.create_if_missing = true;
    options.create_missing_column_families = true;
    options.atomic_flush = true;
    options.max_total_wal_size = kMemtableBytes;
    rocksdb::BlockBasedTableOptions filtered;
    filtered.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    rocksdb::ColumnFamilyOptions family;
    family.write_buffer_size = kMemtableBytes;
    family.compression = rocksdb::kLZ4Compression;
    rocksdb::ColumnFamilyOptions keys = family;
    keys.table_factory.reset(rocksdb::NewBlockBasedTableFactory(filtered));
    const std::vector<rocksdb::ColumnFamilyDescriptor> families = {
        {"default", family}, {"index", family}, {"keys", keys}, {"tiles", family}};
    rocksdb::DB* opened = nullptr;
    const rocksdb::Status status =
        rocksdb::DB::Open(options, directory, families, &handles_, &opened);
    if (!status.ok()) Fail(status.ToString());
    db_.reset(opened);
  }
  ~EventRows() {
    for (rocksdb::ColumnFamilyHandle* handle : handles_) delete handle;
  }

  // Events a second that one thread makes durable in groups of `group`.
  double Rate(uint64_t group, size_t bytes, double seconds) {
    const uint64_t first = next_;
    const auto begin = SteadyClock::now();
    while (Seconds(SteadyClock::now() - begin) < seconds) WriteGroup(group, bytes);
    return static_cast<double>(next_ - first) / Seconds(SteadyClock::now() - begin);
  }

 private:
  static constexpr size_t kMemtableBytes = 64 << 20;
  static constexpr uint64_t kTileEvents = 256;
  static constexpr size_t kTileBytes = kTileEvents * 32;

  void WriteGroup(uint64_t group, size_t bytes) {
    // Bytes that do not compress better than those of an event.
    std::string record(bytes, '\0');
    rocksdb::WriteBatch batch;
    std::string found;
    for (uint64_t i = 0; i < group; ++i, ++next_) {
      for (size_t at = 0; at < bytes / 2; ++at) record[at] = static_cast<char>(random_());
      const std::string key = Key(next_);
      if (!db_->Get(rocksdb::ReadOptions(), handles_[2], "k" + key, &found).IsNotFound()) {
        Fail("a key is known before it was written");
      }
      batch.Put(handles_[0], key, record);
      batch.Put(handles_[1], std::string(1, static_cast<char>(next_ % 60)) + key, record);
      batch.Put(handles_[2], "k" + key, key);
      if (next_ % kTileEvents == 0) batch.Put(handles_[3], key, std::string(kTileBytes, 'h'));
    }
    rocksdb::WriteOptions options;
    options.sync = true;
    if (!db_->Write(options, &batch).ok()) Fail("a group failed");
  }

  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  std::minstd_rand random_{20221231};
  uint64_t next_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) Fail("usage: store_limits DIRECTORY [PAYLOAD_BYTES [SECONDS [syncs]]]");
  const std::string directory = argv[1];
  const size_t bytes = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 400;
  const double seconds = argc > 3 ? std::strtod(argv[3], nullptr) : 3;
  std::filesystem::create_directories(directory);

  const double syncs = SyncRate(directory, bytes, seconds);
  if (argc > 4) {
    std::printf("{\"payload_bytes\": %zu, \"fdatasync_per_second\": %.0f}\n", bytes, syncs);
    return 0;
  }
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(options, directory + "/rocksdb", &opened);
  if (!status.ok()) Fail(status.ToString());
  const std::unique_ptr<rocksdb::DB> db(opened);
  const double puts_64 = PutRate(*db, 64, bytes, seconds);
  const double puts_1 = PutRate(*db, 1, bytes, seconds);
  const double batches = BatchRate(*db, bytes, seconds);
  EventRows events(directory + "/events");
  const double groups_64 = events.Rate(64, bytes, seconds);
  const double groups_800 = events.Rate(800, bytes, seconds);
  std::printf(
      "{\"payload_bytes\": %zu, \"fdatasync_per_second\": %.0f, \"rocksdb_sync_puts_64_threads\": "
      "%.0f, "
      "\"rocksdb_sync_puts_1_thread\": %.0f, \"rocksdb_rows_in_batches_of_100\": %.0f, "
      "\"rocksdb_event_rows_in_groups_of_64\": %.0f, "
      "\"rocksdb_event_rows_in_groups_of_800\": %.0f}\n",
      bytes, syncs, puts_64, puts_1, batches, groups_64, groups_800);
  return 0;
}
