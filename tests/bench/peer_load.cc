// How fast two peers that ship no load generator take payloads of a given size, each client with
// one call in flight: NATS JetStream, a connection a client; etcd, one connection for all, as the
// ledger's own load. Prints one JSON object.
//   peer_load nats|etcd HOST:PORT CLIENTS PAYLOAD_BYTES SECONDS

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "clients/bench/blocking_caller.h"
#include "clients/bench/grpc_caller.h"
#include "clients/bench/workload.h"

namespace assessment::bench {
namespace {

[[noreturn]] void Fail(const std::string& what) {
  std::fprintf(stderr, "peer_load: %s\n", what.c_str());
  std::exit(1);
}

// One connection that speaks as much of the NATS client protocol as a publisher needs.
class NatsConnection {
 public:
  NatsConnection(const std::string& host, const std::string& port, int number)
      : inbox_(absl::StrCat("_INBOX.", number)) {
    addrinfo hints = {};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(host.c_str(), port.c_str(), &hints, &found) != 0) Fail("no such host");
    socket_ = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    const bool connected = socket_ >= 0 && connect(socket_, found->ai_addr, found->ai_addrlen) == 0;
    freeaddrinfo(found);
    if (!connected) Fail("cannot connect to NATS");
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    ReadLine();  // INFO.
    Write(absl::StrCat("CONNECT {\"verbose\":false,\"pedantic\":false}\r\nSUB ", inbox_, " 1\r\n"));
  }
  ~NatsConnection() { close(socket_); }
  NatsConnection(const NatsConnection&) = delete;
  NatsConnection& operator=(const NatsConnection&) = delete;

  // Publishes and returns the answer, which JetStream gives in JSON.
  std::string Request(absl::string_view subject, absl::string_view payload) {
    Write(absl::StrCat("PUB ", subject, " ", inbox_, " ", payload.size(), "\r\n", payload, "\r\n"));
    for (;;) {
      const std::string line = ReadLine();
      if (line == "PING") {
        Write("PONG\r\n");
      } else if (line.rfind("MSG ", 0) == 0) {
        const size_t bytes = std::strtoul(line.c_str() + line.rfind(' '), nullptr, 10);
        while (read_.size() < bytes + 2) ReadMore();
        std::string answer = read_.substr(0, bytes);
        read_.erase(0, bytes + 2);
        return answer;
      } else if (line.rfind("-ERR", 0) == 0) {
        Fail(line);
      }
    }
  }

 private:
  void Write(const std::string& text) {
    for (size_t sent = 0; sent < text.size();) {
      const ssize_t more = send(socket_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (more <= 0) Fail("NATS closed the connection");
      sent += static_cast<size_t>(more);
    }
  }

  void ReadMore() {
    char bytes[4096];
    const ssize_t count = recv(socket_, bytes, sizeof(bytes), 0);
    if (count <= 0) Fail("NATS closed the connection");
    read_.append(bytes, static_cast<size_t>(count));
  }

  std::string ReadLine() {
    size_t end;
    while ((end = read_.find("\r\n")) == std::string::npos) ReadMore();
    std::string line = read_.substr(0, end);
    read_.erase(0, end + 2);
    return line;
  }

  const std::string inbox_;
  int socket_ = -1;
  std::string read_;
};

Workload NatsLoad(const std::string& address, int clients, const std::string& payload) {
  const size_t colon = address.rfind(':');
  std::vector<std::unique_ptr<NatsConnection>> connections;
  for (int i = 0; i < clients; ++i) {
    connections.push_back(
        std::make_unique<NatsConnection>(address.substr(0, colon), address.substr(colon + 1), i));
  }
  const std::string created = connections.front()->Request(
      "$JS.API.STREAM.CREATE.EVENTS",
      R"({"name":"EVENTS","subjects":["events"],"storage":"file","retention":"limits","discard":"old","num_replicas":1})");
  if (created.find("\"error\"") != std::string::npos &&
      created.find("already in use") == std::string::npos) {
    Fail(created);
  }
  Workload workload;
  for (std::unique_ptr<NatsConnection>& connection : connections) {
    workload.callers.push_back(std::make_unique<BlockingCaller>(
        [publisher = std::shared_ptr<NatsConnection>(std::move(connection)), payload](uint64_t) {
          const std::string answer = publisher->Request("events", payload);
          return answer.find("\"seq\"") != std::string::npos ? absl::OkStatus()
                                                             : absl::InternalError(answer);
        }));
  }
  return workload;
}

// A Protobuf field of bytes shorter than 16,384.
std::string BytesField(char tag, const std::string& bytes) {
  std::string field(1, tag);
  if (bytes.size() >= 128) field += static_cast<char>(0x80 | (bytes.size() & 0x7f));
  field += static_cast<char>(bytes.size() < 128 ? bytes.size() : bytes.size() >> 7);
  return field + bytes;
}

Workload EtcdLoad(const std::string& address, int clients, const std::string& payload) {
  auto stub = std::make_shared<grpc::GenericStub>(
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  Workload workload;
  for (int client = 0; client < clients; ++client) {
    GrpcMethod<grpc::ByteBuffer, grpc::ByteBuffer> put;
    put.begin = [stub](grpc::ClientContext* context, const grpc::ByteBuffer* request,
                       grpc::ByteBuffer* response, std::function<void(grpc::Status)> done) {
      context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
      stub->UnaryCall(context, "/etcdserverpb.KV/Put", {}, request, response, std::move(done));
    };
    put.make = [payload, client](uint64_t call, grpc::ByteBuffer& request) {
      // A PutRequest: the key and the value.
      char key[32];
      std::snprintf(key, sizeof(key), "%04d-%012llu", client,
                    static_cast<unsigned long long>(call));
      const grpc::Slice slice(BytesField('\x0a', key) + BytesField('\x12', payload));
      request = grpc::ByteBuffer(&slice, 1);
    };
    put.check = [](const grpc::ByteBuffer&) { return absl::OkStatus(); };
    workload.callers.push_back(
        std::make_unique<GrpcCaller<grpc::ByteBuffer, grpc::ByteBuffer>>(std::move(put)));
  }
  return workload;
}

}  // namespace
}  // namespace assessment::bench

int main(int argc, char** argv) {
  using namespace assessment::bench;
  const std::string peer = argc == 6 ? argv[1] : "";
  if (peer != "nats" && peer != "etcd") {
    std::fprintf(stderr, "usage: peer_load nats|etcd HOST:PORT CLIENTS PAYLOAD_BYTES SECONDS\n");
    return 2;
  }
  const int clients = std::atoi(argv[3]);
  const std::string payload(std::strtoul(argv[4], nullptr, 10), 'x');
  if (clients < 1 || payload.size() >= 16'384) Fail("CLIENTS from 1, PAYLOAD_BYTES below 16384");
  const Workload workload =
      peer == "nats" ? NatsLoad(argv[2], clients, payload) : EtcdLoad(argv[2], clients, payload);
  const auto seconds = std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::duration<double>(std::strtod(argv[5], nullptr)));
  absl::StatusOr<Measured> measured =
      RunWorkload(workload, {.warm_up = seconds / 5, .duration = seconds});
  if (!measured.ok()) Fail(measured.status().ToString());
  const auto ms = [&measured](int per_mille) {
    return static_cast<double>(measured->latencies.Quantile(per_mille).count()) / 1e6;
  };
  std::printf("{\"per_second\": %.0f, \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"p99_9_ms\": %.3f}\n",
              measured->per_second, ms(500), ms(990), ms(999));
  return 0;
}
