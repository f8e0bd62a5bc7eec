// The shipped schemes are publishable, and every oddity that the linter names in them is known: the
// warnings equal the golden files beside this test. ASSESSMENT_WRITE_GOLDEN=1 writes them anew; the
// difference is to be read before it is kept.

#include "tests/schemes/shipped_schemes.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "ledger/base/limits.h"
#include "ledger/scheme/lint.h"
#include "ledger/scheme/scheme_file.h"

namespace assessment {
namespace {

class ShippedSchemeTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    compiled_ = ShippedScheme(GetParam());
    ASSERT_NE(compiled_, nullptr);
  }
  const scheme::v1::Scheme& scheme() const { return compiled_->proto(); }

  std::shared_ptr<const CompiledScheme> compiled_;
};

TEST_P(ShippedSchemeTest, IsNamedLikeItsFile) { EXPECT_EQ(scheme().scheme(), GetParam()); }

TEST_P(ShippedSchemeTest, LintsWithoutErrors) {
  for (const LintFinding& finding : Lint(scheme())) {
    EXPECT_EQ(finding.severity, LintSeverity::kWarning)
        << finding.rule << " " << finding.about << ": " << finding.message;
  }
}

TEST_P(ShippedSchemeTest, HasExactlyTheKnownWarnings) {
  std::string found;
  for (const LintFinding& finding : Lint(scheme())) {
    absl::StrAppend(&found, finding.rule, " ", finding.about, ": ", finding.message, "\n");
  }
  const std::string path = absl::StrCat(ASSESSMENT_LINT_GOLDEN_DIR, "/", GetParam(), ".lint.txt");
  if (std::getenv("ASSESSMENT_WRITE_GOLDEN") != nullptr) std::ofstream(path) << found;
  std::ostringstream known;
  known << std::ifstream(path).rdbuf();
  EXPECT_EQ(found, known.str()) << "the warnings differ from " << path;
}

TEST_P(ShippedSchemeTest, SurvivesPrintingAndReading) {
  std::string text;
  ASSERT_TRUE(google::protobuf::TextFormat::PrintToString(scheme(), &text));
  const auto again = ParseSchemeText(text, "printed");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->SerializeAsString(), scheme().SerializeAsString());
}

TEST_P(ShippedSchemeTest, FitsOneEventWithItsWording) {
  // The official wording is at most a few times as long as the short labels.
  EXPECT_LT(4 * scheme().ByteSizeLong(), limits::kBodyBytesMax);
}

TEST_P(ShippedSchemeTest, LabelsEveryClauseInBothLanguages) {
  for (const ClauseRef& ref : compiled_->clauses()) {
    EXPECT_FALSE(ref.clause->label().zh().empty()) << ref.clause->clause();
    EXPECT_FALSE(ref.clause->label().en().empty()) << ref.clause->clause();
  }
}

TEST_P(ShippedSchemeTest, LeavesEveryInterpretationToTheOffice) {
  EXPECT_FALSE(scheme().interpretations().empty());
  for (const auto& interpretation : scheme().interpretations()) {
    EXPECT_FALSE(interpretation.confirmed()) << interpretation.interpretation();
    EXPECT_TRUE(interpretation.decided_by().empty()) << interpretation.interpretation();
  }
}

INSTANTIATE_TEST_SUITE_P(Shipped, ShippedSchemeTest, testing::ValuesIn(kShippedSchemes),
                         [](const auto& tested) { return SchemeTestName(tested.param); });

// What is not listed is not tested.
TEST(ShippedSchemes, AreAllListed) {
  std::set<std::string> files;
  for (const auto& file : std::filesystem::directory_iterator(ASSESSMENT_SCHEMES_DIR)) {
    files.insert(file.path().stem().string());
  }
  EXPECT_EQ(files, (std::set<std::string>(std::begin(kShippedSchemes), std::end(kShippedSchemes))));
}

}  // namespace
}  // namespace assessment
