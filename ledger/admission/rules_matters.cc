// Matters, letters and lateness.

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/rules.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

bool TakesRectifications(const scheme::v1::Clause& clause) {
  for (const scheme::v1::Trigger& trigger : clause.triggers()) {
    if (trigger.has_overdue() && trigger.overdue().clock() == event::v1::CLOCK_RECTIFICATION) {
      return true;
    }
  }
  return false;
}

// The clause that lateness would charge, in the newest version of its scheme. A matter is true
// before a scheme is written, so a scheme that is not published yet is taken at its word.
void JudgeCharge(const Case& c, Verdict& verdict) {
  const event::v1::MatterCharge& charge = c.content.matter_opened().charges();
  const SchemeEntry* newest = nullptr;
  uint32_t version = 0;
  for (const auto& [key, entry] : c.state.registry().schemes()) {
    if (key.first != charge.scheme()) continue;
    newest = &entry;  // Versions ascend.
    version = key.second;
  }
  if (newest == nullptr) return;
  const ClauseRef* clause = newest->scheme->FindClause(charge.clause());
  if (clause == nullptr) {
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_CLAUSE,
                    .field = c.Field("charges.clause"),
                    .found = Quoted(charge.clause()),
                    .expected = absl::StrCat("a clause of scheme ", Quoted(charge.scheme()),
                                             " version ", version)});
  } else if (!TakesRectifications(*clause->clause)) {
    verdict.Refuse({.reason = ledger::v1::REASON_FIELD_INVALID,
                    .field = c.Field("charges.clause"),
                    .found = absl::StrCat(charge.clause(), " is not fed by late rectifications"),
                    .expected = "a clause with an overdue trigger of the rectification clock"});
  }
}

void JudgeMatterNotTaken(const Case& c, Verdict& verdict) {
  const std::string& matter = c.content.matter_opened().matter();
  const MatterEntry* entry = c.state.in_force().FindMatter(matter);
  if (entry == nullptr) return;
  verdict.Refuse({.reason = ledger::v1::REASON_DUPLICATE_MATTER,
                  .field = c.Field("matter"),
                  .found = absl::StrCat(Quoted(matter), " is opened at position ", *entry->opened),
                  .expected = "an identifier that no matter has",
                  .positions = {*entry->opened},
                  .needs = {VoidName(*entry->opened)}});
}

void RefuseWithdrawn(const Case& c, const std::string& id,
                     const MatterEntry::Withdrawal& withdrawal, absl::string_view expected,
                     Verdict& verdict) {
  verdict.Refuse({.reason = ledger::v1::REASON_MATTER_WITHDRAWN,
                  .field = c.Field("matter"),
                  .found = absl::StrCat(Quoted(id), " was withdrawn on ", FormatDay(withdrawal.day),
                                        ", at position ", withdrawal.position),
                  .expected = std::string(expected),
                  .positions = {withdrawal.position},
                  .needs = {VoidName(withdrawal.position)}});
}

// What happened to a matter before it was withdrawn may still be told after; nothing happens to it
// from that day on.
void JudgeChange(const Case& c, const std::string& id, Verdict& verdict) {
  const MatterEntry* matter = RequireMatter(c, "matter", id, verdict);
  if (matter == nullptr || !matter->withdrawal.has_value()) return;
  const bool over =
      c.content.has_matter_withdrawn() || matter->withdrawal->day <= ToDay(c.content.occurred_on());
  if (!over) return;
  RefuseWithdrawn(c, id, *matter->withdrawal,
                  "a matter that was not withdrawn, or a day before it was", verdict);
}

void JudgeMatterStep(const Case& c, Verdict& verdict) {
  const event::v1::OverdueRecorded& recorded = c.content.overdue_recorded();
  const MatterEntry* matter = RequireMatter(c, "matter", recorded.matter(), verdict);
  if (matter == nullptr) return;
  if (recorded.clock() != matter->clock()) {
    verdict.Refuse(
        {.reason = ledger::v1::REASON_FIELD_INVALID,
         .field = c.Field("clock"),
         .found = event::v1::Clock_Name(recorded.clock()),
         .expected = absl::StrCat(event::v1::Clock_Name(matter->clock()), ", which runs on matter ",
                                  Quoted(recorded.matter()))});
    return;
  }
  const CivilDay step_day = StepDay(ToInstant(recorded.due()), recorded.step());
  if (matter->withdrawal.has_value() && matter->withdrawal->day < step_day) {
    RefuseWithdrawn(c, recorded.matter(), *matter->withdrawal,
                    "a step that fell before the matter was withdrawn", verdict);
  }
  JudgeStep(c, matter->DueInForce(), matter->steps, verdict);
}

