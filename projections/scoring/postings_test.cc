#include "projections/scoring/postings.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace assessment {
namespace {

StreamEntry EntryOf(const std::string& source, const std::string& key) {
  auto record = std::make_shared<ParsedRecord>();
  record->body.mutable_event()->set_source(source);
  record->body.mutable_event()->set_idempotency_key(key);
  StreamEntry entry;
  entry.content = &record->body.event().content();
  entry.record = std::move(record);
  return entry;
}

TEST(LineTie, OrdersEventsAndTextsAsTheirTextsAreOrdered) {
  std::vector<StreamEntry> entries;
  for (const char* source : {"", "a", "ab", "b"}) {
    for (const char* key : {"", "a", "ab", "c"}) entries.push_back(EntryOf(source, key));
  }
  std::vector<LineTie> ties;
  std::vector<std::string> texts;
  for (const StreamEntry& entry : entries) {
    ties.emplace_back(entry);
    texts.push_back(TieOf(entry));
  }
  for (const char* text : {"", "a", "ab", "accident", "b"}) {
    ties.emplace_back(std::string(text));
    texts.emplace_back(text);
  }
  for (size_t i = 0; i < ties.size(); ++i) {
    for (size_t j = 0; j < ties.size(); ++j) {
      EXPECT_EQ(ties[i] <=> ties[j], texts[i] <=> texts[j]) << i << " and " << j;
      EXPECT_EQ(ties[i] == ties[j], texts[i] == texts[j]) << i << " and " << j;
    }
  }
}

}  // namespace
}  // namespace assessment
