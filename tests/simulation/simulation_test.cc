// One seed drives clients, clock, faults of the disk and crashes of one ledger; the model of
// event_book.h checks every answer. A run is a function of its seed: calls come from one thread, in
// an order that the seed chooses, and where a fault is near one at a time.
//
// SIMULATION_SEED is the first seed, SIMULATION_SEEDS how many follow each other (200 by default);
// SIMULATION_SECONDS goes on for that long instead.

#include <chrono>
#include <cstdio>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/verify_log.h"
#include "ledger/reason/reason_status.h"
#include "tests/crash/child_process.h"
#include "tests/crash/faulty_run.h"
#include "tests/simulation/event_book.h"
#include "tests/simulation/simulated_server.h"

namespace assessment {
namespace {

using ledger::v1::AppendRequest;
using ledger::v1::AppendResponse;

constexpr int kStepsMax = 80;
// A run ends when the store was opened this often: with a few openings more the database begins to
// merge tables in the background, and what the disk does next is no function of the seed any more.
constexpr int kReopeningsMax = 3;

// What happened in runs.
struct Tally {
  uint64_t accepted = 0;
  uint64_t refused = 0;
  uint64_t without_room = 0;
  uint64_t unknown = 0;
  uint64_t crashes = 0;
};

class Simulation {
 public:
  explicit Simulation(uint64_t seed) : random_(seed), book_(server_.now()) {}

  // DATA_LOSS when an answer or the log is not what the model says.
  absl::Status Run() {
    RETURN_IF_ERROR(RegisterTwoUnits());
    for (int step = 0; step < kStepsMax && reopenings_ < kReopeningsMax; ++step) {
      const absl::Status status = Step();
      if (!status.ok()) {
        return absl::Status(status.code(), absl::StrCat("step ", step, ": ", status.message()));
      }
    }
    RETURN_IF_ERROR(book_.Compare(server_.log()));
    return VerifyLog(server_.log(), nullptr).status();
  }

  const Tally& tally() const { return tally_; }
  // Every answer in order: equal for two runs of one seed.
  const std::string& trace() const { return trace_; }

 private:
  // So that the first figures are not all refused.
  absl::Status RegisterTwoUnits() {
    AppendRequest request;
    FillRegistration("unit-0", NewEvent(request));
    FillRegistration("unit-1", NewEvent(request));
    sent_.push_back(request);
    return Audit(request, server_.Append({request})[0], /*may_be_unknown=*/false);
  }

  uint64_t Below(uint64_t end) { return random_() % end; }

  absl::Status Step() {
    MoveClock();
    switch (Below(16)) {
      case 0:
        ++tally_.crashes;
        RETURN_IF_ERROR(server_.Crash(/*with_power=*/Below(2) == 0, random_));
        return Reopened();
      case 1:
        RETURN_IF_ERROR(server_.Restart());
        return Reopened();
      case 2:
      case 3:
        return WithFault();
      case 4:
        return WithPowerLoss();
      case 5:
        SetRoom(Below(3) != 0);
        return absl::OkStatus();
      default:
        return SeveralClients();
    }
  }

  // Mostly on, now and then back, now and then by days.
  void MoveClock() {
    const int64_t second = 1'000'000;
    int64_t by = static_cast<int64_t>(Below(3 * second));
    if (Below(8) == 0) by = -static_cast<int64_t>(Below(3600 * second));
    if (Below(20) == 0) by = static_cast<int64_t>(Below(5 * 24 * 3600 * second));
    server_.SetClock(server_.now() + by);
  }

  void SetRoom(bool room) {
    room_ = room;
    server_.SetRoom(room);
  }

  absl::Status SeveralClients() {
    std::vector<AppendRequest> requests;
    for (uint64_t count = 1 + Below(4); count > 0; --count) requests.push_back(Request());
    const auto answers = server_.Append(requests);
    for (size_t i = 0; i < requests.size(); ++i) {
      RETURN_IF_ERROR(Audit(requests[i], answers[i], /*may_be_unknown=*/false));
    }
    return absl::OkStatus();
  }

