#include "projections/views/preview.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "projections/views/counted_view.h"
#include "projections/views/ranking.h"
#include "projections/views/score_at.h"
#include "projections/views/score_change.h"
#include "projections/views/touched.h"

namespace assessment {
namespace {

using projections::v1::ScoreChange;
using projections::v1::ScoreExplanation;

class ExtendedView : public LedgerView {
 public:
  ExtendedView(const LedgerView& base, std::shared_ptr<const Registry> registry,
               std::vector<RecordPointer> records)
      : LedgerView(base.ledger(), base.size() + records.size(),
                   records.back()->header.record_time_micros(), std::move(registry)),
        base_(base),
        records_(std::move(records)) {}

  absl::StatusOr<StreamPointer> Stream(const IndexKey& key) const override {
    ASSIGN_OR_RETURN(const StreamPointer before, base_.Stream(key));
    std::shared_ptr<EventStream> after;
    for (const RecordPointer& record : records_) {
      for (const IndexKey& concerned : IndexKeysOf(record->header)) {
        if (concerned != key) continue;
        if (after == nullptr) after = std::make_shared<EventStream>(*before);
        RETURN_IF_ERROR(after->Apply(record));
      }
    }
    if (after == nullptr) return before;
    return after;
  }

  absl::StatusOr<RegistryPrefix> RegistryAt(uint64_t size) const override {
    // A preview freezes nothing, so nobody asks for the registry between its records.
    CHECK(size <= base_.size() || size == this->size());
    if (size > base_.size()) return RegistryPrefix{shared_registry(), record_time_micros()};
    return base_.RegistryAt(size);
  }

 private:
  const LedgerView& base_;
  const std::vector<RecordPointer> records_;
};

// Whose scores some records can change.
struct TouchedByAll {
  bool everything = false;
  std::set<std::string> cycles;
  std::set<std::string> units;
};

absl::StatusOr<TouchedByAll> Touch(const LedgerView& after,
                                   const std::vector<RecordPointer>& records) {
  TouchedByAll all;
  std::set<IndexKey> waiting;
  for (const RecordPointer& record : records) {
    const Touched touched = TouchedBy(record->header);
    all.everything |= touched.everything;
    if (!touched.cycle.empty()) all.cycles.emplace(touched.cycle);
    for (const absl::string_view unit : touched.units) all.units.emplace(unit);
    waiting.insert(touched.things.begin(), touched.things.end());
  }
  std::set<IndexKey> seen;
  while (!waiting.empty()) {
    const IndexKey key = *waiting.begin();
    waiting.erase(waiting.begin());
    if (!seen.insert(key).second) continue;
    ASSIGN_OR_RETURN(const StreamPointer stream, after.Stream(key));
    for (const RecordPointer& record : stream->records()) {
      all.units.insert(record->header.units().begin(), record->header.units().end());
    }
    if (key.kind != IndexKey::Kind::kAccident) continue;
    const std::vector<IndexKey> merged = MergedWith(*stream);
    waiting.insert(merged.begin(), merged.end());
  }
  return all;
}

using ScorePointer = std::shared_ptr<const UnitScore>;

// Where a unit stands, or null when it is not scored there.
absl::StatusOr<ScorePointer> StandingBefore(const LedgerView& before, const std::string& cycle,
                                            const std::string& unit,
                                            const ScoreProjection& scores) {
  const CycleEntry* entry = before.registry().FindCycle(cycle);
  if (entry == nullptr || entry->compiled == nullptr || !entry->HasUnit(unit)) return nullptr;
  return scores.Standing(before, *entry, unit);
}

// Its sheet, or null as above.
absl::StatusOr<ScorePointer> SheetAfter(const LedgerView& after, const CycleEntry& cycle,
                                        const std::string& unit) {
  if (cycle.compiled == nullptr || !cycle.HasUnit(unit)) return nullptr;
  ASSIGN_OR_RETURN(UnitScore sheet, ScoreAt(after, cycle, unit, ScoreDetail::kSheet));
  return std::make_shared<const UnitScore>(std::move(sheet));
}

// The scores of one cycle before and after, of which only touched ones were computed anew.
class CycleChanges {
 public:
  void Add(const std::string& unit, ScorePointer before, ScorePointer after) {
    before_.emplace(unit, std::move(before));
    after_.emplace(unit, std::move(after));
  }

