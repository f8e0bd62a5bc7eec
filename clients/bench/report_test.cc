#include "clients/bench/report.h"

#include <gtest/gtest.h>

namespace assessment::bench {
namespace {

Figure AFigure(const std::string& name, int in_flight, double rate) {
  Figure figure;
  figure.name = name;
  figure.in_flight = in_flight;
  figure.calls_per_second = rate;
  figure.events_per_second = rate;
  return figure;
}

TEST(Report, ComparesWithTheEchoOfTheSameShape) {
  Report report;
  report.figures = {AFigure("echo", 64, 40'000), AFigure("append", 64, 30'000),
                    AFigure("append", 8, 20'000)};
  const std::vector<Ratio> ratios = Ratios(report);
  ASSERT_EQ(ratios.size(), 1u);
  EXPECT_EQ(ratios[0].name, "append x64 / echo");
  EXPECT_DOUBLE_EQ(ratios[0].value, 0.75);
}

TEST(Report, HoldsOneClientAgainstRoundTripAndSync) {
  Report report;
  report.syncs_per_second = 5000;
  report.figures = {AFigure("echo", 1, 5000), AFigure("append", 1, 2000)};
  const std::vector<Ratio> ratios = Ratios(report);
  ASSERT_EQ(ratios.size(), 2u);
  EXPECT_DOUBLE_EQ(ratios[1].value, 0.8);
}

TEST(Report, IsAlsoJson) {
  Report report;
  report.figures = {AFigure("append", 64, 30'000)};
  const std::string json = ReportJson(report);
  EXPECT_NE(json.find("\"calls_per_second\": 30000"), std::string::npos) << json;
}

TEST(Report, NamesTheMachineInItsText) {
  Report report;
  report.machine = {.cores = 2, .memory_gib = 24, .processor = "P", .kernel = "K"};
  EXPECT_NE(ReportText(report).find("2 cores, 24 GiB, P, K"), std::string::npos);
}

}  // namespace
}  // namespace assessment::bench