  // A write or a sync of the next call fails; whoever calls again before the restart is refused.
  absl::Status WithFault() {
    server_.file_system().Fail(Below(2) == 0 ? FileOperation::kWrite : FileOperation::kSync,
                               1 + Below(3), /*for_ever=*/Below(2) == 0);
    bool stopped = false;
    for (uint64_t calls = 1 + Below(3); calls > 0; --calls) {
      const AppendRequest request = Request();
      const auto answer = server_.Append({request})[0];
      if (stopped && answer.ok()) return absl::DataLossError("an answer after an unknown outcome");
      if (!stopped) RETURN_IF_ERROR(Audit(request, answer, /*may_be_unknown=*/true));
      stopped = stopped || (!answer.ok() && IsUnknown(answer.status()));
    }
    RETURN_IF_ERROR(Below(2) == 0 ? server_.Crash(/*with_power=*/Below(2) == 0, random_)
                                  : server_.Restart());
    return Reopened();
  }

  // The power goes off in the middle of a call.
  absl::Status WithPowerLoss() {
    server_.disk().PowerOffAfter(1 + Below(4));
    const AppendRequest request = Request();
    RETURN_IF_ERROR(Audit(request, server_.Append({request})[0], /*may_be_unknown=*/true));
    ++tally_.crashes;
    RETURN_IF_ERROR(server_.Crash(/*with_power=*/true, random_));
    return Reopened();
  }

  static bool IsUnknown(const absl::Status& status) {
    return ReasonOf(status) == ledger::v1::REASON_LEDGER_STOPPED;
  }

  void Note(const absl::StatusOr<AppendResponse>& answer) {
    if (!answer.ok()) {
      absl::StrAppend(&trace_, ledger::v1::Reason_Name(ReasonOf(answer.status())), "\n");
      return;
    }
    // How many others were committed together with it is no function of the seed.
    AppendResponse without_size = *answer;
    if (without_size.has_accepted()) without_size.mutable_accepted()->clear_size();
    absl::StrAppend(&trace_, without_size.ShortDebugString(), "\n");
  }

  absl::Status Audit(const AppendRequest& request, const absl::StatusOr<AppendResponse>& answer,
                     bool may_be_unknown) {
    Note(answer);
    if (answer.ok()) {
      if (!room_) return absl::DataLossError("an answer without room");
      ++(answer->has_accepted() ? tally_.accepted : tally_.refused);
      return book_.Answered(request, *answer, server_.now());
    }
    if (!room_ && ReasonOf(answer.status()) == ledger::v1::REASON_DISK_RESERVE) {
      ++tally_.without_room;
      return absl::OkStatus();
    }
    if (!may_be_unknown || !IsUnknown(answer.status())) return answer.status();
    ++tally_.unknown;
    book_.Unanswered(request);
    open_ = request;
    return absl::OkStatus();
  }

  // After a restart the request whose outcome is open is sent again with its keys.
  absl::Status Reopened() {
    ++reopenings_;
    RETURN_IF_ERROR(book_.Reopened(server_.log()));
    RETURN_IF_ERROR(VerifyLog(server_.log(), nullptr).status());
    SetRoom(true);
    if (!open_.has_value()) return absl::OkStatus();
    const AppendRequest request = *open_;
    open_.reset();
    return Audit(request, server_.Append({request})[0], /*may_be_unknown=*/false);
  }

  // A new request, one that was sent before, or one with a mistake.
  AppendRequest Request() {
    if (!sent_.empty() && Below(4) == 0) return sent_[Below(sent_.size())];
    AppendRequest request;
    for (uint64_t count = 1 + Below(3); count > 0; --count) {
      if (Below(6) > 0) {
        FillRandomly(NewEvent(request));
        continue;
      }
      const AppendRequest& earlier = sent_[Below(sent_.size())];
      event::v1::Event& event = *request.add_events();
      event = earlier.events(static_cast<int>(Below(static_cast<uint64_t>(earlier.events_size()))));
      // The same key with other content.
      if (Below(3) == 0) event.mutable_content()->set_late_reason("another reason");
    }
    if (Below(5) == 0) {
      request.add_conditions()->mutable_size_is()->set_size(book_.size() + Below(2));
    }
    sent_.push_back(request);
    return request;
  }

  event::v1::EventContent& NewEvent(AppendRequest& request) {
    event::v1::Event& event = *request.add_events();
    event.set_ledger("141100");
    event.set_source(absl::StrCat("client-", Below(4)));
    event.set_idempotency_key(absl::StrCat("key-", keys_++));
    event::v1::EventContent& content = *event.mutable_content();
    content.mutable_occurred_on()->set_year(2022);
    content.mutable_occurred_on()->set_month(6);
    content.mutable_occurred_on()->set_day(1);
    content.set_late_reason("simulated");
    return content;
  }

  static void FillRegistration(const std::string& unit, event::v1::EventContent& content) {
    event::v1::UnitRegistered& registered = *content.mutable_unit_registered();
    registered.set_unit(unit);
    registered.set_name(absl::StrCat("name of ", unit));
    registered.set_kind(event::v1::UNIT_KIND_COUNTY);
  }

