// Debian's Prometheus with the shipped configuration against a real ledgerd: it scrapes, it loads
// the rules, and whatever rules and dashboard name is there.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "assessment/ledger/v1/ledger_service.grpc.pb.h"
#include "httplib.h"
#include "nlohmann/json.hpp"
#include "tests/monitoring/prometheus_process.h"
#include "tests/monitoring/shipped_expressions.h"
#include "tests/process/ledgerd_process.h"

namespace assessment {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kLedger[] = "141100";

class PrometheusTest : public ::testing::Test {
 protected:
  PrometheusTest()
      : directory_(absl::StrCat(::testing::TempDir(), "/monitoring-", ::getpid())),
        server_(directory_ + "/ledgerd"),
        prometheus_(directory_ + "/prometheus") {
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
  }
  ~PrometheusTest() override {
    server_.Kill();
    std::filesystem::remove_all(directory_);
  }

  // A server with one ledger that was asked a little and has refused something.
  void StartServer() {
    const std::string port_file = directory_ + "/metrics-port";
    const absl::Status started =
        server_.Start({"--metrics-listen", "127.0.0.1:0", "--metrics-port-file", port_file,
                       "--log-level", "info"});
    ASSERT_TRUE(started.ok()) << started;
    // Written after the other port file, which the start waits for.
    ASSERT_TRUE(Soon([this, &port_file] {
      std::ifstream file(port_file);
      return static_cast<bool>(file >> metrics_port_);
    }));
    const absl::StatusOr<std::string> token = server_.AdministratorToken();
    ASSERT_TRUE(token.ok()) << token.status();
    const auto stub = ledger::v1::LedgerService::NewStub(server_.Channel());
    ledger::v1::OpenLedgerRequest open;
    open.set_authority("authority");
    open.set_authority_code(kLedger);
    open.set_domain("ledger.example");
    ledger::v1::OpenLedgerResponse opened;
    grpc::ClientContext open_context;
    Authorize(open_context, *token);
    const grpc::Status status = stub->OpenLedger(&open_context, open, &opened);
    ASSERT_TRUE(status.ok()) << status.error_message();
    ledger::v1::ListLedgersRequest list;
    ledger::v1::ListLedgersResponse listed;
    grpc::ClientContext stranger_context;
    Authorize(stranger_context, "no-such-token");
    stranger_context.AddMetadata("x-request-id", "the-stranger");
    ASSERT_EQ(stub->ListLedgers(&stranger_context, list, &listed).error_code(),
              grpc::StatusCode::UNAUTHENTICATED);
  }

  static bool Soon(const std::function<bool()>& holds) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < deadline) {
      if (holds()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return false;
  }

  std::string Scrape() const {
    const auto answer = httplib::Client("127.0.0.1", metrics_port_).Get("/metrics");
    return answer ? answer->body : "";
  }
  // How many series an expression gives at this moment.
  size_t Series(const std::string& expression) {
    const absl::StatusOr<nlohmann::json> data = prometheus_.Get("query", {{"query", expression}});
    EXPECT_TRUE(data.ok()) << data.status();
    return data.ok() ? (*data)["result"].size() : 0;
  }
  // Whether the one target is up, as the target list says.
  bool TargetIsUp() {
    const absl::StatusOr<nlohmann::json> targets = prometheus_.Get("targets");
    return targets.ok() && (*targets)["activeTargets"].size() == 1 &&
           (*targets)["activeTargets"][0]["health"] == "up";
  }

  const std::string directory_;
  LedgerdProcess server_;
  PrometheusProcess prometheus_;
  int metrics_port_ = 0;
};

TEST_F(PrometheusTest, ScrapesTheServerAndFindsWhatRulesAndDashboardName) {
  StartServer();
  if (HasFatalFailure()) return;
  const absl::Status started = prometheus_.Start(absl::StrCat("127.0.0.1:", metrics_port_));
  ASSERT_TRUE(started.ok()) << started;
  ASSERT_TRUE(Soon([this] { return TargetIsUp(); }));

  const absl::StatusOr<nlohmann::json> rules = prometheus_.Get("rules");
  ASSERT_TRUE(rules.ok()) << rules.status();
  std::vector<std::string> loaded;
  for (const nlohmann::json& group : (*rules)["groups"]) {
    for (const nlohmann::json& rule : group["rules"]) loaded.push_back(rule["name"]);
  }
  EXPECT_EQ(loaded, AlertNames());

  const std::string declared = Scrape();
  const std::set<std::string> named = MetricsNamed();
  EXPECT_THAT(named, Not(IsEmpty()));
  for (const std::string& metric : named) {
    std::string family = metric;
    for (const char* part : {"_bucket", "_sum", "_count"}) {
      const size_t end = family.rfind(part);
      if (end != std::string::npos && end + std::string(part).size() == family.size()) {
        family.resize(end);
      }
    }
    EXPECT_TRUE(declared.find("# TYPE " + family + " ") != std::string::npos) << metric;
  }
  for (const std::string& expression : DashboardExpressions()) {
    const absl::StatusOr<nlohmann::json> data = prometheus_.Get("query", {{"query", expression}});
    EXPECT_TRUE(data.ok()) << data.status();
  }
  for (const char* expression :
       {"ledgerd_ledger_up{ledger=\"141100\"} == 1", "ledgerd_ledger_size{ledger=\"141100\"} >= 1",
        "ledgerd_requests_total{method=\"OpenLedger\",code=\"OK\"} == 1",
        "ledgerd_refusals_total{reason=\"REASON_UNAUTHENTICATED\"} == 1",
        "ledgerd_projection_stale{projection=\"scores\"} == 0",
        "ledgerd_disk_free_bytes > 0 and ledgerd_disk_reserve_bytes > 0"}) {
    EXPECT_TRUE(Soon([&] { return Series(expression) == 1; })) << expression;
  }
}

TEST_F(PrometheusTest, TheAlertIsPendingAsSoonAsTheServerIsGone) {
  StartServer();
  if (HasFatalFailure()) return;
  const absl::Status started = prometheus_.Start(absl::StrCat("127.0.0.1:", metrics_port_));
  ASSERT_TRUE(started.ok()) << started;
  ASSERT_TRUE(Soon([this] { return TargetIsUp(); }));
  EXPECT_EQ(Series("ALERTS{alertname=\"LedgerdDown\"}"), 0u);
  server_.Kill();
  EXPECT_TRUE(Soon(
      [this] { return Series("ALERTS{alertname=\"LedgerdDown\",alertstate=\"pending\"}") == 1; }));
}

TEST_F(PrometheusTest, TheServerTellsItsLifeInJsonLinesWithoutTokens) {
  StartServer();
  if (HasFatalFailure()) return;
  // Looked for a few times a second.
  EXPECT_TRUE(Soon([this] { return server_.Output().find("ledger_opened") != std::string::npos; }));
  EXPECT_EQ(server_.Terminate(), 0);
  std::set<std::string> events;
  std::istringstream lines(server_.Output());
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] != '{') {
      EXPECT_THAT(line, HasSubstr("ledgerd serves on "));
      continue;
    }
    const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
    ASSERT_FALSE(json.is_discarded()) << line;
    events.insert(json["event"].get<std::string>());
    if (json["event"] == "request_failed") {
      EXPECT_EQ(json["request_id"], "the-stranger");
    }
  }
  EXPECT_THAT(events, ::testing::IsSupersetOf({"server_started", "ledger_opened", "request_failed",
                                               "server_stopping", "server_stopped"}));
  EXPECT_THAT(server_.Output(), Not(HasSubstr("no-such-token")));
}

}  // namespace
}  // namespace assessment
