#include "projections/views/score_projection.h"

#include <utility>

#include "ledger/base/check.h"
#include "ledger/base/parallel.h"
#include "ledger/base/status_macros.h"

namespace assessment {
namespace {

// Fewer scores to compute are not worth a thread.
constexpr size_t kScoresForThreads = 64;

// A question about the present may be answered when so many events have come since.
constexpr uint64_t kEventsOfThePresent = 10'000;

}  // namespace

absl::Status ScoreProjection::Apply(std::shared_ptr<const ParsedRecord> record) {
  CHECK(record->header.position() == size_);
  sheets_.Touch(record->header);
  standings_.Touch(record->header);
  size_ = record->header.position() + 1;
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const UnitScore>> ScoreProjection::Sheet(
    const LedgerView& view, const CycleEntry& cycle, const std::string& unit) const {
  return KeptIn(sheets_, ScoreDetail::kSheet, view, cycle, unit);
}

absl::StatusOr<std::shared_ptr<const UnitScore>> ScoreProjection::Standing(
    const LedgerView& view, const CycleEntry& cycle, const std::string& unit) const {
  return KeptIn(standings_, ScoreDetail::kStanding, view, cycle, unit);
}

absl::StatusOr<std::shared_ptr<const UnitScore>> ScoreProjection::KeptIn(
    FreshCache<UnitScore>& cache, ScoreDetail detail, const LedgerView& view,
    const CycleEntry& cycle, const std::string& unit) const {
  CHECK(view.size() <= size_);
  const std::string& name = cycle.opened.cycle();
  if (std::shared_ptr<const UnitScore> kept = cache.Find(name, unit, view.size())) return kept;
  ASSIGN_OR_RETURN(UnitScore computed, Compute(view, cycle, unit, detail));
  auto score = std::make_shared<const UnitScore>(std::move(computed));
  cache.Store(name, unit, view.size(), score->things, score->cycles, score->score.ByteSizeLong(),
              score);
  return std::shared_ptr<const UnitScore>(std::move(score));
}

absl::StatusOr<std::vector<std::shared_ptr<const UnitScore>>> ScoreProjection::Standings(
    const LedgerView& view, const CycleEntry& cycle, absl::Span<const std::string> units) const {
  CHECK(view.size() <= size_);
  std::vector<std::shared_ptr<const UnitScore>> standings(units.size());
  std::vector<size_t> missing;
  for (size_t i = 0; i < units.size(); ++i) {
    standings[i] = standings_.Find(cycle.opened.cycle(), units[i], view.size());
    if (standings[i] == nullptr) missing.push_back(i);
  }
  const size_t threads = missing.size() < kScoresForThreads ? 1 : ThreadsOfMachine();
  std::vector<absl::Status> statuses(missing.size());
  RunTasks(missing.size(), threads, [&](size_t, size_t task) {
    absl::StatusOr<std::shared_ptr<const UnitScore>> standing =
        Standing(view, cycle, units[missing[task]]);
    statuses[task] = standing.status();
    if (standing.ok()) standings[missing[task]] = *std::move(standing);
  });
  for (const absl::Status& status : statuses) RETURN_IF_ERROR(status);
  return standings;
}

absl::StatusOr<UnitScore> ScoreProjection::Compute(const LedgerView& view, const CycleEntry& cycle,
                                                   const std::string& unit,
                                                   ScoreDetail detail) const {
  // Streams of the past are not those of the present, so their worksheets are of no use.
  if (view.size() + kEventsOfThePresent < size_) return ScoreAt(view, cycle, unit, detail);
  const std::string& name = cycle.opened.cycle();
  WorkedPointer worked = worksheets_.Find(name, unit);
  ASSIGN_OR_RETURN(UnitScore score, ScoreAt(view, cycle, unit, detail, worked));
  if (worked != nullptr) worksheets_.Store(name, unit, std::move(worked));
  return score;
}

void Stamp(const LedgerView& view, projections::v1::ScoreExplanation& score) {
  score.set_size(view.size());
  score.set_record_time_micros(view.record_time_micros());
}

}  // namespace assessment
