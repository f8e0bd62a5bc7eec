#include "ledger/service/event_filter.h"

#include <random>
#include <string>
#include <tuple>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "ledger/base/limits.h"
#include "ledger/base/testing/run_seed.h"
#include "ledger/reason/reason_status.h"
#include "ledger/service/random_events.h"

namespace assessment {
namespace {

// The clause by the name of its field, whatever the type of the event.
std::string ClauseByFieldName(const event::v1::EventContent& content) {
  const auto* kind = event::v1::EventContent::descriptor()->FindOneofByName("kind");
  const auto* set = content.GetReflection()->GetOneofFieldDescriptor(content, kind);
  if (set == nullptr) return "";
  const google::protobuf::Message& message = content.GetReflection()->GetMessage(content, set);
  const auto* clause = message.GetDescriptor()->FindFieldByName("clause");
  return clause == nullptr ? "" : message.GetReflection()->GetString(message, clause);
}

// The filter as its proto describes it, the slow and obvious way.
bool MatchesNaively(const ledger::v1::EventFilter& filter, const CommitEntry& entry) {
  event::v1::EventBody body;
  EXPECT_TRUE(body.ParseFromString(entry.record.body_bytes));
  const event::v1::RecordHeader& header = entry.header;
  const auto day = [](const event::v1::CivilDate& date) {
    return std::make_tuple(date.year(), date.month(), date.day());
  };
  bool unit = filter.units().empty();
  for (const std::string& wanted : filter.units()) {
    for (const std::string& named : header.units()) unit = unit || wanted == named;
  }
  bool type = filter.types().empty();
  for (const int wanted : filter.types()) type = type || wanted == header.event_type();
  bool accident = filter.accident().empty();
  for (const std::string& named : header.accidents()) {
    accident = accident || named == filter.accident();
  }
  const event::v1::Event& event = body.event();
  return unit && type && accident && (filter.cycle().empty() || filter.cycle() == header.cycle()) &&
         (filter.clause().empty() || filter.clause() == ClauseByFieldName(event.content())) &&
         (filter.principal().empty() || filter.principal() == body.poster().principal()) &&
         (filter.source().empty() || filter.source() == event.source()) &&
         (!filter.has_occurred_from() ||
          day(event.content().occurred_on()) >= day(filter.occurred_from())) &&
         (!filter.has_occurred_to() ||
          day(event.content().occurred_on()) <= day(filter.occurred_to())) &&
         (!filter.has_recorded_from_micros() ||
          header.record_time_micros() >= filter.recorded_from_micros()) &&
         (!filter.has_recorded_before_micros() ||
          header.record_time_micros() < filter.recorded_before_micros());
}

TEST(EventFilter, AgreesWithTheObviousReadingForRandomEvents) {
  testing::RandomEvents random(testing::RunSeed(62));
  int matched = 0;
  for (int i = 0; i < 20000; ++i) {
    const CommitEntry entry = random.Entry(static_cast<uint64_t>(i), random.Number(1000));
    const ledger::v1::EventFilter filter = random.Filter(1000);
    ASSERT_TRUE(CheckFilter(filter).ok()) << filter.DebugString();
    event::v1::EventBody body;
    ASSERT_TRUE(body.ParseFromString(entry.record.body_bytes));
    const bool matches = MatchesHeader(filter, entry.header) && MatchesBody(filter, body);
    ASSERT_EQ(matches, MatchesNaively(filter, entry))
        << filter.DebugString() << entry.header.DebugString() << body.DebugString();
    if (!LooksAtBody(filter)) {
      ASSERT_TRUE(MatchesBody(filter, body));
    }
    matched += matches ? 1 : 0;
  }
  EXPECT_GT(matched, 1000);
}

TEST(EventFilter, ThatIsEmptyMatchesEverything) {
  testing::RandomEvents random(1);
  EXPECT_TRUE(MatchesHeader({}, random.Entry(0, 5).header));
  EXPECT_TRUE(MatchesBody({}, {}));
  EXPECT_TRUE(KeysOf({}).empty());
}

TEST(EventFilter, ByUnitLooksUnderTheUnitsAndTheRegistry) {
  ledger::v1::EventFilter filter;
  filter.add_units("b");
  filter.add_units("a");
  filter.add_units("b");
  EXPECT_EQ(KeysOf(filter), (std::vector<IndexKey>{IndexKey::Registry(), IndexKey::Unit("a"),
                                                   IndexKey::Unit("b")}));
}

TEST(EventFilter, ByAccidentLooksUnderTheAccidentAlone) {
  ledger::v1::EventFilter filter;
  filter.add_units("a");
  filter.set_accident("x");
  EXPECT_EQ(KeysOf(filter), std::vector<IndexKey>{IndexKey::Accident("x")});
}

TEST(EventFilter, OfAWrongFormNamesTheField) {
  const auto field_of = [](const ledger::v1::EventFilter& filter) {
    const google::rpc::BadRequest violations = FieldViolationsOf(CheckFilter(filter));
    return violations.field_violations_size() == 0 ? "" : violations.field_violations(0).field();
  };
  ledger::v1::EventFilter filter;
  filter.set_cycle(std::string(limits::kIdentifierBytesMax + 1, 'a'));
  EXPECT_EQ(field_of(filter), "filter.cycle");
  filter.Clear();
  filter.add_units("a");
  filter.add_units("");
  EXPECT_EQ(field_of(filter), "filter.units[1]");
  filter.Clear();
  filter.add_types(static_cast<event::v1::EventType>(4711));
  EXPECT_EQ(field_of(filter), "filter.types[0]");
  filter.Clear();
  filter.mutable_occurred_from()->set_year(2022);
  EXPECT_EQ(field_of(filter), "filter.occurred_from");
  filter.Clear();
  filter.set_recorded_from_micros(2);
  filter.set_recorded_before_micros(1);
  EXPECT_EQ(field_of(filter), "filter.recorded_before_micros");
}

}  // namespace
}  // namespace assessment
