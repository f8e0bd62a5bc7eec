#include "projections/views/preview.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "projections/views/score_at.h"
#include "projections/views/touched.h"

namespace assessment {
namespace {

using projections::v1::ScoreChange;
using projections::v1::ScoreExplanation;
using projections::v1::VetoStatus;

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
  std::set<std::string> accidents;
  for (const RecordPointer& record : records) {
    const Touched touched = TouchedBy(record->header);
    all.everything |= touched.everything;
    if (!touched.cycle.empty()) all.cycles.emplace(touched.cycle);
    for (const absl::string_view unit : touched.units) all.units.emplace(unit);
    for (const absl::string_view accident : touched.accidents) accidents.emplace(accident);
  }
  for (const std::string& accident : accidents) {
    ASSIGN_OR_RETURN(const StreamPointer stream, after.Stream(IndexKey::Accident(accident)));
    for (const RecordPointer& record : stream->records()) {
      all.units.insert(record->header.units().begin(), record->header.units().end());
    }
  }
  return all;
}

using SheetPointer = std::shared_ptr<const UnitScore>;

// The sheet of a unit, or null when it is not scored there.
absl::StatusOr<SheetPointer> SheetBefore(const LedgerView& before, const std::string& cycle,
                                         const std::string& unit, const ScoreProjection& scores) {
  const CycleEntry* entry = before.registry().FindCycle(cycle);
  if (entry == nullptr || entry->compiled == nullptr || !entry->HasUnit(unit)) return nullptr;
  return scores.Sheet(before, *entry, unit);
}

absl::StatusOr<SheetPointer> SheetAfter(const LedgerView& after, const CycleEntry& cycle,
                                        const std::string& unit) {
  if (cycle.compiled == nullptr || !cycle.HasUnit(unit)) return nullptr;
  ASSIGN_OR_RETURN(UnitScore sheet, ScoreAt(after, cycle, unit, ScoreDetail::kSheet));
  return std::make_shared<const UnitScore>(std::move(sheet));
}

const VetoStatus* FindVeto(const ScoreExplanation& score, const std::string& veto) {
  for (const VetoStatus& status : score.vetoes()) {
    if (status.veto() == veto) return &status;
  }
  return nullptr;
}

void AddVetoesChanged(const ScoreExplanation& before, const ScoreExplanation& after,
                      ScoreChange& change) {
  for (const VetoStatus& veto : after.vetoes()) {
    const VetoStatus* old = FindVeto(before, veto.veto());
    if (old == nullptr ? veto.state() != projections::v1::VETO_STATE_NOT_MET
                       : veto.state() != old->state()) {
      *change.add_vetoes_changed() = veto;
    }
  }
}

// Nothing when the scores agree in what a change tells.
std::optional<ScoreChange> Compare(const std::string& cycle, const std::string& unit,
                                   const ScoreExplanation& before, const ScoreExplanation& after) {
  ScoreChange change;
  change.set_cycle(cycle);
  change.set_unit(unit);
  if (before.has_final_milli()) change.set_final_before_milli(before.final_milli());
  if (after.has_final_milli()) change.set_final_after_milli(after.final_milli());
  change.set_grade_before(before.grade());
  change.set_grade_after(after.grade());
  change.set_applicable_before_milli(before.applicable_milli());
  change.set_applicable_after_milli(after.applicable_milli());
  AddVetoesChanged(before, after, change);
  const bool same =
      before.has_final_milli() == after.has_final_milli() &&
      before.final_milli() == after.final_milli() && before.grade() == after.grade() &&
      before.applicable_milli() == after.applicable_milli() && change.vetoes_changed().empty();
  if (same) return std::nullopt;
  return change;
}

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
    const bool whole_cycle = touched.everything || touched.cycles.contains(name);
    for (const std::string& unit : units) {
      if (!whole_cycle && !touched.units.contains(unit)) continue;
      ASSIGN_OR_RETURN(const SheetPointer old, SheetBefore(before, name, unit, scores));
      ASSIGN_OR_RETURN(const SheetPointer now, SheetAfter(*after, cycle, unit));
      static const ScoreExplanation* const kNone = new ScoreExplanation();
      std::optional<ScoreChange> change = Compare(name, unit, old == nullptr ? *kNone : old->score,
                                                  now == nullptr ? *kNone : now->score);
      if (change.has_value()) changes.push_back(*std::move(change));
    }
  }
  return changes;
}

}  // namespace assessment
