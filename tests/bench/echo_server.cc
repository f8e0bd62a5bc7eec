// The limit of the wire, to be measured in the same run as the ledger: takes the same messages as
// an append, keeps nothing, and answers with as many receipts of the same size.
//   echo_server PORT_FILE [CERTIFICATE KEY]     with TLS where a certificate and its key (PEM) are
//   given

#include <grpcpp/grpcpp.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "absl/synchronization/mutex.h"
#include "assessment/ledger/v1/ledger_service.grpc.pb.h"

namespace {

class Echo final : public assessment::ledger::v1::LedgerService::CallbackService {
 public:
  grpc::ServerUnaryReactor* Append(grpc::CallbackServerContext* context,
                                   const assessment::ledger::v1::AppendRequest* request,
                                   assessment::ledger::v1::AppendResponse* response) override {
    assessment::ledger::v1::Accepted& accepted = *response->mutable_accepted();
    for (int i = 0; i < request->events_size(); ++i) {
      assessment::ledger::v1::Receipt& receipt = *accepted.add_receipts();
      receipt.set_position(1'000'000);
      receipt.set_record_time_micros(1'700'000'000'000'000);
      receipt.set_leaf_hash(std::string(32, 'h'));
    }
    accepted.set_size(1'000'000);
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

std::string FileText(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::shared_ptr<grpc::ServerCredentials> CredentialsOf(int argc, char** argv) {
  if (argc < 4) return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions options;
  options.pem_key_cert_pairs.push_back({FileText(argv[3]), FileText(argv[2])});
  return grpc::SslServerCredentials(options);
}

}  // namespace

int main(int argc, char** argv) {
  // A library built for debugging looks for deadlocks at every lock that gRPC takes.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  if (argc != 2 && argc != 4) {
    std::fprintf(stderr, "usage: echo_server PORT_FILE [CERTIFICATE KEY]\n");
    return 2;
  }
  Echo echo;
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", CredentialsOf(argc, argv), &port);
  builder.RegisterService(&echo);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  std::ofstream(argv[1]) << port << "\n";
  server->Wait();
}
