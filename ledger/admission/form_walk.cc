// The part of form that needs no list of fields: it looks at every field of every message.

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <memory>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "ledger/admission/form_fields.h"
#include "ledger/base/civil.h"
#include "ledger/base/limits.h"

namespace assessment::admission {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::OneofDescriptor;
using google::protobuf::Reflection;

constexpr size_t kSha256Bytes = 32;
constexpr uint32_t kMinutesPerDay = 24 * 60;

// True when `text` is UTF-8 without overlong forms and surrogates: what a stored record must be to
// be read again.
bool IsUtf8(absl::string_view text) {
  const auto byte = [&text](size_t i) { return static_cast<uint8_t>(text[i]); };
  for (size_t i = 0; i < text.size();) {
    const uint8_t lead = byte(i);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || i + length > text.size()) return false;
    for (size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xc0) != 0x80) return false;
    }
    const uint8_t second = byte(i + 1);
    if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) ||
        (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f)) {
      return false;
    }
    i += length;
  }
  return true;
}

// Where the walk stands: a chain on the stack, made into text only when something is refused.
struct Step {
  const Step* parent = nullptr;
  const FieldDescriptor* field = nullptr;
  int index = -1;  // Of an entry in a list.

  std::string Path() const {
    const std::string above = parent == nullptr ? "" : parent->Path();
    return absl::StrCat(above, above.empty() ? "" : ".", field->name(),
                        index < 0 ? "" : absl::StrCat("[", index, "]"));
  }
};

// The most entries a list may have. Schemes are the linter's, and bounded by the bytes of a body.
size_t EntriesMax(const FieldDescriptor* field) {
  if (field->file() == scheme::v1::Scheme::descriptor()->file() ||
      field->message_type() == event::v1::ClauseWording::descriptor()) {
    return limits::kBodyBytesMax;
  }
  if (field->message_type() == event::v1::Evidence::descriptor()) {
    return limits::kEvidenceEntriesMax;
  }
  return limits::kSubjectsMax;
}

// What a message means by its type, wherever it stands.
enum class Meaning { kNone, kDate, kTime, kMoment, kSealableText, kPerson, kEvidence };

Meaning MeaningOf(const Descriptor* type) {
  if (type == event::v1::CivilDate::descriptor()) return Meaning::kDate;
  if (type == event::v1::CivilTime::descriptor()) return Meaning::kTime;
  if (type == event::v1::CivilMoment::descriptor()) return Meaning::kMoment;
  if (type == event::v1::SealableText::descriptor()) return Meaning::kSealableText;
  if (type == event::v1::Person::descriptor()) return Meaning::kPerson;
  if (type == event::v1::Evidence::descriptor()) return Meaning::kEvidence;
  return Meaning::kNone;
}

// What there is to look at in messages of one type, found out once: every event passes here.
struct Plan {
  struct Field {
    const FieldDescriptor* field = nullptr;
    size_t entries_max = 0;      // Of a list.
    const Plan* plan = nullptr;  // Of a message.
  };

  Meaning meaning = Meaning::kNone;
  // Messages, enumerations, texts and lists; of these, each that is in no oneof, in order.
  std::vector<Field> fields;
  // At most one field of each oneof is there.
  std::vector<const OneofDescriptor*> oneofs;
  absl::flat_hash_map<const FieldDescriptor*, Field> in_oneofs;
};

// The plans of everything that can stand in an event.
class Plans {
 public:
  static const Plan& OfEvents() {
    static const Plans* const plans = new Plans();
    return *plans->by_type_.at(event::v1::Event::descriptor());
  }

 private:
  Plans() { Of(event::v1::Event::descriptor()); }

  const Plan* Of(const Descriptor* type) {
    std::unique_ptr<Plan>& plan = by_type_[type];
    if (plan != nullptr) return plan.get();
    plan = std::make_unique<Plan>();
    Plan* const made = plan.get();  // The map moves its values while it grows.
    made->meaning = MeaningOf(type);
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* const field = type->field(i);
      if (!IsLookedAt(field)) continue;
      Plan::Field looked_at{field, EntriesMax(field), nullptr};
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        looked_at.plan = Of(field->message_type());
      }
      if (field->real_containing_oneof() == nullptr) {
        made->fields.push_back(looked_at);
      } else {
        made->in_oneofs[field] = looked_at;
      }
    }
    for (int i = 0; i < type->real_oneof_decl_count(); ++i) {
      made->oneofs.push_back(type->oneof_decl(i));
    }
    return made;
  }

  static bool IsLookedAt(const FieldDescriptor* field) {
    return field->is_repeated() || field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE ||
           field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM ||
           field->type() == FieldDescriptor::TYPE_STRING;
  }

  absl::flat_hash_map<const Descriptor*, std::unique_ptr<Plan>> by_type_;
};

class Walk {
 public:
  explicit Walk(Verdict& verdict) : verdict_(verdict) {}

  void Visit(const Message& message, const Plan& plan, const Step* step) {
    const Reflection* reflection = message.GetReflection();
    if (!reflection->GetUnknownFields(message).empty()) {
      verdict_.Refuse(
          {.reason = ledger::v1::REASON_UNKNOWN_FIELDS,
           .field = step == nullptr ? "" : step->Path(),
           .found = absl::StrCat("field number ",
                                 reflection->GetUnknownFields(message).field(0).number()),
           .expected = "fields of this version; upgrade the ledger or the poster"});
    }
    VisitMeaning(message, plan.meaning, step);
    for (const Plan::Field& field : plan.fields) {
      if (field.field->is_repeated()) {
        VisitList(message, field, step);
      } else if (!field.field->has_presence() || reflection->HasField(message, field.field)) {
        VisitOne(message, field, step);
      }
    }
    for (const OneofDescriptor* oneof : plan.oneofs) {
      const FieldDescriptor* const set = reflection->GetOneofFieldDescriptor(message, oneof);
      if (set == nullptr) continue;
      const auto field = plan.in_oneofs.find(set);
      if (field != plan.in_oneofs.end()) VisitOne(message, field->second, step);
    }
  }

