#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "ledger/scheme/scope.h"
#include "projections/service/queries.h"
#include "projections/service/query_names.h"
#include "projections/views/counted_view.h"
#include "projections/views/scheme_digest.h"

namespace assessment {
namespace {

using scheme::v1::Clause;

absl::StatusOr<ProjectionHost::Snapshot> AskRegistry(const QueryContext& context,
                                                     const projections::v1::AsOf& as_of) {
  return context.host.Ask(ProjectionKind::kRegistry, as_of, 0, context.deadline);
}

// Type of the event that may be posted on a clause, as its field in EventContent is named; empty:
// none.
std::string PostingOn(const Clause& clause) {
  if (!TakesPostings(clause)) return "";
  switch (clause.kind_case()) {
    case Clause::kJudged:
      return "points_judged";
    case Clause::kRange:
      return "deduction_decided";
    case Clause::kExempt:
      return "exemption_granted";
    default:
      return "finding_recorded";
  }
}

// Whether the caller has a grant for the posting; true for none.
bool MayPost(const Reader& reader, const CycleEntry& cycle, const std::string& unit,
             const Clause& clause, const std::string& posting) {
  const auto* field = event::v1::EventContent::descriptor()->FindFieldByName(posting);
  if (field == nullptr) return true;
  GrantedThing thing;
  thing.type = static_cast<event::v1::EventType>(field->number());
  thing.cycle = cycle.opened.cycle();
  thing.units.insert(unit);
  thing.targets.push_back(WithEnclosing(cycle.compiled.get(), clause.clause()));
  return reader.MayPost(thing);
}

// Items and components that an accepted statement of the unit has taken out of its score.
std::set<std::string> StatedNotApplicable(const projections::v1::ScoreExplanation& sheet) {
  std::set<std::string> stated;
  for (const auto& category : sheet.categories()) {
    for (const auto& item : category.items()) {
      if (item.applicability() == projections::v1::APPLICABILITY_STATED) {
        stated.insert(item.item());
      }
      for (const auto& component : item.components()) {
        if (component.applicability() == projections::v1::APPLICABILITY_STATED) {
          stated.insert(component.component());
        }
      }
    }
  }
  return stated;
}

std::string WordingOf(const SchemeEntry& scheme, const std::string& clause) {
  for (const event::v1::ClauseWording& wording : scheme.wording) {
    if (wording.clause() == clause) return wording.text();
  }
  return "";
}

using Units = std::map<std::string, projections::v1::Unit>;

// Shows that the unit ends; nothing when it is not in the answer.
void ShowEnding(const std::string& unit, const projections::v1::UnitEnding& ending, Units& units) {
  const auto found = units.find(unit);
  if (found != units.end()) *found->second.mutable_ending() = ending;
}

void ShowSupervision(uint64_t position, const event::v1::EnterpriseSupervised& supervised,
                     Units& units) {
  const auto found = units.find(supervised.unit());
  if (found == units.end()) return;
  projections::v1::EnterpriseSupervision& supervision = *found->second.add_supervised();
  supervision.set_enterprise_code(supervised.enterprise_code());
  *supervision.mutable_enterprise() = supervised.enterprise();
  *supervision.mutable_from() = supervised.from();
  if (supervised.has_to()) *supervision.mutable_to() = supervised.to();
  supervision.set_position(position);
}

void ShowLetter(const StreamEntry& entry, Units& units) {
  const event::v1::ResponsibilityLetterSigned& signed_letter =
      entry.content->responsibility_letter_signed();
  const auto found = units.find(signed_letter.unit());
  if (found == units.end()) return;
  projections::v1::ResponsibilityLetter& letter = *found->second.add_letters();
  letter.set_year(signed_letter.year());
  *letter.mutable_signed_on() = signed_letter.signed_on();
  *letter.mutable_paper() = entry.content->paper();
  letter.set_position(entry.position());
}

// Shows what an event in force says of the standing of units.
void ShowStanding(const StreamEntry& entry, Units& units) {
  const event::v1::EventContent& content = *entry.content;
  projections::v1::UnitEnding ending;
  ending.set_position(entry.position());
  *ending.mutable_paper() = content.paper();
  if (content.has_units_merged()) {
    *ending.mutable_effective_on() = content.units_merged().effective_on();
    ending.set_successor(content.units_merged().successor());
    ending.set_merged(true);
    for (const std::string& unit : content.units_merged().units()) ShowEnding(unit, ending, units);
  } else if (content.has_unit_dissolved()) {
    *ending.mutable_effective_on() = content.unit_dissolved().effective_on();
    ending.set_successor(content.unit_dissolved().successor());
    ShowEnding(content.unit_dissolved().unit(), ending, units);
  } else if (content.has_enterprise_supervised()) {
    ShowSupervision(entry.position(), content.enterprise_supervised(), units);
  } else if (content.has_responsibility_letter_signed()) {
    ShowLetter(entry, units);
  }
}

// Supervisions by code and first day, letters by year.
void SortStanding(projections::v1::Unit& unit) {
  const auto key = [](const projections::v1::EnterpriseSupervision& supervision) {
    const event::v1::CivilDate& from = supervision.from();
    return std::make_tuple(absl::string_view(supervision.enterprise_code()), from.year(),
                           from.month(), from.day());
  };
  std::sort(unit.mutable_supervised()->begin(), unit.mutable_supervised()->end(),
            [&key](const auto& a, const auto& b) { return key(a) < key(b); });
  std::sort(unit.mutable_letters()->begin(), unit.mutable_letters()->end(),
            [](const auto& a, const auto& b) { return a.year() < b.year(); });
}

}  // namespace

absl::Status ListUnits(const QueryContext& context,
                       const projections::v1::ListUnitsRequest& request,
                       projections::v1::ListUnitsResponse& response) {
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot, AskRegistry(context, request.as_of()));
  Units units;
  for (const auto& [id, entry] : snapshot.view->registry().units()) {
    projections::v1::Unit& unit = units[id];
    unit.set_unit(id);
    unit.set_name(entry.name);
    unit.set_kind(entry.kind);
    for (const std::string& alias : entry.aliases) unit.add_aliases(alias);
    for (const event::v1::TagPeriod& tag : entry.tags) *unit.add_tags() = tag;
  }
  ASSIGN_OR_RETURN(const EventStream standing,
                   snapshot.projections->registry().StandingAt(snapshot.view->size()));
  for (const StreamEntry& entry : standing.entries()) {
    if (entry.counts()) ShowStanding(entry, units);
  }
  for (auto& [id, unit] : units) {
    SortStanding(unit);
    // Enterprises and letters are facts about the unit.
    if (!context.reader.MayReadFacts(id)) {
      unit.clear_supervised();
      unit.clear_letters();
    }
    *response.add_units() = std::move(unit);
  }
  response.set_size(snapshot.view->size());
  return absl::OkStatus();
}

