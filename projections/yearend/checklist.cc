#include "projections/yearend/checklist.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "ledger/base/status_macros.h"
#include "projections/deadlines/due_steps.h"
#include "projections/scoring/accident_facts.h"
#include "projections/scoring/matter_facts.h"
#include "projections/views/score_at.h"
#include "projections/yearend/carry_over.h"
#include "projections/yearend/own_unit.h"
#include "projections/yearend/sheet_state.h"
#include "projections/yearend/statement_effect.h"

namespace assessment {
namespace {

using projections::v1::Blocking;
using projections::v1::BlockingEntry;
using projections::v1::CategoryExplanation;
using projections::v1::ItemExplanation;
using projections::v1::ScoreExplanation;
using projections::v1::ToAccept;

// One unit on its way through the list.
struct UnitCheck {
  const LedgerView& view;
  const CycleEntry& cycle;
  const UnitScore& scored;
  Checklist& list;

  const ScoreExplanation& score() const { return scored.score; }

  Blocking& Block(BlockingEntry entry, std::string subject) const {
    Blocking blocking;
    blocking.set_entry(entry);
    blocking.set_unit(score().unit());
    blocking.set_unit_name(score().unit_name());
    blocking.set_subject(std::move(subject));
    return list.blocking.emplace_back(std::move(blocking));
  }

