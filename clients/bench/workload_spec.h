#ifndef CLIENTS_BENCH_WORKLOAD_SPEC_H_
#define CLIENTS_BENCH_WORKLOAD_SPEC_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace assessment::bench {

// What is asked of the server.
enum class Subject { kAppend, kSheet, kSheetAsOf, kExplanation, kRanking, kLargeRanking };

// A workload by its name.
struct WorkloadSpec {
  const char* name;
  const char* description;
  Subject subject;
  int clients = 1;
  int events_a_call = 1;
  bool random_keys = false;    // Of appends: keys without an order.
  bool beside_append = false;  // One more client appends to random units meanwhile.
};

// All of them, in the order in which they are run: questions before appends make the ledger longer.
absl::Span<const WorkloadSpec> WorkloadSpecs();

// The one of this name; null when there is none.
const WorkloadSpec* FindWorkloadSpec(absl::string_view name);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_WORKLOAD_SPEC_H_
