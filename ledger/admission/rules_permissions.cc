// Who may post what: the grants in force at the position of the event. What the role table and the
// bounds of a grant say is in ledger/permission; here it is laid over the case. A correction needs
// the grant for itself and for what it takes out or brings in.

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/admission/rules.h"
#include "ledger/permission/grant_scope.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;
using event::v1::Grant;

// The scheme of the cycle that an event names.
const CompiledScheme* SchemeOf(const Case& c, const HeaderFacts& facts) {
  const CycleEntry* cycle = c.state.registry().FindCycle(facts.cycle);
  return cycle == nullptr ? nullptr : cycle->compiled.get();
}

GrantedThing ThingAt(const Case& c, const EventContent& content, const HeaderFacts& facts,
                     absl::string_view source) {
  return ThingOf(content, source, facts.cycle, facts.units, SchemeOf(c, facts));
}

std::optional<uint64_t> OriginalOf(const Case& c) {
  if (c.content.has_correction_proposed()) return c.content.correction_proposed().position();
  if (!c.content.has_correction_confirmed()) return std::nullopt;
  const auto proposal = c.state.Lookup(c.content.correction_confirmed().proposal_position());
  if (!proposal.ok()) return std::nullopt;
  const EventContent& content = (*proposal)->body.event().content();
  if (!content.has_correction_proposed()) return std::nullopt;
  return content.correction_proposed().position();
}

// The event with what a correction of it takes out and brings in. Of a confirmation that is
// corrected its own row stands for what it did: whoever may confirm may take that back.
std::vector<GrantedThing> ThingsOf(const Case& c, absl::string_view source) {
  std::vector<GrantedThing> things = {ThingAt(c, c.content, c.facts, source)};
  const std::optional<uint64_t> original = OriginalOf(c);
  if (!original.has_value()) return things;
  const auto record = c.state.Lookup(*original);
  if (!record.ok()) return things;
  const EventContent& content = (*record)->body.event().content();
  things.push_back(ThingAt(c, content, FactsOf((*record)->header), source));
  return things;
}

bool CoversAll(const Grant& grant, const std::vector<GrantedThing>& things) {
  return std::all_of(things.begin(), things.end(),
                     [&grant](const GrantedThing& thing) { return CoversPosting(grant, thing); });
}

std::string RolesThatPost(event::v1::EventType type) {
  std::vector<std::string> roles;
  for (int role = event::v1::Role_MIN + 1; role <= event::v1::Role_MAX; ++role) {
    if (MayPost(static_cast<event::v1::Role>(role), type)) {
      roles.push_back(event::v1::Role_Name(static_cast<event::v1::Role>(role)));
    }
  }
  return absl::StrJoin(roles, ", ");
}

}  // namespace

void JudgePermission(const Case& c, absl::string_view source, Verdict& verdict) {
  const Permissions& permissions = c.state.registry().permissions();
  if (!permissions.by_grant) return;
  const std::vector<GrantedThing> things = ThingsOf(c, source);
  const PrincipalGrants* granted = permissions.Find(c.poster.principal());
  if (granted != nullptr &&
      std::any_of(granted->grants.begin(), granted->grants.end(),
                  [&](const Grant& grant) { return CoversAll(grant, things); })) {
    return;
  }
  verdict.Refuse(
      {.reason = ledger::v1::REASON_PERMISSION_DENIED,
       .field = c.EnvelopeField("kind"),
       .found = absl::StrCat("principal ", Quoted(c.poster.principal()), " without such a grant"),
       .expected = absl::StrCat("a grant of ", RolesThatPost(things.back().type),
                                " that holds the cycle, the units, the items and the source")});
}

bool ActsAs(const Case& c, Roles roles) {
  const Permissions& permissions = c.state.registry().permissions();
  if (!permissions.by_grant) return c.poster.unit().empty();
  const PrincipalGrants* granted = permissions.Find(c.poster.principal());
  if (granted == nullptr) return false;
  const GrantedThing thing = ThingAt(c, c.content, c.facts, "");
  return std::any_of(granted->grants.begin(), granted->grants.end(), [&](const Grant& grant) {
    return roles.Has(grant.role()) && CoversPostingFromSomeSource(grant, thing);
  });
}

}  // namespace assessment::admission
