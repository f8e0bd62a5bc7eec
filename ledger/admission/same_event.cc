#include "ledger/admission/same_event.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"

namespace assessment::admission {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

std::optional<std::string> Differ(const Message& first, const Message& again,
                                  const std::string& path);

// Compares one value: entry `index` of a list, or the field itself when `index` is negative. A
// value that is not a message differs or not: `path` is its whole path.
std::optional<std::string> DifferInValue(const Message& first, const Message& again,
                                         const FieldDescriptor* field, int index,
                                         const std::string& path) {
  const Reflection* a = first.GetReflection();
  const Reflection* b = again.GetReflection();
  const bool listed = index >= 0;
  const auto unless = [&path](bool same) {
    return same ? std::nullopt : std::optional<std::string>(path);
  };
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return listed ? Differ(a->GetRepeatedMessage(first, field, index),
                             b->GetRepeatedMessage(again, field, index), path)
                    : Differ(a->GetMessage(first, field), b->GetMessage(again, field), path);
    case FieldDescriptor::CPPTYPE_STRING:
      return unless(listed ? a->GetRepeatedString(first, field, index) ==
                                 b->GetRepeatedString(again, field, index)
                           : a->GetString(first, field) == b->GetString(again, field));
    case FieldDescriptor::CPPTYPE_INT32:
      return unless(listed ? a->GetRepeatedInt32(first, field, index) ==
                                 b->GetRepeatedInt32(again, field, index)
                           : a->GetInt32(first, field) == b->GetInt32(again, field));
    case FieldDescriptor::CPPTYPE_INT64:
      return unless(listed ? a->GetRepeatedInt64(first, field, index) ==
                                 b->GetRepeatedInt64(again, field, index)
                           : a->GetInt64(first, field) == b->GetInt64(again, field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return unless(listed ? a->GetRepeatedUInt32(first, field, index) ==
                                 b->GetRepeatedUInt32(again, field, index)
                           : a->GetUInt32(first, field) == b->GetUInt32(again, field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return unless(listed ? a->GetRepeatedUInt64(first, field, index) ==
                                 b->GetRepeatedUInt64(again, field, index)
                           : a->GetUInt64(first, field) == b->GetUInt64(again, field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return unless(listed ? a->GetRepeatedBool(first, field, index) ==
                                 b->GetRepeatedBool(again, field, index)
                           : a->GetBool(first, field) == b->GetBool(again, field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return unless(listed ? a->GetRepeatedEnumValue(first, field, index) ==
                                 b->GetRepeatedEnumValue(again, field, index)
                           : a->GetEnumValue(first, field) == b->GetEnumValue(again, field));
    default:
      break;
  }
  CHECK(false);  // Events have no floating point.
  return path;
}

std::optional<std::string> DifferInField(const Message& first, const Message& again,
                                         const FieldDescriptor* field, const std::string& path) {
  const Reflection* a = first.GetReflection();
  const Reflection* b = again.GetReflection();
  if (!field->is_repeated()) {
    if (a->HasField(first, field) != b->HasField(again, field)) return path;
    return DifferInValue(first, again, field, -1, path);
  }
  const int in_both = std::min(a->FieldSize(first, field), b->FieldSize(again, field));
  for (int i = 0; i < in_both; ++i) {
    std::optional<std::string> difference =
        DifferInValue(first, again, field, i, absl::StrCat(path, "[", i, "]"));
    if (difference.has_value()) return difference;
  }
  if (a->FieldSize(first, field) != b->FieldSize(again, field)) {
    return absl::StrCat(path, "[", in_both, "]");
  }
  return std::nullopt;
}

// What is erased cannot be compared: whatever comes again is taken for it.
bool IsErased(const Message& first) {
  return first.GetDescriptor() == event::v1::SealableText::descriptor() &&
         static_cast<const event::v1::SealableText&>(first).has_commitment();
}

std::optional<std::string> Differ(const Message& first, const Message& again,
                                  const std::string& path) {
  if (IsErased(first)) return std::nullopt;
  std::vector<const FieldDescriptor*> fields;
  std::vector<const FieldDescriptor*> of_again;
  first.GetReflection()->ListFields(first, &fields);
  again.GetReflection()->ListFields(again, &of_again);
  fields.insert(fields.end(), of_again.begin(), of_again.end());
  std::sort(fields.begin(), fields.end(), [](const FieldDescriptor* a, const FieldDescriptor* b) {
    return a->number() < b->number();
  });
  fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
  for (const FieldDescriptor* field : fields) {
    std::optional<std::string> difference = DifferInField(
        first, again, field, path.empty() ? field->name() : absl::StrCat(path, ".", field->name()));
    if (difference.has_value()) return difference;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> FirstDifference(const event::v1::Event& first,
                                           const event::v1::Event& again) {
  return Differ(first, again, "");
}

}  // namespace assessment::admission
