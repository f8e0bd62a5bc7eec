#include "clients/bench/report.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "clients/bench/text_table.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace assessment::bench {
namespace {

constexpr char kSyncs[] = "fdatasync_per_second";

// The limits that store_limits measures, in words.
const std::map<std::string, std::string>& StoreLimitNames() {
  static const auto* const names = new std::map<std::string, std::string>{
      {kSyncs, "fdatasync, one thread"},
      {"rocksdb_sync_puts_64_threads", "RocksDB synced puts, 64 threads"},
      {"rocksdb_sync_puts_1_thread", "RocksDB synced puts, 1 thread"},
      {"rocksdb_rows_in_batches_of_100", "RocksDB rows in synced batches of 100, 8 threads"},
      {"rocksdb_event_rows_in_groups_of_64", "RocksDB all rows of events, groups of 64"},
      {"rocksdb_event_rows_in_groups_of_800", "RocksDB all rows of events, groups of 800"},
  };
  return *names;
}

const Measurement* FindMeasurement(absl::Span<const Measurement> measurements,
                                   absl::string_view workload) {
  for (const Measurement& measurement : measurements) {
    if (measurement.workload == workload) return &measurement;
  }
  return nullptr;
}

std::optional<double> FindLimit(const StoreLimits& limits, const std::string& name) {
  const auto limit = limits.find(name);
  if (limit == limits.end() || limit->second <= 0) return std::nullopt;
  return limit->second;
}

// The ratios of one run, as they are found.
class RatioFinder {
 public:
  RatioFinder(absl::Span<const Measurement> measurements, const StoreLimits& limits)
      : measurements_(measurements), limits_(limits) {}

  void CompareWithEcho(absl::string_view workload, absl::string_view echo) {
    const Measurement* limit = FindMeasurement(measurements_, echo);
    if (limit != nullptr) Add(workload, "gRPC echo", limit->events_per_second());
  }

  void CompareWithStore(absl::string_view workload, const std::string& name,
                        absl::string_view words) {
    const std::optional<double> limit = FindLimit(limits_, name);
    if (limit.has_value()) Add(workload, words, *limit);
  }

  // One client waits for a round trip and a sync, one after the other.
  void CompareWithRoundTripAndSync(absl::string_view workload, absl::string_view echo) {
    const Measurement* round_trip = FindMeasurement(measurements_, echo);
    const std::optional<double> syncs = FindLimit(limits_, kSyncs);
    if (round_trip == nullptr || round_trip->calls == 0 || !syncs.has_value()) return;
    Add(workload, "1/(echo + fdatasync)", 1 / (1 / round_trip->calls_per_second() + 1 / *syncs));
  }

  std::vector<Ratio> Take() { return std::move(ratios_); }

 private:
  void Add(absl::string_view workload, absl::string_view limit, double per_second) {
    const Measurement* measured = FindMeasurement(measurements_, workload);
    if (measured == nullptr || per_second <= 0) return;
    ratios_.push_back({std::string(workload), std::string(limit), per_second,
                       measured->events_per_second() / per_second});
  }

  const absl::Span<const Measurement> measurements_;
  const StoreLimits& limits_;
  std::vector<Ratio> ratios_;
};

std::string Thousands(double value) {
  std::string digits = absl::StrFormat("%.0f", value);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<size_t>(at), ",");
  }
  return digits;
}

double Millis(std::chrono::nanoseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

std::string MillisText(const LatencyHistogram& latency, uint32_t permyriad) {
  return latency.count() == 0 ? "-" : absl::StrFormat("%.2f", Millis(latency.Quantile(permyriad)));
}

std::string RatiosText(absl::string_view workload, absl::Span<const Ratio> ratios) {
  std::vector<std::string> texts;
  for (const Ratio& ratio : ratios) {
    if (ratio.workload != workload) continue;
    texts.push_back(absl::StrFormat("%.2f of %s", ratio.ratio, ratio.limit));
  }
  return absl::StrJoin(texts, "; ");
}

std::string MeasurementJson(const Measurement& measurement) {
  const LatencyHistogram& latency = measurement.latency;
  return absl::StrFormat(
      "{\"workload\": \"%s\", \"clients\": %d, \"connections\": %d, \"batch\": %d, "
      "\"request_bytes\": %d, \"response_bytes\": %d, \"calls\": %d, \"events\": %d, "
      "\"refusals\": %d, \"failures\": %d, \"calls_per_second\": %.1f, \"events_per_second\": "
      "%.1f, \"p50_ms\": %.4f, \"p99_ms\": %.4f, \"p999_ms\": %.4f}",
      measurement.workload, measurement.clients, measurement.connections, measurement.batch,
      measurement.request_bytes, measurement.response_bytes, measurement.calls, measurement.events,
      measurement.refusals, measurement.failures, measurement.calls_per_second(),
      measurement.events_per_second(), Millis(latency.Quantile(5'000)),
      Millis(latency.Quantile(9'900)), Millis(latency.Quantile(9'990)));
}

// A processor's name within a JSON string.
std::string WithoutQuotes(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](char c) { return c == '"' || c == '\\' || c < ' '; }),
             text.end());
  return text;
}

}  // namespace

