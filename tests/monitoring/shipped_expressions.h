#ifndef TESTS_MONITORING_SHIPPED_EXPRESSIONS_H_
#define TESTS_MONITORING_SHIPPED_EXPRESSIONS_H_

// What the shipped dashboard and alert rules ask Prometheus.

#include <set>
#include <string>
#include <vector>

#include "nlohmann/json.hpp"

namespace assessment {

// A file below deploy/; a CHECK failure when it is missing.
std::string DeployFile(const std::string& path);

// The dashboard; a CHECK failure when it is not JSON.
nlohmann::json ShippedDashboard();

// Expressions of all panels and variables, Grafana's variables replaced by values.
std::vector<std::string> DashboardExpressions();

// Names of the alerts, in order.
std::vector<std::string> AlertNames();

// Metrics of the server that dashboard and rules name.
std::set<std::string> MetricsNamed();

}  // namespace assessment

#endif  // TESTS_MONITORING_SHIPPED_EXPRESSIONS_H_
