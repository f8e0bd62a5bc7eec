#include "projections/server/state_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"

namespace assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

ObservedLedger Healthy() {
  ObservedLedger ledger;
  ledger.name = "141100";
  ledger.sequencer.size = 7;
  ledger.projections = {{"scores", 7, absl::OkStatus()}, {"vetoes", 7, absl::OkStatus()}};
  return ledger;
}

// What is told when the states are looked at in turn: "severity event" of each line.
std::vector<std::string> Told(const std::vector<ObservedServer>& looks,
                              std::string* text = nullptr) {
  std::ostringstream stream;
  {
    DiagnosticLog log(Severity::kDebug, stream);
    StateWatch watch(log);
    for (const ObservedServer& look : looks) watch.Look(look);
  }
  std::vector<std::string> told;
  std::istringstream lines(stream.str());
  for (std::string line; std::getline(lines, line);) {
    const nlohmann::json json = nlohmann::json::parse(line);
    told.push_back(
        absl::StrCat(json["severity"].get<std::string>(), " ", json["event"].get<std::string>()));
  }
  if (text != nullptr) *text = stream.str();
  return told;
}

TEST(StateWatch, ALedgerIsToldOnceWhenItIsThere) {
  std::string text;
  EXPECT_THAT(Told({{Healthy()}, {Healthy()}}, &text), ElementsAre("info ledger_opened"));
  EXPECT_THAT(text, HasSubstr(R"("ledger":"141100","size":7)"));
}

TEST(StateWatch, ALedgerThatStartedFromItsTracesIsToldWithoutAReason) {
  std::string text;
  Told({{Healthy()}}, &text);
  EXPECT_THAT(text, HasSubstr(R"("started_from":"traces","projections_started_from":"traces"})"));
}

TEST(StateWatch, ALedgerThatFoldedTheWholeLogIsToldWithWhatKeptItFromItsTraces) {
  ObservedLedger folded = Healthy();
  folded.started_from_traces = absl::NotFoundError("no file keys/141100.traces");
  folded.projections_started_from_traces = absl::DataLossError("its checksum does not match");
  std::string text;
  Told({{folded}}, &text);
  EXPECT_THAT(text, HasSubstr(R"("started_from":"log","reason":"no file keys/141100.traces")"));
  EXPECT_THAT(text, HasSubstr(R"("projections_started_from":"log",)"
                              R"("projections_reason":"its checksum does not match"})"));
}

TEST(StateWatch, ALedgerWithoutGrantsIsToldUntilThereAreSome) {
  ObservedLedger open = Healthy();
  open.without_grants = true;
  EXPECT_THAT(Told({{open}, {open}, {Healthy()}}),
              ElementsAre("info ledger_opened", "warning ledger_without_grants",
                          "info ledger_without_grants_over"));
}

TEST(StateWatch, TroubleIsToldWhenItBeginsAndWhenItIsOver) {
  ObservedLedger full = Healthy();
  full.writable = absl::ResourceExhaustedError("free disk space is 5 bytes, the reserve is 10");
  EXPECT_THAT(Told({{Healthy()}, {full}, {full}, {Healthy()}, {full}}),
              ElementsAre("info ledger_opened", "error below_disk_reserve",
                          "info below_disk_reserve_over", "error below_disk_reserve"));
}

TEST(StateWatch, AStaleProjectionIsNamedWithTheSizeItReachedAndWithoutTheRecord) {
  ObservedLedger stale = Healthy();
  stale.projections[1] = {"vetoes", 3, absl::InternalError("the finding about 张三 is odd")};
  std::string text;
  EXPECT_THAT(Told({{stale}}, &text), ElementsAre("info ledger_opened", "error projection_stale"));
  EXPECT_THAT(text, HasSubstr(R"("projection":"vetoes","size":3,"code":"INTERNAL")"));
  EXPECT_THAT(text, Not(HasSubstr("张三")));
}

