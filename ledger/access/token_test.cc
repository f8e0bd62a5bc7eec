#include "ledger/access/token.h"

#include "gtest/gtest.h"

namespace assessment {
namespace {

TEST(Token, NamesItsPrincipalAndHas256RandomBits) {
  const std::string token = MakeToken("office-1");
  EXPECT_EQ(token.size(), std::string("ledger~office-1~").size() + 43);
  EXPECT_EQ(PrincipalOfToken(token), "office-1");
}

TEST(Token, IsNeverTheSameTwice) { EXPECT_NE(MakeToken("a"), MakeToken("a")); }

TEST(Token, HashDependsOnSaltAndToken) {
  EXPECT_EQ(HashToken("salt", "token").size(), 32u);
  EXPECT_NE(HashToken("salt", "token"), HashToken("tlas", "token"));
  EXPECT_NE(HashToken("salt", "token"), HashToken("salt", "nekot"));
}

TEST(Token, OfAnotherFormNamesNobody) {
  const std::string secret(43, 'A');
  EXPECT_EQ(PrincipalOfToken(""), std::nullopt);
  EXPECT_EQ(PrincipalOfToken("ledger~"), std::nullopt);
  EXPECT_EQ(PrincipalOfToken("ledger~office"), std::nullopt);
  EXPECT_EQ(PrincipalOfToken("ledger~~" + secret), std::nullopt);
  EXPECT_EQ(PrincipalOfToken("ledger~office~" + secret + "A"), std::nullopt);
  EXPECT_EQ(PrincipalOfToken("other~office~" + secret), std::nullopt);
}

TEST(Token, ComparisonSeesEveryDifference) {
  EXPECT_TRUE(EqualInConstantTime("abc", "abc"));
  EXPECT_FALSE(EqualInConstantTime("abc", "abd"));
  EXPECT_FALSE(EqualInConstantTime("abc", "ab"));
  EXPECT_TRUE(EqualInConstantTime("", ""));
}

}  // namespace
}  // namespace assessment
