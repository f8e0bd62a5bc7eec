// The standard services every operator's tool knows: health and reflection.

#include "google/protobuf/unknown_field_set.h"
#include "grpcpp/generic/generic_stub.h"
#include "tests/conformance/test_server.h"

namespace assessment::testing {
namespace {

// One message with a string in field `number`, as bytes.
grpc::ByteBuffer Encode(int number, const std::string& text) {
  google::protobuf::UnknownFieldSet fields;
  fields.AddLengthDelimited(number, text);
  std::string bytes;
  fields.SerializeToString(&bytes);
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string Bytes(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  EXPECT_TRUE(buffer.Dump(&slices).ok());
  std::string bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

class WireTest : public ServerTest {
 protected:
  // Status of grpc.health.v1.Health/Check: 1 SERVING, 2 NOT_SERVING; -1 when the call fails.
  int Health(const std::string& service) {
    grpc::GenericStub stub(channel());
    Call call("");
    grpc::CompletionQueue queue;
    auto reader =
        stub.PrepareUnaryCall(&call, "/grpc.health.v1.Health/Check", Encode(1, service), &queue);
    grpc::ByteBuffer response;
    grpc::Status status;
    reader->StartCall();
    reader->Finish(&response, &status, nullptr);
    void* tag = nullptr;
    bool ok = false;
    EXPECT_TRUE(queue.Next(&tag, &ok));
    google::protobuf::UnknownFieldSet fields;
    if (!status.ok() || !fields.ParseFromString(Bytes(response))) return -1;
    return fields.field_count() == 0 ? 0 : static_cast<int>(fields.field(0).varint());
  }
  // Waits for a state that a background report brings about.
  bool HealthBecomes(const std::string& service, int wanted) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < deadline) {
      if (Health(service) == wanted) return true;
    }
    return false;
  }
};

TEST_F(WireTest, HealthSpeaksOfTheServerEachServiceEachLedgerAndEachProjection) {
  for (const char* service :
       {"", "assessment.ledger.v1.LedgerService", "assessment.ledger.v1.AccessService",
        "assessment.projections.v1.AssessmentService", "assessment.projections.v1.RegistryService",
        "assessment.projections.v1.DeadlineService", "assessment.projections.v1.YearEndService",
        "ledger/141100", "projections/141100", "projections/141100/scores",
        "projections/141100/registry"}) {
    EXPECT_TRUE(HealthBecomes(service, 1)) << service;
  }
  EXPECT_EQ(Health("ledger/999999"), -1);
  EXPECT_EQ(Health("projections/141100/none"), -1);
}

TEST_F(WireTest, ReflectionListsEveryService) {
  grpc::GenericStub stub(channel());
  Call call("");
  grpc::CompletionQueue queue;
  void* tag = nullptr;
  bool ok = false;
  auto stream = stub.PrepareCall(
      &call, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
  stream->StartCall(nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  stream->WriteLast(Encode(7, "*"), grpc::WriteOptions(), nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  grpc::ByteBuffer response;
  stream->Read(&response, nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  const std::string listed = Bytes(response);
  for (const char* service :
       {"assessment.ledger.v1.LedgerService", "assessment.ledger.v1.AccessService",
        "assessment.projections.v1.AssessmentService", "assessment.projections.v1.RegistryService",
        "grpc.health.v1.Health"}) {
    EXPECT_NE(listed.find(service), std::string::npos) << service;
  }
  call.TryCancel();
  grpc::Status status;
  stream->Finish(&status, nullptr);
  EXPECT_TRUE(queue.Next(&tag, &ok));
}

TEST_F(WireTest, ASecondServerCannotShareThePort) {
  ServerOptions options;
  options.data_directory = directory() + "/second";
  options.storage = StorageKind::kMemory;
  options.listen = server().address();
  EXPECT_EQ(Server::Start(options).status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace assessment::testing
