#include "clients/ctl/display_width.h"

#include <gtest/gtest.h>

namespace assessment::ctl {
namespace {

TEST(DisplayWidth, CountsAChineseCharacterAsTwoColumns) {
  EXPECT_EQ(DisplayWidth("abc"), 3u);
  EXPECT_EQ(DisplayWidth("交城县"), 6u);
  EXPECT_EQ(DisplayWidth("〔2022〕7号"), 11u);
}

TEST(DisplayWidth, CountsACombiningMarkAsNothing) { EXPECT_EQ(DisplayWidth("e\u0301"), 1u); }

TEST(DisplayWidth, CountsAByteThatIsNoUtf8AsOneColumn) { EXPECT_EQ(DisplayWidth("a\xff"), 2u); }

TEST(OneLine, MakesLineBreaksSpacesAndDisarmsControlCharacters) {
  EXPECT_EQ(OneLine("a\nb\tc"), "a b c");
  EXPECT_EQ(OneLine("\x1b[31mred"), "?[31mred");
}

TEST(Pad, FillsToColumnsAndNotToBytes) {
  EXPECT_EQ(PadRight("县", 4), "县  ");
  EXPECT_EQ(PadLeft("县", 4), "  县");
  EXPECT_EQ(PadRight("交城县", 4), "交城县");
}

TEST(CutToWidth, NeverCutsInsideACharacter) {
  EXPECT_EQ(CutToWidth("交城县", 6), "交城县");
  const std::string cut = CutToWidth("交城县委", 6);
  EXPECT_LE(DisplayWidth(cut), 6u);
  EXPECT_EQ(cut, "交城…");
}

TEST(WrapToWidth, BreaksChineseAnywhereAndEnglishAtASpace) {
  EXPECT_EQ(WrapToWidth("安全生产会议", 4), std::vector<std::string>({"安全", "生产", "会议"}));
  EXPECT_EQ(WrapToWidth("the meeting was", 12), std::vector<std::string>({"the meeting", "was"}));
}

TEST(WrapToWidth, GivesOneLineForNoText) {
  EXPECT_EQ(WrapToWidth("", 10), std::vector<std::string>({""}));
}

}  // namespace
}  // namespace assessment::ctl
