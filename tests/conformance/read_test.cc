// Read: what a naive scan over everything gives, for any filter and page.

#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "ledger/base/testing/run_seed.h"
#include "ledger/log/record.h"
#include "tests/conformance/test_server.h"

namespace assessment::testing {
namespace {

class ReadTest : public ServerTest {
 protected:
  ReadTest() : random_(RunSeed(16)) {
    std::vector<event::v1::Event> units;
    for (int i = 0; i < 6; ++i) {
      units.push_back(UnitRegistered(absl::StrCat("u", i), absl::StrCat("unit-", i)));
    }
    MustAppend(units);
    for (int batch = 0; batch < 60; ++batch) {
      std::vector<event::v1::Event> events;
      for (int64_t i = Number(3); i >= 0; --i) {
        events.push_back(MetricReported(absl::StrCat("u", Number(5)), Number(9),
                                        absl::StrCat("metric-", batch, "-", i)));
        events.back().mutable_content()->mutable_occurred_on()->set_day(
            static_cast<int32_t>(1 + Number(27)));
      }
      MustAppend(events);
    }
    all_ = ReadAll();
  }

  int64_t Number(int64_t max) { return std::uniform_int_distribution<int64_t>(0, max)(random_); }

  ledger::v1::EventFilter RandomFilter() {
    ledger::v1::EventFilter filter;
    for (int64_t i = Number(2); i > 0; --i) filter.add_units(absl::StrCat("u", Number(6)));
    if (Number(3) == 0) {
      filter.add_types(Number(1) == 0 ? event::v1::EVENT_TYPE_UNIT_REGISTERED
                                      : event::v1::EVENT_TYPE_METRIC_REPORTED);
    }
    if (Number(3) == 0) filter.set_principal(Number(3) == 0 ? "nobody" : "office");
    if (Number(3) == 0) filter.set_source(Number(3) == 0 ? "other" : "field-app");
    if (Number(3) == 0) {
      filter.mutable_occurred_from()->set_year(2022);
      filter.mutable_occurred_from()->set_month(6);
      filter.mutable_occurred_from()->set_day(static_cast<int32_t>(1 + Number(27)));
    }
    const auto& moment = all_[static_cast<size_t>(Number(static_cast<int64_t>(all_.size()) - 1))];
    if (Number(3) == 0) filter.set_recorded_from_micros(moment.header().record_time_micros());
    if (Number(5) == 0) {
      filter.clear_recorded_from_micros();
      filter.set_recorded_before_micros(moment.header().record_time_micros());
    }
    return filter;
  }

  static int32_t Comparable(const event::v1::CivilDate& date) {
    return (date.year() * 100 + date.month()) * 100 + date.day();
  }

  static bool Matches(const ledger::v1::EventFilter& filter,
                      const ledger::v1::RecordedEvent& event) {
    const std::set<std::string> units(event.header().units().begin(), event.header().units().end());
    bool unit = filter.units().empty();
    for (const std::string& wanted : filter.units()) unit = unit || units.count(wanted) > 0;
    const bool type = filter.types().empty() || filter.types(0) == event.header().event_type();
    return unit && type &&
           (filter.principal().empty() ||
            filter.principal() == event.body().poster().principal()) &&
           (filter.source().empty() || filter.source() == event.body().event().source()) &&
           (!filter.has_occurred_from() ||
            Comparable(event.body().event().content().occurred_on()) >=
                Comparable(filter.occurred_from())) &&
           (!filter.has_recorded_from_micros() ||
            event.header().record_time_micros() >= filter.recorded_from_micros()) &&
           (!filter.has_recorded_before_micros() ||
            event.header().record_time_micros() < filter.recorded_before_micros());
  }

  std::mt19937 random_;
  std::vector<ledger::v1::RecordedEvent> all_;
};

TEST_F(ReadTest, GivesEveryEventOnceInOrderWithBytesThatHashToTheHeader) {
  for (size_t i = 0; i < all_.size(); ++i) {
    EXPECT_EQ(all_[i].header().position(), i);
    EXPECT_EQ(all_[i].header().SerializeAsString(), all_[i].header_bytes());
    const Record record{all_[i].header_bytes(), all_[i].salt(), all_[i].body_bytes()};
    EXPECT_EQ(HashBytes(BodyCommitment(record)), all_[i].header().body_commitment());
  }
}

TEST_F(ReadTest, GivesWhatANaiveScanGivesForRandomFiltersAndPages) {
  for (int round = 0; round < 150; ++round) {
    const ledger::v1::EventFilter filter = RandomFilter();
    const uint64_t from = static_cast<uint64_t>(Number(static_cast<int64_t>(all_.size())));
    std::vector<uint64_t> expected;
    for (size_t i = from; i < all_.size(); ++i) {
      if (Matches(filter, all_[i])) expected.push_back(i);
    }
    std::vector<uint64_t> found;
    for (const auto& event : ReadAll(filter, from, static_cast<uint32_t>(1 + Number(20)))) {
      found.push_back(event.header().position());
    }
    ASSERT_EQ(found, expected) << filter.DebugString();
  }
}

TEST_F(ReadTest, RefusesWhatItCannotMeanAndNamesIt) {
  ledger::v1::ReadRequest request;
  ledger::v1::ReadResponse response;
  request.set_ledger("999999");
  Call unknown(office());
  const grpc::Status no_ledger = ledger().Read(&unknown, request, &response);
  EXPECT_EQ(no_ledger.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(ReasonIn(no_ledger), ledger::v1::REASON_UNKNOWN_LEDGER);
  request.set_ledger(kLedger);
  request.set_page_size(1001);
  Call large(office());
  EXPECT_EQ(ReasonIn(ledger().Read(&large, request, &response)), ledger::v1::REASON_FIELD_INVALID);
  request.set_page_size(0);
  request.set_from_position(all_.size() + 1);
  Call beyond(office());
  const grpc::Status not_reached = ledger().Read(&beyond, request, &response);
  EXPECT_EQ(not_reached.error_code(), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_EQ(ReasonIn(not_reached), ledger::v1::REASON_SIZE_NOT_REACHED);
}

}  // namespace
}  // namespace assessment::testing
