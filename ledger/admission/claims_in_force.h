#ifndef LEDGER_ADMISSION_CLAIMS_IN_FORCE_H_
#define LEDGER_ADMISSION_CLAIMS_IN_FORCE_H_

// Claims of a bonus, and what settled each: the honour recorded, or the refusal.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/admission/journal.h"

namespace assessment::admission {

struct BonusClaim {
  std::string unit;
  std::optional<uint64_t> settled;  // Position of what settled it.
};

// The position of the claim that `content` settles, if it settles one.
std::optional<uint64_t> ClaimSettledBy(const event::v1::EventContent& content);

class ClaimsInForce {
 public:
  // `journal` outlives this.
  explicit ClaimsInForce(Journal& journal) : claims_(journal) {}

  // As InForce: each passes over other types. INTERNAL when a claim is settled that is not in
  // force.
  absl::Status Add(uint64_t position, const event::v1::EventContent& content);
  void Remove(uint64_t position, const event::v1::EventContent& content);
  void AppendRestingOn(uint64_t position, const event::v1::EventContent& content,
                       std::vector<uint64_t>& resting) const;

  // The claim at `position`; null when none is in force there.
  const BonusClaim* Find(uint64_t position) const { return claims_.Find(position); }

  std::string Describe() const;

 private:
  RevertibleMap<uint64_t, BonusClaim> claims_;
};

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_CLAIMS_IN_FORCE_H_