  // Units whose score or rank differs.
  absl::StatusOr<std::vector<ScoreChange>> Finish(const LedgerView& before, const LedgerView& after,
                                                  const std::string& cycle) const {
    ASSIGN_OR_RETURN(const UnitRanks old_ranks, Ranks(before, cycle, before_));
    ASSIGN_OR_RETURN(const UnitRanks new_ranks, Ranks(after, cycle, after_));
    std::vector<ScoreChange> changes;
    for (const auto& [unit, old] : before_) {
      ScoreChange change =
          CompareScores(cycle, unit, ScoreOf(old), ScoreOf(after_.at(unit)), old_ranks, new_ranks);
      if (Differs(change)) changes.push_back(std::move(change));
    }
    return changes;
  }

 private:
  static const ScoreExplanation* ScoreOf(const ScorePointer& score) {
    return score == nullptr ? nullptr : &score->score;
  }

  static absl::StatusOr<UnitRanks> Ranks(const LedgerView& view, const std::string& cycle,
                                         const std::map<std::string, ScorePointer>& scores) {
    const CycleEntry* entry = view.registry().FindCycle(cycle);
    if (entry == nullptr || entry->compiled == nullptr) return UnitRanks();
    std::vector<ScorePointer> scored;
    for (const auto& [unit, score] : scores) {
      if (score != nullptr) scored.push_back(score);
    }
    ASSIGN_OR_RETURN(const std::shared_ptr<const Registry> registry, CountedRegistry(view, *entry));
    return RanksByUnit(RankSheets(*registry, *entry, scored));
  }

  std::map<std::string, ScorePointer> before_;
  std::map<std::string, ScorePointer> after_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<LedgerView>> ViewAfter(const LedgerView& base,
                                                      std::vector<RecordPointer> records) {
  CHECK(!records.empty());
  auto registry = std::make_shared<Registry>(base.registry());
  uint64_t position = base.size();
  for (const RecordPointer& record : records) {
    CHECK(record->header.position() == position);
    RETURN_IF_ERROR(registry->Apply(position, record->body.event().content()));
    ++position;
  }
  return std::make_unique<ExtendedView>(base, std::move(registry), std::move(records));
}

absl::StatusOr<std::vector<ScoreChange>> PreviewChanges(const LedgerView& before,
                                                        absl::Span<const CommitEntry> entries,
                                                        const ScoreProjection& scores) {
  std::vector<ScoreChange> changes;
  if (entries.empty()) return changes;
  std::vector<RecordPointer> records;
  for (const CommitEntry& entry : entries) {
    ASSIGN_OR_RETURN(ParsedRecord parsed, ParseRecord(entry.record));
    records.push_back(std::make_shared<const ParsedRecord>(std::move(parsed)));
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<LedgerView> after, ViewAfter(before, records));
  ASSIGN_OR_RETURN(const TouchedByAll touched, Touch(*after, records));
  for (const auto& [name, cycle] : after->registry().cycles()) {
    std::set<std::string> units(cycle.units.begin(), cycle.units.end());
    if (const CycleEntry* old = before.registry().FindCycle(name)) {
      units.insert(old->units.begin(), old->units.end());
    }
    bool whole_cycle = touched.everything || touched.cycles.contains(name);
    for (const event::v1::ComposedCycle& composed : cycle.opened.composed_of()) {
      whole_cycle |= touched.cycles.contains(composed.cycle());
    }
    const auto is_touched = [&](const std::string& unit) {
      return whole_cycle || touched.units.contains(unit);
    };
    if (std::none_of(units.begin(), units.end(), is_touched)) continue;
    CycleChanges cycle_changes;
    for (const std::string& unit : units) {
      ASSIGN_OR_RETURN(const ScorePointer old, StandingBefore(before, name, unit, scores));
      ScorePointer now = old;
      if (is_touched(unit)) {
        ASSIGN_OR_RETURN(now, SheetAfter(*after, cycle, unit));
      }
      cycle_changes.Add(unit, old, std::move(now));
    }
    ASSIGN_OR_RETURN(std::vector<ScoreChange> finished, cycle_changes.Finish(before, *after, name));
    for (ScoreChange& change : finished) changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace assessment
