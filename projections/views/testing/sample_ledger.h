#ifndef PROJECTIONS_VIEWS_TESTING_SAMPLE_LEDGER_H_
#define PROJECTIONS_VIEWS_TESTING_SAMPLE_LEDGER_H_

#include <chrono>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/projections/v1/assessment_service.pb.h"
#include "projections/views/projection_host.h"
#include "projections/views/score_at.h"
#include "projections/views/testing/log_writer.h"
#include "projections/views/testing/sample_events.h"

namespace assessment::testing {

// A clock that stands where a test puts it.
class StandingClock : public Clock {
 public:
  UnixMicros Now() override { return now; }
  UnixMicros now = LogWriter::RecordTimeAt(1'000'000);
};

// A log and the projections that follow it, with questions as tests ask them.
class SampleLedger {
 public:
  explicit SampleLedger(KeptLimits limits = {})
      : host_(LogWriter::kLedger, log.log(), {&clock, limits}) {
    host_.Start();
  }

  // Units a, b, c, ... of a cycle under the sample scheme.
  void OpenYear(const std::vector<std::string>& units) {
    log.Add(LedgerOpened());
    for (const std::string& unit : units) log.Add(Registered(unit, "county " + unit));
    log.Add(Published());
    log.Add(Opened(units));
  }

  ProjectionHost& host() { return host_; }

  absl::StatusOr<ProjectionHost::Snapshot> Ask(ProjectionKind kind,
                                               const projections::v1::AsOf& as_of = {},
                                               uint64_t seen_size = 0) const {
    return host_.Ask(kind, as_of, seen_size,
                     std::chrono::steady_clock::now() + std::chrono::seconds(60));
  }

  static projections::v1::AsOf AtSize(uint64_t size) {
    projections::v1::AsOf as_of;
    as_of.set_size(size);
    return as_of;
  }
  static projections::v1::AsOf AtTime(int64_t record_time_micros) {
    projections::v1::AsOf as_of;
    as_of.set_record_time_micros(record_time_micros);
    return as_of;
  }

  LogWriter log;
  StandingClock clock;

 private:
  ProjectionHost host_;
};

// The sheet of a unit in kCycle at a snapshot, saying what it reflects.
inline absl::StatusOr<projections::v1::ScoreExplanation> SheetOf(
    const ProjectionHost::Snapshot& snapshot, const std::string& unit) {
  const CycleEntry* cycle = snapshot.view->registry().FindCycle(kCycle);
  if (cycle == nullptr) return absl::NotFoundError("no cycle");
  absl::StatusOr<std::shared_ptr<const UnitScore>> sheet =
      snapshot.projections->scores().Sheet(*snapshot.view, *cycle, unit);
  if (!sheet.ok()) return sheet.status();
  projections::v1::ScoreExplanation score = (*sheet)->score;
  Stamp(*snapshot.view, score);
  return score;
}

}  // namespace assessment::testing

#endif  // PROJECTIONS_VIEWS_TESTING_SAMPLE_LEDGER_H_
