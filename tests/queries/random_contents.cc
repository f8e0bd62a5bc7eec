#include "tests/queries/random_contents.h"

#include <map>

#include "absl/strings/str_cat.h"

namespace assessment {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Messages inside messages are filled down to here.
constexpr int kDepthMax = 3;

// What a text field of this name holds.
std::string NameKind(const std::string& field) {
  static const auto* const kinds = new std::map<std::string, std::string>{
      {"unit", "unit"},         {"units", "unit"},         {"county", "unit"},
      {"accident", "accident"}, {"duplicate", "accident"}, {"accidents", "accident"},
      {"matter", "matter"},     {"matters", "matter"},     {"cycle", "cycle"},
      {"clause", "clause"}};
  const auto found = kinds->find(field);
  return found == kinds->end() ? "text" : found->second;
}

}  // namespace

std::string RandomContents::Named(const std::string& what, uint64_t kinds) {
  return absl::StrCat(what, "-", Below(kinds));
}

void RandomContents::SetDay(event::v1::CivilDate& date) {
  date.set_year(2022);
  date.set_month(static_cast<int32_t>(1 + Below(12)));
  date.set_day(static_cast<int32_t>(1 + Below(28)));
}

event::v1::EventContent RandomContents::Content() {
  event::v1::EventContent content;
  const auto* kinds = event::v1::EventContent::descriptor()->FindOneofByName("kind");
  const FieldDescriptor& kind =
      *kinds->field(static_cast<int>(Below(static_cast<uint64_t>(kinds->field_count()))));
  Fill(*content.GetReflection()->MutableMessage(&content, &kind), 0);
  SetDay(*content.mutable_occurred_on());
  return content;
}

void RandomContents::Fill(Message& message, int depth) {
  const auto& descriptor = *message.GetDescriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor& field = *descriptor.field(i);
    // A member of a choice clears the one before it: left out half of the time, each is seen.
    if (field.real_containing_oneof() != nullptr && Below(2) == 0) continue;
    const uint64_t times = field.is_repeated() ? Below(3) : 1;
    for (uint64_t time = 0; time < times; ++time) FillField(message, field, depth);
  }
}

void RandomContents::FillField(Message& message, const FieldDescriptor& field, int depth) {
  const auto& reflection = *message.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    if (field.type() == FieldDescriptor::TYPE_BYTES) return;
    const std::string value = Named(NameKind(field.name()), 5);
    if (field.is_repeated()) {
      reflection.AddString(&message, &field, value);
    } else {
      reflection.SetString(&message, &field, value);
    }
  } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && depth < kDepthMax &&
             !field.is_map()) {
    Fill(field.is_repeated() ? *reflection.AddMessage(&message, &field)
                             : *reflection.MutableMessage(&message, &field),
         depth + 1);
  }
}

}  // namespace assessment
