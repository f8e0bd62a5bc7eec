#ifndef LEDGER_PERMISSION_GRANT_SCOPE_H_
#define LEDGER_PERMISSION_GRANT_SCOPE_H_

// The bounds of a grant, laid over what an event says: one rule for posting and for reading.

#include <string>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/access.pb.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/scheme/compiled_scheme.h"

namespace assessment {

// What an event says, as far as bounds go.
struct GrantedThing {
  event::v1::EventType type = event::v1::EVENT_TYPE_UNSPECIFIED;
  std::string source;
  // Empty: it names none.
  std::string cycle;
  absl::btree_set<std::string> units;
  // Of a clause posting or a sheet: each item, component or clause that it names, with all that it
  // stands in (clause, component, item, category).
  std::vector<std::vector<std::string>> targets;
};

// The items, components and clauses that a clause posting or a sheet names; nothing for others.
std::vector<std::string> TargetsOf(const event::v1::EventContent& content);

// An id of the scheme with all that it stands in; the id alone when the scheme is null or has it
// not.
std::vector<std::string> WithEnclosing(const CompiledScheme* scheme, absl::string_view id);

// What an event that states `content` says. `cycle` and `units` are those of its header; `scheme`
// is the one of the cycle, null when it has none.
GrantedThing ThingOf(const event::v1::EventContent& content, absl::string_view source,
                     absl::string_view cycle, absl::btree_set<std::string> units,
                     const CompiledScheme* scheme);

// Whether the grant lets its principal post this: the role posts the type, and every bound holds
// all of it. The second asks for every bound but that of the source.
bool CoversPosting(const event::v1::Grant& grant, const GrantedThing& thing);
bool CoversPostingFromSomeSource(const event::v1::Grant& grant, const GrantedThing& thing);

// Whether the bounds of a grant that reads in scope hold some of it: one of the units, one of the
// targets, and the cycle.
bool CoversReading(const event::v1::Grant& grant, const GrantedThing& thing);

// Whether the bounds hold a unit, and a cycle; an empty cycle is held by all.
bool CoversUnit(const event::v1::Grant& grant, absl::string_view unit);
bool CoversCycle(const event::v1::Grant& grant, absl::string_view cycle);

}  // namespace assessment

#endif  // LEDGER_PERMISSION_GRANT_SCOPE_H_
