#include "clients/cpp/testing/fake_ledger.h"

#include <chrono>
#include <thread>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "ledger/base/check.h"

namespace assessment {
namespace {

void WaitUntilGivenUp(const grpc::ServerContext& context) {
  while (!context.IsCancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

}  // namespace

FakeLedger::FakeLedger() {
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
  builder.RegisterService(this);
  server_ = builder.BuildAndStart();
  CHECK(server_ != nullptr);
}

FakeLedger::~FakeLedger() { server_->Shutdown(std::chrono::system_clock::now()); }

std::string FakeLedger::address() const { return "127.0.0.1:" + std::to_string(port_); }

std::shared_ptr<grpc::Channel> FakeLedger::channel() const {
  return grpc::CreateChannel(address(), grpc::InsecureChannelCredentials());
}

void FakeLedger::FailNextAppend(Trouble trouble, grpc::Status status) {
  MutexLock lock(mutex_);
  troubles_.push_back({trouble, status});
}

void FakeLedger::EndNextStream(int messages, grpc::Status status) {
  MutexLock lock(mutex_);
  ends_.push_back({messages, status});
}

int FakeLedger::append_calls() const {
  MutexLock lock(mutex_);
  return append_calls_;
}

int FakeLedger::streams() const {
  MutexLock lock(mutex_);
  return streams_;
}

std::string FakeLedger::authorization() const {
  MutexLock lock(mutex_);
  return authorization_;
}

std::vector<event::v1::Event> FakeLedger::events() const {
  MutexLock lock(mutex_);
  return events_;
}

grpc::Status FakeLedger::Append(grpc::ServerContext* context,
                                const ledger::v1::AppendRequest* request,
                                ledger::v1::AppendResponse* response) {
  PlannedTrouble planned{Trouble::kFailBefore, grpc::Status::OK};
  {
    MutexLock lock(mutex_);
    ++append_calls_;
    const auto found = context->client_metadata().find("authorization");
    authorization_ = found == context->client_metadata().end()
                         ? ""
                         : std::string(found->second.data(), found->second.size());
    if (!troubles_.empty()) {
      planned = troubles_.front();
      troubles_.pop_front();
      if (planned.trouble == Trouble::kFailBefore) return planned.status;
    }
    for (const event::v1::Event& event : request->events()) {
      const auto [known, added] =
          position_by_key_.insert({event.idempotency_key(), events_.size()});
      if (added) events_.push_back(event);
      ledger::v1::Receipt* receipt = response->mutable_accepted()->add_receipts();
      receipt->set_position(known->second);
      receipt->set_already_known(!added);
    }
    response->mutable_accepted()->set_size(events_.size());
  }
  if (planned.trouble == Trouble::kNeverAnswer) WaitUntilGivenUp(*context);
  return planned.status;
}

grpc::Status FakeLedger::Subscribe(grpc::ServerContext* context,
                                   const ledger::v1::SubscribeRequest* request,
                                   grpc::ServerWriter<ledger::v1::SubscribeResponse>* writer) {
  std::vector<event::v1::Event> events;
  PlannedEnd end{-1, grpc::Status::OK};
  {
    MutexLock lock(mutex_);
    ++streams_;
    events = events_;
    if (!ends_.empty()) {
      end = ends_.front();
      ends_.pop_front();
    }
  }
  for (uint64_t position = request->from_position(); position < events.size(); ++position) {
    if (end.messages-- == 0) return end.status;
    ledger::v1::SubscribeResponse message;
    message.mutable_event()->mutable_header()->set_position(position);
    *message.mutable_event()->mutable_body()->mutable_event() = events[position];
    if (!writer->Write(message)) return grpc::Status::CANCELLED;
  }
  if (end.messages >= 0) return end.status;
  ledger::v1::SubscribeResponse progress;
  progress.set_progress_position(events.size());
  writer->Write(progress);
  WaitUntilGivenUp(*context);
  return grpc::Status::CANCELLED;
}

grpc::Status FakeLedger::Read(grpc::ServerContext*, const ledger::v1::ReadRequest*,
                              ledger::v1::ReadResponse*) {
  return FailureWithReason(grpc::StatusCode::INVALID_ARGUMENT, ledger::v1::REASON_FIELD_INVALID,
                           "page_size: 5000, expected at most 1000", "page_size");
}

grpc::Status FailureWithReason(grpc::StatusCode code, ledger::v1::Reason reason,
                               const std::string& message, const std::string& field) {
  google::rpc::Status details;
  details.set_code(code);
  details.set_message(message);
  google::rpc::ErrorInfo info;
  info.set_reason(ledger::v1::Reason_Name(reason));
  info.set_domain("assessment-ledger");
  details.add_details()->PackFrom(info);
  if (!field.empty()) {
    google::rpc::BadRequest bad_request;
    google::rpc::BadRequest::FieldViolation* violation = bad_request.add_field_violations();
    violation->set_field(field);
    violation->set_description(message);
    details.add_details()->PackFrom(bad_request);
  }
  return grpc::Status(code, message, details.SerializeAsString());
}

}  // namespace assessment
