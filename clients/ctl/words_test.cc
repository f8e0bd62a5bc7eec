#include "clients/ctl/words.h"

#include <gtest/gtest.h>

#include "assessment/scheme/v1/scheme.pb.h"

namespace assessment::ctl {
namespace {

// Every value but the first, "not set", has a word of its own in both languages.
template <typename Enum>
void ExpectWordsForAll(const google::protobuf::EnumDescriptor* descriptor, Word unknown) {
  for (int i = 1; i < descriptor->value_count(); ++i) {
    const Word word = WordOf(static_cast<Enum>(descriptor->value(i)->number()));
    EXPECT_NE(word.zh, unknown.zh) << descriptor->value(i)->name();
    EXPECT_NE(word.en, unknown.en) << descriptor->value(i)->name();
  }
}

TEST(Words, KnowEveryEventType) {
  ExpectWordsForAll<event::v1::EventType>(event::v1::EventType_descriptor(), {"?", "?"});
}

TEST(Words, KnowEveryReason) {
  ExpectWordsForAll<ledger::v1::Reason>(ledger::v1::Reason_descriptor(), {"被拒绝", "refused"});
}

TEST(Words, KnowEveryStateOfAScore) {
  ExpectWordsForAll<projections::v1::LineState>(projections::v1::LineState_descriptor(),
                                                {"?", "?"});
  ExpectWordsForAll<projections::v1::VetoState>(projections::v1::VetoState_descriptor(),
                                                {"?", "?"});
  ExpectWordsForAll<projections::v1::Applicability>(projections::v1::Applicability_descriptor(),
                                                    {"?", "?"});
  ExpectWordsForAll<projections::v1::UncountedReason>(projections::v1::UncountedReason_descriptor(),
                                                      {"?", "?"});
}

TEST(Words, KnowEveryEntryOfAChecklist) {
  ExpectWordsForAll<event::v1::ChecklistEntry>(event::v1::ChecklistEntry_descriptor(), {"?", "?"});
  ExpectWordsForAll<projections::v1::BlockingEntry>(projections::v1::BlockingEntry_descriptor(),
                                                    {"?", "?"});
  ExpectWordsForAll<projections::v1::IrregularityKind>(
      projections::v1::IrregularityKind_descriptor(), {"?", "?"});
  ExpectWordsForAll<projections::v1::YearNotCovered>(projections::v1::YearNotCovered_descriptor(),
                                                     {"?", "?"});
  ExpectWordsForAll<event::v1::Outcome>(event::v1::Outcome_descriptor(), {"?", "?"});
  ExpectWordsForAll<ledger::v1::CyclePhase>(ledger::v1::CyclePhase_descriptor(), {"?", "?"});
  ExpectWordsForAll<projections::v1::ScoreStatus>(projections::v1::ScoreStatus_descriptor(),
                                                  {"?", "?"});
}

TEST(Words, KnowEveryKindOfClause) {
  const auto* kinds = scheme::v1::Clause::descriptor()->FindOneofByName("kind");
  for (int i = 0; i < kinds->field_count(); ++i) {
    EXPECT_NE(KindText(kinds->field(i)->name(), Language::kChinese), kinds->field(i)->name());
  }
}

TEST(Words, SayAVetosEffect) {
  EXPECT_EQ(EffectText("grade-at-most:良好", Language::kChinese), "等次不高于 良好");
  EXPECT_EQ(EffectText("fail", Language::kEnglish), "fail");
}

}  // namespace
}  // namespace assessment::ctl
