#ifndef TESTS_SIMULATION_SIMULATED_SERVER_H_
#define TESTS_SIMULATION_SIMULATED_SERVER_H_

// One ledger as a server runs it, store and sequencer, on a simulated disk and clock. Which
// operations of the disk a call causes is a function of what was called before.

#include <atomic>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/base/clock.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/sequencer/sequencer.h"
#include "tests/crash/faulty_file_system.h"
#include "tests/crash/simulated_file_system.h"

namespace assessment {

class SimulatedServer {
 public:
  // A new store with one ledger, "141100".
  SimulatedServer();
  ~SimulatedServer();

  // Answers of several batches that are submitted at once, in the order of submission.
  std::vector<absl::StatusOr<ledger::v1::AppendResponse>> Append(
      const std::vector<ledger::v1::AppendRequest>& requests);

  // Drains, closes and opens.
  absl::Status Restart();
  // The process dies, with the power or alone; what the disk has left is opened.
  absl::Status Crash(bool with_power, std::mt19937_64& random);

  void SetClock(UnixMicros now) { clock_.Set(now); }
  UnixMicros now() { return clock_.Now(); }
  // Whether the disk has more room than the reserve.
  void SetRoom(bool room) { free_bytes_ = room ? kReserve * 2 : kReserve / 2; }
  FaultyFileSystem& file_system() { return *faulty_; }
  SimulatedFileSystem& disk() { return *disk_; }
  const EventLog& log() const { return *log_; }

 private:
  static constexpr uint64_t kReserve = 1000;

  class SetClockTime : public Clock {
   public:
    UnixMicros Now() override { return now_; }
    void Set(UnixMicros now) { now_ = now; }

   private:
    std::atomic<UnixMicros> now_ = 1'656'000'000'000'000;  // 2022-06-23.
  };

  absl::Status Open();
  absl::Status StartSequencer();
  absl::Status Close();

  SetClockTime clock_;
  uint64_t salts_ = 0;
  std::atomic<uint64_t> free_bytes_ = kReserve * 2;
  std::shared_ptr<SimulatedFileSystem> disk_;
  std::shared_ptr<FaultyFileSystem> faulty_;
  std::unique_ptr<RocksDbLogStore> store_;
  EventLog* log_ = nullptr;
  std::unique_ptr<Sequencer> sequencer_;
};

}  // namespace assessment

#endif  // TESTS_SIMULATION_SIMULATED_SERVER_H_
