#ifndef CLIENTS_WITNESS_WITNESS_SERVER_H_
#define CLIENTS_WITNESS_WITNESS_SERVER_H_

// A witness that answers POST /add-checkpoint over HTTP.

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "clients/witness/witness.h"

namespace httplib {
class Server;
}  // namespace httplib

namespace assessment {

struct WitnessServerOptions {
  // As ParseListenAddress reads it. Beyond loopback only with TLS.
  std::string listen = "127.0.0.1:7445";
  // PEM files of the certificate chain and its key; both or none.
  std::string tls_certificate;
  std::string tls_key;
  // Told of every answer, one at a time, from the threads that answer.
  std::function<void(const WitnessAnswer&)> on_answer;
};

class WitnessServer {
 public:
  // Serves when it returns. INVALID_ARGUMENT for an address or a certificate that cannot be used,
  // or an address beyond loopback without one; UNAVAILABLE when the port cannot be had. `witness`
  // outlives the server.
  static absl::StatusOr<std::unique_ptr<WitnessServer>> Start(Witness& witness,
                                                              WitnessServerOptions options);
  // Stops.
  ~WitnessServer();
  WitnessServer(const WitnessServer&) = delete;
  WitnessServer& operator=(const WitnessServer&) = delete;

  int port() const { return port_; }
  // Takes no further connection, lets requests under way be answered, then returns.
  void Stop();

 private:
  WitnessServer(std::unique_ptr<httplib::Server> server, int port);

  std::unique_ptr<httplib::Server> server_;
  int port_ = 0;
  std::thread listener_;
};

}  // namespace assessment

#endif  // CLIENTS_WITNESS_WITNESS_SERVER_H_
