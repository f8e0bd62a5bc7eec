// What GET /metrics says of a whole server.

#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "httplib.h"
#include "tests/conformance/test_server.h"

namespace assessment::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class MetricsTest : public DurableServerTest {
 protected:
  std::string Scrape() {
    httplib::Client client("127.0.0.1", server().metrics_port());
    const auto answer = client.Get("/metrics");
    EXPECT_TRUE(answer);
    return answer ? answer->body : "";
  }
  // Scrapes until `text` is there; what projections reach comes a little later than the answer.
  bool Shows(const std::string& text) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < deadline) {
      if (Scrape().find(text) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }
};

TEST_F(MetricsTest, AnAppendShowsInTheLedgerTheSequencerAndTheProjections) {
  const uint64_t size = MustAppend({UnitRegistered("141121", "unit")}).front().position() + 1;
  EXPECT_TRUE(Shows(absl::StrCat("ledgerd_ledger_size{ledger=\"141100\"} ", size, "\n")));
  EXPECT_TRUE(Shows(absl::StrCat(
      "ledgerd_projection_size{ledger=\"141100\",projection=\"scores\"} ", size, "\n")));
  EXPECT_THAT(Scrape(), AllOf(HasSubstr("ledgerd_ledger_up{ledger=\"141100\"} 1\n"),
                              HasSubstr("ledgerd_checkpoint_signer_up{ledger=\"141100\"} 1\n"),
                              HasSubstr("ledgerd_group_commit_seconds_count{ledger=\"141100\"} "),
                              HasSubstr("ledgerd_group_events_bucket{ledger=\"141100\",le=\"1\"} "),
                              HasSubstr("method=\"Append\""), HasSubstr("ledgerd_disk_free_bytes "),
                              HasSubstr("ledgerd_requests_in_flight ")));
}

TEST_F(MetricsTest, NoLabelNamesAPrincipalAPersonOrAUnit) {
  MustAppend({UnitRegistered("141121", "unit")});
  ledger::v1::AppendResponse response;
  Append("no-such-token", {UnitRegistered("141122", "other")}, response);
  Append(office(), {UnitRegistered("141121", "again")}, response);
  EXPECT_THAT(Scrape(),
              AllOf(HasSubstr("ledgerd_refusals_total{"), Not(HasSubstr("office")),
                    Not(HasSubstr("141121")), Not(HasSubstr("field-app")), Not(HasSubstr("县"))));
}

TEST_F(MetricsTest, EveryAnswerCarriesTheIdOfItsCall) {
  Call call(office());
  call.AddMetadata("x-request-id", "my-own-id");
  ledger::v1::ListLedgersRequest request;
  ledger::v1::ListLedgersResponse response;
  ASSERT_TRUE(ledger().ListLedgers(&call, request, &response).ok());
  const auto& trailer = call.GetServerTrailingMetadata();
  ASSERT_EQ(trailer.count("x-request-id"), 1u);
  EXPECT_EQ(trailer.find("x-request-id")->second, "my-own-id");
}

}  // namespace
}  // namespace assessment::testing
