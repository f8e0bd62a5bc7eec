#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/sheet_source.h"
#include "clients/sheet/sheet_form.h"
#include "clients/sheet/sheet_identity.h"
#include "clients/sheet/xlsx_writer.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

struct SheetOptions {
  std::string cycle;
  std::string unit;
  std::string part = "whole";
  std::string out;
  std::string key;
  AsOfOptions as_of;
};

// A sheet with what identifies it.
struct IssuedSheet {
  sheet::FormInput form;
  sheet::SheetContent content;
  sheet::SheetOrigin origin;
  sheet::SheetIdentity identity;
};

absl::StatusOr<IssuedSheet> MakeSheet(Session& session, const std::string& ledger,
                                      const SheetOptions& options,
                                      const projections::v1::AsOf& as_of) {
  IssuedSheet issued;
  ASSIGN_OR_RETURN(const sheet::SheetPart part, sheet::ParsePart(options.part));
  ASSIGN_OR_RETURN(issued.form, FetchForm(session, ledger, options.cycle, options.unit, as_of));
  issued.form.part = part;
  const projections::v1::ScoreExplanation& score = issued.form.score;
  ASSIGN_OR_RETURN(issued.origin, FetchOrigin(session, ledger, score.size(),
                                              score.record_time_micros(), options.key));
  ASSIGN_OR_RETURN(issued.content, sheet::BuildForm(issued.form));
  issued.identity = sheet::Finish(issued.origin, score.cycle(), score.unit(), sheet::PartName(part),
                                  issued.content);
  return issued;
}

// The sheet as the event that records its issue would name it.
event::v1::SheetIssued IssuedEvent(const IssuedSheet& issued) {
  event::v1::SheetIssued event;
  event.set_cycle(issued.identity.cycle);
  event.set_unit(issued.identity.unit);
  event.set_part(issued.identity.part);
  for (std::string& item : sheet::CountedItems(issued.form)) event.add_items(std::move(item));
  event.set_size(issued.identity.size);
  event.set_fingerprint(HashBytes(issued.identity.fingerprint));
  return event;
}

absl::Status PrintSheet(Session& session, const SheetOptions& options) {
  if (options.out.empty()) {
    return absl::InvalidArgumentError(
        "--out: not given; name the file to write, for example "
        "--out sheet.xlsx");
  }
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(const projections::v1::AsOf as_of, options.as_of.Get());
  ASSIGN_OR_RETURN(const IssuedSheet issued, MakeSheet(session, ledger, options, as_of));
  RETURN_IF_ERROR(sheet::WriteXlsx({{"打分表", issued.content}}, options.out));
  session.Print(IssuedEvent(issued), [&] {
    const Language language = session.language();
    return absl::StrCat(
        Say({"已写入", "written"}, language), " ", options.out, "\n  ",
        Say({"大小", "size"}, language), " ", issued.origin.size, "  ",
        Say({"根", "root"}, language), " ", HashToHex(issued.origin.root), "\n  ",
        Say({"指纹", "fingerprint"}, language), " ", HashToHex(issued.identity.fingerprint), "\n  ",
        Say({"核对码", "code"}, language), " ", sheet::IdentityCode(issued.identity), "\n");
  });
  return absl::OkStatus();
}

}  // namespace

void AddSheetCommands(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("sheet", "打分表文件 the scoring form as XLSX");
  command->footer(
      "例 example: ledgerctl --ledger 141100 sheet --cycle 2022-counties --unit 交口县 --out "
      "jiaokou.xlsx\n"
      "          ledgerctl --ledger 141100 sheet --cycle 2022-counties --unit 交口县 --part onsite "
      "--out onsite.xlsx\n"
      "--json 输出 SheetIssued 事件内容 prints the content of the event SheetIssued");
  auto options = std::make_shared<SheetOptions>();
  command->add_option("--cycle", options->cycle, "考核 cycle, for example 2022-counties");
  command->add_option("--unit", options->unit, "单位 unit: identifier, name or alias");
  command->add_option("--part", options->part,
                      "部分 whole, onsite (scored on site), common or individual");
  command->add_option("--out", options->out, "写入文件 XLSX file to write");
  command->add_option("--key", options->key,
                      "公钥 verifier key; default: the one remembered from the first use");
  options->as_of.AddOptions(*command);
  command->callback([&session, options] {
    session.Run([&]() -> absl::Status {
      if (options->cycle.empty()) return absl::InvalidArgumentError("--cycle: not given");
      if (options->unit.empty()) return absl::InvalidArgumentError("--unit: not given");
      return PrintSheet(session, *options);
    });
  });
}

}  // namespace assessment::ctl