  void Accept(event::v1::ChecklistEntry entry, std::string subject) const {
    ToAccept accept;
    accept.set_entry(entry);
    accept.set_unit(score().unit());
    accept.set_unit_name(score().unit_name());
    const std::optional<uint64_t> accepted =
        cycle.year_end.Accepted(score().unit(), entry, subject);
    if (accepted.has_value()) accept.set_accepted(*accepted);
    accept.set_subject(std::move(subject));
    list.to_accept.push_back(std::move(accept));
  }
};

void CheckCoverage(const UnitCheck& check) {
  for (const projections::v1::UncoveredItem& item : check.score().coverage().uncovered()) {
    check.Block(projections::v1::BLOCKING_ENTRY_NOT_COVERED, item.item());
  }
}

void CheckQuestions(const UnitCheck& check) {
  for (const projections::v1::OpenQuestion& question : check.score().questions()) {
    if (question.has_answer_position()) continue;
    std::string subject = question.interpretation();
    if (!question.accident().empty()) subject += " " + question.accident();
    *check.Block(projections::v1::BLOCKING_ENTRY_QUESTION_OPEN, std::move(subject))
         .mutable_positions() = question.positions();
  }
}

void CheckSheets(const UnitCheck& check, const std::vector<SheetState>& sheets) {
  for (const CategoryExplanation& category : check.score().categories()) {
    for (const ItemExplanation& item : category.items()) {
      // What another body scores, and what does not concern the unit, no team signs for.
      if (!item.scoring_body().empty() ||
          item.applicability() != projections::v1::APPLICABILITY_APPLICABLE) {
        continue;
      }
      const bool held = std::any_of(sheets.begin(), sheets.end(), [&](const SheetState& sheet) {
        return sheet.Holds(item.item());
      });
      if (!held) check.Block(projections::v1::BLOCKING_ENTRY_SHEET_MISSING, item.item());
    }
  }
  for (const SheetState& sheet : sheets) {
    if (!sheet.signed_position.has_value()) {
      check.Block(projections::v1::BLOCKING_ENTRY_SHEET_NOT_SIGNED, sheet.part)
          .add_positions(sheet.issued_position);
    }
  }
}

absl::Status CheckSignedItems(const UnitCheck& check, const std::vector<SheetState>& sheets) {
  for (const SheetState& sheet : sheets) {
    if (!sheet.signed_position.has_value()) continue;
    ASSIGN_OR_RETURN(const std::vector<std::string> items,
                     ItemsChangedSince(check.view, check.cycle, check.score(), sheet));
    for (const std::string& item : items) {
      check.Block(projections::v1::BLOCKING_ENTRY_SHEET_DIFFERS, sheet.part + " " + item)
          .add_positions(*sheet.signed_position);
    }
  }
  return absl::OkStatus();
}

// Accidents that some line or veto rests on while nobody decided how they count.
absl::Status CheckAccidents(const UnitCheck& check) {
  for (const projections::v1::AccidentGroup& group : check.score().accident_groups()) {
    if (group.lines().empty() && group.vetoes().empty()) continue;
    ASSIGN_OR_RETURN(const StreamPointer stream,
                     check.view.Stream(IndexKey::Accident(group.accident())));
    const std::optional<UnitAccident> accident = ReadAccident(group.accident(), *stream);
    if (!accident.has_value() || accident->struck_off_position.has_value() || accident->near_miss ||
        accident->responsibility == event::v1::FINDING_YES ||
        accident->responsibility == event::v1::FINDING_NO ||
        accident->decision_position.has_value()) {
      continue;
    }
    Blocking& blocking =
        check.Block(projections::v1::BLOCKING_ENTRY_ACCIDENT_PENDING, group.accident());
    for (const uint64_t position : accident->positions) blocking.add_positions(position);
  }
  return absl::OkStatus();
}

absl::Status CheckMatters(const UnitCheck& check) {
  const CivilDay last = ToDay(check.cycle.opened.facts_until());
  for (const IndexKey& key : check.scored.things) {
    if (key.kind != IndexKey::Kind::kMatter) continue;
    ASSIGN_OR_RETURN(const StreamPointer stream, check.view.Stream(key));
    const std::optional<MatterFacts> matter = ReadMatter(key.id, *stream);
    if (!matter.has_value() || matter->deadline.done.has_value() ||
        matter->deadline.withdrawn_on.has_value() || matter->deadline.due->day > last ||
        matter->holders.back().unit != check.score().unit()) {
      continue;
    }
    check.Accept(event::v1::CHECKLIST_ENTRY_MATTER_OPEN, key.id);
  }
  return absl::OkStatus();
}

void CheckVetoes(const UnitCheck& check) {
  for (const projections::v1::VetoStatus& veto : check.score().vetoes()) {
    if (veto.state() != projections::v1::VETO_STATE_NOT_EVALUATED) continue;
    check.Accept(event::v1::CHECKLIST_ENTRY_VETO_NOT_EVALUATED, veto.veto());
  }
}

// Last year's figures that were typed, where the ledger itself knows better and no document says
// that they are meant.
absl::Status CheckBaseline(const UnitCheck& check) {
  ASSIGN_OR_RETURN(const std::optional<projections::v1::ProposedBaseline> baseline,
                   BaselineOf(check.view, check.cycle, check.score().unit()));
  if (!baseline.has_value() || !baseline->differs() || baseline->on_paper()) {
    return absl::OkStatus();
  }
  check.Block(projections::v1::BLOCKING_ENTRY_BASELINE_DIFFERS, DifferenceText(*baseline))
      .add_positions(baseline->set_position());
  return absl::OkStatus();
}

bool HasFinding(const ScoreExplanation& score) {
  for (const CategoryExplanation& category : score.categories()) {
    for (const ItemExplanation& item : category.items()) {
      for (const projections::v1::ClauseExplanation& clause : item.clauses()) {
        if (!clause.lines().empty()) return true;
      }
    }
  }
  return false;
}

void CheckFinalScore(const UnitCheck& check) {
  const ScoreExplanation& score = check.score();
  // Where nothing applies to a unit there is nothing to find.
  if (!score.has_final_milli()) return;
  if (!HasFinding(score)) check.Accept(event::v1::CHECKLIST_ENTRY_NO_FINDING, "");
  for (const scheme::v1::GradeBand& band : check.cycle.compiled->proto().grade_bands()) {
    // The lowest band begins where every score does: it has no edge that could be missed.
    if (band.from_milli() <= 0) continue;
    const int64_t distance = score.final_milli() - band.from_milli();
    if (distance < -kNearBandMilli || distance > kNearBandMilli) continue;
    check.Accept(event::v1::CHECKLIST_ENTRY_NEAR_BAND, "");
    return;
  }
}

absl::Status CheckUnit(const UnitCheck& check) {
  if (!check.cycle.year_end.notices().contains(check.score().unit())) {
    check.Block(projections::v1::BLOCKING_ENTRY_NOT_NOTIFIED, "");
  }
  CheckCoverage(check);
  CheckQuestions(check);
  for (const auto& [key, objection] : check.cycle.year_end.objections()) {
    if (key.first != check.score().unit() || objection.decided.has_value()) continue;
    check.Block(projections::v1::BLOCKING_ENTRY_OBJECTION_OPEN, key.second)
        .add_positions(objection.position);
  }
  // A composite has no items: the sheets are those of its parts.
  if (check.cycle.opened.composed_of().empty()) {
    ASSIGN_OR_RETURN(const StreamPointer events,
                     check.view.Stream(IndexKey::Unit(check.score().unit())));
    const std::vector<SheetState> sheets = SheetsOf(*events, check.cycle.opened.cycle());
    CheckSheets(check, sheets);
    RETURN_IF_ERROR(CheckSignedItems(check, sheets));
    ASSIGN_OR_RETURN(const std::vector<uint64_t> statements,
                     StatementsThatMovedGrade(check.view, check.cycle, check.score(), *events));
    for (const uint64_t position : statements) {
      check.Accept(event::v1::CHECKLIST_ENTRY_STATEMENT_MOVED_GRADE, std::to_string(position));
    }
    for (const uint64_t position : ConfirmedByOwnUnit(*events, check.score().unit())) {
      check.Accept(event::v1::CHECKLIST_ENTRY_OWN_UNIT_CONFIRMATION, std::to_string(position));
    }
    CheckFinalScore(check);
    RETURN_IF_ERROR(CheckBaseline(check));
  }
  RETURN_IF_ERROR(CheckAccidents(check));
  RETURN_IF_ERROR(CheckMatters(check));
  CheckVetoes(check);
  return absl::OkStatus();
}

Blocking& BlockCycle(BlockingEntry entry, std::string subject, Checklist& list) {
  Blocking blocking;
  blocking.set_entry(entry);
  blocking.set_subject(std::move(subject));
  return list.blocking.emplace_back(std::move(blocking));
}

void CheckScheme(const LedgerView& view, const CycleEntry& cycle, Checklist& list) {
  const SchemeEntry* entry = view.registry().FindScheme(cycle.scheme->first, cycle.scheme->second);
  for (const scheme::v1::Interpretation& interpretation :
       cycle.compiled->proto().interpretations()) {
    if (entry->confirmed_interpretations.contains(interpretation.interpretation())) continue;
    BlockCycle(projections::v1::BLOCKING_ENTRY_INTERPRETATION_NOT_CONFIRMED,
               interpretation.interpretation(), list);
  }
}

absl::Status CheckClerk(const LedgerView& view, const CycleEntry& cycle,
                        const std::set<IndexKey>& things, Checklist& list) {
  if (const std::optional<ClerkPause>& pause = view.registry().clerk_pause()) {
    BlockCycle(projections::v1::BLOCKING_ENTRY_CLERK_PAUSED, "", list)
        .add_positions(pause->position);
  }
  ASSIGN_OR_RETURN(const std::vector<DueStep> steps,
                   FindDueSteps(view, std::vector<IndexKey>(things.begin(), things.end()),
                                ToDay(cycle.opened.facts_until())));
  std::set<std::string> subjects;
  for (const DueStep& step : steps) subjects.insert(step.subject);
  for (const std::string& subject : subjects) {
    BlockCycle(projections::v1::BLOCKING_ENTRY_CLERK_BEHIND, subject, list);
  }
  return absl::OkStatus();
}

void CheckParts(const LedgerView& view, const CycleEntry& cycle, Checklist& list) {
  for (const event::v1::ComposedCycle& composed : cycle.opened.composed_of()) {
    const CycleEntry* part = view.registry().FindCycle(composed.cycle());
    if (part != nullptr && part->year_end.frozen().has_value()) continue;
    BlockCycle(projections::v1::BLOCKING_ENTRY_PART_NOT_FROZEN, composed.cycle(), list);
  }
}

template <typename Entry>
auto Order(const Entry& entry) {
  return std::make_tuple(absl::string_view(entry.unit()), static_cast<int>(entry.entry()),
                         absl::string_view(entry.subject()));
}

template <typename Entries>
void Sort(Entries& entries) {
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return Order(a) < Order(b); });
}

}  // namespace

bool Checklist::ready() const {
  return blocking.empty() &&
         std::all_of(to_accept.begin(), to_accept.end(),
                     [](const ToAccept& entry) { return entry.has_accepted(); });
}

absl::StatusOr<Checklist> MakeChecklist(const LedgerView& view, const CycleEntry& cycle) {
  Checklist list;
  CheckScheme(view, cycle, list);
  CheckParts(view, cycle, list);
  std::set<IndexKey> things;
  for (const std::string& unit : cycle.units) {
    ASSIGN_OR_RETURN(const UnitScore scored, ScoreAt(view, cycle, unit, ScoreDetail::kExplanation));
    things.insert(scored.things.begin(), scored.things.end());
    RETURN_IF_ERROR(CheckUnit({view, cycle, scored, list}));
  }
  RETURN_IF_ERROR(CheckClerk(view, cycle, things, list));
  Sort(list.blocking);
  Sort(list.to_accept);
  return list;
}

}  // namespace assessment
