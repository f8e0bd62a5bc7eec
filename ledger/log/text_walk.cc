#include "ledger/log/text_walk.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

namespace assessment {
namespace {

using event::v1::SealableText;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::OneofDescriptor;
using google::protobuf::Reflection;

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

// What is known of a type: the fields behind which texts may stand, by number, and the choices
// among them.
struct Shape {
  struct Field {
    const FieldDescriptor* field = nullptr;
    const Shape* part = nullptr;  // Of its type; null for a text.
    int choice = -1;              // Number in `choices`; -1: it is not one of several.
  };
  std::vector<Field> fields;
  std::vector<const OneofDescriptor*> choices;
};

const Shape& ShapeOf(const Descriptor* type) {
  // One a thread, so no lock is shared. Its values stay in place while a deeper type is added.
  thread_local std::unordered_map<const Descriptor*, Shape> known;
  const auto [found, is_new] = known.try_emplace(type);
  Shape& shape = found->second;
  if (!is_new) return shape;
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* const field = type->field(i);
    absl::flat_hash_set<const Descriptor*> seen;
    if (field->message_type() == nullptr || !Reaches(field->message_type(), seen)) continue;
    Shape::Field entry{field};
    if (field->message_type() != SealableText::descriptor()) {
      entry.part = &ShapeOf(field->message_type());
    }
    if (const OneofDescriptor* const choice = field->real_containing_oneof()) {
      const auto place = std::find(shape.choices.begin(), shape.choices.end(), choice);
      entry.choice = static_cast<int>(place - shape.choices.begin());
      if (place == shape.choices.end()) shape.choices.push_back(choice);
    }
    shape.fields.push_back(entry);
  }
  std::sort(shape.fields.begin(), shape.fields.end(),
            [](const Shape::Field& a, const Shape::Field& b) {
              return a.field->number() < b.field->number();
            });
  return shape;
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

void Walk(const Message& message, const Shape& shape, const Step* before, Visit visit) {
  const Reflection* reflection = message.GetReflection();
  // Asked once for all fields of a choice: an event is one of very many.
  absl::InlinedVector<const FieldDescriptor*, 2> chosen;
  for (const OneofDescriptor* choice : shape.choices) {
    chosen.push_back(reflection->GetOneofFieldDescriptor(message, choice));
  }
  for (const Shape::Field& entry : shape.fields) {
    const FieldDescriptor* const field = entry.field;
    const auto enter = [&](const Message& part, int index) {
      const Step step{before, field, index};
      if (entry.part != nullptr) return Walk(part, *entry.part, &step, visit);
      const auto& text = static_cast<const SealableText&>(part);
      if (IsSet(text)) visit(text, step);
    };
    if (entry.choice >= 0) {
      if (chosen[static_cast<size_t>(entry.choice)] == field) {
        enter(reflection->GetMessage(message, field), -1);
      }
    } else if (field->is_repeated()) {
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        enter(reflection->GetRepeatedMessage(message, field, i), i);
      }
    } else if (reflection->HasField(message, field)) {
      enter(reflection->GetMessage(message, field), -1);
    }
  }
}

void Walk(const Message& message, Visit visit) {
  Walk(message, ShapeOf(message.GetDescriptor()), nullptr, visit);
}

}  // namespace

void EditTexts(Message& message, absl::FunctionRef<void(SealableText&, bool)> visit) {
  Walk(message, [&](const SealableText& text, const Step& step) {
    // A part of `message`, which the caller may change.
    visit(const_cast<SealableText&>(text), IsName(step.field));
  });
}

std::vector<PlacedText> TextsOf(const Message& message, const std::string& path) {
  std::vector<PlacedText> texts;
  Walk(message, [&](const SealableText& text, const Step& step) {
    texts.push_back({PathTo(step, path), &text});
  });
  return texts;
}

std::vector<std::string> CommitmentsIn(const Message& message) {
  std::vector<std::string> commitments;
  Walk(message, [&](const SealableText& text, const Step&) {
    if (text.has_commitment()) commitments.push_back(text.commitment());
  });
  return commitments;
}

}  // namespace assessment
