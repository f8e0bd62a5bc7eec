// Nobody calls without a valid token; administrators alone manage principals and ledgers.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "assessment/projections/v1/assessment_service.grpc.pb.h"
#include "assessment/projections/v1/registry_service.grpc.pb.h"
#include "grpcpp/generic/generic_stub.h"
#include "tests/conformance/test_server.h"

namespace assessment::testing {
namespace {

class AccessTest : public ServerTest {
 protected:
  // Calls a method with an empty request; what a server answers before it looks at the request.
  grpc::Status CallEmpty(const std::string& method, const std::string& token) {
    grpc::GenericStub stub(channel());
    Call call(token);
    grpc::CompletionQueue queue;
    const grpc::Slice empty("");
    const grpc::ByteBuffer request(&empty, 1);
    grpc::ByteBuffer response;
    grpc::Status status;
    auto reader = stub.PrepareUnaryCall(&call, method, request, &queue);
    reader->StartCall();
    reader->Finish(&response, &status, nullptr);
    void* tag = nullptr;
    bool ok = false;
    EXPECT_TRUE(queue.Next(&tag, &ok));
    return status;
  }

  static std::vector<std::string> AllMethods() {
    std::vector<std::string> methods;
    for (const char* service :
         {"assessment.ledger.v1.AccessService", "assessment.ledger.v1.LedgerService",
          "assessment.projections.v1.AssessmentService",
          "assessment.projections.v1.RegistryService"}) {
      const auto* descriptor =
          google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(service);
      EXPECT_NE(descriptor, nullptr) << service;
      for (int i = 0; descriptor != nullptr && i < descriptor->method_count(); ++i) {
        methods.push_back(absl::StrCat("/", service, "/", descriptor->method(i)->name()));
      }
    }
    return methods;
  }
};

TEST_F(AccessTest, EveryMethodRefusesACallWithoutAValidToken) {
  ASSERT_GT(AllMethods().size(), 20u);
  std::string wrong = office();
  wrong.back() = wrong.back() == 'A' ? 'B' : 'A';
  for (const std::string& method : AllMethods()) {
    for (const std::string& token : {std::string(), std::string("nonsense"), wrong}) {
      const grpc::Status status = CallEmpty(method, token);
      EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAUTHENTICATED)
          << method << ": " << status.error_message();
      EXPECT_EQ(ReasonIn(status), ledger::v1::REASON_UNAUTHENTICATED) << method;
    }
  }
}

TEST_F(AccessTest, SaysWhoTheCallerIs) {
  ledger::v1::WhoAmIResponse response;
  Call call(office());
  ASSERT_TRUE(access().WhoAmI(&call, {}, &response).ok());
  EXPECT_EQ(response.principal().principal(), "office");
  EXPECT_EQ(response.principal().person_id(), "p-office");
}

TEST_F(AccessTest, LetsOnlyAdministratorsManagePrincipalsAndLedgers) {
  for (const char* method : {"/assessment.ledger.v1.AccessService/CreatePrincipal",
                             "/assessment.ledger.v1.AccessService/RevokePrincipal",
                             "/assessment.ledger.v1.AccessService/ListPrincipals",
                             "/assessment.ledger.v1.LedgerService/OpenLedger"}) {
    EXPECT_EQ(ReasonIn(CallEmpty(method, office())), ledger::v1::REASON_PERMISSION_DENIED)
        << method;
  }
}

TEST_F(AccessTest, RefusesARevokedPrincipalFromTheNextCallOn) {
  const std::string token = MakePrincipal("leaver");
  ledger::v1::WhoAmIResponse who;
  Call before(token);
  ASSERT_TRUE(access().WhoAmI(&before, {}, &who).ok());
  ledger::v1::RevokePrincipalRequest request;
  request.set_principal("leaver");
  ledger::v1::RevokePrincipalResponse revoked;
  Call revoke(administrator());
  ASSERT_TRUE(access().RevokePrincipal(&revoke, request, &revoked).ok());
  EXPECT_TRUE(revoked.principal().revoked());
  Call after(token);
  EXPECT_EQ(ReasonIn(access().WhoAmI(&after, {}, &who)), ledger::v1::REASON_UNAUTHENTICATED);
}

TEST_F(AccessTest, KnowsPrincipalsAfterARestart) {
  Restart();
  ledger::v1::WhoAmIResponse response;
  Call call(office());
  EXPECT_TRUE(access().WhoAmI(&call, {}, &response).ok());
  ledger::v1::ListPrincipalsResponse principals;
  Call list(administrator());
  ASSERT_TRUE(access().ListPrincipals(&list, {}, &principals).ok());
  EXPECT_EQ(principals.principals_size(), 2);
}

}  // namespace
}  // namespace assessment::testing
