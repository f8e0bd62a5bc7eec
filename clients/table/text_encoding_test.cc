#include "clients/table/text_encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assessment::table {
namespace {

using ::testing::HasSubstr;

TEST(ToUtf8, TakesOffTheByteOrderMark) { EXPECT_EQ(*ToUtf8("\xEF\xBB\xBF离石", ""), "离石"); }

TEST(ToUtf8, BelievesTheByteOrderMarkBeforeTheNamedEncoding) {
  EXPECT_EQ(*ToUtf8("\xEF\xBB\xBF离石", "GB18030"), "离石");
}

TEST(ToUtf8, ReadsTheEncodingOfOlderChinesePrograms) {
  EXPECT_EQ(*ToUtf8("\xC0\xEB\xCA\xAF", "GB18030"), "离石");
}

TEST(ToUtf8, NamesTheLineOfTheFirstByteThatDoesNotFit) {
  EXPECT_THAT(std::string(ToUtf8("a\nb\n\xC0\xEB", "").status().message()),
              HasSubstr("line 3: found a byte that is no UTF-8"));
}

TEST(ToUtf8, RefusesACharacterThatTheFileCutsOff) {
  EXPECT_FALSE(ToUtf8("离\xE7\x9F", "UTF-8").ok());
}

TEST(ToUtf8, RefusesAnEncodingThatNobodyKnows) {
  EXPECT_THAT(std::string(ToUtf8("a", "klingon").status().message()), HasSubstr("klingon"));
}

TEST(ToUtf8, ReadsMoreThanOneBufferful) {
  const std::string text(300'000, 'x');
  EXPECT_EQ(*ToUtf8(text, "GB18030"), text);
}

}  // namespace
}  // namespace assessment::table
