#ifndef LEDGER_BASE_BACKGROUND_PRIORITY_H_
#define LEDGER_BASE_BACKGROUND_PRIORITY_H_

// Work that nobody waits for leaves the processors to work that somebody does.

#include "absl/functional/function_ref.h"

namespace assessment {

// Gives the calling thread a low priority, for good: a thread needs a privilege to raise its own
// again. Where threads have no priority of their own nothing happens; never fails.
void LowerThreadPriority();

// Calls `work` on a new thread of low priority and returns when it has returned. For a pass of a
// thread that afterwards answers somebody.
void RunInBackground(absl::FunctionRef<void()> work);

}  // namespace assessment

#endif  // LEDGER_BASE_BACKGROUND_PRIORITY_H_
