// Files of other systems through the whole tool into a real server, and back as refused rows.

#include <gmock/gmock.h>
#include <xlsxwriter.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/session.h"
#include "clients/table/xlsx_reader.h"
#include "tests/conformance/test_server.h"
#include "tests/support/small_scheme.h"

namespace assessment::testing {
namespace {

using ::testing::HasSubstr;

constexpr char kMapping[] = R"(
  source: "register"
  events {
    key: "{id}/report"
    fields { field: "occurred_on" column: "day" }
    fields { field: "late_reason" constant: "a test of a year long past" }
    fields { field: "accident_reported.accident" column: "id" }
    fields { field: "accident_reported.occurred_at" template: "{day} 8:00" }
    fields { field: "accident_reported.county" column: "county" }
    fields { field: "accident_reported.kind" constant: "ROAD" }
    fields { field: "accident_reported.deaths" column: "deaths" }
  }
  events {
    key: "{id}/territory"
    fields { field: "occurred_on" column: "day" }
    fields { field: "late_reason" constant: "a test of a year long past" }
    fields { field: "accident_attributed.accident" column: "id" }
    fields { field: "accident_attributed.unit" column: "county" }
    fields { field: "accident_attributed.role" constant: "TERRITORY" }
  })";

class ImportTest : public ServerTest {
 protected:
  ImportTest() {
    EventContent cycle = CycleOpened(kCycle, {"unit-1", "unit-2"}, 1);
    std::vector<event::v1::Event> events;
    for (const EventContent& content :
         {testing::UnitRegistered("unit-1"), testing::UnitRegistered("unit-2"),
          SchemePublished(SmallScheme()), cycle}) {
      EventContent late = content;
      late.set_late_reason("a test of a year long past");
      events.push_back(MakeEvent(late, absl::StrCat("set-up-", events.size()), "set-up"));
    }
    MustAppend(events);
    Write("map.txtpb", kMapping);
    Write("token", office());
  }

  std::string Path(const std::string& name) const { return directory() + "/" + name; }
  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(Path(name), std::ios::binary) << text;
    return Path(name);
  }
  std::string ReadFile(const std::string& name) {
    std::ifstream file(Path(name), std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  }

  // Runs ledgerctl; its exit status.
  int Run(std::vector<std::string> arguments) {
    CLI::App app;
    ctl::Session session;
    session.AddOptions(app);
    app.fallthrough();
    ctl::AddImportCommands(app, session);
    ctl::AddSheetCommands(app, session);
    arguments.insert(arguments.begin(), {"--server", absl::StrCat("127.0.0.1:", server().port()),
                                         "--token-file", Path("token"), "--ledger", kLedger});
    // The parser takes arguments from the back.
    std::reverse(arguments.begin(), arguments.end());
    app.parse(arguments);
    return session.exit_status();
  }
  int Import(const std::string& file, std::vector<std::string> options = {}) {
    options.insert(options.begin(), {"import", file, "--mapping", Path("map.txtpb")});
    return Run(options);
  }

  size_t Size() { return ReadAll().size(); }

  const std::string header_ = "id,day,county,deaths\n";
};

TEST_F(ImportTest, ARefusedRowKeepsNoOtherRowOut) {
  const size_t before = Size();
  const std::string file = Write("a.csv", header_ +
                                              "a1,2022-03-01,unit-1,1\n"
                                              "a2,2022-03-02,unit-1,many\n"
                                              "a3,2022-03-03,nowhere,1\n"
                                              "a4,2022-03-04,unit-2,2\n");
  EXPECT_EQ(Import(file, {"--refused", Path("refused.csv")}), ctl::kExitSomeRefused);
  EXPECT_EQ(Size(), before + 4);
  const std::string refused = ReadFile("refused.csv");
  EXPECT_THAT(refused, HasSubstr("deaths (accident_reported.deaths): 找到 found many"));
  EXPECT_THAT(refused, HasSubstr("REASON_UNKNOWN_UNIT county"));
  EXPECT_THAT(refused, ::testing::Not(HasSubstr("a1")));
}

TEST_F(ImportTest, TheSameFileAgainChangesNothing) {
  const std::string file = Write("b.csv", header_ + "b1,2022-03-01,unit-1,1\n");
  EXPECT_EQ(Import(file), ctl::kExitOk);
  const size_t once = Size();
  EXPECT_EQ(Import(file), ctl::kExitOk);
  EXPECT_EQ(Size(), once);
}

TEST_F(ImportTest, MendedRowsGoInFromTheRefusedFile) {
  const std::string file =
      Write("c.csv", header_ + "c1,2022-03-01,unit-1,1\nc2,2022-03-02,unit-1,many\n");
  EXPECT_EQ(Import(file, {"--refused", Path("refused.csv")}), ctl::kExitSomeRefused);
  const size_t before = Size();
  std::string mended = ReadFile("refused.csv");
  mended.replace(mended.find("\"many\""), 6, "\"2\"");
  EXPECT_EQ(Import(Write("mended.csv", mended)), ctl::kExitOk);
  EXPECT_EQ(Size(), before + 2);
}

TEST_F(ImportTest, AMendedRowThatEqualsAnotherIsARowOfItsOwn) {
  constexpr char kKeyless[] = R"(
    source: "register"
    events {
      fields { field: "occurred_on" column: "day" }
      fields { field: "late_reason" constant: "a test of a year long past" }
      fields { field: "metric_reported.metric" constant: "rate" }
      fields { field: "metric_reported.unit" column: "county" }
      fields { field: "metric_reported.period_from" constant: "2022-01-01" }
      fields { field: "metric_reported.period_to" constant: "2022-12-31" }
      fields { field: "metric_reported.value.value_millionths" column: "value" }
      fields { field: "metric_reported.publisher" constant: "office" }
    })";
  const std::string mapping = Write("keyless.txtpb", kKeyless);
  const std::string file =
      Write("k.csv", "day,county,value\n2022-03-01,unit-1,1\n2022-03-01,unit-1,one\n");
  const size_t before = Size();
  EXPECT_EQ(Run({"import", file, "--mapping", mapping, "--refused", Path("refused.csv")}),
            ctl::kExitSomeRefused);
  std::string mended = ReadFile("refused.csv");
  mended.replace(mended.find("\"one\""), 5, "\"1\"");
  const std::string again = Write("mended.csv", mended);
  EXPECT_EQ(Run({"import", again, "--mapping", mapping}), ctl::kExitOk);
  EXPECT_EQ(Size(), before + 2);
  EXPECT_EQ(Run({"import", again, "--mapping", mapping}), ctl::kExitOk);
  EXPECT_EQ(Size(), before + 2);
}

