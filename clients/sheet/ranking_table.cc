#include "clients/sheet/ranking_table.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/sheet/form_words.h"

namespace assessment::sheet {
namespace {

using projections::v1::RankedScore;
using projections::v1::VetoStatus;

constexpr char kNone[] = "—";

enum RankingColumn {
  kRank,
  kPool,
  kUnit,
  kName,
  kRaw,
  kApplicable,
  kFinal,
  kGrade,
  kVetoes,
  kCoverage,
  kStatus,
  kRankingColumns,
};

std::string PoolName(const RankingInput& input, const std::string& pool) {
  for (const scheme::v1::Pool& known : input.scheme.pools()) {
    if (known.pool() == pool) return known.name().zh();
  }
  return pool.empty() ? kNone : pool;
}

std::string VetoesText(const RankedScore& score) {
  return absl::StrJoin(score.vetoes(), "、", [](std::string* out, const VetoStatus& veto) {
    absl::StrAppend(out, veto.veto(),
                    veto.state() == projections::v1::VETO_STATE_PENDING ? "（暂定）" : "");
  });
}

std::string StatusText(const RankedScore& score) {
  const projections::v1::Coverage& coverage = score.coverage();
  if (coverage.covered_milli() < coverage.applicable_milli()) return "暂定：查阅未全";
  return score.provisional() ? "暂定：有事项未定" : "完整";
}

void AddUnit(const RankingInput& input, const RankedScore& score, SheetContent& content) {
  SheetRow& row = content.rows.emplace_back();
  row.key = absl::StrCat("unit:", score.unit());
  row.cells = {
      score.has_rank() ? WholeCell(kRank, score.rank()) : TextCell(kRank, kNone),
      TextCell(kPool, PoolName(input, score.pool())),
      TextCell(kUnit, score.unit()),
      TextCell(kName, score.unit_name()),
      PointsCell(kRaw, score.raw_milli()),
      PointsCell(kApplicable, score.applicable_milli()),
      score.has_final_milli() ? PointsCell(kFinal, score.final_milli()) : TextCell(kFinal, kNone),
      TextCell(kGrade, score.grade().empty() ? kNone : score.grade()),
      TextCell(kVetoes, VetoesText(score)),
      TextCell(kCoverage,
               CoverageText(score.coverage().covered_milli(), score.coverage().applicable_milli())),
      TextCell(kStatus, StatusText(score)),
  };
}

}  // namespace

SheetContent BuildRanking(const RankingInput& input) {
  SheetContent content;
  content.landscape = true;
  content.columns = {{6, true, false, {}},   {14, true, false, {}}, {12, true, false, {}},
                     {24, false, false, {}}, {10, true, false, {}}, {10, true, false, {}},
                     {10, true, false, {}},  {9, true, false, {}},  {14, true, false, {}},
                     {9, true, false, {}},   {17, true, false, {}}};
  content.title = absl::StrCat(input.cycle_title.empty() ? input.cycle : input.cycle_title, "排名");
  content.footer = content.title;
  SheetRow& title = content.rows.emplace_back();
  title.role = RowRole::kTitle;
  title.key = "title";
  title.cells = {WideCell(0, kRankingColumns - 1, content.title)};
  SheetRow& head = content.rows.emplace_back();
  head.role = RowRole::kField;
  head.key = "head:cycle";
  head.cells = {WideCell(0, kRankingColumns - 1,
                         absl::StrCat("考核周期：", input.cycle, "　　状态：", input.status))};
  SheetRow& headings = content.rows.emplace_back();
  headings.role = RowRole::kColumns;
  headings.key = "columns";
  const char* const names[kRankingColumns] = {"名次",     "排名组",   "单位编号", "单位",
                                              "项目得分", "可得总分", "最终得分", "等次",
                                              "一票否决", "查阅覆盖", "状态"};
  for (int column = 0; column < kRankingColumns; ++column) {
    headings.cells.push_back(TextCell(column, names[column]));
  }
  for (const RankedScore& score : input.ranking.scores()) AddUnit(input, score, content);
  return content;
}

}  // namespace assessment::sheet
