#ifndef CLIENTS_BENCH_STAGE_H_
#define CLIENTS_BENCH_STAGE_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "clients/cpp/ledger_client.h"

namespace assessment::bench {

// Returns a token of the principal that the load is posted and asked as, making the principal when
// `administrator` is asked for the first time; tokens handed out before stay good for an hour.
absl::StatusOr<std::string> BenchToken(LedgerClient& administrator);

// The rubric in the file at `path`, its pools open to every unit, so that units which the rubric
// does not know are ranked. Errors as ReadSchemeFile.
absl::StatusOr<scheme::v1::Scheme> ReadBenchScheme(const std::string& path);

// How a ledger is prepared.
struct StagePlan {
  std::string ledger;
  uint64_t units = 1;         // UnitName(0) and on, in the cycle kCycle.
  uint64_t unit_events = 0;   // The history of unit 0.
  uint64_t other_events = 0;  // The history of each other unit.
  uint64_t size = 0;          // Filled up to so many events, figures about units other than 0.
};

// A ledger that a load runs on.
struct Stage {
  std::string ledger;
  uint64_t units = 1;
  uint64_t first_size = 0;  // Where units, scheme and cycle are there; histories come after.
  uint64_t size = 0;        // When it was ready.
};

// Prepares a ledger through the public interface, with `poster` granted what it takes. Prepared
// once more it is the same ledger: what is there already is not added again.
absl::StatusOr<Stage> PrepareStage(LedgerClient& administrator, LedgerClient& poster,
                                   const scheme::v1::Scheme& scheme, const StagePlan& plan);

// OK for an answer that says the events are in the log, else a failure that holds the refusal.
absl::Status Accepted(const ledger::v1::AppendResponse& response);

// Appends, and takes a refusal for a failure.
absl::Status MustAppend(LedgerClient& poster, const ledger::v1::AppendRequest& request);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_STAGE_H_