TEST(StateWatch, TheClerkIsHeldUpWithoutSayingOfWhat) {
  ObservedLedger held_up = Healthy();
  held_up.clerk_alarm = "matter 督办-17 of 张三";
  std::string text;
  EXPECT_THAT(Told({{held_up}}, &text), ElementsAre("info ledger_opened", "warning clerk_held_up"));
  EXPECT_THAT(text, Not(HasSubstr("督办")));
}

TEST(StateWatch, DamageAndAFailedSignerAreErrorsWithTheirCause) {
  ObservedLedger damaged = Healthy();
  damaged.writable = absl::DataLossError("table 000012.sst, positions 5 to 9");
  damaged.signer = absl::DataLossError("the root differs");
  std::string text;
  EXPECT_THAT(Told({{damaged}}, &text),
              ElementsAre("info ledger_opened", "error damage_found", "error signer_failed"));
  EXPECT_THAT(text, HasSubstr("table 000012.sst, positions 5 to 9"));
}

TEST(StateWatch, ALedgerThatDidNotStartIsNotToldAsOpened) {
  ObservedLedger broken;
  broken.name = "141100";
  broken.started = absl::DataLossError("position 4 is missing");
  EXPECT_THAT(Told({{broken}}), ElementsAre("error ledger_not_started", "error damage_found"));
}

TEST(StateWatch, AClockBehindIsToldAtTheFirstAndAtEachDoubling) {
  std::vector<ObservedServer> looks;
  for (uint64_t times = 0; times <= 8; ++times) {
    ObservedLedger ledger = Healthy();
    ledger.sequencer.clock_behind = times;
    looks.push_back({ledger});
  }
  EXPECT_THAT(Told(looks),
              ElementsAre("info ledger_opened", "warning clock_behind", "warning clock_behind",
                          "warning clock_behind", "warning clock_behind"));
}

TEST(HealthOf, NamesEachLedgerEachProjectionAndEachService) {
  const HealthReporter::States health = HealthOf({Healthy()});
  for (const char* name :
       {"ledger/141100", "projections/141100", "projections/141100/scores",
        "assessment.ledger.v1.LedgerService", "assessment.projections.v1.YearEndService"}) {
    EXPECT_TRUE(health.at(name)) << name;
  }
}

TEST(HealthOf, AStaleProjectionLeavesTheLedgerAndTheOtherProjectionsServing) {
  ObservedLedger stale = Healthy();
  stale.projections[0].status = absl::InternalError("stopped");
  const HealthReporter::States health = HealthOf({stale});
  EXPECT_FALSE(health.at("projections/141100/scores"));
  EXPECT_TRUE(health.at("projections/141100/vetoes"));
  EXPECT_FALSE(health.at("projections/141100"));
  EXPECT_TRUE(health.at("ledger/141100"));
  EXPECT_TRUE(health.at("assessment.ledger.v1.LedgerService"));
  EXPECT_FALSE(health.at("assessment.projections.v1.AssessmentService"));
}

TEST(HealthOf, ABrokenLedgerLeavesTheOthersServing) {
  ObservedLedger broken;
  broken.name = "140700";
  broken.started = absl::DataLossError("position 4 is missing");
  const HealthReporter::States health = HealthOf({broken, Healthy()});
  EXPECT_FALSE(health.at("ledger/140700"));
  EXPECT_FALSE(health.at("projections/140700"));
  EXPECT_TRUE(health.at("ledger/141100"));
  EXPECT_FALSE(health.at("assessment.ledger.v1.LedgerService"));
}

TEST(HealthOf, AFullDiskIsNoReasonToStopServing) {
  ObservedLedger full = Healthy();
  full.writable = absl::ResourceExhaustedError("free disk space is 5 bytes");
  EXPECT_TRUE(HealthOf({full}).at("ledger/141100"));
}

}  // namespace
}  // namespace assessment