 private:
  void Invalid(const Step& step, absl::string_view found, absl::string_view expected) {
    FormFields("", verdict_).Invalid(step.Path(), found, expected);
  }

  void VisitOne(const Message& message, const Plan::Field& field, const Step* parent) {
    const Reflection* reflection = message.GetReflection();
    const Step step{parent, field.field};
    switch (field.field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        Visit(reflection->GetMessage(message, field.field), *field.plan, &step);
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        VisitEnum(reflection->GetEnumValue(message, field.field), step);
        break;
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        VisitText(reflection->GetStringReference(message, field.field, &scratch), step);
        break;
      }
      default:
        break;
    }
  }

  void VisitList(const Message& message, const Plan::Field& field, const Step* parent) {
    const Reflection* reflection = message.GetReflection();
    const int entries = reflection->FieldSize(message, field.field);
    if (static_cast<size_t>(entries) > field.entries_max) {
      FormFields("", verdict_)
          .TooLong(Step{parent, field.field}.Path(), entries, field.entries_max, "entries");
    }
    for (int index = 0; index < entries; ++index) {
      const Step step{parent, field.field, index};
      switch (field.field->cpp_type()) {
        case FieldDescriptor::CPPTYPE_MESSAGE:
          Visit(reflection->GetRepeatedMessage(message, field.field, index), *field.plan, &step);
          break;
        case FieldDescriptor::CPPTYPE_ENUM:
          VisitEnum(reflection->GetRepeatedEnumValue(message, field.field, index), step);
          break;
        case FieldDescriptor::CPPTYPE_STRING: {
          std::string scratch;
          VisitText(reflection->GetRepeatedStringReference(message, field.field, index, &scratch),
                    step);
          break;
        }
        default:
          break;
      }
    }
  }

  void VisitEnum(int value, const Step& step) {
    if (step.field->enum_type()->FindValueByNumber(value) != nullptr) return;
    verdict_.Refuse({.reason = ledger::v1::REASON_UNKNOWN_FIELDS,
                     .field = step.Path(),
                     .found = absl::StrCat("value ", value),
                     .expected = "a value of this version; upgrade the ledger or the poster"});
  }

  void VisitText(const std::string& text, const Step& step) {
    if (step.field->type() != FieldDescriptor::TYPE_STRING) return;
    if (text.size() > limits::kTextBytesMax) {
      FormFields("", verdict_).TooLong(step.Path(), text.size(), limits::kTextBytesMax, "bytes");
    }
    if (!IsUtf8(text)) Invalid(step, "bytes that are not UTF-8", "UTF-8");
  }

  void VisitMeaning(const Message& message, Meaning meaning, const Step* step) {
    if (step == nullptr) return;
    switch (meaning) {
      case Meaning::kNone:
        break;
      case Meaning::kDate: {
        const auto& date = static_cast<const event::v1::CivilDate&>(message);
        if (!IsValid(CivilDay{date.year(), date.month(), date.day()})) {
          Invalid(*step, absl::StrCat(date.year(), "-", date.month(), "-", date.day()),
                  "a day that exists, in the years 1900 to 9999");
        }
        break;
      }
      case Meaning::kTime: {
        const auto& time = static_cast<const event::v1::CivilTime&>(message);
        if (time.hour() < 0 || time.hour() > 23 || time.minute() < 0 || time.minute() > 59) {
          Invalid(*step, absl::StrCat(time.hour(), ":", time.minute()), "00:00 to 23:59");
        }
        if (!time.has_date()) FormFields(step->Path(), verdict_).Missing("date", "a day");
        break;
      }
      case Meaning::kMoment: {
        const auto& moment = static_cast<const event::v1::CivilMoment&>(message);
        if (moment.minute() >= kMinutesPerDay) {
          Invalid(*step, absl::StrCat("minute ", moment.minute()),
                  absl::StrCat("0 to ", kMinutesPerDay - 1));
        }
        if (!moment.has_day()) FormFields(step->Path(), verdict_).Missing("day", "a day");
        break;
      }
      case Meaning::kSealableText:
        if (static_cast<const event::v1::SealableText&>(message).has_commitment()) {
          Invalid(*step, "a commitment", "plain text; only the ledger writes commitments");
        }
        break;
      case Meaning::kPerson: {
        const auto& person = static_cast<const event::v1::Person&>(message);
        FormFields(step->Path(), verdict_).Identifier("person_id", person.person_id());
        break;
      }
      case Meaning::kEvidence: {
        const auto& evidence = static_cast<const event::v1::Evidence&>(message);
        FormFields fields(step->Path(), verdict_);
        fields.Required("name", !evidence.name().empty());
        if (evidence.sha256().empty()) {
          fields.Missing("sha256", "the SHA-256 of the file");
        } else if (evidence.sha256().size() != kSha256Bytes) {
          fields.Invalid("sha256", absl::StrCat(evidence.sha256().size(), " bytes"), "32 bytes");
        }
        break;
      }
    }
  }

  Verdict& verdict_;
};

}  // namespace

void WalkForm(const event::v1::Event& event, Verdict& verdict) {
  Walk(verdict).Visit(event, Plans::OfEvents(), nullptr);
}

}  // namespace assessment::admission
