// The part of form that needs no list of fields: it looks at every field of every message.

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

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

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
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

class Walk {
 public:
  explicit Walk(Verdict& verdict) : verdict_(verdict) {}

  void Visit(const Message& message, const Step* step) {
    const Reflection* reflection = message.GetReflection();
    if (!reflection->GetUnknownFields(message).empty()) {
      verdict_.Refuse(
          {.reason = ledger::v1::REASON_UNKNOWN_FIELDS,
           .field = step == nullptr ? "" : step->Path(),
           .found = absl::StrCat("field number ",
                                 reflection->GetUnknownFields(message).field(0).number()),
           .expected = "fields of this version; upgrade the ledger or the poster"});
    }
    VisitMeaning(message, step);
    std::vector<const FieldDescriptor*> fields;
    reflection->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) VisitField(message, field, step);
  }

 private:
  void Invalid(const Step& step, absl::string_view found, absl::string_view expected) {
    FormFields("", verdict_).Invalid(step.Path(), found, expected);
  }

  void VisitField(const Message& message, const FieldDescriptor* field, const Step* parent) {
    const Reflection* reflection = message.GetReflection();
    const int entries = field->is_repeated() ? reflection->FieldSize(message, field) : 0;
    if (static_cast<size_t>(entries) > EntriesMax(field)) {
      FormFields("", verdict_)
          .TooLong(Step{parent, field}.Path(), entries, EntriesMax(field), "entries");
    }
    for (int index = field->is_repeated() ? 0 : -1; index < entries; ++index) {
      const Step step{parent, field, index};
      const bool listed = index >= 0;
      switch (field->cpp_type()) {
        case FieldDescriptor::CPPTYPE_MESSAGE:
          Visit(listed ? reflection->GetRepeatedMessage(message, field, index)
                       : reflection->GetMessage(message, field),
                &step);
          break;
        case FieldDescriptor::CPPTYPE_ENUM:
          VisitEnum(listed ? reflection->GetRepeatedEnumValue(message, field, index)
                           : reflection->GetEnumValue(message, field),
                    step);
          break;
        case FieldDescriptor::CPPTYPE_STRING: {
          std::string scratch;
          VisitText(listed ? reflection->GetRepeatedStringReference(message, field, index, &scratch)
                           : reflection->GetStringReference(message, field, &scratch),
                    step);
          break;
        }
        default:
          break;
      }
      if (!listed) break;
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

  // What a message means by its type, wherever it stands.
  void VisitMeaning(const Message& message, const Step* step) {
    const auto* type = message.GetDescriptor();
    if (step == nullptr) return;
    if (type == event::v1::CivilDate::descriptor()) {
      const auto& date = static_cast<const event::v1::CivilDate&>(message);
      if (!IsValid(CivilDay{date.year(), date.month(), date.day()})) {
        Invalid(*step, absl::StrCat(date.year(), "-", date.month(), "-", date.day()),
                "a day that exists, in the years 1900 to 9999");
      }
    } else if (type == event::v1::CivilTime::descriptor()) {
      const auto& time = static_cast<const event::v1::CivilTime&>(message);
      if (time.hour() < 0 || time.hour() > 23 || time.minute() < 0 || time.minute() > 59) {
        Invalid(*step, absl::StrCat(time.hour(), ":", time.minute()), "00:00 to 23:59");
      }
      if (!time.has_date()) FormFields(step->Path(), verdict_).Missing("date", "a day");
    } else if (type == event::v1::CivilMoment::descriptor()) {
      const auto& moment = static_cast<const event::v1::CivilMoment&>(message);
      if (moment.minute() >= kMinutesPerDay) {
        Invalid(*step, absl::StrCat("minute ", moment.minute()),
                absl::StrCat("0 to ", kMinutesPerDay - 1));
      }
      if (!moment.has_day()) FormFields(step->Path(), verdict_).Missing("day", "a day");
    } else if (type == event::v1::SealableText::descriptor()) {
      if (static_cast<const event::v1::SealableText&>(message).has_commitment()) {
        Invalid(*step, "a commitment", "plain text; only the ledger writes commitments");
      }
    } else if (type == event::v1::Person::descriptor()) {
      const auto& person = static_cast<const event::v1::Person&>(message);
      FormFields(step->Path(), verdict_).Identifier("person_id", person.person_id());
    } else if (type == event::v1::Evidence::descriptor()) {
      const auto& evidence = static_cast<const event::v1::Evidence&>(message);
      FormFields fields(step->Path(), verdict_);
      fields.Required("name", !evidence.name().empty());
      if (evidence.sha256().empty()) {
        fields.Missing("sha256", "the SHA-256 of the file");
      } else if (evidence.sha256().size() != kSha256Bytes) {
        fields.Invalid("sha256", absl::StrCat(evidence.sha256().size(), " bytes"), "32 bytes");
      }
    }
  }

  Verdict& verdict_;
};

}  // namespace

void WalkForm(const Message& message, Verdict& verdict) { Walk(verdict).Visit(message, nullptr); }

}  // namespace assessment::admission
