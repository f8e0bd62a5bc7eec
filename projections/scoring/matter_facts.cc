#include "projections/scoring/matter_facts.h"

#include <algorithm>
#include <tuple>

#include "projections/scoring/accident_facts.h"

namespace assessment {
namespace {

using event::v1::EventContent;

// Something handed in and accepted, or sent back.
struct Handing {
  CivilInstant at;
  bool returned = false;
  const StreamEntry* entry = nullptr;
};

// In order of day; of one day what was handed in comes before what was sent back.
bool EarlierHanding(const Handing& a, const Handing& b) {
  const uint32_t end = 24 * 60;
  return std::make_tuple(a.at.day, a.returned, a.at.minute.value_or(end), TieOf(*a.entry)) <
         std::make_tuple(b.at.day, b.returned, b.at.minute.value_or(end), TieOf(*b.entry));
}

class MatterReader {
 public:
  explicit MatterReader(const std::string& matter) { result_.matter = matter; }

  std::optional<MatterFacts> Read(const EventStream& stream) {
    for (const StreamEntry& entry : stream.entries()) {
      if (entry.counts()) Add(entry);
    }
    if (result_.opened == nullptr) return std::nullopt;
    SettleDue();
    SettleDone();
    SettleHolders();
    result_.steps = RecordedSteps(stream, result_.deadline.clock, result_.matter);
    return std::move(result_);
  }

 private:
  void Add(const StreamEntry& entry) {
    const EventContent& content = *entry.content;
    switch (content.kind_case()) {
      case EventContent::kMatterOpened:
        if (content.matter_opened().matter() != result_.matter) return;
        result_.opened = &content.matter_opened();
        result_.opening = &entry;
        return;
      case EventContent::kMatterExtended:
        if (content.matter_extended().matter() == result_.matter) extensions_.push_back(&entry);
        return;
      case EventContent::kMatterReturned:
        if (content.matter_returned().matter() != result_.matter) return;
        handings_.push_back({{ToDay(content.occurred_on()), std::nullopt}, true, &entry});
        return;
      case EventContent::kMatterCompleted: {
        const event::v1::MatterCompleted& completed = content.matter_completed();
        if (completed.matter() != result_.matter || !completed.accepted()) return;
        handings_.push_back({ToInstant(completed.received()), false, &entry});
        return;
      }
      case EventContent::kMatterWithdrawn: {
        if (content.matter_withdrawn().matter() != result_.matter) return;
        const CivilDay day = ToDay(content.occurred_on());
        if (result_.deadline.withdrawn_on.has_value() && *result_.deadline.withdrawn_on <= day)
          return;
        result_.deadline.withdrawn_on = day;
        result_.deadline.withdrawn_position = entry.position();
        return;
      }
      case EventContent::kMatterReassigned:
        if (content.matter_reassigned().matter() == result_.matter) passings_.push_back(&entry);
        return;
      default:
        return;
    }
  }

  void SettleDue() {
    Deadline& deadline = result_.deadline;
    deadline.clock = ClockOf(result_.opened->kind());
    deadline.due = ToInstant(result_.opened->due());
    deadline.due_position = result_.opening->position();
    const auto key = [](const StreamEntry* entry) {
      const CivilInstant due = ToInstant(entry->content->matter_extended().due());
      return std::make_tuple(ToDay(entry->content->occurred_on()), due.day,
                             due.minute.value_or(24 * 60), TieOf(*entry));
    };
    const auto latest =
        std::max_element(extensions_.begin(), extensions_.end(),
                         [&key](const auto* a, const auto* b) { return key(a) < key(b); });
    if (latest == extensions_.end()) return;
    deadline.due = ToInstant((*latest)->content->matter_extended().due());
    deadline.due_position = (*latest)->position();
  }

  void SettleDone() {
    std::sort(handings_.begin(), handings_.end(), EarlierHanding);
    for (const Handing& handing : handings_) {
      if (handing.returned) {
        result_.deadline.done.reset();
        result_.deadline.done_position.reset();
      } else if (!result_.deadline.done.has_value()) {
        result_.deadline.done = handing.at;
        result_.deadline.done_position = handing.entry->position();
      }
    }
  }

  void SettleHolders() {
    result_.holders.push_back(
        {ToDay(result_.opening->content->occurred_on()), result_.opened->unit()});
    std::sort(passings_.begin(), passings_.end(), [](const auto* a, const auto* b) {
      return std::make_tuple(ToDay(a->content->occurred_on()), TieOf(*a)) <
             std::make_tuple(ToDay(b->content->occurred_on()), TieOf(*b));
    });
    for (const StreamEntry* passing : passings_) {
      result_.holders.push_back(
          {ToDay(passing->content->occurred_on()), passing->content->matter_reassigned().unit()});
    }
  }

  MatterFacts result_;
  std::vector<const StreamEntry*> extensions_;
  std::vector<const StreamEntry*> passings_;
  std::vector<Handing> handings_;
};

}  // namespace

const std::string& MatterFacts::HolderOn(const CivilDay& day) const {
  const std::string* holder = &holders.front().unit;
  for (size_t i = 1; i < holders.size() && holders[i].from <= day; ++i) holder = &holders[i].unit;
  return *holder;
}

std::optional<MatterFacts> ReadMatter(const std::string& matter, const EventStream& stream) {
  return MatterReader(matter).Read(stream);
}

}  // namespace assessment
