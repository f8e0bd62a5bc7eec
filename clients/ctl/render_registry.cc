#include "clients/ctl/render_registry.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/table.h"
#include "clients/ctl/words.h"

namespace assessment::ctl {
namespace {

std::string TagText(const event::v1::TagPeriod& period) {
  const std::string from = DateText(period.from());
  const std::string to = DateText(period.to());
  if (from.empty() && to.empty()) return period.tag();
  return absl::StrCat(period.tag(), "(", from, "..", to, ")");
}

}  // namespace

std::string RenderUnits(const projections::v1::ListUnitsResponse& units, Language language) {
  Table table({{{"编号", "id"}},
               {{"名称", "name"}},
               {{"类别", "kind"}},
               {{"别名", "aliases"}},
               {{"标签", "tags"}}},
              language);
  for (const projections::v1::Unit& unit : units.units()) {
    std::vector<std::string> tags;
    for (const event::v1::TagPeriod& period : unit.tags()) tags.push_back(TagText(period));
    table.AddRow({unit.unit(), unit.name(), Say(WordOf(unit.kind()), language),
                  absl::StrJoin(unit.aliases(), ","), absl::StrJoin(tags, " ")});
  }
  return table.Render();
}

std::string RenderCycles(const projections::v1::ListCyclesResponse& cycles, Language language) {
  Table table({{{"周期", "cycle"}},
               {{"名称", "title"}},
               {{"年度", "year"}, Align::kRight},
               {{"单位数", "units"}, Align::kRight},
               {{"考核期", "window"}},
               {{"事实截止", "facts until"}},
               {{"阶段", "phase"}},
               {{"方案", "scheme"}},
               {{"采用", "adopted at"}}},
              language);
  for (const projections::v1::Cycle& entry : cycles.cycles()) {
    const event::v1::CycleOpened& cycle = entry.cycle();
    table.AddRow({cycle.cycle(), cycle.title(), absl::StrCat(cycle.year()),
                  absl::StrCat(cycle.units_size()),
                  absl::StrCat(DateText(cycle.window_from()), "..", DateText(cycle.window_to())),
                  DateText(cycle.facts_until()), Say(WordOf(entry.phase()), language),
                  cycle.scheme().scheme().empty()
                      ? "—"
                      : absl::StrCat(cycle.scheme().scheme(), " v", cycle.scheme().version()),
                  entry.has_adopted_position() ? absl::StrCat("#", entry.adopted_position()) : ""});
  }
  return table.Render();
}

std::string RenderSchemes(const projections::v1::ListSchemesResponse& schemes, Language language) {
  Table table({{{"方案", "scheme"}},
               {{"版本", "version"}, Align::kRight},
               {{"名称", "title"}},
               {{"发布", "published at"}},
               {{"摘要", "SHA-256"}}},
              language);
  for (const projections::v1::SchemeInfo& scheme : schemes.schemes()) {
    table.AddRow({scheme.scheme(), absl::StrCat(scheme.version()), Say(scheme.title(), language),
                  absl::StrCat("#", scheme.position()),
                  absl::BytesToHexString(scheme.digest()).substr(0, 16)});
  }
  return table.Render();
}

std::string RenderClauses(const projections::v1::ListClausesResponse& clauses, Language language) {
  Table table({{{"条款", "clause"}},
               {{"项目", "item"}},
               {{"名称", "label"}, Align::kLeft, 46},
               {{"计分", "price"}},
               {{"填报事件", "posted by"}}},
              language);
  for (const projections::v1::ClauseInfo& info : clauses.clauses()) {
    table.AddRow({info.clause().clause(), info.item(), Say(info.clause().label(), language),
                  PriceText(info.clause(), language),
                  info.posting().empty() ? Say(Word{"由事实生成", "fed by facts"}, language)
                                         : info.posting()});
  }
  return table.Render();
}

std::string RenderPrincipals(const std::vector<ledger::v1::Principal>& principals,
                             Language language) {
  Table table({{{"用户", "principal"}},
               {{"人员", "person"}},
               {{"姓名", "name"}},
               {{"单位", "unit"}},
               {{"管理员", "admin"}},
               {{"来源", "source"}},
               {{"到期", "expires"}},
               {{"状态", "state"}}},
              language);
  for (const ledger::v1::Principal& principal : principals) {
    table.AddRow({principal.principal(), principal.person_id(), principal.person_name(),
                  principal.unit().empty() ? Say(Word{"（本办）", "(the office)"}, language)
                                           : principal.unit(),
                  principal.administrator() ? "✓" : "", principal.source(),
                  SecondText(principal.expiry_time_micros()),
                  principal.revoked() ? Say(Word{"已吊销", "revoked"}, language)
                                      : Say(Word{"有效", "valid"}, language)});
  }
  return table.Render();
}

std::string RenderLint(const scheme::v1::Scheme& scheme, const std::vector<LintFinding>& findings,
                       Language language) {
  std::string text;
  int errors = 0;
  for (const LintFinding& finding : findings) {
    const bool error = finding.severity == LintSeverity::kError;
    errors += error ? 1 : 0;
    absl::StrAppend(&text,
                    error ? Heading(Word{"错误", "error"}, language)
                          : Heading(Word{"提示", "warning"}, language),
                    " ", finding.about.empty() ? "" : absl::StrCat(finding.about, ": "),
                    finding.message, " [", finding.rule, "]\n");
  }
  absl::StrAppend(&text, scheme.scheme(), " v", scheme.version(), ": ", errors, " ",
                  Heading(Word{"个错误", "errors"}, language), ", ",
                  static_cast<int>(findings.size()) - errors, " ",
                  Heading(Word{"个提示", "warnings"}, language), "\n");
  return text;
}

}  // namespace assessment::ctl
