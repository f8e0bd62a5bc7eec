#ifndef CLIENTS_BENCH_BENCH_H_
#define CLIENTS_BENCH_BENCH_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "clients/bench/connections.h"
#include "clients/bench/draw.h"
#include "clients/bench/report.h"
#include "clients/bench/stage.h"
#include "clients/bench/workload.h"
#include "clients/bench/workload_spec.h"
#include "clients/cpp/ledger_client.h"

namespace assessment::bench {

struct BenchOptions {
  ClientOptions server;  // With the administrator's token.
  std::string echo;      // host:port of a server that keeps nothing; empty: none to compare with.
  int connections = 1;   // Of the load, to the server and to the echo alike.
  std::string scheme;    // File of the rubric.
  std::string name;      // What the names of the ledgers begin with.
  uint64_t ledgers = 1;  // Appends go to them in turn; questions go to the first.
  uint64_t size = 0;     // Events each ledger is filled up to.
  uint64_t units = 60;
  uint64_t large_units = 3000;
  uint64_t unit_events = 10'000;  // Of the unit whose sheet is asked for.
  uint64_t other_events = 2;      // Of each other unit.
  uint64_t seed = 20221231;
  Pace pace;
  // Limits of the disk measured elsewhere in the same run; 0: not known.
  double syncs_per_second = 0;
  double store_events_per_second = 0;
};

// Workloads against a running server. Not thread-safe.
class Bench {
 public:
  explicit Bench(BenchOptions options);

  // Makes ready what `spec` needs and is not ready yet, without measuring.
  absl::Status Prepare(const WorkloadSpec& spec);
  // Measures a workload, and before it its limit on the wire.
  absl::StatusOr<ReportLine> Measure(const WorkloadSpec& spec);

  // Bytes of one event as an append carries it.
  uint64_t event_bytes() const;

 private:
  absl::Status Connect();
  absl::Status PrepareStages();
  absl::Status PrepareLargeStage();
  absl::Span<const Stage> StagesOf(const WorkloadSpec& spec) const;
  Draw DrawFor(const WorkloadSpec& spec) const;

  // The clients of `spec`, but with `subject`: appends go to random units of all the stages,
  // questions to the first. `spec`, `connections` and `stages` outlive the workload.
  Workload CallsOf(Subject subject, const WorkloadSpec& spec, const Connections& connections,
                   absl::Span<const Stage> stages) const;
  absl::StatusOr<std::vector<Limit>> Limits(const WorkloadSpec& spec) const;

  const BenchOptions options_;
  std::optional<LedgerClient> administrator_;
  std::optional<Connections> server_;
  std::optional<Connections> echo_;
  scheme::v1::Scheme scheme_;
  std::vector<Stage> stages_;
  std::optional<Stage> large_;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_BENCH_H_
