#include "projections/scoring/event_stream.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace assessment {
namespace {

bool PositionLess(const StreamEntry& entry, uint64_t position) {
  return entry.position() < position;
}

}  // namespace

uint64_t EventStream::size() const {
  return records_.empty() ? 0 : records_.back()->header.position() + 1;
}

absl::Status EventStream::Apply(std::shared_ptr<const ParsedRecord> record) {
  const uint64_t position = record->header.position();
  if (position < size()) {
    return absl::InternalError(
        absl::StrCat("event stream: position ", position, " follows position ", size() - 1));
  }
  records_.PushBack(record);
  const event::v1::EventContent& content = record->body.event().content();
  if (content.has_correction_proposed()) {
    if (content.correction_proposed().position() >= position) {
      return absl::InternalError(absl::StrCat("event stream: position ", position,
                                              " corrects position ",
                                              content.correction_proposed().position()));
    }
    proposals_[position] = std::move(record);
    return absl::OkStatus();
  }
  if (content.has_correction_confirmed()) {
    confirmations_[position] = record;
    return SetInForce(position, true, position);
  }
  auto entry = std::make_shared<StreamEntry>();
  entry->content = &content;
  entry->record = std::move(record);
  entries_.pointers_.PushBack(std::move(entry));
  return absl::OkStatus();
}

absl::Status EventStream::SetInForce(uint64_t confirmation, bool in_force, uint64_t by) {
  const uint64_t proposal_position = confirmations_.at(confirmation)
                                         ->body.event()
                                         .content()
                                         .correction_confirmed()
                                         .proposal_position();
  const auto proposal = proposals_.find(proposal_position);
  if (proposal == proposals_.end()) {
    return absl::InternalError(absl::StrCat("event stream: the correction confirmed at position ",
                                            confirmation, " was not proposed at position ",
                                            proposal_position));
  }
  const event::v1::CorrectionProposed& proposed =
      proposal->second->body.event().content().correction_proposed();
  const uint64_t target = proposed.position();
  if (in_force) {
    Void(target, by);
  } else {
    Restore(target);
  }
  if (confirmations_.contains(target)) return SetInForce(target, !in_force, by);
  if (!proposed.has_replacement()) return absl::OkStatus();
  const size_t index = IndexOf(proposal_position);
  if (index == entries_.size() || entries_[index].position() != proposal_position) {
    auto entry = std::make_shared<StreamEntry>();
    entry->record = proposal->second;
    entry->content = &proposed.replacement();
    entry->replaces = target;
    entry->confirmed_by = by;
    entries_.pointers_.Insert(index, std::move(entry));
  } else if (in_force) {
    Restore(proposal_position);
    Change(proposal_position)->confirmed_by = by;
  } else {
    Void(proposal_position, by);
  }
  return absl::OkStatus();
}

void EventStream::Void(uint64_t position, uint64_t by) {
  voided_[position] = by;
  if (StreamEntry* entry = Change(position)) entry->voided_by = by;
}

void EventStream::Restore(uint64_t position) {
  voided_.erase(position);
  if (StreamEntry* entry = Change(position)) entry->voided_by.reset();
}

size_t EventStream::IndexOf(uint64_t position) const {
  return static_cast<size_t>(
      std::lower_bound(entries_.begin(), entries_.end(), position, PositionLess) -
      entries_.begin());
}

StreamEntry* EventStream::Change(uint64_t position) {
  const size_t index = IndexOf(position);
  if (index == entries_.size() || entries_[index].position() != position) return nullptr;
  auto changed = std::make_shared<StreamEntry>(entries_[index]);
  StreamEntry* const entry = changed.get();
  entries_.pointers_.Replace(index, std::move(changed));
  return entry;
}

std::optional<uint64_t> EventStream::VoidedBy(uint64_t position) const {
  const auto voided = voided_.find(position);
  if (voided == voided_.end()) return std::nullopt;
  return voided->second;
}

}  // namespace assessment
