#include "ledger/log/text_walk.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

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
  // One a thread: looked up for every message of every walk, so no lock is shared. Its values stay
  // in place while a deeper walk adds types.
  thread_local std::unordered_map<const Descriptor*, Fields> known;
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

// A field on the way to a text; `index` is -1 unless the field is a list.
struct Step {
  const Step* before = nullptr;
  const FieldDescriptor* field = nullptr;
  int index = -1;
};

std::string PathTo(const Step& step, const std::string& begin) {
  const std::string before = step.before == nullptr ? begin : PathTo(*step.before, begin);
  std::string path =
      before.empty() ? step.field->name() : absl::StrCat(before, ".", step.field->name());
  if (step.index >= 0) absl::StrAppend(&path, "[", step.index, "]");
  return path;
}

using Visit = absl::FunctionRef<void(const SealableText& text, const Step& step)>;

void Walk(const Message& message, const Step* before, Visit visit) {
  const Reflection* reflection = message.GetReflection();
  for (const FieldDescriptor* field : FieldsOf(message.GetDescriptor())) {
    const auto enter = [&](const Message& part, int index) {
      const Step step{before, field, index};
      if (field->message_type() != SealableText::descriptor()) return Walk(part, &step, visit);
      const auto& text = static_cast<const SealableText&>(part);
      if (IsSet(text)) visit(text, step);
    };
    if (field->is_repeated()) {
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        enter(reflection->GetRepeatedMessage(message, field, i), i);
      }
    } else if (reflection->HasField(message, field)) {
      enter(reflection->GetMessage(message, field), -1);
    }
  }
}

}  // namespace

void EditTexts(Message& message, absl::FunctionRef<void(SealableText&, bool)> visit) {
  Walk(message, nullptr, [&](const SealableText& text, const Step& step) {
    // A part of `message`, which the caller may change.
    visit(const_cast<SealableText&>(text), IsName(step.field));
  });
}

std::vector<PlacedText> TextsOf(const Message& message, const std::string& path) {
  std::vector<PlacedText> texts;
  Walk(message, nullptr, [&](const SealableText& text, const Step& step) {
    texts.push_back({PathTo(step, path), &text});
  });
  return texts;
}

std::vector<std::string> CommitmentsIn(const Message& message) {
  std::vector<std::string> commitments;
  Walk(message, nullptr, [&](const SealableText& text, const Step&) {
    if (text.has_commitment()) commitments.push_back(text.commitment());
  });
  return commitments;
}

}  // namespace assessment
