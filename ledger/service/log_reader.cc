#include "ledger/service/log_reader.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/log/open_texts.h"
#include "ledger/log/text_walk.h"
#include "ledger/service/event_filter.h"

namespace assessment {
namespace {

// With more keys than this the parts read of each would be large together: a scan is as good.
constexpr size_t kIndexKeysReadMax = 16;

// Ends a visit early; never leaves this file.
absl::Status Enough() { return absl::CancelledError("page is full"); }

absl::Status Damaged(uint64_t position, absl::string_view what) {
  return absl::DataLossError(absl::StrCat("position ", position, ": ", what, " does not parse"));
}

// Puts the words into the body and says what opens each commitment.
absl::Status OpenBody(const EventLog& log, ledger::v1::RecordedEvent& event) {
  const std::vector<std::string> commitments = CommitmentsIn(event.body());
  if (commitments.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<std::optional<SealedText>> texts, log.FindTexts(commitments));
  std::vector<SealedText> kept;
  for (std::optional<SealedText>& text : texts) {
    if (!text.has_value()) continue;
    ledger::v1::OpenedText* opened = event.add_texts();
    opened->set_commitment(text->commitment);
    opened->set_salt(text->salt);
    opened->set_text(text->text);
    kept.push_back(*std::move(text));
  }
  PutTexts(kept, *event.mutable_body());
  return absl::OkStatus();
}

// Fills `event` from a record; returns whether it matches and may be read.
absl::StatusOr<bool> TakeIfMatching(const EventLog& log, const ledger::v1::EventFilter& filter,
                                    uint64_t position, const Record& record,
                                    const PageRequest& request, ledger::v1::RecordedEvent& event) {
  const bool bound = request.reader != nullptr && !request.reader->ReadsAll();
  if (!event.mutable_header()->ParseFromString(record.header_bytes)) {
    return Damaged(position, "the header");
  }
  if (!MatchesHeader(filter, event.header())) return false;
  if (LooksAtBody(filter) || !request.headers_only || bound) {
    if (!event.mutable_body()->ParseFromString(record.body_bytes)) {
      return Damaged(position, "the body");
    }
    if (!MatchesBody(filter, event.body())) return false;
    if (bound && !request.reader->MayRead(event.header(), event.body())) return false;
  }
  event.set_header_bytes(record.header_bytes);
  if (request.headers_only) {
    event.clear_body();
  } else {
    event.set_body_bytes(record.body_bytes);
    event.set_salt(record.salt);
    const absl::Status opened = OpenBody(log, event);
    if (!opened.ok()) return WithContext(absl::StrCat("position ", position), opened);
  }
  return true;
}

// About the size of the message: header, body and texts are in it twice.
size_t SizeInPage(const ledger::v1::RecordedEvent& event) {
  size_t texts = 0;
  for (const ledger::v1::OpenedText& text : event.texts()) texts += text.text().size() + 80;
  return 2 * (event.header_bytes().size() + event.body_bytes().size() + texts) + 64;
}

absl::StatusOr<uint64_t> ScanPage(const EventLog& log, const ledger::v1::EventFilter& filter,
                                  const PageRequest& request, RecordedEvents& events) {
  const uint64_t to = request.from + std::min(request.size - request.from, request.positions_max);
  uint64_t next = to;
  size_t taken = 0;
  size_t bytes = 0;
  ledger::v1::RecordedEvent event;
  const absl::Status status =
      log.Read(request.from, to, [&](uint64_t position, const Record& record) -> absl::Status {
        if (taken == request.events_max) {
          next = position;
          return Enough();
        }
        ASSIGN_OR_RETURN(const bool matches,
                         TakeIfMatching(log, filter, position, record, request, event));
        if (!matches) return absl::OkStatus();
        bytes += SizeInPage(event);
        if (taken > 0 && bytes > request.bytes_max) {
          next = position;
          return Enough();
        }
        ++taken;
        *events.Add() = std::move(event);
        event.Clear();
        return absl::OkStatus();
      });
  if (!status.ok() && !absl::IsCancelled(status)) return status;
  return next;
}

// What was found under one or several keys, by position, complete below `complete_until`.
struct Found {
  std::map<uint64_t, ledger::v1::RecordedEvent> events;
  uint64_t complete_until = 0;
};

absl::Status CollectUnder(const IndexKey& key, const EventLog& log,
                          const ledger::v1::EventFilter& filter, const PageRequest& request,
                          Found& found) {
  size_t taken = 0;
  size_t bytes = 0;
  const absl::Status status = log.ReadIndexFrom(
      key, request.from, found.complete_until,
      [&](uint64_t position, const Record& record) -> absl::Status {
        if (taken == request.events_max || (taken > 0 && bytes > request.bytes_max)) {
          found.complete_until = position;
          return Enough();
        }
        ledger::v1::RecordedEvent event;
        ASSIGN_OR_RETURN(const bool matches,
                         TakeIfMatching(log, filter, position, record, request, event));
        if (!matches) return absl::OkStatus();
        ++taken;
        bytes += SizeInPage(event);
        found.events.emplace(position, std::move(event));
        return absl::OkStatus();
      });
  return absl::IsCancelled(status) ? absl::OkStatus() : status;
}

absl::StatusOr<uint64_t> IndexPage(const EventLog& log, const ledger::v1::EventFilter& filter,
                                   const std::vector<IndexKey>& keys, const PageRequest& request,
                                   RecordedEvents& events) {
  Found found;
  found.complete_until = request.size;
  for (const IndexKey& key : keys) {
    RETURN_IF_ERROR(CollectUnder(key, log, filter, request, found));
  }
  size_t taken = 0;
  size_t bytes = 0;
  for (auto& [position, event] : found.events) {
    if (position >= found.complete_until) break;
    bytes += SizeInPage(event);
    if (taken == request.events_max || (taken > 0 && bytes > request.bytes_max)) return position;
    ++taken;
    *events.Add() = std::move(event);
  }
  return found.complete_until;
}

}  // namespace

absl::StatusOr<uint64_t> ReadPage(const EventLog& log, const ledger::v1::EventFilter& filter,
                                  const PageRequest& request, RecordedEvents& events) {
  PageRequest narrowed = request;
  constexpr int64_t kEarliest = std::numeric_limits<int64_t>::min();
  // Record times never decrease, so a range of times is a range of positions.
  if (filter.has_recorded_from_micros() && filter.recorded_from_micros() > kEarliest) {
    ASSIGN_OR_RETURN(const uint64_t before, log.SizeAt(filter.recorded_from_micros() - 1));
    narrowed.from = std::max(narrowed.from, before);
  }
  if (filter.has_recorded_before_micros()) {
    uint64_t until = 0;
    if (filter.recorded_before_micros() > kEarliest) {
      ASSIGN_OR_RETURN(until, log.SizeAt(filter.recorded_before_micros() - 1));
    }
    narrowed.size = std::min(narrowed.size, until);
  }
  if (narrowed.from >= narrowed.size) return std::max(request.from, request.size);
  const std::vector<IndexKey> keys = KeysOf(filter);
  const bool use_index = !keys.empty() && keys.size() <= kIndexKeysReadMax;
  ASSIGN_OR_RETURN(const uint64_t next, use_index ? IndexPage(log, filter, keys, narrowed, events)
                                                  : ScanPage(log, filter, narrowed, events));
  // Nothing beyond the last time wanted matches either.
  return next == narrowed.size ? request.size : next;
}

}  // namespace assessment
