#include "clients/witness/witness_server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "clients/witness/witness_url.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/testing/vectors.h"

namespace assessment {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string FirstRequest() { return FormatAddCheckpoint({0, {}, vectors::Checkpoint8()}); }

class WitnessServerTest : public ::testing::Test {
 protected:
  WitnessServerTest() {
    std::string pattern = ::testing::TempDir() + "witness_server_XXXXXX";
    parent_ = ::mkdtemp(pattern.data());
    state_ = *WitnessState::Open(parent_ + "/state");
    witness_ = std::make_unique<Witness>(
        *Witness::Create(*MakeSignerKey(vectors::kWitness1Name, NoteKeyType::kCosigner,
                                        *DecodeHex(vectors::kWitness1SeedHex)),
                         {*ParseVerifierKey(vectors::kLogVerifierKey)}, *state_, SystemClock()));
  }
  ~WitnessServerTest() override {
    server_.reset();
    std::filesystem::remove_all(parent_);
  }

  void Serve(WitnessServerOptions options = {}) {
    options.listen = "127.0.0.1:0";
    absl::StatusOr<std::unique_ptr<WitnessServer>> server =
        WitnessServer::Start(*witness_, std::move(options));
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }
  absl::StatusOr<WitnessAnswer> Post(const std::string& body, const std::string& scheme = "http",
                                     const std::string& tls_ca = "") {
    return (*WitnessAt(absl::StrCat(scheme, "://127.0.0.1:", server_->port(), "/"), tls_ca))(body);
  }
  // What the server answers to these bytes.
  std::string Talk(const std::string& bytes) {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(server_->port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    EXPECT_EQ(::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
    std::string answer;
    char buffer[4096];
    for (ssize_t got; (got = ::recv(fd, buffer, sizeof(buffer), 0)) > 0;)
      answer.append(buffer, static_cast<size_t>(got));
    ::close(fd);
    return answer;
  }
  absl::Status Refusal(WitnessServerOptions options) {
    return WitnessServer::Start(*witness_, std::move(options)).status();
  }

  std::string parent_;
  std::unique_ptr<WitnessState> state_;
  std::unique_ptr<Witness> witness_;
  std::unique_ptr<WitnessServer> server_;
};

TEST_F(WitnessServerTest, AnswersWithTheCosignature) {
  Serve();
  const absl::StatusOr<WitnessAnswer> answer = Post(FirstRequest());
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->status, 200);
  EXPECT_THAT(answer->body, StartsWith("\xe2\x80\x94 ledger.example/witness/510000 "));
}

TEST_F(WitnessServerTest, AnswersAConflictWithItsTypeAndSize) {
  Serve();
  ASSERT_EQ(Post(FirstRequest())->status, 200);
  const absl::StatusOr<WitnessAnswer> answer = Post(FirstRequest());
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->status, 409);
  EXPECT_EQ(answer->content_type, "text/x.tlog.size");
  EXPECT_EQ(answer->body, "8\n");
}

TEST_F(WitnessServerTest, TellsOfEveryAnswer) {
  std::vector<int> statuses;
  WitnessServerOptions options;
  options.on_answer = [&statuses](const WitnessAnswer& answer) {
    statuses.push_back(answer.status);
  };
  Serve(std::move(options));
  ASSERT_TRUE(Post(FirstRequest()).ok());
  ASSERT_TRUE(Post("old\n").ok());
  server_->Stop();
  EXPECT_THAT(statuses, ::testing::ElementsAre(200, 400));
}

TEST_F(WitnessServerTest, RefusesABodyThatIsTooLong) {
  Serve();
  const std::string body(kAddCheckpointBytesMax + 1, 'x');
  EXPECT_THAT(Talk(absl::StrCat("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nConnection: close\r\n",
                                "Content-Length: ", body.size(), "\r\n\r\n", body)),
              StartsWith("HTTP/1.1 400 "));
}

TEST_F(WitnessServerTest, RefusesChunksThatAddUpToTooMuch) {
  Serve();
  std::string chunks;
  for (int i = 0; i < 20; ++i)
    absl::StrAppend(&chunks, "2000\r\n", std::string(0x2000, 'x'), "\r\n");
  EXPECT_THAT(Talk("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nConnection: close\r\n"
                   "Transfer-Encoding: chunked\r\n\r\n" +
                   chunks + "0\r\n\r\n"),
              StartsWith("HTTP/1.1 400 "));
}

TEST_F(WitnessServerTest, KnowsNoOtherPath) {
  Serve();
  EXPECT_THAT(Talk("GET /add-checkpoint HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n"),
              StartsWith("HTTP/1.1 404 "));
}

TEST_F(WitnessServerTest, StopsAndFreesItsPort) {
  Serve();
  const int port = server_->port();
  server_->Stop();
  EXPECT_EQ(Post(FirstRequest()).status().code(), absl::StatusCode::kUnavailable);
  WitnessServerOptions options;
  options.listen = absl::StrCat("127.0.0.1:", port);
  EXPECT_TRUE(Refusal(options).ok());
}

TEST_F(WitnessServerTest, SharesItsPortWithNobody) {
  Serve();
  WitnessServerOptions options;
  options.listen = absl::StrCat("127.0.0.1:", server_->port());
  EXPECT_EQ(Refusal(options).code(), absl::StatusCode::kUnavailable);
}

TEST_F(WitnessServerTest, ListensBeyondLoopbackOnlyWithTls) {
  WitnessServerOptions options;
  options.listen = "0.0.0.0:0";
  EXPECT_EQ(Refusal(options).message(),
            "listen: found 0.0.0.0:0, expected a loopback address, or a TLS certificate and key "
            "beside it");
  options.tls_certificate = "certificate";
  EXPECT_THAT(std::string(Refusal(options).message()), HasSubstr("expected both or none"));
  options.tls_key = "key";
  EXPECT_THAT(std::string(Refusal(options).message()), HasSubstr("cannot use the certificate"));
}

TEST_F(WitnessServerTest, AnswersOverTlsToThoseWhoTrustItsCertificate) {
  WitnessServerOptions options;
  options.tls_certificate = parent_ + "/certificate.pem";
  options.tls_key = parent_ + "/key.pem";
  const std::string make = absl::StrCat(
      "openssl req -x509 -newkey ed25519 -nodes -days 1 -subj /CN=witness -addext "
      "subjectAltName=IP:127.0.0.1 -keyout ",
      options.tls_key, " -out ", options.tls_certificate, " 2>/dev/null");
  ASSERT_EQ(std::system(make.c_str()), 0);
  Serve(options);
  const absl::StatusOr<WitnessAnswer> answer =
      Post(FirstRequest(), "https", options.tls_certificate);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(Post(FirstRequest(), "https").status().code(), absl::StatusCode::kUnavailable);
}

TEST(WitnessUrl, IsServerAndPath) {
  EXPECT_EQ(ParseWitnessUrl("http://w.example")->path, "/add-checkpoint");
  EXPECT_EQ(ParseWitnessUrl("https://w.example:7445/a/b/")->path, "/a/b/add-checkpoint");
  EXPECT_EQ(ParseWitnessUrl("https://w.example:7445/a/b/")->server, "https://w.example:7445");
}

TEST(WitnessUrl, RefusesWhatIsNone) {
  for (const char* url : {"", "w.example", "ftp://w.example", "http://", "http:///a",
                          "http://w.example/?a", "https://user@w.example/"}) {
    EXPECT_EQ(ParseWitnessUrl(url).status().code(), absl::StatusCode::kInvalidArgument) << url;
  }
}

}  // namespace
}  // namespace assessment
