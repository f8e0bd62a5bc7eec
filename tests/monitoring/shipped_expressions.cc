#include "tests/monitoring/shipped_expressions.h"

#include <fstream>
#include <regex>
#include <sstream>

#include "absl/strings/str_replace.h"
#include "ledger/base/check.h"

namespace assessment {
namespace {

void AddNames(const std::string& text, std::set<std::string>& names) {
  static const std::regex metric("\\b(ledgerd|process)_[a-z0-9_]+");
  for (std::sregex_iterator match(text.begin(), text.end(), metric), end; match != end; ++match) {
    names.insert(match->str());
  }
}

// The lines of the rules without comments and annotations.
std::vector<std::string> RuleLines() {
  std::vector<std::string> lines;
  std::istringstream text(DeployFile("prometheus/ledgerd.rules.yml"));
  for (std::string line; std::getline(text, line);) {
    const size_t begin = line.find_first_not_of(' ');
    if (begin == std::string::npos || line[begin] == '#') continue;
    const std::string rest = line.substr(begin);
    if (rest.rfind("summary:", 0) == 0 || rest.rfind("runbook:", 0) == 0) continue;
    lines.push_back(rest);
  }
  return lines;
}

}  // namespace

std::string DeployFile(const std::string& path) {
  std::ifstream file(std::string(ASSESSMENT_SOURCE_DIR) + "/deploy/" + path);
  CHECK(file.good());
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

nlohmann::json ShippedDashboard() {
  nlohmann::json dashboard =
      nlohmann::json::parse(DeployFile("grafana/ledgerd.json"), nullptr, false);
  CHECK(!dashboard.is_discarded());
  return dashboard;
}

std::vector<std::string> DashboardExpressions() {
  std::vector<std::string> expressions;
  const nlohmann::json dashboard = ShippedDashboard();
  for (const nlohmann::json& panel : dashboard["panels"]) {
    if (panel["type"] == "row") continue;
    for (const nlohmann::json& target : panel["targets"]) {
      expressions.push_back(absl::StrReplaceAll(
          target["expr"].get<std::string>(),
          {{"$__rate_interval", "1m"}, {"$instance", ".*"}, {"$ledger", ".*"}}));
    }
  }
  return expressions;
}

std::vector<std::string> AlertNames() {
  constexpr char kAlert[] = "- alert: ";
  std::vector<std::string> names;
  for (const std::string& line : RuleLines()) {
    if (line.rfind(kAlert, 0) == 0) names.push_back(line.substr(sizeof kAlert - 1));
  }
  return names;
}

std::set<std::string> MetricsNamed() {
  std::set<std::string> names;
  for (const std::string& line : RuleLines()) AddNames(line, names);
  for (const std::string& expression : DashboardExpressions()) AddNames(expression, names);
  const nlohmann::json dashboard = ShippedDashboard();
  for (const nlohmann::json& variable : dashboard["templating"]["list"]) {
    AddNames(variable["query"].get<std::string>(), names);
  }
  return names;
}

}  // namespace assessment
