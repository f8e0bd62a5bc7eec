#include "ledger/admission/veto_basis.h"

#include <algorithm>

#include "ledger/admission/event_kind.h"
#include "ledger/admission/header_facts.h"
#include "ledger/base/status_macros.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// What the event at a position puts in force: of a proposal that was confirmed its replacement.
const EventContent& StatedAt(const AdmittedState& state, uint64_t position,
                             const EventContent& content) {
  if (content.has_correction_proposed() && state.ConfirmedBy(position).has_value()) {
    return content.correction_proposed().replacement();
  }
  return content;
}

// The veto that an answer puts in force; empty when it puts none.
std::string VetoOf(const scheme::v1::Scheme& scheme, const event::v1::QuestionAnswered& answered) {
  for (const scheme::v1::QuestionRule& question : scheme.questions()) {
    if (question.question() != answered.question() ||
        answered.answer() >= static_cast<uint32_t>(question.answers_size())) {
      continue;
    }
    return question.answers(static_cast<int>(answered.answer())).veto();
  }
  return "";
}

// True when a condition of the veto, or a question that can put it in force, looks at accidents.
bool LooksAtAccidents(const scheme::v1::Scheme& scheme, const std::string& veto) {
  for (const scheme::v1::VetoRule& rule : scheme.vetoes()) {
    if (rule.veto() != veto) continue;
    if (std::any_of(rule.conditions().begin(), rule.conditions().end(),
                    [](const auto& condition) { return !condition.has_metric_above_target(); })) {
      return true;
    }
  }
  return std::any_of(scheme.questions().begin(), scheme.questions().end(), [&](const auto& rule) {
    return !rule.has_baseline_clause() &&
           std::any_of(rule.answers().begin(), rule.answers().end(),
                       [&](const auto& answer) { return answer.veto() == veto; });
  });
}

bool LooksAtMetric(const scheme::v1::Scheme& scheme, const std::string& veto,
                   const std::string& metric) {
  for (const scheme::v1::VetoRule& rule : scheme.vetoes()) {
    if (rule.veto() != veto) continue;
    for (const scheme::v1::VetoCondition& condition : rule.conditions()) {
      const auto& metrics = condition.metric_above_target().metrics();
      if (std::find(metrics.begin(), metrics.end(), metric) != metrics.end()) return true;
    }
  }
  return false;
}

// True when the veto can rest on what is stated.
bool CanRestOn(const scheme::v1::Scheme& scheme, const std::string& veto,
               const EventContent& content) {
  if (content.has_metric_reported()) {
    return LooksAtMetric(scheme, veto, content.metric_reported().metric());
  }
  if (content.has_question_answered()) return VetoOf(scheme, content.question_answered()) == veto;
  return !IsClausePosting(content) && !FactsOf(content).accidents.empty() &&
         LooksAtAccidents(scheme, veto);
}

// Adds the report of an accident that concerns the unit, and what names the accident and the veto
// can rest on.
absl::Status AddAccident(const AdmittedState& state, const scheme::v1::Scheme& scheme,
                         const std::string& veto, const std::string& unit,
                         const std::string& accident, std::set<uint64_t>& positions) {
  const AccidentEntry* entry = state.in_force().FindAccident(accident);
  if (entry == nullptr || !entry->report.has_value() || !entry->Concerns(unit)) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const RecordPointer report, state.Lookup(*entry->report));
  const EventContent& reported = StatedAt(state, *entry->report, report->body.event().content());
  positions.insert(*entry->report);
  for (const uint64_t position : state.in_force().RestingOn(*entry->report, reported)) {
    ASSIGN_OR_RETURN(const RecordPointer record, state.Lookup(position));
    if (CanRestOn(scheme, veto, StatedAt(state, position, record->body.event().content()))) {
      positions.insert(position);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::set<uint64_t>> EventsBehindVeto(const AdmittedState& state,
                                                    const CycleEntry& cycle,
                                                    const std::string& unit, uint64_t position) {
  std::set<uint64_t> behind;
  if (cycle.compiled == nullptr) return behind;
  const scheme::v1::Scheme& scheme = cycle.compiled->proto();
  ASSIGN_OR_RETURN(const RecordPointer record, state.Lookup(position));
  const EventContent& contested = StatedAt(state, position, record->body.event().content());
  const bool confirmation = contested.has_veto_confirmed();
  const std::string& veto = contested.veto_confirmed().veto();
  std::set<std::string> accidents;
  RETURN_IF_ERROR(state.VisitNaming(unit, [&](const ParsedRecord& other) -> absl::Status {
    const uint64_t at = other.header.position();
    const EventContent& stated = StatedAt(state, at, other.body.event().content());
    if (at == position || state.VoidedBy(at).has_value()) return absl::OkStatus();
    if (!confirmation) {
      const event::v1::VetoConfirmed& confirmed = stated.veto_confirmed();
      if (stated.has_veto_confirmed() && confirmed.unit() == unit &&
          confirmed.cycle() == cycle.opened.cycle() &&
          CanRestOn(scheme, confirmed.veto(), contested)) {
        behind.insert(at);
      }
      return absl::OkStatus();
    }
    const HeaderFacts facts = FactsOf(stated);
    accidents.insert(facts.accidents.begin(), facts.accidents.end());
    if (CanRestOn(scheme, veto, stated)) behind.insert(at);
    return absl::OkStatus();
  }));
  if (!LooksAtAccidents(scheme, veto)) return behind;
  for (const std::string& accident : accidents) {
    RETURN_IF_ERROR(AddAccident(state, scheme, veto, unit, accident, behind));
  }
  return behind;
}

}  // namespace assessment::admission
