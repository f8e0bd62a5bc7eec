#include "ledger/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "ledger/base/check.h"

namespace assessment {

size_t ThreadsOfMachine() { return std::max<size_t>(1, std::thread::hardware_concurrency()); }

void RunTasks(size_t tasks, size_t workers,
              absl::FunctionRef<void(size_t worker, size_t task)> work) {
  CHECK(workers > 0);
  std::atomic<size_t> next = 0;
  const auto run = [&](size_t worker) {
    for (size_t task = next++; task < tasks; task = next++) work(worker, task);
  };
  std::vector<std::thread> others;
  for (size_t worker = 1; worker < std::min(workers, tasks); ++worker) {
    others.emplace_back(run, worker);
  }
  run(0);
  for (std::thread& other : others) other.join();
}

}  // namespace assessment
