// Connections: TLS, client certificates, tokens that are renewed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "absl/strings/match.h"
#include "assessment/ledger/v1/access_service.pb.h"
#include "tests/access/generic_call.h"
#include "tests/access/tls_server.h"

namespace assessment::testing {
namespace {

constexpr char kWhoAmI[] = "assessment.ledger.v1.AccessService/WhoAmI";
constexpr char kCreate[] = "assessment.ledger.v1.AccessService/CreatePrincipal";
constexpr char kRotate[] = "assessment.ledger.v1.AccessService/RotateToken";
constexpr char kRevoke[] = "assessment.ledger.v1.AccessService/RevokePrincipal";

class TlsTest : public ::testing::Test {
 protected:
  TlsTest() : server_({"auditor", "nobody"}) {
    token_ = MustCreate(
        R"(principal { principal: "auditor" person_id: "p-1" certificate_names: "urn:ledger:auditor" })");
  }

  std::string MustCreate(const std::string& request) {
    const Answer answer =
        CallMethod(server_.Channel(), server_.AdministratorToken(), kCreate, request);
    EXPECT_TRUE(answer.status.ok()) << answer.status.error_message();
    return dynamic_cast<ledger::v1::CreatePrincipalResponse&>(*answer.messages.at(0)).token();
  }
  // Who the server takes the caller for; empty: nobody.
  static std::string Who(const std::shared_ptr<grpc::Channel>& channel, const std::string& token) {
    const Answer answer = CallMethod(channel, token, kWhoAmI, "");
    if (!answer.status.ok()) return "";
    return dynamic_cast<ledger::v1::WhoAmIResponse&>(*answer.messages.at(0))
        .principal()
        .principal();
  }

  TlsServer server_;
  std::string token_;
};

TEST_F(TlsTest, AClientCertificateStandsForItsPrincipal) {
  EXPECT_EQ(Who(server_.ChannelOf("auditor"), ""), "auditor");
}

TEST_F(TlsTest, ACertificateThatStandsForNobodyIsRefused) {
  const Answer answer = CallMethod(server_.ChannelOf("nobody"), "", kWhoAmI, "");
  EXPECT_EQ(answer.reason(), ledger::v1::REASON_UNAUTHENTICATED);
}

TEST_F(TlsTest, ATokenGoesBeforeTheCertificate) {
  EXPECT_EQ(Who(server_.ChannelOf("auditor"), server_.AdministratorToken()), "administrator");
}

TEST_F(TlsTest, AWrongTokenIsNotMadeGoodByACertificate) {
  EXPECT_EQ(Who(server_.ChannelOf("auditor"), token_ + "x"), "");
}

TEST_F(TlsTest, ACertificateOfAnUnknownAuthorityEndsTheConnection) {
  const Answer answer = CallMethod(server_.ChannelOfAStranger(), token_, kWhoAmI, "");
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(TlsTest, PlainTextIsNotSpoken) {
  const Answer answer = CallMethod(server_.PlainChannel(), token_, kWhoAmI, "");
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(TlsTest, ARevokedPrincipalIsRefusedByCertificateToo) {
  const Answer revoked = CallMethod(server_.Channel(), server_.AdministratorToken(), kRevoke,
                                    R"(principal: "auditor")");
  ASSERT_TRUE(revoked.status.ok());
  EXPECT_EQ(Who(server_.ChannelOf("auditor"), ""), "");
}

TEST_F(TlsTest, TwoPrincipalsDoNotShareACertificateName) {
  const Answer answer = CallMethod(
      server_.Channel(), server_.AdministratorToken(), kCreate,
      R"(principal { principal: "second" person_id: "p-2" certificate_names: "urn:ledger:auditor" })");
  EXPECT_EQ(answer.reason(), ledger::v1::REASON_ALREADY_EXISTS);
}

TEST_F(TlsTest, ARenewedServerCertificateIsTakenWithoutARestart) {
  const std::string before = server_.ShownCertificate();
  server_.RenewCertificates({"auditor"});
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (server_.ShownCertificate() == before && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  EXPECT_EQ(server_.ShownCertificate(), server_.CertificateFile());
  EXPECT_EQ(Who(server_.ChannelOf("auditor"), ""), "auditor");
}

TEST_F(TlsTest, ARotatedTokenIsGoodAtOnceAndTheFormerOneAsLongAsWasSaid) {
  const Answer kept = CallMethod(server_.Channel(), token_, kRotate, "keep_present_seconds: 600");
  ASSERT_TRUE(kept.status.ok());
  const std::string second =
      dynamic_cast<ledger::v1::RotateTokenResponse&>(*kept.messages.at(0)).token();
  EXPECT_EQ(Who(server_.Channel(), token_), "auditor");
  EXPECT_EQ(Who(server_.Channel(), second), "auditor");
  const Answer replaced = CallMethod(server_.Channel(), second, kRotate, "");
  ASSERT_TRUE(replaced.status.ok());
  EXPECT_EQ(Who(server_.Channel(), token_), "");
  EXPECT_EQ(Who(server_.Channel(), second), "");
}

}  // namespace
}  // namespace assessment::testing
