// ledger_bench: how fast a running ledgerd makes events durable and answers questions, beside a
// server that takes the same messages and keeps nothing, where one is named. It opens ledgers of
// its own, so it needs an administrator's token. Exit status: 0 measured, 1 wrong arguments or a
// call that failed.

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/substitute.h"
#include "absl/synchronization/mutex.h"
#include "clients/bench/bench.h"
#include "clients/cpp/idempotency_key.h"
#include "ledger/base/status_macros.h"

namespace assessment::bench {
namespace {

struct Flags {
  BenchOptions bench;
  std::string token_file;
  std::string tls_authorities;
  std::vector<std::string> only;
  double seconds = 5;
  double warm_up = 1;
  bool list = false;
  bool prepare = false;
  bool json = false;
};

absl::StatusOr<std::string> FileText(const char* option, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (file && !text.empty()) return text;
  return absl::InvalidArgumentError(absl::StrCat(option, ": cannot read ", path));
}

absl::StatusOr<BenchOptions> OptionsOf(const Flags& flags) {
  BenchOptions options = flags.bench;
  ASSIGN_OR_RETURN(const std::string token, FileText("--token-file", flags.token_file));
  options.server.token = token.substr(0, token.find('\n'));
  if (!flags.tls_authorities.empty()) {
    ASSIGN_OR_RETURN(options.server.tls.emplace().authorities,
                     FileText("--tls-ca", flags.tls_authorities));
  }
  // A first question about a long history, and a batch behind a stall, are answered late.
  options.server.call_timeout = std::chrono::seconds(60);
  const auto duration = [](double seconds) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::duration<double>(seconds));
  };
  options.pace.warm_up = duration(flags.warm_up);
  options.pace.duration = duration(flags.seconds);
  if (options.name.empty())
    options.name = absl::StrCat("bench-", NewIdempotencyKey().substr(0, 13));
  return options;
}

absl::StatusOr<std::vector<const WorkloadSpec*>> Chosen(const std::vector<std::string>& only) {
  std::vector<const WorkloadSpec*> chosen;
  for (const std::string& name : only) {
    chosen.push_back(FindWorkloadSpec(name));
    if (chosen.back() != nullptr) continue;
    return absl::InvalidArgumentError(absl::StrCat("--only: no workload is called ", name));
  }
  if (only.empty()) {
    for (const WorkloadSpec& spec : WorkloadSpecs()) chosen.push_back(&spec);
  }
  return chosen;
}

// What is run, on a line.
std::string Head(const BenchOptions& options, uint64_t event_bytes, bool json) {
  constexpr absl::string_view kForPeople =
      "cores $0, connections $1, TLS $2, event $3 bytes, seed $4, ledgers $5-…, $6 events of the "
      "unit asked about, $7 and $8 units ranked\n";
  constexpr absl::string_view kForPrograms =
      R"({"cores": $0, "connections": $1, "tls": $2, "event_bytes": $3, "seed": $4, )"
      R"("unit_events": $6, "units": $7, "large_units": $8})"
      "\n";
  return absl::Substitute(json ? kForPrograms : kForPeople, std::thread::hardware_concurrency(),
                          options.connections, options.server.tls.has_value(), event_bytes,
                          options.seed, options.name, options.unit_events, options.units,
                          options.large_units);
}

absl::Status Main(const Flags& flags) {
  ASSIGN_OR_RETURN(const std::vector<const WorkloadSpec*> chosen, Chosen(flags.only));
  ASSIGN_OR_RETURN(const BenchOptions options, OptionsOf(flags));
  Bench bench(options);
  if (flags.prepare) {
    for (const WorkloadSpec* spec : chosen) RETURN_IF_ERROR(bench.Prepare(*spec));
    return absl::OkStatus();
  }
  std::cout << Head(options, bench.event_bytes(), flags.json) << (flags.json ? "" : TableHead());
  for (const WorkloadSpec* spec : chosen) {
    ASSIGN_OR_RETURN(ReportLine line, bench.Measure(*spec));
    std::cout << (flags.json ? absl::StrCat(ToJson(std::move(line)), "\n")
                             : ToTable(std::move(line)))
              << std::flush;
  }
  return absl::OkStatus();
}

void List() {
  for (const WorkloadSpec& spec : WorkloadSpecs()) {
    std::printf("%-28s %s\n", spec.name, spec.description);
  }
}

void AddOptions(CLI::App& app, Flags& flags) {
  BenchOptions& bench = flags.bench;
  app.add_option("--server", bench.server.address, "host:port of ledgerd")->capture_default_str();
  app.add_option("--token-file", flags.token_file, "an administrator's token");
  app.add_option("--tls-ca", flags.tls_authorities,
                 "speak TLS to both servers; authorities of their certificates (PEM)");
  app.add_option("--echo", bench.echo, "host:port of a server that keeps nothing, to compare with");
  app.add_option("--connections", bench.connections, "connections to each server")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--only", flags.only, "a workload to run; more than once: in this order");
  app.add_flag("--list", flags.list, "list the workloads and end");
  app.add_flag("--prepare", flags.prepare, "make the ledgers ready and measure nothing");
  app.add_option("--rate", bench.pace.calls_per_second,
                 "open loop: calls due a second, timed from when they were due; as many in flight "
                 "as the workload has clients; 0: closed loop")
      ->check(CLI::NonNegativeNumber);
  app.add_option("--seconds", flags.seconds, "seconds measured a workload")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--warm-up", flags.warm_up, "seconds run before")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--seed", bench.seed, "of everything drawn")->capture_default_str();
  app.add_option("--scheme", bench.scheme, "file of the counties' rubric")
      ->default_val("deploy/schemes/lvliang-2022-counties.txtpb");
  app.add_option("--name", bench.name, "ledgers NAME-0, ...: made, or used again; none: new ones");
  app.add_option("--ledgers", bench.ledgers, "ledgers that appends go to in turn")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--size", bench.size, "events that each ledger is filled up to first");
  app.add_option("--units", bench.units, "units of each ledger, ranked by \"ranking\"")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--large-units", bench.large_units, "units ranked by \"ranking-large\"")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--unit-events", bench.unit_events, "events of the unit asked about")
      ->capture_default_str();
  app.add_option("--syncs-per-second", bench.syncs_per_second, "of the disk, by store_limits");
  app.add_option("--store-events-per-second", bench.store_events_per_second,
                 "RocksDB alone, by store_limits");
  app.add_flag("--json", flags.json, "one JSON object a line: what is run, then each workload");
}

}  // namespace
}  // namespace assessment::bench

int main(int argc, char** argv) {
  // A library built for debugging looks for deadlocks at every lock that gRPC takes.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  CLI::App app{"Load on a running ledgerd", "ledger_bench"};
  assessment::bench::Flags flags;
  assessment::bench::AddOptions(app, flags);
  CLI11_PARSE(app, argc, argv);
  if (flags.list) {
    assessment::bench::List();
    return 0;
  }
  const absl::Status status = assessment::bench::Main(flags);
  if (!status.ok()) std::cerr << "ledger_bench: " << status << "\n";
  return status.ok() ? 0 : 1;
}
