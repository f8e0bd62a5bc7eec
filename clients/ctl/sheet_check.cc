#include "clients/ctl/sheet_check.h"

#include "absl/strings/str_cat.h"
#include "clients/ctl/display_width.h"
#include "clients/ctl/issued_sheet.h"
#include "clients/ctl/table.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

std::string DifferenceTable(const std::vector<sheet::SheetDifference>& differences,
                            const Word& before, const Word& after, Language language) {
  Table table({{{"内容", "what"}, Align::kLeft, 28},
               {{"栏", "column"}, Align::kLeft, 18},
               {before, Align::kLeft, 40},
               {after, Align::kLeft, 60}},
              language);
  for (const sheet::SheetDifference& difference : differences) {
    table.AddRow({OneLine(difference.label), OneLine(difference.heading),
                  OneLine(difference.before), OneLine(difference.after)});
  }
  return table.Render();
}

std::string VerdictText(const SheetCheck& check, Language language) {
  if (!check.same()) {
    return Say(Word{"指纹不一致：账本在此大小打印的不是此表",
                    "differs: at this size the ledger prints another sheet"},
               language);
  }
  if (!check.edited.empty()) {
    return Say(Word{"指纹一致，但文件中有单元格被改动",
                    "the fingerprint is the same, but cells of the file were changed"},
               language);
  }
  return Say(Word{"指纹一致：账本在此大小打印的正是此表",
                  "same: at this size the ledger prints exactly this sheet"},
             language);
}

}  // namespace

absl::StatusOr<SheetCheck> CheckSheet(Session& session, const std::string& ledger,
                                      const sheet::SheetIdentity& shown, const std::string& key,
                                      const sheet::FileCells* cells) {
  if (shown.ledger != ledger) {
    return absl::InvalidArgumentError(
        absl::StrCat("the sheet is of ledger ", shown.ledger, ", not of ", ledger));
  }
  if (shown.form_version != sheet::kFormVersion) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the sheet has form version ", shown.form_version, "; this tool prints version ",
        sheet::kFormVersion, "; check it with the tool that printed it"));
  }
  const SheetName name = {shown.cycle, shown.unit, shown.part};
  projections::v1::AsOf then;
  then.set_size(shown.size);
  ASSIGN_OR_RETURN(const IssuedSheet printed, MakeSheet(session, ledger, name, then, key));
  ASSIGN_OR_RETURN(const IssuedSheet now, MakeSheet(session, ledger, name, {}, key));
  SheetCheck check;
  check.shown = shown;
  check.fingerprint = printed.identity.fingerprint;
  check.size_now = now.identity.size;
  check.changes = sheet::CompareSheets(printed.content, now.content);
  if (cells != nullptr) check.edited = sheet::CompareCells(printed.content, *cells);
  return check;
}

std::string RenderCheck(const SheetCheck& check, Language language) {
  std::string text = absl::StrCat(
      check.verified() ? "✓ " : "✗ ", VerdictText(check, language), "\n  ", check.shown.cycle, " ",
      check.shown.unit, " ", check.shown.part, "  ", Say(Word{"大小", "size"}, language), " ",
      check.shown.size, "\n  ", Say(Word{"此表指纹", "fingerprint shown"}, language), " ",
      HashToHex(check.shown.fingerprint), "\n");
  if (!check.same()) {
    absl::StrAppend(&text, "  ", Say(Word{"账本指纹", "of the ledger"}, language), " ",
                    HashToHex(check.fingerprint), "\n");
  }
  if (!check.edited.empty()) {
    absl::StrAppend(
        &text, "\n", check.edited.size(), " ",
        Say(Word{"个单元格与账本打印的不同", "cells differ from what the ledger prints"}, language),
        "\n\n",
        DifferenceTable(check.edited, {"账本打印", "ledger prints"}, {"文件所写", "file says"},
                        language),
        "\n");
  }
  absl::StrAppend(&text, Say(Word{"此后到大小", "since then, up to size"}, language), " ",
                  check.size_now, ": ");
  if (check.changes.empty()) {
    return absl::StrCat(text, Say(Word{"所印内容没有变化", "nothing printed changed"}, language),
                        "\n");
  }
  absl::StrAppend(&text, check.changes.size(), " ", Say(Word{"处变化", "changes"}, language),
                  "\n\n");
  return absl::StrCat(
      text, DifferenceTable(check.changes, {"打印时", "printed"}, {"现在", "now"}, language));
}

}  // namespace assessment::ctl
