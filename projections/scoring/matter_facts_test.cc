#include "projections/scoring/matter_facts.h"

#include <gtest/gtest.h>

#include "projections/scoring/testing/stream_writer.h"

namespace assessment {
namespace {

using testing::StreamWriter;

class MatterTest : public ::testing::Test {
 protected:
  void Open(int32_t due_month = 6, int32_t due_day = 30) {
    writer_.Add(StreamWriter::Day(5, 1), [&](event::v1::EventContent& content) {
      event::v1::MatterOpened& opened = *content.mutable_matter_opened();
      opened.set_matter("m");
      opened.set_kind(event::v1::MATTER_KIND_VERIFICATION);
      opened.set_unit("a");
      *opened.mutable_due()->mutable_day() = StreamWriter::Day(due_month, due_day);
    });
  }
  uint64_t Extend(const event::v1::CivilDate& on, const event::v1::CivilDate& due) {
    return writer_.Add(on, [&](event::v1::EventContent& content) {
      content.mutable_matter_extended()->set_matter("m");
      *content.mutable_matter_extended()->mutable_due()->mutable_day() = due;
    });
  }
  uint64_t Complete(const event::v1::CivilDate& received, bool accepted = true) {
    return writer_.Add(received, [&](event::v1::EventContent& content) {
      content.mutable_matter_completed()->set_matter("m");
      *content.mutable_matter_completed()->mutable_received()->mutable_day() = received;
      content.mutable_matter_completed()->set_accepted(accepted);
    });
  }
  void Return(const event::v1::CivilDate& on) {
    writer_.Add(on, [](event::v1::EventContent& content) {
      content.mutable_matter_returned()->set_matter("m");
    });
  }
  void Reassign(const event::v1::CivilDate& on, const std::string& unit) {
    writer_.Add(on, [&](event::v1::EventContent& content) {
      content.mutable_matter_reassigned()->set_matter("m");
      content.mutable_matter_reassigned()->set_unit(unit);
    });
  }
  MatterFacts Read() { return *ReadMatter("m", writer_.stream()); }

  StreamWriter writer_;
};

TEST_F(MatterTest, IsNothingWithoutAnOpening) {
  EXPECT_FALSE(ReadMatter("m", writer_.stream()).has_value());
}

TEST_F(MatterTest, IsDueAsTheExtensionOfTheLatestDaySaysWhateverCameFirst) {
  Open();
  const uint64_t later = Extend(StreamWriter::Day(6, 20), StreamWriter::Day(8, 31));
  Extend(StreamWriter::Day(6, 10), StreamWriter::Day(9, 30));
  EXPECT_EQ(Read().deadline.due->day, (CivilDay{2022, 8, 31}));
  EXPECT_EQ(Read().deadline.due_position, later);
}

TEST_F(MatterTest, OfTwoExtensionsOfOneDayTheLaterDueDateHolds) {
  Open();
  Extend(StreamWriter::Day(6, 20), StreamWriter::Day(9, 30));
  Extend(StreamWriter::Day(6, 20), StreamWriter::Day(8, 31));
  EXPECT_EQ(Read().deadline.due->day, (CivilDay{2022, 9, 30}));
}

TEST_F(MatterTest, IsDoneByTheFirstAcceptedCompletion) {
  Open();
  Complete(StreamWriter::Day(6, 10), false);
  Complete(StreamWriter::Day(6, 25));
  Complete(StreamWriter::Day(6, 20));
  EXPECT_EQ(Read().deadline.done->day, (CivilDay{2022, 6, 20}));
}

TEST_F(MatterTest, IsOpenAgainOnceReturnedUntilItIsCompletedAnew) {
  Open();
  Complete(StreamWriter::Day(6, 10));
  Return(StreamWriter::Day(6, 15));
  EXPECT_FALSE(Read().deadline.done.has_value());
  Complete(StreamWriter::Day(7, 5));
  EXPECT_EQ(Read().deadline.done->day, (CivilDay{2022, 7, 5}));
}

TEST_F(MatterTest, LatenessBelongsToWhoHeldItOnTheDueDate) {
  Open();
  Reassign(StreamWriter::Day(7, 1), "c");
  EXPECT_EQ(Read().Late(), "a");
  Reassign(StreamWriter::Day(6, 30), "b");
  EXPECT_EQ(Read().Late(), "b");
}

TEST_F(MatterTest, AnExtensionMovesTheDueDateToWhoHoldsItThen) {
  Open();
  Reassign(StreamWriter::Day(7, 1), "b");
  Extend(StreamWriter::Day(7, 10), StreamWriter::Day(7, 31));
  EXPECT_EQ(Read().Late(), "b");
}

TEST_F(MatterTest, KnowsEveryStepRecordedUnderItsClock) {
  Open();
  const auto overdue = [&](event::v1::Clock clock, uint32_t step) {
    writer_.Add(StreamWriter::Day(7, 1), [&](event::v1::EventContent& content) {
      event::v1::OverdueRecorded& recorded = *content.mutable_overdue_recorded();
      recorded.set_clock(clock);
      recorded.set_matter("m");
      *recorded.mutable_due()->mutable_day() = StreamWriter::Day(6, 30);
      recorded.set_step(step);
    });
  };
  overdue(event::v1::CLOCK_VERIFICATION, 1);
  overdue(event::v1::CLOCK_VERIFICATION, 0);
  overdue(event::v1::CLOCK_MATERIAL, 0);
  const MatterFacts facts = Read();
  ASSERT_EQ(facts.steps.size(), 2u);
  EXPECT_EQ(facts.steps[0].day, (CivilDay{2022, 7, 1}));
  EXPECT_EQ(facts.steps[1].day, (CivilDay{2022, 7, 30}));
}

}  // namespace
}  // namespace assessment
