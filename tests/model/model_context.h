#ifndef TESTS_MODEL_MODEL_CONTEXT_H_
#define TESTS_MODEL_MODEL_CONTEXT_H_

// What one score of the model is asked about, and what of the scheme concerns the unit.

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "ledger/registry/registry.h"
#include "tests/model/live_events.h"
#include "tests/model/model_days.h"

namespace assessment::model {

// An event taken away from one clause, to see what the score would be without it.
struct Without {
  std::string clause;
  uint64_t position = 0;
};

struct Context {
  const Registry* registry = nullptr;
  const CycleEntry* cycle = nullptr;
  const scheme::v1::Scheme* scheme = nullptr;
  std::string unit;
  std::set<std::string> tags;  // In force on the cycle's facts_until.
  LogState log;
  std::optional<Without> without;

  bool keeps() const {
    return scheme->not_applicable_policy() == scheme::v1::NOT_APPLICABLE_POLICY_KEEP;
  }
  bool Takes(const std::string& clause, uint64_t position) const {
    return !without.has_value() || without->clause != clause || without->position != position;
  }
};

Context MakeContext(const Records& records, const Registry& registry, absl::string_view cycle,
                    absl::string_view unit);

// Whether a day stands in the window of the cycle, both ends included.
bool InCycle(int64_t day, const Context& context);

bool ScopeHolds(const scheme::v1::Scope& scope, const Context& context);

// Whether an item or component, given that its own scope and that of what it stands in hold or not,
// concerns the unit after statements.
projections::v1::Applicability Concerns(const scheme::v1::Item& item, const Context& context);
projections::v1::Applicability Concerns(const scheme::v1::Item& item,
                                        const scheme::v1::Component& component,
                                        const Context& context);

// Points the unit can reach: the printed maximum under KEEP, whatever concerns the unit.
int64_t PointsOf(const scheme::v1::Item& item, const scheme::v1::Component& component,
                 const Context& context);
int64_t PointsOf(const scheme::v1::Item& item, const Context& context);

// True when a clause of an item concerns the unit: scopes of item, component, part and clause, and
// no accepted statement on item or component.
bool Applies(const scheme::v1::Item& item, const scheme::v1::Clause& clause,
             const Context& context);

const scheme::v1::Component* ComponentOf(const scheme::v1::Item& item,
                                         const scheme::v1::Clause& clause);

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_CONTEXT_H_
