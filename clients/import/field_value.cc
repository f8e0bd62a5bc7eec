#include "clients/import/field_value.h"

#include <cstdint>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "assessment/event/v1/common.pb.h"
#include "clients/import/civil_text.h"
#include "ledger/base/check.h"
#include "ledger/base/points.h"

namespace assessment::importing {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Fault = std::optional<std::string>;

// Sets a scalar, or adds it to a list; `Set` and `Add` are the reflection's methods of its type.
template <typename Value, typename Set, typename Add>
void Put(Message& parent, const FieldDescriptor& field, const Value& value, Set set, Add add) {
  const google::protobuf::Reflection* reflection = parent.GetReflection();
  if (field.is_repeated()) {
    (reflection->*add)(&parent, &field, value);
  } else {
    (reflection->*set)(&parent, &field, value);
  }
}

Message& PutMessage(Message& parent, const FieldDescriptor& field) {
  const google::protobuf::Reflection* reflection = parent.GetReflection();
  return field.is_repeated() ? *reflection->AddMessage(&parent, &field)
                             : *reflection->MutableMessage(&parent, &field);
}

// Reads a decimal with at most six digits behind the point as millionths.
std::optional<int64_t> ReadMillionths(absl::string_view text) {
  constexpr size_t kDigits = 6;
  const size_t point = text.find('.');
  std::string behind(point == absl::string_view::npos ? "" : text.substr(point + 1));
  const std::string whole(text.substr(0, point));
  const absl::string_view digits = absl::StripPrefix(whole, "-");
  const bool ends = point != absl::string_view::npos && behind.empty();
  if (digits.empty() || digits.size() > 12 || behind.size() > kDigits || ends) return std::nullopt;
  behind.resize(kDigits, '0');
  for (const char c : absl::StrCat(digits, behind)) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return std::nullopt;
  }
  int64_t value = 0;
  if (!absl::SimpleAtoi(absl::StrCat(whole, behind), &value)) return std::nullopt;
  return value;
}

// SimpleAtoi takes spaces and signs of its own; a table's number is digits.
template <typename Number>
bool ReadWhole(absl::string_view text, Number& number) {
  const absl::string_view digits = absl::StripPrefix(text, "-");
  if (digits.empty()) return false;
  for (const char c : digits) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return false;
  }
  return absl::SimpleAtoi(text, &number);
}

Fault PutInt64(absl::string_view text, const FieldDescriptor& field, Message& parent) {
  int64_t number = 0;
  if (absl::EndsWith(field.name(), "_milli")) {
    const absl::StatusOr<MilliPoints> points = ParsePoints(text);
    if (!points.ok()) return "points with at most three digits behind the point";
    number = *points;
  } else if (absl::EndsWith(field.name(), "_millionths")) {
    const std::optional<int64_t> millionths = ReadMillionths(text);
    if (!millionths.has_value()) return "a number with at most six digits behind the point";
    number = *millionths;
  } else if (!ReadWhole(text, number)) {
    return "a whole number";
  }
  Put(parent, field, number, &google::protobuf::Reflection::SetInt64,
      &google::protobuf::Reflection::AddInt64);
  return std::nullopt;
}

Fault PutBool(absl::string_view text, const FieldDescriptor& field, Message& parent) {
  const std::string word = absl::AsciiStrToLower(text);
  const bool yes = word == "是" || word == "true" || word == "1";
  if (!yes && word != "否" && word != "false" && word != "0") return "是 or 否, true or false";
  Put(parent, field, yes, &google::protobuf::Reflection::SetBool,
      &google::protobuf::Reflection::AddBool);
  return std::nullopt;
}

// What the names of an enum's values begin with: that of its unset value without its last word.
absl::string_view PrefixOf(const EnumDescriptor& type) {
  return absl::StripSuffix(type.value(0)->name(), "UNSPECIFIED");
}

