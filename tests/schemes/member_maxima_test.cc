// Applicable maxima of the 44 member units, worked out by hand from the document: the common items
// are 50 points for everybody; of the particular items each unit has those that name it, 0.7 points
// each but S13, S17, S21, S28, S62 (0.5) and S27, S37, S38, S43, S48, S58, S66, S70 (0.6).

#include <gtest/gtest.h>

#include "ledger/scheme/scope.h"
#include "tests/schemes/shipped_schemes.h"

namespace assessment {
namespace {

struct UnitMaximum {
  const char* unit;
  const char* name;
  MilliPoints maximum;
};

constexpr UnitMaximum kUnits[] = {
    // 50 + 4 x 0.7 + S58 0.6
    {"lvliang-education", "市教育局", 53'400},
    // 50 + 5 x 0.7
    {"lvliang-industry", "市工信局", 53'500},
    // 50 + 8 x 0.7 + S43 0.6
    {"lvliang-public-security", "市公安局", 56'200},
    // 50 + 3 x 0.7
    {"lvliang-civil-affairs", "市民政局", 52'100},
    // 50 + 9 x 0.7 + S27 0.6 + S48 0.6
    {"lvliang-natural-resources", "市自然资源局", 57'500},
    // 50 + 5 x 0.7
    {"lvliang-ecology", "市生态环境局", 53'500},
    // 50 + 12 x 0.7
    {"lvliang-housing", "市住建局", 58'400},
    // 50 + 10 x 0.7
    {"lvliang-city-management", "市城市管理局", 57'000},
    // 50 + 14 x 0.7 + S13 0.5 + S17 0.5
    {"lvliang-transport", "市交通局", 60'800},
    // 50 + 7 x 0.7 + S21 0.5
    {"lvliang-water", "市水利局", 55'400},
    // 50 + 4 x 0.7
    {"lvliang-agriculture", "市农业农村局", 52'800},
    // 50 + 4 x 0.7 + S62 0.5
    {"lvliang-commerce", "市商务局", 53'300},
    // 50 + 7 x 0.7
    {"lvliang-culture-tourism", "市文旅局", 54'900},
    // 50 + 5 x 0.7 + S66 0.6
    {"lvliang-health", "市卫健委", 54'100},
    // 50 + 19 x 0.7 + S27 0.6
    {"lvliang-emergency", "市应急局", 63'900},
    // 50 + 11 x 0.7 + S28 0.5
    {"lvliang-market-supervision", "市市场监管局", 58'200},
    // 50 + 3 x 0.7
    {"lvliang-sports", "市体育局", 52'100},
    // 50 + 7 x 0.7 + S70 0.6
    {"lvliang-energy", "市能源局", 55'500},
    // 50 + 8 x 0.7 + S37 0.6
    {"lvliang-traffic-police", "市公安局交警支队", 56'200},
    // 50 + 11 x 0.7 + S38 0.6
    {"lvliang-fire-rescue", "市消防救援支队", 58'300},
    // 50 + 5 x 0.7
    {"lvliang-post", "市邮管局", 53'500},
    // 50 + 3 x 0.7 + S27 0.6
    {"lvliang-meteorology", "市气象局", 52'700},
    // 50 + 2 x 0.7
    {"lvliang-highways", "吕梁公路分局", 51'400},
    // 17 units without a particular item
    {"lvliang-organisation", "市委组织部", 50'000},
    {"lvliang-publicity", "市委宣传部", 50'000},
    {"lvliang-united-front", "市委统战部", 50'000},
    {"lvliang-political-legal", "市委政法委", 50'000},
    {"lvliang-development-reform", "市发展改革委", 50'000},
    {"lvliang-science", "市科技局", 50'000},
    {"lvliang-finance", "市财政局", 50'000},
    {"lvliang-human-resources", "市人社局", 50'000},
    {"lvliang-approvals", "市审批服务管理局", 50'000},
    {"lvliang-small-business", "市中小企业服务中心", 50'000},
    {"lvliang-modern-agriculture", "现代农业发展服务中心", 50'000},
    {"lvliang-banking-regulator", "吕梁银保监分局", 50'000},
    {"lvliang-trade-unions", "市总工会", 50'000},
    {"lvliang-youth-league", "团市委", 50'000},
    {"lvliang-women", "市妇联", 50'000},
    {"lvliang-justice", "市司法局", 50'000},
    {"lvliang-civil-defence", "市人防办", 50'000},
    // 50 + 1 x 0.7
    {"lvliang-state-grid", "国网吕梁供电公司", 50'700},
    // 50 + 1 x 0.7
    {"lvliang-local-power", "山西地方电力有限公司吕梁分公司", 50'700},
    // 50 + 1 x 0.7
    {"lvliang-airport", "吕梁机场公司", 50'700},
    // 50 + 1 x 0.7
    {"lvliang-railway", "孝柳铁路", 50'700},
};

TEST(MemberMaxima, CoverEveryUnitOfTheScheme) {
  const auto scheme = ShippedScheme(kLvliangMembers);
  ASSERT_NE(scheme, nullptr);
  ASSERT_EQ(scheme->proto().units_size(), static_cast<int>(std::size(kUnits)));
  for (size_t i = 0; i < std::size(kUnits); ++i) {
    EXPECT_EQ(scheme->proto().units(static_cast<int>(i)).unit(), kUnits[i].unit);
    EXPECT_EQ(scheme->proto().units(static_cast<int>(i)).name(), kUnits[i].name);
  }
}

TEST(MemberMaxima, AreTheCommonPointsAndThoseThatNameTheUnit) {
  const auto scheme = ShippedScheme(kLvliangMembers);
  ASSERT_NE(scheme, nullptr);
  for (const UnitMaximum& unit : kUnits) {
    EXPECT_EQ(ApplicablePoints(scheme->proto(), {.unit = unit.unit, .tags = {}}), unit.maximum)
        << unit.name;
  }
}

}  // namespace
}  // namespace assessment
