#include "clients/bench/bench_events.h"

#include <gtest/gtest.h>

#include <set>

#include "ledger/scheme/lint.h"

namespace assessment::bench {
namespace {

BenchLedger ALedger() { return {.ledger = "bench-1", .token = "", .units = {"a", "b", "c"}}; }

TEST(BenchScheme, PassesTheLinter) {
  for (const LintFinding& finding : Lint(BenchScheme())) {
    EXPECT_NE(finding.severity, LintSeverity::kError) << finding.about << ": " << finding.message;
  }
}

TEST(SetUpEvents, HaveKeysThatDependOnTheirPlaceAlone) {
  const CivilDay day{2024, 3, 1};
  const auto first = SetUpEvents("l", {"a", "b"}, day);
  const auto again = SetUpEvents("l", {"a", "b"}, day);
  ASSERT_EQ(first.size(), again.size());
  for (size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].SerializeAsString(), again[i].SerializeAsString());
  }
}

TEST(FindingMaker, NeverRepeatsAKey) {
  const BenchLedger ledger = ALedger();
  for (const KeyOrder order : {KeyOrder::kOrdered, KeyOrder::kRandom}) {
    FindingMaker maker(ledger, order, SystemClock(), 7);
    std::set<std::string> keys;
    for (int i = 0; i < 1000; ++i) keys.insert(maker.Next().idempotency_key());
    EXPECT_EQ(keys.size(), 1000u);
  }
}

TEST(FindingMaker, ChoosesEqualUnitsForEqualSeeds) {
  const BenchLedger ledger = ALedger();
  FindingMaker one(ledger, KeyOrder::kOrdered, SystemClock(), 7);
  FindingMaker other(ledger, KeyOrder::kRandom, SystemClock(), 7);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(one.Next().content().finding_recorded().unit(),
              other.Next().content().finding_recorded().unit());
  }
}

}  // namespace
}  // namespace assessment::bench
