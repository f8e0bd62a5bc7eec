// Claims of a bonus, honours and blame. A document has one effect on a unit and recipient.

#include "absl/strings/str_cat.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/rules.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// Letters too: each document is recorded once for each unit that it names.
void JudgeDocumentNotRecorded(const Case& c, Verdict& verdict) {
  for (const RecordedDocument& document : DocumentsOf(c.content)) {
    const std::optional<uint64_t> before = c.state.in_force().documents().Find(document);
    if (!before.has_value()) continue;
    verdict.Refuse({.reason = ledger::v1::REASON_DUPLICATE_DOCUMENT,
                    .field = c.EnvelopeField("paper"),
                    .found = absl::StrCat("recorded for unit ", Quoted(document.unit),
                                          " and this recipient at position ", *before),
                    .expected = "a document once for each unit, recipient and thing given",
                    .positions = {*before},
                    .needs = {VoidName(*before)}});
  }
}

// The claim that the event settles is of the unit that it names, and waits.
void JudgeClaimWaits(const Case& c, const std::string& unit, Verdict& verdict) {
  const std::optional<uint64_t> position = ClaimSettledBy(c.content);
  if (!position.has_value()) return;
  const BonusClaim* claim = c.state.in_force().claims().Find(*position);
  if (claim == nullptr || claim->unit != unit) {
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_CLAIM,
                    .field = c.Field("claim_position"),
                    .found = claim == nullptr ? absl::StrCat(*position)
                                              : absl::StrCat(*position, ", a claim of unit ",
                                                             Quoted(claim->unit)),
                    .expected = absl::StrCat("the position of a claim of unit ", Quoted(unit)),
                    .needs = {PositionName(*position)}});
  } else if (claim->settled.has_value()) {
    verdict.Refuse({.reason = ledger::v1::REASON_CLAIM_SETTLED,
                    .field = c.Field("claim_position"),
                    .found = absl::StrCat("settled at position ", *claim->settled),
                    .expected = "a claim that waits; correct what settled it first",
                    .positions = {*claim->settled},
                    .needs = {VoidName(*claim->settled)}});
  }
}

}  // namespace

void JudgeHonours(const Case& c, Verdict& verdict) {
  switch (c.content.kind_case()) {
    case EventContent::kBonusClaimed:
    case EventContent::kHonourRecorded:
    case EventContent::kBonusRefused:
    case EventContent::kBlameRecorded:
      RequireUnit(c, "unit", *FactsOf(c.content).units.begin(), verdict);
      return;
    default:
      return;
  }
}

void JudgeHonoursStand(const Case& c, Verdict& verdict) {
  JudgeDocumentNotRecorded(c, verdict);
  if (c.content.has_honour_recorded()) {
    JudgeClaimWaits(c, c.content.honour_recorded().unit(), verdict);
  } else if (c.content.has_bonus_refused()) {
    JudgeClaimWaits(c, c.content.bonus_refused().unit(), verdict);
  }
}

}  // namespace assessment::admission
