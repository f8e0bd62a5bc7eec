#ifndef LEDGER_ADMISSION_FORM_FIELDS_H_
#define LEDGER_ADMISSION_FORM_FIELDS_H_

// Checks of single fields, each named once, that report to one verdict.

#include <string>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/common.pb.h"
#include "assessment/event/v1/event.pb.h"
#include "google/protobuf/repeated_field.h"
#include "ledger/admission/verdict.h"

namespace assessment::admission {

// The fields of one message at `path`, for example "content.finding_recorded".
class FormFields {
 public:
  FormFields(absl::string_view path, Verdict& verdict) : path_(path), verdict_(verdict) {}

  void Missing(absl::string_view field, absl::string_view expected);
  void Invalid(absl::string_view field, absl::string_view found, absl::string_view expected);
  void TooLong(absl::string_view field, size_t found, size_t limit, absl::string_view counted);

  // A field that must be set.
  void Required(absl::string_view field, bool set) {
    if (!set) Missing(field, "a value");
  }
  // An identifier that must be set, or that may be.
  void Identifier(absl::string_view field, absl::string_view value);
  void OptionalIdentifier(absl::string_view field, absl::string_view value);
  // A list of identifiers without repetition, at most `limit` of them.
  using Strings = google::protobuf::RepeatedPtrField<std::string>;
  void Identifiers(absl::string_view field, const Strings& values, size_t limit);
  // Printable text of at most `limit` bytes that must be set.
  void Printable(absl::string_view field, absl::string_view value, size_t limit);
  // Plain text that must be set.
  void Text(absl::string_view field, const event::v1::SealableText& text);
  // A year that papers can mean.
  void Year(absl::string_view field, int32_t year);
  // Two days that must not be reversed; either may be unset.
  void Span(absl::string_view last_field, bool both_set, const event::v1::CivilDate& first,
            const event::v1::CivilDate& last);

  Verdict& verdict() { return verdict_; }
  std::string Path(absl::string_view field) const;

 private:
  const std::string path_;
  Verdict& verdict_;
};

// What one kind of event requires of its own fields, at `path`.
void CheckKindForm(const event::v1::EventContent& content, absl::string_view path,
                   Verdict& verdict);

// The same by group, `fields` being those of the kind: the types 116 to 119, 300 to 399, 400 to
// 499, 500 to 599, 700 onwards and 120 to 199; each passes over all others.
void CheckUnitForm(const event::v1::EventContent& content, FormFields& fields);
void CheckMatterForm(const event::v1::EventContent& content, FormFields& fields);
void CheckAccidentForm(const event::v1::EventContent& content, FormFields& fields);
void CheckHonourForm(const event::v1::EventContent& content, FormFields& fields);
void CheckOfficeForm(const event::v1::EventContent& content, FormFields& fields);
void CheckYearEndForm(const event::v1::EventContent& content, FormFields& fields);

// What a message requires by its type wherever it stands (dates, persons, evidence, sealed text),
// unknown fields and values, lengths; at any depth.
void WalkForm(const event::v1::Event& event, Verdict& verdict);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_FORM_FIELDS_H_
