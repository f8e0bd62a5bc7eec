#include "projections/server/server_metrics.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"

namespace assessment {
namespace {

constexpr double kSecondsOfMicros = 1e-6;
// A scrape waits no longer than this for projections that are behind.
constexpr std::chrono::seconds kCountWaitMax(1);

constexpr MetricName kLedgerUp = {"ledgerd_ledger_up",
                                  "1 while the ledger takes appends and signs checkpoints."};
constexpr MetricName kLedgerDamaged = {"ledgerd_ledger_damaged",
                                       "1 when damage was found in what is stored."};
constexpr MetricName kLedgerWritable = {
    "ledgerd_ledger_writable", "1 while a commit would be tried; 0 also below the disk reserve."};
constexpr MetricName kOutcomeUnknown = {
    "ledgerd_outcome_unknown", "1 when a write's outcome is unknown and the server must restart."};
constexpr MetricName kLedgerSize = {"ledgerd_ledger_size", "Durable size of the log, in events."};
constexpr MetricName kWaiting = {"ledgerd_sequencer_commands_waiting",
                                 "Batches and previews in the sequencer's queue."};
constexpr MetricName kAppended = {"ledgerd_events_appended_total", "Events made durable."};
constexpr MetricName kRefused = {"ledgerd_batches_refused_total",
                                 "Batches that admission refused."};
constexpr MetricName kDroppedLate = {
    "ledgerd_commands_dropped_late_total",
    "Batches whose deadline passed in the queue; nothing was written."};
constexpr MetricName kClockBehind = {
    "ledgerd_clock_behind_total",
    "Records whose time is the newest one's plus a microsecond, as the clock was behind it."};
constexpr MetricName kEventsOfGroup = {"ledgerd_group_events", "Events that share one sync."};
constexpr MetricName kCommitSeconds = {"ledgerd_group_commit_seconds",
                                       "Time to make one group durable, sync included."};
constexpr MetricName kProjectionSize = {"ledgerd_projection_size",
                                        "Size of the log that the projection has reached."};
constexpr MetricName kProjectionLag = {
    "ledgerd_projection_lag_events",
    "Durable events that the projection has not applied yet; rises while it is stale."};
constexpr MetricName kProjectionStale = {"ledgerd_projection_stale",
                                         "1 when the projection stopped at its last good size."};
constexpr MetricName kSignerUp = {"ledgerd_checkpoint_signer_up",
                                  "1 while checkpoints can be signed."};
constexpr MetricName kClerkHeldUp = {"ledgerd_clerk_held_up",
                                     "1 while something keeps the deadline clerk from its work."};
constexpr MetricName kMattersOpen = {"ledgerd_matters_open",
                                     "Matters neither done nor withdrawn, by kind."};
constexpr MetricName kMattersOverdue = {"ledgerd_matters_overdue",
                                        "Open matters with a recorded lateness, by kind."};
constexpr MetricName kDiskFree = {"ledgerd_disk_free_bytes", "Free bytes where the log is kept."};
constexpr MetricName kDiskReserve = {"ledgerd_disk_reserve_bytes",
                                     "Appends are refused while less than this is free."};
constexpr MetricName kLinesLost = {"ledgerd_diagnostic_lines_lost_total",
                                   "Lines that nobody read in time."};

double Flag(bool is) { return is ? 1 : 0; }

void SampleSequencer(const SequencerStatus& status, const MetricLabels& labels,
                     MetricSamples& samples) {
  samples.Gauge(kLedgerSize, labels, static_cast<double>(status.size));
  samples.Gauge(kWaiting, labels, static_cast<double>(status.commands_waiting));
  samples.Gauge(kOutcomeUnknown, labels, Flag(status.stopped_unknown));
  samples.Counter(kAppended, labels, static_cast<double>(status.events_appended));
  samples.Counter(kRefused, labels, static_cast<double>(status.batches_refused));
  samples.Counter(kDroppedLate, labels, static_cast<double>(status.commands_dropped_late));
  samples.Counter(kClockBehind, labels, static_cast<double>(status.clock_behind));
  samples.Histogram(kEventsOfGroup, labels, status.events_of_group, 1);
  samples.Histogram(kCommitSeconds, labels, status.commit_micros, kSecondsOfMicros);
}

void SampleProjection(const ObservedLedger& ledger, const Follower::State& projection,
                      MetricSamples& samples) {
  const MetricLabels labels = {{"ledger", ledger.name}, {"projection", projection.name}};
  samples.Gauge(kProjectionSize, labels, static_cast<double>(projection.size));
  // It was looked at after the ledger and may be ahead of what was seen there.
  const uint64_t lag =
      ledger.sequencer.size > projection.size ? ledger.sequencer.size - projection.size : 0;
  samples.Gauge(kProjectionLag, labels, static_cast<double>(lag));
  samples.Gauge(kProjectionStale, labels, Flag(!projection.status.ok()));
}

// "verification" of MATTER_KIND_VERIFICATION.
std::string KindLabel(event::v1::MatterKind kind) {
  return absl::AsciiStrToLower(absl::StripPrefix(event::v1::MatterKind_Name(kind), "MATTER_KIND_"));
}

}  // namespace

void SampleLedgers(const ObservedServer& state, MetricSamples& samples) {
  for (const MetricName& gauge :
       {kLedgerUp, kLedgerDamaged, kLedgerWritable, kOutcomeUnknown, kLedgerSize, kWaiting,
        kProjectionSize, kProjectionLag, kProjectionStale, kSignerUp, kClerkHeldUp}) {
    samples.DeclareGauge(gauge);
  }
  for (const MetricName& counter : {kAppended, kRefused, kDroppedLate, kClockBehind}) {
    samples.DeclareCounter(counter);
  }
  for (const ObservedLedger& ledger : state) {
    const MetricLabels labels = {{"ledger", ledger.name}};
    samples.Gauge(kLedgerUp, labels, Flag(ledger.serves()));
    samples.Gauge(kLedgerDamaged, labels, Flag(ledger.damaged()));
    if (!ledger.started.ok()) continue;
    samples.Gauge(kLedgerWritable, labels, Flag(ledger.writable.ok()));
    samples.Gauge(kSignerUp, labels, Flag(ledger.signer.ok()));
    samples.Gauge(kClerkHeldUp, labels, Flag(!ledger.clerk_alarm.empty()));
    SampleSequencer(ledger.sequencer, labels, samples);
    for (const Follower::State& projection : ledger.projections) {
      SampleProjection(ledger, projection, samples);
    }
  }
}

void SampleDisk(const std::string& directory, uint64_t reserve_bytes, MetricSamples& samples) {
  samples.Gauge(kDiskReserve, {}, static_cast<double>(reserve_bytes));
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(directory, error);
  if (!error) samples.Gauge(kDiskFree, {}, static_cast<double>(space.available));
}

void SampleDiagnosticLog(const DiagnosticLog& log, MetricSamples& samples) {
  samples.Counter(kLinesLost, {}, static_cast<double>(log.lines_lost()));
}

const MatterSampler::Counted* MatterSampler::CountedOf(const ObservedLedger& ledger) {
  const auto now = std::chrono::steady_clock::now();
  const auto known = counted_.find(ledger.name);
  if (known != counted_.end() &&
      (known->second.size == ledger.sequencer.size || now - known->second.at < interval_)) {
    return &known->second;
  }
  const absl::StatusOr<const ProjectionHost*> host = projections_(ledger.name);
  if (!host.ok()) return nullptr;
  auto counts = CountMatters(**host, now + kCountWaitMax);
  if (!counts.ok()) return nullptr;
  Counted& counted = counted_[ledger.name];
  counted = Counted{ledger.sequencer.size, now, *std::move(counts)};
  return &counted;
}

void MatterSampler::Sample(const ObservedServer& state, MetricSamples& samples) {
  samples.DeclareGauge(kMattersOpen);
  samples.DeclareGauge(kMattersOverdue);
  MutexLock lock(mutex_);
  for (const ObservedLedger& ledger : state) {
    // What a stale projection counted last is not shown as if it were true today.
    if (!ledger.projections_serve()) continue;
    const Counted* const counted = CountedOf(ledger);
    if (counted == nullptr) continue;
    for (const auto& [kind, count] : counted->counts) {
      const MetricLabels labels = {{"ledger", ledger.name}, {"kind", KindLabel(kind)}};
      samples.Gauge(kMattersOpen, labels, static_cast<double>(count.open));
      samples.Gauge(kMattersOverdue, labels, static_cast<double>(count.overdue));
    }
  }
}

}  // namespace assessment
