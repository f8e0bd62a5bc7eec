#include "clients/sheet/sheet_identity.h"

#include <gtest/gtest.h>

namespace assessment::sheet {
namespace {

SheetOrigin AnOrigin() {
  SheetOrigin origin;
  origin.ledger = "141100";
  origin.origin = "ledger.example/141100";
  origin.size = 412;
  origin.root = Sha256("root");
  origin.record_time_micros = 1'677'556'800'000'000;
  return origin;
}

SheetContent AContent() {
  SheetContent content;
  content.columns = {{10, false, false, {}}, {10, false, false, {}}};
  SheetRow& row = content.rows.emplace_back();
  row.key = "item:1";
  row.cells = {TextCell(0, "会议")};
  return content;
}

TEST(SheetIdentity, ComesBackFromItsCodeHoweverItIsSpaced) {
  SheetContent content = AContent();
  const SheetIdentity identity = Finish(AnOrigin(), "2022-counties", "141130", "whole", content);
  std::string code = IdentityCode(identity);
  code.replace(code.find(' '), 1, "\n  ");
  const absl::StatusOr<SheetIdentity> read = ParseIdentityCode(code);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, identity);
}

TEST(SheetIdentity, OfARankingNamesNoUnit) {
  SheetContent content = AContent();
  const SheetIdentity identity = Finish(AnOrigin(), "2022-counties", "", kRankingPart, content);
  const absl::StatusOr<SheetIdentity> read = ParseIdentityCode(IdentityCode(identity));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->unit, "");
}

TEST(SheetIdentity, CoversOriginSizeAndRoot) {
  SheetContent content = AContent();
  SheetContent other_content = AContent();
  SheetOrigin other = AnOrigin();
  other.root = Sha256("another root");
  EXPECT_NE(Finish(AnOrigin(), "c", "u", "whole", content).fingerprint,
            Finish(other, "c", "u", "whole", other_content).fingerprint);
}

TEST(SheetIdentity, IsTheFingerprintOfTheFinishedSheet) {
  SheetContent content = AContent();
  const SheetIdentity identity = Finish(AnOrigin(), "c", "u", "whole", content);
  EXPECT_EQ(identity.fingerprint, Fingerprint(content));
}

TEST(SheetIdentity, IsKeptInTheFilesProperties) {
  SheetContent content = AContent();
  const SheetIdentity identity = Finish(AnOrigin(), "c", "u", "whole", content);
  ASSERT_FALSE(content.properties.empty());
  EXPECT_EQ(content.properties[0].first, kIdentityProperty);
  EXPECT_EQ(content.properties[0].second, IdentityCode(identity));
  EXPECT_EQ(content.date_seconds, 1'677'556'800);
}

TEST(SheetIdentity, RefusesACodeThatIsNone) {
  for (const char* code :
       {"", "assessment-sheet/1 141100 c u whole 12", "sheet/1 l c u whole 1 x",
        "assessment-sheet/1 l c u whole 1 abc", "assessment-sheet/x l c u whole 1 abc"}) {
    EXPECT_EQ(ParseIdentityCode(code).status().code(), absl::StatusCode::kInvalidArgument) << code;
  }
}

}  // namespace
}  // namespace assessment::sheet
