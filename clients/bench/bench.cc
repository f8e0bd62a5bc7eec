#include "clients/bench/bench.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/bench/bench_events.h"
#include "clients/bench/ledger_callers.h"
#include "clients/cpp/idempotency_key.h"
#include "ledger/base/status_macros.h"

namespace assessment::bench {
namespace {

// What one call draws, apart from one another.
constexpr uint64_t kDrawMoment = 0;
constexpr uint64_t kDrawEvents = 1;
// The client beside the measured ones.
constexpr int kBesideClient = 1'000'000;

// `spec` and `stages` outlive what is returned.
MakeRequest<ledger::v1::AppendRequest> Appends(const WorkloadSpec& spec,
                                               absl::Span<const Stage> stages, const Draw& draw,
                                               int client) {
  return [&spec, stages, draw, client](uint64_t call, ledger::v1::AppendRequest& request) {
    const Stage& stage = stages[(static_cast<uint64_t>(client) + call) % stages.size()];
    while (request.events_size() < spec.events_a_call) *request.add_events() = MetricEvent("");
    uint64_t what = kDrawEvents;
    for (event::v1::Event& event : *request.mutable_events()) {
      // Unit 0 keeps the history that it was given.
      const uint64_t unit =
          stage.units == 1 ? 0 : 1 + draw.Below(stage.units - 1, client, call, what);
      event.mutable_content()->mutable_metric_reported()->set_unit(UnitName(unit));
      event.set_ledger(stage.ledger);
      event.set_idempotency_key(spec.random_keys ? draw.Key(client, call, what + 1)
                                                 : NewIdempotencyKey());
      what += 2;
    }
  };
}

// Asks about the unit with the long history.
template <typename Request>
void AskAboutUnit(const Stage& stage, Request& request) {
  request.set_ledger(stage.ledger);
  request.set_cycle(kCycle);
  request.set_unit(UnitName(0));
}

// `spec` and `stage` outlive what is returned.
MakeRequest<projections::v1::GetScoreSheetRequest> SheetQuestions(const WorkloadSpec& spec,
                                                                  const Stage& stage,
                                                                  const Draw& draw, int client) {
  return
      [&spec, &stage, draw, client](uint64_t call, projections::v1::GetScoreSheetRequest& request) {
        AskAboutUnit(stage, request);
        if (spec.subject != Subject::kSheetAsOf) return;
        const uint64_t sizes = stage.size - stage.first_size + 1;
        request.mutable_as_of()->set_size(stage.first_size +
                                          draw.Below(sizes, client, call, kDrawMoment));
      };
}

// An event a call that moves a score of any unit, the one that is asked about included. `stage`
// outlives what is returned.
MakeRequest<ledger::v1::AppendRequest> AppendsBeside(const Stage& stage, const Draw& draw) {
  return [&stage, draw](uint64_t call, ledger::v1::AppendRequest& request) {
    request.clear_events();
    event::v1::Event& event = *request.add_events();
    event =
        HistoryEvent(UnitName(draw.Below(stage.units, kBesideClient, call, kDrawEvents)), 4 * call);
    event.set_ledger(stage.ledger);
    event.set_idempotency_key(NewIdempotencyKey());
  };
}

// Client number `client` of those that `spec` has, but with `subject`. All but the draw outlive it.
std::unique_ptr<Caller> CallerFor(Subject subject, const WorkloadSpec& spec,
                                  const LedgerClient& connection, absl::Span<const Stage> stages,
                                  const Draw& draw, int client) {
  const Stage& stage = stages.front();
  switch (subject) {
    case Subject::kAppend:
      return AppendCaller(connection, Appends(spec, stages, draw, client));
    case Subject::kSheet:
    case Subject::kSheetAsOf:
      return SheetCaller(connection, SheetQuestions(spec, stage, draw, client));
    case Subject::kExplanation:
      return ExplanationCaller(connection,
                               [&stage](uint64_t, projections::v1::ExplainScoreRequest& request) {
                                 AskAboutUnit(stage, request);
                               });
    case Subject::kRanking:
    case Subject::kLargeRanking:
      break;
  }
  return RankingCaller(connection, stage.units,
                       [&stage](uint64_t, projections::v1::ListScoresRequest& request) {
                         request.set_ledger(stage.ledger);
                         request.set_cycle(kCycle);
                       });
}

}  // namespace

Bench::Bench(BenchOptions options) : options_(std::move(options)) {}

uint64_t Bench::event_bytes() const {
  const Stage stage{.ledger = absl::StrCat(options_.name, "-0"), .units = options_.units};
  ledger::v1::AppendRequest request;
  Appends(*FindWorkloadSpec("append-1"), {&stage, 1}, Draw(options_.seed), 0)(0, request);
  return request.events(0).ByteSizeLong();
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

absl::Span<const Stage> Bench::StagesOf(const WorkloadSpec& spec) const {
  if (spec.subject == Subject::kLargeRanking) return absl::MakeSpan(&*large_, 1);
  return stages_;
}

Draw Bench::DrawFor(const WorkloadSpec& spec) const {
  // A ledger that was used before is longer now, and keys drawn for it then are not drawn again.
  const auto index = static_cast<uint64_t>(&spec - WorkloadSpecs().data());
  return Draw(Draw(options_.seed).Number(0, StagesOf(spec).front().size, index));
}

Workload Bench::CallsOf(Subject subject, const WorkloadSpec& spec, const Connections& connections,
                        absl::Span<const Stage> stages) const {
  Workload workload;
  workload.events_a_call = spec.events_a_call;
  for (int client = 0; client < spec.clients; ++client) {
    workload.callers.push_back(
        CallerFor(subject, spec, connections.Of(client), stages, DrawFor(spec), client));
  }
  return workload;
}

absl::StatusOr<std::vector<Limit>> Bench::Limits(const WorkloadSpec& spec) const {
  std::vector<Limit> limits;
  if (echo_.has_value()) {
    // A question is held beside the smallest append.
    Pace closed = options_.pace;
    closed.calls_per_second = 0;
    ASSIGN_OR_RETURN(
        const Measured echo,
        RunWorkload(CallsOf(Subject::kAppend, spec, *echo_, StagesOf(spec).first(1)), closed));
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
  const absl::Span<const Stage> stages = StagesOf(spec);
  ReportLine line;
  line.workload = spec.name;
  line.description = spec.description;
  line.offered_per_second = options_.pace.calls_per_second;
  line.ledger_size = stages.front().size;
  ASSIGN_OR_RETURN(line.limits, Limits(spec));
  Workload workload = CallsOf(spec.subject, spec, *server_, stages);
  if (spec.beside_append) {
    workload.beside = AppendCaller(server_->Of(1), AppendsBeside(stages.front(), DrawFor(spec)));
  }
  ASSIGN_OR_RETURN(line.first, TimeOneCall(workload));
  ASSIGN_OR_RETURN(Measured measured, RunWorkload(workload, options_.pace));
  line.per_second = measured.per_second;
  line.latencies = std::move(measured.latencies);
  line.never_called = measured.never_called;
  line.beside_per_second = measured.beside_per_second;
  return line;
}

}  // namespace assessment::bench
