#include "ledger/scheme/scheme_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

namespace assessment {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(SchemeFile, ReadsAScheme) {
  const auto scheme = ParseSchemeText("# a comment\nscheme: \"x\" version: 3\n", "x.txtpb");
  ASSERT_TRUE(scheme.ok()) << scheme.status();
  EXPECT_EQ(scheme->scheme(), "x");
  EXPECT_EQ(scheme->version(), 3u);
}

TEST(SchemeFile, NamesLineAndColumnOfAnUnknownField) {
  const auto scheme = ParseSchemeText("scheme: \"x\"\n  colour: 3\n", "x.txtpb");
  EXPECT_EQ(scheme.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(scheme.status().message()), StartsWith("x.txtpb:2:"));
  EXPECT_THAT(std::string(scheme.status().message()), HasSubstr("colour"));
}

TEST(SchemeFile, NamesTheLineOfAWrongValue) {
  const auto scheme = ParseSchemeText("scheme: \"x\"\n\ntotal_milli: \"many\"\n", "x.txtpb");
  EXPECT_THAT(std::string(scheme.status().message()), StartsWith("x.txtpb:3:14: "));
}

TEST(SchemeFile, RefusesAFieldGivenTwice) {
  const auto scheme = ParseSchemeText("version: 1\nversion: 2\n", "x.txtpb");
  EXPECT_THAT(std::string(scheme.status().message()), StartsWith("x.txtpb:2:"));
}

TEST(SchemeFile, RefusesAFileThatIsNotThere) {
  const auto scheme = ReadSchemeFile(testing::TempDir() + "/no-such-scheme.txtpb");
  EXPECT_EQ(scheme.status().code(), absl::StatusCode::kNotFound);
}

TEST(SchemeFile, ReadsAFileAndNamesItInErrors) {
  const std::string path = testing::TempDir() + "/scheme_file_test.txtpb";
  std::ofstream(path) << "scheme: \"x\"\n}\n";
  const auto scheme = ReadSchemeFile(path);
  EXPECT_THAT(std::string(scheme.status().message()), StartsWith(path + ":2:1: "));
  std::remove(path.c_str());
}

}  // namespace
}  // namespace assessment
