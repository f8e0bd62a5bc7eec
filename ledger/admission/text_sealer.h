#ifndef LEDGER_ADMISSION_TEXT_SEALER_H_
#define LEDGER_ADMISSION_TEXT_SEALER_H_

// Seals the texts of events before they become bytes, and opens those of events at hand. Of one
// sequencer, not thread-safe.

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/admission/admission.h"
#include "ledger/admission/admitted_state.h"
#include "ledger/log/event_log.h"
#include "ledger/log/sealed_text.h"

namespace assessment::admission {

class TextSealer {
 public:
  // Both outlive this. `salts` is called twice a text.
  TextSealer(const EventLog& log, const Admission::SaltSource& salts) : log_(log), salts_(salts) {}

  // Replaces every plain text of `event` by its commitment and returns what is to be kept beside
  // the record. A name that the ledger keeps, or one in flight, gets the commitment it has, unless
  // `state` says that it is erased. What the log says when it cannot be read; `event` is in no
  // certain state then.
  absl::StatusOr<std::vector<SealedText>> Seal(const AdmittedState& state, event::v1::Event& event);

  // Puts the texts of a sealed event back, those in flight too; an erased one stays its commitment.
  absl::Status Open(const AdmittedState& state, event::v1::Event& event) const;

  // Lets go of what is kept for records in flight; call when there are none.
  void ForgetAll();

 private:
  absl::StatusOr<SealedText> SealOne(const AdmittedState& state, std::string text, bool is_name);

  const EventLog& log_;
  const Admission::SaltSource& salts_;
  // Of records in flight, and of batches that were refused since: never harmful, always brought
  // again with the next record that needs one.
  absl::flat_hash_map<std::string, SealedText> by_commitment_;
  absl::flat_hash_map<std::string, std::string> by_name_;  // Name to commitment.
};

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_TEXT_SEALER_H_
