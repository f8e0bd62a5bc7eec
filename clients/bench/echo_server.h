#ifndef CLIENTS_BENCH_ECHO_SERVER_H_
#define CLIENTS_BENCH_ECHO_SERVER_H_

#include <memory>
#include <string>

namespace assessment::bench {

// What gRPC alone costs: a server in this process whose Append answers at once with a receipt for
// every event and does nothing else.
class EchoServer {
 public:
  // Serves on a free port of loopback. The process ends when it cannot.
  EchoServer();
  ~EchoServer();
  EchoServer(const EchoServer&) = delete;
  EchoServer& operator=(const EchoServer&) = delete;

  std::string address() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_ECHO_SERVER_H_
