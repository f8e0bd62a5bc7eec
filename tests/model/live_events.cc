#include "tests/model/live_events.h"

#include <utility>

#include "ledger/base/check.h"

namespace assessment::model {
namespace {

using event::v1::EventContent;

const EventContent& ContentAt(const Records& records, uint64_t position) {
  CHECK(position < records.size());
  CHECK(records[position]->header.position() == position);
  return records[position]->body.event().content();
}

LiveEvent MakeLive(const ParsedRecord& record, const EventContent& content) {
  const event::v1::Event& event = record.body.event();
  return {record.header.position(),
          &content,
          event.source() + std::string(1, '\0') + event.idempotency_key(),
          {}};
}

}  // namespace

const LiveEvent* LogState::Find(uint64_t position) const {
  for (const LiveEvent& event : live) {
    if (event.position == position) return &event;
  }
  return nullptr;
}

LogState ReadLog(const Records& records) {
  LogState state;
  // A correction is only ever named by later ones, so the newest is decided first.
  std::map<uint64_t, uint64_t> confirmed_by;  // Proposal to confirmation, in force.
  for (uint64_t position = records.size(); position-- > 0;) {
    const EventContent& content = ContentAt(records, position);
    if (!content.has_correction_confirmed()) continue;
    const uint64_t proposal = content.correction_confirmed().proposal_position();
    if (state.voided.count(position) != 0) {
      if (ContentAt(records, proposal).correction_proposed().has_replacement()) {
        state.lapsed.insert(proposal);
      }
      continue;
    }
    confirmed_by[proposal] = position;
    state.voided[ContentAt(records, proposal).correction_proposed().position()] = position;
  }
  for (const auto& record : records) {
    const uint64_t position = record->header.position();
    const EventContent& content = record->body.event().content();
    if (content.has_correction_confirmed() || state.voided.count(position) != 0) continue;
    if (!content.has_correction_proposed()) {
      state.live.push_back(MakeLive(*record, content));
    } else if (confirmed_by.count(position) != 0 &&
               content.correction_proposed().has_replacement()) {
      LiveEvent replacement = MakeLive(*record, content.correction_proposed().replacement());
      const EventContent* proposal = &content;
      while (proposal->has_correction_proposed()) {
        replacement.originals.push_back(proposal->correction_proposed().position());
        proposal = &ContentAt(records, replacement.originals.back());
      }
      state.live.push_back(std::move(replacement));
    }
  }
  return state;
}

}  // namespace assessment::model
