#include "ledger/log/text_walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "assessment/event/v1/event.pb.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "ledger/log/open_texts.h"
#include "ledger/log/text_erasure.h"

namespace assessment {
namespace {

using ::testing::ElementsAre;

// Texts at three depths, one of them in a list, one unset.
event::v1::Event AnEvent() {
  event::v1::Event event;
  event::v1::EventContent& content = *event.mutable_content();
  content.add_decided_by();
  content.add_decided_by()->mutable_name()->set_plain("李敏");
  event::v1::CorrectionProposed& proposed = *content.mutable_correction_proposed();
  proposed.mutable_reason()->set_plain("a slip");
  proposed.mutable_replacement()->mutable_finding_recorded()->mutable_problem()->set_commitment(
      "c1");
  return event;
}

TEST(TextsOf, GivesEveryTextThatIsSetWithItsPath) {
  const event::v1::Event event = AnEvent();
  std::vector<std::string> paths;
  for (const PlacedText& placed : TextsOf(event, "")) paths.push_back(placed.path);
  EXPECT_THAT(paths,
              ElementsAre("content.decided_by[1].name", "content.correction_proposed.reason",
                          "content.correction_proposed.replacement.finding_recorded.problem"));
  EXPECT_EQ(TextsOf(event.content(), "event.content")[0].path, "event.content.decided_by[1].name");
}

TEST(TextsOf, GivesNothingOfAMessageThatCanHoldNone) {
  EXPECT_TRUE(TextsOf(event::v1::CivilDate(), "").empty());
  EXPECT_TRUE(TextsOf(event::v1::Event(), "").empty());
}

TEST(EditTexts, TellsNamesFromOtherTexts) {
  event::v1::Event event = AnEvent();
  std::vector<bool> names;
  EditTexts(event, [&](event::v1::SealableText&, bool is_name) { names.push_back(is_name); });
  EXPECT_THAT(names, ElementsAre(true, false, false));
}

TEST(CommitmentsIn, LeavesOutPlainTexts) {
  EXPECT_THAT(CommitmentsIn(AnEvent()), ElementsAre("c1"));
}

TEST(PutTexts, OpensTheCommitmentsGivenAndLeavesOthers) {
  projections::v1::LineExplanation line;
  line.mutable_text()->set_commitment("c1");
  line.add_decided_by()->mutable_name()->set_commitment("c2");
  SealedText known;
  known.commitment = "c1";
  known.text = "the roof leaks";
  PutTexts({known}, line);
  EXPECT_EQ(line.text().plain(), "the roof leaks");
  EXPECT_EQ(line.decided_by(0).name().commitment(), "c2");
}

TEST(CommitmentsErased, AreThoseOfTheFieldsNamedOrAll) {
  event::v1::Event event = AnEvent();
  event.mutable_content()->mutable_decided_by(1)->mutable_name()->set_commitment("c0");
  event::v1::TextErased erased;
  EXPECT_THAT(CommitmentsErased(erased, event), ElementsAre("c0", "c1"));
  erased.add_fields(std::string("content.decided_by[1].name"));
  // Not sealed, so nothing to erase.
  erased.add_fields(std::string("content.correction_proposed.reason"));
  EXPECT_THAT(CommitmentsErased(erased, event), ElementsAre("c0"));
}

}  // namespace
}  // namespace assessment
