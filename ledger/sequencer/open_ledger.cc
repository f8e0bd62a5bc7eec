#include "ledger/sequencer/open_ledger.h"

#include <utility>
#include <vector>

#include "ledger/base/status_macros.h"
#include "ledger/proof/merkle.h"

namespace assessment {

absl::Status WriteOpeningRecord(const std::string& ledger, EventLog& log,
                                const event::v1::LedgerOpened& opened,
                                const event::v1::Poster& poster, Clock& clock,
                                Admission::SaltSource salts) {
  RETURN_IF_ERROR(log.CheckWritable());
  Admission admission(ledger, log, std::move(salts));
  std::vector<CommitEntry> entries(1);
  ASSIGN_OR_RETURN(entries[0], admission.Open(opened, poster, clock.Now()));
  Frontier frontier;
  frontier.Append(LeafHash(entries[0].record.header_bytes));
  const CommitResult result = log.Commit(entries, 0, frontier.Root());
  if (result.outcome == CommitOutcome::kUnknown) {
    return absl::UnavailableError(result.status.message());
  }
  return result.status;
}

absl::StatusOr<event::v1::LedgerOpened> ReadOpeningRecord(const EventLog& log) {
  ASSIGN_OR_RETURN(const Record record, log.Get(0));
  ASSIGN_OR_RETURN(ParsedRecord parsed, ParseRecord(record));
  event::v1::EventContent* content = parsed.body.mutable_event()->mutable_content();
  if (!content->has_ledger_opened()) {
    return absl::DataLossError("position 0 holds no opening record");
  }
  return std::move(*content->mutable_ledger_opened());
}

}  // namespace assessment
