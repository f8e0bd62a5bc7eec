// What the kinds of events about honours and blame require of their own fields.

#include "absl/strings/str_cat.h"
#include "ledger/admission/form_fields.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// What an honour and a blame have in common, in the field `field`.
template <typename Given>
void CheckGiven(absl::string_view field, bool set, const Given& given, FormFields& fields) {
  const auto part = [field](absl::string_view name) { return absl::StrCat(field, ".", name); };
  fields.Required(field, set);
  if (!set) return;
  fields.Required(part("kind"), given.kind() != 0);
  fields.Required(part("issuer_level"),
                  given.issuer_level() != event::v1::ISSUER_LEVEL_UNSPECIFIED);
  fields.Required(part("recipient_level"),
                  given.recipient_level() != event::v1::RECIPIENT_LEVEL_UNSPECIFIED);
  fields.OptionalIdentifier(part("recipient_code"), given.recipient_code());
  if (given.persons() > 0 && given.recipient_level() != event::v1::RECIPIENT_LEVEL_PERSON) {
    fields.Invalid(part("persons"), absl::StrCat(given.persons()),
                   "0: persons are counted of recipient level person alone");
  }
}

}  // namespace

void CheckHonourForm(const EventContent& content, FormFields& fields) {
  switch (content.kind_case()) {
    case EventContent::kBonusClaimed:
      fields.Identifier("unit", content.bonus_claimed().unit());
      return CheckGiven("honour", content.bonus_claimed().has_honour(),
                        content.bonus_claimed().honour(), fields);
    case EventContent::kHonourRecorded:
      fields.Identifier("unit", content.honour_recorded().unit());
      return CheckGiven("honour", content.honour_recorded().has_honour(),
                        content.honour_recorded().honour(), fields);
    case EventContent::kBonusRefused:
      fields.Identifier("unit", content.bonus_refused().unit());
      return fields.Text("reason", content.bonus_refused().reason());
    case EventContent::kBlameRecorded:
      fields.Identifier("unit", content.blame_recorded().unit());
      return CheckGiven("blame", content.blame_recorded().has_blame(),
                        content.blame_recorded().blame(), fields);
    default:
      return;
  }
}

}  // namespace assessment::admission
