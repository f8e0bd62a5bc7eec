#include "projections/server/server_metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "projections/server/process_metrics.h"
#include "prometheus/text_serializer.h"
#include "tests/support/event_builders.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Text(const std::function<void(MetricSamples&)>& sample) {
  MetricSamples samples;
  sample(samples);
  return prometheus::TextSerializer().Serialize(std::move(samples).Take());
}

std::string Text(const ObservedServer& state) {
  return Text([&state](MetricSamples& samples) { SampleLedgers(state, samples); });
}

ObservedLedger Healthy() {
  ObservedLedger ledger;
  ledger.name = kLedger;
  ledger.sequencer.size = 7;
  ledger.projections = {{"scores", 7, absl::OkStatus()}};
  return ledger;
}

TEST(ServerMetrics, AHealthyLedgerIsUpAndItsProjectionsAreNotBehind) {
  EXPECT_THAT(Text({Healthy()}),
              AllOf(HasSubstr("ledgerd_ledger_up{ledger=\"141100\"} 1\n"),
                    HasSubstr("ledgerd_ledger_damaged{ledger=\"141100\"} 0\n"),
                    HasSubstr("ledgerd_ledger_size{ledger=\"141100\"} 7\n"),
                    HasSubstr("ledgerd_projection_lag_events{ledger=\"141100\",projection="
                              "\"scores\"} 0\n"),
                    HasSubstr("ledgerd_projection_stale{ledger=\"141100\",projection=\"scores\"} "
                              "0\n")));
}

TEST(ServerMetrics, AStaleProjectionShowsHowFarItFellBehind) {
  ObservedLedger ledger = Healthy();
  ledger.projections[0] = {"scores", 4, absl::InternalError("stopped")};
  EXPECT_THAT(
      Text({ledger}),
      AllOf(HasSubstr("ledgerd_projection_lag_events{ledger=\"141100\",projection=\"scores\"} 3\n"),
            HasSubstr("ledgerd_projection_stale{ledger=\"141100\",projection=\"scores\"} 1\n")));
}

TEST(ServerMetrics, AProjectionSeenAheadOfTheLedgerIsNotBehind) {
  ObservedLedger ledger = Healthy();
  ledger.projections[0].size = 9;
  EXPECT_THAT(Text({ledger}), HasSubstr("projection=\"scores\"} 0\n"));
}

TEST(ServerMetrics, AFullDiskLeavesALedgerUpButNotWritable) {
  ObservedLedger ledger = Healthy();
  ledger.writable = absl::ResourceExhaustedError("full");
  EXPECT_THAT(Text({ledger}), AllOf(HasSubstr("ledgerd_ledger_up{ledger=\"141100\"} 1\n"),
                                    HasSubstr("ledgerd_ledger_writable{ledger=\"141100\"} 0\n")));
}

TEST(ServerMetrics, ALedgerThatDidNotStartIsDownAndHasNoNumbers) {
  ObservedLedger broken;
  broken.name = kLedger;
  broken.started = absl::DataLossError("position 4 is missing");
  EXPECT_THAT(Text({broken}), AllOf(HasSubstr("ledgerd_ledger_up{ledger=\"141100\"} 0\n"),
                                    HasSubstr("ledgerd_ledger_damaged{ledger=\"141100\"} 1\n"),
                                    Not(HasSubstr("ledgerd_ledger_size{"))));
}

TEST(ServerMetrics, TheDiskIsShownWithItsReserve) {
  const std::string text =
      Text([](MetricSamples& samples) { SampleDisk(::testing::TempDir(), 12345, samples); });
  EXPECT_THAT(text, AllOf(HasSubstr("ledgerd_disk_reserve_bytes 12345\n"),
                          HasSubstr("ledgerd_disk_free_bytes ")));
}

TEST(ServerMetrics, SpaceThatCannotBeReadIsLeftOut) {
  const std::string text = Text([](MetricSamples& samples) {
    SampleDisk(::testing::TempDir() + "/not/there", 12345, samples);
  });
  EXPECT_THAT(text, Not(HasSubstr("ledgerd_disk_free_bytes")));
}

TEST(ServerMetrics, TheProcessShowsItsMemoryFilesAndVersion) {
  const std::string text = Text(SampleProcess);
  for (const char* name :
       {"ledgerd_build_info{version=\"", "process_cpu_seconds_total ",
        "process_resident_memory_bytes ", "process_open_fds ", "process_start_time_seconds "}) {
    EXPECT_THAT(text, HasSubstr(name));
  }
}

class MatterSamplerTest : public ::testing::Test {
 protected:
  MatterSamplerTest() : host_(kLedger, ledger_.log()) {
    ledger_.MoveTo(2023, 3, 1);
    ledger_.Must(UnitRegistered("unit-1"));
    host_.Start();
  }

  std::string Sample(MatterSampler& sampler) {
    ObservedLedger state = Healthy();
    state.sequencer.size = ledger_.log().DurableTail().size;
    return Text([&](MetricSamples& samples) { sampler.Sample({state}, samples); });
  }
  MatterSampler Sampler(std::chrono::milliseconds interval) {
    return MatterSampler([this](absl::string_view) { return &host_; }, interval);
  }

  TestLedger ledger_;
  ProjectionHost host_;
};

TEST_F(MatterSamplerTest, CountsOpenAndOverdueMattersByKind) {
  for (const char* matter : {"late", "open", "done"}) {
    EventContent opened = MatterOpened(matter, "unit-1", event::v1::MATTER_KIND_MATERIAL);
    *opened.mutable_matter_opened()->mutable_due() = DueBy(2023, 1, 31);
    ledger_.Must(opened);
  }
  ledger_.Must(MatterOverdue("late", DueBy(2023, 1, 31), 0));
  EventContent completed = OnDay(MatterCompleted("done"), Date(2023, 1, 10));
  *completed.mutable_matter_completed()->mutable_received() = DueBy(2023, 1, 10);
  ledger_.Must(completed);
  MatterSampler sampler = Sampler(std::chrono::milliseconds(0));
  const std::string text = Sample(sampler);
  EXPECT_THAT(text, HasSubstr("ledgerd_matters_open{ledger=\"141100\",kind=\"material\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("ledgerd_matters_overdue{ledger=\"141100\",kind=\"material\"} 1\n"));
}

TEST_F(MatterSamplerTest, DoesNotCountAgainWithinTheInterval) {
  MatterSampler sampler = Sampler(std::chrono::hours(1));
  ledger_.Must(MatterOpened("m-1", "unit-1", event::v1::MATTER_KIND_MATERIAL));
  EXPECT_THAT(Sample(sampler), HasSubstr("kind=\"material\"} 1\n"));
  ledger_.Must(MatterOpened("m-2", "unit-1", event::v1::MATTER_KIND_MATERIAL));
  EXPECT_THAT(Sample(sampler), HasSubstr("kind=\"material\"} 1\n"));
}

TEST_F(MatterSamplerTest, ShowsNothingOfALedgerWhoseProjectionsAreStale) {
  ledger_.Must(MatterOpened("m-1", "unit-1", event::v1::MATTER_KIND_MATERIAL));
  MatterSampler sampler = Sampler(std::chrono::milliseconds(0));
  ObservedLedger stale = Healthy();
  stale.projections[0].status = absl::InternalError("stopped");
  EXPECT_THAT(Text([&](MetricSamples& samples) { sampler.Sample({stale}, samples); }),
              Not(HasSubstr("ledgerd_matters_open{")));
}

}  // namespace
}  // namespace assessment::testing
