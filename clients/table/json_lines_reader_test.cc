#include "clients/table/json_lines_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assessment::table {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ReadJsonLines, NamesColumnsInTheOrderInWhichTheyAppear) {
  const auto rows = ReadJsonLines("{\"b\": \"x\", \"a\": 1}\n\n{\"c\": true, \"a\": null}\n");
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 3u);
  EXPECT_THAT((*rows)[0].cells, ElementsAre("b", "a", "c"));
  EXPECT_THAT((*rows)[1].cells, ElementsAre("x", "1"));
  EXPECT_EQ((*rows)[2].number, 3);
  EXPECT_THAT((*rows)[2].cells, ElementsAre("", "", "true"));
}

TEST(ReadJsonLines, RefusesANumberThatCouldLoseDigits) {
  EXPECT_THAT(std::string(ReadJsonLines("{\"points\": 0.1}").status().message()),
              HasSubstr("line 1: \"points\": found the number 0.1"));
}

TEST(ReadJsonLines, RefusesAMemberThatStandsTwice) {
  EXPECT_THAT(std::string(ReadJsonLines("{\"a\": 1, \"a\": 2}").status().message()),
              HasSubstr("\"a\" stands twice"));
}

TEST(ReadJsonLines, NamesTheLineThatIsNoObject) {
  EXPECT_THAT(std::string(ReadJsonLines("{}\n[1]\n").status().message()), HasSubstr("line 2"));
  EXPECT_THAT(std::string(ReadJsonLines("{\"a\": \n").status().message()), HasSubstr("line 1"));
}

TEST(ReadJsonLines, KeepsAnArrayAsItsText) {
  const auto rows = ReadJsonLines("{\"a\": [1, \"x\"]}");
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_THAT((*rows)[1].cells, ElementsAre("[1,\"x\"]"));
}

}  // namespace
}  // namespace assessment::table
