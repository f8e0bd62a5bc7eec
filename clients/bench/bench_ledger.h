#ifndef CLIENTS_BENCH_BENCH_LEDGER_H_
#define CLIENTS_BENCH_BENCH_LEDGER_H_

#include <string>

#include "absl/status/statusor.h"
#include "clients/bench/bench_events.h"
#include "ledger/base/clock.h"

namespace assessment::bench {

struct BenchLedgerOptions {
  std::string address;
  std::string administrator_token;
  // Code of the ledger; one that exists and was made by this function today is used again.
  std::string ledger;
  int units = 60;
};

// Opens the ledger, makes a principal and posts what findings rest on. Fails as the calls do;
// INTERNAL shows a refusal.
absl::StatusOr<BenchLedger> SetUpBenchLedger(const BenchLedgerOptions& options, Clock& clock);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_BENCH_LEDGER_H_
