#include "clients/cpp/backoff.h"

#include <gtest/gtest.h>

namespace assessment {
namespace {

using std::chrono::milliseconds;

TEST(Backoff, DoublesItsWaitsUpToTheLongest) {
  Backoff backoff(
      {.attempts_max = 10, .first_wait = milliseconds(100), .longest_wait = milliseconds(450)}, 1);
  for (const int longest : {100, 200, 400, 450, 450}) {
    const milliseconds wait = backoff.Next();
    EXPECT_GE(wait, milliseconds(longest / 2));
    EXPECT_LE(wait, milliseconds(longest));
  }
}

TEST(Backoff, WaitsDifferFromClientToClient) {
  const RetryPolicy policy{.first_wait = milliseconds(1000)};
  EXPECT_NE(Backoff(policy, 1).Next(), Backoff(policy, 2).Next());
}

TEST(Backoff, StartsAnewAfterASuccess) {
  Backoff backoff({.first_wait = milliseconds(10)}, 1);
  for (int i = 0; i < 6; ++i) backoff.Next();
  backoff.Reset();
  EXPECT_LE(backoff.Next(), milliseconds(10));
}

TEST(Backoff, NeverWaitsUnderAPolicyOfZero) {
  Backoff backoff({.first_wait = milliseconds(0)}, 1);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(backoff.Next(), milliseconds(0));
}

}  // namespace
}  // namespace assessment
