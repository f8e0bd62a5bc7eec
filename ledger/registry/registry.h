#ifndef LEDGER_REGISTRY_REGISTRY_H_
#define LEDGER_REGISTRY_REGISTRY_H_

// The fold over registry events (types 100 to 199): units, schemes, cycles, teams, targets,
// baselines, permissions, the keys that sign and whether the deadline clerk is paused, as they
// stand after a prefix of the log. Admission judges against it and every projection computes with
// it; there is no other.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/registry/permissions.h"
#include "ledger/registry/signing_keys.h"
#include "ledger/registry/year_end.h"
#include "ledger/scheme/compiled_scheme.h"
#include "ledger/scheme/scope.h"

namespace assessment {

struct UnitEntry {
  std::string unit;
  std::string name;
  event::v1::UnitKind kind = event::v1::UNIT_KIND_UNSPECIFIED;
  std::vector<std::string> aliases;
  std::vector<event::v1::TagPeriod> tags;
  uint64_t registered_position = 0;
};

struct SchemeEntry {
  std::shared_ptr<const CompiledScheme> scheme;
  std::vector<event::v1::ClauseWording> wording;
  uint64_t position = 0;
  // Interpretations that the office confirmed, with the position of the latest confirmation.
  std::map<std::string, uint64_t> confirmed_interpretations;
};

using SchemeKey = std::pair<std::string, uint32_t>;  // Identifier, version.

struct CycleEntry {
  event::v1::CycleOpened opened;   // As opened.
  std::vector<std::string> units;  // Present units, sorted.
  ledger::v1::CyclePhase phase = ledger::v1::CYCLE_PHASE_OPEN;
  std::optional<SchemeKey> scheme;                 // Adopted.
  std::shared_ptr<const CompiledScheme> compiled;  // Of the adopted scheme; null when none is.
  std::optional<uint64_t> adopted_position;
  std::map<std::string, event::v1::TeamFormed> teams;
  YearEnd year_end;

  bool HasUnit(absl::string_view unit) const;
};

struct Baseline {
  uint32_t accidents = 0;
  uint32_t deaths = 0;
  uint64_t position = 0;
};

struct Target {
  int64_t value_millionths = 0;
  uint64_t position = 0;
};

// Since when and why the deadline clerk writes nothing.
struct ClerkPause {
  uint64_t position = 0;  // Of the ClerkPaused.
  std::string reason;
};

class Registry {
 public:
  // Folds one admitted event. Other types than 100 to 199 change nothing. INTERNAL when an event
  // cannot be applied: that is a defect of admission, and whoever folds stops there.
  // The compiled form of a published scheme is taken from `known`, a registry of the same log,
  // where that has the publication at this position; null: it is compiled.
  absl::Status Apply(uint64_t position, const event::v1::EventContent& content,
                     const Registry* known = nullptr);

  const event::v1::LedgerOpened& opened() const { return opened_; }

  // The keys that sign the checkpoints, as far as the log names them.
  const SigningKeys& signing_keys() const { return signing_keys_; }

  // Who may do what.
  const Permissions& permissions() const { return permissions_; }

  // Nothing while the clerk works.
  const std::optional<ClerkPause>& clerk_pause() const { return clerk_pause_; }

  // Each returns null when there is none.
  const UnitEntry* FindUnit(absl::string_view unit) const;
  // By identifier, name or alias.
  const UnitEntry* ResolveUnit(absl::string_view text) const;
  const SchemeEntry* FindScheme(absl::string_view scheme, uint32_t version) const;
  const CycleEntry* FindCycle(absl::string_view cycle) const;
  const Baseline* FindBaseline(absl::string_view unit, int32_t year) const;
  const Target* FindTarget(absl::string_view metric, int32_t year) const;

  const std::map<std::string, UnitEntry, std::less<>>& units() const { return units_; }
  const std::map<SchemeKey, SchemeEntry>& schemes() const { return schemes_; }
  const std::map<std::string, CycleEntry, std::less<>>& cycles() const { return cycles_; }
  // By unit and year.
  const std::map<std::pair<std::string, int32_t>, Baseline>& baselines() const {
    return baselines_;
  }
  // By metric and year.
  const std::map<std::pair<std::string, int32_t>, Target>& targets() const { return targets_; }

  // The unit with its tags in force at the cycle's facts_until: how scopes are read (one rule for
  // admission and scores). Requires that both exist.
  ScopedUnit ScopedUnitFor(const CycleEntry& cycle, absl::string_view unit) const;

 private:
  absl::Status ApplyLedgerOpened(uint64_t position, const event::v1::LedgerOpened& opened);
  absl::Status ApplySigningKeyChanged(uint64_t position,
                                      const event::v1::SigningKeyChanged& changed);
  absl::Status ApplyUnitRegistered(uint64_t position, const event::v1::UnitRegistered& registered);
  absl::Status ApplyUnitRenamed(const event::v1::UnitRenamed& renamed);
  absl::Status ApplyUnitChanged(const event::v1::UnitChanged& changed);
  absl::Status ApplySchemePublished(uint64_t position, const event::v1::SchemePublished& published,
                                    const Registry* known);
  absl::Status ApplyCycleOpened(uint64_t position, const event::v1::CycleOpened& opened);
  absl::Status ApplyCycleSchemeAdopted(uint64_t position,
                                       const event::v1::CycleSchemeAdopted& adopted);
  absl::Status ApplyCycleUnitsChanged(const event::v1::CycleUnitsChanged& changed);
  absl::Status ApplyTeamFormed(const event::v1::TeamFormed& formed);
  absl::Status ApplyClerkPaused(uint64_t position, const event::v1::ClerkPaused& paused);
  absl::Status ApplyClerkResumed();
  absl::Status ApplyInterpretationConfirmed(uint64_t position,
                                            const event::v1::InterpretationConfirmed& confirmed);
  absl::Status ApplyYearEnd(uint64_t position, const event::v1::EventContent& content);
  absl::Status MovePhase(absl::string_view event, absl::string_view cycle,
                         ledger::v1::CyclePhase from, ledger::v1::CyclePhase to);
  absl::Status Adopt(absl::string_view event, uint64_t position,
                     const event::v1::SchemeReference& reference, CycleEntry& cycle);
  // Makes `name` address `unit`; INTERNAL when it addresses another.
  absl::Status TakeName(absl::string_view event, const std::string& unit, const std::string& name);
  absl::Status AddAlias(absl::string_view event, UnitEntry& entry, const std::string& alias);

  event::v1::LedgerOpened opened_;
  SigningKeys signing_keys_;
  Permissions permissions_;
  std::optional<ClerkPause> clerk_pause_;
  std::map<std::string, UnitEntry, std::less<>> units_;
  std::map<std::string, std::string, std::less<>> names_;  // Name or alias to unit.
  std::map<SchemeKey, SchemeEntry> schemes_;
  std::map<std::string, CycleEntry, std::less<>> cycles_;
  std::map<std::pair<std::string, int32_t>, Baseline> baselines_;
  std::map<std::pair<std::string, int32_t>, Target> targets_;
};

}  // namespace assessment

#endif  // LEDGER_REGISTRY_REGISTRY_H_
