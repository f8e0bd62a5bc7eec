// How long ledgerd takes from its start to its first answers, and the memory it holds then, over a
// data directory that ledger_bench has filled: measure_start DIRECTORY LEDGER, the data in
// DIRECTORY/store. After a kill and after a clean end. Prints one JSON object a start.

#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/bench/bench_events.h"
#include "clients/bench/stage.h"
#include "clients/cpp/idempotency_key.h"
#include "clients/cpp/ledger_client.h"
#include "clients/cpp/rpc_error.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "tests/process/ledgerd_process.h"

namespace assessment::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::minutes(10);

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
  // While a view still reads a long log, the server gives up on a question before this does.
  const auto until = SteadyClock::now() + kPatience;
  absl::Status status;
  do {
    status = client.GetScoreSheet(request).status();
  } while (DescribeRpcError(status).reason == ledger::v1::REASON_DEADLINE_PASSED &&
           SteadyClock::now() < until);
  return status;
}

// A line of /proc/PID/status in MiB, for example "VmRSS:".
double MebibytesOf(pid_t pid, const std::string& name) {
  std::ifstream status(absl::StrCat("/proc/", pid, "/status"));
  for (std::string line; std::getline(status, line);) {
    if (absl::StartsWith(line, name)) return std::stod(line.substr(name.size())) / 1024;
  }
  return 0;
}

absl::Status MeasureStart(LedgerdProcess& server, const std::string& token,
                          const std::string& ledger, const char* after) {
  const auto begin = SteadyClock::now();
  const auto passed = [&begin] {
    return std::chrono::duration<double>(SteadyClock::now() - begin).count();
  };
  RETURN_IF_ERROR(server.Start());
  const double serving = passed();
  const std::unique_ptr<LedgerClient> client = ClientOf(server, token);
  RETURN_IF_ERROR(AppendOne(*client, ledger));
  const double appended = passed();
  RETURN_IF_ERROR(AskForSheet(*client, ledger));
  const double scored = passed();
  std::printf(
      "{\"after\": \"%s\", \"serving_seconds\": %.3f, \"first_append_seconds\": %.3f, "
      "\"first_sheet_seconds\": %.3f, \"resident_mib\": %.0f, \"resident_peak_mib\": %.0f}\n",
      after, serving, appended, scored, MebibytesOf(server.pid(), "VmRSS:"),
      MebibytesOf(server.pid(), "VmHWM:"));
  std::fflush(stdout);
  return absl::OkStatus();
}

absl::Status Measure(const std::string& directory, const std::string& ledger) {
  LedgerdProcess server(directory);
  RETURN_IF_ERROR(server.Start());
  ASSIGN_OR_RETURN(const std::string administrator, server.AdministratorToken());
  ASSIGN_OR_RETURN(const std::string token, BenchToken(*ClientOf(server, administrator)));
  RETURN_IF_ERROR(AppendOne(*ClientOf(server, token), ledger));
  server.Kill();
  RETURN_IF_ERROR(MeasureStart(server, token, ledger, "kill"));
  CHECK(server.Terminate() == 0);
  RETURN_IF_ERROR(MeasureStart(server, token, ledger, "clean end"));
  CHECK(server.Terminate() == 0);
  return absl::OkStatus();
}

}  // namespace
}  // namespace assessment::bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: measure_start DIRECTORY LEDGER\n");
    return 2;
  }
  const absl::Status status = assessment::bench::Measure(argv[1], argv[2]);
  if (!status.ok()) std::fprintf(stderr, "measure_start: %s\n", status.ToString().c_str());
  return status.ok() ? 0 : 1;
}
