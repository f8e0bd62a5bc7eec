#include "ledger/admission/form_fields.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/civil.h"
#include "ledger/base/limits.h"
#include "ledger/deadline/due_date.h"

namespace assessment::admission {
namespace {

constexpr int32_t kYearMin = 1900;
constexpr int32_t kYearMax = 9999;

bool IsControl(char c) { return static_cast<uint8_t>(c) < 0x20 || c == 0x7f; }

}  // namespace

std::string FormFields::Path(absl::string_view field) const {
  return path_.empty() ? std::string(field) : absl::StrCat(path_, ".", field);
}

void FormFields::Missing(absl::string_view field, absl::string_view expected) {
  verdict_.Refuse({.reason = ledger::v1::REASON_FIELD_MISSING,
                   .field = Path(field),
                   .found = "nothing",
                   .expected = std::string(expected)});
}

void FormFields::Invalid(absl::string_view field, absl::string_view found,
                         absl::string_view expected) {
  verdict_.Refuse({.reason = ledger::v1::REASON_FIELD_INVALID,
                   .field = Path(field),
                   .found = std::string(found),
                   .expected = std::string(expected)});
}

void FormFields::TooLong(absl::string_view field, size_t found, size_t limit,
                         absl::string_view counted) {
  verdict_.Refuse({.reason = ledger::v1::REASON_TOO_LONG,
                   .field = Path(field),
                   .found = absl::StrCat(found, " ", counted),
                   .expected = absl::StrCat("at most ", limit, " ", counted)});
}

void FormFields::Identifier(absl::string_view field, absl::string_view value) {
  if (value.empty()) return Missing(field, "an identifier");
  OptionalIdentifier(field, value);
}

void FormFields::OptionalIdentifier(absl::string_view field, absl::string_view value) {
  if (value.size() > limits::kIdentifierBytesMax) {
    TooLong(field, value.size(), limits::kIdentifierBytesMax, "bytes");
  }
  if (std::any_of(value.begin(), value.end(), [](char c) { return c == ' ' || IsControl(c); })) {
    Invalid(field, Quoted(value), "an identifier without space and control characters");
  }
}

void FormFields::Identifiers(absl::string_view field, const Strings& values, size_t limit) {
  if (static_cast<size_t>(values.size()) > limit) TooLong(field, values.size(), limit, "entries");
  absl::flat_hash_set<absl::string_view> seen;
  for (int i = 0; i < values.size(); ++i) {
    const std::string entry = absl::StrCat(field, "[", i, "]");
    Identifier(entry, values[i]);
    if (!seen.insert(values[i]).second) {
      Invalid(entry, absl::StrCat(Quoted(values[i]), " twice"), "each entry once");
    }
  }
}

void FormFields::Printable(absl::string_view field, absl::string_view value, size_t limit) {
  if (value.empty()) return Missing(field, absl::StrCat("1 to ", limit, " bytes"));
  if (value.size() > limit) TooLong(field, value.size(), limit, "bytes");
  if (std::any_of(value.begin(), value.end(), IsControl)) {
    Invalid(field, Quoted(value), "printable characters");
  }
}

void FormFields::Text(absl::string_view field, const event::v1::SealableText& text) {
  // A commitment is refused wherever it stands: it is not said to be missing as well.
  if (text.plain().empty() && !text.has_commitment()) {
    Missing(absl::StrCat(field, ".plain"), "the text in words");
  }
}

void FormFields::Year(absl::string_view field, int32_t year) {
  if (year == 0) return Missing(field, "a year");
  if (year < kYearMin || year > kYearMax) {
    Invalid(field, absl::StrCat(year), absl::StrCat(kYearMin, " to ", kYearMax));
  }
}

void FormFields::Span(absl::string_view last_field, bool both_set,
                      const event::v1::CivilDate& first, const event::v1::CivilDate& last) {
  if (!both_set || !IsValid(ToDay(first)) || !IsValid(ToDay(last))) return;
  if (ToDay(last) < ToDay(first)) {
    Invalid(last_field, FormatDay(ToDay(last)),
            absl::StrCat("not before ", FormatDay(ToDay(first))));
  }
}

}  // namespace assessment::admission
