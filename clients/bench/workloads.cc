#include "clients/bench/workloads.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "assessment/ledger/v1/ledger_service.grpc.pb.h"
#include "assessment/projections/v1/assessment_service.grpc.pb.h"
#include "clients/bench/closed_loop.h"
#include "clients/bench/echo_server.h"
#include "clients/bench/sample_events.h"
#include "clients/cpp/idempotency_key.h"
#include "grpcpp/create_channel.h"
#include "ledger/base/status_macros.h"

namespace assessment::bench {
namespace {

using ledger::v1::AppendRequest;
using ledger::v1::AppendResponse;
using ledger::v1::LedgerService;
using ledger::v1::ReadRequest;
using ledger::v1::ReadResponse;
using projections::v1::AssessmentService;
using projections::v1::GetScoreSheetRequest;
using projections::v1::GetScoreSheetResponse;

// Reading with fewer events would measure the page that is always in memory.
constexpr uint64_t kReadEventsMin = 10'000;
constexpr int kReceiveBytes = 64 * 1024 * 1024;
// How often a question is repeated while projections are still behind the log.
constexpr int kCatchUpTries = 30;

constexpr Workload kWorkloads[] = {
    {"echo", Action::kEcho, 64, 1, true, "gRPC alone, one event a call"},
    {"append", Action::kAppend, 64, 1, true, "one event a call"},
    {"echo-one", Action::kEcho, 1, 1, true, "gRPC alone, one client"},
    {"append-one", Action::kAppend, 1, 1, true, "one event a call, one client"},
    {"echo-batch", Action::kEcho, 8, 100, true, "gRPC alone, batches of 100"},
    {"append-batch", Action::kAppend, 8, 100, true, "atomic batches of 100"},
    {"append-batch-random", Action::kAppend, 8, 100, false, "the same, random keys"},
    {"sheet", Action::kSheet, 1, 0, true, "score sheet as of now"},
    {"sheet-as-of", Action::kSheetAsOf, 1, 0, true, "score sheet as of a random size"},
    {"read", Action::kRead, 4, 0, true, "pages of events from a random position"},
};

// Random numbers for the threads of a loop.
class SharedRandom {
 public:
  explicit SharedRandom(uint64_t seed) : random_(seed) {}
  uint64_t Next() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return random_();
  }
  // Evenly in [low, high).
  uint64_t Between(uint64_t low, uint64_t high) { return low + Next() % (high - low); }

 private:
  std::mutex mutex_;
  std::mt19937_64 random_;
};

// Stubs over connections of their own: channels to one address share one otherwise.
template <typename Service>
std::vector<std::unique_ptr<typename Service::Stub>> Connections(const std::string& address,
                                                                 int count) {
  std::vector<std::unique_ptr<typename Service::Stub>> stubs;
  for (int i = 0; i < count; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetMaxReceiveMessageSize(kReceiveBytes);
    stubs.push_back(Service::NewStub(
        grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments)));
  }
  return stubs;
}

// The requests of an append: events made once a client, a new key for each event and call.
class AppendRequests {
 public:
  AppendRequests(const BenchLedger& ledger, int batch, size_t event_bytes, bool ordered_keys,
                 SharedRandom& random)
      : batch_(batch), ordered_keys_(ordered_keys), random_(random) {
    for (const std::string& unit : ledger.units()) {
      events_.push_back(MetricEvent(ledger.name(), unit, event_bytes));
    }
  }

  void Next(AppendRequest& request) {
    if (request.events().empty()) {
      const uint64_t first = random_.Next();
      for (int i = 0; i < batch_; ++i) {
        *request.add_events() = events_[(first + static_cast<uint64_t>(i)) % events_.size()];
      }
    }
    for (event::v1::Event& event : *request.mutable_events()) {
      event.set_idempotency_key(ordered_keys_ ? NewIdempotencyKey() : RandomKey());
    }
  }

 private:
  // As long as an ordered key.
  std::string RandomKey() {
    return absl::StrFormat("%016x-%016x-00", random_.Next(), random_.Next());
  }

  const int batch_;
  const bool ordered_keys_;
  SharedRandom& random_;
  std::vector<event::v1::Event> events_;
};

Outcome JudgeAppend(const AppendResponse& response) {
  if (response.has_refused()) return {.events = 0, .refused = true};
  return {.events = static_cast<uint64_t>(response.accepted().receipts_size()), .refused = false};
}

LoopOptions LoopOptionsOf(const Workload& workload, const RunOptions& options,
                          const std::string& token) {
  LoopOptions loop;
  loop.clients = options.clients > 0 ? options.clients : workload.clients;
  loop.connections = std::min(options.connections, loop.clients);
  loop.threads = options.threads;
  loop.warm_up = options.warm_up;
  loop.measured = options.measured;
  loop.token = token;
  return loop;
}

}  // namespace

absl::Span<const Workload> AllWorkloads() { return kWorkloads; }

