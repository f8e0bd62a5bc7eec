#include "clients/witness/witness_server.h"

#include <httplib.h>
#include <sys/socket.h>

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/witness/listen_address.h"
#include "ledger/base/mutex.h"
#include "ledger/base/status_macros.h"

namespace assessment {
namespace {

absl::StatusOr<std::unique_ptr<httplib::Server>> NewServer(const WitnessServerOptions& options,
                                                           const ListenAddress& address) {
  const bool has_tls = !options.tls_certificate.empty();
  if (has_tls != !options.tls_key.empty()) {
    return absl::InvalidArgumentError(
        "TLS: found one of certificate and key, expected both or none");
  }
  if (!has_tls) {
    if (!address.is_loopback) {
      return absl::InvalidArgumentError(
          absl::StrCat("listen: found ", options.listen,
                       ", expected a loopback address, or a TLS certificate and key beside it"));
    }
    return std::make_unique<httplib::Server>();
  }
  auto server = std::make_unique<httplib::SSLServer>(options.tls_certificate.c_str(),
                                                     options.tls_key.c_str());
  if (!server->is_valid()) {
    return absl::InvalidArgumentError(absl::StrCat("TLS: cannot use the certificate ",
                                                   options.tls_certificate, " with the key ",
                                                   options.tls_key));
  }
  return server;
}

// Reads a body without trusting the length it states or the size it is inflated to.
bool ReadBody(const httplib::ContentReader& reader, std::string& body) {
  return reader([&body](const char* data, size_t length) {
    if (body.size() + length > kAddCheckpointBytesMax) return false;
    body.append(data, length);
    return true;
  });
}

}  // namespace

absl::StatusOr<std::unique_ptr<WitnessServer>> WitnessServer::Start(Witness& witness,
                                                                    WitnessServerOptions options) {
  ASSIGN_OR_RETURN(const ListenAddress address, ParseListenAddress(options.listen));
  ASSIGN_OR_RETURN(std::unique_ptr<httplib::Server> server, NewServer(options, address));
  // The library's own choice would let a second process share the port.
  server->set_socket_options([](int socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  });
  server->set_payload_max_length(kAddCheckpointBytesMax);
  server->Post("/add-checkpoint", [&witness, on_answer = std::move(options.on_answer),
                                   telling = std::make_shared<Mutex>()](
                                      const httplib::Request& request, httplib::Response& response,
                                      const httplib::ContentReader& reader) {
    std::string body;
    if (request.is_multipart_form_data() || !ReadBody(reader, body)) {
      response.status = kWitnessMalformed;
      response.set_content("the body cannot be read\n", kPlainText);
      return;
    }
    const WitnessAnswer answer = witness.AddCheckpoint(body);
    response.status = answer.status;
    response.set_content(answer.body, answer.content_type);
    if (!on_answer) return;
    const MutexLock one_at_a_time(*telling);
    on_answer(answer);
  });
  int port = address.port;
  if (port == 0) {
    port = server->bind_to_any_port(address.host);
  } else if (!server->bind_to_port(address.host, port)) {
    port = -1;
  }
  if (port < 0) return absl::UnavailableError(absl::StrCat("cannot listen on ", options.listen));
  return std::unique_ptr<WitnessServer>(new WitnessServer(std::move(server), port));
}

WitnessServer::WitnessServer(std::unique_ptr<httplib::Server> server, int port)
    : server_(std::move(server)), port_(port) {
  listener_ = std::thread([this] { server_->listen_after_bind(); });
  // A stop before that would be overlooked.
  while (!server_->is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

WitnessServer::~WitnessServer() { Stop(); }

void WitnessServer::Stop() {
  if (!listener_.joinable()) return;
  server_->stop();
  listener_.join();
}

}  // namespace assessment