absl::StatusOr<StoreLimits> ParseStoreLimits(absl::string_view json) {
  google::protobuf::Struct object;
  const auto parsed = google::protobuf::util::JsonStringToMessage(
      google::protobuf::StringPiece(json.data(), json.size()), &object);
  if (!parsed.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("limits: expected one JSON object: ", parsed.ToString()));
  }
  StoreLimits limits;
  for (const auto& [name, value] : object.fields()) {
    if (value.kind_case() != google::protobuf::Value::kNumberValue) {
      return absl::InvalidArgumentError(
          absl::StrCat("limits: found no number under \"", name, "\", expected numbers alone"));
    }
    limits[name] = value.number_value();
  }
  return limits;
}

std::vector<Ratio> Ratios(absl::Span<const Measurement> measurements, const StoreLimits& limits) {
  RatioFinder finder(measurements, limits);
  finder.CompareWithEcho("append", "echo");
  finder.CompareWithStore("append", "rocksdb_sync_puts_64_threads", "RocksDB puts");
  finder.CompareWithRoundTripAndSync("append-one", "echo-one");
  finder.CompareWithStore("append-one", kSyncs, "fdatasync");
  for (const char* batch : {"append-batch", "append-batch-random"}) {
    finder.CompareWithStore(batch, "rocksdb_event_rows_in_groups_of_800", "RocksDB event rows");
    finder.CompareWithStore(batch, "rocksdb_rows_in_batches_of_100", "RocksDB single rows");
    finder.CompareWithEcho(batch, "echo-batch");
  }
  return finder.Take();
}

std::string RenderTable(const Report& report) {
  std::string text = absl::StrFormat(
      "%d cores, %s MiB of memory%s; events of %d bytes; %.3g s each\n\n", report.machine.cores,
      Thousands(static_cast<double>(report.machine.memory_mib)),
      report.machine.processor.empty() ? "" : ", " + report.machine.processor, report.event_bytes,
      report.seconds);
  const std::vector<Ratio> ratios = Ratios(report.measurements, report.limits);
  TextTable table({{"workload"},
                   {"clients", TextTable::Align::kRight},
                   {"batch", TextTable::Align::kRight},
                   {"calls/s", TextTable::Align::kRight},
                   {"events/s", TextTable::Align::kRight},
                   {"p50 ms", TextTable::Align::kRight},
                   {"p99 ms", TextTable::Align::kRight},
                   {"p99.9 ms", TextTable::Align::kRight},
                   {"refused", TextTable::Align::kRight},
                   {"ratio to a limit of this run"}});
  for (const Measurement& measurement : report.measurements) {
    table.AddRow({measurement.workload, absl::StrCat(measurement.clients),
                  measurement.batch == 0 ? "-" : absl::StrCat(measurement.batch),
                  Thousands(measurement.calls_per_second()),
                  measurement.events == 0 ? "-" : Thousands(measurement.events_per_second()),
                  MillisText(measurement.latency, 5'000), MillisText(measurement.latency, 9'900),
                  MillisText(measurement.latency, 9'990), absl::StrCat(measurement.refusals),
                  RatiosText(measurement.workload, ratios)});
  }
  for (const auto& [name, per_second] : report.limits) {
    const auto words = StoreLimitNames().find(name);
    if (words == StoreLimitNames().end()) continue;
    table.AddRow({"limit", "", "", "", Thousands(per_second), "", "", "", "", words->second});
  }
  absl::StrAppend(&text, table.Render());
  for (const Measurement& measurement : report.measurements) {
    if (measurement.failures == 0) continue;
    absl::StrAppend(&text, measurement.workload, ": ", measurement.failures,
                    " clients ended because a call failed: ", measurement.first_failure, "\n");
  }
  return text;
}

std::string RenderJson(const Report& report) {
  std::vector<std::string> measurements;
  for (const Measurement& measurement : report.measurements) {
    measurements.push_back("    " + MeasurementJson(measurement));
  }
  std::vector<std::string> limits;
  for (const auto& [name, per_second] : report.limits) {
    limits.push_back(absl::StrFormat("    \"%s\": %.1f", name, per_second));
  }
  std::vector<std::string> ratios;
  for (const Ratio& ratio : Ratios(report.measurements, report.limits)) {
    ratios.push_back(
        absl::StrFormat("    {\"workload\": \"%s\", \"limit\": \"%s\", \"limit_per_second\": %.1f, "
                        "\"ratio\": %.4f}",
                        ratio.workload, ratio.limit, ratio.limit_per_second, ratio.ratio));
  }
  return absl::StrFormat(
      "{\n  \"cores\": %d,\n  \"memory_mib\": %d,\n  \"processor\": \"%s\",\n  \"event_bytes\": "
      "%d,\n  \"seconds\": %.3f,\n  \"workloads\": [\n%s\n  ],\n  \"limits\": {\n%s\n  },\n  "
      "\"ratios\": [\n%s\n  ]\n}\n",
      report.machine.cores, report.machine.memory_mib, WithoutQuotes(report.machine.processor),
      report.event_bytes, report.seconds, absl::StrJoin(measurements, ",\n"),
      absl::StrJoin(limits, ",\n"), absl::StrJoin(ratios, ",\n"));
}

}  // namespace assessment::bench
