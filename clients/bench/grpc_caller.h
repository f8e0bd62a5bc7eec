#ifndef CLIENTS_BENCH_GRPC_CALLER_H_
#define CLIENTS_BENCH_GRPC_CALLER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "clients/bench/caller.h"
#include "clients/cpp/rpc_error.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"

namespace assessment::bench {

// Makes the request of a call, whose number counts from 0, out of the one before: of the first call
// out of an empty one.
template <typename Request>
using MakeRequest = std::function<void(uint64_t call, Request& request)>;

// A method of a server, as a caller calls it again and again.
template <typename Request, typename Response>
struct GrpcMethod {
  // Begins a call: the method of an asynchronous stub, with a context that is new.
  std::function<void(grpc::ClientContext*, const Request*, Response*,
                     std::function<void(grpc::Status)>)>
      begin;
  MakeRequest<Request> make;
  // Whether the answer is one to what was asked.
  std::function<absl::Status(const Response&)> check;
};

// A caller without a thread: the answer arrives on a thread of gRPC's, which begins the next call.
template <typename Request, typename Response>
class GrpcCaller final : public Caller {
 public:
  explicit GrpcCaller(GrpcMethod<Request, Response> method) : method_(std::move(method)) {}

  void Begin(const OnAnswer& on_answer) override {
    context_.emplace();
    method_.make(calls_++, request_);
    method_.begin(&*context_, &request_, &response_,
                  [this, &on_answer](const grpc::Status& status) {
                    on_answer(status.ok() ? method_.check(response_) : StatusFromGrpc(status));
                  });
  }

 private:
  const GrpcMethod<Request, Response> method_;
  uint64_t calls_ = 0;
  // Of the call in flight. Messages are kept from call to call: what is equal is not made again.
  std::optional<grpc::ClientContext> context_;
  Request request_;
  Response response_;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_GRPC_CALLER_H_
