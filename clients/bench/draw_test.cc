#include "clients/bench/draw.h"

#include <gtest/gtest.h>

#include <set>

namespace assessment::bench {
namespace {

TEST(Draw, GivesTheSameKeyInTheSamePlaceOfTheSameRun) {
  EXPECT_EQ(Draw(7).Key(1, 2, 3), Draw(7).Key(1, 2, 3));
  EXPECT_NE(Draw(7).Key(1, 2, 3), Draw(8).Key(1, 2, 3));
}

TEST(Draw, RepeatsNoKeyOfARun) {
  const Draw draw(20221231);
  std::set<std::string> keys;
  for (int client = 0; client < 8; ++client) {
    for (uint64_t call = 0; call < 100; ++call) {
      for (uint64_t what = 0; what < 10; ++what) keys.insert(draw.Key(client, call, what));
    }
  }
  EXPECT_EQ(keys.size(), 8000u);
}

TEST(Draw, StaysBelowTheBound) {
  const Draw draw(1);
  std::set<uint64_t> drawn;
  for (uint64_t call = 0; call < 1000; ++call) drawn.insert(draw.Below(5, 0, call, 0));
  EXPECT_EQ(drawn, (std::set<uint64_t>{0, 1, 2, 3, 4}));
}

}  // namespace
}  // namespace assessment::bench
