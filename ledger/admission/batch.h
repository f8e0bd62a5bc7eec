#ifndef LEDGER_ADMISSION_BATCH_H_
#define LEDGER_ADMISSION_BATCH_H_

// One batch on its way: form, keys, conditions, rules, records.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/admission/admission.h"
#include "ledger/admission/admitted_state.h"
#include "ledger/admission/header_facts.h"
#include "ledger/admission/text_sealer.h"
#include "ledger/admission/verdict.h"
#include "ledger/base/civil.h"

namespace assessment::admission {

// Who appends to what, when.
struct BatchContext {
  const std::string& ledger;
  const event::v1::Poster& poster;
  UnixMicros record_time = 0;
  const Admission::SaltSource& salts;
  TextSealer& sealer;
  Route route = Route::kAppend;
};

class Batch {
 public:
  // All arguments outlive the batch.
  Batch(const BatchContext& context, const ledger::v1::AppendRequest& request,
        AdmittedState& state);

  // Judges the batch; to be called once. Accepted and `keep`: the state has advanced over its
  // records. Otherwise the state is as it was.
  BatchDecision Decide(bool keep);

 private:
  // One event of the request.
  struct Entry {
    const event::v1::Event* event = nullptr;
    // Why it is refused, once it is.
    std::optional<ledger::v1::Reason> refused;
    bool retry_can_help = false;
    // Where it lies: of a known event its first position, of a new one the next free one.
    uint64_t position = 0;
    bool known = false;
    HeaderFacts facts;
  };

  void CheckFormOfAll();
  void FindKnown();
  void AssignPositions();
  void JudgeConditionsOnce();
  void JudgeRulesOfAll();
  void JudgeRules(uint32_t index);
  // What the header of an event will name.
  HeaderFacts FactsFor(const event::v1::EventContent& content) const;
  // The position that a confirmation corrects, where it can be read.
  std::optional<uint64_t> CorrectedBy(const event::v1::EventContent& content) const;

  void Refuse(uint32_t index, const Verdict& verdict);
  bool refused() const { return !decision_.refusals.empty(); }
  // Finishes the record of an entry that is admitted, and folds it. The body, its texts sealed, and
  // what is kept of them.
  void Write(const Entry& entry, event::v1::EventBody body, std::vector<SealedText> texts);
  // The first difference between a known event and what comes again under its key.
  absl::StatusOr<std::optional<std::string>> Difference(const RecordPointer& first,
                                                        const event::v1::Event& again) const;

  const BatchContext& context_;
  const ledger::v1::AppendRequest& request_;
  AdmittedState& state_;
  const CivilDay today_;
  const uint64_t first_position_;

  std::vector<Entry> entries_;
  uint32_t new_events_ = 0;
  absl::flat_hash_set<uint64_t> corrected_;  // Positions that its proposals name.
  // Cycles and units of which it upholds an appeal.
  absl::flat_hash_set<std::pair<std::string, std::string>> upheld_;
  RefusedOffers refused_offers_;
  BatchDecision decision_;
};

// A record whose bytes are final, and what they parse to.
struct FinishedRecord {
  CommitEntry entry;
  RecordPointer parsed;
};

// Finishes a record: serialises the body once, salts and commits to it. `header` lacks only the
// event type and the commitment.
FinishedRecord FinishRecord(event::v1::RecordHeader header, event::v1::EventBody body,
                            const Admission::SaltSource& salts);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_BATCH_H_