Fault PutEnum(absl::string_view text, const FieldDescriptor& field, Message& parent) {
  const EnumDescriptor& type = *field.enum_type();
  const EnumValueDescriptor* value = type.FindValueByName(std::string(text));
  if (value == nullptr) value = type.FindValueByName(absl::StrCat(PrefixOf(type), text));
  if (value == nullptr || value->number() == 0) {
    std::vector<absl::string_view> names;
    for (int i = 1; i < type.value_count(); ++i) {
      names.push_back(absl::StripPrefix(type.value(i)->name(), PrefixOf(type)));
    }
    return absl::StrCat("one of ", absl::StrJoin(names, ", "));
  }
  Put(parent, field, value, &google::protobuf::Reflection::SetEnum,
      &google::protobuf::Reflection::AddEnum);
  return std::nullopt;
}

Fault PutBytes(absl::string_view text, const FieldDescriptor& field, Message& parent) {
  for (const char c : text) {
    if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) return "hexadecimal digits";
  }
  if (text.size() % 2 != 0) return "an even number of hexadecimal digits";
  const std::string bytes = absl::HexStringToBytes(text);
  const google::protobuf::Reflection* reflection = parent.GetReflection();
  if (field.is_repeated()) {
    reflection->AddString(&parent, &field, bytes);
  } else {
    reflection->SetString(&parent, &field, bytes);
  }
  return std::nullopt;
}

void PutString(absl::string_view text, const FieldDescriptor& field, Message& parent) {
  const google::protobuf::Reflection* reflection = parent.GetReflection();
  if (field.is_repeated()) {
    reflection->AddString(&parent, &field, std::string(text));
  } else {
    reflection->SetString(&parent, &field, std::string(text));
  }
}

Fault PutValueMessage(absl::string_view text, const FieldDescriptor& field, Message& parent) {
  const google::protobuf::Descriptor* type = field.message_type();
  if (type == event::v1::SealableText::descriptor()) {
    event::v1::SealableText sealable;
    sealable.set_plain(std::string(text));
    PutMessage(parent, field).CopyFrom(sealable);
    return std::nullopt;
  }
  if (type == event::v1::CivilDate::descriptor()) {
    const auto day = ReadDay(text);
    if (!day.has_value()) return "a day such as 2022-06-30 or 2022年6月30日";
    PutMessage(parent, field).CopyFrom(*day);
    return std::nullopt;
  }
  CHECK(type == event::v1::CivilTime::descriptor());
  const auto moment = ReadMoment(text);
  if (!moment.has_value()) return "a moment such as 2022-06-30 14:05 or 2022年6月30日14时5分";
  PutMessage(parent, field).CopyFrom(*moment);
  return std::nullopt;
}

template <typename Number, typename Set, typename Add>
Fault PutWhole(absl::string_view text, const FieldDescriptor& field, Message& parent, Set set,
               Add add) {
  Number number = 0;
  if (!ReadWhole(text, number)) {
    return field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 ? "a whole number"
                                                              : "a whole number, not negative";
  }
  Put(parent, field, number, set, add);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> SetFromText(absl::string_view text, const FieldDescriptor& field,
                                       Message& parent) {
  using google::protobuf::Reflection;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return PutValueMessage(text, field, parent);
    case FieldDescriptor::CPPTYPE_ENUM:
      return PutEnum(text, field, parent);
    case FieldDescriptor::CPPTYPE_BOOL:
      return PutBool(text, field, parent);
    case FieldDescriptor::CPPTYPE_INT64:
      return PutInt64(text, field, parent);
    case FieldDescriptor::CPPTYPE_INT32:
      return PutWhole<int32_t>(text, field, parent, &Reflection::SetInt32, &Reflection::AddInt32);
    case FieldDescriptor::CPPTYPE_UINT32:
      return PutWhole<uint32_t>(text, field, parent, &Reflection::SetUInt32,
                                &Reflection::AddUInt32);
    case FieldDescriptor::CPPTYPE_UINT64:
      return PutWhole<uint64_t>(text, field, parent, &Reflection::SetUInt64,
                                &Reflection::AddUInt64);
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.type() == FieldDescriptor::TYPE_BYTES) return PutBytes(text, field, parent);
      PutString(text, field, parent);
      return std::nullopt;
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      break;
  }
  // Events have no such field (the contract: no float).
  CHECK(false);
  return std::nullopt;
}

}  // namespace assessment::importing
