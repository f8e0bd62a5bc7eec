// The engine held against the model on the schemes that are shipped.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/testing/run_seed.h"
#include "ledger/scheme/scheme_file.h"
#include "tests/model/compare.h"
#include "tests/model/dice.h"
#include "tests/model/engine_run.h"
#include "tests/model/model.h"
#include "tests/model/random_history.h"
#include "tests/model/rearrange.h"

namespace assessment::model {
namespace {

// Every unit that the scheme names, or a few without a name in it; tags drawn anew.
std::vector<event::v1::UnitRegistered> UnitsOf(const scheme::v1::Scheme& scheme, Dice& dice) {
  std::vector<std::string> ids;
  for (const scheme::v1::SchemeUnit& unit : scheme.units()) ids.push_back(unit.unit());
  while (ids.size() < 3) ids.push_back(absl::StrCat("unit-", ids.size()));
  std::swap(ids.front(), ids[dice.Between(0, static_cast<int64_t>(ids.size()) - 1)]);
  std::vector<event::v1::UnitRegistered> units;
  for (const std::string& id : ids) {
    event::v1::UnitRegistered unit;
    unit.set_unit(id);
    unit.set_name("name of " + id);
    unit.set_kind(event::v1::UNIT_KIND_COUNTY);
    for (const scheme::v1::TagDeclaration& tag : scheme.tags()) {
      if (dice.Chance(50)) unit.add_tags()->set_tag(tag.tag());
    }
    units.push_back(unit);
  }
  return units;
}

class ShippedScheme : public ::testing::TestWithParam<const char*> {};

TEST_P(ShippedScheme, ScoresAsTheModelSays) {
  const absl::StatusOr<scheme::v1::Scheme> scheme =
      ReadSchemeFile(absl::StrCat(ASSESSMENT_SCHEMES_DIR, "/", GetParam(), ".txtpb"));
  ASSERT_TRUE(scheme.ok()) << scheme.status();
  const uint64_t seed = testing::RunSeed(700'000);
  for (int i = 0; i < 400 / kSanitizerShare; ++i) {
    Dice dice(seed + i);
    const std::vector<event::v1::UnitRegistered> units = UnitsOf(*scheme, dice);
    const History history =
        RandomHistory(dice, *scheme, units, static_cast<int>(dice.Between(10, 80)));
    const auto wrong = [&](const Records& records) -> std::string {
      EngineRun run;
      const absl::Status folded = run.ApplyAll(records);
      if (!folded.ok()) return folded.ToString();
      const auto engine = run.Score(kCycle, units.front().unit());
      if (!engine.ok()) return engine.status().ToString();
      return Differences(*engine,
                         ScoreByModel(records, run.registry(), kCycle, units.front().unit())) +
             BrokenPromises(*engine, *scheme);
    };
    if (wrong(history.records()).empty()) continue;
    const Records smallest = Shrunk(history.records(), [&](const Records& records) {
      return IsConsistent(records) && !wrong(records).empty();
    });
    FAIL() << "ASSESSMENT_TEST_SEED=" << seed + i << "\n"
           << wrong(smallest) << "\nevents, as few as still fail:\n"
           << Describe(smallest);
  }
}

INSTANTIATE_TEST_SUITE_P(Schemes, ShippedScheme,
                         ::testing::Values("lvliang-2022-counties", "lvliang-2022-members",
                                           "jinzhong-2019"),
                         [](const ::testing::TestParamInfo<const char*>& scheme) {
                           std::string name = scheme.param;
                           for (char& c : name) {
                             if (c == '-') c = '_';
                           }
                           return name;
                         });

}  // namespace
}  // namespace assessment::model
