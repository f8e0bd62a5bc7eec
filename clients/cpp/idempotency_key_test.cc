#include "clients/cpp/idempotency_key.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <thread>
#include <vector>

namespace assessment {
namespace {

class StoppedClock : public Clock {
 public:
  UnixMicros Now() override { return now; }
  UnixMicros now = 1'700'000'000'123'456;
};

TEST(OrderedKeys, HaveTheFormOfAUuidOfVersionSeven) {
  StoppedClock clock;
  OrderedKeys keys(clock, 1);
  const std::regex form("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(std::regex_match(keys.Next(), form));
}

TEST(OrderedKeys, BeginWithTheMillisecondsSince1970) {
  StoppedClock clock;
  OrderedKeys keys(clock, 1);
  // 1700000000123 is hexadecimal 018bcfe5687b.
  EXPECT_EQ(keys.Next().substr(0, 13), "018bcfe5-687b");
}

TEST(OrderedKeys, GrowWithinOneMillisecondAndWhenTheClockRunsBackwards) {
  StoppedClock clock;
  OrderedKeys keys(clock, 1);
  std::string last = keys.Next();
  for (int i = 0; i < 10'000; ++i) {
    if (i == 5'000) clock.now -= 60'000'000;
    const std::string next = keys.Next();
    ASSERT_LT(last, next);
    last = next;
  }
}

TEST(NewIdempotencyKey, NeverRepeatsAcrossThreads) {
  std::vector<std::vector<std::string>> made(4);
  std::vector<std::thread> threads;
  for (std::vector<std::string>& keys : made) {
    threads.emplace_back([&keys] {
      for (int i = 0; i < 1000; ++i) keys.push_back(NewIdempotencyKey());
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> all;
  for (const std::vector<std::string>& keys : made) all.insert(keys.begin(), keys.end());
  EXPECT_EQ(all.size(), 4000u);
}

}  // namespace
}  // namespace assessment
