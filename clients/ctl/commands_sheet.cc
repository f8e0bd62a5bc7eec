#include <algorithm>
#include <iostream>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/issued_sheet.h"
#include "clients/ctl/sheet_check.h"
#include "clients/ctl/sheet_source.h"
#include "clients/ctl/verified_log.h"
#include "clients/sheet/sheet_form.h"
#include "clients/sheet/sheet_identity.h"
#include "clients/sheet/xlsx_identity.h"
#include "clients/sheet/xlsx_writer.h"
#include "clients/table/xlsx_reader.h"
#include "ledger/base/status_macros.h"
#include "ledger/scheme/scheme_file.h"

namespace assessment::ctl {
namespace {

struct SheetOptions {
  std::string cycle;
  std::string unit;
  std::string part = "whole";
  std::string out;
  std::string key;
  std::string scheme_file;
  std::string checked_file;
  std::string code;
  std::string fingerprint;
  uint64_t size = 0;
  bool blank = false;
  bool entry = false;
  bool check = false;
  AsOfOptions as_of;
};

absl::Status Missing(absl::string_view option, absl::string_view example) {
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": not given; for example ", option, " ", example));
}

std::string WrittenText(const std::string& file, Language language) {
  return absl::StrCat(Say(Word{"已写入", "written"}, language), " ", file, "\n");
}

absl::Status PrintFilled(Session& session, const SheetOptions& options) {
  if (options.cycle.empty()) return Missing("--cycle", "2022-counties");
  if (options.unit.empty()) return Missing("--unit", "交口县");
  if (options.out.empty()) return Missing("--out", "sheet.xlsx");
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(const projections::v1::AsOf as_of, options.as_of.Get());
  ASSIGN_OR_RETURN(
      const IssuedSheet issued,
      MakeSheet(session, ledger, {options.cycle, options.unit, options.part}, as_of, options.key));
  RETURN_IF_ERROR(sheet::WriteXlsx({{"打分表", issued.content}}, options.out));
  session.Print(IssuedEvent(issued), [&] {
    const Language language = session.language();
    return absl::StrCat(
        WrittenText(options.out, language), "  ", Say(Word{"大小", "size"}, language), " ",
        issued.origin.size, "  ", Say(Word{"根", "root"}, language), " ",
        HashToHex(issued.origin.root), "\n  ", Say(Word{"指纹", "fingerprint"}, language), " ",
        HashToHex(issued.identity.fingerprint), "\n  ", Say(Word{"核对码", "code"}, language), " ",
        sheet::IdentityCode(issued.identity), "\n");
  });
  return absl::OkStatus();
}

// What an empty form is made of: a scheme file, a cycle, or a cycle and a unit that not everything
// concerns.
absl::StatusOr<sheet::FormInput> EmptyForm(Session& session, const SheetOptions& options) {
  if (!options.scheme_file.empty()) {
    sheet::FormInput form;
    ASSIGN_OR_RETURN(form.scheme, ReadSchemeFile(options.scheme_file));
    form.score = sheet::EmptyExplanation(form.scheme);
    return form;
  }
  if (options.cycle.empty()) {
    return absl::InvalidArgumentError("--cycle or --scheme: name what the empty form is of");
  }
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  if (options.unit.empty()) return FetchEmptyForm(session, ledger, options.cycle);
  ASSIGN_OR_RETURN(const projections::v1::AsOf as_of, options.as_of.Get());
  return FetchForm(session, ledger, options.cycle, options.unit, as_of);
}

absl::Status PrintBlank(Session& session, const SheetOptions& options) {
  if (options.out.empty()) return Missing("--out", "blank.xlsx");
  ASSIGN_OR_RETURN(sheet::FormInput form, EmptyForm(session, options));
  ASSIGN_OR_RETURN(form.part, sheet::ParsePart(options.part));
  form.blank = true;
  ASSIGN_OR_RETURN(const sheet::SheetContent content, sheet::BuildForm(form));
  RETURN_IF_ERROR(sheet::WriteXlsx({{"打分表", content}}, options.out));
  session.Print(event::v1::Event(), [&] { return WrittenText(options.out, session.language()); });
  return absl::OkStatus();
}

absl::Status PrintEntry(Session& session, const SheetOptions& options) {
  if (options.cycle.empty()) return Missing("--cycle", "2022-counties");
  if (options.unit.empty()) return Missing("--unit", "交口县");
  if (options.out.empty()) return Missing("--out", "entry.xlsx");
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(const sheet::EntryInput entry,
                   FetchEntry(session, ledger, options.cycle, options.unit));
  RETURN_IF_ERROR(sheet::WriteXlsx(
      {{"录入", sheet::BuildEntry(entry), true}, {"说明", sheet::BuildEntryGuide(), false}},
      options.out));
  session.Print(event::v1::Event(), [&] { return WrittenText(options.out, session.language()); });
  return absl::OkStatus();
}

