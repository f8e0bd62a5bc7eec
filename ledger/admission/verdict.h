#ifndef LEDGER_ADMISSION_VERDICT_H_
#define LEDGER_ADMISSION_VERDICT_H_

// Why an event is refused. Rules report whatever they find, in any order; the verdict keeps the
// reason with the smallest number, so the precedence that errors.proto documents holds by
// construction.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "assessment/ledger/v1/errors.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"

namespace assessment::admission {

struct Failure {
  ledger::v1::Reason reason = ledger::v1::REASON_UNSPECIFIED;
  std::string field = {};     // Path inside the event.
  std::string found = {};     // What was found.
  std::string expected = {};  // What was expected, and what to do.
  // Live events that stand in the way.
  std::vector<uint64_t> positions = {};
  // What would all have to be there for it not to fail; names as in dependencies.h.
  std::vector<std::string> needs = {};
};

// What the refused events of a batch would have brought.
class RefusedOffers {
 public:
  // Event number `index` is refused for `reason` and would have brought `offers`.
  void Add(uint32_t index, ledger::v1::Reason reason, bool retry_can_help,
           const std::vector<std::string>& offers);

  struct Refused {
    uint32_t index = 0;
    ledger::v1::Reason reason = ledger::v1::REASON_UNSPECIFIED;
    bool retry_can_help = false;
  };
  // The refused event behind the first of `needs`; null unless all of them are offered.
  const Refused* Behind(const std::vector<std::string>& needs) const;

 private:
  absl::flat_hash_map<std::string, Refused> offers_;
};

class Verdict {
 public:
  // `refused` may be null: then nothing rests on a refused event. It outlives the verdict.
  explicit Verdict(const RefusedOffers* refused = nullptr) : refused_(refused) {}

  // Reports a failure. Kept when its reason is smaller than that of every earlier one. A failure
  // whose needs are all offered by refused events becomes REASON_RESTS_ON_REFUSED.
  void Refuse(Failure failure);

  // Reports what `inner` found, if anything, as said of `field`.
  void RefuseAs(absl::string_view field, const Verdict& inner);

  bool ok() const { return !failure_.has_value(); }
  // Requires that it is not ok.
  const Failure& failure() const { return *failure_; }
  bool retry_can_help() const { return retry_can_help_; }
  const RefusedOffers* refused() const { return refused_; }

  // The answer for event number `index`, or for the batch.
  ledger::v1::Refusal ToRefusal(std::optional<uint32_t> index) const;

 private:
  void Take(Failure failure, bool retry_can_help);

  const RefusedOffers* refused_;
  std::optional<Failure> failure_;
  bool retry_can_help_ = false;
};

// Whether the same request can succeed later, as errors.proto documents each reason.
bool RetryCanHelp(ledger::v1::Reason reason);

// `text` in quotes, at most 200 bytes of it.
std::string Quoted(absl::string_view text);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_VERDICT_H_
