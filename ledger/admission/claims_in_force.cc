#include "ledger/admission/claims_in_force.h"

#include "absl/strings/str_cat.h"

namespace assessment::admission {

using event::v1::EventContent;

std::optional<uint64_t> ClaimSettledBy(const EventContent& content) {
  if (content.has_bonus_refused()) return content.bonus_refused().claim_position();
  if (content.has_honour_recorded() && content.honour_recorded().has_claim_position()) {
    return content.honour_recorded().claim_position();
  }
  return std::nullopt;
}

absl::Status ClaimsInForce::Add(uint64_t position, const EventContent& content) {
  if (content.has_bonus_claimed()) {
    claims_.Edit(position) = {content.bonus_claimed().unit(), std::nullopt};
  }
  const std::optional<uint64_t> claim = ClaimSettledBy(content);
  if (!claim.has_value()) return absl::OkStatus();
  if (Find(*claim) == nullptr) {
    return absl::InternalError(absl::StrCat("the event at position ", position,
                                            " settles no claim in force; it should not have been "
                                            "admitted"));
  }
  claims_.Edit(*claim).settled = position;
  return absl::OkStatus();
}

void ClaimsInForce::Remove(uint64_t position, const EventContent& content) {
  if (content.has_bonus_claimed()) claims_.Erase(position);
  const std::optional<uint64_t> claim = ClaimSettledBy(content);
  if (claim.has_value() && Find(*claim) != nullptr) claims_.Edit(*claim).settled.reset();
}

void ClaimsInForce::AppendRestingOn(uint64_t position, const EventContent& content,
                                    std::vector<uint64_t>& resting) const {
  if (!content.has_bonus_claimed()) return;
  const BonusClaim* claim = Find(position);
  if (claim != nullptr && claim->settled.has_value()) resting.push_back(*claim->settled);
}

std::string ClaimsInForce::Describe() const {
  std::string text;
  for (const auto& [position, claim] : claims_) {
    absl::StrAppend(&text, "claim ", position, " of ", claim.unit, " settled ",
                    claim.settled.has_value() ? absl::StrCat(*claim.settled) : "no", "\n");
  }
  return text;
}

}  // namespace assessment::admission
