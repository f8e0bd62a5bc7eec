#include "clients/bench/bench.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/bench/bench_events.h"
#include "clients/cpp/idempotency_key.h"
#include "ledger/base/status_macros.h"

namespace assessment::bench {
namespace {

// What one call draws, apart from one another.
constexpr uint64_t kDrawMoment = 0;
constexpr uint64_t kDrawEvents = 1;
// The number of the call before all others: no loop counts so far, so it draws a key of its own.
constexpr uint64_t kFirstCall = ~uint64_t{0};
// The client beside the measured ones.
constexpr int kBesideClient = 1'000'000;

// The size of an answer is looked at, so that no answer is taken for one that is empty.
template <typename Response>
absl::Status Answered(const absl::StatusOr<Response>& response) {
  if (!response.ok()) return response.status();
  return response->ByteSizeLong() > 0 ? absl::OkStatus() : absl::InternalError("an empty answer");
}

ledger::v1::AppendRequest RequestOf(const WorkloadSpec& spec, const Stage& stage, const Draw& draw,
                                    int client, uint64_t call) {
  ledger::v1::AppendRequest request;
  for (int i = 0; i < spec.events_a_call; ++i) {
    const uint64_t what = kDrawEvents + 2 * static_cast<uint64_t>(i);
    event::v1::Event& event = *request.add_events();
    // Unit 0 keeps the history that it was given.
    event = MetricEvent(
        UnitName(stage.units == 1 ? 0 : 1 + draw.Below(stage.units - 1, client, call, what)));
    event.set_ledger(stage.ledger);
    event.set_idempotency_key(spec.random_keys ? draw.Key(client, call, what + 1)
                                               : NewIdempotencyKey());
  }
  return request;
}

// An event that moves a score of any unit, the one that is asked about included.
ledger::v1::AppendRequest RequestBeside(const Stage& stage, const Draw& draw, uint64_t call) {
  ledger::v1::AppendRequest request;
  event::v1::Event& event = *request.add_events();
  event =
      HistoryEvent(UnitName(draw.Below(stage.units, kBesideClient, call, kDrawEvents)), 4 * call);
  event.set_ledger(stage.ledger);
  event.set_idempotency_key(NewIdempotencyKey());
  return request;
}

}  // namespace

Bench::Bench(BenchOptions options) : options_(std::move(options)) {}

uint64_t Bench::event_bytes() const {
  const Stage stage{.ledger = absl::StrCat(options_.name, "-0"), .units = options_.units};
  return RequestOf(*FindWorkloadSpec("append-1"), stage, Draw(options_.seed), 0, 0)
      .events(0)
      .ByteSizeLong();
}

absl::Status Bench::Connect() {
  if (server_.has_value()) return absl::OkStatus();
  ASSIGN_OR_RETURN(scheme_, ReadBenchScheme(options_.scheme));
  ClientOptions connection = options_.server;
  administrator_.emplace(connection);
  ASSIGN_OR_RETURN(connection.token, BenchToken(*administrator_));
  server_.emplace(connection, options_.connections);
  if (!options_.echo.empty()) {
    connection.address = options_.echo;
    echo_.emplace(connection, options_.connections);
  }
  return absl::OkStatus();
}

absl::Status Bench::PrepareStages() {
  while (stages_.size() < options_.ledgers) {
    StagePlan plan;
    plan.ledger = absl::StrCat(options_.name, "-", stages_.size());
    plan.units = options_.units;
    plan.unit_events = stages_.empty() ? options_.unit_events : options_.other_events;
    plan.other_events = options_.other_events;
    plan.size = options_.size;
    ASSIGN_OR_RETURN(Stage stage, PrepareStage(*administrator_, server_->Of(0), scheme_, plan));
    stages_.push_back(std::move(stage));
  }
  return absl::OkStatus();
}

absl::Status Bench::PrepareLargeStage() {
  if (large_.has_value()) return absl::OkStatus();
  StagePlan plan;
  plan.ledger = absl::StrCat(options_.name, "-large");
  plan.units = options_.large_units;
  plan.unit_events = options_.other_events;
  plan.other_events = options_.other_events;
  ASSIGN_OR_RETURN(large_, PrepareStage(*administrator_, server_->Of(0), scheme_, plan));
  return absl::OkStatus();
}

absl::Status Bench::Prepare(const WorkloadSpec& spec) {
  RETURN_IF_ERROR(Connect());
  return spec.subject == Subject::kLargeRanking ? PrepareLargeStage() : PrepareStages();
}

const Stage& Bench::StageOf(const WorkloadSpec& spec) const {
  return spec.subject == Subject::kLargeRanking ? *large_ : stages_.front();
}

Draw Bench::DrawFor(const WorkloadSpec& spec, const Stage& stage) const {
  // A ledger that was used before is longer now, and keys drawn for it then are not drawn again.
  const auto index = static_cast<uint64_t>(&spec - WorkloadSpecs().data());
  return Draw(Draw(options_.seed).Number(0, stage.size, index));
}

Workload Bench::AppendTo(const Connections& connections, const WorkloadSpec& spec,
                         std::vector<Stage> stages) const {
  Workload workload;
  workload.clients = spec.clients;
  workload.events_a_call = spec.events_a_call;
  workload.call = [&connections, &spec, stages, draw = DrawFor(spec, stages.front())](
                      int client, uint64_t call) {
    const Stage& stage = stages[(static_cast<uint64_t>(client) + call) % stages.size()];
    return MustAppend(connections.Of(client), RequestOf(spec, stage, draw, client, call));
  };
  return workload;
}

absl::Status Bench::Ask(const WorkloadSpec& spec, const Stage& stage, const Draw& draw, int client,
                        uint64_t call) const {
  LedgerClient& connection = server_->Of(client);
  switch (spec.subject) {
    case Subject::kAppend:
      break;
    case Subject::kSheet:
    case Subject::kSheetAsOf: {
      projections::v1::GetScoreSheetRequest request;
      request.set_ledger(stage.ledger);
      request.set_cycle(kCycle);
      request.set_unit(UnitName(0));
      if (spec.subject == Subject::kSheetAsOf) {
        const uint64_t sizes = stage.size - stage.first_size + 1;
        request.mutable_as_of()->set_size(stage.first_size +
                                          draw.Below(sizes, client, call, kDrawMoment));
      }
      return Answered(connection.GetScoreSheet(request));
    }
    case Subject::kExplanation: {
      projections::v1::ExplainScoreRequest request;
      request.set_ledger(stage.ledger);
      request.set_cycle(kCycle);
      request.set_unit(UnitName(0));
      return Answered(connection.ExplainScore(request));
    }
    case Subject::kRanking:
    case Subject::kLargeRanking: {
      projections::v1::ListScoresRequest request;
      request.set_ledger(stage.ledger);
      request.set_cycle(kCycle);
      const absl::StatusOr<projections::v1::ListScoresResponse> response =
          connection.ListScores(request);
      if (!response.ok()) return response.status();
      if (static_cast<uint64_t>(response->scores_size()) == stage.units) return absl::OkStatus();
      return absl::InternalError(absl::StrCat("a ranking of ", response->scores_size(),
                                              " units where ", stage.units, " are assessed"));
    }
  }
  return absl::InternalError(absl::StrCat(spec.name, " asks nothing"));
}

absl::StatusOr<std::vector<Limit>> Bench::Limits(const WorkloadSpec& spec,
                                                 const Stage& stage) const {
  std::vector<Limit> limits;
  if (echo_.has_value()) {
    // A question is held beside the smallest append.
    Pace closed = options_.pace;
    closed.calls_per_second = 0;
    ASSIGN_OR_RETURN(const Measured echo, RunWorkload(AppendTo(*echo_, spec, {stage}), closed));
    limits.push_back({"echo: such an append kept nowhere", echo.per_second});
    if (spec.subject == Subject::kAppend && spec.clients == 1 && options_.syncs_per_second > 0 &&
        echo.per_second > 0) {
      limits.push_back(
          {"1/(round trip + sync)", 1 / (1 / echo.per_second + 1 / options_.syncs_per_second)});
    }
  }
  if (spec.events_a_call > 1 && options_.store_events_per_second > 0) {
    limits.push_back({"RocksDB writing the same rows", options_.store_events_per_second});
  }
  return limits;
}

absl::StatusOr<ReportLine> Bench::Measure(const WorkloadSpec& spec) {
  RETURN_IF_ERROR(Prepare(spec));
  const Stage& stage = StageOf(spec);
  ReportLine line;
  line.workload = spec.name;
  line.description = spec.description;
  line.offered_per_second = options_.pace.calls_per_second;
  line.ledger_size = stage.size;
  ASSIGN_OR_RETURN(line.limits, Limits(spec, stage));
  Workload workload;
  if (spec.subject == Subject::kAppend) {
    workload = AppendTo(*server_, spec, stages_);
  } else {
    workload.clients = spec.clients;
    workload.call = [this, &spec, &stage, draw = DrawFor(spec, stage)](int client, uint64_t call) {
      return Ask(spec, stage, draw, client, call);
    };
  }
  if (spec.beside_append) {
    workload.beside = [this, &stage, draw = DrawFor(spec, stage)](uint64_t call) {
      return MustAppend(server_->Of(1), RequestBeside(stage, draw, call));
    };
  }
  const auto begin = std::chrono::steady_clock::now();
  RETURN_IF_ERROR(workload.call(0, kFirstCall));
  line.first = std::chrono::steady_clock::now() - begin;
  ASSIGN_OR_RETURN(Measured measured, RunWorkload(workload, options_.pace));
  line.per_second = measured.per_second;
  line.latencies = std::move(measured.latencies);
  line.never_called = measured.never_called;
  line.beside_per_second = measured.beside_per_second;
  return line;
}

}  // namespace assessment::bench