TEST_F(ImportTest, RefusedRowsNeverTakeThePlaceOfTheFileTheyAreFrom) {
  const std::string file = Write("r.csv", header_ + "r1,2022-03-01,unit-1,many\n");
  const std::string text = ReadFile("r.csv");
  EXPECT_EQ(Import(file, {"--refused", file}), ctl::kExitUsage);
  EXPECT_EQ(ReadFile("r.csv"), text);
}

TEST_F(ImportTest, AnAtomicImportPutsInAllRowsOrNone) {
  const size_t before = Size();
  EXPECT_EQ(Import(Write("d.csv", header_ + "d1,2022-03-01,unit-1,1\nd2,2022-03-02,nowhere,1\n"),
                   {"--atomic"}),
            ctl::kExitSomeRefused);
  EXPECT_EQ(Size(), before);
  EXPECT_EQ(Import(Write("e.csv", header_ + "d1,2022-03-01,unit-1,1\nd2,2022-03-02,unit-2,1\n"),
                   {"--atomic"}),
            ctl::kExitOk);
  EXPECT_EQ(Size(), before + 4);
}

TEST_F(ImportTest, ADryRunWritesNothing) {
  const size_t before = Size();
  EXPECT_EQ(Import(Write("f.csv", header_ + "f1,2022-03-01,unit-1,1\n"), {"--dry-run"}),
            ctl::kExitOk);
  EXPECT_EQ(Size(), before);
}

TEST_F(ImportTest, AFileThatTheMappingDoesNotFitIsRefusedWhole) {
  const size_t before = Size();
  EXPECT_EQ(Import(Write("g.csv", "id,day\ng1,2022-03-01\n")), ctl::kExitUsage);
  EXPECT_EQ(Run({"import", Write("h.csv", header_)}), ctl::kExitUsage);
  EXPECT_EQ(Size(), before);
}

