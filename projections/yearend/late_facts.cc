#include "projections/yearend/late_facts.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "ledger/base/status_macros.h"
#include "projections/views/counted_view.h"
#include "projections/views/index_fold.h"
#include "projections/views/score_at.h"
#include "projections/views/score_change.h"

namespace assessment {
namespace {

using projections::v1::LateFact;
using projections::v1::ScoreChange;

// The numbers of event types stay for ever: see EventType in event.proto.
// A proposal of a correction changes nothing by itself: it comes with its confirmation.
bool CanCount(const event::v1::RecordHeader& header, absl::string_view cycle) {
  const int type = header.event_type();
  if (type == event::v1::EVENT_TYPE_CORRECTION_PROPOSED) return false;
  if (!header.cycle().empty() && header.cycle() != cycle) return false;
  return (type >= 200 && type < 700) || (type >= 800 && type < 1000);
}

struct Late {
  event::v1::EventType type = event::v1::EVENT_TYPE_UNSPECIFIED;
  RecordPointer record;  // Null of an amendment of a part.
  std::set<std::string> units;
};
using LateByPosition = std::map<uint64_t, Late>;

// A composite rests on the results of its parts: that they were amended is late for it.
void CollectAmendedParts(const LedgerView& view, const CycleEntry& cycle, LateByPosition& late) {
  for (const event::v1::ComposedCycle& composed : cycle.opened.composed_of()) {
    const CycleEntry* part = view.registry().FindCycle(composed.cycle());
    if (part == nullptr) continue;
    const std::vector<PublishedRevision>& revisions = part->year_end.revisions();
    for (size_t i = 1; i < revisions.size(); ++i) {
      if (cycle.year_end.frozen()->Counts(revisions[i].position)) continue;
      Late& entry = late[revisions[i].position];
      entry.type = event::v1::EVENT_TYPE_CYCLE_AMENDED;
      for (const std::string& unit : cycle.units) {
        if (part->HasUnit(unit)) entry.units.insert(unit);
      }
    }
  }
}

// A composite without clauses, vetoes and questions of its own rests on its parts alone.
bool ReadsFacts(const CycleEntry& cycle) {
  const scheme::v1::Scheme& scheme = cycle.compiled->proto();
  return !scheme.has_composite() || !cycle.compiled->clauses().empty() ||
         !scheme.vetoes().empty() || !scheme.questions().empty();
}

absl::StatusOr<LateByPosition> Collect(const LedgerView& view, const CycleEntry& cycle) {
  LateByPosition late;
  CollectAmendedParts(view, cycle, late);
  if (!ReadsFacts(cycle)) return late;
  const FrozenFold& fold = *cycle.year_end.frozen();
  for (const std::string& unit : cycle.units) {
    ASSIGN_OR_RETURN(const StreamPointer events, view.Stream(IndexKey::Unit(unit)));
    ASSIGN_OR_RETURN(const ThingStreams things, ThingsOf(view, *events));
    std::vector<StreamPointer> streams = {events};
    for (const auto& [key, stream] : things) streams.push_back(stream);
    for (const StreamPointer& stream : streams) {
      for (const RecordPointer& record : stream->records()) {
        const uint64_t position = record->header.position();
        if (fold.Counts(position) || !CanCount(record->header, cycle.opened.cycle())) continue;
        Late& entry = late[position];
        entry.type = record->header.event_type();
        entry.record = record;
        entry.units.insert(unit);
      }
    }
  }
  return late;
}

void Insert(uint64_t position, FrozenFold& fold) {
  if (fold.Counts(position)) return;
  fold.added.insert(std::upper_bound(fold.added.begin(), fold.added.end(), position), position);
}

// The fold with one more event; a confirmation brings its proposal.
FrozenFold With(FrozenFold fold, uint64_t position, const RecordPointer& record) {
  if (record != nullptr && record->body.event().content().has_correction_confirmed()) {
    Insert(record->body.event().content().correction_confirmed().proposal_position(), fold);
  }
  Insert(position, fold);
  return fold;
}

// Scores of units under a fold, computed when first asked for: what comes after one fact comes
// before the next.
class ScoresUnder {
 public:
  static absl::StatusOr<ScoresUnder> Make(const LedgerView& view, const std::string& cycle,
                                          FrozenFold fold) {
    ScoresUnder scores;
    ASSIGN_OR_RETURN(scores.view_, CountedView::Frozen(view, std::move(fold)));
    ASSIGN_OR_RETURN(scores.cycle_, FindScoredCycle(*scores.view_, cycle));
    return scores;
  }

  // Lives as long as this.
  absl::StatusOr<const projections::v1::ScoreExplanation*> Of(const std::string& unit) {
    const auto known = scores_.find(unit);
    if (known != scores_.end()) return &known->second;
    ASSIGN_OR_RETURN(UnitScore score, ScoreAt(*view_, *cycle_, unit, ScoreDetail::kExplanation));
    return &scores_.emplace(unit, std::move(score.score)).first->second;
  }

 private:
  std::unique_ptr<const LedgerView> view_;
  const CycleEntry* cycle_ = nullptr;
  std::map<std::string, projections::v1::ScoreExplanation> scores_;  // By unit.
};

absl::Status AddChanges(const std::string& cycle, ScoresUnder& before, ScoresUnder& after,
                        const std::set<std::string>& units, LateFact& fact) {
  for (const std::string& unit : units) {
    ASSIGN_OR_RETURN(const projections::v1::ScoreExplanation* const old, before.Of(unit));
    ASSIGN_OR_RETURN(const projections::v1::ScoreExplanation* const now, after.Of(unit));
    ScoreChange change = CompareScores(cycle, unit, old, now, {}, {});
    std::vector<projections::v1::LineChange> lines = CompareLines(old, now);
    if (!Differs(change) && lines.empty()) continue;
    for (projections::v1::LineChange& line : lines) *change.add_lines() = std::move(line);
    *fact.add_changes() = std::move(change);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<LateFact>> FindLateFacts(const LedgerView& view,
                                                    const CycleEntry& cycle) {
  const std::string& id = cycle.opened.cycle();
  ASSIGN_OR_RETURN(const LateByPosition late, Collect(view, cycle));
  std::vector<LateFact> facts;
  FrozenFold fold = *cycle.year_end.frozen();
  ASSIGN_OR_RETURN(ScoresUnder before, ScoresUnder::Make(view, id, fold));
  for (const auto& [position, entry] : late) {
    LateFact fact;
    fact.set_position(position);
    fact.set_event_type(entry.type);
    for (const std::string& unit : entry.units) fact.add_units(unit);
    const FrozenFold with = With(fold, position, entry.record);
    ASSIGN_OR_RETURN(ScoresUnder after, ScoresUnder::Make(view, id, with));
    RETURN_IF_ERROR(AddChanges(id, before, after, entry.units, fact));
    const auto left = cycle.year_end.facts_left().find(position);
    if (left != cycle.year_end.facts_left().end()) {
      fact.set_left(left->second);
    } else {
      fold = with;
      before = std::move(after);
    }
    const auto leaving = cycle.year_end.leaving_proposals().find(position);
    if (leaving != cycle.year_end.leaving_proposals().end()) {
      fact.set_leaving_proposal_position(leaving->second);
    }
    facts.push_back(std::move(fact));
  }
  return facts;
}

const LateFact* FirstUndecided(const std::vector<LateFact>& facts) {
  const auto found = std::find_if(facts.begin(), facts.end(), [](const LateFact& fact) {
    return !fact.has_left() && !fact.changes().empty();
  });
  return found == facts.end() ? nullptr : &*found;
}

}  // namespace assessment
