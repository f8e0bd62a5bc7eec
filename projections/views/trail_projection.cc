#include "projections/views/trail_projection.h"

#include <algorithm>
#include <set>
#include <utility>

#include "ledger/base/check.h"
#include "ledger/base/civil.h"
#include "ledger/base/status_macros.h"
#include "projections/views/score_at.h"
#include "projections/views/touched.h"

namespace assessment {
namespace {

using event::v1::EventContent;
using projections::v1::TrailEntry;

// One event of a trail and what voided it.
struct TrailEvent {
  RecordPointer record;
  std::optional<uint64_t> voided_by;
};

using TrailEvents = std::map<uint64_t, TrailEvent>;  // By position.

void AddAll(const EventStream& stream, TrailEvents& events) {
  for (const RecordPointer& record : stream.records()) {
    const uint64_t position = record->header.position();
    events.emplace(position, TrailEvent{record, stream.VoidedBy(position)});
  }
}

// What is about an accident or a matter itself names no unit, or says what it is and whose.
bool ConcernsTheThingItself(const event::v1::RecordHeader& header, const EventContent& content) {
  return header.units().empty() || content.has_accident_reported() || content.has_matter_opened() ||
         content.has_matter_reassigned();
}

// Adds what is about the accident or matter itself, and what corrects that.
void AddThing(const EventStream& stream, TrailEvents& events) {
  std::set<uint64_t> about_others;
  for (const RecordPointer& record : stream.records()) {
    const uint64_t position = record->header.position();
    const EventContent& content = record->body.event().content();
    bool concerns = ConcernsTheThingItself(record->header, content);
    if (content.has_correction_proposed()) {
      concerns = !about_others.contains(content.correction_proposed().position());
    } else if (content.has_correction_confirmed()) {
      concerns = !about_others.contains(content.correction_confirmed().proposal_position());
    }
    if (concerns) {
      events.emplace(position, TrailEvent{record, stream.VoidedBy(position)});
    } else {
      about_others.insert(position);
    }
  }
}

// The position of the event that `content` replaces or corrects; of a confirmation: what its
// proposal corrects.
std::optional<uint64_t> Replaced(const EventContent& content, const TrailEvents& events) {
  if (content.has_correction_proposed()) return content.correction_proposed().position();
  if (content.has_correction_confirmed()) {
    const auto proposal = events.find(content.correction_confirmed().proposal_position());
    CHECK(proposal != events.end());
    return Replaced(proposal->second.record->body.event().content(), events);
  }
  if (content.points_judged().has_replaces_position()) {
    return content.points_judged().replaces_position();
  }
  if (content.deduction_decided().has_replaces_position()) {
    return content.deduction_decided().replaces_position();
  }
  return std::nullopt;
}

int32_t DaysLate(const event::v1::RecordHeader& header, const EventContent& content) {
  const CivilDay occurred{content.occurred_on().year(), content.occurred_on().month(),
                          content.occurred_on().day()};
  if (!IsValid(occurred)) return 0;
  return static_cast<int32_t>(DaysSinceEpoch(DayOf(header.record_time_micros())) -
                              DaysSinceEpoch(occurred));
}

TrailEntry ToEntry(const TrailEvent& trail_event, const TrailEvents& events) {
  const ParsedRecord& record = *trail_event.record;
  const EventContent& content = record.body.event().content();
  TrailEntry entry;
  entry.set_position(record.header.position());
  entry.set_record_time_micros(record.header.record_time_micros());
  entry.set_event_type(record.header.event_type());
  *entry.mutable_event() = record.body.event();
  *entry.mutable_poster() = record.body.poster();
  if (trail_event.voided_by.has_value()) entry.set_corrected_by_position(*trail_event.voided_by);
  if (const std::optional<uint64_t> replaced = Replaced(content, events)) {
    entry.set_replaces_position(*replaced);
  }
  entry.set_days_late(DaysLate(record.header, content));
  return entry;
}

}  // namespace

absl::Status TrailProjection::Apply(std::shared_ptr<const ParsedRecord> record) {
  const uint64_t position = record->header.position();
  MutexLock lock(mutex_);
  CHECK(position == size_);
  Fold(record);
  size_ = position + 1;
  return absl::OkStatus();
}

bool TrailProjection::LeavesTrace(const ParsedRecord& record) const {
  return IsRegistryEvent(record.header);
}

absl::Status TrailProjection::ApplyTrace(std::shared_ptr<const ParsedRecord> record) {
  MutexLock lock(mutex_);
  CHECK(size_ == 0);
  Fold(record);
  return absl::OkStatus();
}

void TrailProjection::PassOver(uint64_t size) {
  MutexLock lock(mutex_);
  size_ = size;
}

void TrailProjection::Fold(const std::shared_ptr<const ParsedRecord>& record) {
  if (!IsRegistryEvent(record->header)) return;
  for (const std::string& unit : record->header.units()) registry_events_[unit].push_back(record);
}

uint64_t TrailProjection::size() const {
  MutexLock lock(mutex_);
  return size_;
}

absl::StatusOr<TrailPage> TrailProjection::PageAt(const LedgerView& view,
                                                  const TrailRequest& request) const {
  TrailEvents events;
  {
    MutexLock lock(mutex_);
    CHECK(view.size() <= size_);
    const auto named = registry_events_.find(request.unit);
    if (named != registry_events_.end()) {
      for (const RecordPointer& record : named->second) {
        if (record->header.position() >= view.size()) break;
        events.emplace(record->header.position(), TrailEvent{record, std::nullopt});
      }
    }
  }
  ASSIGN_OR_RETURN(const StreamPointer own, view.Stream(IndexKey::Unit(request.unit)));
  AddAll(*own, events);
  // The corrections of registry events are in the unit's stream, which does not hold these events.
  for (auto& [position, event] : events) event.voided_by = own->VoidedBy(position);
  ASSIGN_OR_RETURN(const ThingStreams things, ThingsOf(view, *own));
  for (const auto& [key, stream] : things) AddThing(*stream, events);
  TrailPage page;
  size_t bytes = 0;
  for (auto next = events.lower_bound(request.from_position); next != events.end(); ++next) {
    const TrailEvent& trail_event = next->second;
    if (!request.cycle.empty() && trail_event.record->header.cycle() != request.cycle) continue;
    TrailEntry entry = ToEntry(trail_event, events);
    bytes += entry.ByteSizeLong();
    if (page.entries.size() == request.entries_max ||
        (!page.entries.empty() && bytes > request.bytes_max)) {
      page.next_position = next->first;
      break;
    }
    page.entries.push_back(std::move(entry));
  }
  return page;
}

}  // namespace assessment
