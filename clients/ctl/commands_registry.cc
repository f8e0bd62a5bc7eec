#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cpp/idempotency_key.h"
#include "clients/ctl/append_one.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/event_summary.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/paper_options.h"
#include "clients/ctl/table.h"
#include "clients/ctl/wording_file.h"
#include "clients/ctl/words.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/sha256.h"
#include "ledger/scheme/lint.h"
#include "ledger/scheme/scheme_file.h"

namespace assessment::ctl {
namespace {

// "撤销 dissolved" or "合并 merged", the day and the successor; empty while the unit has no end.
std::string EndingText(const projections::v1::Unit& unit, Language language) {
  if (!unit.has_ending()) return "";
  const projections::v1::UnitEnding& ending = unit.ending();
  return absl::StrCat(
      Say(ending.merged() ? Word{"合并", "merged"} : Word{"撤销", "dissolved"}, language), " ",
      DateText(ending.effective_on()),
      ending.successor().empty() ? "" : absl::StrCat(" → ", ending.successor()));
}

std::string LettersText(const projections::v1::Unit& unit) {
  std::vector<std::string> letters;
  for (const projections::v1::ResponsibilityLetter& letter : unit.letters()) {
    letters.push_back(absl::StrCat(letter.year(), " (", DateText(letter.signed_on()), ")"));
  }
  return absl::StrJoin(letters, " ");
}

absl::Status ListUnits(Session& session, const AsOfOptions& as_of) {
  projections::v1::ListUnitsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
  ASSIGN_OR_RETURN(*request.mutable_as_of(), as_of.Get());
  ASSIGN_OR_RETURN(const projections::v1::ListUnitsResponse response,
                   session.client().ListUnits(request));
  session.Print(response, [&] {
    Table table({{{"代码", "Unit"}},
                 {{"名称", "Name"}},
                 {{"类别", "Kind"}},
                 {{"别名", "Aliases"}},
                 {{"标签", "Tags"}},
                 {{"终止", "Ended"}},
                 {{"责任书", "Letters"}}},
                session.language());
    for (const projections::v1::Unit& unit : response.units()) {
      std::vector<std::string> tags;
      for (const event::v1::TagPeriod& tag : unit.tags()) {
        const bool dated = tag.has_from() || tag.has_to();
        tags.push_back(dated ? absl::StrCat(tag.tag(), " (", DateText(tag.from()), "…",
                                            DateText(tag.to()), ")")
                             : tag.tag());
      }
      table.AddRow({unit.unit(), unit.name(), Say(WordOf(unit.kind()), session.language()),
                    absl::StrJoin(unit.aliases(), "、"), absl::StrJoin(tags, " "),
                    EndingText(unit, session.language()), LettersText(unit)});
    }
    return table.Render();
  });
  return absl::OkStatus();
}

absl::Status ListSupervised(Session& session, const AsOfOptions& as_of) {
  projections::v1::ListUnitsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
  ASSIGN_OR_RETURN(*request.mutable_as_of(), as_of.Get());
  ASSIGN_OR_RETURN(const projections::v1::ListUnitsResponse response,
                   session.client().ListUnits(request));
  session.Print(response, [&] {
    Table table({{{"单位", "Unit"}},
                 {{"企业代码", "Enterprise"}},
                 {{"企业", "Name"}},
                 {{"起止", "Days"}},
                 {{"位置", "Position"}, Align::kRight}},
                session.language());
    for (const projections::v1::Unit& unit : response.units()) {
      for (const projections::v1::EnterpriseSupervision& supervision : unit.supervised()) {
        table.AddRow({unit.name(), supervision.enterprise_code(),
                      SealableTextOf(supervision.enterprise(), session.language()),
                      absl::StrCat(DateText(supervision.from()), "…", DateText(supervision.to())),
                      absl::StrCat(supervision.position())});
      }
    }
    return table.Render();
  });
  return absl::OkStatus();
}

absl::Status ListCycles(Session& session, const AsOfOptions& as_of) {
  projections::v1::ListCyclesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
  ASSIGN_OR_RETURN(*request.mutable_as_of(), as_of.Get());
  ASSIGN_OR_RETURN(const projections::v1::ListCyclesResponse response,
                   session.client().ListCycles(request));
  session.Print(response, [&] {
    Table table({{{"考核", "Cycle"}},
                 {{"名称", "Title"}},
                 {{"单位数", "Units"}, Align::kRight},
                 {{"期间", "Window"}},
                 {{"方案", "Scheme"}},
                 {{"阶段", "Phase"}}},
                session.language());
    for (const projections::v1::Cycle& cycle : response.cycles()) {
      const event::v1::CycleOpened& opened = cycle.cycle();
      table.AddRow({opened.cycle(), opened.title(), absl::StrCat(opened.units_size()),
                    absl::StrCat(DateText(opened.window_from()), "…", DateText(opened.window_to())),
                    opened.has_scheme()
                        ? absl::StrCat(opened.scheme().scheme(), " v", opened.scheme().version())
                        : "—",
                    Say(WordOf(cycle.phase()), session.language())});
    }
    return table.Render();
  });
  return absl::OkStatus();
}

absl::Status ListClauses(Session& session, const std::string& cycle, const std::string& unit) {
  projections::v1::ListClausesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
  request.set_cycle(cycle);
  request.set_unit(unit);
  ASSIGN_OR_RETURN(const projections::v1::ListClausesResponse response,
                   session.client().ListClauses(request));
  session.Print(response, [&] {
    Table table(
        {{{"条款", "Clause"}}, {{"内容", "Label"}}, {{"项目", "Item"}}, {{"可录入", "Posting"}}},
        session.language());
    for (const projections::v1::ClauseInfo& info : response.clauses()) {
      table.AddRow({info.clause().clause(), Say(info.clause().label(), session.language()),
                    info.item(), info.posting()});
    }
    return table.Render();
  });
  return absl::OkStatus();
}

absl::Status ListSchemes(Session& session) {
  projections::v1::ListSchemesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
  ASSIGN_OR_RETURN(const projections::v1::ListSchemesResponse response,
                   session.client().ListSchemes(request));
  session.Print(response, [&] {
    Table table({{{"方案", "Scheme"}},
                 {{"版本", "Version"}, Align::kRight},
                 {{"名称", "Title"}},
                 {{"位置", "Position"}, Align::kRight},
                 {{"摘要", "SHA-256"}}},
                session.language());
    for (const projections::v1::SchemeInfo& scheme : response.schemes()) {
      table.AddRow({scheme.scheme(), absl::StrCat(scheme.version()),
                    Say(scheme.title(), session.language()), absl::StrCat(scheme.position()),
                    EncodeHex(scheme.digest())});
    }
    return table.Render();
  });
  return absl::OkStatus();
}

absl::Status ShowScheme(Session& session, const std::string& scheme, uint32_t version) {
  projections::v1::GetSchemeRequest request;
  ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
  request.set_scheme(scheme);
  request.set_version(version);
  ASSIGN_OR_RETURN(const projections::v1::GetSchemeResponse response,
                   session.client().GetScheme(request));
  session.Print(response, [&] { return response.published().scheme().Utf8DebugString(); });
  return absl::OkStatus();
}

// Lints a file without a server: errors make the exit status 1.
void LintFile(Session& session, const std::string& path) {
  const absl::StatusOr<scheme::v1::Scheme> scheme = ReadSchemeFile(path);
  if (!scheme.ok()) {
    std::cerr << "ledgerctl: " << scheme.status().message() << "\n";
    session.SetExitStatus(kExitUsage);
    return;
  }
  size_t errors = 0;
  size_t warnings = 0;
  for (const LintFinding& finding : Lint(*scheme)) {
    const bool error = finding.severity == LintSeverity::kError;
    ++(error ? errors : warnings);
    std::cout << (error ? "错误 error  " : "警告 warning  ") << finding.rule << "  "
              << (finding.about.empty() ? "" : finding.about + "  ") << finding.message << "\n";
  }
  std::cout << scheme->scheme() << " v" << scheme->version() << ": " << errors << " 错误 errors, "
            << warnings << " 警告 warnings\n";
  if (errors > 0) session.SetExitStatus(kExitUsage);
}

absl::Status PublishScheme(Session& session, const std::string& path,
                           const std::string& wording_path) {
  event::v1::EventContent content;
  event::v1::SchemePublished& published = *content.mutable_scheme_published();
  ASSIGN_OR_RETURN(*published.mutable_scheme(), ReadSchemeFile(path));
  if (!wording_path.empty()) {
    ASSIGN_OR_RETURN(const std::vector<event::v1::ClauseWording> wording,
                     ReadWordingFile(wording_path));
    published.mutable_wording()->Add(wording.begin(), wording.end());
  }
  *content.mutable_occurred_on() = Today();
  // The same version published again is the same event, whatever the day.
  const std::string key =
      absl::StrCat("scheme-", published.scheme().scheme(), "-", published.scheme().version(), "-",
                   HashToHex(Sha256(published.SerializeAsString())).substr(0, 16));
  return AppendOne(session, std::move(content), key);
}

struct Adoption {
  std::string cycle;
  std::string scheme;
  uint32_t version = 0;
  std::vector<std::string> persons;
  PaperOptions paper;
};

absl::Status AdoptScheme(Session& session, const Adoption& adoption) {
  event::v1::EventContent content;
  *content.mutable_occurred_on() = Today();
  for (const std::string& person : adoption.persons)
    content.add_decided_by()->set_person_id(person);
  RETURN_IF_ERROR(adoption.paper.Fill(*content.mutable_paper()));
  event::v1::CycleSchemeAdopted& adopted = *content.mutable_cycle_scheme_adopted();
  adopted.set_cycle(adoption.cycle);
  adopted.mutable_scheme()->set_scheme(adoption.scheme);
  adopted.mutable_scheme()->set_version(adoption.version);
  return AppendOne(session, std::move(content), NewIdempotencyKey());
}

void AddSchemeCommands(CLI::App& app, Session& session) {
  CLI::App* scheme = app.add_subcommand("scheme", "评分方案 scoring schemes");
  scheme->require_subcommand(1);

  auto lint_path = std::make_shared<std::string>();
  CLI::App* lint =
      scheme->add_subcommand("lint", "检验方案文件 prove a scheme file; needs no server");
  lint->footer("例 example: ledgerctl scheme lint deploy/schemes/lvliang-2022-counties.txtpb");
  lint->add_option("FILE", *lint_path, "方案文件 Protobuf text")->required();
  lint->callback([&session, lint_path] { LintFile(session, *lint_path); });

  auto publish_path = std::make_shared<std::string>();
  auto wording_path = std::make_shared<std::string>();
  CLI::App* publish = scheme->add_subcommand("publish", "发布方案 publish a scheme version");
  publish->footer(
      "例 example: ledgerctl --ledger 141100 scheme publish "
      "deploy/schemes/lvliang-2022-counties.txtpb");
  publish->add_option("FILE", *publish_path, "方案文件 Protobuf text")->required();
  publish->add_option("--wording", *wording_path, "条款原文 JSON file {clause: official text}");
  publish->callback([&session, publish_path, wording_path] {
    session.Run([&] { return PublishScheme(session, *publish_path, *wording_path); });
  });

  CLI::App* list = scheme->add_subcommand("list", "列出方案 list the published versions");
  list->footer("例 example: ledgerctl --ledger 141100 scheme list");
  list->callback([&session] { session.Run([&] { return ListSchemes(session); }); });

  auto shown = std::make_shared<std::pair<std::string, uint32_t>>("", 1);
  CLI::App* show = scheme->add_subcommand("show", "显示方案 print a published version");
  show->footer(
      "例 example: ledgerctl --ledger 141100 scheme show lvliang-2022-counties --version 1");
  show->add_option("SCHEME", shown->first, "方案 identifier")->required();
  show->add_option("--version", shown->second, "版本 version");
  show->callback([&session, shown] {
    session.Run([&] { return ShowScheme(session, shown->first, shown->second); });
  });

  auto adoption = std::make_shared<Adoption>();
  CLI::App* adopt = scheme->add_subcommand("adopt", "采用方案 adopt a version for a cycle");
  adopt->footer(
      "例 example: ledgerctl --ledger 141100 scheme adopt --cycle 2022-counties --scheme "
      "lvliang-2022-counties --version 1 "
      "--decided-by p-301 --decided-by p-302 --paper-issuer 吕梁市安委会 --paper "
      "吕安发〔2022〕31号 --paper-date 2022-11-30");
  adopt->add_option("--cycle", adoption->cycle, "考核 cycle")->required();
  adopt->add_option("--scheme", adoption->scheme, "方案 identifier")->required();
  adopt->add_option("--version", adoption->version, "版本 version")->required();
  adopt->add_option("--decided-by", adoption->persons, "决定人（两名） the deciding persons, two")
      ->required();
  adoption->paper.AddOptions(*adopt);
  adopt->callback(
      [&session, adoption] { session.Run([&] { return AdoptScheme(session, *adoption); }); });
}

}  // namespace

void AddRegistryCommands(CLI::App& app, Session& session) {
  CLI::App* unit = app.add_subcommand("unit", "单位 units");
  unit->require_subcommand(1);
  CLI::App* unit_list = unit->add_subcommand("list", "列出单位 list the units");
  unit_list->footer("例 example: ledgerctl --ledger 141100 unit list");
  auto unit_as_of = std::make_shared<AsOfOptions>();
  unit_as_of->AddOptions(*unit_list);
  unit_list->callback(
      [&session, unit_as_of] { session.Run([&] { return ListUnits(session, *unit_as_of); }); });

  CLI::App* supervised =
      unit->add_subcommand("supervised", "列出直接监管的企业 list the enterprises supervised");
  supervised->footer("例 example: ledgerctl --ledger 140700 unit supervised");
  auto supervised_as_of = std::make_shared<AsOfOptions>();
  supervised_as_of->AddOptions(*supervised);
  supervised->callback([&session, supervised_as_of] {
    session.Run([&] { return ListSupervised(session, *supervised_as_of); });
  });

  CLI::App* cycle = app.add_subcommand("cycle", "考核 cycles");
  cycle->require_subcommand(1);
  CLI::App* cycle_list = cycle->add_subcommand("list", "列出考核 list the cycles");
  cycle_list->footer("例 example: ledgerctl --ledger 141100 cycle list");
  auto cycle_as_of = std::make_shared<AsOfOptions>();
  cycle_as_of->AddOptions(*cycle_list);
  cycle_list->callback(
      [&session, cycle_as_of] { session.Run([&] { return ListCycles(session, *cycle_as_of); }); });

  AddCycleOpen(*cycle, session);

  CLI::App* clause = app.add_subcommand("clause", "条款 clauses");
  clause->require_subcommand(1);
  auto asked = std::make_shared<std::pair<std::string, std::string>>();
  CLI::App* clause_list =
      clause->add_subcommand("list", "列出与单位有关的条款 list the clauses that concern a unit");
  clause_list->footer(
      "例 example: ledgerctl --ledger 141100 clause list --cycle 2022-counties --unit 石楼县");
  clause_list->add_option("--cycle", asked->first, "考核 cycle")->required();
  clause_list->add_option("--unit", asked->second, "单位 unit: identifier, name or alias")
      ->required();
  clause_list->callback([&session, asked] {
    session.Run([&] { return ListClauses(session, asked->first, asked->second); });
  });

  AddSchemeCommands(app, session);
}

}  // namespace assessment::ctl
