#include "projections/views/registry_projection.h"

#include <gtest/gtest.h>

#include "projections/views/testing/log_writer.h"
#include "projections/views/testing/sample_events.h"

namespace assessment {
namespace {

using testing::LogWriter;

class RegistryProjectionTest : public ::testing::Test {
 protected:
  RegistryProjectionTest() : projection_(log_.log()) {}

  void Follow() {
    const absl::Status followed = log_.log().Read(
        projection_.size(), log_.size(), [this](uint64_t, const Record& record) -> absl::Status {
          return projection_.Apply(std::make_shared<const ParsedRecord>(*ParseRecord(record)));
        });
    EXPECT_TRUE(followed.ok()) << followed;
  }

  LogWriter log_;
  RegistryProjection projection_;
};

TEST_F(RegistryProjectionTest, GivesTheRegistryAsItStoodAtASize) {
  log_.Add(testing::LedgerOpened());
  log_.Add(testing::Registered("a", "old name"));
  log_.Add(testing::Found("a", "1.1"));
  log_.Add(testing::Renamed("a", "new name"));
  Follow();
  EXPECT_EQ((*projection_.At(1))->FindUnit("a"), nullptr);
  EXPECT_EQ((*projection_.At(2))->FindUnit("a")->name, "old name");
  EXPECT_EQ((*projection_.At(3))->FindUnit("a")->name, "old name");
  EXPECT_EQ((*projection_.At(4))->FindUnit("a")->name, "new name");
  EXPECT_EQ((*projection_.At(4))->ResolveUnit("old name")->unit, "a");
}

TEST_F(RegistryProjectionTest, GivesThePresentRegistryForEverySizeSinceItsLastEvent) {
  log_.Add(testing::LedgerOpened());
  log_.Add(testing::Found("a", "1.1"));
  log_.Add(testing::Found("a", "1.1"));
  Follow();
  EXPECT_EQ(*projection_.At(1), *projection_.At(3));
}

TEST_F(RegistryProjectionTest, DoesNotCompileASchemeAnewForAnEarlierSize) {
  log_.Add(testing::Published());
  log_.Add(testing::Registered("a", "county a"));
  Follow();
  EXPECT_NE(*projection_.At(1), *projection_.At(2));
  EXPECT_EQ((*projection_.At(1))->FindScheme("sample", 1)->scheme,
            (*projection_.At(2))->FindScheme("sample", 1)->scheme);
}

TEST_F(RegistryProjectionTest, GivesTheStandingOfUnitsWithItsCorrectionsAsItStoodAtASize) {
  log_.Add(testing::LedgerOpened());
  log_.Add(testing::Registered("a", "county a"));
  event::v1::EventContent dissolved;
  dissolved.mutable_unit_dissolved()->set_unit("a");
  const uint64_t position = log_.Add(dissolved);
  const uint64_t proposal = log_.Add(testing::Proposed(position));
  log_.Add(testing::Confirmed(proposal));
  Follow();
  EXPECT_TRUE((*projection_.StandingAt(position)).entries().empty());
  EXPECT_TRUE((*projection_.StandingAt(position + 1)).entries()[0].counts());
  EXPECT_TRUE((*projection_.StandingAt(proposal + 1)).entries()[0].counts());
  EXPECT_FALSE((*projection_.StandingAt(log_.size())).entries()[0].counts());
}

TEST_F(RegistryProjectionTest, StopsAtAnEventThatCannotBeFolded) {
  log_.Add(testing::Registered("a", "county a"));
  Follow();
  const uint64_t again = log_.Add(testing::Registered("a", "county a"));
  const Record record = *log_.log().Get(again);
  EXPECT_FALSE(projection_.Apply(std::make_shared<const ParsedRecord>(*ParseRecord(record))).ok());
  EXPECT_EQ(projection_.size(), 1u);
}

}  // namespace
}  // namespace assessment
