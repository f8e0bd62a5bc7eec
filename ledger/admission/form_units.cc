// What the events about the end of units, supervision and letters of responsibility require of
// their own fields.

#include "absl/strings/str_cat.h"
#include "ledger/admission/form_fields.h"
#include "ledger/base/credit_code.h"
#include "ledger/base/limits.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// Nobody succeeds itself.
void CheckSuccessor(absl::string_view unit, absl::string_view successor, FormFields& fields) {
  if (!successor.empty() && unit == successor) {
    fields.Invalid("successor", Quoted(successor), "another unit than those that end");
  }
}

void CheckUnitsMerged(const event::v1::UnitsMerged& merged, FormFields& fields) {
  if (merged.units().empty()) fields.Missing("units", "at least one");
  fields.Identifiers("units", merged.units(), limits::kUnitsPerEventMax);
  fields.Identifier("successor", merged.successor());
  for (const std::string& unit : merged.units()) CheckSuccessor(unit, merged.successor(), fields);
  fields.Required("effective_on", merged.has_effective_on());
}

void CheckUnitDissolved(const event::v1::UnitDissolved& dissolved, FormFields& fields) {
  fields.Identifier("unit", dissolved.unit());
  fields.OptionalIdentifier("successor", dissolved.successor());
  CheckSuccessor(dissolved.unit(), dissolved.successor(), fields);
  fields.Required("effective_on", dissolved.has_effective_on());
}

void CheckEnterpriseSupervised(const event::v1::EnterpriseSupervised& supervised,
                               FormFields& fields) {
  fields.Identifier("unit", supervised.unit());
  if (supervised.enterprise_code().empty()) {
    fields.Missing("enterprise_code", "a unified social credit code");
  } else if (const std::string fault = CreditCodeFault(supervised.enterprise_code());
             !fault.empty()) {
    fields.Invalid("enterprise_code",
                   absl::StrCat(Quoted(supervised.enterprise_code()), ": ", fault),
                   absl::StrCat("a unified social credit code of ", kCreditCodeLength,
                                " characters (GB 32100-2015)"));
  }
  fields.Text("enterprise", supervised.enterprise());
  fields.Required("from", supervised.has_from());
  fields.Span("to", supervised.has_from() && supervised.has_to(), supervised.from(),
              supervised.to());
}

}  // namespace

void CheckUnitForm(const EventContent& content, FormFields& fields) {
  switch (content.kind_case()) {
    case EventContent::kUnitsMerged:
      return CheckUnitsMerged(content.units_merged(), fields);
    case EventContent::kUnitDissolved:
      return CheckUnitDissolved(content.unit_dissolved(), fields);
    case EventContent::kEnterpriseSupervised:
      return CheckEnterpriseSupervised(content.enterprise_supervised(), fields);
    case EventContent::kResponsibilityLetterSigned:
      fields.Identifier("unit", content.responsibility_letter_signed().unit());
      fields.Year("year", content.responsibility_letter_signed().year());
      return fields.Required("signed_on", content.responsibility_letter_signed().has_signed_on());
    default:
      return;
  }
}

}  // namespace assessment::admission