// The cells of a workbook's first worksheet, where they stand.
absl::StatusOr<sheet::FileCells> ReadCells(const std::string& path) {
  ASSIGN_OR_RETURN(table::XlsxSheet file, table::ReadXlsx(path, ""));
  sheet::FileCells cells;
  for (table::TableRow& row : file.rows) {
    // A sheet has no formulas: what one shows is up to the program that opens the file.
    for (size_t column = 0; column < row.cells.size(); ++column) {
      if (file.formulas.count({row.number, static_cast<int>(column)}) > 0) {
        row.cells[column] = absl::StrCat("公式 formula (", row.cells[column], ")");
      }
    }
    cells.resize(std::max(cells.size(), static_cast<size_t>(row.number)));
    cells[static_cast<size_t>(row.number) - 1] = std::move(row.cells);
  }
  return cells;
}

// Which sheet is to be checked: a file, the code at its foot, or the parts of that code.
absl::StatusOr<sheet::SheetIdentity> ShownSheet(const SheetOptions& options,
                                                const std::string& ledger) {
  if (!options.checked_file.empty()) return sheet::ReadXlsxIdentity(options.checked_file);
  if (!options.code.empty()) return sheet::ParseIdentityCode(options.code);
  if (options.fingerprint.empty() || options.size == 0 || options.cycle.empty()) {
    return absl::InvalidArgumentError(
        "--check: name the file, or --code, or --cycle, --unit, --size and --fingerprint, as the "
        "sheet's foot prints them");
  }
  sheet::SheetIdentity shown;
  shown.ledger = ledger;
  shown.cycle = options.cycle;
  shown.unit = options.unit;
  shown.part = options.part;
  shown.size = options.size;
  ASSIGN_OR_RETURN(shown.fingerprint, HashFromHex(options.fingerprint));
  return shown;
}

absl::Status Check(Session& session, const SheetOptions& options) {
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(const sheet::SheetIdentity shown, ShownSheet(options, ledger));
  std::optional<sheet::FileCells> cells;
  if (!options.checked_file.empty()) {
    ASSIGN_OR_RETURN(cells, ReadCells(options.checked_file));
  }
  ASSIGN_OR_RETURN(const SheetCheck check, CheckSheet(session, ledger, shown, options.key,
                                                      cells.has_value() ? &*cells : nullptr));
  if (!check.verified()) session.SetExitStatus(kExitNotVerified);
  std::cout << RenderCheck(check, session.language());
  return absl::OkStatus();
}

absl::Status RunSheet(Session& session, const SheetOptions& options) {
  if (options.check + options.blank + options.entry > 1) {
    return absl::InvalidArgumentError("--check, --blank and --entry: give one of them");
  }
  if (options.check) return Check(session, options);
  if (options.blank) return PrintBlank(session, options);
  if (options.entry) return PrintEntry(session, options);
  return PrintFilled(session, options);
}

}  // namespace

void AddSheetCommands(CLI::App& app, Session& session) {
  CLI::App* command =
      app.add_subcommand("sheet", "打分表文件 the scoring form as XLSX: filled, empty, or checked");
  command->footer(
      "例 example: ledgerctl --ledger 141100 sheet --cycle 2022-counties --unit 交口县 --out "
      "jiaokou.xlsx\n"
      "          ledgerctl --ledger 141100 sheet --cycle 2022-counties --unit 交口县 --part onsite "
      "--out onsite.xlsx\n"
      "          ledgerctl sheet --blank --scheme deploy/schemes/jinzhong-2019.txtpb --out "
      "blank.xlsx\n"
      "          ledgerctl --ledger 141100 sheet --entry --cycle 2022-counties --unit 交口县 --out "
      "entry.xlsx\n"
      "          ledgerctl --ledger 141100 sheet --check jiaokou.xlsx\n"
      "--json 输出打分表出具事件 prints the event that records the issue, for post");
  auto options = std::make_shared<SheetOptions>();
  command->add_option("--cycle", options->cycle, "考核 cycle, for example 2022-counties");
  command->add_option("--unit", options->unit, "单位 unit: identifier, name or alias");
  command->add_option("--part", options->part,
                      "部分 whole, onsite (scored on site), common or individual");
  command->add_option("--out", options->out, "写入文件 XLSX file to write");
  command->add_flag("--blank", options->blank, "空表 an empty form, to be filled in by hand");
  command->add_flag("--entry", options->entry,
                    "录入表 a workbook with a row a clause, to be filled in and imported");
  command->add_option("--scheme", options->scheme_file,
                      "方案文件 scheme file of the empty form, in place of a cycle");
  CLI::Option* check =
      command
          ->add_option("--check", options->checked_file,
                       "核对 check a sheet: its file, or --code, or --size and --fingerprint")
          ->expected(0, 1);
  command->add_option("--code", options->code, "核对码 the code at the foot of the sheet");
  command->add_option("--size", options->size, "账本大小 size at the foot of the sheet");
  command->add_option("--fingerprint", options->fingerprint, "内容指纹 at the foot of the sheet");
  command->add_option("--key", options->key,
                      "公钥 verifier key; default: the one remembered from the first use");
  options->as_of.AddOptions(*command);
  command->callback([&session, options, check] {
    options->check = check->count() > 0;
    session.Run(
        [&]() -> absl::Status { return TakeNotVerified(session, RunSheet(session, *options)); });
  });
}

}  // namespace assessment::ctl
