#ifndef LEDGER_BASE_PARALLEL_H_
#define LEDGER_BASE_PARALLEL_H_

#include <cstddef>

#include "absl/functional/function_ref.h"

namespace assessment {

// The number of threads that this machine runs at once, at least 1.
size_t ThreadsOfMachine();

// Calls `work(worker, task)` once for each task 0 to `tasks` - 1 and returns when all are done.
// Tasks are begun in order. `workers`, at least 1, is how many run at once, the calling thread
// among them; no two calls of one worker, 0 to `workers` - 1, overlap. With one worker everything
// happens in the calling thread.
void RunTasks(size_t tasks, size_t workers,
              absl::FunctionRef<void(size_t worker, size_t task)> work);

}  // namespace assessment

#endif  // LEDGER_BASE_PARALLEL_H_
