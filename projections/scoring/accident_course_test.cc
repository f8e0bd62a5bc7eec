// What becomes of an accident after its report: supplements, rulings, clocks, strike-off, mergers.

#include <gtest/gtest.h>

#include "projections/scoring/accident_facts.h"
#include "projections/scoring/testing/stream_writer.h"

namespace assessment {
namespace {

using event::v1::EventContent;
using testing::StreamWriter;

class AccidentCourse : public ::testing::Test {
 protected:
  void Report(event::v1::AccidentKind kind = event::v1::ACCIDENT_KIND_PRODUCTION) {
    writer_.Add(StreamWriter::Day(3, 1), [&](EventContent& content) {
      event::v1::AccidentReported& report = *content.mutable_accident_reported();
      report.set_accident("x");
      report.set_kind(kind);
      report.set_deaths(2);
      *report.mutable_occurred_at()->mutable_date() = StreamWriter::Day(3, 1);
    });
  }
  uint64_t Supplement(const event::v1::CivilDate& as_of, uint32_t deaths) {
    return writer_.Add(as_of, [&](EventContent& content) {
      event::v1::AccidentSupplemented& totals = *content.mutable_accident_supplemented();
      totals.set_accident("x");
      *totals.mutable_as_of()->mutable_date() = as_of;
      totals.set_deaths(deaths);
    });
  }
  uint64_t Rule(const event::v1::CivilDate& approved_on) {
    return writer_.Add(approved_on, [&](EventContent& content) {
      event::v1::AccidentRuled& ruling = *content.mutable_accident_ruled();
      ruling.set_accident("x");
      ruling.set_responsibility(event::v1::FINDING_YES);
      *ruling.mutable_approved_on() = approved_on;
    });
  }
  template <typename Fill>
  uint64_t On(const event::v1::CivilDate& day, const Fill& fill) {
    return writer_.Add(day, fill);
  }
  uint64_t Pause(const event::v1::CivilDate& day) {
    return On(day, [](EventContent& c) { c.mutable_appraisal_paused()->set_accident("x"); });
  }
  uint64_t Resume(const event::v1::CivilDate& day) {
    return On(day, [](EventContent& c) { c.mutable_appraisal_resumed()->set_accident("x"); });
  }
  UnitAccident Read() { return *ReadAccident("x", writer_.stream()); }

  StreamWriter writer_;
};

TEST_F(AccidentCourse, TakesTheLatestTotalsInsideThirtyDaysWhateverCameFirst) {
  Report();
  Supplement(StreamWriter::Day(3, 31), 3);
  Supplement(StreamWriter::Day(3, 15), 5);
  EXPECT_EQ(Read().report->deaths(), 3u);
  EXPECT_EQ(Read().grade, event::v1::ACCIDENT_GRADE_LARGER);
}

TEST_F(AccidentCourse, LeavesOutTotalsAfterTheCasualtyWindow) {
  Report();
  const uint64_t late = Supplement(StreamWriter::Day(4, 1), 3);
  const UnitAccident accident = Read();
  EXPECT_EQ(accident.report->deaths(), 2u);
  ASSERT_EQ(accident.late_supplements.size(), 1u);
  EXPECT_EQ(accident.late_supplements[0]->position(), late);
}

TEST_F(AccidentCourse, ClosesTheWindowAfterSevenDaysForRoadAndFire) {
  Report(event::v1::ACCIDENT_KIND_ROAD);
  Supplement(StreamWriter::Day(3, 8), 3);
  Supplement(StreamWriter::Day(3, 9), 4);
  EXPECT_EQ(Read().report->deaths(), 3u);
}

TEST_F(AccidentCourse, IsToBeInvestigatedWithinSixtyDays) {
  Report();
  EXPECT_EQ(Read().investigation.due->day, (CivilDay{2022, 4, 30}));
  Rule(StreamWriter::Day(4, 30));
  EXPECT_FALSE(StepStands(Read().investigation, 0));
}

TEST_F(AccidentCourse, AddsExtensionsAndPausesToTheInvestigation) {
  Report();
  On(StreamWriter::Day(4, 20), [](EventContent& content) {
    content.mutable_investigation_extended()->set_accident("x");
    content.mutable_investigation_extended()->set_days(30);
  });
  const uint64_t pause = Pause(StreamWriter::Day(4, 1));
  EXPECT_FALSE(Read().investigation.due.has_value()) << "the appraisal is not there";
  EXPECT_EQ(Read().open_pause_position, pause);
  Resume(StreamWriter::Day(4, 11));
  EXPECT_EQ(Read().investigation.due->day, (CivilDay{2022, 6, 9})) << "60 + 30 + 10 days";
}

TEST_F(AccidentCourse, IsToBeEvaluatedAYearAfterApproval) {
  Report();
  EXPECT_FALSE(Read().follow_up.due.has_value());
  Rule(StreamWriter::Day(4, 30));
  EXPECT_EQ(Read().follow_up.due->day, (CivilDay{2023, 4, 30}));
  On(StreamWriter::Day(5, 1, 2023),
     [](EventContent& content) { content.mutable_follow_up_evaluated()->set_accident("x"); });
  EXPECT_TRUE(StepStands(Read().follow_up, 0)) << "a day late";
}

TEST_F(AccidentCourse, HasNoClocksOnceStruckOff) {
  Report();
  const uint64_t strike = On(StreamWriter::Day(4, 5), [](EventContent& content) {
    content.mutable_accident_struck_off()->set_accident("x");
  });
  EXPECT_EQ(Read().struck_off_position, strike);
  EXPECT_FALSE(Read().investigation.due.has_value());
}

TEST_F(AccidentCourse, ADecisionHoldsUntilTheRuling) {
  Report();
  const auto decide = [&](int32_t day, event::v1::PendingDecision decision) {
    On(StreamWriter::Day(12, day), [&](EventContent& content) {
      content.mutable_pending_decided()->set_accident("x");
      content.mutable_pending_decided()->set_decision(decision);
    });
  };
  decide(20, event::v1::PENDING_DECISION_LEAVE_OUT);
  decide(10, event::v1::PENDING_DECISION_COUNT);
  EXPECT_EQ(Read().decision, event::v1::PENDING_DECISION_LEAVE_OUT) << "the later day";
  Rule(StreamWriter::Day(12, 30));
  EXPECT_EQ(Read().decision, event::v1::PENDING_DECISION_UNSPECIFIED);
}

TEST_F(AccidentCourse, KnowsWhatItWasMergedInto) {
  Report();
  EXPECT_FALSE(MergedInto("x", writer_.stream()).has_value());
  On(StreamWriter::Day(4, 5), [](EventContent& content) {
    content.mutable_accidents_merged()->set_accident("y");
    content.mutable_accidents_merged()->set_duplicate("x");
  });
  EXPECT_EQ(MergedInto("x", writer_.stream()), "y");
  On(StreamWriter::Day(4, 9), [](EventContent& content) {
    content.mutable_accidents_unmerged()->set_accident("y");
    content.mutable_accidents_unmerged()->set_duplicate("x");
  });
  EXPECT_FALSE(MergedInto("x", writer_.stream()).has_value());
}

}  // namespace
}  // namespace assessment
