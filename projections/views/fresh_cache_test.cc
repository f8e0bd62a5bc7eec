#include "projections/views/fresh_cache.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace assessment {
namespace {

event::v1::RecordHeader Header(uint64_t position, event::v1::EventType type) {
  event::v1::RecordHeader header;
  header.set_position(position);
  header.set_event_type(type);
  return header;
}

class FreshCacheTest : public ::testing::Test {
 protected:
  FreshCacheTest() {
    cache_.Store("2022", "a", 10, {IndexKey::Accident("x")}, {}, 1, std::make_shared<const int>(7));
  }

  bool Has(uint64_t size) { return cache_.Find("2022", "a", size) != nullptr; }

  FreshCache<int> cache_;
};

TEST_F(FreshCacheTest, GivesWhatWasStoredUntilItIsTouched) {
  EXPECT_TRUE(Has(10));
  EXPECT_TRUE(Has(1000));
}

TEST_F(FreshCacheTest, ForgetsAValueWhoseUnitIsTouched) {
  event::v1::RecordHeader header = Header(10, event::v1::EVENT_TYPE_FINDING_RECORDED);
  header.add_units("b");
  cache_.Touch(header);
  EXPECT_TRUE(Has(11));
  header.add_units("a");
  cache_.Touch(header);
  EXPECT_FALSE(Has(11));
}

TEST_F(FreshCacheTest, ForgetsAValueWhoseAccidentIsTouched) {
  event::v1::RecordHeader header = Header(10, event::v1::EVENT_TYPE_ACCIDENT_RULED);
  header.add_accidents("x");
  cache_.Touch(header);
  EXPECT_FALSE(Has(11));
}

TEST_F(FreshCacheTest, ForgetsTheValuesOfACycleThatARegistryEventNames) {
  event::v1::RecordHeader header = Header(10, event::v1::EVENT_TYPE_CYCLE_SCHEME_ADOPTED);
  header.set_cycle("2021");
  cache_.Touch(header);
  EXPECT_TRUE(Has(11));
  header.set_cycle("2022");
  cache_.Touch(header);
  EXPECT_FALSE(Has(11));
}

TEST_F(FreshCacheTest, ForgetsEverythingWhenARegistryEventNamesNothing) {
  cache_.Touch(Header(10, event::v1::EVENT_TYPE_TARGET_SET));
  EXPECT_FALSE(Has(11));
}

TEST_F(FreshCacheTest, KeepsAValueWhoseUnitIsNotTheOneRegistered) {
  event::v1::RecordHeader header = Header(10, event::v1::EVENT_TYPE_UNIT_REGISTERED);
  header.add_units("b");
  cache_.Touch(header);
  EXPECT_TRUE(Has(11));
}

TEST_F(FreshCacheTest, GivesAValueForAnEarlierSizeOnlyIfNothingTouchedItSince) {
  event::v1::RecordHeader header = Header(5, event::v1::EVENT_TYPE_FINDING_RECORDED);
  header.add_units("a");
  cache_.Touch(header);
  EXPECT_TRUE(Has(6));
  EXPECT_FALSE(Has(5));
}

TEST_F(FreshCacheTest, DoesNotStoreWhatIsOutdatedAlready) {
  event::v1::RecordHeader header = Header(12, event::v1::EVENT_TYPE_FINDING_RECORDED);
  header.add_units("a");
  cache_.Touch(header);
  cache_.Store("2022", "a", 12, {}, {}, 1, std::make_shared<const int>(8));
  EXPECT_FALSE(Has(13));
}

TEST_F(FreshCacheTest, DropsWhatWasAskedForLongestAgoBeyondItsBound) {
  FreshCache<int> cache(10);
  const auto store = [&cache](const std::string& unit, size_t weight) {
    cache.Store("2022", unit, 0, {}, {}, weight, std::make_shared<const int>(1));
  };
  store("a", 4);
  store("b", 4);
  EXPECT_NE(cache.Find("2022", "a", 0), nullptr);
  store("c", 4);
  EXPECT_EQ(cache.Find("2022", "b", 0), nullptr);
  EXPECT_NE(cache.Find("2022", "a", 0), nullptr);
  EXPECT_NE(cache.Find("2022", "c", 0), nullptr);
  EXPECT_EQ(cache.weight(), 8u);
}

}  // namespace
}  // namespace assessment
