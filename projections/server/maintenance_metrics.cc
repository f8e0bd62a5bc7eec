#include "projections/server/maintenance_metrics.h"

namespace assessment {
namespace {

constexpr double kSecondOfMicros = 1e-6;

constexpr MetricName kScrubRunning = {"ledgerd_scrub_running", "1 while a scrub runs."};
constexpr MetricName kScrubBytes = {"ledgerd_scrub_bytes_checked",
                                    "Bytes that the running scrub has read."};
constexpr MetricName kScrubRecords = {"ledgerd_scrub_records_checked",
                                      "Events that the running scrub has hashed, by ledger."};
constexpr MetricName kScrubSize = {"ledgerd_scrub_records_to_check",
                                   "Events that the running scrub has to hash, by ledger."};
constexpr MetricName kScrubFinished = {"ledgerd_scrub_last_finished_timestamp_seconds",
                                       "When the last scrub ended."};
constexpr MetricName kScrubDamages = {"ledgerd_scrub_last_damages",
                                      "How many damages the last scrub found."};
constexpr MetricName kBackupMade = {"ledgerd_backup_newest_timestamp_seconds",
                                    "When the newest restorable backup was made; 0: none yet."};

int DamagesOf(const ledger::v1::Scrub& scrub) {
  int damages = scrub.damages_size();
  for (const ledger::v1::ScrubbedLedger& ledger : scrub.ledgers()) {
    if (!ledger.damage().empty()) ++damages;
  }
  return damages;
}

}  // namespace

void SampleScrub(const ledger::v1::GetScrubStatusResponse& status, MetricSamples& samples) {
  for (const MetricName& metric :
       {kScrubBytes, kScrubRecords, kScrubSize, kScrubFinished, kScrubDamages}) {
    samples.DeclareGauge(metric);
  }
  samples.Gauge(kScrubRunning, {}, status.has_running() ? 1 : 0);
  if (status.has_running()) {
    samples.Gauge(kScrubBytes, {}, static_cast<double>(status.running().bytes_checked()));
    for (const ledger::v1::ScrubbedLedger& ledger : status.running().ledgers()) {
      samples.Gauge(kScrubRecords, {{"ledger", ledger.ledger()}},
                    static_cast<double>(ledger.records()));
      samples.Gauge(kScrubSize, {{"ledger", ledger.ledger()}}, static_cast<double>(ledger.size()));
    }
  }
  if (!status.has_last()) return;
  samples.Gauge(kScrubDamages, {}, DamagesOf(status.last()));
  if (status.last().finished_time_micros() == 0) return;
  samples.Gauge(kScrubFinished, {},
                static_cast<double>(status.last().finished_time_micros()) * kSecondOfMicros);
}

void SampleBackups(std::optional<UnixMicros> newest, MetricSamples& samples) {
  samples.DeclareGauge(kBackupMade);
  if (newest.has_value()) {
    samples.Gauge(kBackupMade, {}, static_cast<double>(*newest) * kSecondOfMicros);
  }
}

}  // namespace assessment
