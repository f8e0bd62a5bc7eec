// For random commands: a refused batch leaves the state as it was, a preview as well, a replay of
// the log gives the live state, and what is accepted is accepted once.

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <random>

#include "tests/support/small_scheme.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

class RandomCommands {
 public:
  explicit RandomCommands(uint32_t seed) : random_(seed) {}

  int Upto(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }
  bool Chance(int percent) { return Upto(100) < percent; }

  template <typename T>
  T Pick(std::initializer_list<T> values) {
    return *(values.begin() + Upto(static_cast<int>(values.size())));
  }

  std::string Unit() { return Pick<const char*>({"unit-1", "unit-2", "unit-3", "unit-9"}); }
  std::string Clause() {
    return Pick<const char*>({"1.1", "1.2", "2.1", "2.4", "3.1", "3.2", "3.3", "3.4", "4.1", "4.5",
                              "5.1", "P.1", "9.9"});
  }
  std::vector<std::string> Targets() {
    std::vector<std::string> targets = {Pick<const char*>({"1", "2", "2.c1", "3", "4", "5"})};
    if (Chance(30)) targets.push_back("6");
    return targets;
  }
  std::string Accident() { return Pick<const char*>({"a-1", "a-2", "a-3"}); }
  // A position near the end of the log, or inside the batch, or anywhere.
  uint64_t Position(uint64_t size) {
    return Chance(85) ? size - std::min<uint64_t>(size, Upto(12)) + Upto(3) : Upto(40);
  }
  std::optional<uint64_t> MaybePosition(uint64_t size) {
    return Chance(50) ? std::optional<uint64_t>(Position(size)) : std::nullopt;
  }

  EventContent Posting(uint64_t size) {
    switch (Upto(13)) {
      case 0:
        return FindingRecorded(Unit(), Clause());
      case 1: {
        EventContent content = FindingRecorded(Unit(), "1.2", {"x"});
        content.mutable_finding_recorded()->mutable_subjects(0)->set_accident(Accident());
        return content;
      }
      case 2:
        return ItemReviewed(Unit(), Targets());
      case 3:
      case 4:
        return PointsJudged(Unit(), Pick<const char*>({"3.1", "3.2"}), 1000 * Upto(6),
                            MaybePosition(size));
      case 5:
        return DeductionDecided(Unit(), Pick<const char*>({"3.3", "P.1"}), 1000 * Upto(6),
                                Pick<const char*>({"", "doc"}), MaybePosition(size));
      case 6:
        return ExemptionGranted(Unit(), Pick<const char*>({"3.4", "1.1"}));
      case 7:
        return NotApplicableClaimed(Unit(), Targets());
      case 8:
        return NotApplicableRuled(Unit(), Position(size),
                                  Pick({event::v1::RULING_ACCEPTED, event::v1::RULING_REFUSED}));
      case 9:
        return NoStatementFound(Unit(), Targets());
      case 10:
        return AccidentReported(Accident(), Unit());
      case 11:
        return AccidentAttributed(
            Accident(), Unit(),
            Pick({event::v1::ACCIDENT_ROLE_TERRITORY, event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR}));
      default:
        return AccidentRuled(Accident(), event::v1::FINDING_YES);
    }
  }

  EventContent Command(uint64_t size) {
    switch (Upto(20)) {
      case 0:
        return UnitRegistered(Unit());
      case 1:
        return CycleUnitsChanged(kCycle, {"unit-9"}, {"unit-3"});
      case 2:
        return Chance(50) ? ReviewOpened(kCycle) : ReviewClosed(kCycle);
      case 3:
        return BaselineSet(Unit(), static_cast<uint32_t>(Upto(2)), 0);
      case 4:
      case 5:
      case 6:
        return CorrectionProposed(Position(size),
                                  Chance(40) ? std::optional(Posting(size)) : std::nullopt);
      case 7:
      case 8:
      case 9:
        return CorrectionConfirmed(Position(size));
      default:
        return Posting(size);
    }
  }

  event::v1::Poster Poster() {
    return Chance(20) ? UnitPoster(Unit())
                      : OfficePoster(Pick<const char*>({"p-proposer", "p-confirmer"}));
  }

 private:
  std::mt19937 random_;
};

uint32_t FirstSeed() {
  const char* given = std::getenv("ADMISSION_SEED");
  return given == nullptr ? 1 : static_cast<uint32_t>(std::atoi(given));
}

void RunOne(uint32_t seed, uint64_t& accepted, uint64_t& refused) {
  RandomCommands commands(seed);
  TestLedger ledger;
  ledger.SetUpCycle();
  for (int step = 0; step < 150; ++step) {
    std::vector<EventContent> contents;
    const int count = commands.Chance(70) ? 1 : 1 + commands.Upto(5);
    for (int i = 0; i < count; ++i) contents.push_back(commands.Command(ledger.size() + i));
    const event::v1::Poster poster = commands.Poster();
    if (commands.Chance(10)) ledger.Hold();

    const std::string before = ledger.admission().DescribeState();
    const BatchDecision preview = ledger.Preview(contents, poster);
    ASSERT_EQ(ledger.admission().DescribeState(), before) << "after a preview";

    const ledger::v1::AppendRequest request = ledger.MakeRequest(contents);
    const BatchDecision decision = ledger.Append(request, poster);
    ASSERT_EQ(Describe(preview), Describe(decision));
    if (!decision.refusals.empty()) {
      ++refused;
      ASSERT_EQ(ledger.admission().DescribeState(), before) << Describe(decision);
      continue;
    }
    ++accepted;
    const std::string after = ledger.admission().DescribeState();
    const BatchDecision again = ledger.Append(request, poster);
    ASSERT_TRUE(again.refusals.empty() && again.entries.empty()) << Describe(again);
    for (size_t i = 0; i < again.events.size(); ++i) {
      ASSERT_TRUE(again.events[i].already_known);
      ASSERT_EQ(again.events[i].position, decision.events[i].position);
    }
    ASSERT_EQ(ledger.admission().DescribeState(), after) << "after a retry";
  }
  ledger.Flush();
  ASSERT_EQ(ledger.DescribeReplayed(), ledger.admission().DescribeState());
}

TEST(AdmissionProperty, RandomCommandsLeaveNoTraceWhenRefusedAndReplayWhenAccepted) {
  uint64_t accepted = 0;
  uint64_t refused = 0;
  const uint32_t first = FirstSeed();
  for (uint32_t seed = first; seed < first + 60; ++seed) {
    SCOPED_TRACE("ADMISSION_SEED=" + std::to_string(seed));
    RunOne(seed, accepted, refused);
    if (::testing::Test::HasFatalFailure()) return;
  }
  std::printf("seeds %u to %u: %llu batches accepted, %llu refused\n", first, first + 59,
              static_cast<unsigned long long>(accepted), static_cast<unsigned long long>(refused));
  EXPECT_GT(accepted, 500u);
  EXPECT_GT(refused, 500u);
}

}  // namespace
}  // namespace assessment::testing
