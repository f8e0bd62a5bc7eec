#ifndef CLIENTS_CTL_WORDS_H_
#define CLIENTS_CTL_WORDS_H_

// The words of the contract's enums and of the scheme's kinds, in both languages. A value that this
// tool does not know gives its own name or "?".

#include <string>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/accidents.pb.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/event/v1/registry.pb.h"
#include "assessment/event/v1/year_end.pb.h"
#include "assessment/ledger/v1/errors.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "assessment/projections/v1/year_end_service.pb.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

Word WordOf(event::v1::EventType type);
Word WordOf(event::v1::UnitKind kind);
Word WordOf(event::v1::Role role);
Word WordOf(event::v1::AccidentKind kind);
Word WordOf(event::v1::AccidentGrade grade);
Word WordOf(event::v1::AccidentRole role);
Word WordOf(event::v1::MatterKind kind);
Word WordOf(event::v1::Clock clock);
Word WordOf(event::v1::LetterKind kind);
Word WordOf(event::v1::Honour::Kind kind);
Word WordOf(event::v1::Blame::Kind kind);
Word WordOf(event::v1::IssuerLevel level);
Word WordOf(event::v1::PendingDecision decision);
Word WordOf(event::v1::Finding finding);
Word WordOf(event::v1::ReviewOutcome outcome);
Word WordOf(event::v1::Ruling ruling);
Word WordOf(ledger::v1::CyclePhase phase);
Word WordOf(event::v1::Outcome outcome);
Word WordOf(event::v1::ChecklistEntry entry);
Word WordOf(projections::v1::BlockingEntry entry);
Word WordOf(projections::v1::IrregularityKind kind);
Word WordOf(projections::v1::YearNotCovered reason);
Word WordOf(projections::v1::ScoreStatus status);
Word WordOf(projections::v1::Applicability applicability);
Word WordOf(projections::v1::LineState state);
Word WordOf(projections::v1::UncountedReason reason);
Word WordOf(projections::v1::VetoState state);
// A reason of refusal, as a short sentence.
Word WordOf(ledger::v1::Reason reason);

// A clause's kind, by the name of the scheme's field: "fixed", "per", "zero", ...
std::string KindText(absl::string_view kind, Language language);
// What was full: "clause", "component", "item", "block", "occurrences".
std::string FullText(absl::string_view by, Language language);
// A veto's effect: "grade-at-most:良好", "fail", "score-zero", "noted".
std::string EffectText(absl::string_view effect, Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_WORDS_H_
