#include <iostream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/import_run.h"
#include "clients/ctl/render_changes.h"
#include "clients/table/whole_file.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

absl::Status HandBack(const ImportSource& source, const ImportResult& result,
                      const std::string& path) {
  const absl::Status written =
      table::WriteWholeFile(importing::RefusedCsv(source.table, result.refusals, result.marks,
                                                  source.heading_row, source.delimiter),
                            path);
  if (written.ok()) return written;
  return absl::InvalidArgumentError(absl::StrCat("--refused: ", written.message()));
}

std::string ResultJson(const ImportResult& result, bool dry_run) {
  nlohmann::ordered_json json;
  json["rows"] = result.counts.rows;
  json["appended"] = result.counts.appended;
  json["known"] = result.counts.known;
  json["refused_rows"] = result.RefusedRows();
  json["size"] = result.counts.size;
  json["refusals"] = nlohmann::ordered_json::array();
  for (const importing::RowRefusal& refusal : result.refusals) {
    json["refusals"].push_back({{"row", refusal.row},
                                {"reason", refusal.reason},
                                {"column", refusal.column},
                                {"field", refusal.field},
                                {"found", refusal.found},
                                {"expected", refusal.expected}});
  }
  if (dry_run) json["preview"] = nlohmann::ordered_json::parse(ToJson(result.preview));
  return json.dump();
}

std::string ResultText(const ImportResult& result, bool dry_run, Language language) {
  std::string text;
  if (dry_run) {
    text = result.too_many_to_preview
               ? Say(Word{"事件多于一次预演所能容纳，只读了行，未经账本判断\n",
                          "more events than one preview takes: rows were read, not judged\n"},
                     language)
               : RenderChanges(result.preview.changes(), language);
  }
  const auto count = [&](const Word& word, size_t number) {
    absl::StrAppend(&text, Say(word, language), " ", number, "  ");
  };
  count({"行", "rows"}, result.counts.rows);
  if (!dry_run) {
    count({"入账", "appended"}, result.counts.appended);
    count({"已知", "known before"}, result.counts.known);
  }
  count({"被拒行", "rows refused"}, result.RefusedRows());
  if (result.counts.size > 0) count({"账本大小", "size"}, result.counts.size);
  text.resize(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

absl::Status Import(Session& session, const ImportOptions& options) {
  if (options.atomic && options.dry_run) {
    return absl::InvalidArgumentError("--atomic and --dry-run: give one of them");
  }
  ASSIGN_OR_RETURN(const ImportSource source, ReadImport(session, options));
  const ImportResult result = RunImport(session, source, options);
  const Language language = session.language();
  if (!session.json()) {
    for (const importing::RowRefusal& refusal : result.refusals) {
      std::cerr << Say(Word{"第", "row "}, language) << refusal.row << Say(Word{"行", ""}, language)
                << ": " << importing::RefusalText(refusal) << "\n";
    }
    if (options.atomic && !result.refusals.empty()) {
      std::cerr << Say(Word{"未录入任何行（--atomic）", "nothing was appended (--atomic)"},
                       language)
                << "\n";
    }
  }
  if (!result.refusals.empty()) session.SetExitStatus(kExitSomeRefused);
  if (!options.refused.empty()) RETURN_IF_ERROR(HandBack(source, result, options.refused));
  std::cout << (session.json() ? ResultJson(result, options.dry_run) + "\n"
                               : ResultText(result, options.dry_run, language));
  if (!result.stopped.ok() && !session.json()) {
    std::cerr << Say(Word{"在此停止；再次导入同一文件即可继续",
                          "stopped here; import the same file again to go on"},
                     language)
              << "\n";
  }
  return result.stopped;
}

}  // namespace

void AddImportCommands(CLI::App& app, Session& session) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* command = app.add_subcommand(
      "import",
      "导入其他系统的表格 rows of another system's table; imported again it changes nothing");
  command->footer(
      "例 example: ledgerctl --ledger 141100 import deploy/sample/import/road-accidents.csv "
      "--mapping deploy/sample/import/road-accidents.txtpb --refused refused.csv\n"
      "          ledgerctl --ledger 141100 import entry.xlsx   (由 sheet --entry 生成 made by "
      "sheet "
      "--entry)\n"
      "退出码 exit status 3: 有行被拒，其余已入账 some rows were refused, the others are in the "
      "ledger.");
  command->add_option("FILE", options->file, "表格文件 .csv, .tsv, .jsonl or .xlsx")->required();
  command->add_option("--mapping", options->mapping,
                      "映射文件 what the rows become; not for entry workbooks");
  command->add_option("--sheet", options->sheet,
                      "工作表 worksheet; default: the mapping's, or the first");
  command->add_flag("--atomic", options->atomic, "全部或全不 all rows as one batch, or none");
  command->add_flag("--dry-run", options->dry_run, "预演 what it would change; writes nothing");
  command->add_option(
      "--refused", options->refused,
      "被拒行写入 write refused rows with their reasons, to be mended and imported");
  command->callback(
      [&session, options] { session.Run([&] { return Import(session, *options); }); });
}

}  // namespace assessment::ctl
