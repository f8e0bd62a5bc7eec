#include "clients/certificate/publication_page.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "ledger/base/points.h"
#include "ledger/proof/encoding.h"

namespace assessment::certificate {
namespace {

using event::v1::CycleResults;
using event::v1::UnitResult;

constexpr char kStyle[] = R"css(
    body { font-family: "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #111; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.6; }
    h1 { font-size: 1.5rem; text-align: center; margin-bottom: 0.25rem; }
    p.sub { text-align: center; margin-top: 0; }
    table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
    caption { text-align: left; font-weight: bold; margin-bottom: 0.25rem; }
    th, td { border: 1px solid #888; padding: 0.25rem 0.5rem; }
    th { background: #eee; }
    td.n { text-align: right; font-variant-numeric: tabular-nums; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; }
    dt { font-weight: bold; }
    dd { margin: 0; overflow-wrap: anywhere; }
    code { font-family: monospace; }
    @page { size: A4; margin: 18mm; }
    @media print { body { margin: 0; max-width: none; padding: 0; } thead { display: table-header-group; } tr { break-inside: avoid; } }
)css";

std::string Escaped(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

std::string DayText(const event::v1::CivilDate& date) {
  return absl::StrFormat("%d年%d月%d日", date.year(), date.month(), date.day());
}

std::string Cell(absl::string_view text) { return absl::StrCat("<td>", Escaped(text), "</td>"); }
std::string Number(absl::string_view text) {
  return absl::StrCat("<td class=\"n\">", Escaped(text), "</td>");
}

std::string VetoText(const UnitResult& result) {
  std::vector<std::string> vetoes(result.vetoes_in_force().begin(), result.vetoes_in_force().end());
  for (const std::string& veto : result.vetoes_pending()) vetoes.push_back(veto + "（待定）");
  return vetoes.empty() ? "—" : absl::StrJoin(vetoes, "、");
}

std::string GradeText(const UnitResult& result) {
  if (result.grade_held()) return "暂缓定等";
  return result.grade().empty() ? "—" : result.grade();
}

std::string Row(const UnitResult& result, uint32_t decimals) {
  return absl::StrCat(
      "        <tr>", Number(result.rank() == 0 ? "—" : absl::StrCat(result.rank())),
      Cell(result.unit_name()), Number(FormatPoints(result.raw_milli())),
      Number(FormatPoints(result.applicable_milli())), Number(FormatPoints(result.bonus_milli())),
      Number(FormatPoints(result.penalty_milli() + result.direct_milli())),
      Number(result.scored() ? FormatPointsFixed(result.final_milli(), static_cast<int>(decimals))
                             : "—"),
      Cell(GradeText(result)), Cell(VetoText(result)), "</tr>\n");
}

auto Order(const UnitResult* result) {
  return std::make_tuple(absl::string_view(result->pool()), result->rank() == 0, result->rank(),
                         absl::string_view(result->unit()));
}

// One table a pool: units of different pools are not ranked with one another.
std::string Tables(const CycleResults& results) {
  std::vector<const UnitResult*> ordered;
  for (const UnitResult& result : results.results()) ordered.push_back(&result);
  std::sort(ordered.begin(), ordered.end(),
            [](const UnitResult* a, const UnitResult* b) { return Order(a) < Order(b); });
  std::string html;
  for (size_t i = 0; i < ordered.size(); ++i) {
    if (i == 0 || ordered[i]->pool() != ordered[i - 1]->pool()) {
      absl::StrAppend(&html, i == 0 ? "" : "      </tbody>\n    </table>\n", "    <table>\n");
      if (!ordered[i]->pool_name().empty()) {
        absl::StrAppend(&html, "      <caption>", Escaped(ordered[i]->pool_name()), "</caption>\n");
      }
      absl::StrAppend(&html,
                      "      <thead><tr><th>名次</th><th>单位</th><th>原始分</th><th>适用分</th>"
                      "<th>加分</th><th>扣分</th><th>最终得分</th><th>等次</th><th>一票否决</th>"
                      "</tr></thead>\n      <tbody>\n");
    }
    html += Row(*ordered[i], std::min<uint32_t>(results.decimals(), 3));
  }
  if (!ordered.empty()) html += "      </tbody>\n    </table>\n";
  return html;
}

std::string Term(absl::string_view name, absl::string_view value) {
  if (value.empty()) return "";
  return absl::StrCat("      <dt>", name, "</dt><dd>", Escaped(value), "</dd>\n");
}

std::string PaperText(const event::v1::Paper& paper) {
  std::string text = absl::StrCat(paper.issuer(), " ", paper.number());
  if (paper.has_date()) absl::StrAppend(&text, " ", DayText(paper.date()));
  return text;
}

std::string Signers(const event::v1::EventContent& publication) {
  std::vector<std::string> names;
  for (const event::v1::Person& person : publication.decided_by()) {
    names.push_back(person.name().plain().empty() ? person.person_id() : person.name().plain());
  }
  return absl::StrJoin(names, "、");
}

std::string AddedText(const CycleResults& results) {
  if (results.added_positions().empty()) return "";
  return absl::StrCat("另计入第 ", absl::StrJoin(results.added_positions(), "、"), " 号事件");
}

}  // namespace

std::string PublicationPage(const CycleResults& results, absl::string_view digest,
                            const event::v1::EventContent& publication) {
  const event::v1::ResultsPublished& published = publication.results_published();
  const std::string title =
      absl::StrCat(results.title().empty() ? results.cycle() : results.title(), "结果");
  return absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n  <head>\n    <meta charset=\"utf-8\">\n"
      "    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n    <title>",
      Escaped(title), "</title>\n    <style>", kStyle,
      "    </style>\n  </head>\n  <body>\n    <h1>", Escaped(title), "</h1>\n    <p class=\"sub\">",
      results.revision() == 1 ? std::string("首次公布")
                              : absl::StrCat("第 ", results.revision(), " 版（修订）"),
      "</p>\n", Tables(results), "    <dl>\n", Term("公布文号", PaperText(publication.paper())),
      Term("批准机关", published.approving_body()), Term("批准依据", published.approval()),
      Term("签发人", Signers(publication)),
      published.has_appeals_until() ? Term("申诉截止", DayText(published.appeals_until()))
                                    : std::string(),
      Term("考核方案",
           absl::StrCat(results.scheme().scheme(), " 第 ", results.scheme().version(), " 版")),
      Term("计算引擎", absl::StrCat("第 ", results.engine_version(), " 版")),
      Term("账本", results.origin()),
      Term("计入范围", absl::StrCat("账本前 ", results.size(), " 个事件")),
      Term("修订", AddedText(results)), "      <dt>账本根哈希</dt><dd><code>",
      EncodeHex(results.root()), "</code></dd>\n      <dt>结果指纹</dt><dd><code>",
      EncodeHex(digest),
      "</code></dd>\n    </dl>\n    <p>本页随证明文件发布，任何人都可以用 <code>ledgerctl "
      "verify</code> "
      "脱离服务器重新计算并核对上列得分。</p>\n  </body>\n</html>\n");
}

}  // namespace assessment::certificate
