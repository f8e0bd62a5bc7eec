#include "ledger/log/text_walk.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

namespace assessment {
namespace {

using event::v1::SealableText;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using Fields = std::vector<const FieldDescriptor*>;

// Whether a message of this type can hold a text, itself or deeper.
bool Reaches(const Descriptor* type, absl::flat_hash_set<const Descriptor*>& seen) {
  if (type == SealableText::descriptor()) return true;
  if (!seen.insert(type).second) return false;
  for (int i = 0; i < type->field_count(); ++i) {
    const Descriptor* part = type->field(i)->message_type();
    if (part != nullptr && Reaches(part, seen)) return true;
  }
  return false;
}

// The fields of a type behind which texts may stand, by number.
const Fields& FieldsOf(const Descriptor* type) {
  // One a thread: looked up for every message of every walk, so no lock is shared.
  thread_local absl::flat_hash_map<const Descriptor*, Fields> known;
  const auto found = known.find(type);
  if (found != known.end()) return found->second;
  Fields fields;
  for (int i = 0; i < type->field_count(); ++i) {
    const Descriptor* part = type->field(i)->message_type();
    absl::flat_hash_set<const Descriptor*> seen;
    if (part != nullptr && Reaches(part, seen)) fields.push_back(type->field(i));
  }
  std::sort(fields.begin(), fields.end(), [](const FieldDescriptor* a, const FieldDescriptor* b) {
    return a->number() < b->number();
  });
  return known.emplace(type, std::move(fields)).first->second;
}

bool IsName(const FieldDescriptor* field) {
  const Descriptor* type = field->containing_type();
  return field->name() == "name" &&
         (type == event::v1::Person::descriptor() || type == event::v1::Subject::descriptor());
}

bool IsSet(const SealableText& text) {
  return text.content_case() != SealableText::CONTENT_NOT_SET;
}

void Edit(Message& message, absl::FunctionRef<void(SealableText&, bool)> visit) {
  const Reflection* reflection = message.GetReflection();
  // By value of the pointer list: deeper walks may add types to the cache and move it.
  const Fields fields = FieldsOf(message.GetDescriptor());
  for (const FieldDescriptor* field : fields) {
    const auto enter = [&](Message& part) {
      if (field->message_type() != SealableText::descriptor()) return Edit(part, visit);
      auto& text = static_cast<SealableText&>(part);
      if (IsSet(text)) visit(text, IsName(field));
    };
    if (field->is_repeated()) {
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        enter(*reflection->MutableRepeatedMessage(&message, field, i));
      }
    } else if (reflection->HasField(message, field)) {
      enter(*reflection->MutableMessage(&message, field));
    }
  }
}

void Collect(const Message& message, const std::string& path, std::vector<PlacedText>& texts) {
  const Reflection* reflection = message.GetReflection();
  const Fields fields = FieldsOf(message.GetDescriptor());
  for (const FieldDescriptor* field : fields) {
    const std::string here = path.empty() ? field->name() : absl::StrCat(path, ".", field->name());
    const auto enter = [&](const Message& part, const std::string& at) {
      if (field->message_type() != SealableText::descriptor()) return Collect(part, at, texts);
      const auto& text = static_cast<const SealableText&>(part);
      if (IsSet(text)) texts.push_back({at, &text});
    };
    if (field->is_repeated()) {
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        enter(reflection->GetRepeatedMessage(message, field, i), absl::StrCat(here, "[", i, "]"));
      }
    } else if (reflection->HasField(message, field)) {
      enter(reflection->GetMessage(message, field), here);
    }
  }
}

}  // namespace

void EditTexts(Message& message, absl::FunctionRef<void(SealableText&, bool)> visit) {
  Edit(message, visit);
}

std::vector<PlacedText> TextsOf(const Message& message, const std::string& path) {
  std::vector<PlacedText> texts;
  Collect(message, path, texts);
  return texts;
}

std::vector<std::string> CommitmentsIn(const Message& message) {
  std::vector<std::string> commitments;
  for (const PlacedText& placed : TextsOf(message, "")) {
    if (placed.text->has_commitment()) commitments.push_back(placed.text->commitment());
  }
  return commitments;
}

}  // namespace assessment
