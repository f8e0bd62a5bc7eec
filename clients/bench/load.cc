#include "clients/bench/load.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "assessment/ledger/v1/ledger_service.grpc.pb.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/async_unary_call.h"
#include "grpcpp/support/channel_arguments.h"

namespace assessment::bench {
namespace {

using ledger::v1::LedgerService;
using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::seconds kCallTimeout{30};

// One call in flight; replaced by the next when answered.
struct Flight {
  LedgerService::Stub* stub = nullptr;
  SteadyClock::time_point sent;
  std::unique_ptr<grpc::ClientContext> context;
  ledger::v1::AppendResponse response;
  grpc::Status status;
  std::unique_ptr<grpc::ClientAsyncResponseReader<ledger::v1::AppendResponse>> reader;
};

// What the threads of one run share.
struct Run {
  const LoadOptions& options;
  std::vector<std::unique_ptr<LedgerService::Stub>> stubs;
  SteadyClock::time_point count_from;
  SteadyClock::time_point count_until;
  std::atomic<bool> failed{false};
};

std::vector<std::unique_ptr<LedgerService::Stub>> Connect(const LoadOptions& options) {
  std::vector<std::unique_ptr<LedgerService::Stub>> stubs;
  for (int i = 0; i < std::min(options.connections, options.in_flight); ++i) {
    grpc::ChannelArguments arguments;
    // Equal channels would share one connection.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    stubs.push_back(LedgerService::NewStub(
        grpc::CreateCustomChannel(options.address, grpc::InsecureChannelCredentials(), arguments)));
  }
  return stubs;
}

// The loop of one thread over its own flights and queue.
class Worker {
 public:
  Worker(Run& run, MakeRequest make, int first_flight, int flights)
      : run_(run), make_(std::move(make)), flights_(static_cast<size_t>(flights)) {
    for (size_t i = 0; i < flights_.size(); ++i) {
      flights_[i].stub =
          run_.stubs[(static_cast<size_t>(first_flight) + i) % run_.stubs.size()].get();
    }
  }

  void Loop() {
    for (Flight& flight : flights_) Send(flight);
    size_t open = flights_.size();
    void* tag = nullptr;
    bool ok = false;
    while (open > 0 && queue_.Next(&tag, &ok)) {
      Flight& flight = *static_cast<Flight*>(tag);
      const SteadyClock::time_point now = SteadyClock::now();
      Count(flight, now);
      if (now < run_.count_until && !run_.failed) {
        Send(flight);
      } else {
        --open;
      }
    }
    queue_.Shutdown();
    while (queue_.Next(&tag, &ok)) {
    }
  }

  LoadResult& result() { return result_; }

 private:
  void Send(Flight& flight) {
    const ledger::v1::AppendRequest request = make_();
    result_.request_bytes = request.ByteSizeLong();
    flight.context = std::make_unique<grpc::ClientContext>();
    flight.context->set_deadline(std::chrono::system_clock::now() + kCallTimeout);
    flight.context->AddMetadata("authorization", absl::StrCat("Bearer ", run_.options.token));
    flight.response.Clear();
    flight.sent = SteadyClock::now();
    flight.reader = flight.stub->AsyncAppend(flight.context.get(), request, &queue_);
    flight.reader->Finish(&flight.response, &flight.status, &flight);
  }

  void Count(const Flight& flight, SteadyClock::time_point now) {
    if (!flight.status.ok() || !flight.response.has_accepted()) {
      ++result_.failures;
      run_.failed = true;
      if (result_.first_failure.empty()) {
        result_.first_failure =
            flight.status.ok() ? flight.response.ShortDebugString() : flight.status.error_message();
      }
      return;
    }
    if (now < run_.count_from || now >= run_.count_until) return;
    ++result_.calls;
    result_.events += static_cast<uint64_t>(flight.response.accepted().receipts_size());
    result_.response_bytes = flight.response.ByteSizeLong();
    result_.latencies.Add(now - flight.sent);
  }

  Run& run_;
  const MakeRequest make_;
  std::vector<Flight> flights_;
  grpc::CompletionQueue queue_;
  LoadResult result_;
};

double PerSecond(uint64_t count, std::chrono::nanoseconds elapsed) {
  if (elapsed.count() <= 0) return 0;
  return static_cast<double>(count) / std::chrono::duration<double>(elapsed).count();
}

}  // namespace

double LoadResult::EventsPerSecond() const { return PerSecond(events, elapsed); }

double LoadResult::CallsPerSecond() const { return PerSecond(calls, elapsed); }

LoadResult RunLoad(const LoadOptions& options, const std::function<MakeRequest(int)>& maker) {
  Run run{options, Connect(options), {}, {}};
  run.count_from = SteadyClock::now() + options.warm_up;
  run.count_until = run.count_from + options.duration;
  const int threads_count = std::min(options.threads, options.in_flight);
  std::vector<std::unique_ptr<Worker>> workers;
  int next_flight = 0;
  for (int i = 0; i < threads_count; ++i) {
    const int flights =
        options.in_flight / threads_count + (i < options.in_flight % threads_count ? 1 : 0);
    workers.push_back(std::make_unique<Worker>(run, maker(i), next_flight, flights));
    next_flight += flights;
  }
  std::vector<std::thread> threads;
  for (const std::unique_ptr<Worker>& worker : workers) {
    threads.emplace_back([&worker] { worker->Loop(); });
  }
  for (std::thread& thread : threads) thread.join();

  LoadResult total;
  total.elapsed = options.duration;
  for (const std::unique_ptr<Worker>& worker : workers) {
    const LoadResult& part = worker->result();
    total.calls += part.calls;
    total.events += part.events;
    total.failures += part.failures;
    if (total.first_failure.empty()) total.first_failure = part.first_failure;
    total.request_bytes = std::max(total.request_bytes, part.request_bytes);
    total.response_bytes = std::max(total.response_bytes, part.response_bytes);
    total.latencies.Merge(part.latencies);
  }
  return total;
}

}  // namespace assessment::bench
