#include "clients/sheet/sheet_identity.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/base/civil.h"
#include "ledger/base/status_macros.h"

namespace assessment::sheet {
namespace {

constexpr absl::string_view kCodePrefix = "assessment-sheet/";
constexpr absl::string_view kNoUnit = "-";
constexpr int64_t kMicrosPerSecond = 1'000'000;

void AddFoot(std::string key, std::string text, bool fingerprinted, SheetContent& content) {
  SheetRow& row = content.rows.emplace_back();
  row.role = RowRole::kNote;
  row.key = std::move(key);
  row.fingerprinted = fingerprinted;
  row.cells.push_back(WideCell(0, static_cast<int>(content.columns.size()) - 1, std::move(text)));
}

}  // namespace

SheetIdentity Finish(const SheetOrigin& origin, absl::string_view cycle, absl::string_view unit,
                     absl::string_view part, SheetContent& content) {
  AddFoot("origin:log",
          absl::StrCat("账本：", origin.origin, "　　账本大小：", origin.size,
                       origin.record_time_micros == 0
                           ? ""
                           : absl::StrCat("　　截至入账时间：",
                                          FormatMoment(origin.record_time_micros).substr(0, 19))),
          true, content);
  AddFoot("origin:root", absl::StrCat("根哈希：", HashToHex(origin.root)), true, content);
  SheetIdentity identity;
  identity.ledger = origin.ledger;
  identity.cycle = std::string(cycle);
  identity.unit = std::string(unit);
  identity.part = std::string(part);
  identity.size = origin.size;
  identity.fingerprint = Fingerprint(content);
  const std::string code = IdentityCode(identity);
  AddFoot("fingerprint", absl::StrCat("内容指纹（SHA-256）：", HashToHex(identity.fingerprint)),
          false, content);
  AddFoot("code", absl::StrCat("核对码：", code), false, content);
  content.properties.emplace_back(kIdentityProperty, code);
  content.properties.emplace_back("assessment-origin", origin.origin);
  content.properties.emplace_back("assessment-root", HashToHex(origin.root));
  content.date_seconds = origin.record_time_micros / kMicrosPerSecond;
  return identity;
}

std::string IdentityCode(const SheetIdentity& identity) {
  return absl::StrCat(kCodePrefix, identity.form_version, " ", identity.ledger, " ", identity.cycle,
                      " ", identity.unit.empty() ? kNoUnit : absl::string_view(identity.unit), " ",
                      identity.part, " ", identity.size, " ", HashToHex(identity.fingerprint));
}

absl::StatusOr<SheetIdentity> ParseIdentityCode(absl::string_view code) {
  const std::vector<absl::string_view> words =
      absl::StrSplit(code, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
  absl::string_view version = words.empty() ? absl::string_view() : words[0];
  SheetIdentity identity;
  if (words.size() != 7 || !absl::ConsumePrefix(&version, kCodePrefix) ||
      !absl::SimpleAtoi(version, &identity.form_version) ||
      !absl::SimpleAtoi(words[5], &identity.size)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the code of a sheet: found \"", code.substr(0, 80),
        "\", expected \"assessment-sheet/1 LEDGER CYCLE UNIT PART SIZE FINGERPRINT\""));
  }
  identity.ledger = std::string(words[1]);
  identity.cycle = std::string(words[2]);
  identity.unit = words[3] == kNoUnit ? "" : std::string(words[3]);
  identity.part = std::string(words[4]);
  ASSIGN_OR_RETURN(identity.fingerprint, HashFromHex(words[6]));
  return identity;
}

}  // namespace assessment::sheet
