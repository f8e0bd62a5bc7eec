#ifndef LEDGER_BUNDLE_BUNDLE_ENTRY_H_
#define LEDGER_BUNDLE_BUNDLE_ENTRY_H_

#include <cstdint>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/ledger/v1/bundle.pb.h"
#include "ledger/log/event_log.h"

namespace assessment {

// Positions whose texts some record of a bundle erases.
using ErasedPositions = absl::flat_hash_set<uint64_t>;

// Adds what `record` erases. DATA_LOSS when it does not parse.
absl::Status AddErasedPosition(const ledger::v1::BundleRecord& record, ErasedPositions& erased);

// Turns the records of a bundle, from the first on, into what a log commits, and checks each: its
// position and time, its body and every text against their commitments, that its key is new. Memory
// grows by a digest a key, and with the texts that are erased.
class BundleEntries {
 public:
  // `erased` of the whole bundle; outlives this.
  explicit BundleEntries(const ErasedPositions& erased) : erased_positions_(erased) {}

  // DATA_LOSS names the position and what is wrong.
  absl::StatusOr<CommitEntry> Take(uint64_t position, const ledger::v1::BundleRecord& record);

  // To be asked after the last record. DATA_LOSS names the position of a text that is left out
  // although no record erases it.
  absl::Status CheckAllErasuresStated() const;

 private:
  absl::StatusOr<CommitEntry> Make(uint64_t position, const ledger::v1::BundleRecord& record);
  absl::Status TakeTexts(uint64_t position, const ledger::v1::BundleRecord& record,
                         event::v1::Event& event, CommitEntry& entry);
  absl::Status TakeErasure(const event::v1::TextErased& erased, CommitEntry& entry);

  // Enough of a digest that two keys do not share it.
  using KeyDigest = std::pair<uint64_t, uint64_t>;

  const ErasedPositions& erased_positions_;
  int64_t newest_time_ = 0;
  absl::flat_hash_set<KeyDigest> keys_;
  // Commitments whose texts were left out and that no record erased so far, with a position.
  absl::flat_hash_map<std::string, uint64_t> left_out_;
  // What records that erase name.
  absl::flat_hash_map<uint64_t, event::v1::Event> erased_events_;
};

}  // namespace assessment

#endif  // LEDGER_BUNDLE_BUNDLE_ENTRY_H_
