// How long answers of the read side take that a library gives without a server: the sheet of a unit
// with many events, rankings, all sheets from nothing: measure_reads [EVENTS OF THE LARGE UNIT
// [RUBRIC]]. Under the sample scheme, or under a rubric in a file, which has the clauses and the
// metric that the load generator posts to, and whose pools take every unit.

#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "ledger/base/check.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/scheme/scheme_file.h"
#include "projections/views/ledger_projections.h"
#include "projections/views/ranking.h"
#include "projections/views/score_at.h"
#include "projections/views/testing/log_writer.h"
#include "projections/views/testing/sample_events.h"

namespace assessment {
namespace {

using event::v1::EventContent;
using Keep = HistoryProjection::Keep;

double MillisSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

// A ledger on disk and the projections that follow it, in step.
class MeasuredLedger {
 public:
  MeasuredLedger() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "measure_reads_XXXXXX").string();
    CHECK(mkdtemp(pattern.data()) != nullptr);
    directory_ = pattern;
    RocksDbOptions options;
    options.directory = directory_ + "/log";
    auto store = RocksDbLogStore::Open(options);
    CHECK(store.ok());
    store_ = *std::move(store);
    log_ = *store_->Create(testing::LogWriter::kLedger);
    Forget();
  }
  ~MeasuredLedger() {
    projections_.reset();
    store_.reset();
    std::filesystem::remove_all(directory_);
  }
  MeasuredLedger(const MeasuredLedger&) = delete;
  MeasuredLedger& operator=(const MeasuredLedger&) = delete;

  void Add(const std::vector<EventContent>& contents) {
    const std::vector<CommitEntry> entries = writer_.Finish(contents);
    writer_.Append(entries);
    CHECK(log_->Commit(entries, size(), writer_.log().DurableTail().root).status.ok());
    Follow();
  }

  // Makes the projections anew: nothing is kept of what was computed.
  void Forget() {
    projections_ = std::make_unique<LedgerProjections>(testing::LogWriter::kLedger, *log_);
    applied_ = 0;
    Follow();
  }

  std::unique_ptr<const LedgerView> ViewAt(uint64_t size, Keep keep) const {
    auto view = projections_->ViewAt(size, keep);
    CHECK(view.ok());
    return *std::move(view);
  }
  void Sheet(const LedgerView& view, const std::string& unit) const {
    CHECK(projections_->scores().Sheet(view, CycleOf(view), unit).ok());
  }
  size_t Rank() const {
    const auto view = ViewAt(size(), Keep::kYes);
    const auto ranked = RankScores(*view, CycleOf(*view), projections_->scores());
    CHECK(ranked.ok());
    return ranked->size();
  }

  uint64_t size() const { return log_->DurableTail().size; }

 private:
  static const CycleEntry& CycleOf(const LedgerView& view) {
    return *view.registry().FindCycle(testing::kCycle);
  }

  void Follow() {
    const std::vector<Projection*> projections = projections_->InOrder();
    CHECK(log_->Read(applied_, size(),
                     [&](uint64_t, const Record& record) -> absl::Status {
                       const auto parsed =
                           std::make_shared<const ParsedRecord>(*ParseCheckedRecord(record));
                       for (Projection* projection : projections) {
                         CHECK(projection->Apply(parsed).ok());
                       }
                       return absl::OkStatus();
                     })
              .ok());
    applied_ = size();
  }

  std::string directory_;
  std::unique_ptr<RocksDbLogStore> store_;
  EventLog* log_ = nullptr;
  testing::LogWriter writer_;
  std::unique_ptr<LedgerProjections> projections_;
  uint64_t applied_ = 0;
};

// Prints how long `ask` takes, `times` times; `before` it, something is done that does not count.
void Time(const std::string& what, int times, const std::function<void()>& before,
          const std::function<void()>& ask) {
  std::vector<double> took;
  for (int i = 0; i < times; ++i) {
    before();
    const auto start = std::chrono::steady_clock::now();
    ask();
    took.push_back(MillisSince(start));
  }
  std::sort(took.begin(), took.end());
  const auto at = [&](size_t percent) { return took[(took.size() - 1) * percent / 100]; };
  std::printf("%-44s %6d times  p50 %9.3f ms  p99 %9.3f ms\n", what.c_str(), times, at(50), at(99));
  std::fflush(stdout);
}

void Nothing() {}

// Null: the sample scheme.
const scheme::v1::Scheme* g_rubric = nullptr;

EventContent Published() {
  EventContent content = testing::Published();
  if (g_rubric != nullptr) *content.mutable_scheme_published()->mutable_scheme() = *g_rubric;
  return content;
}

EventContent Opened(const std::vector<std::string>& units) {
  EventContent content = testing::Opened(units);
  if (g_rubric != nullptr) {
    event::v1::SchemeReference& scheme = *content.mutable_cycle_opened()->mutable_scheme();
    scheme.set_scheme(g_rubric->scheme());
    scheme.set_version(g_rubric->version());
  }
  return content;
}

// What an appending client posts: a metric where the rubric has one, else a finding.
EventContent Posted(const std::string& unit) {
  if (g_rubric == nullptr) return testing::Found(unit, "1.1");
  EventContent content = testing::Found(unit, "");
  event::v1::MetricReported& metric = *content.mutable_metric_reported();
  metric.set_metric("deaths-per-100m-gdp");
  metric.set_unit(unit);
  *metric.mutable_period_from() = content.occurred_on();
  *metric.mutable_period_to() = content.occurred_on();
  metric.mutable_value()->set_value_millionths(1);
  metric.set_publisher("statistics");
  metric.set_vintage("final");
  return content;
}

