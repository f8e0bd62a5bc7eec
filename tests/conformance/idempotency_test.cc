// The same source and key again: the first answer, for ever; other content: a refusal.

#include "tests/conformance/test_server.h"

namespace assessment::testing {
namespace {

class IdempotencyTest : public DurableServerTest {};

TEST_F(IdempotencyTest, AnswersTheSameAcrossARestart) {
  std::vector<ledger::v1::Receipt> first =
      MustAppend({UnitRegistered("a", "1"), UnitRegistered("b", "2")});
  MustAppend({UnitRegistered("c", "3")});
  Restart();
  const std::vector<ledger::v1::Receipt> again =
      MustAppend({UnitRegistered("a", "1"), UnitRegistered("b", "2")});
  ASSERT_EQ(again.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    first[i].set_already_known(true);
    EXPECT_EQ(again[i].SerializeAsString(), first[i].SerializeAsString());
  }
  EXPECT_EQ(ReadAll({}, 1).size(), 3u);
}

TEST_F(IdempotencyTest, AppendsWhatIsNewOfABatchThatIsPartlyKnown) {
  const auto first = MustAppend({UnitRegistered("a", "1")});
  const auto again = MustAppend({UnitRegistered("a", "1"), UnitRegistered("b", "2")});
  EXPECT_TRUE(again[0].already_known());
  EXPECT_EQ(again[0].position(), first[0].position());
  EXPECT_FALSE(again[1].already_known());
  EXPECT_EQ(again[1].position(), 2u);
}

TEST_F(IdempotencyTest, RefusesOtherContentUnderAKnownKeyAcrossARestart) {
  MustAppend({UnitRegistered("a", "1")});
  Restart();
  ledger::v1::AppendResponse response;
  ASSERT_TRUE(Append(office(), {UnitRegistered("b", "1")}, response).ok());
  ASSERT_EQ(response.refused().refusals_size(), 1) << response.DebugString();
  EXPECT_EQ(response.refused().refusals(0).reason(), ledger::v1::REASON_IDEMPOTENCY_CONFLICT);
  EXPECT_NE(response.refused().refusals(0).field().find("unit"), std::string::npos);
}

}  // namespace
}  // namespace assessment::testing
