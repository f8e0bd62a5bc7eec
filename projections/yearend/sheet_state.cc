#include "projections/yearend/sheet_state.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "ledger/base/status_macros.h"
#include "projections/views/counted_view.h"
#include "projections/views/score_at.h"

namespace assessment {
namespace {

using projections::v1::ItemExplanation;
using projections::v1::ScoreExplanation;

// What a sheet prints of each item: points, lines, whether it concerns the unit. What an event
// would gain if it were not there depends on other items and is not printed.
std::map<std::string, std::string> PrintedItems(const ScoreExplanation& score) {
  std::map<std::string, std::string> printed;
  for (const projections::v1::CategoryExplanation& category : score.categories()) {
    for (ItemExplanation item : category.items()) {
      for (projections::v1::ClauseExplanation& clause : *item.mutable_clauses()) {
        for (projections::v1::LineExplanation& line : *clause.mutable_lines()) {
          line.clear_gain_milli();
        }
      }
      printed.emplace(item.item(), item.SerializeAsString());
    }
  }
  return printed;
}

}  // namespace

bool SheetState::Holds(absl::string_view item) const {
  return std::find(items.begin(), items.end(), item) != items.end();
}

std::vector<SheetState> SheetsOf(const EventStream& events_of_unit, absl::string_view cycle) {
  std::map<std::string, SheetState> sheets;
  for (const StreamEntry& entry : events_of_unit.entries()) {
    if (entry.record->header.cycle() != cycle) continue;
    const event::v1::EventContent& content = *entry.content;
    if (content.has_sheet_issued()) {
      const event::v1::SheetIssued& issued = content.sheet_issued();
      SheetState& sheet = sheets[issued.part()];
      sheet = SheetState();
      sheet.part = issued.part();
      sheet.size = issued.size();
      sheet.items.assign(issued.items().begin(), issued.items().end());
      sheet.issued_position = entry.position();
    } else if (content.has_sheet_signed()) {
      sheets[content.sheet_signed().part()].signed_position = entry.position();
    } else if (content.has_sheet_reopened()) {
      sheets[content.sheet_reopened().part()].signed_position.reset();
    }
  }
  std::vector<SheetState> result;
  for (auto& [part, sheet] : sheets) result.push_back(std::move(sheet));
  return result;
}

absl::StatusOr<std::vector<std::string>> ItemsChangedSince(const LedgerView& view,
                                                           const CycleEntry& cycle,
                                                           const ScoreExplanation& now,
                                                           const SheetState& sheet) {
  FrozenFold fold;
  fold.size = sheet.size;
  ASSIGN_OR_RETURN(const std::unique_ptr<const LedgerView> then, CountedView::Frozen(view, fold));
  const CycleEntry* entry = then->registry().FindCycle(cycle.opened.cycle());
  // A sheet that was computed before the cycle, its scheme or the unit came in says nothing.
  if (entry == nullptr || entry->compiled == nullptr || !entry->HasUnit(now.unit())) {
    return sheet.items;
  }
  ASSIGN_OR_RETURN(const UnitScore score,
                   ScoreAt(*then, *entry, now.unit(), ScoreDetail::kExplanation));
  const std::map<std::string, std::string> printed = PrintedItems(score.score);
  const std::map<std::string, std::string> present = PrintedItems(now);
  std::vector<std::string> changed;
  for (const std::string& item : sheet.items) {
    const auto before = printed.find(item);
    const auto after = present.find(item);
    const bool same = before != printed.end() && after != present.end()
                          ? before->second == after->second
                          : (before == printed.end()) == (after == present.end());
    if (!same) changed.push_back(item);
  }
  return changed;
}

}  // namespace assessment
