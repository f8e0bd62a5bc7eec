#include "clients/sheet/text_layout.h"

#include <gtest/gtest.h>

#include "absl/strings/str_join.h"

namespace assessment::sheet {
namespace {

using ::std::string;
using ::std::vector;

TEST(TextLayout, CountsAChineseCharacterAsItsWholeWidth) {
  EXPECT_EQ(TextWidth("安全"), 20);
  EXPECT_EQ(TextWidth("安全2022"), 44);
  EXPECT_EQ(TextWidth("（“…”）"), 50);
}

TEST(TextLayout, BreaksChineseBetweenAnyTwoCharacters) {
  EXPECT_EQ(WrapText("安全生产工作", 40), (vector<string>{"安全生产", "工作"}));
}

TEST(TextLayout, KeepsAWordOfLettersTogether) {
  EXPECT_EQ(WrapText("编号LVL-06号", 60), (vector<string>{"编号", "LVL-06号"}));
}

TEST(TextLayout, BreaksAWordThatIsLongerThanALine) {
  EXPECT_EQ(WrapText("0123456789", 30), (vector<string>{"01234", "56789"}));
}

TEST(TextLayout, GivesEveryParagraphLinesOfItsOwn) {
  EXPECT_EQ(WrapText("安全\n\n生产", 40), (vector<string>{"安全", "", "生产"}));
}

TEST(TextLayout, CutsAtParagraphsWhereTheyFit) {
  EXPECT_EQ(CutText("安全\n生产\n工作", 40, 2), (vector<string>{"安全\n生产", "工作"}));
}

TEST(TextLayout, CutsInsideAParagraphThatIsTooLong) {
  EXPECT_EQ(CutText("安全生产工作", 20, 2), (vector<string>{"安全生产", "工作"}));
}

TEST(TextLayout, LosesNoCharacterOfALongText) {
  string text;
  for (int i = 0; i < 500; ++i) text += "安全生产, safety ";
  const vector<string> pieces = CutText(text, 300, 5);
  EXPECT_EQ(absl::StrJoin(pieces, ""), text);
  for (const string& piece : pieces) EXPECT_LE(WrapText(piece, 300).size(), 5u);
}

TEST(TextLayout, TakesBytesThatAreNoTextAsCharacters) { EXPECT_EQ(TextWidth("\xff\xfe"), 12); }

}  // namespace
}  // namespace assessment::sheet
