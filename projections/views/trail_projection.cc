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

using RecordIterator = SharedSequence<RecordPointer>::Iterator;

// Records in order, of a sequence that outlives them.
struct Records {
  RecordIterator first;
  RecordIterator last;

  bool empty() const { return first == last; }
  const RecordPointer& front() const { return *first; }
};

// The first of `records` at `position` or behind.
RecordIterator FirstFrom(const Records& records, uint64_t position) {
  return std::lower_bound(records.first, records.last, position,
                          [](const RecordPointer& record, uint64_t sought) {
                            return record->header.position() < sought;
                          });
}

Records RecordsFrom(const SharedSequence<RecordPointer>& records, uint64_t position) {
  return {FirstFrom({records.begin(), records.end()}, position), records.end()};
}

// The record at `position`; null when the stream does not hold it.
const ParsedRecord* RecordIn(const EventStream& stream, uint64_t position) {
  const Records from = RecordsFrom(stream.records(), position);
  const bool is_there = !from.empty() && from.front()->header.position() == position;
  return is_there ? from.front().get() : nullptr;
}

// What is about an accident or a matter itself names no unit, or says what it is and whose.
bool ConcernsTheThingItself(const event::v1::RecordHeader& header, const EventContent& content) {
  return header.units().empty() || content.has_accident_reported() || content.has_matter_opened() ||
         content.has_matter_reassigned();
}

// Whether a record of the stream of an accident or a matter is about the thing itself, or corrects
// what is.
bool ConcernsTheThing(const EventStream& stream, const ParsedRecord& record) {
  for (const ParsedRecord* about = &record; about != nullptr;) {
    const EventContent& content = about->body.event().content();
    if (content.has_correction_proposed()) {
      about = RecordIn(stream, content.correction_proposed().position());
    } else if (content.has_correction_confirmed()) {
      about = RecordIn(stream, content.correction_confirmed().proposal_position());
    } else {
      return ConcernsTheThingItself(about->header, content);
    }
  }
  // What it corrects names the thing no more than a unit.
  return true;
}

// One event of a trail, and the stream that holds it, or its corrections.
struct TrailEvent {
  const ParsedRecord* record = nullptr;
  const EventStream* stream = nullptr;
};

// Gives the events of a trail in order, at a cost that does not grow with those that are not asked
// for. What is added outlives it.
class TrailWalk {
 public:
  // Events of the unit, with its stream.
  void AddOwn(Records records, const EventStream& own) { Add({records, &own, false}); }
  // What the stream of an accident or a matter says about the thing itself.
  void AddThing(Records records, const EventStream& thing) { Add({records, &thing, true}); }

  // The next event; nothing when there is none. What several streams hold comes once, with the one
  // added first.
  std::optional<TrailEvent> Next() {
    while (!next_.empty()) {
      const auto [position, index] = *next_.begin();
      next_.erase(next_.begin());
      Source& source = sources_[index];
      const ParsedRecord& record = *source.left.front();
      ++source.left.first;
      Await(index);
      if (given_ == position) continue;
      if (source.is_thing && !ConcernsTheThing(*source.stream, record)) continue;
      given_ = position;
      return TrailEvent{&record, source.stream};
    }
    return std::nullopt;
  }

 private:
  struct Source {
    Records left;
    const EventStream* stream;
    bool is_thing;
  };

  void Add(Source source) {
    sources_.push_back(source);
    Await(sources_.size() - 1);
  }
  void Await(size_t index) {
    const Records& left = sources_[index].left;
    if (!left.empty()) next_.emplace(left.front()->header.position(), index);
  }

  std::vector<Source> sources_;
  std::set<std::pair<uint64_t, size_t>> next_;  // Position each source goes on at, and its index.
  std::optional<uint64_t> given_;
};

// The position of the event that `content`, which stands in `stream`, replaces or corrects; of a
// confirmation: what its proposal corrects.
std::optional<uint64_t> Replaced(const EventContent& content, const EventStream& stream) {
  if (content.has_correction_proposed()) return content.correction_proposed().position();
  if (content.has_correction_confirmed()) {
    const ParsedRecord* const proposal =
        RecordIn(stream, content.correction_confirmed().proposal_position());
    CHECK(proposal != nullptr);
    return Replaced(proposal->body.event().content(), stream);
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

TrailEntry ToEntry(const TrailEvent& trail_event) {
  const ParsedRecord& record = *trail_event.record;
  const EventContent& content = record.body.event().content();
  const uint64_t position = record.header.position();
  TrailEntry entry;
  entry.set_position(position);
  entry.set_record_time_micros(record.header.record_time_micros());
  entry.set_event_type(record.header.event_type());
  *entry.mutable_event() = record.body.event();
  *entry.mutable_poster() = record.body.poster();
  if (const std::optional<uint64_t> voided_by = trail_event.stream->VoidedBy(position)) {
    entry.set_corrected_by_position(*voided_by);
  }
  if (const std::optional<uint64_t> replaced = Replaced(content, *trail_event.stream)) {
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
  for (const std::string& unit : record->header.units()) registry_events_[unit].PushBack(record);
}

uint64_t TrailProjection::size() const {
  MutexLock lock(mutex_);
  return size_;
}

absl::StatusOr<TrailPage> TrailProjection::PageAt(const LedgerView& view,
                                                  const TrailRequest& request) const {
  SharedSequence<RecordPointer> registry_events;
  {
    MutexLock lock(mutex_);
    CHECK(view.size() <= size_);
    const auto named = registry_events_.find(request.unit);
    if (named != registry_events_.end()) registry_events = named->second;
  }
  ASSIGN_OR_RETURN(const StreamPointer own, view.Stream(IndexKey::Unit(request.unit)));
  ASSIGN_OR_RETURN(const ThingStreams things, ThingsOf(view, *own));
  TrailWalk walk;
  // The corrections of registry events are in the unit's stream, which does not hold these events.
  const Records of_registry = RecordsFrom(registry_events, request.from_position);
  walk.AddOwn({of_registry.first, FirstFrom(of_registry, view.size())}, *own);
  walk.AddOwn(RecordsFrom(own->records(), request.from_position), *own);
  for (const auto& [key, stream] : things) {
    walk.AddThing(RecordsFrom(stream->records(), request.from_position), *stream);
  }
  TrailPage page;
  size_t bytes = 0;
  while (const std::optional<TrailEvent> next = walk.Next()) {
    const event::v1::RecordHeader& header = next->record->header;
    if (!request.cycle.empty() && header.cycle() != request.cycle) continue;
    TrailEntry entry = ToEntry(*next);
    bytes += entry.ByteSizeLong();
    if (page.entries.size() == request.entries_max ||
        (!page.entries.empty() && bytes > request.bytes_max)) {
      page.next_position = header.position();
      break;
    }
    page.entries.push_back(std::move(entry));
  }
  return page;
}

}  // namespace assessment
