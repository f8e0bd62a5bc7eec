#include "ledger/log/commit_checks.h"

#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/limits.h"
#include "ledger/log/damage.h"

namespace assessment {

void CheckEntries(absl::Span<const CommitEntry> entries, const EventLog::Tail& tail) {
  CHECK(!entries.empty());
  int64_t newest_time = tail.record_time_micros;
  absl::flat_hash_set<std::pair<absl::string_view, absl::string_view>> keys;
  for (size_t i = 0; i < entries.size(); ++i) {
    const CommitEntry& entry = entries[i];
    CHECK(entry.header.position() == tail.size + i);
    CHECK(entry.header.record_time_micros() >= newest_time);
    newest_time = entry.header.record_time_micros();
    CHECK(entry.header.ByteSizeLong() == entry.record.header_bytes.size());
    if (!entry.idempotency_key.empty()) {
      CHECK(keys.emplace(entry.source, entry.idempotency_key).second);
    }
  }
}

absl::Status CheckExpectedSize(uint64_t expected_size, uint64_t size) {
  if (expected_size == size) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("commit expects size ", expected_size, ", the log has ", size));
}

absl::Status CheckPosition(uint64_t position, uint64_t size) {
  if (position < size) return absl::OkStatus();
  return absl::OutOfRangeError(absl::StrCat("position ", position, ", the log has ", size));
}

absl::Status CheckRange(uint64_t from, uint64_t to, uint64_t size) {
  if (from <= to && to <= size) return absl::OkStatus();
  return absl::OutOfRangeError(
      absl::StrCat("positions ", from, " up to ", to, ", the log has ", size));
}

absl::Status MissingText(absl::string_view commitment) {
  return DamageError(absl::StrCat("sealed text: nothing is kept behind the commitment ",
                                  absl::BytesToHexString(commitment)));
}

absl::Status CheckLedgerName(absl::string_view ledger) {
  bool allowed = !ledger.empty() && ledger.size() <= limits::kIdentifierBytesMax;
  for (const char c : ledger) {
    allowed = allowed && (absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-');
  }
  if (allowed) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("ledger: found \"", ledger, "\", expected 1 to ",
                                                 limits::kIdentifierBytesMax,
                                                 " letters, digits, '.', '_' or '-'"));
}

}  // namespace assessment
