#include "clients/bench/echo_server.h"

#include <chrono>

#include "absl/strings/str_cat.h"
#include "assessment/ledger/v1/ledger_service.grpc.pb.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "ledger/base/check.h"

namespace assessment::bench {
namespace {

using ledger::v1::LedgerService;

class EchoService final : public LedgerService::WithCallbackMethod_Append<LedgerService::Service> {
 public:
  grpc::ServerUnaryReactor* Append(grpc::CallbackServerContext* context,
                                   const ledger::v1::AppendRequest* request,
                                   ledger::v1::AppendResponse* response) override {
    // Numbers and hashes as large as real ones.
    constexpr uint64_t kPosition = 1'000'000;
    constexpr int64_t kRecordTime = 1'700'000'000'000'000;
    ledger::v1::Accepted& accepted = *response->mutable_accepted();
    for (int i = 0; i < request->events_size(); ++i) {
      ledger::v1::Receipt& receipt = *accepted.add_receipts();
      receipt.set_position(kPosition);
      receipt.set_record_time_micros(kRecordTime);
      receipt.set_leaf_hash(std::string(32, 'x'));
    }
    accepted.set_size(kPosition);
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

}  // namespace

class EchoServer::Impl {
 public:
  Impl() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    CHECK(server_ != nullptr);
  }
  ~Impl() { server_->Shutdown(std::chrono::system_clock::now()); }

  int port() const { return port_; }

 private:
  EchoService service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

EchoServer::EchoServer() : impl_(std::make_unique<Impl>()) {}
EchoServer::~EchoServer() = default;

std::string EchoServer::address() const { return absl::StrCat("127.0.0.1:", impl_->port()); }

}  // namespace assessment::bench
