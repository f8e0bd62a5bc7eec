#include "clients/certificate/needed_bodies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assessment::certificate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Names {
  std::string cycle = {};
  std::vector<std::string> units = {};
  std::vector<std::string> accidents = {};
  std::vector<std::string> matters = {};
};

event::v1::RecordHeader Header(int type, const Names& names) {
  event::v1::RecordHeader header;
  header.set_event_type(static_cast<event::v1::EventType>(type));
  header.set_cycle(names.cycle);
  for (const std::string& unit : names.units) header.add_units(unit);
  for (const std::string& accident : names.accidents) header.add_accidents(accident);
  for (const std::string& matter : names.matters) header.add_matters(matter);
  return header;
}

const Scope& TheScope() {
  static const auto* const scope = new Scope{{"2022"}, {"u"}};
  return *scope;
}

std::set<uint64_t> Needed(const std::vector<event::v1::RecordHeader>& headers, const Scope& scope) {
  std::vector<std::string> bytes;
  for (const event::v1::RecordHeader& header : headers) bytes.push_back(header.SerializeAsString());
  const absl::StatusOr<ParsedHeaders> parsed = ParsedHeaders::Parse(bytes, 1);
  EXPECT_TRUE(parsed.ok());
  return NeededBodies(*parsed, scope);
}

TEST(NeededBodies, AreThoseOfTheRegistryWhateverTheyName) {
  EXPECT_THAT(Needed({Header(100, {}), Header(101, {.units = {"other"}})}, TheScope()),
              ElementsAre(0, 1));
}

TEST(NeededBodies, AreThoseOfTheCycleAndNotOfOthers) {
  EXPECT_THAT(Needed({Header(200, {.cycle = "2022", .units = {"u"}}),
                      Header(200, {.cycle = "2021", .units = {"u"}})},
                     TheScope()),
              ElementsAre(0));
}

TEST(NeededBodies, AreFactsOfTheUnits) {
  EXPECT_THAT(
      Needed({Header(600, {.units = {"u"}}), Header(600, {.units = {"other"}})}, TheScope()),
      ElementsAre(0));
}

TEST(NeededBodies, AreEverythingAboutAnAccidentOfAUnitEarlierEventsIncluded) {
  EXPECT_THAT(Needed({Header(400, {.units = {"other"}, .accidents = {"x"}}),
                      Header(401, {.units = {"u"}, .accidents = {"x"}}),
                      Header(402, {.accidents = {"x"}}), Header(402, {.accidents = {"y"}})},
                     TheScope()),
              ElementsAre(0, 1, 2));
}

TEST(NeededBodies, FollowMergersAsFarAsTheyLead) {
  EXPECT_THAT(
      Needed({Header(400, {.units = {"other"}, .accidents = {"z"}}),
              Header(413, {.accidents = {"y", "z"}}), Header(413, {.accidents = {"x", "y"}}),
              Header(401, {.units = {"u"}, .accidents = {"x"}})},
             TheScope()),
      ElementsAre(0, 1, 2, 3));
}

TEST(NeededBodies, AreTheWholeChainOfAMatterOfAUnit) {
  EXPECT_THAT(Needed({Header(300, {.units = {"u"}, .matters = {"m"}}),
                      Header(301, {.matters = {"m"}}), Header(301, {.matters = {"n"}})},
                     TheScope()),
              ElementsAre(0, 1));
}

TEST(NeededBodies, AreNoneOfEventsThatNameNothingOfIt) {
  EXPECT_THAT(Needed({Header(400, {.units = {"other"}, .accidents = {"y"}})}, TheScope()),
              IsEmpty());
}

const Scope& OneUnit() {
  static const auto* const scope = new Scope{{"2022"}, {"u"}, false};
  return *scope;
}

TEST(NeededBodies, OfOneUnitAreThoseThatNameItInTheCycle) {
  EXPECT_THAT(Needed({Header(200, {.cycle = "2022", .units = {"u"}}),
                      Header(200, {.cycle = "2022", .units = {"other"}}),
                      Header(900, {.cycle = "2022", .units = {"other", "u"}}),
                      Header(600, {.units = {"u"}}), Header(120, {.cycle = "2022"})},
                     OneUnit()),
              ElementsAre(0, 2, 3, 4));
}

TEST(NeededBodies, OfOneUnitAreAllOfItsAccidentsButPostingsAboutOthers) {
  EXPECT_THAT(Needed({Header(400, {.units = {"other"}, .accidents = {"x"}}),
                      Header(200, {.cycle = "2022", .units = {"other"}, .accidents = {"x"}}),
                      Header(401, {.units = {"u"}, .accidents = {"x"}}),
                      Header(401, {.units = {"other"}, .accidents = {"y"}})},
                     OneUnit()),
              ElementsAre(0, 2));
}

}  // namespace
}  // namespace assessment::certificate
