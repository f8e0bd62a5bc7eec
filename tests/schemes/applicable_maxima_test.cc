// Applicable maxima of the thirteen counties before any statement, worked out by hand from the
// document. Everything sums to 100; a county lacks:
//
//   item 12   4.0  石楼县 only (no coal)
//   13.c1     1.0  all but 交城县, 孝义市
//   13.c3     1.0  of which 0.7 (part 3-1) for 交城县, 孝义市 and 0.3 (part 3-2) with a chemical
//   park 13.c4     0.5  all but 文水县, 交城县, 孝义市, 汾阳市 13.c5     0.5  all but the same four
//   14.c3     0.5  all but 交城县, 方山县, 岚县
//   29.c4     0.2  all but 文水县, 交城县
//   29.c5     0.2  all but 文水县, 临县, 汾阳市
//   29.c6     0.2  all but 交城县, 柳林县, 岚县, 中阳县, 孝义市
//   29.c7     0.2  all but 文水县, 交口县

#include <gtest/gtest.h>

#include "ledger/scheme/scope.h"
#include "tests/schemes/shipped_schemes.h"

namespace assessment {
namespace {

struct CountyMaximum {
  const char* unit;
  const char* name;
  MilliPoints without_park;
  MilliPoints with_park;
};

constexpr CountyMaximum kCounties[] = {
    // 100 - 13 (c1 1 + c3 1 + c4 0.5 + c5 0.5) - 14.c3 0.5 - 29 (4 x 0.2) = 95.7; a park gives back
    // 0.3.
    {"141102", "离石区", 95'700, 96'000},
    // 100 - 13 (c1 1 + c3 1) - 14.c3 0.5 - 29 (c6 0.2) = 97.3
    {"141121", "文水县", 97'300, 97'600},
    // 100 - 13 (c3 0.3) - 29 (c5 0.2 + c7 0.2) = 99.3
    {"141122", "交城县", 99'300, 99'600},
    // 100 - 13 (3, as 离石区) - 14.c3 0.5 - 29 (0.8) = 95.7
    {"141123", "兴县", 95'700, 96'000},
    // 100 - 13 (3, as 离石区) - 14.c3 0.5 - 29 (c4 0.2 + c6 0.2 + c7 0.2) = 95.9
    {"141124", "临县", 95'900, 96'200},
    // 100 - 13 (3, as 离石区) - 14.c3 0.5 - 29 (c4 0.2 + c5 0.2 + c7 0.2) = 95.9
    {"141125", "柳林县", 95'900, 96'200},
    // 100 - 12 (4) - 13 (3, as 离石区) - 14.c3 0.5 - 29 (0.8) = 91.7
    {"141126", "石楼县", 91'700, 92'000},
    // 100 - 13 (3, as 离石区) - 29 (c4 0.2 + c5 0.2 + c7 0.2) = 96.4
    {"141127", "岚县", 96'400, 96'700},
    // 100 - 13 (3, as 离石区) - 29 (0.8) = 96.2
    {"141128", "方山县", 96'200, 96'500},
    // 100 - 13 (3, as 离石区) - 14.c3 0.5 - 29 (c4 0.2 + c5 0.2 + c7 0.2) = 95.9
    {"141129", "中阳县", 95'900, 96'200},
    // 100 - 13 (3, as 离石区) - 14.c3 0.5 - 29 (c4 0.2 + c5 0.2 + c6 0.2) = 95.9
    {"141130", "交口县", 95'900, 96'200},
    // 100 - 13 (c3 0.3) - 14.c3 0.5 - 29 (c4 0.2 + c5 0.2 + c7 0.2) = 98.6
    {"141181", "孝义市", 98'600, 98'900},
    // 100 - 13 (c1 1 + c3 1) - 14.c3 0.5 - 29 (c4 0.2 + c6 0.2 + c7 0.2) = 96.9
    {"141182", "汾阳市", 96'900, 97'200},
};

TEST(ApplicableMaxima, CoverEveryCountyOfTheScheme) {
  const auto scheme = ShippedScheme(kLvliangCounties);
  ASSERT_NE(scheme, nullptr);
  ASSERT_EQ(scheme->proto().units_size(), 13);
  for (int i = 0; i < 13; ++i) {
    EXPECT_EQ(scheme->proto().units(i).unit(), kCounties[i].unit);
    EXPECT_EQ(scheme->proto().units(i).name(), kCounties[i].name);
  }
}

TEST(ApplicableMaxima, OfCountiesWithoutAChemicalPark) {
  const auto scheme = ShippedScheme(kLvliangCounties);
  ASSERT_NE(scheme, nullptr);
  for (const CountyMaximum& county : kCounties) {
    EXPECT_EQ(ApplicablePoints(scheme->proto(), {.unit = county.unit, .tags = {}}),
              county.without_park)
        << county.name;
  }
}

TEST(ApplicableMaxima, OfCountiesWithAChemicalPark) {
  const auto scheme = ShippedScheme(kLvliangCounties);
  ASSERT_NE(scheme, nullptr);
  for (const CountyMaximum& county : kCounties) {
    EXPECT_EQ(ApplicablePoints(scheme->proto(), {.unit = county.unit, .tags = {"chemical-park"}}),
              county.with_park)
        << county.name;
  }
}

TEST(ApplicableMaxima, OfEveryDepartmentAreTheWholeRubric) {
  const auto scheme = ShippedScheme(kJinzhong);
  ASSERT_NE(scheme, nullptr);
  EXPECT_EQ(ApplicablePoints(scheme->proto(), {.unit = "any", .tags = {}}), 100'000);
  EXPECT_EQ(ApplicablePoints(scheme->proto(), {.unit = "any", .tags = {"education"}}), 100'000);
}

}  // namespace
}  // namespace assessment
