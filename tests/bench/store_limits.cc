// The limits of this machine, to be measured in the same run as the ledger: how fast the disk
// syncs, and how fast RocksDB alone makes rows of a given size durable. Prints one JSON object.
//   store_limits DIRECTORY [PAYLOAD_BYTES] [SECONDS]

#include <fcntl.h>
#include <rocksdb/db.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
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

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) Fail("usage: store_limits DIRECTORY [PAYLOAD_BYTES] [SECONDS]");
  const std::string directory = argv[1];
  const size_t bytes = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 400;
  const double seconds = argc > 3 ? std::strtod(argv[3], nullptr) : 3;
  std::filesystem::create_directories(directory);

  const double syncs = SyncRate(directory, bytes, seconds);
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(options, directory + "/rocksdb", &opened);
  if (!status.ok()) Fail(status.ToString());
  const std::unique_ptr<rocksdb::DB> db(opened);
  const double puts_64 = PutRate(*db, 64, bytes, seconds);
  const double puts_1 = PutRate(*db, 1, bytes, seconds);
  const double batches = BatchRate(*db, bytes, seconds);
  std::printf(
      "{\"payload_bytes\": %zu, \"fdatasync_per_second\": %.0f, \"rocksdb_sync_puts_64_threads\": "
      "%.0f, "
      "\"rocksdb_sync_puts_1_thread\": %.0f, \"rocksdb_rows_in_batches_of_100\": %.0f}\n",
      bytes, syncs, puts_64, puts_1, batches);
  return 0;
}
