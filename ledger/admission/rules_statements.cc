// Statements that something does not concern a unit, their rulings, and statements not found.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/rules.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// What NotApplicableClaimed and NoStatementFound have in common: targets of a scheme that takes
// statements at all.
template <typename Posting>
void JudgeTargets(const Case& c, const Posting& posting, Verdict& verdict) {
  const Address address = JudgeAddress(c, posting.cycle(), posting.unit(), verdict);
  if (address.scheme == nullptr) return;
  const bool keeps =
      address.scheme->proto().not_applicable_policy() == scheme::v1::NOT_APPLICABLE_POLICY_KEEP;
  if (keeps) {
    verdict.Refuse({.reason = ledger::v1::REASON_STATEMENTS_NOT_TAKEN,
                    .field = c.Field("cycle"),
                    .found = "a scheme that keeps every item",
                    .expected = "no statement"});
  }
  for (int i = 0; i < posting.targets_size(); ++i) {
    const std::string field = absl::StrCat("targets[", i, "]");
    const std::optional<Target> target =
        RequireTarget(c, address, field, posting.targets(i), verdict);
    if (!target.has_value() || target->item->scoring_body().empty()) continue;
    verdict.Refuse({.reason = ledger::v1::REASON_STATEMENTS_NOT_TAKEN,
                    .field = c.Field(field),
                    .found = absl::StrCat("item ", target->item->item(), ", scored by ",
                                          Quoted(target->item->scoring_body())),
                    .expected = "an item that the team scores"});
  }
}

void JudgeRuling(const Case& c, Verdict& verdict) {
  const event::v1::NotApplicableRuled& ruled = c.content.not_applicable_ruled();
  const Address address = JudgeAddress(c, ruled.cycle(), ruled.unit(), verdict);
  if (address.cycle == nullptr || c.content.decided_by().empty()) return;
  const auto leads = [&](const event::v1::Person& person) {
    return std::any_of(address.cycle->teams.begin(), address.cycle->teams.end(),
                       [&](const auto& entry) {
                         return entry.second.leader().person_id() == person.person_id() &&
                                Covers(entry.second, ruled.unit());
                       });
  };
  const auto& deciders = c.content.decided_by();
  if (std::any_of(deciders.begin(), deciders.end(), leads)) return;
  verdict.Refuse({.reason = ledger::v1::REASON_NOT_TEAM_LEADER,
                  .field = c.EnvelopeField("decided_by[0]"),
                  .found = Quoted(deciders[0].person_id()),
                  .expected = absl::StrCat("the leader of a team of cycle ", ruled.cycle(),
                                           " for unit ", ruled.unit()),
                  .needs = {TeamLeaderName(ruled.cycle(), deciders[0].person_id())}});
}

}  // namespace

void JudgeStatements(const Case& c, Verdict& verdict) {
  switch (c.content.kind_case()) {
    case EventContent::kNotApplicableClaimed:
      return JudgeTargets(c, c.content.not_applicable_claimed(), verdict);
    case EventContent::kNoStatementFound:
      return JudgeTargets(c, c.content.no_statement_found(), verdict);
    case EventContent::kNotApplicableRuled:
      return JudgeRuling(c, verdict);
    default:
      return;
  }
}

}  // namespace assessment::admission
