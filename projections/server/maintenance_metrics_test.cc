#include "projections/server/maintenance_metrics.h"

#include <map>
#include <string>

#include "gtest/gtest.h"

namespace assessment {
namespace {

// Value by name, and by ledger where it has one; metrics without samples are left out.
std::map<std::string, double> ValuesOf(MetricSamples samples) {
  std::map<std::string, double> values;
  for (const prometheus::MetricFamily& family : std::move(samples).Take()) {
    for (const prometheus::ClientMetric& metric : family.metric) {
      const std::string label = metric.label.empty() ? "" : "/" + metric.label[0].value;
      values[family.name + label] = metric.gauge.value;
    }
  }
  return values;
}

TEST(MaintenanceMetrics, ShowHowFarAScrubIs) {
  ledger::v1::GetScrubStatusResponse status;
  status.mutable_running()->set_bytes_checked(500);
  ledger::v1::ScrubbedLedger& ledger = *status.mutable_running()->add_ledgers();
  ledger.set_ledger("141100");
  ledger.set_records(40);
  ledger.set_size(100);
  MetricSamples samples;
  SampleScrub(status, samples);
  const std::map<std::string, double> values = ValuesOf(std::move(samples));
  EXPECT_EQ(values.at("ledgerd_scrub_running"), 1);
  EXPECT_EQ(values.at("ledgerd_scrub_bytes_checked"), 500);
  EXPECT_EQ(values.at("ledgerd_scrub_records_checked/141100"), 40);
  EXPECT_EQ(values.at("ledgerd_scrub_records_to_check/141100"), 100);
  EXPECT_FALSE(values.contains("ledgerd_scrub_last_damages"));
}

TEST(MaintenanceMetrics, CountTheDamageOfTheLastScrub) {
  ledger::v1::GetScrubStatusResponse status;
  status.mutable_last()->set_finished_time_micros(7'000'000);
  status.mutable_last()->add_damages("a table");
  status.mutable_last()->add_ledgers()->set_damage("position 3");
  status.mutable_last()->add_ledgers()->set_ledger("sound");
  MetricSamples samples;
  SampleScrub(status, samples);
  const std::map<std::string, double> values = ValuesOf(std::move(samples));
  EXPECT_EQ(values.at("ledgerd_scrub_running"), 0);
  EXPECT_EQ(values.at("ledgerd_scrub_last_damages"), 2);
  EXPECT_EQ(values.at("ledgerd_scrub_last_finished_timestamp_seconds"), 7);
}

TEST(MaintenanceMetrics, TellAServerThatMadeNoBackupYetFromOneThatKeepsNone) {
  MetricSamples none_yet;
  SampleBackups(0, none_yet);
  EXPECT_EQ(ValuesOf(std::move(none_yet)).at("ledgerd_backup_newest_timestamp_seconds"), 0);
}

TEST(MaintenanceMetrics, SayWhenTheNewestBackupWasMade) {
  MetricSamples none;
  SampleBackups(std::nullopt, none);
  EXPECT_TRUE(ValuesOf(std::move(none)).empty());
  MetricSamples one;
  SampleBackups(9'000'000, one);
  EXPECT_EQ(ValuesOf(std::move(one)).at("ledgerd_backup_newest_timestamp_seconds"), 9);
}

}  // namespace
}  // namespace assessment
