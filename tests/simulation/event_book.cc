#include "tests/simulation/event_book.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/merkle.h"

namespace assessment {
namespace {

using event::v1::Event;
using ledger::v1::Reason;

absl::Status Differs(absl::string_view what) {
  return absl::DataLossError(absl::StrCat("not what the model says: ", what));
}

bool Same(const Event& a, const Event& b) { return a.SerializeAsString() == b.SerializeAsString(); }

bool SameKey(const Event& a, const Event& b) {
  return a.source() == b.source() && a.idempotency_key() == b.idempotency_key();
}

}  // namespace

std::optional<uint64_t> EventBook::Find(const Event& event) const {
  for (size_t i = 0; i < events_.size(); ++i) {
    if (SameKey(events_[i].event, event)) return i + 1;
  }
  return std::nullopt;
}

bool EventBook::IsRegistered(const std::string& unit, const std::vector<Event>& more) const {
  const auto registers = [&unit](const Event& event) {
    return event.content().has_unit_registered() &&
           event.content().unit_registered().unit() == unit;
  };
  return std::any_of(more.begin(), more.end(), registers) ||
         std::any_of(events_.begin(), events_.end(),
                     [&](const Written& written) { return registers(written.event); });
}

EventBook::Refusals EventBook::Expect(const ledger::v1::AppendRequest& request,
                                      std::vector<Event>& added) const {
  Refusals refusals;
  for (int i = 0; i < request.events_size(); ++i) {
    for (int j = 0; j < i; ++j) {
      if (SameKey(request.events(i), request.events(j))) {
        refusals[i] = {ledger::v1::REASON_DUPLICATE_KEY_IN_BATCH};
      }
    }
  }
  // Whether anything but the first answer again is asked for.
  bool any_new = !refusals.empty();
  for (int i = 0; i < request.events_size(); ++i) {
    if (refusals.count(i) > 0) continue;
    const std::optional<uint64_t> known = Find(request.events(i));
    if (known.has_value() && Same(events_[*known - 1].event, request.events(i))) continue;
    any_new = true;
    if (known.has_value()) refusals[i] = {ledger::v1::REASON_IDEMPOTENCY_CONFLICT};
  }
  for (const ledger::v1::Condition& condition : request.conditions()) {
    if (any_new && condition.size_is().size() != size()) {
      refusals[-1] = {ledger::v1::REASON_SIZE_CHANGED};
    }
  }
  if (refusals.count(-1) > 0) return refusals;
  std::set<std::string> refused_units;
  for (int i = 0; i < request.events_size(); ++i) {
    const Event& event = request.events(i);
    const bool registers = event.content().has_unit_registered();
    const std::string& unit = registers ? event.content().unit_registered().unit()
                                        : event.content().metric_reported().unit();
    if (refusals.count(i) > 0) {
      refused_units.insert(unit);
      continue;
    }
    if (Find(event).has_value()) continue;
    if (registers && IsRegistered(unit, added)) {
      refusals[i] = {ledger::v1::REASON_DUPLICATE_UNIT};
      refused_units.insert(unit);
    } else if (!registers && !IsRegistered(unit, added)) {
      refusals[i] = {ledger::v1::REASON_UNKNOWN_UNIT};
      // What would have registered the unit may be refused itself.
      if (refused_units.count(unit) > 0) refusals[i].insert(ledger::v1::REASON_RESTS_ON_REFUSED);
    } else {
      added.push_back(event);
    }
  }
  return refusals;
}

absl::Status EventBook::Answered(const ledger::v1::AppendRequest& request,
                                 const ledger::v1::AppendResponse& response, int64_t now) {
  std::vector<Event> added;
  const Refusals expected = Expect(request, added);
  if (expected.empty()) {
    if (!response.has_accepted()) {
      return Differs(absl::StrCat("refused: ", response.ShortDebugString(), " of ",
                                  request.ShortDebugString()));
    }
    return CheckAccepted(request, response.accepted(), added, now);
  }
  if (!response.has_refused()) {
    return Differs(absl::StrCat("accepted: ", request.ShortDebugString()));
  }
  std::set<int> found;
  for (const ledger::v1::Refusal& refusal : response.refused().refusals()) {
    const int index = refusal.has_index() ? static_cast<int>(refusal.index()) : -1;
    const auto reasons = expected.find(index);
    if (reasons == expected.end() || reasons->second.count(refusal.reason()) == 0) {
      return Differs(absl::StrCat("a refusal: ", refusal.ShortDebugString(), " of ",
                                  request.ShortDebugString()));
    }
    found.insert(index);
  }
  if (found.size() == expected.size()) return absl::OkStatus();
  return Differs(absl::StrCat("a refusal is missing: ", response.ShortDebugString(), " of ",
                              request.ShortDebugString()));
}

absl::Status EventBook::CheckAccepted(const ledger::v1::AppendRequest& request,
                                      const ledger::v1::Accepted& accepted,
                                      const std::vector<Event>& added, int64_t now) {
  if (accepted.receipts_size() != request.events_size()) return Differs("number of receipts");
  for (const ledger::v1::Receipt& receipt : accepted.receipts()) {
    if (receipt.position() >= accepted.size()) return Differs("the size does not include it");
  }
  const int64_t record_time = std::max(now, newest_time_ + 1);
  const uint64_t size_before = size();
  uint64_t next = size_before;
  for (int i = 0; i < request.events_size(); ++i) {
    const ledger::v1::Receipt& receipt = accepted.receipts(i);
    const std::optional<uint64_t> known = Find(request.events(i));
    if (receipt.already_known() != known.has_value()) {
      return Differs(absl::StrCat("whether it is known: ", receipt.ShortDebugString()));
    }
    if (!known.has_value()) {
      events_.push_back({request.events(i), record_time, receipt.leaf_hash()});
    }
    const uint64_t position = known.has_value() ? *known : next++;
    const Written& written = events_[position - 1];
    if (receipt.position() != position || receipt.leaf_hash() != written.leaf_hash ||
        receipt.record_time_micros() != written.record_time) {
      return Differs(absl::StrCat("receipt ", receipt.ShortDebugString(), ", expected position ",
                                  position, " at ", written.record_time));
    }
  }
  if (next - size_before != added.size()) return Differs("number of new events");
  if (next > size_before) newest_time_ = record_time;
  return absl::OkStatus();
}

void EventBook::Unanswered(const ledger::v1::AppendRequest& request) {
  std::vector<Event> added;
  unanswered_.clear();
  if (Expect(request, added).empty()) unanswered_ = std::move(added);
}

absl::Status EventBook::Reopened(const EventLog& log) {
  const uint64_t found = log.DurableTail().size;
  if (found == size() + unanswered_.size()) {
    for (const Event& event : unanswered_) {
      ASSIGN_OR_RETURN(const Record record, log.Get(size()));
      event::v1::RecordHeader header;
      if (!header.ParseFromString(record.header_bytes)) return Differs("a header");
      if (header.record_time_micros() < newest_time_) return Differs("time runs backwards");
      newest_time_ = header.record_time_micros();
      events_.push_back({event, newest_time_, HashBytes(LeafHash(record.header_bytes))});
    }
  } else if (found != size()) {
    return Differs(absl::StrCat(found, " records after a restart, answered were ", size(),
                                ", open are ", unanswered_.size()));
  }
  unanswered_.clear();
  return Compare(log);
}

absl::Status EventBook::Compare(const EventLog& log) const {
  const EventLog::Tail tail = log.DurableTail();
  if (tail.size != size()) return Differs(absl::StrCat("size ", tail.size));
  Frontier frontier;
  RETURN_IF_ERROR(log.Read(0, tail.size, [&](uint64_t position, const Record& record) {
    const Hash leaf = LeafHash(record.header_bytes);
    frontier.Append(leaf);
    event::v1::EventBody body;
    if (!body.ParseFromString(record.body_bytes)) return Differs("a body");
    if (position == 0) return absl::OkStatus();
    const Written& written = events_[position - 1];
    if (!Same(body.event(), written.event) || HashBytes(leaf) != written.leaf_hash) {
      return Differs(absl::StrCat("the record at position ", position));
    }
    return absl::OkStatus();
  }));
  return frontier.Root() == tail.root ? absl::OkStatus() : Differs("the root");
}

}  // namespace assessment
