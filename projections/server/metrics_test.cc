#include "projections/server/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "httplib.h"
#include "prometheus/counter.h"
#include "prometheus/text_serializer.h"

namespace assessment {
namespace {

using ::testing::HasSubstr;

constexpr MetricName kLag = {"test_lag_events", "How far behind."};
constexpr MetricName kSeconds = {"test_seconds", "How long."};
constexpr uint64_t kBounds[] = {1'000, 1'000'000};

std::string Text(const Metrics& metrics) {
  return prometheus::TextSerializer().Serialize(metrics.Collect());
}

TEST(Metrics, ACollectorIsAskedAtEveryScrape) {
  Metrics metrics;
  int scrapes = 0;
  metrics.AddCollector([&scrapes](MetricSamples& samples) {
    samples.Gauge(kLag, {{"ledger", "141100"}}, ++scrapes);
  });
  EXPECT_THAT(Text(metrics), HasSubstr("test_lag_events{ledger=\"141100\"} 1\n"));
  EXPECT_THAT(Text(metrics), HasSubstr("test_lag_events{ledger=\"141100\"} 2\n"));
}

TEST(Metrics, SamplesOfSeveralCollectorsStandUnderOneMetric) {
  Metrics metrics;
  for (const char* ledger : {"a", "b"}) {
    metrics.AddCollector([ledger](MetricSamples& samples) {
      samples.Gauge(kLag, {{"ledger", ledger}}, 5);
    });
  }
  EXPECT_EQ(metrics.Collect().size(), 1u);
  EXPECT_THAT(Text(metrics), HasSubstr("test_lag_events{ledger=\"a\"} 5\n"
                                       "test_lag_events{ledger=\"b\"} 5\n"));
}

TEST(Metrics, WhatWasDeclaredIsThereWithoutASample) {
  Metrics metrics;
  metrics.AddCollector([](MetricSamples& samples) { samples.DeclareGauge(kLag); });
  EXPECT_THAT(Text(metrics), HasSubstr("# TYPE test_lag_events gauge\n"));
}

TEST(Metrics, ADistributionBecomesCumulativeBucketsInTheMetricsUnit) {
  Metrics metrics;
  Distribution micros(kBounds);
  for (const uint64_t value : {500, 700, 500'000, 3'000'000}) micros.Add(value);
  metrics.AddCollector(
      [&micros](MetricSamples& samples) { samples.Histogram(kSeconds, {}, micros, 1e-6); });
  const std::string text = Text(metrics);
  EXPECT_THAT(text, HasSubstr("test_seconds_bucket{le=\"0.001\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("test_seconds_bucket{le=\"1\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("test_seconds_bucket{le=\"+Inf\"} 4\n"));
  EXPECT_THAT(text, HasSubstr("test_seconds_count 4\n"));
  EXPECT_THAT(text, HasSubstr("test_seconds_sum 3.5012"));
}

TEST(MetricsEndpoint, AnswersOverHttpOnThePortItTook) {
  auto metrics = std::make_shared<Metrics>();
  prometheus::BuildCounter().Name("test_total").Register(metrics->registry()).Add({}).Increment();
  const auto endpoint = MetricsEndpoint::Start("127.0.0.1:0", metrics);
  ASSERT_TRUE(endpoint.ok()) << endpoint.status();
  ASSERT_GT((*endpoint)->port(), 0);
  httplib::Client client("127.0.0.1", (*endpoint)->port());
  const auto answer = client.Get("/metrics");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_THAT(answer->get_header_value("Content-Type"), HasSubstr("text/plain"));
  EXPECT_THAT(answer->body, HasSubstr("test_total 1\n"));
}

TEST(MetricsEndpoint, ShowsNothingBesideMetrics) {
  const auto endpoint = MetricsEndpoint::Start("127.0.0.1:0", std::make_shared<Metrics>());
  ASSERT_TRUE(endpoint.ok()) << endpoint.status();
  httplib::Client client("127.0.0.1", (*endpoint)->port());
  for (const char* path : {"/", "/etc/passwd", "/../administrator.token"}) {
    const auto answer = client.Get(path);
    ASSERT_TRUE(answer) << path;
    EXPECT_EQ(answer->status, 404) << path;
  }
}

TEST(MetricsEndpoint, ATakenPortIsRefusedByName) {
  const auto first = MetricsEndpoint::Start("127.0.0.1:0", std::make_shared<Metrics>());
  ASSERT_TRUE(first.ok()) << first.status();
  const std::string taken = "127.0.0.1:" + std::to_string((*first)->port());
  const auto second = MetricsEndpoint::Start(taken, std::make_shared<Metrics>());
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(second.status().message()), HasSubstr(taken));
}

}  // namespace
}  // namespace assessment
