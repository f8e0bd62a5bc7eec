#include "ledger/base/credit_code.h"

#include <gtest/gtest.h>

namespace assessment {
namespace {

TEST(CreditCode, TakesCodesWhoseCheckCharacterIsRight) {
  EXPECT_EQ(CreditCodeFault("91350100M000100Y43"), "");
  EXPECT_EQ(CreditCodeFault("911400000000000000").substr(0, 5), "check");
}

TEST(CreditCode, NamesTheLength) {
  EXPECT_EQ(CreditCodeFault("91350100M000100Y4"), "17 characters");
  EXPECT_EQ(CreditCodeFault(""), "0 characters");
}

TEST(CreditCode, NamesACharacterThatNoCodeHas) {
  EXPECT_EQ(CreditCodeFault("9135O100M000100Y43"), "character 'O' at 5");
  EXPECT_EQ(CreditCodeFault("91350100m000100Y43"), "character 'm' at 9");
}

TEST(CreditCode, NoticesEverySingleWrongCharacter) {
  const std::string code = "91350100M000100Y43";
  for (size_t i = 0; i < code.size(); ++i) {
    std::string wrong = code;
    wrong[i] = wrong[i] == '7' ? '8' : '7';
    EXPECT_NE(CreditCodeFault(wrong), "") << wrong;
  }
}

TEST(CreditCode, NamesTheCheckCharacterThatWouldBeRight) {
  EXPECT_EQ(CreditCodeFault("91350100M000100Y44"), "check character '4' where the others give '3'");
}

TEST(CreditCode, ReadsSpacesAndSmallLettersAsMeant) {
  EXPECT_EQ(NormalCreditCode(" 91350100 m000100y43"), "91350100M000100Y43");
}

}  // namespace
}  // namespace assessment
