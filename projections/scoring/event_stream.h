#ifndef PROJECTIONS_SCORING_EVENT_STREAM_H_
#define PROJECTIONS_SCORING_EVENT_STREAM_H_

// The events of one index key (a unit, an accident) with corrections resolved: which count, what
// voided the others.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "ledger/log/record.h"
#include "projections/scoring/index_iterator.h"
#include "projections/scoring/shared_sequence.h"

namespace assessment {

// One event of a stream.
struct StreamEntry {
  // The record that carries `content`: the event itself, or the CorrectionProposed that holds a
  // replacement.
  std::shared_ptr<const ParsedRecord> record;
  // What it states.
  const event::v1::EventContent* content = nullptr;
  // Position of the confirmation that voided it; unset: it counts.
  std::optional<uint64_t> voided_by;
  // Of a replacement: position of the event it stands for, and of the confirmation that put it in
  // force.
  std::optional<uint64_t> replaces;
  std::optional<uint64_t> confirmed_by;

  uint64_t position() const { return record->header.position(); }
  bool counts() const { return !voided_by.has_value(); }
};

// The entries of a stream, each at one place for as long as any stream that shares it.
class StreamEntries {
 public:
  using value_type = StreamEntry;
  using Iterator = IndexIterator<StreamEntries>;
  using const_iterator = Iterator;

  size_t size() const { return pointers_.size(); }
  bool empty() const { return pointers_.empty(); }
  const StreamEntry& operator[](size_t index) const { return *pointers_[index]; }
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size()}; }
  // True when the entries of `other` are the first ones here, the same objects: no correction
  // touched one since.
  bool StartsWith(const StreamEntries& other) const {
    return pointers_.StartsWith(other.pointers_);
  }

 private:
  friend class EventStream;

  SharedSequence<std::shared_ptr<const StreamEntry>> pointers_;
};

// A copy shares records and entries with its original, so that a stream that grows by an event
// costs that event: what a correction touches is made anew in the copy alone.
class EventStream {
 public:
  // Folds the next record of the stream; positions must increase. INTERNAL when a correction cannot
  // be applied.
  absl::Status Apply(std::shared_ptr<const ParsedRecord> record);

  // Every event but proposals and confirmations of corrections, in order of position; replacements
  // in force or voided included.
  const StreamEntries& entries() const { return entries_; }
  // Every record as folded, corrections included, in order of position.
  const SharedSequence<std::shared_ptr<const ParsedRecord>>& records() const { return records_; }
  // Position of the confirmation in force that voids the event at `position`, if any; corrections
  // themselves included.
  std::optional<uint64_t> VoidedBy(uint64_t position) const;

  // Size of the prefix folded: position of the newest record + 1; 0 when empty.
  uint64_t size() const;

 private:
  // Puts the correction confirmed at `confirmation` in force, or out of force; `by` is the
  // confirmation that causes it. A correction of a correction puts the earlier one out of force,
  // and so on inwards.
  absl::Status SetInForce(uint64_t confirmation, bool in_force, uint64_t by);
  void Void(uint64_t position, uint64_t by);
  void Restore(uint64_t position);
  // Where the entry at `position` stands, or would stand.
  size_t IndexOf(uint64_t position) const;
  // The entry at `position` to be changed: a copy that takes its place; null when there is none.
  StreamEntry* Change(uint64_t position);

  StreamEntries entries_;
  SharedSequence<std::shared_ptr<const ParsedRecord>> records_;
  std::map<uint64_t, std::shared_ptr<const ParsedRecord>> proposals_;      // By position.
  std::map<uint64_t, std::shared_ptr<const ParsedRecord>> confirmations_;  // By position.
  std::map<uint64_t, uint64_t> voided_;  // Position to confirmation.
};

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_EVENT_STREAM_H_