// Copies an entry workbook, filling the named fields of the row of a clause.
void FillEntry(const std::string& from, const std::string& to, const std::string& clause,
               const std::map<std::string, std::string>& fields, const std::string& property) {
  const auto sheet = table::ReadXlsx(from, "");
  ASSERT_TRUE(sheet.ok()) << sheet.status();
  lxw_workbook* book = workbook_new(to.c_str());
  lxw_worksheet* out = workbook_add_worksheet(book, nullptr);
  const std::vector<std::string>& headings = sheet->rows[0].cells;
  for (const table::TableRow& row : sheet->rows) {
    bool wanted = false;
    for (const std::string& cell : row.cells) wanted = wanted || cell == clause;
    for (size_t column = 0; column < headings.size(); ++column) {
      std::string text = column < row.cells.size() ? row.cells[column] : "";
      const auto field = fields.find(headings[column].substr(0, headings[column].find('\n')));
      if (wanted && field != fields.end()) text = field->second;
      worksheet_write_string(out, static_cast<lxw_row_t>(row.number - 1),
                             static_cast<lxw_col_t>(column), text.c_str(), nullptr);
    }
  }
  workbook_set_custom_property_string(book, "assessment-entry", property.c_str());
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
}

TEST_F(ImportTest, AnEntryWorkbookIsTakenBackWithoutAMapping) {
  ASSERT_EQ(
      Run({"sheet", "--entry", "--cycle", kCycle, "--unit", "unit-1", "--out", Path("e.xlsx")}),
      ctl::kExitOk);
  const std::string property = table::ReadXlsx(Path("e.xlsx"), "")->properties["assessment-entry"];
  FillEntry(Path("e.xlsx"), Path("filled.xlsx"), "1.2",
            {{"occurred_on", "2022-05-05"},
             {"problem", "两处缺失"},
             {"subjects", "甲公司\n乙公司"},
             {"late_reason", "a test of a year long past"},
             {"decided_by", "p-1|李敏"}},
            property);
  EXPECT_EQ(Run({"import", Path("filled.xlsx")}), ctl::kExitOk);
  const auto all = ReadAll();
  const event::v1::EventContent& content = all.back().body().event().content();
  EXPECT_EQ(content.finding_recorded().clause(), "1.2");
  EXPECT_EQ(content.finding_recorded().subjects_size(), 2);
  EXPECT_EQ(content.decided_by(0).person_id(), "p-1");
}

TEST_F(ImportTest, AnEntryWorkbookOfAnotherSchemeVersionOrLedgerIsRefused) {
  ASSERT_EQ(
      Run({"sheet", "--entry", "--cycle", kCycle, "--unit", "unit-1", "--out", Path("e.xlsx")}),
      ctl::kExitOk);
  const size_t before = Size();
  for (const std::string& property :
       {absl::StrCat("assessment-entry/1 141100 ", kCycle, " unit-1 small 2"),
        absl::StrCat("assessment-entry/1 999999 ", kCycle, " unit-1 small 1"),
        std::string("assessment-entry/7 141100")}) {
    FillEntry(Path("e.xlsx"), Path("old.xlsx"), "1.2", {{"problem", "x"}}, property);
    EXPECT_NE(Run({"import", Path("old.xlsx")}), ctl::kExitOk) << property;
  }
  EXPECT_EQ(Size(), before);
}

TEST_F(ImportTest, ASheetWhoseCellsWereChangedIsNotVerified) {
  const std::string trust = Path("trusted-keys");
  ASSERT_EQ(setenv("ASSESSMENT_TRUST_FILE", trust.c_str(), 1), 0);
  ASSERT_EQ(Run({"sheet", "--cycle", kCycle, "--unit", "unit-1", "--out", Path("s.xlsx")}),
            ctl::kExitOk);
  EXPECT_EQ(Run({"sheet", "--check", Path("s.xlsx")}), ctl::kExitOk);
  const auto sheet = table::ReadXlsx(Path("s.xlsx"), "");
  ASSERT_TRUE(sheet.ok()) << sheet.status();
  lxw_workbook* book = workbook_new(Path("edited.xlsx").c_str());
  lxw_worksheet* out = workbook_add_worksheet(book, nullptr);
  for (const table::TableRow& row : sheet->rows) {
    for (size_t column = 0; column < row.cells.size(); ++column) {
      worksheet_write_string(out, static_cast<lxw_row_t>(row.number - 1),
                             static_cast<lxw_col_t>(column), row.cells[column].c_str(), nullptr);
    }
  }
  worksheet_write_string(out, static_cast<lxw_row_t>(sheet->rows.back().number - 1), 0, "改",
                         nullptr);
  for (const auto& [name, text] : sheet->properties) {
    workbook_set_custom_property_string(book, name.c_str(), text.c_str());
  }
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
  EXPECT_EQ(Run({"sheet", "--check", Path("edited.xlsx")}), ctl::kExitNotVerified);
}

}  // namespace
}  // namespace assessment::testing
