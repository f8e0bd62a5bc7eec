#include "projections/server/server_options.h"

#include "gtest/gtest.h"

namespace assessment {
namespace {

ServerOptions Good() {
  ServerOptions options;
  options.data_directory = "data";
  return options;
}

TEST(ServerOptions, ListenOnLoopbackByDefault) {
  EXPECT_TRUE(IsLoopback(ServerOptions().listen));
  EXPECT_TRUE(Good().Validate().ok());
}

TEST(ServerOptions, KnowWhatIsLoopback) {
  for (const char* listen :
       {"127.0.0.1:0", "127.9.9.9:1", "localhost:7443", "[::1]:7443", "unix:/run/ledgerd.sock"}) {
    EXPECT_TRUE(IsLoopback(listen)) << listen;
  }
  for (const char* listen : {"0.0.0.0:7443", "[::]:7443", ":7443", "10.0.0.1:7443", "*:7443",
                             "127.0.0.1.example.org:7443", "localhost", "[::1:7443", ""}) {
    EXPECT_FALSE(IsLoopback(listen)) << listen;
  }
}

TEST(ServerOptions, RefuseToListenBeyondLoopbackUnlessTheDangerIsAccepted) {
  ServerOptions options = Good();
  options.listen = "0.0.0.0:7443";
  EXPECT_EQ(options.Validate().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(options.Validate().message().find("plain text"), absl::string_view::npos);
  options.insecure_beyond_loopback = true;
  EXPECT_TRUE(options.Validate().ok());
}

TEST(ServerOptions, ListenAnywhereWithTls) {
  ServerOptions options = Good();
  options.listen = "0.0.0.0:7443";
  options.tls_certificate = "server.pem";
  options.tls_key = "server.key";
  EXPECT_TRUE(options.Validate().ok());
}

TEST(ServerOptions, NeedACertificateForItsKeyAndForClientsOfTheirs) {
  ServerOptions options = Good();
  options.tls_certificate = "server.pem";
  EXPECT_NE(options.Validate().message().find("TLS key"), absl::string_view::npos);
  options = Good();
  options.tls_client_authorities = "ca.pem";
  EXPECT_NE(options.Validate().message().find("TLS client authorities"), absl::string_view::npos);
TEST(ServerOptions, ServeNoMetricsUnlessTold) { EXPECT_EQ(ServerOptions().metrics_listen, ""); }

TEST(ServerOptions, RefuseToServeMetricsBeyondLoopbackUnlessTheDangerIsAccepted) {
  ServerOptions options = Good();
  options.metrics_listen = "0.0.0.0:9464";
  EXPECT_EQ(options.Validate().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(options.Validate().message().find("metrics listen: found \"0.0.0.0:9464\""),
            absl::string_view::npos);
  options.insecure_beyond_loopback = true;
  EXPECT_TRUE(options.Validate().ok());
}

TEST(ServerOptions, TakeOneMetricsAddressOfHostAndPort) {
  ServerOptions options = Good();
  for (const char* good : {"127.0.0.1:0", "127.0.0.1:9464", "[::1]:9464", "localhost:1"}) {
    options.metrics_listen = good;
    EXPECT_TRUE(options.Validate().ok()) << good;
  }
  for (const char* bad : {"9464", ":9464", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000",
                          "unix:/run/metrics", "127.0.0.1:1,0.0.0.0:2", "127.0.0.1:1 0.0.0.0:2"}) {
    options.metrics_listen = bad;
    EXPECT_EQ(options.Validate().code(), absl::StatusCode::kInvalidArgument) << bad;
  }
}

TEST(ServerOptions, NameWhatIsWrong) {
  ServerOptions options = Good();
  options.data_directory.clear();
  EXPECT_NE(options.Validate().message().find("data directory"), absl::string_view::npos);
  options = Good();
  options.reader_threads = 0;
  EXPECT_NE(options.Validate().message().find("reader threads"), absl::string_view::npos);
  options = Good();
  options.calls_per_second = 0;
  EXPECT_NE(options.Validate().message().find("calls per second"), absl::string_view::npos);
}

TEST(ServerOptions, PartALedgerFromItsValueAtTheFirstEqualsSign) {
  const auto parts = SplitLedgerOption("--signing-key", "141100=a=b");
  ASSERT_TRUE(parts.ok()) << parts.status();
  EXPECT_EQ(parts->first, "141100");
  EXPECT_EQ(parts->second, "a=b");
  for (const char* text : {"", "141100", "=FILE", "141100="}) {
    const absl::Status status = SplitLedgerOption("--signing-key", text).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_NE(status.message().find("--signing-key"), absl::string_view::npos) << status;
  }
}

}  // namespace
}  // namespace assessment
