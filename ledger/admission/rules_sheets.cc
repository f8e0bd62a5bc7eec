// Printed sheets: issued, signed, opened again; and postings on what is signed.

#include <algorithm>

#include "absl/container/btree_set.h"
#include "absl/strings/str_cat.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/event_kind.h"
#include "ledger/admission/rules.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

template <typename Stated>
const SheetEntry* FindSheet(const Case& c, const Stated& stated) {
  return c.state.in_force().sheets().Find(stated.cycle(), stated.unit(), stated.part());
}

template <typename Stated>
void RefuseSheet(const Case& c, const Stated& stated, ledger::v1::Reason reason,
                 absl::string_view field, std::string found, std::string expected,
                 std::vector<uint64_t> positions, Verdict& verdict) {
  verdict.Refuse({.reason = reason,
                  .field = c.Field(field),
                  .found = std::move(found),
                  .expected = std::move(expected),
                  .positions = std::move(positions),
                  .needs = {SheetName(stated.cycle(), stated.unit(), stated.part())}});
}

void JudgeSheetIssued(const Case& c, Verdict& verdict) {
  const event::v1::SheetIssued& issued = c.content.sheet_issued();
  if (issued.size() > c.position) {
    verdict.Refuse({.reason = ledger::v1::REASON_FIELD_INVALID,
                    .field = c.Field("size"),
                    .found = absl::StrCat(issued.size()),
                    .expected = absl::StrCat("at most ", c.position, ", its own position")});
  }
  const CompiledScheme* scheme = RequireAdopted(c, issued.cycle(), issued.unit(), verdict);
  if (scheme == nullptr) return;
  for (int i = 0; i < issued.items_size(); ++i) {
    RequireItem(c, *scheme, absl::StrCat("items[", i, "]"), issued.items(i), verdict);
  }
  const SheetEntry* before = FindSheet(c, issued);
  if (before == nullptr || !before->signed_at.has_value()) return;
  RefuseSheet(c, issued, ledger::v1::REASON_SHEET_SIGNED, "part",
              absl::StrCat(issued.part(), " is signed at position ", *before->signed_at),
              "a part that is not signed; reopen it first", {*before->signed_at}, verdict);
}

void JudgeSheetSigned(const Case& c, Verdict& verdict) {
  const event::v1::SheetSigned& stated = c.content.sheet_signed();
  if (RequireAdopted(c, stated.cycle(), stated.unit(), verdict) == nullptr) return;
  const SheetEntry* sheet = FindSheet(c, stated);
  if (sheet == nullptr || sheet->fingerprint != stated.fingerprint()) {
    RefuseSheet(c, stated, ledger::v1::REASON_UNKNOWN_SHEET, "fingerprint",
                sheet == nullptr ? "no sheet of this part is issued"
                                 : "another fingerprint than that of the newest sheet",
                "the fingerprint of the newest sheet issued for the part",
                sheet == nullptr ? std::vector<uint64_t>() : std::vector{sheet->issued}, verdict);
  } else if (sheet->signed_at.has_value()) {
    RefuseSheet(c, stated, ledger::v1::REASON_SHEET_STATE, "part",
                absl::StrCat("signed at position ", *sheet->signed_at),
                "a sheet that is not signed", {*sheet->signed_at}, verdict);
  }
}

// The team leader opens it.
void JudgeLeaderReopens(const Case& c, Verdict& verdict) {
  const event::v1::SheetReopened& stated = c.content.sheet_reopened();
  const CycleEntry* cycle = c.state.registry().FindCycle(stated.cycle());
  if (cycle == nullptr || c.content.decided_by().empty()) return;
  for (const event::v1::Person& person : c.content.decided_by()) {
    for (const auto& [team, formed] : cycle->teams) {
      if (formed.leader().person_id() == person.person_id() && Covers(formed, stated.unit())) {
        return;
      }
    }
  }
  const std::string& decider = c.content.decided_by(0).person_id();
  verdict.Refuse({.reason = ledger::v1::REASON_NOT_TEAM_LEADER,
                  .field = c.EnvelopeField("decided_by[0]"),
                  .found = Quoted(decider),
                  .expected = absl::StrCat("the leader of a team of cycle ", stated.cycle(),
                                           " for unit ", stated.unit()),
                  .needs = {TeamLeaderName(stated.cycle(), decider)}});
}

