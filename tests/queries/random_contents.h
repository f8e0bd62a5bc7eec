#ifndef TESTS_QUERIES_RANDOM_CONTENTS_H_
#define TESTS_QUERIES_RANDOM_CONTENTS_H_

#include <cstdint>
#include <random>
#include <string>

#include "assessment/event/v1/event.pb.h"
#include "google/protobuf/message.h"

namespace assessment {

// Random contents of every kind of event there is, over few names so that filters match some and
// not others: found by reflection, so that a new kind is among them without a word here. They are
// well formed, not admissible.
class RandomContents {
 public:
  explicit RandomContents(uint64_t seed) : random_(seed) {}

  event::v1::EventContent Content();

  // A name of one of the few: "unit-2". `kinds` is how many there are.
  std::string Named(const std::string& what, uint64_t kinds);
  void SetDay(event::v1::CivilDate& date);
  // From 0 up to, not including, `end`.
  uint64_t Below(uint64_t end) { return random_() % end; }

 private:
  void Fill(google::protobuf::Message& message, int depth);
  void FillField(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
                 int depth);

  std::mt19937_64 random_;
};

}  // namespace assessment

#endif  // TESTS_QUERIES_RANDOM_CONTENTS_H_
