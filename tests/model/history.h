#ifndef TESTS_MODEL_HISTORY_H_
#define TESTS_MODEL_HISTORY_H_

// A log written event by event for tests of the rules: no admission, no bytes, only records with
// their headers.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/log/record.h"

namespace assessment::model {

using Records = std::vector<std::shared_ptr<const ParsedRecord>>;

class History {
 public:
  // Appends an event at the next position and returns that position. An empty `key` gives one of
  // its own. Headers name what the event concerns; those of corrections name also what their
  // target and replacement concern.
  uint64_t Add(event::v1::EventContent content, absl::string_view key = "",
               absl::string_view source = "test");

  // Appends a proposal to void `position`, then its confirmation; returns the confirmation's
  // position. The proposal lies just before it.
  uint64_t Correct(uint64_t position);
  uint64_t CorrectWith(uint64_t position, event::v1::EventContent replacement);

  // Takes the newest event back.
  void RemoveNewest() { records_.pop_back(); }

  const Records& records() const { return records_; }
  uint64_t size() const { return records_.size(); }

 private:
  Records records_;
};

// Type of what `content` states.
event::v1::EventType TypeOf(const event::v1::EventContent& content);

// The events as a person reads them: position, source, key and text form, one after another.
std::string Describe(const Records& records);

}  // namespace assessment::model

#endif  // TESTS_MODEL_HISTORY_H_