void JudgeLetterStands(const Case& c, Verdict& verdict) {
  const event::v1::LetterIssued& issued = c.content.letter_issued();
  for (int i = 0; i < issued.matters_size(); ++i) {
    RequireMatter(c, absl::StrCat("matters[", i, "]"), issued.matters(i), verdict);
  }
}

}  // namespace

void JudgeMatters(const Case& c, Verdict& verdict) {
  switch (c.content.kind_case()) {
    case EventContent::kMatterOpened:
      RequireUnit(c, "unit", c.content.matter_opened().unit(), verdict);
      if (c.content.matter_opened().has_charges()) JudgeCharge(c, verdict);
      return;
    case EventContent::kMatterReassigned:
      RequireUnit(c, "unit", c.content.matter_reassigned().unit(), verdict);
      return;
    case EventContent::kLetterIssued:
      for (int i = 0; i < c.content.letter_issued().units_size(); ++i) {
        RequireUnit(c, absl::StrCat("units[", i, "]"), c.content.letter_issued().units(i), verdict);
      }
      return;
    default:
      return;
  }
}

void JudgeMattersStand(const Case& c, Verdict& verdict) {
  switch (c.content.kind_case()) {
    case EventContent::kMatterOpened:
      return JudgeMatterNotTaken(c, verdict);
    case EventContent::kMatterExtended:
      return JudgeChange(c, c.content.matter_extended().matter(), verdict);
    case EventContent::kMatterReturned:
      return JudgeChange(c, c.content.matter_returned().matter(), verdict);
    case EventContent::kMatterWithdrawn:
      return JudgeChange(c, c.content.matter_withdrawn().matter(), verdict);
    case EventContent::kMatterReassigned:
      return JudgeChange(c, c.content.matter_reassigned().matter(), verdict);
    case EventContent::kMatterCompleted:
      return JudgeChange(c, c.content.matter_completed().matter(), verdict);
    case EventContent::kLetterIssued:
      return JudgeLetterStands(c, verdict);
    case EventContent::kOverdueRecorded:
      if (c.content.overdue_recorded().has_matter()) JudgeMatterStep(c, verdict);
      return;
    default:
      return;
  }
}

const MatterEntry* RequireMatter(const Case& c, absl::string_view field, const std::string& matter,
                                 Verdict& verdict) {
  const MatterEntry* entry = c.state.in_force().FindMatter(matter);
  if (entry == nullptr) {
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_MATTER,
                    .field = c.Field(field),
                    .found = Quoted(matter),
                    .expected = "a matter that was opened; open it first",
                    .needs = {MatterName(matter)}});
  }
  return entry;
}

void JudgeStep(const Case& c, const CivilInstant& due, const std::vector<RecordedStep>& steps,
               Verdict& verdict) {
  const event::v1::OverdueRecorded& recorded = c.content.overdue_recorded();
  const CivilInstant stated = ToInstant(recorded.due());
  // A step that a correction restores may rest on a due date that is another by now: it is there to
  // be told as superseded.
  const bool is_new = c.position >= c.state.size();
  if (is_new && stated != due) {
    verdict.Refuse({.reason = ledger::v1::REASON_NOT_OVERDUE,
                    .field = c.Field("due"),
                    .found = absl::StrCat("due ", FormatInstant(stated)),
                    .expected = absl::StrCat("the due date in force, ", FormatInstant(due))});
  } else if (const CivilDay step_day = StepDay(stated, recorded.step()); step_day > c.today) {
    verdict.Refuse({.reason = ledger::v1::REASON_NOT_OVERDUE,
                    .field = c.Field("step"),
                    .found = absl::StrCat("step ", recorded.step(), " on ", FormatDay(c.today)),
                    .expected = absl::StrCat("not before ", FormatDay(step_day),
                                             "; the due date in force is ", FormatInstant(due))});
  }
  const std::optional<uint64_t> before = FindStep(steps, recorded);
  if (!before.has_value()) return;
  verdict.Refuse({.reason = ledger::v1::REASON_STEP_ALREADY_RECORDED,
                  .field = c.Field("step"),
                  .found = absl::StrCat("recorded at position ", *before),
                  .expected = "each step once; take it as done",
                  .positions = {*before},
                  .needs = {VoidName(*before)}});
}

}  // namespace assessment::admission
