// Every event type, and the header, as first serialised. A failure here means that stored bytes
// changed their meaning: change the code back, never the file. With ASSESSMENT_WRITE_GOLDEN=1 the
// files of new types are written; those that exist are never overwritten.

#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "assessment/event/v1/event.pb.h"
#include "tests/golden/golden_file.h"

namespace assessment {
namespace {

using google::protobuf::Message;

std::string PathOf(const std::string& name, const std::string& ending) {
  return std::string(ASSESSMENT_GOLDEN_DIR) + "/" + name + ending;
}

std::string Text(const Message& message) {
  std::string text;
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  printer.PrintToString(message, &text);
  return text;
}

void WriteWhenMissing(const std::string& name, const Message& sample) {
  if (std::getenv("ASSESSMENT_WRITE_GOLDEN") == nullptr) return;
  if (std::filesystem::exists(PathOf(name, ".hex"))) return;
  WriteTextFile(PathOf(name, ".txtpb"), Text(sample));
  WriteHexFile(PathOf(name, ".hex"), sample.SerializeAsString());
}

// Checks both directions: the old bytes mean what the old text says, and the text still serialises
// to the old bytes.
void ExpectGolden(const std::string& name, Message& empty) {
  const std::string bytes = ReadHexFile(PathOf(name, ".hex"));
  ASSERT_FALSE(bytes.empty())
      << "no golden file for " << name
      << "; write it once with ASSESSMENT_WRITE_GOLDEN=1 and keep it for ever";
  std::unique_ptr<Message> from_text(empty.New());
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(ReadTextFile(PathOf(name, ".txtpb")),
                                                            from_text.get()))
      << name;
  ASSERT_TRUE(empty.ParseFromString(bytes)) << name;
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(*from_text, empty)) << name;
  EXPECT_EQ(from_text->SerializeAsString(), bytes) << name;
}

// Sets the kind of `content` to the type's message with every field filled.
void FillKind(event::v1::EventType type, event::v1::EventContent& content) {
  const auto* field = event::v1::EventContent::descriptor()->FindFieldByNumber(type);
  ASSERT_NE(field, nullptr);
  FillEveryField(*content.GetReflection()->MutableMessage(&content, field), 6);
}

TEST(GoldenEvents, EveryEventTypeIsTheNumberOfItsField) {
  const auto* types = event::v1::EventType_descriptor();
  const auto* kinds = event::v1::EventContent::descriptor()->FindOneofByName("kind");
  ASSERT_EQ(types->value_count() - 1, kinds->field_count());
  for (int i = 0; i < kinds->field_count(); ++i) {
    const auto* value = types->FindValueByNumber(kinds->field(i)->number());
    ASSERT_NE(value, nullptr) << kinds->field(i)->name();
    std::string name = "EVENT_TYPE_";
    for (const char c : kinds->field(i)->name()) name.push_back(static_cast<char>(std::toupper(c)));
    EXPECT_EQ(value->name(), name);
  }
}

TEST(GoldenEvents, EveryEventTypeDecodesForEver) {
  const auto* types = event::v1::EventType_descriptor();
  for (int i = 0; i < types->value_count(); ++i) {
    const auto type = static_cast<event::v1::EventType>(types->value(i)->number());
    if (type == event::v1::EVENT_TYPE_UNSPECIFIED) continue;
    const std::string name = types->value(i)->name();
    event::v1::EventContent sample;
    FillKind(type, sample);
    WriteWhenMissing(name, sample);
    event::v1::EventContent content;
    ExpectGolden(name, content);
  }
}

TEST(GoldenEvents, TheEnvelopeDecodesForEver) {
  event::v1::EventBody sample;
  FillEveryField(sample, 3);
  WriteWhenMissing("EventBody", sample);
  event::v1::EventBody body;
  ExpectGolden("EventBody", body);
}

TEST(GoldenEvents, TheHeaderDecodesForEver) {
  event::v1::RecordHeader sample;
  FillEveryField(sample, 1);
  WriteWhenMissing("RecordHeader", sample);
  event::v1::RecordHeader header;
  ExpectGolden("RecordHeader", header);
}

TEST(GoldenEvents, TheResultsOfACycleDecodeForEver) {
  event::v1::CycleResults sample;
  FillEveryField(sample, 3);
  WriteWhenMissing("CycleResults", sample);
  event::v1::CycleResults results;
  ExpectGolden("CycleResults", results);
}

}  // namespace
}  // namespace assessment
