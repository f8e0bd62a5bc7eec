// ledger_bench: how fast a running ledgerd appends, beside the limits of the same machine measured
// in the same run. Prints a table, or JSON with --json.
//
// Exit status: 0 done, 1 wrong flags, 2 the server could not be reached or refused.

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "clients/bench/bench_events.h"
#include "clients/bench/bench_ledger.h"
#include "clients/bench/disk_limit.h"
#include "clients/bench/echo_server.h"
#include "clients/bench/load.h"
#include "clients/bench/report.h"
#include "ledger/base/clock.h"

namespace assessment::bench {
namespace {

struct Options {
  std::string token_file;
  std::vector<std::string> workloads = {"append", "append-1", "append-batch"};
  std::string keys = "ordered";
  std::string sync_directory = ".";
  int clients = 64;
  int batch = 100;
  int batches_in_flight = 8;
  int seconds = 10;
  int warm_up_seconds = 2;
  uint64_t seed = 1;
  bool json = false;
  LoadOptions load;
  BenchLedgerOptions ledger;
};

// A workload: its shape in flight and in batches.
struct Shape {
  std::string name;
  int in_flight;
  int batch;
};

int Fail(const std::string& message) {
  std::fprintf(stderr, "ledger_bench: %s\n", message.c_str());
  return 2;
}

// Measures one shape against one server; INTERNAL shows the first failed call.
absl::StatusOr<Figure> Measure(const Options& options, const BenchLedger& ledger,
                               const std::string& address, const std::string& name,
                               const Shape& shape) {
  LoadOptions load = options.load;
  load.address = address;
  load.token = ledger.token;
  load.in_flight = shape.in_flight;
  const KeyOrder order = options.keys == "ordered" ? KeyOrder::kOrdered : KeyOrder::kRandom;
  LoadResult result = RunLoad(load, [&](int thread) -> MakeRequest {
    auto maker = std::make_shared<FindingMaker>(
        ledger, order, SystemClock(), options.seed * 1000 + static_cast<uint64_t>(thread));
    return [maker, &shape] { return maker->NextBatch(shape.batch); };
  });
  if (result.failures > 0) {
    return absl::InternalError(
        absl::StrCat(name, ": ", result.failures, " calls failed, first: ", result.first_failure));
  }
  return MakeFigure(name, shape.in_flight, shape.batch, result);
}

std::vector<Shape> Shapes(const Options& options) {
  std::vector<Shape> shapes;
  for (const std::string& workload : options.workloads) {
    if (workload == "append") shapes.push_back({"append", options.clients, 1});
    if (workload == "append-1") shapes.push_back({"append", 1, 1});
    if (workload == "append-batch") {
      shapes.push_back({"append-batch", options.batches_in_flight, options.batch});
    }
  }
  return shapes;
}

int RunBench(Options& options) {
  std::ifstream file(options.token_file);
  if (!std::getline(file, options.ledger.administrator_token)) {
    return Fail(absl::StrCat("--token-file: cannot read a token from ", options.token_file));
  }
  options.load.warm_up = std::chrono::seconds(options.warm_up_seconds);
  options.load.duration = std::chrono::seconds(options.seconds);
  if (options.ledger.ledger.empty()) {
    options.ledger.ledger = absl::StrCat("bench-", SystemClock().Now() / 1000);
  }
  const absl::StatusOr<BenchLedger> ledger = SetUpBenchLedger(options.ledger, SystemClock());
  if (!ledger.ok()) return Fail(std::string(ledger.status().message()));

  Report report;
  report.machine = ThisMachine();
  report.seed = options.seed;
  report.connections = options.load.connections;
  report.keys = options.keys;
  report.seconds = options.seconds;
  const EchoServer echo;
  for (const Shape& shape : Shapes(options)) {
    for (const bool against_echo : {true, false}) {
      const absl::StatusOr<Figure> figure =
          Measure(options, *ledger, against_echo ? echo.address() : options.ledger.address,
                  against_echo ? "echo" : shape.name, shape);
      if (!figure.ok()) return Fail(std::string(figure.status().message()));
      report.figures.push_back(*figure);
    }
  }
  const size_t payload = report.figures.empty() ? 512 : report.figures[0].request_bytes;
  const absl::StatusOr<double> syncs =
      SyncsPerSecond(options.sync_directory, payload, std::chrono::seconds(2));
  if (!syncs.ok()) return Fail(std::string(syncs.status().message()));
  report.syncs_per_second = *syncs;
  std::fputs((options.json ? ReportJson(report) : ReportText(report)).c_str(), stdout);
  return 0;
}

}  // namespace
}  // namespace assessment::bench

int main(int argc, char** argv) {
  assessment::bench::Options options;
  options.ledger.address = "127.0.0.1:7443";
  CLI::App app(
      "Measures a running ledgerd beside the limits of the same machine.\n"
      "Example: ledger_bench --server 127.0.0.1:7443 --token-file data/administrator.token");
  app.add_option("--server", options.ledger.address, "Address of ledgerd")->capture_default_str();
  app.add_option("--token-file", options.token_file, "File with an administrator's token")
      ->required();
  app.add_option("--workload", options.workloads, "append, append-1, append-batch")
      ->check(CLI::IsMember({"append", "append-1", "append-batch"}))
      ->capture_default_str();
  app.add_option("--clients", options.clients, "Calls in flight of append")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  app.add_option("--batch", options.batch, "Events a call of append-batch")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--batches-in-flight", options.batches_in_flight,
                 "Calls in flight of append-batch")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  app.add_option("--connections", options.load.connections, "Connections they share")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  app.add_option("--threads", options.load.threads, "Threads that send and receive")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  app.add_option("--keys", options.keys, "ordered (UUIDv7) or random")
      ->check(CLI::IsMember({"ordered", "random"}))
      ->capture_default_str();
  app.add_option("--units", options.ledger.units, "Units of the ledger")
      ->check(CLI::Range(1, 3000))
      ->capture_default_str();
  app.add_option("--ledger", options.ledger.ledger,
                 "Ledger to use, made by this tool today; none: a new one");
  app.add_option("--seconds", options.seconds, "Seconds measured, each")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  app.add_option("--warm-up", options.warm_up_seconds, "Seconds before that, each")
      ->check(CLI::Range(0, 3600))
      ->capture_default_str();
  app.add_option("--seed", options.seed, "Chooses units and clauses")->capture_default_str();
  app.add_option("--sync-directory", options.sync_directory,
                 "Directory on the disk of the ledger, for the rate of syncs")
      ->capture_default_str();
  app.add_flag("--json", options.json, "Print JSON");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 1;
  }
  return assessment::bench::RunBench(options);
}