  void FillRandomly(event::v1::EventContent& content) {
    // Few units, the first the likeliest: most figures are of one that is registered.
    const std::string unit = absl::StrCat("unit-", Below(Below(6) + 1));
    if (Below(4) == 0) {
      FillRegistration(unit, content);
      return;
    }
    event::v1::MetricReported& metric = *content.mutable_metric_reported();
    metric.set_metric("deaths-per-100m-gdp");
    metric.set_unit(unit);
    *metric.mutable_period_from() = content.occurred_on();
    *metric.mutable_period_to() = content.occurred_on();
    metric.mutable_value()->set_value_millionths(static_cast<int64_t>(Below(1000)));
    metric.set_publisher("statistics");
    metric.set_vintage("final");
  }

  std::mt19937_64 random_;
  SimulatedServer server_;
  EventBook book_;
  std::vector<AppendRequest> sent_;
  std::optional<AppendRequest> open_;
  uint64_t keys_ = 0;
  int reopenings_ = 0;
  bool room_ = true;
  Tally tally_;
  std::string trace_;
};

// Runs a seed in a process of its own: what is wrong, the tally, and the trace.
absl::StatusOr<std::vector<std::string>> RunSeed(uint64_t seed) {
  return RunInChild([seed] {
    Simulation simulation(seed);
    const absl::Status status = simulation.Run();
    const Tally& tally = simulation.tally();
    return std::vector<std::string>{status.ok() ? "" : status.ToString(),
                                    absl::StrCat(tally.accepted),
                                    absl::StrCat(tally.refused),
                                    absl::StrCat(tally.without_room),
                                    absl::StrCat(tally.unknown),
                                    absl::StrCat(tally.crashes),
                                    simulation.trace()};
  });
}

TEST(Simulation, EveryAnswerIsTheModels) {
  const uint64_t first = FromEnvironment("SIMULATION_SEED", 20221231);
  const uint64_t seeds = FromEnvironment("SIMULATION_SEEDS", 200);
  const uint64_t seconds = FromEnvironment("SIMULATION_SECONDS", 0);
  std::printf("first seed %llu (SIMULATION_SEED), %llu %s\n",
              static_cast<unsigned long long>(first),
              static_cast<unsigned long long>(seconds > 0 ? seconds : seeds),
              seconds > 0 ? "seconds (SIMULATION_SECONDS)" : "seeds (SIMULATION_SEEDS)");
  std::fflush(stdout);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  uint64_t sums[5] = {};
  uint64_t run = 0;
  uint64_t ended_by_library = 0;
  for (uint64_t seed = first;
       seconds > 0 ? std::chrono::steady_clock::now() < end : seed < first + seeds; ++seed) {
    const auto result = RunSeed(seed);
    if (absl::IsUnavailable(result.status())) {
      ++ended_by_library;
      continue;
    }
    ASSERT_TRUE(result.ok()) << "seed " << seed << ": " << result.status();
    ASSERT_EQ(result->at(0), "") << "seed " << seed;
    for (size_t i = 0; i < 5; ++i) sums[i] += std::stoull(result->at(i + 1));
    ++run;
  }
  std::printf(
      "%llu seeds: %llu batches accepted, %llu refused, %llu without room, %llu unknown, "
      "%llu crashes; an assertion of the database ended %llu more\n",
      static_cast<unsigned long long>(run), static_cast<unsigned long long>(sums[0]),
      static_cast<unsigned long long>(sums[1]), static_cast<unsigned long long>(sums[2]),
      static_cast<unsigned long long>(sums[3]), static_cast<unsigned long long>(sums[4]),
      static_cast<unsigned long long>(ended_by_library));
  EXPECT_GT(run, ended_by_library);
  for (const uint64_t sum : sums) EXPECT_GE(sum, run / 4) << "a kind of answer is too rare";
}

TEST(Simulation, IsAFunctionOfItsSeed) {
  uint64_t compared = 0;
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    const auto first = RunSeed(seed);
    const auto again = RunSeed(seed);
    if (absl::IsUnavailable(first.status()) || absl::IsUnavailable(again.status())) continue;
    ASSERT_TRUE(first.ok() && again.ok()) << first.status() << again.status();
    EXPECT_EQ(*first, *again) << "seed " << seed;
    ++compared;
  }
  EXPECT_GT(compared, 0u);
}

}  // namespace
}  // namespace assessment