// The load generator's: four findings to a metric.
std::vector<EventContent> EventsUnderRubric(const std::string& unit, size_t count) {
  std::vector<EventContent> events;
  for (size_t i = 0; i < count; ++i) {
    const char* const clause = std::vector{"1.1", "4.1", "5.1", "7.1"}[i % 4];
    events.push_back(i % 5 == 4 ? Posted(unit) : testing::Found(unit, clause));
  }
  return events;
}

// A year of findings, judgements and reviews against one unit.
std::vector<EventContent> EventsOf(const std::string& unit, size_t count) {
  if (g_rubric != nullptr) return EventsUnderRubric(unit, count);
  std::vector<EventContent> events;
  for (size_t i = 0; i < count; ++i) {
    if (i == 0) {
      events.push_back(testing::Reviewed(unit, {"1", "2"}));
    } else if (i == 1) {
      events.push_back(testing::Judged(unit, 4000));
    } else {
      events.push_back(testing::Found(unit, i % 3 == 0 ? "1.2" : "1.1"));
    }
  }
  return events;
}

void OpenYear(MeasuredLedger& ledger, const std::vector<std::string>& units) {
  std::vector<EventContent> events = {testing::LedgerOpened()};
  for (const std::string& unit : units)
    events.push_back(testing::Registered(unit, "county " + unit));
  events.push_back(Published());
  events.push_back(Opened(units));
  ledger.Add(events);
}

void MeasureLargeUnit(size_t events) {
  MeasuredLedger ledger;
  OpenYear(ledger, {"large", "small"});
  ledger.Add(EventsOf("large", events));
  const auto present = [&] { ledger.Sheet(*ledger.ViewAt(ledger.size(), Keep::kYes), "large"); };
  const auto append = [&] { ledger.Add({Posted("large")}); };
  const std::string unit = "unit of " + std::to_string(events) + " events: ";
  Time(
      unit + "first", 5, [&] { ledger.Forget(); }, present);
  Time(unit + "again", 200, Nothing, present);
  Time(unit + "after one event", 50, append, present);
  std::mt19937_64 random(1);
  const auto past = [&] {
    const uint64_t size = 10 + random() % (ledger.size() - 10);
    ledger.Sheet(*ledger.ViewAt(size, Keep::kNo), "large");
  };
  Time(unit + "as of any position", 100, Nothing, past);
  ledger.Forget();
  Time(unit + "the same, nothing kept", 50, Nothing, past);
}

// A year of `units` units with `events` events each; their names.
std::vector<std::string> OpenYearOf(MeasuredLedger& ledger, size_t units, size_t events) {
  std::vector<std::string> names;
  for (size_t i = 0; i < units; ++i) names.push_back("unit-" + std::to_string(100'000 + i));
  OpenYear(ledger, names);
  for (const std::string& name : names) ledger.Add(EventsOf(name, events));
  return names;
}

void MeasureRanking(size_t units) {
  constexpr size_t kEventsOfUnit = 10;
  MeasuredLedger ledger;
  const std::vector<std::string> names = OpenYearOf(ledger, units, kEventsOfUnit);
  const auto rank = [&] { CHECK(ledger.Rank() == units); };
  const std::string what = "ranking of " + std::to_string(units) + " units: ";
  Time(
      what + "first", 3, [&] { ledger.Forget(); }, rank);
  Time(what + "again", 30, Nothing, rank);
  size_t next = 0;
  Time(
      what + "after one event", 30, [&] { ledger.Add({Posted(names[next++ * 7 % units])}); }, rank);
}

// Beside an appending client: each of 60 units with a year behind it got an event.
void MeasureRankingOfLarge() {
  constexpr size_t kUnits = 60;
  constexpr size_t kEventsOfUnit = 1'000;
  MeasuredLedger ledger;
  const std::vector<std::string> names = OpenYearOf(ledger, kUnits, kEventsOfUnit);
  const auto rank = [&] { CHECK(ledger.Rank() == kUnits); };
  Time(
      "ranking of 60 units: after one event of each", 30,
      [&] {
        for (const std::string& name : names) ledger.Add({Posted(name)});
      },
      rank);
}

// All sheets of a cycle from nothing, as a ranking after a start computes them.
void MeasureRebuild() {
  constexpr size_t kUnits = 1'000;
  constexpr size_t kEventsOfUnit = 300;
  MeasuredLedger ledger;
  OpenYearOf(ledger, kUnits, kEventsOfUnit);
  for (int i = 0; i < 3; ++i) {
    ledger.Forget();
    const auto start = std::chrono::steady_clock::now();
    CHECK(ledger.Rank() == kUnits);
    const double millis = MillisSince(start);
    std::printf("all sheets of %zu units from nothing: %.0f ms, %.0f events/s\n", kUnits, millis,
                static_cast<double>(ledger.size()) / millis * 1000);
  }
}

}  // namespace
}  // namespace assessment

int main(int argc, char** argv) {
  if (argc > 2) {
    auto rubric = assessment::ReadSchemeFile(argv[2]);
    if (!rubric.ok()) {
      std::fprintf(stderr, "%s\n", rubric.status().ToString().c_str());
      return 1;
    }
    for (assessment::scheme::v1::Pool& pool : *rubric->mutable_pools()) pool.clear_scope();
    assessment::g_rubric = new assessment::scheme::v1::Scheme(*std::move(rubric));
  }
  assessment::MeasureLargeUnit(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000);
  assessment::MeasureRanking(60);
  assessment::MeasureRankingOfLarge();
  assessment::MeasureRanking(3'000);
  assessment::MeasureRebuild();
  return 0;
}
