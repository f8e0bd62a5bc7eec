// How long ledgerd takes from its start to its first answers, and the memory it holds then, over a
// data directory that ledger_bench has filled: measure_start DIRECTORY LEDGER, the data in
// DIRECTORY/store. After a kill and after a clean end. Prints one JSON object a start.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/bench/bench_events.h"
#include "clients/bench/stage.h"
#include "clients/cpp/idempotency_key.h"
#include "clients/cpp/ledger_client.h"
#include "ledger/base/check.h"
#include "tests/process/ledgerd_process.h"

namespace assessment::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

std::unique_ptr<LedgerClient> ClientOf(const LedgerdProcess& server, const std::string& token) {
  ClientOptions options;
  options.address = server.address();
  options.token = token;
  options.call_timeout = std::chrono::seconds(60);
  return std::make_unique<LedgerClient>(options);
}

absl::Status AppendOne(LedgerClient& client, const std::string& ledger) {
  ledger::v1::AppendRequest request;
  event::v1::Event& event = *request.add_events();
  event = MetricEvent(UnitName(0));
  event.set_ledger(ledger);
  event.set_idempotency_key(NewIdempotencyKey());
  return MustAppend(client, request);
}

absl::Status AskForSheet(LedgerClient& client, const std::string& ledger) {
  projections::v1::GetScoreSheetRequest request;
  request.set_ledger(ledger);
  request.set_cycle(kCycle);
  request.set_unit(UnitName(0));
  return client.GetScoreSheet(request).status();
}

// A line of /proc/PID/status in MiB, for example "VmRSS:".
double MebibytesOf(pid_t pid, const std::string& name) {
  std::ifstream status(absl::StrCat("/proc/", pid, "/status"));
  for (std::string line; std::getline(status, line);) {
    if (absl::StartsWith(line, name)) return std::stod(line.substr(name.size())) / 1024;
  }
  return 0;
}

void Require(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "measure_start: %s\n", status.ToString().c_str());
  std::exit(1);
}

void MeasureStart(LedgerdProcess& server, const std::string& token, const std::string& ledger,
                  const char* after) {
  const auto begin = SteadyClock::now();
  const auto passed = [&begin] {
    return std::chrono::duration<double>(SteadyClock::now() - begin).count();
  };
  Require(server.Start());
  const double serving = passed();
  const std::unique_ptr<LedgerClient> client = ClientOf(server, token);
  Require(AppendOne(*client, ledger));
  const double appended = passed();
  Require(AskForSheet(*client, ledger));
  const double scored = passed();
  std::printf(
      "{\"after\": \"%s\", \"serving_seconds\": %.3f, \"first_append_seconds\": %.3f, "
      "\"first_sheet_seconds\": %.3f, \"resident_mib\": %.0f, \"resident_peak_mib\": %.0f}\n",
      after, serving, appended, scored, MebibytesOf(server.pid(), "VmRSS:"),
      MebibytesOf(server.pid(), "VmHWM:"));
  std::fflush(stdout);
}

void Measure(const std::string& directory, const std::string& ledger) {
  LedgerdProcess server(directory);
  Require(server.Start());
  const absl::StatusOr<std::string> administrator = server.AdministratorToken();
  Require(administrator.status());
  const absl::StatusOr<std::string> token = BenchToken(*ClientOf(server, *administrator));
  Require(token.status());
  Require(AppendOne(*ClientOf(server, *token), ledger));
  server.Kill();
  MeasureStart(server, *token, ledger, "kill");
  CHECK(server.Terminate() == 0);
  MeasureStart(server, *token, ledger, "clean end");
  CHECK(server.Terminate() == 0);
}

}  // namespace
}  // namespace assessment::bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: measure_start DIRECTORY LEDGER\n");
    return 2;
  }
  assessment::bench::Measure(argv[1], argv[2]);
  return 0;
}
