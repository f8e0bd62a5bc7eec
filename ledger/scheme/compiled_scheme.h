#ifndef LEDGER_SCHEME_COMPILED_SCHEME_H_
#define LEDGER_SCHEME_COMPILED_SCHEME_H_

// A scheme version with its ids resolved. Built once when a scheme is read, then shared and never
// changed.

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/scheme/v1/scheme.pb.h"

namespace assessment {

// Where a clause stands in its scheme.
enum class ClausePlace { kItem, kBonus, kPenalty, kDirect };

// A clause with what it stands in; pointers into the scheme, null where it stands in no such thing.
struct ClauseRef {
  const scheme::v1::Clause* clause = nullptr;
  ClausePlace place = ClausePlace::kItem;
  const scheme::v1::Item* item = nullptr;
  const scheme::v1::Component* component = nullptr;
  const scheme::v1::Part* part = nullptr;
  const scheme::v1::Block* block = nullptr;
  // Reading order in the whole scheme, from 0.
  int ordinal = 0;
};

struct ComponentRef {
  const scheme::v1::Component* component = nullptr;
  const scheme::v1::Item* item = nullptr;
};

class CompiledScheme {
 public:
  // Resolves ids. INVALID_ARGUMENT names the first id that is missing, empty, or there twice, and
  // the first reference (component, part, exclusive group, exemption, scoring body, grade of a
  // veto) that leads nowhere.
  static absl::StatusOr<std::shared_ptr<const CompiledScheme>> Compile(scheme::v1::Scheme scheme);

  const scheme::v1::Scheme& proto() const { return scheme_; }

  // Each returns null (or a ref of nulls) when the scheme has no such id.
  const scheme::v1::Item* FindItem(absl::string_view item) const;
  ComponentRef FindComponent(absl::string_view component) const;
  const ClauseRef* FindClause(absl::string_view clause) const;

  // Every clause in reading order: items, bonus, penalties, direct lines.
  const std::vector<ClauseRef>& clauses() const { return clauses_; }
  // The exclusive groups a clause is in.
  std::vector<const scheme::v1::ExclusiveGroup*> GroupsOf(absl::string_view clause) const;
  // Exempt clauses that cancel a clause.
  std::vector<absl::string_view> ExemptionsOf(absl::string_view clause) const;

  CompiledScheme(const CompiledScheme&) = delete;
  CompiledScheme& operator=(const CompiledScheme&) = delete;

 private:
  explicit CompiledScheme(scheme::v1::Scheme scheme) : scheme_(std::move(scheme)) {}
  absl::Status Resolve();

  scheme::v1::Scheme scheme_;
  std::vector<ClauseRef> clauses_;
  absl::flat_hash_map<std::string, const scheme::v1::Item*> items_;
  absl::flat_hash_map<std::string, ComponentRef> components_;
  absl::flat_hash_map<std::string, int> clause_ordinals_;
  absl::flat_hash_map<std::string, std::vector<const scheme::v1::ExclusiveGroup*>> groups_;
  absl::flat_hash_map<std::string, std::vector<absl::string_view>> exemptions_;
};

// True when a posting by a person (a finding, decision, judgement, exemption) may be made on the
// clause.
bool TakesPostings(const scheme::v1::Clause& clause);
// True when a kind of fact feeds the clause.
bool FedByFacts(const scheme::v1::Clause& clause);

}  // namespace assessment

#endif  // LEDGER_SCHEME_COMPILED_SCHEME_H_
