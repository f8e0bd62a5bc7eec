#include "projections/views/score_at.h"

#include <set>
#include <utility>

#include "ledger/base/parallel.h"
#include "ledger/base/status_macros.h"
#include "projections/scoring/score.h"
#include "projections/views/counted_view.h"

namespace assessment {

std::vector<IndexKey> MergedWith(const EventStream& accident) {
  std::vector<IndexKey> keys;
  for (const RecordPointer& record : accident.records()) {
    const event::v1::EventType type = record->header.event_type();
    if (type != event::v1::EVENT_TYPE_ACCIDENTS_MERGED &&
        type != event::v1::EVENT_TYPE_ACCIDENTS_UNMERGED) {
      continue;
    }
    for (const std::string& id : record->header.accidents()) keys.push_back(IndexKey::Accident(id));
  }
  return keys;
}

namespace {

// Adds the accidents and matters that records of a stream name, from the one at `from` on.
void AddNamed(const EventStream& events, size_t from, std::set<IndexKey>& named) {
  const auto& records = events.records();
  for (auto record = records.begin() + static_cast<std::ptrdiff_t>(from); record != records.end();
       ++record) {
    for (const std::string& id : (*record)->header.accidents()) {
      named.insert(IndexKey::Accident(id));
    }
    for (const std::string& id : (*record)->header.matters()) named.insert(IndexKey::Matter(id));
  }
}

// Their streams, and those of the accidents merged with them.
absl::StatusOr<ThingStreams> StreamsOf(const LedgerView& view, std::set<IndexKey> waiting) {
  ThingStreams things;
  while (!waiting.empty()) {
    const IndexKey key = *waiting.begin();
    waiting.erase(waiting.begin());
    ASSIGN_OR_RETURN(const StreamPointer stream, view.Stream(key));
    things.emplace(key, stream);
    if (key.kind != IndexKey::Kind::kAccident) continue;
    for (const IndexKey& merged : MergedWith(*stream)) {
      if (!things.contains(merged)) waiting.insert(merged);
    }
  }
  return things;
}

UnitReading MakeReading(const LedgerView& view, const CycleEntry& cycle, const std::string& unit,
                        StreamPointer events, std::shared_ptr<const ThingStreams> things) {
  UnitReading reading;
  reading.events = std::move(events);
  reading.things = std::move(things);
  const auto find = [streams = reading.things](const IndexKey& key) -> const EventStream* {
    const auto found = streams->find(key);
    return found == streams->end() ? nullptr : found->second.get();
  };
  reading.input.ledger = view.ledger();
  reading.input.registry = &view.registry();
  reading.input.cycle = &cycle;
  reading.input.unit = unit;
  reading.input.events = reading.events.get();
  reading.input.accident = [find](absl::string_view id) { return find(IndexKey::Accident(id)); };
  reading.input.matter = [find](absl::string_view id) { return find(IndexKey::Matter(id)); };
  reading.input.size = view.size();
  reading.input.record_time_micros = view.record_time_micros();
  return reading;
}

}  // namespace

absl::StatusOr<ThingStreams> ThingsOf(const LedgerView& view, const EventStream& events) {
  std::set<IndexKey> named;
  AddNamed(events, 0, named);
  return StreamsOf(view, std::move(named));
}

absl::StatusOr<UnitReading> ReadUnit(const LedgerView& view, const CycleEntry& cycle,
                                     const std::string& unit) {
  ASSIGN_OR_RETURN(const StreamPointer events, view.Stream(IndexKey::Unit(unit)));
  ASSIGN_OR_RETURN(ThingStreams things, ThingsOf(view, *events));
  return MakeReading(view, cycle, unit, events,
                     std::make_shared<const ThingStreams>(std::move(things)));
}

namespace {

// The same in the view of what a frozen cycle counts, where it is not frozen yet.
absl::StatusOr<UnitScore> FrozenScoreAt(const LedgerView& view, const CycleEntry& cycle,
                                        const FrozenFold& fold, const std::string& unit,
                                        ScoreDetail detail) {
  ASSIGN_OR_RETURN(const std::unique_ptr<const LedgerView> counted,
                   CountedView::Frozen(view, fold));
  ASSIGN_OR_RETURN(const CycleEntry* const then, FindCycle(*counted, cycle.opened.cycle()));
  CycleEntry entry = *then;
  // What if it had been another version of the scheme: the caller's cycle says which.
  entry.scheme = cycle.scheme;
  entry.compiled = cycle.compiled;
  ASSIGN_OR_RETURN(UnitScore result, ScoreAt(*counted, entry, unit, detail));
  result.score.set_status(cycle.phase == ledger::v1::CYCLE_PHASE_FROZEN
                              ? projections::v1::SCORE_STATUS_FROZEN
                              : projections::v1::SCORE_STATUS_PUBLISHED);
  return result;
}

}  // namespace

absl::StatusOr<UnitScore> ScoreAt(const LedgerView& view, const CycleEntry& cycle,
                                  const std::string& unit, ScoreDetail detail) {
  if (cycle.year_end.frozen().has_value()) {
    return FrozenScoreAt(view, cycle, *cycle.year_end.frozen(), unit, detail);
  }
  ASSIGN_OR_RETURN(const UnitReading reading, ReadUnit(view, cycle, unit));
  UnitScore result;
  for (const auto& [key, stream] : *reading.things) result.things.push_back(key);
  ScoreInput input = reading.input;
  std::map<std::string, UnitScore> parts;
  for (const event::v1::ComposedCycle& composed : cycle.opened.composed_of()) {
    result.cycles.push_back(composed.cycle());
    const PartReading part = view.Part(composed.cycle());
    if (part.cycle == nullptr || part.cycle->compiled == nullptr || !part.cycle->HasUnit(unit)) {
      continue;
    }
    ASSIGN_OR_RETURN(
        parts[composed.cycle()],
        part.fold.has_value()
            ? FrozenScoreAt(*part.view, *part.cycle, *part.fold, unit, ScoreDetail::kSheet)
            : ScoreAt(*part.view, *part.cycle, unit, ScoreDetail::kSheet));
  }
  input.part = [&parts](absl::string_view id) -> const projections::v1::ScoreExplanation* {
    const auto found = parts.find(std::string(id));
    return found == parts.end() ? nullptr : &found->second.score;
  };
  input.detail = detail;
  ASSIGN_OR_RETURN(result.score, ComputeScore(input));
  return result;
}

absl::StatusOr<UnitScore> ScoreAt(const LedgerView& view, const CycleEntry& cycle,
                                  const std::string& unit, ScoreDetail detail,
                                  WorkedPointer& worked) {
  const WorkedPointer before = std::exchange(worked, nullptr);
  if (cycle.year_end.frozen().has_value() || !cycle.opened.composed_of().empty() ||
      view.registry().FindCycle(cycle.opened.cycle()) != &cycle) {
    return ScoreAt(view, cycle, unit, detail);
  }
  auto left = std::make_shared<WorkedUnit>();
  left->registry = view.shared_registry();
  ASSIGN_OR_RETURN(left->events, view.Stream(IndexKey::Unit(unit)));
  size_t known = 0;
  if (before != nullptr && left->events->records().StartsWith(before->events->records())) {
    known = before->events->records().size();
    left->named = before->named;
  }
  AddNamed(*left->events, known, left->named);
  ASSIGN_OR_RETURN(ThingStreams things, StreamsOf(view, left->named));
  if (before != nullptr && before->registry == left->registry && *before->things == things) {
    left->things = before->things;
    left->worksheet = before->worksheet;
  } else {
    left->things = std::make_shared<const ThingStreams>(std::move(things));
  }
  UnitReading reading = MakeReading(view, cycle, unit, left->events, left->things);
  reading.input.detail = detail;
  UnitScore result;
  for (const auto& [key, stream] : *left->things) result.things.push_back(key);
  ASSIGN_OR_RETURN(result.score, ComputeScore(reading.input, left->worksheet));
  worked = std::move(left);
  return result;
}

absl::Status ScoreEach(const LedgerView& view, const CycleEntry& cycle,
                       absl::Span<const std::string> units, ScoreDetail detail,
                       absl::FunctionRef<absl::Status(UnitScore score)> take) {
  constexpr size_t kUnitsOfThread = 16;
  const size_t threads = ThreadsOfMachine();
  while (!units.empty()) {
    const absl::Span<const std::string> some = units.subspan(0, threads * kUnitsOfThread);
    units.remove_prefix(some.size());
    std::vector<absl::StatusOr<UnitScore>> scores(some.size());
    RunTasks(some.size(), threads,
             [&](size_t, size_t task) { scores[task] = ScoreAt(view, cycle, some[task], detail); });
    for (absl::StatusOr<UnitScore>& score : scores) {
      RETURN_IF_ERROR(score.status());
      RETURN_IF_ERROR(take(*std::move(score)));
    }
  }
  return absl::OkStatus();
}

}  // namespace assessment