const Workload* FindWorkload(absl::string_view name) {
  for (const Workload& workload : kWorkloads) {
    if (workload.name == name) return &workload;
  }
  return nullptr;
}

absl::StatusOr<Measurement> Runner::Run(const Workload& workload) {
  absl::StatusOr<Measurement> measurement;
  switch (workload.action) {
    case Action::kAppend:
    case Action::kEcho:
      measurement = RunAppends(workload);
      break;
    case Action::kSheet:
    case Action::kSheetAsOf:
      measurement = RunSheets(workload);
      break;
    case Action::kRead:
      measurement = RunReads(workload);
      break;
  }
  if (measurement.ok()) measurement->workload = std::string(workload.name);
  return measurement;
}

absl::StatusOr<Measurement> Runner::RunAppends(const Workload& workload) {
  std::unique_ptr<EchoServer> echo;
  if (workload.action == Action::kEcho) {
    ASSIGN_OR_RETURN(echo, EchoServer::Start());
  }
  const LoopOptions loop = LoopOptionsOf(workload, options_, ledger_.token());
  const int batch = options_.batch > 0 && workload.batch > 1 ? options_.batch : workload.batch;
  const auto stubs = Connections<LedgerService>(
      echo != nullptr ? echo->address() : ledger_.server(), loop.connections);
  SharedRandom random(options_.seed);
  AppendRequests requests(ledger_, batch, options_.event_bytes, workload.ordered_keys, random);
  LoopCall<AppendRequest, AppendResponse> call;
  call.start = [&stubs](int connection, grpc::ClientContext* context, const AppendRequest& request,
                        grpc::CompletionQueue* queue) {
    return stubs[static_cast<size_t>(connection)]->AsyncAppend(context, request, queue);
  };
  call.next = [&requests](AppendRequest& request) { requests.Next(request); };
  call.judge = JudgeAppend;
  Measurement measurement = RunClosedLoop(loop, call);
  measurement.batch = batch;
  return measurement;
}

absl::StatusOr<Measurement> Runner::RunSheets(const Workload& workload) {
  if (ledger_.historic_unit().empty()) {
    RETURN_IF_ERROR(ledger_.PostHistory(options_.scheme_file, options_.history_events));
  }
  GetScoreSheetRequest sheet;
  sheet.set_ledger(ledger_.name());
  sheet.set_cycle(BenchLedger::kCycle);
  sheet.set_unit(ledger_.historic_unit());
  // Projections that are behind answer when they have caught up, or say that they did not in time.
  sheet.set_seen_size(ledger_.size());
  absl::Status caught_up = absl::UnavailableError("not asked");
  for (int i = 0; i < kCatchUpTries && !caught_up.ok(); ++i) {
    caught_up = ledger_.client().GetScoreSheet(sheet).status();
  }
  RETURN_IF_ERROR(caught_up);

  const LoopOptions loop = LoopOptionsOf(workload, options_, ledger_.token());
  const auto stubs = Connections<AssessmentService>(ledger_.server(), loop.connections);
  SharedRandom random(options_.seed);
  LoopCall<GetScoreSheetRequest, GetScoreSheetResponse> call;
  call.start = [&stubs](int connection, grpc::ClientContext* context,
                        const GetScoreSheetRequest& request, grpc::CompletionQueue* queue) {
    return stubs[static_cast<size_t>(connection)]->AsyncGetScoreSheet(context, request, queue);
  };
  const bool as_of = workload.action == Action::kSheetAsOf;
  call.next = [&](GetScoreSheetRequest& request) {
    if (request.ledger().empty()) request = sheet;
    if (!as_of) return;
    request.clear_seen_size();
    request.mutable_as_of()->set_size(random.Between(ledger_.history_begin(), ledger_.size()) + 1);
  };
  call.judge = [](const GetScoreSheetResponse&) { return Outcome(); };
  return RunClosedLoop(loop, call);
}

absl::StatusOr<Measurement> Runner::RunReads(const Workload& workload) {
  RETURN_IF_ERROR(ledger_.FillTo(kReadEventsMin));
  const LoopOptions loop = LoopOptionsOf(workload, options_, ledger_.token());
  const auto stubs = Connections<LedgerService>(ledger_.server(), loop.connections);
  SharedRandom random(options_.seed);
  LoopCall<ReadRequest, ReadResponse> call;
  call.start = [&stubs](int connection, grpc::ClientContext* context, const ReadRequest& request,
                        grpc::CompletionQueue* queue) {
    return stubs[static_cast<size_t>(connection)]->AsyncRead(context, request, queue);
  };
  call.next = [&](ReadRequest& request) {
    request.set_ledger(ledger_.name());
    request.set_page_size(options_.page_size);
    request.set_from_position(random.Between(0, ledger_.size()));
  };
  call.judge = [](const ReadResponse& response) {
    return Outcome{.events = static_cast<uint64_t>(response.events_size()), .refused = false};
  };
  return RunClosedLoop(loop, call);
}

}  // namespace assessment::bench
