#include "tests/access/generic_call.h"

#include <google/protobuf/text_format.h>
#include <grpcpp/generic/generic_stub.h>

#include <chrono>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "assessment/ledger/v1/operations_service.pb.h"
#include "assessment/projections/v1/assessment_service.pb.h"
#include "assessment/projections/v1/deadline_service.pb.h"
#include "assessment/projections/v1/registry_service.pb.h"
#include "assessment/projections/v1/year_end_service.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "ledger/base/check.h"

namespace assessment::testing {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;

const MethodDescriptor& FindMethod(const std::string& method) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(method, absl::MaxSplits('/', 1));
  const auto* service = DescriptorPool::generated_pool()->FindServiceByName(parts.first);
  CHECK(service != nullptr);
  const MethodDescriptor* found = service->FindMethodByName(parts.second);
  CHECK(found != nullptr);
  return *found;
}

std::unique_ptr<Message> NewMessage(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<Message>(MessageFactory::generated_factory()->GetPrototype(type)->New());
}

grpc::ByteBuffer BufferOf(const Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

void ParseInto(const grpc::ByteBuffer& buffer, Message& message) {
  std::vector<grpc::Slice> slices;
  CHECK(buffer.Dump(&slices).ok());
  std::string bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  CHECK(message.ParseFromString(bytes));
}

// The refusals inside an answer, of those methods that have any.
ledger::v1::Reason ReasonInside(const Message& message) {
  const auto first = [](const auto& refusals) {
    return refusals.empty() ? ledger::v1::REASON_UNSPECIFIED : refusals[0].reason();
  };
  if (const auto* append = dynamic_cast<const ledger::v1::AppendResponse*>(&message)) {
    return first(append->refused().refusals());
  }
  if (const auto* preview = dynamic_cast<const ledger::v1::PreviewResponse*>(&message)) {
    return first(preview->refusals());
  }
  if (const auto* decide = dynamic_cast<const projections::v1::DecideResponse*>(&message)) {
    return first(decide->refused().refusals());
  }
  return ledger::v1::REASON_UNSPECIFIED;
}

}  // namespace

ledger::v1::Reason Answer::reason() const {
  if (status.ok())
    return messages.empty() ? ledger::v1::REASON_UNSPECIFIED : ReasonInside(*messages[0]);
  google::rpc::Status details;
  ledger::v1::Reason reason = ledger::v1::REASON_UNSPECIFIED;
  if (!details.ParseFromString(status.error_details())) return reason;
  for (const google::protobuf::Any& detail : details.details()) {
    google::rpc::ErrorInfo info;
    if (detail.UnpackTo(&info)) ledger::v1::Reason_Parse(info.reason(), &reason);
  }
  return reason;
}

std::string Answer::Told() const {
  std::string told = absl::StrCat(status.error_message(), status.error_details());
  for (const auto& message : messages) told += message->SerializeAsString();
  return told;
}

Answer CallMethod(const std::shared_ptr<grpc::Channel>& channel, const std::string& token,
                  const std::string& method, const std::string& request) {
  const MethodDescriptor& descriptor = FindMethod(method);
  const std::unique_ptr<Message> asked = NewMessage(descriptor.input_type());
  if (!google::protobuf::TextFormat::ParseFromString(request, asked.get())) {
    ADD_FAILURE() << method << ": the request does not parse: " << request;
    return {};
  }
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  if (!token.empty()) context.AddMetadata("authorization", absl::StrCat("Bearer ", token));
  grpc::GenericStub stub(channel);
  grpc::CompletionQueue queue;
  const auto wait = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    CHECK(queue.Next(&tag, &ok));
    return ok;
  };
  const auto call = stub.PrepareCall(&context, "/" + method, &queue);
  call->StartCall(nullptr);
  Answer answer;
  bool going = wait();
  if (going) {
    call->WriteLast(BufferOf(*asked), grpc::WriteOptions(), nullptr);
    going = wait();
  }
  while (going) {
    grpc::ByteBuffer buffer;
    call->Read(&buffer, nullptr);
    going = wait();
    if (!going) break;
    answer.messages.push_back(NewMessage(descriptor.output_type()));
    ParseInto(buffer, *answer.messages.back());
    const auto* news =
        dynamic_cast<const ledger::v1::SubscribeResponse*>(answer.messages.back().get());
    if (news != nullptr && !news->has_event()) {
      context.TryCancel();
      break;
    }
  }
  const bool caught_up = going;
  call->Finish(&answer.status, nullptr);
  wait();
  // The stream would go on; it was this side that left.
  if (caught_up) answer.status = grpc::Status::OK;
  return answer;
}

std::vector<std::string> AllMethods() {
  std::vector<std::string> methods;
  for (const auto* file : {ledger::v1::WhoAmIRequest::descriptor()->file(),
                           ledger::v1::AppendRequest::descriptor()->file(),
                           ledger::v1::ListBackupsRequest::descriptor()->file(),
                           projections::v1::GetScoreSheetRequest::descriptor()->file(),
                           projections::v1::RunClerkRequest::descriptor()->file(),
                           projections::v1::ListUnitsRequest::descriptor()->file(),
                           projections::v1::DecideRequest::descriptor()->file()}) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        methods.push_back(
            absl::StrCat(file->service(s)->full_name(), "/", file->service(s)->method(m)->name()));
      }
    }
  }
  return methods;
}

}  // namespace assessment::testing
