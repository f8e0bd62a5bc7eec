// ledger_bench: how fast a running ledgerd makes events durable, beside a server that takes the
// same messages and keeps nothing, where one is named. It opens a ledger of its own, so it needs an
// administrator's token. Exit status: 0 measured, 1 a call failed.

#include <cstdio>
#include <fstream>
#include <iostream>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "clients/bench/workload.h"
#include "clients/cpp/idempotency_key.h"
#include "clients/cpp/ledger_client.h"
#include "ledger/base/status_macros.h"

namespace assessment::bench {
namespace {

struct Flags {
  std::string server = "127.0.0.1:7443";
  std::string token_file;
  std::string echo;
  int seconds = 5;
  bool json = false;
};

event::v1::Event MetricEvent(const std::string& ledger) {
  event::v1::Event event;
  event.set_ledger(ledger);
  event.set_source("ledger-bench");
  event.set_idempotency_key(NewIdempotencyKey());
  event::v1::EventContent& content = *event.mutable_content();
  content.mutable_occurred_on()->set_year(2022);
  content.mutable_occurred_on()->set_month(12);
  content.mutable_occurred_on()->set_day(31);
  content.set_late_reason("load");
  event::v1::MetricReported& metric = *content.mutable_metric_reported();
  metric.set_metric("deaths-per-100m-gdp");
  metric.set_unit("unit");
  *metric.mutable_period_from() = content.occurred_on();
  *metric.mutable_period_to() = content.occurred_on();
  metric.mutable_value()->set_value_millionths(1);
  metric.set_publisher("statistics");
  metric.set_vintage("final");
  return event;
}

absl::Status Append(LedgerClient& client, const ledger::v1::AppendRequest& request) {
  ASSIGN_OR_RETURN(const ledger::v1::AppendResponse response, client.Append(request));
  if (response.has_accepted()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat("refused: ", response.ShortDebugString()));
}

ClientOptions OptionsFor(const Flags& flags, std::string token) {
  ClientOptions options;
  options.address = flags.server;
  options.token = std::move(token);
  return options;
}

// Opens a new ledger with one unit and returns a token that may post to it.
absl::StatusOr<std::string> Prepare(const Flags& flags, const std::string& ledger) {
  std::ifstream file(flags.token_file);
  std::string administrator;
  if (!std::getline(file, administrator)) {
    return absl::InvalidArgumentError(absl::StrCat("--token-file: cannot read ", flags.token_file));
  }
  LedgerClient admin(OptionsFor(flags, administrator));
  ledger::v1::OpenLedgerRequest open;
  open.set_authority("bench");
  open.set_authority_code(ledger);
  open.set_domain("ledger.example");
  ledger::v1::CreatePrincipalRequest create;
  create.mutable_principal()->set_principal(ledger);
  create.mutable_principal()->set_person_id("p-bench");
  ASSIGN_OR_RETURN(const ledger::v1::CreatePrincipalResponse created,
                   admin.CreatePrincipal(create));
  ledger::v1::PrincipalPermissions& permissions = *open.add_permissions();
  permissions.set_principal(ledger);
  permissions.set_reason("load");
  permissions.add_grants()->set_role(event::v1::ROLE_REGISTRAR);
  permissions.add_grants()->set_role(event::v1::ROLE_OFFICE);
  RETURN_IF_ERROR(admin.OpenLedger(open).status());
  LedgerClient poster(OptionsFor(flags, created.token()));
  ledger::v1::AppendRequest request;
  event::v1::Event& event = *request.add_events();
  event = MetricEvent(ledger);
  event::v1::UnitRegistered& unit = *event.mutable_content()->mutable_unit_registered();
  unit.set_unit("unit");
  unit.set_name("unit");
  unit.set_kind(event::v1::UNIT_KIND_COUNTY);
  RETURN_IF_ERROR(Append(poster, request));
  return created.token();
}

struct Load {
  int events_a_call;
  int clients;
};
constexpr Load kLoads[] = {{1, 64}, {1, 256}, {1, 1}, {100, 8}};

Workload AppendWorkload(LedgerClient& client, const std::string& ledger, const char* name,
                        const Load& load) {
  const int events = load.events_a_call;
  return {absl::StrCat(name, ", ", events, events == 1 ? " event" : " events", " a call, ",
                       load.clients, " in flight"),
          load.clients, events, [&client, ledger, events](int, uint64_t) {
            ledger::v1::AppendRequest request;
            for (int i = 0; i < events; ++i) *request.add_events() = MetricEvent(ledger);
            return Append(client, request);
          }};
}

// Runs one workload, prints its line and returns its rate.
absl::StatusOr<double> MeasureAndPrint(const Flags& flags, const Workload& workload) {
  ASSIGN_OR_RETURN(Measured measured,
                   Run(workload, std::chrono::seconds(1), std::chrono::seconds(flags.seconds)));
  const auto ms = [&measured](int per_mille) {
    return static_cast<double>(measured.latencies.Quantile(per_mille).count()) / 1e6;
  };
  std::printf(
      flags.json
          ? "{\"workload\": \"%s\", \"per_second\": %.0f, \"p50_ms\": %.2f, \"p99_ms\": %.2f, "
            "\"p99_9_ms\": %.2f}\n"
          : "%-46s %12.0f %9.2f %9.2f %9.2f\n",
      workload.name.c_str(), measured.per_second, ms(500), ms(990), ms(999));
  std::fflush(stdout);
  return measured.per_second;
}

absl::Status Main(const Flags& flags) {
  const std::string ledger = absl::StrCat("bench-", NewIdempotencyKey().substr(0, 13));
  ASSIGN_OR_RETURN(const std::string token, Prepare(flags, ledger));
  LedgerClient client(OptionsFor(flags, token));
  if (!flags.json) {
    std::printf("cores %u, event %zu bytes\n%-46s %12s %9s %9s %9s\n",
                std::thread::hardware_concurrency(), MetricEvent(ledger).ByteSizeLong(), "workload",
                "events/s", "p50 ms", "p99 ms", "p99.9 ms");
  }
  std::optional<LedgerClient> echo;
  if (!flags.echo.empty()) {
    ClientOptions options = OptionsFor(flags, token);
    options.address = flags.echo;
    echo.emplace(std::move(options));
  }
  for (const Load& load : kLoads) {
    double limit = 0;
    if (echo.has_value()) {
      ASSIGN_OR_RETURN(limit,
                       MeasureAndPrint(flags, AppendWorkload(*echo, ledger, "kept nowhere", load)));
    }
    ASSIGN_OR_RETURN(
        const double rate,
        MeasureAndPrint(flags, AppendWorkload(client, ledger, "durable append", load)));
    if (limit > 0 && !flags.json) std::printf("%-46s %12.2f\n", "  of that", rate / limit);
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace assessment::bench

int main(int argc, char** argv) {
  CLI::App app{"Load on a running ledgerd", "ledger_bench"};
  assessment::bench::Flags flags;
  app.add_option("--server", flags.server, "host:port of ledgerd")->capture_default_str();
  app.add_option("--token-file", flags.token_file, "an administrator's token")->required();
  app.add_option("--echo", flags.echo, "host:port of a server that keeps nothing, to compare with");
  app.add_option("--seconds", flags.seconds, "seconds measured a workload")->capture_default_str();
  app.add_flag("--json", flags.json, "one JSON object a workload");
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = assessment::bench::Main(flags);
  if (!status.ok()) std::cerr << "ledger_bench: " << status << "\n";
  return status.ok() ? 0 : 1;
}
