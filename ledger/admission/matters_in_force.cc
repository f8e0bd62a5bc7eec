#include "ledger/admission/matters_in_force.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/admission/header_facts.h"
#include "ledger/admission/positions.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

bool HoldsNothing(const MatterEntry& matter) {
  return !matter.opened.has_value() && matter.extensions.empty() && matter.reassignments.empty() &&
         !matter.withdrawal.has_value() && matter.steps.empty() && matter.others.empty();
}

void AddToMatter(uint64_t position, const EventContent& content, MatterEntry& matter) {
  const CivilDay day = ToDay(content.occurred_on());
  switch (content.kind_case()) {
    case EventContent::kMatterOpened:
      matter.opened = position;
      matter.kind = content.matter_opened().kind();
      matter.unit = content.matter_opened().unit();
      matter.due = ToInstant(content.matter_opened().due());
      return;
    case EventContent::kMatterExtended:
      return InsertByPosition(
          MatterEntry::Extension{position, day, ToInstant(content.matter_extended().due())},
          matter.extensions);
    case EventContent::kMatterReassigned:
      return InsertByPosition(
          MatterEntry::Reassignment{position, content.matter_reassigned().unit()},
          matter.reassignments);
    case EventContent::kMatterWithdrawn:
      matter.withdrawal = {position, day};
      return;
    case EventContent::kOverdueRecorded:
      return InsertByPosition(StepIn(position, content.overdue_recorded()), matter.steps);
    default:
      return InsertByPosition(position, matter.others);
  }
}

void RemoveFromMatter(uint64_t position, const EventContent& content, MatterEntry& matter) {
  switch (content.kind_case()) {
    case EventContent::kMatterOpened:
      matter.opened.reset();
      matter.kind = event::v1::MATTER_KIND_UNSPECIFIED;
      matter.unit.clear();
      matter.due = {};
      return;
    case EventContent::kMatterExtended:
      return EraseByPosition(position, matter.extensions);
    case EventContent::kMatterReassigned:
      return EraseByPosition(position, matter.reassignments);
    case EventContent::kMatterWithdrawn:
      matter.withdrawal.reset();
      return;
    case EventContent::kOverdueRecorded:
      return EraseByPosition(position, matter.steps);
    default:
      return EraseByPosition(position, matter.others);
  }
}

}  // namespace

CivilInstant MatterEntry::DueInForce() const {
  const auto latest = std::max_element(
      extensions.begin(), extensions.end(), [](const Extension& a, const Extension& b) {
        return a.day != b.day ? a.day < b.day : a.due.IsBefore(b.due);
      });
  return latest == extensions.end() ? due : latest->due;
}

event::v1::Clock MatterEntry::clock() const { return ClockOf(kind); }

bool MatterEntry::Concerns(absl::string_view some_unit) const {
  return unit == some_unit || std::any_of(reassignments.begin(), reassignments.end(),
                                          [some_unit](const Reassignment& reassignment) {
                                            return reassignment.unit == some_unit;
                                          });
}

void MattersInForce::Add(uint64_t position, const EventContent& content) {
  for (const std::string& matter : FactsOf(content).matters) {
    AddToMatter(position, content, matters_.Edit(matter));
  }
}

void MattersInForce::Remove(uint64_t position, const EventContent& content) {
  for (const std::string& id : FactsOf(content).matters) {
    MatterEntry& matter = matters_.Edit(id);
    RemoveFromMatter(position, content, matter);
    if (HoldsNothing(matter)) matters_.Erase(id);
  }
}

void MattersInForce::AppendRestingOn(uint64_t position, const EventContent& content,
                                     std::vector<uint64_t>& resting) const {
  if (!content.has_matter_opened()) return;
  const MatterEntry* matter = Find(content.matter_opened().matter());
  if (matter == nullptr || matter->opened != position) return;
  AppendPositions(matter->extensions, resting);
  AppendPositions(matter->reassignments, resting);
  AppendPositions(matter->steps, resting);
  AppendPositions(matter->others, resting);
  if (matter->withdrawal.has_value()) resting.push_back(matter->withdrawal->position);
}

const MatterEntry* MattersInForce::Find(absl::string_view matter) const {
  const MatterEntry* entry = matters_.Find(std::string(matter));
  return entry == nullptr || !entry->opened.has_value() ? nullptr : entry;
}

std::string MattersInForce::Describe() const {
  std::string text;
  for (const auto& [id, matter] : matters_) {
    absl::StrAppend(&text, "matter ", id, ": ",
                    matter.opened.has_value() ? absl::StrCat(*matter.opened) : "none", " kind ",
                    matter.kind, " of ", matter.unit, " due ", FormatInstant(matter.due),
                    " others ", absl::StrJoin(matter.others, " "), "\n");
    for (const auto& extension : matter.extensions) {
      absl::StrAppend(&text, "  extended on ", FormatDay(extension.day), " to ",
                      FormatInstant(extension.due), " ", extension.position, "\n");
    }
    for (const auto& reassignment : matter.reassignments) {
      absl::StrAppend(&text, "  reassigned to ", reassignment.unit, " ", reassignment.position,
                      "\n");
    }
    if (matter.withdrawal.has_value()) {
      absl::StrAppend(&text, "  withdrawn on ", FormatDay(matter.withdrawal->day), " ",
                      matter.withdrawal->position, "\n");
    }
    absl::StrAppend(&text, DescribeSteps(matter.steps));
  }
  return text;
}

}  // namespace assessment::admission
