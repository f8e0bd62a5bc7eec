#include "projections/deadlines/due_steps.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <set>

#include "ledger/base/testing/run_seed.h"
#include "ledger/scheme/scheme_file.h"
#include "projections/views/testing/folded_view.h"
#include "tests/support/small_scheme.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DueStepsTest : public ::testing::Test {
 protected:
  DueStepsTest() {
    ledger_.MoveTo(2023, 3, 1);
    for (const char* unit : {"unit-1", "unit-2"}) ledger_.Must(UnitRegistered(unit));
  }

  void Open(const std::string& matter, event::v1::MatterKind kind,
            const event::v1::CivilMoment& due) {
    EventContent opened = MatterOpened(matter, "unit-1", kind);
    *opened.mutable_matter_opened()->mutable_due() = due;
    ledger_.Must(opened);
  }
  EventContent Handed(const std::string& matter, int year, int month, int day) {
    EventContent completed = OnDay(MatterCompleted(matter), Date(year, month, day));
    *completed.mutable_matter_completed()->mutable_received() = DueBy(year, month, day);
    return completed;
  }
  // A scheme whose verification bands tell up to two months.
  void PublishBands() {
    scheme::v1::Scheme scheme = SmallScheme();
    scheme::v1::Clause& clause = *scheme.mutable_categories(1)->mutable_items(0)->add_clauses();
    clause.set_clause("4.9");
    clause.mutable_label()->set_zh("逾期");
    clause.add_triggers()->mutable_overdue()->set_clock(event::v1::CLOCK_VERIFICATION);
    for (int month = 0; month < 3; ++month) {
      scheme::v1::Band& band = *clause.mutable_banded()->add_bands();
      band.set_from_millionths(month * 1'000'000);
      if (month < 2) band.set_below_millionths((month + 1) * 1'000'000);
      band.set_amount_milli((month + 1) * 1'000);
    }
    ledger_.Must(SchemePublished(scheme));
  }
  std::vector<std::string> KeysAt(const CivilDay& until) {
    const FoldedView view(ledger_.log());
    std::set<IndexKey> things;
    for (uint64_t position = 0; position < view.size(); ++position) {
      const absl::StatusOr<ParsedRecord> record = ParseCheckedRecord(*ledger_.log().Get(position));
      for (const auto& id : record->header.matters()) things.insert(IndexKey::Matter(id));
      for (const auto& id : record->header.accidents()) things.insert(IndexKey::Accident(id));
    }
    const std::vector<IndexKey> keys(things.begin(), things.end());
    steps_ = *FindDueSteps(view, keys, until);
    std::vector<std::string> names;
    for (const DueStep& step : steps_) names.push_back(step.Key());
    return names;
  }
  // Appends what is due, as the clerk does.
  void Record() {
    for (const DueStep& step : steps_) ledger_.Must(step.Content());
  }

  TestLedger ledger_;
  std::vector<DueStep> steps_;
};

TEST_F(DueStepsTest, FallTheDayAfterTheDueDateAndNotBefore) {
  Open("m", event::v1::MATTER_KIND_MATERIAL, DueBy(2022, 6, 30));
  EXPECT_THAT(KeysAt({2022, 6, 30}), IsEmpty());
  EXPECT_THAT(KeysAt({2022, 7, 1}), ElementsAre("material/m/2022-06-30/0"));
}

TEST_F(DueStepsTest, AreToldMonthByMonthAsFarAsAnyBandReaches) {
  Open("m", event::v1::MATTER_KIND_VERIFICATION, DueBy(2022, 1, 31));
  EXPECT_THAT(KeysAt({2023, 3, 1}), ElementsAre("verification/m/2022-01-31/0"))
      << "no scheme tells months apart yet";
  PublishBands();
  EXPECT_THAT(KeysAt({2022, 2, 28}),
              ElementsAre("verification/m/2022-01-31/0", "verification/m/2022-01-31/1"))
      << "31 January + 1 month is 28 February";
  EXPECT_THAT(KeysAt({2023, 3, 1}),
              ElementsAre("verification/m/2022-01-31/0", "verification/m/2022-01-31/1",
                          "verification/m/2022-01-31/2"));
}

TEST_F(DueStepsTest, AppearOnceHoweverOftenTheyAreLookedFor) {
  PublishBands();
  Open("m", event::v1::MATTER_KIND_VERIFICATION, DueBy(2022, 3, 31));
  KeysAt({2022, 4, 15});
  Record();
  EXPECT_THAT(KeysAt({2022, 4, 29}), IsEmpty());
  EXPECT_THAT(KeysAt({2022, 8, 1}),
              ElementsAre("verification/m/2022-03-31/1", "verification/m/2022-03-31/2"))
      << "two months of downtime";
  Record();
  EXPECT_THAT(KeysAt({2023, 3, 1}), IsEmpty());
}

