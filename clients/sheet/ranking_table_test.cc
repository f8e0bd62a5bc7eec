#include "clients/sheet/ranking_table.h"

#include <gtest/gtest.h>

#include "clients/sheet/csv_writer.h"

namespace assessment::sheet {
namespace {

RankingInput ARanking() {
  RankingInput input;
  input.cycle = "2022-counties";
  input.cycle_title = "2022年度考核";
  input.status = "进行中";
  scheme::v1::Pool& pool = *input.scheme.add_pools();
  pool.set_pool("counties");
  pool.mutable_name()->set_zh("县市区");
  projections::v1::RankedScore& first = *input.ranking.add_scores();
  first.set_pool("counties");
  first.set_rank(1);
  first.set_unit("141130");
  first.set_unit_name("交口县");
  first.set_raw_milli(90'200);
  first.set_applicable_milli(95'900);
  first.set_final_milli(94'060);
  first.set_grade("优秀");
  first.mutable_coverage()->set_covered_milli(95'900);
  first.mutable_coverage()->set_applicable_milli(95'900);
  projections::v1::RankedScore& unranked = *input.ranking.add_scores();
  unranked.set_unit("141126");
  unranked.set_unit_name("石楼县");
  unranked.mutable_coverage()->set_applicable_milli(91'700);
  return input;
}

TEST(RankingTable, HasARowAUnitWithExactNumbers) {
  EXPECT_EQ(CsvText(BuildRanking(ARanking())),
            "\xEF\xBB\xBF"
            "名次,排名组,单位编号,单位,项目得分,可得总分,最终得分,等次,一票否决,查阅覆盖,状态\r\n"
            "1,县市区,141130,交口县,90.2,95.9,94.06,优秀,,100%,完整\r\n"
            "—,—,141126,石楼县,0,0,—,—,,0%,暂定：查阅未全\r\n");
}

TEST(CsvText, QuotesFieldsWithCommasQuotesAndLineBreaks) {
  RankingInput input = ARanking();
  input.ranking.mutable_scores(0)->set_unit_name("甲,\"乙\"\n丙");
  EXPECT_NE(CsvText(BuildRanking(input)).find(",\"甲,\"\"乙\"\"\n丙\","), std::string::npos);
}

TEST(CsvText, KeepsASpreadsheetFromTakingTextForAFormula) {
  RankingInput input = ARanking();
  input.ranking.mutable_scores(0)->set_unit_name("=1+1");
  EXPECT_NE(CsvText(BuildRanking(input)).find(",'=1+1,"), std::string::npos);
}

TEST(CsvText, PutsTheFootBelowTheTable) {
  SheetContent content = BuildRanking(ARanking());
  SheetRow& foot = content.rows.emplace_back();
  foot.role = RowRole::kNote;
  foot.cells = {WideCell(0, 10, "账本大小：412")};
  const std::string csv = CsvText(content);
  EXPECT_NE(csv.find("\r\n\r\n账本大小：412\r\n"), std::string::npos) << csv;
}

}  // namespace
}  // namespace assessment::sheet
