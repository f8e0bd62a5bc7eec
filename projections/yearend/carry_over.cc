#include "projections/yearend/carry_over.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/civil.h"
#include "ledger/base/status_macros.h"
#include "projections/scoring/accident_facts.h"
#include "projections/scoring/excess.h"
#include "projections/views/score_at.h"

namespace assessment {
namespace {

using projections::v1::ProposedBaseline;
using projections::v1::UnfinishedAccident;

constexpr int kMonthsOfYear = 12;

CivilDay YearLater(const event::v1::CivilDate& date) {
  return AddMonths(ToDay(date), kMonthsOfYear);
}

bool ComparesYears(const CompiledScheme& scheme) {
  return std::any_of(scheme.clauses().begin(), scheme.clauses().end(), [](const ClauseRef& clause) {
    const auto& triggers = clause.clause->triggers();
    return std::any_of(triggers.begin(), triggers.end(),
                       [](const scheme::v1::Trigger& trigger) { return trigger.has_baseline(); });
  });
}

// True when the BaselineSet at the position rests on a document with number and date.
absl::StatusOr<bool> IsOnPaper(const LedgerView& view, uint64_t position) {
  ASSIGN_OR_RETURN(const StreamPointer registry, view.Stream(IndexKey::Registry()));
  for (const RecordPointer& record : registry->records()) {
    if (record->header.position() != position) continue;
    const event::v1::Paper& paper = record->body.event().content().paper();
    return !paper.number().empty() && paper.has_date();
  }
  return false;
}

// Of one unit, the clocks of its accidents that have not stopped.
absl::Status AddUnfinished(const LedgerView& view, const std::string& unit,
                           std::map<std::pair<std::string, int>, UnfinishedAccident>& unfinished) {
  ASSIGN_OR_RETURN(const StreamPointer events, view.Stream(IndexKey::Unit(unit)));
  ASSIGN_OR_RETURN(const ThingStreams things, ThingsOf(view, *events));
  for (const auto& [key, stream] : things) {
    if (key.kind != IndexKey::Kind::kAccident || MergedInto(key.id, *stream).has_value()) continue;
    const std::optional<UnitAccident> accident = ReadAccident(key.id, *stream);
    if (!accident.has_value() || accident->near_miss || accident->struck_off_position.has_value()) {
      continue;
    }
    for (const Deadline* deadline : {&accident->investigation, &accident->follow_up}) {
      const bool evaluation = deadline == &accident->follow_up;
      // Nothing is to be evaluated before the report is approved.
      if (deadline->done.has_value() || (evaluation && !deadline->due.has_value())) continue;
      UnfinishedAccident& entry = unfinished[{key.id, deadline->clock}];
      entry.set_accident(key.id);
      entry.set_clock(deadline->clock);
      if (deadline->due.has_value()) {
        *entry.mutable_due() = ToMoment({deadline->due->day, std::nullopt}).day();
      }
      entry.add_units(unit);
    }
  }
  return absl::OkStatus();
}

}  // namespace

projections::v1::YearNotCovered WhyNotCovered(const LedgerView& view, const CycleEntry& counted) {
  if (!ComparesYears(*counted.compiled)) return projections::v1::YEAR_NOT_COVERED_NOTHING_COMPARED;
  const CivilDay last = ToDay(counted.opened.window_to());
  if (AddDays(last, 1) < YearLater(counted.opened.window_from())) {
    return projections::v1::YEAR_NOT_COVERED_WINDOW_SHORT;
  }
  if (DayOf(view.record_time_micros()) <= last) return projections::v1::YEAR_NOT_COVERED_NOT_OVER;
  return projections::v1::YEAR_NOT_COVERED_UNSPECIFIED;
}

absl::StatusOr<std::optional<ProposedBaseline>> ProposeBaseline(const LedgerView& view,
                                                                const CycleEntry& counted,
                                                                const std::string& unit,
                                                                int32_t year) {
  ASSIGN_OR_RETURN(const UnitReading reading, ReadUnit(view, counted, unit));
  const YearCount count = CountYear(reading.input);
  if (!count.compared()) return std::optional<ProposedBaseline>();
  ProposedBaseline proposed;
  proposed.set_unit(unit);
  if (const UnitEntry* entry = view.registry().FindUnit(unit)) proposed.set_unit_name(entry->name);
  if (count.accidents.has_value() && count.deaths.has_value()) {
    proposed.mutable_counted()->set_accidents(static_cast<uint32_t>(*count.accidents));
    proposed.mutable_counted()->set_deaths(static_cast<uint32_t>(*count.deaths));
  }
  if (const Baseline* set = view.registry().FindBaseline(unit, year)) {
    proposed.mutable_set()->set_accidents(set->accidents);
    proposed.mutable_set()->set_deaths(set->deaths);
    proposed.set_set_position(set->position);
    ASSIGN_OR_RETURN(const bool on_paper, IsOnPaper(view, set->position));
    proposed.set_on_paper(on_paper);
    proposed.set_differs(
        proposed.has_counted() &&
        ((count.compares_accidents && set->accidents != proposed.counted().accidents()) ||
         (count.compares_deaths && set->deaths != proposed.counted().deaths())));
  }
  return std::optional<ProposedBaseline>(std::move(proposed));
}

absl::StatusOr<std::optional<ProposedBaseline>> BaselineOf(const LedgerView& view,
                                                           const CycleEntry& cycle,
                                                           const std::string& unit) {
  for (const auto& [id, before] : view.registry().cycles()) {
    if (before.opened.year() + 1 != cycle.opened.year() || !before.opened.composed_of().empty() ||
        YearLater(before.opened.window_from()) != ToDay(cycle.opened.window_from()) ||
        YearLater(before.opened.window_to()) != ToDay(cycle.opened.window_to()) ||
        !before.HasUnit(unit)) {
      continue;
    }
    CycleEntry counted = before;
    counted.scheme = cycle.scheme;
    counted.compiled = cycle.compiled;
    if (WhyNotCovered(view, counted) != projections::v1::YEAR_NOT_COVERED_UNSPECIFIED) continue;
    return ProposeBaseline(view, counted, unit, cycle.opened.year());
  }
  return std::optional<ProposedBaseline>();
}

std::string DifferenceText(const ProposedBaseline& baseline) {
  return absl::StrCat("accidents ", baseline.set().accidents(), "/", baseline.counted().accidents(),
                      " deaths ", baseline.set().deaths(), "/", baseline.counted().deaths());
}

absl::StatusOr<projections::v1::GetCarryOverResponse> FindCarryOver(const LedgerView& view,
                                                                    const CycleEntry& cycle) {
  projections::v1::GetCarryOverResponse response;
  response.set_year(cycle.opened.year() + 1);
  response.set_not_covered(WhyNotCovered(view, cycle));
  response.set_size(view.size());
  std::map<std::pair<std::string, int>, UnfinishedAccident> unfinished;
  for (const std::string& unit : cycle.units) {
    RETURN_IF_ERROR(AddUnfinished(view, unit, unfinished));
    if (response.not_covered() != projections::v1::YEAR_NOT_COVERED_UNSPECIFIED) continue;
    ASSIGN_OR_RETURN(std::optional<ProposedBaseline> proposed,
                     ProposeBaseline(view, cycle, unit, response.year()));
    if (proposed.has_value()) *response.add_baselines() = *std::move(proposed);
  }
  for (auto& [key, entry] : unfinished) *response.add_unfinished() = std::move(entry);
  return response;
}

}  // namespace assessment