absl::Status ListCycles(const QueryContext& context,
                        const projections::v1::ListCyclesRequest& request,
                        projections::v1::ListCyclesResponse& response) {
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot, AskRegistry(context, request.as_of()));
  for (const auto& [id, entry] : snapshot.view->registry().cycles()) {
    projections::v1::Cycle& cycle = *response.add_cycles();
    *cycle.mutable_cycle() = entry.opened;
    cycle.mutable_cycle()->clear_units();
    for (const std::string& unit : entry.units) cycle.mutable_cycle()->add_units(unit);
    cycle.mutable_cycle()->clear_scheme();
    if (entry.scheme.has_value()) {
      cycle.mutable_cycle()->mutable_scheme()->set_scheme(entry.scheme->first);
      cycle.mutable_cycle()->mutable_scheme()->set_version(entry.scheme->second);
    }
    cycle.set_phase(entry.phase);
    if (entry.adopted_position.has_value()) cycle.set_adopted_position(*entry.adopted_position);
  }
  response.set_size(snapshot.view->size());
  return absl::OkStatus();
}

absl::Status ListSchemes(const QueryContext& context,
                         const projections::v1::ListSchemesRequest& request,
                         projections::v1::ListSchemesResponse& response) {
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot, AskRegistry(context, request.as_of()));
  for (const auto& [key, entry] : snapshot.view->registry().schemes()) {
    ASSIGN_OR_RETURN(const Record record, context.host.log().Get(entry.position));
    ASSIGN_OR_RETURN(const Hash digest, SchemeDigest(record.body_bytes));
    projections::v1::SchemeInfo& info = *response.add_schemes();
    info.set_scheme(key.first);
    info.set_version(key.second);
    *info.mutable_title() = entry.scheme->proto().title();
    info.set_position(entry.position);
    info.set_digest(HashBytes(digest));
  }
  response.set_size(snapshot.view->size());
  return absl::OkStatus();
}

