#include "ledger/registry/registry.h"

#include <algorithm>
#include <iterator>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/civil.h"
#include "ledger/base/status_macros.h"

namespace assessment {
namespace {

using event::v1::EventContent;

CivilDay ToCivilDay(const event::v1::CivilDate& date) {
  return {.year = date.year(), .month = date.month(), .day = date.day()};
}

bool InForce(const event::v1::TagPeriod& period, const CivilDay& day) {
  return (!period.has_from() || ToCivilDay(period.from()) <= day) &&
         (!period.has_to() || day <= ToCivilDay(period.to()));
}

absl::Status Inapplicable(absl::string_view event, absl::string_view id, absl::string_view why) {
  return absl::InternalError(absl::StrCat(event, " of \"", id, "\" cannot be applied: ", why,
                                          "; it should not have been admitted"));
}

}  // namespace

bool CycleEntry::HasUnit(absl::string_view unit) const {
  const auto found = std::lower_bound(
      units.begin(), units.end(), unit,
      [](const std::string& present, absl::string_view sought) { return present < sought; });
  return found != units.end() && *found == unit;
}

absl::Status Registry::Apply(uint64_t position, const EventContent& content,
                             const Registry* known) {
  switch (content.kind_case()) {
    case EventContent::kLedgerOpened:
      return ApplyLedgerOpened(position, content.ledger_opened());
    case EventContent::kSigningKeyChanged:
      return ApplySigningKeyChanged(position, content.signing_key_changed());
    case EventContent::kPermissionChanged:
      ApplyPermissionChange(position, content.permission_changed(), permissions_);
      return absl::OkStatus();
    case EventContent::kUnitRegistered:
      return ApplyUnitRegistered(position, content.unit_registered());
    case EventContent::kUnitRenamed:
      return ApplyUnitRenamed(content.unit_renamed());
    case EventContent::kUnitChanged:
      return ApplyUnitChanged(content.unit_changed());
    case EventContent::kSchemePublished:
      return ApplySchemePublished(position, content.scheme_published(), known);
    case EventContent::kCycleOpened:
      return ApplyCycleOpened(position, content.cycle_opened());
    case EventContent::kCycleSchemeAdopted:
      return ApplyCycleSchemeAdopted(position, content.cycle_scheme_adopted());
    case EventContent::kCycleUnitsChanged:
      return ApplyCycleUnitsChanged(content.cycle_units_changed());
    case EventContent::kReviewOpened:
      return MovePhase("ReviewOpened", content.review_opened().cycle(),
                       ledger::v1::CYCLE_PHASE_OPEN, ledger::v1::CYCLE_PHASE_REVIEW);
    case EventContent::kReviewClosed:
      return MovePhase("ReviewClosed", content.review_closed().cycle(),
                       ledger::v1::CYCLE_PHASE_REVIEW, ledger::v1::CYCLE_PHASE_OPEN);
    case EventContent::kTeamFormed:
      return ApplyTeamFormed(content.team_formed());
    case EventContent::kTargetSet: {
      const auto& set = content.target_set();
      targets_[{set.metric(), set.year()}] = {.value_millionths = set.target().value_millionths(),
                                              .position = position};
      return absl::OkStatus();
    }
    case EventContent::kBaselineSet: {
      const auto& set = content.baseline_set();
      if (FindUnit(set.unit()) == nullptr) {
        return Inapplicable("BaselineSet", set.unit(), "no such unit");
      }
      baselines_[{set.unit(), set.year()}] = {
          .accidents = set.accidents(), .deaths = set.deaths(), .position = position};
      return absl::OkStatus();
    }
    case EventContent::kClerkPaused:
      return ApplyClerkPaused(position, content.clerk_paused());
    case EventContent::kClerkResumed:
      return ApplyClerkResumed();
    case EventContent::kInterpretationConfirmed:
      return ApplyInterpretationConfirmed(position, content.interpretation_confirmed());
    default:
      return IsYearEndEvent(content) ? ApplyYearEnd(position, content) : absl::OkStatus();
  }
}

absl::Status Registry::ApplyLedgerOpened(uint64_t position, const event::v1::LedgerOpened& opened) {
  if (position != 0) {
    return Inapplicable("LedgerOpened", opened.authority_code(), "it does not stand at position 0");
  }
  opened_ = opened;
  ApplyOpeningPermissions(opened, permissions_);
  return absl::OkStatus();
}

absl::Status Registry::ApplySigningKeyChanged(uint64_t position,
                                              const event::v1::SigningKeyChanged& changed) {
  const std::optional<SigningKeyFault> fault =
      FindSigningKeyFault(signing_keys_, opened_.origin(), changed);
  if (fault.has_value()) {
    return Inapplicable(
        "SigningKeyChanged", opened_.origin(),
        absl::StrCat(fault->field, ": found ", fault->found, ", expected ", fault->expected));
  }
  ApplySigningKeyChange(position, changed, signing_keys_);
  return absl::OkStatus();
}

absl::Status Registry::ApplyUnitRegistered(uint64_t position,
                                           const event::v1::UnitRegistered& registered) {
  if (units_.contains(registered.unit())) {
    return Inapplicable("UnitRegistered", registered.unit(), "the unit is registered already");
  }
  RETURN_IF_ERROR(TakeName("UnitRegistered", registered.unit(), registered.name()));
  UnitEntry& entry = units_[registered.unit()];
  entry.unit = registered.unit();
  entry.name = registered.name();
  entry.kind = registered.kind();
  entry.tags.assign(registered.tags().begin(), registered.tags().end());
  entry.registered_position = position;
  for (const std::string& alias : registered.aliases()) {
    RETURN_IF_ERROR(AddAlias("UnitRegistered", entry, alias));
  }
  return absl::OkStatus();
}

absl::Status Registry::ApplyUnitRenamed(const event::v1::UnitRenamed& renamed) {
  const auto found = units_.find(renamed.unit());
  if (found == units_.end()) return Inapplicable("UnitRenamed", renamed.unit(), "no such unit");
  UnitEntry& entry = found->second;
  if (entry.name == renamed.name()) return absl::OkStatus();
  RETURN_IF_ERROR(TakeName("UnitRenamed", entry.unit, renamed.name()));
  // The new name may have been an alias so far; the former one becomes one.
  entry.aliases.erase(std::remove(entry.aliases.begin(), entry.aliases.end(), renamed.name()),
                      entry.aliases.end());
  entry.aliases.push_back(entry.name);
  entry.name = renamed.name();
  return absl::OkStatus();
}

absl::Status Registry::ApplyUnitChanged(const event::v1::UnitChanged& changed) {
  const auto found = units_.find(changed.unit());
  if (found == units_.end()) return Inapplicable("UnitChanged", changed.unit(), "no such unit");
  UnitEntry& entry = found->second;
  for (const std::string& alias : changed.aliases_added()) {
    RETURN_IF_ERROR(AddAlias("UnitChanged", entry, alias));
  }
  absl::flat_hash_set<absl::string_view> set_anew;
  for (const auto& period : changed.tags_set()) set_anew.insert(period.tag());
  entry.tags.erase(std::remove_if(entry.tags.begin(), entry.tags.end(),
                                  [&set_anew](const event::v1::TagPeriod& period) {
                                    return set_anew.contains(period.tag());
                                  }),
                   entry.tags.end());
  entry.tags.insert(entry.tags.end(), changed.tags_set().begin(), changed.tags_set().end());
  return absl::OkStatus();
}

absl::Status Registry::ApplySchemePublished(uint64_t position,
                                            const event::v1::SchemePublished& published,
                                            const Registry* known) {
  const scheme::v1::Scheme& scheme = published.scheme();
  const SchemeKey key(scheme.scheme(), scheme.version());
  if (schemes_.contains(key)) {
    return Inapplicable("SchemePublished", scheme.scheme(),
                        absl::StrCat("version ", scheme.version(), " is published already"));
  }
  const SchemeEntry* compiled_before =
      known == nullptr ? nullptr : known->FindScheme(scheme.scheme(), scheme.version());
  if (compiled_before != nullptr && compiled_before->position == position) {
    // What was confirmed of it there may have come later than this fold has got.
    schemes_[key] = {.scheme = compiled_before->scheme,
                     .wording = compiled_before->wording,
                     .position = position,
                     .confirmed_interpretations = {}};
    return absl::OkStatus();
  }
  auto compiled = CompiledScheme::Compile(scheme);
  if (!compiled.ok()) {
    return Inapplicable("SchemePublished", scheme.scheme(),
                        absl::string_view(compiled.status().message()));
  }
  SchemeEntry& entry = schemes_[key];
  entry.scheme = *std::move(compiled);
  entry.wording.assign(published.wording().begin(), published.wording().end());
  entry.position = position;
  return absl::OkStatus();
}

absl::Status Registry::ApplyCycleOpened(uint64_t position, const event::v1::CycleOpened& opened) {
  if (cycles_.contains(opened.cycle())) {
    return Inapplicable("CycleOpened", opened.cycle(), "the cycle is open already");
  }
  for (const event::v1::ComposedCycle& part : opened.composed_of()) {
    const CycleEntry* cycle = FindCycle(part.cycle());
    if (cycle == nullptr || !cycle->opened.composed_of().empty()) {
      return Inapplicable(
          "CycleOpened", opened.cycle(),
          absl::StrCat("composed of \"", part.cycle(), "\", which is not open or composed itself"));
    }
  }
  CycleEntry entry;
  entry.opened = opened;
  for (const std::string& unit : opened.units()) {
    if (FindUnit(unit) == nullptr) {
      return Inapplicable("CycleOpened", opened.cycle(), absl::StrCat("no unit \"", unit, "\""));
    }
    entry.units.push_back(unit);
  }
  std::sort(entry.units.begin(), entry.units.end());
  entry.units.erase(std::unique(entry.units.begin(), entry.units.end()), entry.units.end());
  if (opened.has_scheme()) {
    RETURN_IF_ERROR(Adopt("CycleOpened", position, opened.scheme(), entry));
  }
  cycles_.emplace(opened.cycle(), std::move(entry));
  return absl::OkStatus();
}

absl::Status Registry::ApplyCycleSchemeAdopted(uint64_t position,
                                               const event::v1::CycleSchemeAdopted& adopted) {
  const auto found = cycles_.find(adopted.cycle());
  if (found == cycles_.end()) {
    return Inapplicable("CycleSchemeAdopted", adopted.cycle(), "no such cycle");
  }
  return Adopt("CycleSchemeAdopted", position, adopted.scheme(), found->second);
}

absl::Status Registry::ApplyCycleUnitsChanged(const event::v1::CycleUnitsChanged& changed) {
  const auto found = cycles_.find(changed.cycle());
  if (found == cycles_.end()) {
    return Inapplicable("CycleUnitsChanged", changed.cycle(), "no such cycle");
  }
  std::vector<std::string>& units = found->second.units;
  for (const std::string& unit : changed.removed()) {
    if (!found->second.HasUnit(unit)) {
      return Inapplicable("CycleUnitsChanged", changed.cycle(),
                          absl::StrCat("unit \"", unit, "\" is not in the cycle"));
    }
    units.erase(std::lower_bound(units.begin(), units.end(), unit));
  }
  // Merged at once: inserted one by one, the units of a large cycle would each move all behind
  // them.
  std::vector<std::string> added(changed.added().begin(), changed.added().end());
  std::sort(added.begin(), added.end());
  for (size_t i = 0; i < added.size(); ++i) {
    if (FindUnit(added[i]) == nullptr || found->second.HasUnit(added[i]) ||
        (i > 0 && added[i] == added[i - 1])) {
      return Inapplicable(
          "CycleUnitsChanged", changed.cycle(),
          absl::StrCat("unit \"", added[i], "\" is unknown or in the cycle already"));
    }
  }
  const auto first_added = units.insert(units.end(), std::make_move_iterator(added.begin()),
                                        std::make_move_iterator(added.end()));
  std::inplace_merge(units.begin(), first_added, units.end());
  return absl::OkStatus();
}

absl::Status Registry::ApplyTeamFormed(const event::v1::TeamFormed& formed) {
  const auto found = cycles_.find(formed.cycle());
  if (found == cycles_.end()) return Inapplicable("TeamFormed", formed.cycle(), "no such cycle");
  found->second.teams[formed.team()] = formed;
  return absl::OkStatus();
}

absl::Status Registry::ApplyClerkPaused(uint64_t position, const event::v1::ClerkPaused& paused) {
  if (clerk_pause_.has_value()) {
    return Inapplicable("ClerkPaused", paused.reason(), "the clerk is paused already");
  }
  clerk_pause_ = ClerkPause{position, paused.reason()};
  return absl::OkStatus();
}

absl::Status Registry::ApplyClerkResumed() {
  if (!clerk_pause_.has_value()) {
    return Inapplicable("ClerkResumed", "clerk", "the clerk is not paused");
  }
  clerk_pause_.reset();
  return absl::OkStatus();
}

absl::Status Registry::ApplyInterpretationConfirmed(
    uint64_t position, const event::v1::InterpretationConfirmed& confirmed) {
  const auto found = schemes_.find(SchemeKey(confirmed.scheme(), confirmed.version()));
  if (found == schemes_.end()) {
    return Inapplicable("InterpretationConfirmed", confirmed.scheme(),
                        absl::StrCat("version ", confirmed.version(), " is not published"));
  }
  found->second.confirmed_interpretations[confirmed.interpretation()] = position;
  return absl::OkStatus();
}

absl::Status Registry::ApplyYearEnd(uint64_t position, const EventContent& content) {
  const std::string cycle = YearEndCycle(content);
  const auto found = cycles_.find(cycle);
  if (found == cycles_.end()) return Inapplicable("the end of a year", cycle, "no such cycle");
  return found->second.year_end.Apply(position, content, found->second.phase);
}

absl::Status Registry::MovePhase(absl::string_view event, absl::string_view cycle,
                                 ledger::v1::CyclePhase from, ledger::v1::CyclePhase to) {
  const auto found = cycles_.find(cycle);
  if (found == cycles_.end()) return Inapplicable(event, cycle, "no such cycle");
  if (found->second.phase != from) {
    return Inapplicable(event, cycle,
                        absl::StrCat("the cycle is in ", CyclePhase_Name(found->second.phase),
                                     ", not in ", CyclePhase_Name(from)));
  }
  found->second.phase = to;
  return absl::OkStatus();
}

absl::Status Registry::Adopt(absl::string_view event, uint64_t position,
                             const event::v1::SchemeReference& reference, CycleEntry& cycle) {
  const SchemeEntry* scheme = FindScheme(reference.scheme(), reference.version());
  if (scheme == nullptr) {
    return Inapplicable(event, cycle.opened.cycle(),
                        absl::StrCat("scheme \"", reference.scheme(), "\" version ",
                                     reference.version(), " is not published"));
  }
  cycle.scheme = SchemeKey(reference.scheme(), reference.version());
  cycle.compiled = scheme->scheme;
  cycle.adopted_position = position;
  return absl::OkStatus();
}

absl::Status Registry::TakeName(absl::string_view event, const std::string& unit,
                                const std::string& name) {
  const auto [found, taken] = names_.emplace(name, unit);
  if (!taken && found->second != unit) {
    return Inapplicable(event, unit,
                        absl::StrCat("\"", name, "\" names unit \"", found->second, "\""));
  }
  return absl::OkStatus();
}

absl::Status Registry::AddAlias(absl::string_view event, UnitEntry& entry,
                                const std::string& alias) {
  // Repeating a name the unit has changes nothing.
  const auto found = names_.find(alias);
  if (found != names_.end() && found->second == entry.unit) return absl::OkStatus();
  RETURN_IF_ERROR(TakeName(event, entry.unit, alias));
  entry.aliases.push_back(alias);
  return absl::OkStatus();
}

const UnitEntry* Registry::FindUnit(absl::string_view unit) const {
  const auto found = units_.find(unit);
  return found == units_.end() ? nullptr : &found->second;
}

const UnitEntry* Registry::ResolveUnit(absl::string_view text) const {
  if (const UnitEntry* unit = FindUnit(text)) return unit;
  const auto found = names_.find(text);
  return found == names_.end() ? nullptr : FindUnit(found->second);
}

const SchemeEntry* Registry::FindScheme(absl::string_view scheme, uint32_t version) const {
  const auto found = schemes_.find(SchemeKey(std::string(scheme), version));
  return found == schemes_.end() ? nullptr : &found->second;
}

const CycleEntry* Registry::FindCycle(absl::string_view cycle) const {
  const auto found = cycles_.find(cycle);
  return found == cycles_.end() ? nullptr : &found->second;
}

const Baseline* Registry::FindBaseline(absl::string_view unit, int32_t year) const {
  const auto found = baselines_.find({std::string(unit), year});
  return found == baselines_.end() ? nullptr : &found->second;
}

const Target* Registry::FindTarget(absl::string_view metric, int32_t year) const {
  const auto found = targets_.find({std::string(metric), year});
  return found == targets_.end() ? nullptr : &found->second;
}

ScopedUnit Registry::ScopedUnitFor(const CycleEntry& cycle, absl::string_view unit) const {
  const UnitEntry* entry = FindUnit(unit);
  CHECK(entry != nullptr);
  const CivilDay day = ToCivilDay(cycle.opened.facts_until());
  ScopedUnit scoped{.unit = entry->unit, .tags = {}};
  for (const event::v1::TagPeriod& period : entry->tags) {
    if (InForce(period, day)) scoped.tags.insert(period.tag());
  }
  return scoped;
}

}  // namespace assessment