void JudgeSheetReopened(const Case& c, Verdict& verdict) {
  const event::v1::SheetReopened& stated = c.content.sheet_reopened();
  if (RequireAdopted(c, stated.cycle(), stated.unit(), verdict) == nullptr) return;
  JudgeLeaderReopens(c, verdict);
  const SheetEntry* sheet = FindSheet(c, stated);
  if (sheet == nullptr) {
    RefuseSheet(c, stated, ledger::v1::REASON_UNKNOWN_SHEET, "part",
                "no sheet of this part is issued", "a part whose sheet is signed", {}, verdict);
  } else if (!sheet->signed_at.has_value()) {
    RefuseSheet(c, stated, ledger::v1::REASON_SHEET_STATE, "part", "not signed",
                "a part whose sheet is signed", {sheet->issued}, verdict);
  }
}

using Items = absl::btree_set<std::string>;

// The items of statements' targets: an item, or the one a component is part of.
template <typename Targets>
Items ItemsOfTargets(const CompiledScheme& scheme, const Targets& targets) {
  Items items;
  for (const std::string& target : targets) {
    const ComponentRef component = scheme.FindComponent(target);
    items.insert(component.item == nullptr ? target : component.item->item());
  }
  return items;
}

Items ItemsOfRuling(const Case& c, const CompiledScheme& scheme,
                    const event::v1::NotApplicableRuled& ruled) {
  if (!ruled.targets().empty()) return ItemsOfTargets(scheme, ruled.targets());
  for (const Statement& statement : c.state.in_force().StatementsOf(ruled.cycle(), ruled.unit())) {
    if (statement.position == ruled.claim_position()) {
      return ItemsOfTargets(scheme, statement.targets);
    }
  }
  return {};
}

template <typename Posting>
Items ItemsOfClause(const CompiledScheme& scheme, const Posting& posting) {
  const ClauseRef* clause = scheme.FindClause(posting.clause());
  if (clause == nullptr || clause->item == nullptr) return {};
  return {clause->item->item()};
}

// The items that a clause posting is about.
Items ItemsOf(const Case& c, const CompiledScheme& scheme, const EventContent& posting) {
  switch (posting.kind_case()) {
    case EventContent::kFindingRecorded:
      return ItemsOfClause(scheme, posting.finding_recorded());
    case EventContent::kItemReviewed:
      return ItemsOfTargets(scheme, posting.item_reviewed().items());
    case EventContent::kPointsJudged:
      return ItemsOfClause(scheme, posting.points_judged());
    case EventContent::kDeductionDecided:
      return ItemsOfClause(scheme, posting.deduction_decided());
    case EventContent::kExemptionGranted:
      return ItemsOfClause(scheme, posting.exemption_granted());
    case EventContent::kNotApplicableClaimed:
      return ItemsOfTargets(scheme, posting.not_applicable_claimed().targets());
    case EventContent::kNotApplicableRuled:
      return ItemsOfRuling(c, scheme, posting.not_applicable_ruled());
    case EventContent::kNoStatementFound:
      return ItemsOfTargets(scheme, posting.no_statement_found().targets());
    default:
      return {};
  }
}

}  // namespace

void JudgeSheets(const Case& c, Verdict& verdict) {
  switch (c.content.kind_case()) {
    case EventContent::kSheetIssued:
      return JudgeSheetIssued(c, verdict);
    case EventContent::kSheetSigned:
      return JudgeSheetSigned(c, verdict);
    case EventContent::kSheetReopened:
      return JudgeSheetReopened(c, verdict);
    default:
      return JudgeNotSigned(c, c.content, c.Field("unit"), verdict);
  }
}

void JudgeNotSigned(const Case& c, const EventContent& posting, absl::string_view field,
                    Verdict& verdict) {
  if (!IsClausePosting(posting)) return;
  const HeaderFacts facts = FactsOf(posting);
  const std::string& unit = *facts.units.begin();
  const SheetsOfUnit& sheets = c.state.in_force().sheets().Of(facts.cycle, unit);
  if (sheets.empty()) return;
  const CycleEntry* cycle = c.state.registry().FindCycle(facts.cycle);
  if (cycle == nullptr || cycle->compiled == nullptr) return;
  // What an appeal corrects after the freeze stands beside the sheet as it was signed.
  if (IsFrozen(*cycle)) return;
  const Items items = ItemsOf(c, *cycle->compiled, posting);
  for (const auto& [part, sheet] : sheets) {
    if (!sheet.signed_at.has_value()) continue;
    for (const std::string& item : items) {
      if (!sheet.Holds(item)) continue;
      verdict.Refuse({.reason = ledger::v1::REASON_SHEET_SIGNED,
                      .field = std::string(field),
                      .found = absl::StrCat("the sheet of part ", part, ", which holds item ", item,
                                            ", is signed at position ", *sheet.signed_at),
                      .expected = "a sheet that is not signed; reopen it first",
                      .positions = {*sheet.signed_at},
                      .needs = {SheetName(facts.cycle, unit, part)}});
    }
  }
}

}  // namespace assessment::admission
