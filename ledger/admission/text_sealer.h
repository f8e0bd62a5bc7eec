#ifndef LEDGER_ADMISSION_TEXT_SEALER_H_
#define LEDGER_ADMISSION_TEXT_SEALER_H_

// Seals the texts of events before they become bytes, and opens those of events at hand. Of one
// sequencer, not thread-safe.

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
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

  // Lets go of what is kept for records below `durable`.
  void ForgetBelow(uint64_t durable);

 private:
  // The text of records in flight, and of batches that were refused since: never harmful, always
  // brought again with the next record that needs it.
  struct InFlight {
    SealedText text;
    uint64_t newest = 0;  // Position of the newest record that it came with.
  };

  absl::StatusOr<SealedText> SealOne(const AdmittedState& state, std::string text, bool is_name);
  // Notes that the text comes with the next record too; returns it.
  const SealedText& Bring(InFlight& in_flight, uint64_t position);

  const EventLog& log_;
  const Admission::SaltSource& salts_;
  absl::flat_hash_map<std::string, InFlight> by_commitment_;
  absl::flat_hash_map<std::string, std::string> by_name_;  // Name to commitment.
  // Position and commitment of everything that was brought, in order.
  std::deque<std::pair<uint64_t, std::string>> brought_;
};

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_TEXT_SEALER_H_
