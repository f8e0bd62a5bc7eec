#ifndef LEDGER_ADMISSION_ADMITTED_STATE_H_
#define LEDGER_ADMISSION_ADMITTED_STATE_H_

// What admission remembers of the log: the fold of every admitted record, in flight ones included.
// Small by design: what a later event can rest on or collide with. Everything else is looked up in
// the log by its position when it is named.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/admission/in_force.h"
#include "ledger/admission/journal.h"
#include "ledger/base/clock.h"
#include "ledger/log/event_log.h"
#include "ledger/log/record.h"
#include "ledger/registry/registry.h"

namespace assessment::admission {

using RecordPointer = std::shared_ptr<const ParsedRecord>;

class AdmittedState {
 public:
  // `log` outlives this.
  explicit AdmittedState(const EventLog& log);
  AdmittedState(const AdmittedState&) = delete;
  AdmittedState& operator=(const AdmittedState&) = delete;

  // --- Changing ---

  // Begins a batch. Its changes can be taken back until it ends. A batch that is known to be kept
  // (`revertible` false) saves the copy of the registry that taking back would need.
  void Begin(bool revertible);
  // Keeps the changes since Begin, or takes them back.
  void Keep();
  void Revert();

  // Folds the next record. INTERNAL when it cannot be applied: a defect of whoever admitted it.
  absl::Status Apply(const ParsedRecord& record);
  // Folds a record that is not in the log yet, and keeps it at hand until it is.
  absl::Status ApplyInFlight(RecordPointer record);
  // Passes over records below `size`, the newest recorded at `record_time`, that leave no trace.
  void PassOver(uint64_t size, UnixMicros record_time);
  // Lets go of the records in flight below `durable`, which the log gives by now.
  void ForgetBelow(uint64_t durable);

  // Changes of what is in force, to judge as if: see Hypothesis.
  InForce& in_force() { return in_force_; }
  Journal& journal() { return journal_; }

  // --- Asking ---

  const Registry& registry() const { return registry_; }
  const InForce& in_force() const { return in_force_; }
  uint64_t size() const { return size_; }
  UnixMicros record_time() const { return record_time_; }

  // Whether the record folded last changed anything but the size and its time: see TraceList.
  bool left_trace() const { return left_trace_; }

  // Position of the newest record whose header names the unit, in flight or durable. What the log
  // says when it cannot be read.
  absl::StatusOr<std::optional<uint64_t>> NewestNaming(absl::string_view unit) const;
  // Position of the confirmation in force that voids the event at `position`.
  std::optional<uint64_t> VoidedBy(uint64_t position) const;
  // Position of the confirmation of the proposal at `position`, whether or not it was corrected.
  std::optional<uint64_t> ConfirmedBy(uint64_t position) const;

  // Position of the record that erased the text behind the commitment.
  std::optional<uint64_t> ErasedBy(const std::string& commitment) const;

  // The record at `position`, in flight or durable. NOT_FOUND when there is none; what the log says
  // when it cannot be read.
  absl::StatusOr<RecordPointer> Lookup(uint64_t position) const;
  // Visits the records below the present size that name the unit in their header, in flight or
  // durable, in order, until the visitor fails. What the log says when one cannot be read.
  absl::Status VisitNaming(const std::string& unit,
                           const std::function<absl::Status(const ParsedRecord&)>& visitor) const;
  // Position of the record with this source and key, in flight or durable.
  absl::StatusOr<std::optional<uint64_t>> FindKey(const std::string& source,
                                                  const std::string& key) const;

  // A canonical text of everything remembered, for comparing states.
  std::string Describe() const;

 private:
  absl::Status ApplyContent(uint64_t position, const event::v1::EventContent& content);
  absl::Status ApplyRegistryEvent(uint64_t position, const event::v1::EventContent& content);
  absl::Status ApplyErasure(uint64_t position, const event::v1::TextErased& erased);
  absl::Status ApplyConfirmation(uint64_t position,
                                 const event::v1::CorrectionConfirmed& confirmed);

  const EventLog& log_;
  Journal journal_;
  bool revertible_ = false;
  bool registry_saved_ = false;
  bool left_trace_ = false;

  uint64_t size_ = 0;
  UnixMicros record_time_ = 0;
  Registry registry_;
  InForce in_force_;
  // By unit, of those that the log's index of the unit does not hold.
  RevertibleMap<std::string, uint64_t> newest_naming_;
  RevertibleMap<uint64_t, uint64_t> voided_;     // Position to confirmation in force.
  RevertibleMap<uint64_t, uint64_t> confirmed_;  // Proposal to confirmation.
  RevertibleMap<std::string, uint64_t> erased_;  // Commitment to erasure.

  std::map<uint64_t, RecordPointer> in_flight_;
  std::map<std::pair<std::string, std::string>, uint64_t> keys_in_flight_;
};

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_ADMITTED_STATE_H_
