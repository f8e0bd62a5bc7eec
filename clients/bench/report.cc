#include "clients/bench/report.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace assessment::bench {
namespace {

constexpr char kEcho[] = "echo";

double Micros(std::chrono::nanoseconds nanos) { return static_cast<double>(nanos.count()) / 1000; }

void SetNumber(google::protobuf::Struct& object, const char* name, double value) {
  (*object.mutable_fields())[name].set_number_value(value);
}

void SetText(google::protobuf::Struct& object, const char* name, const std::string& value) {
  (*object.mutable_fields())[name].set_string_value(value);
}

google::protobuf::Struct FigureObject(const Figure& figure) {
  google::protobuf::Struct object;
  SetText(object, "name", figure.name);
  SetNumber(object, "in_flight", figure.in_flight);
  SetNumber(object, "batch", figure.batch);
  SetNumber(object, "request_bytes", static_cast<double>(figure.request_bytes));
  SetNumber(object, "response_bytes", static_cast<double>(figure.response_bytes));
  SetNumber(object, "calls", static_cast<double>(figure.calls));
  SetNumber(object, "calls_per_second", figure.calls_per_second);
  SetNumber(object, "events_per_second", figure.events_per_second);
  SetNumber(object, "p50_micros", figure.p50);
  SetNumber(object, "p99_micros", figure.p99);
  SetNumber(object, "p999_micros", figure.p999);
  return object;
}

const Figure* EchoOf(const Report& report, const Figure& figure) {
  for (const Figure& other : report.figures) {
    if (other.name == kEcho && other.in_flight == figure.in_flight && other.batch == figure.batch) {
      return &other;
    }
  }
  return nullptr;
}

}  // namespace

Figure MakeFigure(const std::string& name, int in_flight, int batch, LoadResult& result) {
  Figure figure;
  figure.name = name;
  figure.in_flight = in_flight;
  figure.batch = batch;
  figure.request_bytes = result.request_bytes;
  figure.response_bytes = result.response_bytes;
  figure.calls = result.calls;
  figure.calls_per_second = result.CallsPerSecond();
  figure.events_per_second = result.EventsPerSecond();
  figure.p50 = Micros(result.latencies.Percentile(500));
  figure.p99 = Micros(result.latencies.Percentile(990));
  figure.p999 = Micros(result.latencies.Percentile(999));
  return figure;
}

std::vector<Ratio> Ratios(const Report& report) {
  std::vector<Ratio> ratios;
  for (const Figure& figure : report.figures) {
    const Figure* const echo = EchoOf(report, figure);
    if (figure.name == kEcho || echo == nullptr || echo->calls_per_second <= 0) continue;
    const std::string name = absl::StrCat(figure.name, " x", figure.in_flight);
    ratios.push_back(
        {absl::StrCat(name, " / echo"), figure.calls_per_second / echo->calls_per_second});
    if (figure.in_flight == 1 && report.syncs_per_second > 0) {
      const double bound = 1 / (1 / echo->calls_per_second + 1 / report.syncs_per_second);
      ratios.push_back(
          {absl::StrCat(name, " / (round trip + sync)"), figure.calls_per_second / bound});
    }
  }
  return ratios;
}

std::string ReportText(const Report& report) {
  std::string text = absl::StrFormat(
      "machine    %d cores, %d GiB, %s, %s\nrun        seed %d, %s keys, %d connections, %.0f s "
      "each\nfdatasync  %.0f/s\n\n%-14s %8s %6s %8s %12s %12s %9s %9s %9s\n",
      report.machine.cores, report.machine.memory_gib, report.machine.processor,
      report.machine.kernel, report.seed, report.keys, report.connections, report.seconds,
      report.syncs_per_second, "workload", "inflight", "batch", "bytes", "calls/s", "events/s",
      "p50 us", "p99 us", "p99.9 us");
  for (const Figure& figure : report.figures) {
    absl::StrAppendFormat(&text, "%-14s %8d %6d %8d %12.0f %12.0f %9.0f %9.0f %9.0f\n", figure.name,
                          figure.in_flight, figure.batch, figure.request_bytes,
                          figure.calls_per_second, figure.events_per_second, figure.p50, figure.p99,
                          figure.p999);
  }
  absl::StrAppend(&text, "\n");
  for (const Ratio& ratio : Ratios(report)) {
    absl::StrAppendFormat(&text, "%-40s %.2f\n", ratio.name, ratio.value);
  }
  return text;
}

std::string ReportJson(const Report& report) {
  google::protobuf::Struct object;
  google::protobuf::Struct& machine = *(*object.mutable_fields())["machine"].mutable_struct_value();
  SetNumber(machine, "cores", report.machine.cores);
  SetNumber(machine, "memory_gib", report.machine.memory_gib);
  SetText(machine, "processor", report.machine.processor);
  SetText(machine, "kernel", report.machine.kernel);
  SetNumber(object, "seed", static_cast<double>(report.seed));
  SetText(object, "keys", report.keys);
  SetNumber(object, "connections", report.connections);
  SetNumber(object, "seconds", report.seconds);
  SetNumber(object, "syncs_per_second", report.syncs_per_second);
  google::protobuf::ListValue& figures =
      *(*object.mutable_fields())["figures"].mutable_list_value();
  for (const Figure& figure : report.figures) {
    *figures.add_values()->mutable_struct_value() = FigureObject(figure);
  }
  google::protobuf::Struct& ratios = *(*object.mutable_fields())["ratios"].mutable_struct_value();
  for (const Ratio& ratio : Ratios(report)) SetNumber(ratios, ratio.name.c_str(), ratio.value);
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(object, &json, options);
  return status.ok() ? json : std::string("{}\n");
}

}  // namespace assessment::bench