absl::Status GetScheme(const QueryContext& context,
                       const projections::v1::GetSchemeRequest& request,
                       projections::v1::GetSchemeResponse& response) {
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot, AskRegistry(context, {}));
  const SchemeEntry* entry =
      snapshot.view->registry().FindScheme(request.scheme(), request.version());
  if (entry == nullptr) {
    return FieldError(
        ledger::v1::REASON_NOT_FOUND, "scheme",
        absl::StrCat("found \"", request.scheme(), "\" version ", request.version(),
                     ", expected a published scheme version at size ", snapshot.view->size()));
  }
  ASSIGN_OR_RETURN(const Record record, context.host.log().Get(entry->position));
  ASSIGN_OR_RETURN(ParsedRecord parsed, ParseCheckedRecord(record));
  *response.mutable_published() =
      std::move(*parsed.body.mutable_event()->mutable_content()->mutable_scheme_published());
  response.set_position(entry->position);
  return absl::OkStatus();
}

absl::Status ListClauses(const QueryContext& context,
                         const projections::v1::ListClausesRequest& request,
                         projections::v1::ListClausesResponse& response) {
  ASSIGN_OR_RETURN(
      const ProjectionHost::Snapshot snapshot,
      context.host.Ask(ProjectionKind::kScores, projections::v1::AsOf(), 0, context.deadline));
  const LedgerView& view = *snapshot.view;
  RETURN_IF_ERROR(context.reader.CheckFacts(IdentifierOf(view, request.unit())));
  ASSIGN_OR_RETURN(const CycleEntry* const cycle, FindScoredCycle(view, request.cycle()));
  ASSIGN_OR_RETURN(const UnitEntry* const unit, FindUnitOf(view, *cycle, request.unit()));
  ASSIGN_OR_RETURN(const std::shared_ptr<const UnitScore> sheet,
                   snapshot.projections->scores().Sheet(view, *cycle, unit->unit));
  const std::set<std::string> stated = StatedNotApplicable(sheet->score);
  // Once a cycle is frozen its scores go by the tags of then, and so does what can be posted.
  ASSIGN_OR_RETURN(const std::shared_ptr<const Registry> counted, CountedRegistry(view, *cycle));
  const ScopedUnit scoped = counted->ScopedUnitFor(*cycle, unit->unit);
  const SchemeEntry& scheme =
      *view.registry().FindScheme(cycle->scheme->first, cycle->scheme->second);
  for (const ClauseRef& ref : cycle->compiled->clauses()) {
    if (!InScope(ref, scoped)) continue;
    if (ref.item != nullptr && stated.contains(ref.item->item())) continue;
    if (ref.component != nullptr && stated.contains(ref.component->component())) continue;
    projections::v1::ClauseInfo& info = *response.add_clauses();
    *info.mutable_clause() = *ref.clause;
    if (ref.item != nullptr) info.set_item(ref.item->item());
    const std::string posting = PostingOn(*ref.clause);
    if (MayPost(context.reader, *cycle, unit->unit, *ref.clause, posting))
      info.set_posting(posting);
    info.set_wording(WordingOf(scheme, ref.clause->clause()));
  }
  response.set_size(view.size());
  return absl::OkStatus();
}

}  // namespace assessment
