// A composite cycle: other cycles' final scores by weight (R1 ships none).

#include <gmock/gmock.h>

#include "ledger/scheme/scheme_file.h"
#include "tests/rules/scheme_year.h"
#include "tests/support/small_scheme.h"

namespace assessment::testing {
namespace {

constexpr char kLishi[] = "141102";
constexpr char kShilou[] = "141126";

constexpr char kThreeToSeven[] = R"pb(
  scheme: "three-to-seven"
  version: 1
  title { zh: "综合" }
  source_document: "文件"
  total_milli: 100000
  not_applicable_policy: NOT_APPLICABLE_POLICY_KEEP
  number_policy { decimals: 2 floor_milli: 0 }
  grade_bands {
    name { zh: "优秀" }
    from_milli: 90000
  }
  grade_bands {
    name { zh: "其他" }
    from_milli: 0
  }
  composite {
    parts {
      part: "actions"
      label { zh: "行动" }
      weight: 3
    }
    parts {
      part: "year"
      label { zh: "全年" }
      weight: 7
    }
  }
)pb";

class Composite : public SchemeYear {
 protected:
  Composite() : SchemeYear("lvliang-2022-counties") {
    Must(SchemePublished(SmallScheme(1, scheme::v1::NOT_APPLICABLE_POLICY_KEEP)));
    Must(CycleOpened("actions", {kLishi}, 1));
    Must(SchemePublished(*ParseSchemeText(kThreeToSeven, "three-to-seven")));
    Must(Opened("together", "actions", kCycle));
  }

  static EventContent Opened(const std::string& cycle, const std::string& actions,
                             const std::string& year) {
    EventContent content = CycleOpened(cycle, {kLishi, kShilou}, 1);
    event::v1::CycleOpened& opened = *content.mutable_cycle_opened();
    opened.mutable_scheme()->set_scheme("three-to-seven");
    for (const auto& [part, of] : {std::pair("actions", actions), std::pair("year", year)}) {
      opened.add_composed_of()->set_part(part);
      opened.mutable_composed_of(opened.composed_of_size() - 1)->set_cycle(of);
    }
    return content;
  }
};

TEST_F(Composite, WeighsThePrintedFinalScoresExactly) {
  EventContent finding = FindingRecorded(kLishi, "1.1");
  finding.mutable_finding_recorded()->set_cycle("actions");
  Must(TeamFormed("actions", "team", "p-leader", {"p-member"}));
  Must(finding);
  Must(HonourRecorded(kLishi));
  const projections::v1::ScoreExplanation score = Score(kLishi, "together");
  ASSERT_EQ(score.parts_size(), 2);
  EXPECT_EQ(score.parts(0).final_milli(), 99'000) << "100 - 2 + 1";
  EXPECT_EQ(score.parts(1).final_milli(), 100'500) << "100 + 0.5";
  EXPECT_EQ(score.final_milli(), 100'050) << "(3 x 99 + 7 x 100.5) / 10";
  EXPECT_EQ(score.grade(), "优秀");
  EXPECT_FALSE(score.complete()) << "neither part was looked at";
}

TEST_F(Composite, HasNoScoreForAUnitThatOnePartDoesNotAssess) {
  const projections::v1::ScoreExplanation score = Score(kShilou, "together");
  EXPECT_FALSE(score.has_final_milli());
  EXPECT_FALSE(score.parts(0).has_final_milli());
  EXPECT_TRUE(score.parts(1).has_final_milli());
}

TEST_F(Composite, IsProvisionalWhileAPartIs) {
  Accident("x", kLishi, event::v1::ACCIDENT_ROLE_TERRITORY, event::v1::ACCIDENT_KIND_PRODUCTION, 1,
           Date(2022, 5, 1), event::v1::FINDING_PENDING);
  EXPECT_TRUE(Score(kLishi, "together").provisional());
}

TEST_F(Composite, IsNotComposedOfWhatIsComposed) {
  EXPECT_NE(ledger().ReasonFor(Opened("again", "together", kCycle)),
            ledger::v1::REASON_UNSPECIFIED);
}

}  // namespace
}  // namespace assessment::testing