TEST_F(DueStepsTest, AppearThoughTheMatterWasDoneMeanwhile) {
  PublishBands();
  Open("m", event::v1::MATTER_KIND_VERIFICATION, DueBy(2022, 3, 31));
  ledger_.Must(Handed("m", 2022, 4, 30));
  EXPECT_THAT(KeysAt({2023, 3, 1}),
              ElementsAre("verification/m/2022-03-31/0", "verification/m/2022-03-31/1"))
      << "late is late; done before the second month was full";
}

TEST_F(DueStepsTest, AreNoneForWhatWasDoneExtendedOrWithdrawnInTime) {
  Open("done", event::v1::MATTER_KIND_MATERIAL, DueBy(2022, 6, 30));
  ledger_.Must(Handed("done", 2022, 6, 30));
  Open("extended", event::v1::MATTER_KIND_MATERIAL, DueBy(2022, 6, 30));
  ledger_.Must(OnDay(MatterExtended("extended", DueBy(2023, 6, 30)), Date(2022, 8, 1)));
  Open("withdrawn", event::v1::MATTER_KIND_MATERIAL, DueBy(2022, 6, 30));
  ledger_.Must(OnDay(MatterWithdrawn("withdrawn"), Date(2022, 6, 15)));
  EXPECT_THAT(KeysAt({2023, 3, 1}), IsEmpty());
}

TEST_F(DueStepsTest, RunAnewFromAnotherDueDate) {
  Open("m", event::v1::MATTER_KIND_MATERIAL, DueBy(2022, 6, 30));
  KeysAt({2022, 7, 1});
  Record();
  ledger_.Must(OnDay(MatterExtended("m", DueBy(2022, 7, 15)), Date(2022, 7, 5)));
  EXPECT_THAT(KeysAt({2022, 7, 16}), ElementsAre("material/m/2022-07-15/0"));
}

TEST_F(DueStepsTest, TakeWhatAnotherSystemPostedAsDone) {
  Open("m", event::v1::MATTER_KIND_MATERIAL, DueBy(2022, 6, 30));
  ledger_.Must(MatterOverdue("m", DueBy(2022, 6, 30)));
  EXPECT_THAT(KeysAt({2023, 3, 1}), IsEmpty());
}

TEST_F(DueStepsTest, StayAwayWhereACorrectionTookThemBack) {
  Open("m", event::v1::MATTER_KIND_MATERIAL, DueBy(2022, 6, 30));
  ledger_.MustCorrect(ledger_.Must(MatterOverdue("m", DueBy(2022, 6, 30))));
  EXPECT_THAT(KeysAt({2023, 3, 1}), IsEmpty());
}

TEST_F(DueStepsTest, RunForAccidentsUnlessStruckOffOrMergedIntoAnother) {
  for (const char* id : {"x", "y", "z"}) ledger_.Must(AccidentReported(id, "unit-1"));
  ledger_.Must(AccidentStruckOff("y"));
  ledger_.Must(AccidentsMerged("x", "z"));
  EXPECT_THAT(KeysAt({2022, 8, 1}), ElementsAre("investigation/x/2022-07-31/0"))
      << "1 June + 60 days";
  EventContent ruling = AccidentRuled("x", event::v1::FINDING_YES);
  *ruling.mutable_accident_ruled()->mutable_approved_on() = Date(2022, 2, 28);
  ledger_.Must(ruling);
  EXPECT_THAT(KeysAt({2023, 3, 1}), ElementsAre("report-publication/x/2022-03-30/0",
                                                "follow-up-evaluation/x/2023-02-28/0"));
}

TEST_F(DueStepsTest, AreTheSameInAnyOrderOfArrival) {
  PublishBands();
  Open("m", event::v1::MATTER_KIND_VERIFICATION, DueBy(2022, 3, 31));
  std::vector<EventContent> facts = {
      OnDay(MatterExtended("m", DueBy(2022, 4, 30)), Date(2022, 3, 30)),
      OnDay(MatterExtended("m", DueBy(2022, 5, 31)), Date(2022, 4, 20)),
      OnDay(MatterReturned("m"), Date(2022, 6, 10)), Handed("m", 2022, 6, 5),
      Handed("m", 2022, 7, 5)};
  std::mt19937_64 random(RunSeed(8));
  std::shuffle(facts.begin(), facts.end(), random);
  for (const EventContent& fact : facts) ledger_.Must(fact);
  EXPECT_THAT(KeysAt({2023, 3, 1}),
              ElementsAre("verification/m/2022-05-31/0", "verification/m/2022-05-31/1"))
      << "due 31 May, done on 5 July after it was sent back";
}

}  // namespace
}  // namespace assessment::testing
