#include "ledger/service/call_rate.h"

#include "gtest/gtest.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

class SettableClock : public Clock {
 public:
  UnixMicros Now() override { return now; }
  UnixMicros now = 1'000'000'000;
};

class CallRateTest : public ::testing::Test {
 protected:
  SettableClock clock_;
  CallRate rate_{2, clock_};
};

TEST_F(CallRateTest, RefusesWhatGoesBeyondTheMostInOneSecond) {
  EXPECT_TRUE(rate_.Count("clerk").ok());
  EXPECT_TRUE(rate_.Count("clerk").ok());
  EXPECT_EQ(ReasonOf(rate_.Count("clerk")), ledger::v1::REASON_RATE_EXCEEDED);
}

TEST_F(CallRateTest, CountsEachPrincipalForItself) {
  EXPECT_TRUE(rate_.Count("clerk").ok());
  EXPECT_TRUE(rate_.Count("clerk").ok());
  EXPECT_TRUE(rate_.Count("office").ok());
}

TEST_F(CallRateTest, TakesCallsAgainInTheNextSecond) {
  EXPECT_TRUE(rate_.Count("clerk").ok());
  EXPECT_TRUE(rate_.Count("clerk").ok());
  clock_.now += 1'000'000;
  EXPECT_TRUE(rate_.Count("clerk").ok());
}

}  // namespace
}  // namespace assessment
