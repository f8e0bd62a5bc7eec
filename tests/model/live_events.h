#ifndef TESTS_MODEL_LIVE_EVENTS_H_
#define TESTS_MODEL_LIVE_EVENTS_H_

// Which events of a log count, read from the whole list each time: an event is void while a
// correction in force names it, and a correction is in force while no later one in force names it.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "assessment/event/v1/event.pb.h"
#include "tests/model/history.h"

namespace assessment::model {

struct LiveEvent {
  uint64_t position = 0;
  const event::v1::EventContent* content = nullptr;
  std::string source_and_key;  // source, a zero byte, key.
  // Of a replacement: position of what it stands for, of what that stood for, and so on back.
  std::vector<uint64_t> originals;
};

struct LogState {
  // Everything that counts, in order of position; a replacement stands at its proposal's position.
  // Corrections themselves are not in it.
  std::vector<LiveEvent> live;
  // Void positions with the confirmation that voids them: events, replacements that were in force
  // once, confirmations.
  std::map<uint64_t, uint64_t> voided;
  // Proposals whose replacement counted until their confirmation was voided.
  std::set<uint64_t> lapsed;

  const LiveEvent* Find(uint64_t position) const;
};

// Requires positions 0, 1, 2, ...
LogState ReadLog(const Records& records);

}  // namespace assessment::model

#endif  // TESTS_MODEL_LIVE_EVENTS_H_
