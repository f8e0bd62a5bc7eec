#include "ledger/scheme/compiled_scheme.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/scheme/scheme_ids.h"

namespace assessment {

using scheme::v1::Block;
using scheme::v1::Clause;
using scheme::v1::Component;
using scheme::v1::ExclusiveGroup;
using scheme::v1::Item;
using scheme::v1::Part;
using scheme::v1::Scheme;
using scheme::v1::Trigger;

absl::StatusOr<std::shared_ptr<const CompiledScheme>> CompiledScheme::Compile(Scheme scheme) {
  std::shared_ptr<CompiledScheme> compiled(new CompiledScheme(std::move(scheme)));
  RETURN_IF_ERROR(compiled->Resolve());
  return std::shared_ptr<const CompiledScheme>(std::move(compiled));
}

absl::Status CompiledScheme::Resolve() {
  const std::vector<IdProblem> problems = CheckIds(scheme_);
  if (!problems.empty()) {
    const IdProblem& first = problems.front();
    return absl::InvalidArgumentError(absl::StrCat("scheme \"", scheme_.scheme(), "\"",
                                                   first.about.empty() ? "" : ", ", first.about,
                                                   ": ", first.message, " (", first.rule, ")"));
  }
  const auto add = [this](ClauseRef ref) {
    ref.ordinal = static_cast<int>(clauses_.size());
    clause_ordinals_[ref.clause->clause()] = ref.ordinal;
    for (const std::string& exempted : ref.clause->exempt().clauses()) {
      exemptions_[exempted].push_back(ref.clause->clause());
    }
    clauses_.push_back(ref);
  };
  for (const auto& category : scheme_.categories()) {
    for (const Item& item : category.items()) {
      items_[item.item()] = &item;
      for (const Component& component : item.components()) {
        components_[component.component()] = {.component = &component, .item = &item};
      }
      for (const Clause& clause : item.clauses()) {
        ClauseRef ref{.clause = &clause, .place = ClausePlace::kItem, .item = &item};
        if (!clause.component().empty()) {
          ref.component = components_.at(clause.component()).component;
          for (const Part& part : ref.component->parts()) {
            if (part.part() == clause.part()) ref.part = &part;
          }
        }
        add(ref);
      }
    }
  }
  for (const Block& block : scheme_.bonus_blocks()) {
    for (const Clause& clause : block.clauses()) {
      add({.clause = &clause, .place = ClausePlace::kBonus, .block = &block});
    }
  }
  for (const Block& block : scheme_.penalty_blocks()) {
    for (const Clause& clause : block.clauses()) {
      add({.clause = &clause, .place = ClausePlace::kPenalty, .block = &block});
    }
  }
  for (const Clause& clause : scheme_.direct_lines()) {
    add({.clause = &clause, .place = ClausePlace::kDirect});
  }
  for (const ExclusiveGroup& group : scheme_.exclusive_groups()) {
    for (const std::string& clause : group.clauses()) groups_[clause].push_back(&group);
  }
  return absl::OkStatus();
}

const Item* CompiledScheme::FindItem(absl::string_view item) const {
  const auto found = items_.find(item);
  return found == items_.end() ? nullptr : found->second;
}

ComponentRef CompiledScheme::FindComponent(absl::string_view component) const {
  const auto found = components_.find(component);
  return found == components_.end() ? ComponentRef() : found->second;
}

const ClauseRef* CompiledScheme::FindClause(absl::string_view clause) const {
  const auto found = clause_ordinals_.find(clause);
  return found == clause_ordinals_.end() ? nullptr : &clauses_[found->second];
}

std::vector<const ExclusiveGroup*> CompiledScheme::GroupsOf(absl::string_view clause) const {
  const auto found = groups_.find(clause);
  return found == groups_.end() ? std::vector<const ExclusiveGroup*>() : found->second;
}

std::vector<absl::string_view> CompiledScheme::ExemptionsOf(absl::string_view clause) const {
  const auto found = exemptions_.find(clause);
  return found == exemptions_.end() ? std::vector<absl::string_view>() : found->second;
}

bool TakesPostings(const Clause& clause) {
  for (const Trigger& trigger : clause.triggers()) {
    if (trigger.source_case() == Trigger::kFinding) return true;
  }
  return false;
}

bool FedByFacts(const Clause& clause) {
  for (const Trigger& trigger : clause.triggers()) {
    if (trigger.source_case() != Trigger::kFinding &&
        trigger.source_case() != Trigger::SOURCE_NOT_SET) {
      return true;
    }
  }
  return false;
}

}  // namespace assessment
