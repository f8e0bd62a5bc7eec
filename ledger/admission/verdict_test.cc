#include "ledger/admission/verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assessment::admission {
namespace {

using ::testing::HasSubstr;

TEST(Verdict, KeepsTheSmallestReasonInAnyOrder) {
  Verdict verdict;
  verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_CYCLE, .field = "a"});
  verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_UNIT, .field = "b"});
  verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_CLAUSE, .field = "c"});
  EXPECT_EQ(verdict.failure().field, "b");
}

TEST(Verdict, KeepsTheFirstOfEqualReasons) {
  Verdict verdict;
  verdict.Refuse({.reason = ledger::v1::REASON_FIELD_MISSING, .field = "a"});
  verdict.Refuse({.reason = ledger::v1::REASON_FIELD_MISSING, .field = "b"});
  EXPECT_EQ(verdict.failure().field, "a");
}

TEST(Verdict, RestsOnARefusedEventOnlyWhenAllItNeedsIsRefused) {
  RefusedOffers refused;
  refused.Add(3, ledger::v1::REASON_FIELD_MISSING, false, {"x", "y"});
  Verdict both(&refused);
  both.Refuse({.reason = ledger::v1::REASON_UNKNOWN_UNIT, .needs = {"x", "y"}});
  EXPECT_EQ(both.failure().reason, ledger::v1::REASON_RESTS_ON_REFUSED);
  EXPECT_THAT(both.failure().expected, HasSubstr("events[3]"));
  Verdict other(&refused);
  other.Refuse({.reason = ledger::v1::REASON_UNKNOWN_UNIT, .needs = {"x", "z"}});
  EXPECT_EQ(other.failure().reason, ledger::v1::REASON_UNKNOWN_UNIT);
  Verdict none(&refused);
  none.Refuse({.reason = ledger::v1::REASON_UNKNOWN_UNIT});
  EXPECT_EQ(none.failure().reason, ledger::v1::REASON_UNKNOWN_UNIT);
}

TEST(Verdict, NamesTheEventInThePath) {
  Verdict verdict;
  verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_UNIT, .field = "content.x"});
  EXPECT_EQ(verdict.ToRefusal(2).field(), "events[2].content.x");
  EXPECT_EQ(verdict.ToRefusal(2).index(), 2u);
  EXPECT_EQ(verdict.ToRefusal(std::nullopt).field(), "content.x");
  EXPECT_FALSE(verdict.ToRefusal(std::nullopt).has_index());
}

TEST(Verdict, SaysWhenARetryCanHelp) {
  Verdict verdict;
  verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_ACCIDENT});
  EXPECT_TRUE(verdict.ToRefusal(0).retry_can_help());
  verdict.Refuse({.reason = ledger::v1::REASON_FIELD_MISSING});
  EXPECT_FALSE(verdict.ToRefusal(0).retry_can_help());
}

TEST(Verdict, CutsLongFindsBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "省";
  const std::string quoted = Quoted(text);
  EXPECT_EQ(quoted.size(), 198 + std::string("\"…\"").size());
}

}  // namespace
}  // namespace assessment::admission
