// ledger_bench: how fast a running ledgerd is, and how near to the limits of its machine.
//
// Exit status: 0 measured, 1 could not prepare, or a call failed while measuring, 2 wrong flags.

#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "clients/bench/bench_ledger.h"
#include "clients/bench/report.h"
#include "clients/bench/workloads.h"
#include "ledger/base/clock.h"
#include "ledger/base/status_macros.h"

namespace assessment::bench {
namespace {

struct Flags {
  std::string server = "127.0.0.1:7443";
  std::string token_file;
  std::string ledger;
  std::vector<std::string> workloads;
  int units = 60;
  int seconds = 4;
  int warm_up_seconds = 1;
  std::string limits_file;
  std::string json_file;
  RunOptions run;
};

std::string WorkloadHelp() {
  std::string help = "Workloads (all when none is named):\n";
  for (const Workload& workload : AllWorkloads()) {
    absl::StrAppend(&help, "  ", workload.name, ": ", workload.what, "\n");
  }
  return help;
}

void AddOptions(Flags& flags, CLI::App& app) {
  app.footer(WorkloadHelp());
  app.add_option("--server", flags.server, "host:port of ledgerd")->capture_default_str();
  app.add_option("--token-file", flags.token_file, "File with an administrator's token")
      ->required();
  app.add_option("--ledger", flags.ledger, "New ledger to measure on; one of its own otherwise");
  app.add_option("--workload", flags.workloads, "Workload; may be given again");
  app.add_option("--seconds", flags.seconds, "Measured seconds of each")
      ->capture_default_str()
      ->check(CLI::Range(1, 3600));
  app.add_option("--warm-up", flags.warm_up_seconds, "Seconds before them that do not count")
      ->capture_default_str()
      ->check(CLI::Range(0, 600));
  app.add_option("--clients", flags.run.clients, "Calls in flight; the workload's own otherwise")
      ->check(CLI::Range(1, 4000));
  app.add_option("--batch", flags.run.batch, "Events a call of the workloads with batches")
      ->check(CLI::Range(1, 1000));
  app.add_option("--connections", flags.run.connections, "Connections that the clients share")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  app.add_option("--threads", flags.run.threads, "Threads that drive the clients")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
  app.add_option("--event-bytes", flags.run.event_bytes, "Size of an event as sent")
      ->capture_default_str()
      ->check(CLI::Range(1, 16'000));
  app.add_option("--units", flags.units, "Units that the events are about")
      ->capture_default_str()
      ->check(CLI::Range(1, 500));
  app.add_option("--history", flags.run.history_events, "Events of the unit whose sheet is asked")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000'000));
  app.add_option("--scheme", flags.run.scheme_file, "Scheme of that unit, as Protobuf text");
  app.add_option("--page-size", flags.run.page_size, "Events of a page read")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  app.add_option("--seed", flags.run.seed, "Seed of all that is random")->capture_default_str();
  app.add_option("--limits", flags.limits_file, "What store_limits printed, to compare with");
  app.add_option("--json", flags.json_file, "File to write the figures to");
}

absl::StatusOr<std::string> FileText(const std::string& path) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

absl::StatusOr<std::vector<const Workload*>> WorkloadsOf(const Flags& flags) {
  std::vector<const Workload*> workloads;
  for (const std::string& name : flags.workloads) {
    workloads.push_back(FindWorkload(name));
    if (workloads.back() == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("no workload is called \"", name, "\"; see --help"));
    }
  }
  if (flags.workloads.empty()) {
    for (const Workload& workload : AllWorkloads()) workloads.push_back(&workload);
  }
  for (const Workload* workload : workloads) {
    const bool needs_scheme =
        workload->action == Action::kSheet || workload->action == Action::kSheetAsOf;
    if (needs_scheme && flags.run.scheme_file.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("workload ", workload->name,
                       " needs --scheme, for example deploy/schemes/lvliang-2022-counties.txtpb"));
    }
  }
  return workloads;
}

absl::StatusOr<Report> Measure(const Flags& flags) {
  ASSIGN_OR_RETURN(const std::vector<const Workload*> workloads, WorkloadsOf(flags));
  Report report;
  report.machine = ThisMachine();
  report.event_bytes = flags.run.event_bytes;
  report.seconds = flags.seconds;
  if (!flags.limits_file.empty()) {
    ASSIGN_OR_RETURN(const std::string limits, FileText(flags.limits_file));
    ASSIGN_OR_RETURN(report.limits, ParseStoreLimits(limits));
  }
  ASSIGN_OR_RETURN(const std::string token, FileText(flags.token_file));
  BenchLedger::Options options;
  options.server = flags.server;
  options.administrator_token = std::string(absl::StripAsciiWhitespace(token));
  options.ledger =
      flags.ledger.empty() ? absl::StrCat("bench-", SystemClock().Now() / 1000) : flags.ledger;
  options.units = flags.units;
  ASSIGN_OR_RETURN(BenchLedger ledger, BenchLedger::Open(options));
  Runner runner(ledger, flags.run);
  for (const Workload* workload : workloads) {
    std::fprintf(stderr, "%s: %s\n", std::string(workload->name).c_str(),
                 std::string(workload->what).c_str());
    ASSIGN_OR_RETURN(Measurement measurement, runner.Run(*workload));
    report.measurements.push_back(std::move(measurement));
  }
  return report;
}

absl::Status WriteJson(const Report& report, const std::string& path) {
  std::ofstream file(path, std::ios::trunc);
  file << RenderJson(report);
  file.close();
  return file ? absl::OkStatus() : absl::UnavailableError(absl::StrCat("cannot write ", path));
}

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "ledger_bench: %s\n", std::string(status.message()).c_str());
  return absl::IsInvalidArgument(status) ? 2 : 1;
}

int Run(Flags flags) {
  flags.run.warm_up = std::chrono::seconds(flags.warm_up_seconds);
  flags.run.measured = std::chrono::seconds(flags.seconds);
  const absl::StatusOr<Report> report = Measure(flags);
  if (!report.ok()) return Fail(report.status());
  std::fputs(RenderTable(*report).c_str(), stdout);
  if (!flags.json_file.empty()) {
    const absl::Status written = WriteJson(*report, flags.json_file);
    if (!written.ok()) return Fail(written);
  }
  for (const Measurement& measurement : report->measurements) {
    if (measurement.failures > 0) return 1;
  }
  return 0;
}

}  // namespace
}  // namespace assessment::bench

int main(int argc, char** argv) {
  assessment::bench::Flags flags;
  CLI::App app(
      "Measures a running ledgerd on a new ledger of its own.\nExample: ledger_bench --token-file "
      "data/administrator.token --workload append --workload echo",
      "ledger_bench");
  assessment::bench::AddOptions(flags, app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return assessment::bench::Run(std::move(flags));
}
