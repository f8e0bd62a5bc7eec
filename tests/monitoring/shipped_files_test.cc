// What is shipped for operations agrees with itself: dashboard, alerts, their tests, the runbook.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "tests/monitoring/shipped_expressions.h"

namespace assessment {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// The anchors of a Markdown file's headings.
std::set<std::string> Anchors(const std::string& markdown) {
  std::set<std::string> anchors;
  std::istringstream lines(markdown);
  for (std::string line; std::getline(lines, line);) {
    const size_t text = line.find_first_not_of('#');
    if (text == 0 || text == std::string::npos || line[text] != ' ') continue;
    anchors.insert(absl::StrReplaceAll(absl::AsciiStrToLower(line.substr(text + 1)), {{" ", "-"}}));
  }
  return anchors;
}

TEST(Dashboard, HasPanelsWithAPlaceATitleAndAnExpressionEach) {
  const nlohmann::json dashboard = ShippedDashboard();
  std::set<int> ids;
  for (const nlohmann::json& panel : dashboard["panels"]) {
    EXPECT_TRUE(ids.insert(panel["id"].get<int>()).second) << panel["id"];
    EXPECT_FALSE(panel["title"].get<std::string>().empty());
    const nlohmann::json& place = panel["gridPos"];
    EXPECT_LE(place["x"].get<int>() + place["w"].get<int>(), 24) << panel["title"];
    if (panel["type"] == "row") continue;
    EXPECT_FALSE(panel["targets"].empty()) << panel["title"];
  }
  EXPECT_GT(ids.size(), 10u);
}

TEST(Dashboard, NoTwoPanelsLieOnEachOther) {
  std::set<std::pair<int, int>> taken;
  const nlohmann::json dashboard = ShippedDashboard();
  for (const nlohmann::json& panel : dashboard["panels"]) {
    const nlohmann::json& place = panel["gridPos"];
    for (int x = 0; x < place["w"].get<int>(); ++x) {
      for (int y = 0; y < place["h"].get<int>(); ++y) {
        EXPECT_TRUE(taken.emplace(place["x"].get<int>() + x, place["y"].get<int>() + y).second)
            << panel["title"];
      }
    }
  }
}

TEST(Alerts, EachHasASeverityAndARunbookSectionThatExistsAndNamesIt) {
  const std::string rules = DeployFile("prometheus/ledgerd.rules.yml");
  const std::string readme = DeployFile("README.md");
  const std::set<std::string> anchors = Anchors(readme);
  const std::vector<std::string> names = AlertNames();
  ASSERT_THAT(names, Not(IsEmpty()));
  for (size_t i = 0; i < names.size(); ++i) {
    const size_t begin = rules.find("alert: " + names[i] + "\n");
    const size_t end =
        i + 1 < names.size() ? rules.find("alert: " + names[i + 1] + "\n") : std::string::npos;
    const std::string rule = rules.substr(begin, end - begin);
    EXPECT_TRUE(std::regex_search(rule, std::regex("severity: (page|ticket)"))) << names[i];
    std::smatch runbook;
    ASSERT_TRUE(std::regex_search(rule, runbook, std::regex("deploy/README.md#([a-z-]+)\"")))
        << names[i];
    EXPECT_THAT(anchors, Contains(runbook[1].str())) << names[i];
    EXPECT_THAT(readme, HasSubstr("`" + names[i] + "`"));
  }
}

TEST(Alerts, EachIsTestedToFireAndToBeSilent) {
  const std::string tests = DeployFile("prometheus/ledgerd.rules.test.yml");
  for (const std::string& name : AlertNames()) {
    EXPECT_THAT(tests, HasSubstr("alertname: " + name + ", exp_alerts: []")) << name;
    EXPECT_THAT(tests, HasSubstr("alertname: " + name + "\n        exp_alerts:\n          - exp"))
        << name;
  }
}

TEST(Alerts, AreNamedOnce) {
  std::vector<std::string> names = AlertNames();
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

TEST(Unit, GivesOptionsThatLedgerdHasAndStartsAnewOnlyWhatRecoversByItself) {
  const std::string unit = DeployFile("ledgerd.service");
  const std::string program = DeployFile("ledgerd/main.cc");
  static const std::regex option(" (--[a-z-]+)");
  std::smatch start;
  ASSERT_TRUE(std::regex_search(unit, start, std::regex("ExecStart=(.*)")));
  const std::string command = start[1];
  int options = 0;
  for (std::sregex_iterator match(command.begin(), command.end(), option), end; match != end;
       ++match, ++options) {
    EXPECT_THAT(program, HasSubstr("\"" + (*match)[1].str() + "\""));
  }
  EXPECT_GT(options, 0);
  EXPECT_THAT(unit, HasSubstr("Restart=on-failure"));
  EXPECT_THAT(unit, HasSubstr("RestartPreventExitStatus=1 2\n"));
}

}  // namespace
}  // namespace assessment
