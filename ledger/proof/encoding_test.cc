#include "ledger/proof/encoding.h"

#include <gtest/gtest.h>

namespace assessment {
namespace {

constexpr uint64_t kAny = UINT64_MAX;

TEST(Base64, RefusesMissingPadding) { EXPECT_FALSE(DecodeBase64("YQ").ok()); }

TEST(Base64, RefusesHalfThePadding) { EXPECT_FALSE(DecodeBase64("YQ=").ok()); }

TEST(Base64, RefusesTrailingBitsThatAreNotZero) {
  EXPECT_EQ(DecodeBase64("YQ==").value(), "a");
  EXPECT_FALSE(DecodeBase64("YR==").ok());
}

TEST(Base64, RefusesWhiteSpace) {
  EXPECT_FALSE(DecodeBase64("YW Jj").ok());
  EXPECT_FALSE(DecodeBase64("YWJj\n").ok());
}

TEST(Base64, RefusesTheUrlAlphabet) {
  EXPECT_EQ(DecodeBase64("+/8=").value(), "\xfb\xff");
  EXPECT_FALSE(DecodeBase64("-_8=").ok());
}

TEST(Base64, RefusesPaddingInTheMiddle) { EXPECT_FALSE(DecodeBase64("YQ==YQ==").ok()); }

TEST(Base64, QuotesWhatItRefuses) {
  EXPECT_EQ(DecodeBase64("Y\n").status().message(),
            "base64: found \"Y\\n\", expected canonical padded base64");
}

TEST(Hex, RefusesAnOddNumberOfDigits) { EXPECT_FALSE(DecodeHex("abc").ok()); }

TEST(Hex, RefusesUpperCase) {
  EXPECT_EQ(DecodeHex("ab").value(), "\xab");
  EXPECT_FALSE(DecodeHex("AB").ok());
}

TEST(Decimal, ReadsZero) { EXPECT_EQ(ParseDecimal("0", kAny).value(), 0u); }

TEST(Decimal, ReadsTheLargestNumber) {
  EXPECT_EQ(ParseDecimal("18446744073709551615", kAny).value(), UINT64_MAX);
}

TEST(Decimal, RefusesWhatOverflows) {
  EXPECT_FALSE(ParseDecimal("18446744073709551616", kAny).ok());
  EXPECT_FALSE(ParseDecimal("99999999999999999999999", kAny).ok());
}

TEST(Decimal, RefusesMoreThanTheBound) {
  EXPECT_EQ(ParseDecimal("7", 7).value(), 7u);
  EXPECT_EQ(ParseDecimal("8", 7).status().message(), "decimal: found \"8\", expected at most 7");
}

TEST(Decimal, RefusesLeadingZeros) {
  EXPECT_FALSE(ParseDecimal("00", kAny).ok());
  EXPECT_FALSE(ParseDecimal("07", kAny).ok());
}

TEST(Decimal, RefusesSigns) {
  EXPECT_FALSE(ParseDecimal("+5", kAny).ok());
  EXPECT_FALSE(ParseDecimal("-5", kAny).ok());
}

TEST(Decimal, RefusesAnEmptyText) { EXPECT_FALSE(ParseDecimal("", kAny).ok()); }

TEST(Decimal, RefusesWhiteSpace) {
  EXPECT_FALSE(ParseDecimal(" 5", kAny).ok());
  EXPECT_FALSE(ParseDecimal("5 ", kAny).ok());
}

TEST(Lines, AreTakenWithoutTheirNewline) {
  absl::string_view rest = "one\n\ntwo\n";
  EXPECT_EQ(TakeLine(rest).value(), "one");
  EXPECT_EQ(TakeLine(rest).value(), "");
  EXPECT_EQ(TakeLine(rest).value(), "two");
  EXPECT_EQ(rest, "");
}

TEST(Lines, MustEndInANewline) {
  absl::string_view rest = "one";
  EXPECT_FALSE(TakeLine(rest).ok());
}

}  // namespace
}  // namespace assessment
