#ifndef CLIENTS_BENCH_CLOSED_LOOP_H_
#define CLIENTS_BENCH_CLOSED_LOOP_H_

// Clients that each send their next call when the last one was answered, driven from few threads:
// on a small machine a thread a client would measure the scheduler.

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "clients/bench/measurement.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/support/async_unary_call.h"

namespace assessment::bench {

struct LoopOptions {
  int clients = 1;
  int connections = 1;
  // Threads that drive the clients; never more than there are clients.
  int threads = 1;
  std::chrono::nanoseconds warm_up{0};
  std::chrono::nanoseconds measured{0};
  // Sent with every call.
  std::string token;
  std::chrono::milliseconds call_timeout{30'000};
};

// What an answer says.
struct Outcome {
  uint64_t events = 0;
  bool refused = false;
};

// One kind of call. The functions are called from all threads of the loop.
template <typename Request, typename Response>
struct LoopCall {
  using Reader = std::unique_ptr<grpc::ClientAsyncResponseReader<Response>>;
  // Starts a call on a connection, 0 to connections - 1.
  std::function<Reader(int connection, grpc::ClientContext*, const Request&,
                       grpc::CompletionQueue*)>
      start;
  // Makes `request`, the last one of the same client, into its next one; empty at first.
  std::function<void(Request& request)> next;
  std::function<Outcome(const Response&)> judge;
};

// The clients of one thread.
template <typename Request, typename Response>
class LoopShare {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  // `options` and `call` outlive this. The share is that of `clients` clients, the first of which
  // has the number `first`.
  LoopShare(const LoopOptions& options, const LoopCall<Request, Response>& call, int first,
            int clients)
      : options_(options), call_(call) {
    for (int i = 0; i < clients; ++i) {
      slots_.push_back(std::make_unique<Slot>());
      slots_.back()->connection = (first + i) % options.connections;
    }
  }

  // Sends calls until `end`, and counts those answered from `begin` to `end`.
  void Run(TimePoint begin, TimePoint end) {
    size_t in_flight = slots_.size();
    for (const auto& slot : slots_) Start(*slot);
    void* tag = nullptr;
    bool ok = false;
    while (in_flight > 0 && queue_.Next(&tag, &ok)) {
      Slot& slot = *static_cast<Slot*>(tag);
      const TimePoint now = std::chrono::steady_clock::now();
      const bool answered = Count(slot, now >= begin && now < end, now);
      if (answered && now < end) {
        Start(slot);
      } else {
        --in_flight;
      }
    }
    queue_.Shutdown();
    while (queue_.Next(&tag, &ok)) {
    }
  }

  const Measurement& result() const { return result_; }

 private:
  struct Slot {
    int connection = 0;
    std::optional<grpc::ClientContext> context;
    Request request;
    Response response;
    grpc::Status status;
    typename LoopCall<Request, Response>::Reader reader;
    TimePoint begun;
  };

  void Start(Slot& slot) {
    call_.next(slot.request);
    slot.context.emplace();
    slot.context->set_deadline(std::chrono::system_clock::now() + options_.call_timeout);
    slot.context->AddMetadata("authorization", "Bearer " + options_.token);
    slot.begun = std::chrono::steady_clock::now();
    slot.reader = call_.start(slot.connection, &*slot.context, slot.request, &queue_);
    slot.reader->Finish(&slot.response, &slot.status, &slot);
  }

  // False when the call got no answer.
  bool Count(const Slot& slot, bool measured, TimePoint now) {
    if (!slot.status.ok()) {
      if (result_.failures++ == 0) result_.first_failure = slot.status.error_message();
      return false;
    }
    if (!measured) return true;
    const Outcome outcome = call_.judge(slot.response);
    ++result_.calls;
    result_.events += outcome.events;
    if (outcome.refused) ++result_.refusals;
    result_.latency.Record(now - slot.begun);
    result_.request_bytes = slot.request.ByteSizeLong();
    result_.response_bytes = slot.response.ByteSizeLong();
    return true;
  }

  const LoopOptions& options_;
  const LoopCall<Request, Response>& call_;
  grpc::CompletionQueue queue_;
  std::vector<std::unique_ptr<Slot>> slots_;
  Measurement result_;
};

// Runs the clients for warm-up and measured time, waits for the last answers, and says what came of
// it; name and batch are the caller's to fill in. A failed call ends its client.
template <typename Request, typename Response>
Measurement RunClosedLoop(const LoopOptions& options, const LoopCall<Request, Response>& call) {
  std::vector<std::unique_ptr<LoopShare<Request, Response>>> shares;
  const int threads = std::min(options.threads, options.clients);
  for (int t = 0, first = 0; t < threads; ++t) {
    const int clients = options.clients / threads + (t < options.clients % threads ? 1 : 0);
    shares.push_back(std::make_unique<LoopShare<Request, Response>>(options, call, first, clients));
    first += clients;
  }
  const auto begin = std::chrono::steady_clock::now() + options.warm_up;
  const auto end = begin + options.measured;
  std::vector<std::thread> drivers;
  for (const auto& share : shares) {
    drivers.emplace_back([&share, begin, end] { share->Run(begin, end); });
  }
  for (std::thread& driver : drivers) driver.join();

  Measurement total;
  for (const auto& share : shares) {
    const Measurement& part = share->result();
    total.calls += part.calls;
    total.events += part.events;
    total.refusals += part.refusals;
    total.failures += part.failures;
    if (total.first_failure.empty()) total.first_failure = part.first_failure;
    total.latency.Merge(part.latency);
    total.request_bytes = std::max(total.request_bytes, part.request_bytes);
    total.response_bytes = std::max(total.response_bytes, part.response_bytes);
  }
  total.clients = options.clients;
  total.connections = options.connections;
  total.measured = options.measured;
  return total;
}

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_CLOSED_LOOP_H_
