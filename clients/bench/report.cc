#include "clients/bench/report.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace assessment::bench {
namespace {

double Milliseconds(std::chrono::nanoseconds time) {
  return static_cast<double>(time.count()) / 1e6;
}

double RatioOf(const ReportLine& line, const Limit& limit) {
  return limit.per_second > 0 ? line.per_second / limit.per_second : 0;
}

}  // namespace

// Names and descriptions are this program's own and hold nothing that JSON would quote.
std::string ToJson(ReportLine line) {
  std::string json = absl::StrFormat(
      "{\"workload\": \"%s\", \"description\": \"%s\", \"ledger_size\": %d, \"calls\": %d, "
      "\"offered_per_second\": %.0f, \"per_second\": %.1f, \"first_ms\": %.3f, \"p50_ms\": %.3f, "
      "\"p99_ms\": %.3f, "
      "\"p99_9_ms\": %.3f, \"never_called\": %d, \"beside_per_second\": %.1f, \"limits\": [",
      line.workload, line.description, line.ledger_size, line.latencies.count(),
      line.offered_per_second, line.per_second, Milliseconds(line.first),
      Milliseconds(line.latencies.Quantile(500)), Milliseconds(line.latencies.Quantile(990)),
      Milliseconds(line.latencies.Quantile(999)), line.never_called, line.beside_per_second);
  for (size_t i = 0; i < line.limits.size(); ++i) {
    const Limit& limit = line.limits[i];
    absl::StrAppendFormat(&json, "%s{\"limit\": \"%s\", \"per_second\": %.1f, \"ratio\": %.3f}",
                          i == 0 ? "" : ", ", limit.name, limit.per_second, RatioOf(line, limit));
  }
  return absl::StrCat(json, "]}");
}

std::string TableHead() {
  return absl::StrFormat("%-58s %12s %10s %10s %10s %10s\n", "workload", "a second", "first ms",
                         "p50 ms", "p99 ms", "p99.9 ms");
}

std::string ToTable(ReportLine line) {
  std::string table = absl::StrFormat(
      "%-58s %12.0f %10.3f %10.3f %10.3f %10.3f\n", line.description, line.per_second,
      Milliseconds(line.first), Milliseconds(line.latencies.Quantile(500)),
      Milliseconds(line.latencies.Quantile(990)), Milliseconds(line.latencies.Quantile(999)));
  if (line.offered_per_second > 0) {
    absl::StrAppendFormat(&table, "  open loop, %.0f calls due a second, %d of them never made\n",
                          line.offered_per_second, line.never_called);
  }
  if (line.beside_per_second > 0) {
    absl::StrAppendFormat(&table, "  %-56s %12.0f\n", "appended meanwhile", line.beside_per_second);
  }
  for (const Limit& limit : line.limits) {
    absl::StrAppendFormat(&table, "  %-56s %12.0f   ratio %.2f\n", limit.name, limit.per_second,
                          RatioOf(line, limit));
  }
  return table;
}

}  // namespace assessment::bench
