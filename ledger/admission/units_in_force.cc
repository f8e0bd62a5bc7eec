#include "ledger/admission/units_in_force.h"

#include "absl/strings/str_cat.h"
#include "ledger/admission/positions.h"
#include "ledger/deadline/due_date.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// Units hold no control character, so this parts them in a key.
constexpr char kUnitEnd[] = "\x1f";

std::string LetterKey(absl::string_view unit, int32_t year) {
  return absl::StrCat(unit, kUnitEnd, year);
}

}  // namespace

bool Supervision::Overlaps(const Supervision& other) const {
  return (!to.has_value() || other.from <= *to) && (!other.to.has_value() || from <= *other.to);
}

Supervision SupervisionIn(uint64_t position, const event::v1::EnterpriseSupervised& supervised) {
  Supervision supervision;
  supervision.position = position;
  supervision.unit = supervised.unit();
  supervision.from = ToDay(supervised.from());
  if (supervised.has_to()) supervision.to = ToDay(supervised.to());
  return supervision;
}

EndingStated EndingIn(uint64_t position, const EventContent& content) {
  EndingStated stated;
  stated.ending.position = position;
  if (content.has_units_merged()) {
    const event::v1::UnitsMerged& merged = content.units_merged();
    stated.units.assign(merged.units().begin(), merged.units().end());
    stated.ending.effective = ToDay(merged.effective_on());
    stated.ending.successor = merged.successor();
    stated.ending.merged = true;
  } else if (content.has_unit_dissolved()) {
    const event::v1::UnitDissolved& dissolved = content.unit_dissolved();
    stated.units = {dissolved.unit()};
    stated.ending.effective = ToDay(dissolved.effective_on());
    stated.ending.successor = dissolved.successor();
  }
  return stated;
}

void UnitsInForce::Add(uint64_t position, const EventContent& content) {
  const EndingStated stated = EndingIn(position, content);
  for (const std::string& unit : stated.units) endings_.Edit(unit) = stated.ending;
  if (content.has_enterprise_supervised()) {
    const event::v1::EnterpriseSupervised& supervised = content.enterprise_supervised();
    InsertByPosition(SupervisionIn(position, supervised),
                     supervisions_.Edit(supervised.enterprise_code()));
  } else if (content.has_responsibility_letter_signed()) {
    const event::v1::ResponsibilityLetterSigned& letter = content.responsibility_letter_signed();
    letters_.Edit(LetterKey(letter.unit(), letter.year())) = position;
  }
}

void UnitsInForce::Remove(uint64_t position, const EventContent& content) {
  for (const std::string& unit : EndingIn(position, content).units) endings_.Erase(unit);
  if (content.has_enterprise_supervised()) {
    const std::string& code = content.enterprise_supervised().enterprise_code();
    std::vector<Supervision>& supervisions = supervisions_.Edit(code);
    EraseByPosition(position, supervisions);
    if (supervisions.empty()) supervisions_.Erase(code);
  } else if (content.has_responsibility_letter_signed()) {
    const event::v1::ResponsibilityLetterSigned& letter = content.responsibility_letter_signed();
    letters_.Erase(LetterKey(letter.unit(), letter.year()));
  }
}

const UnitEnding* UnitsInForce::FindEnding(absl::string_view unit) const {
  return endings_.Find(std::string(unit));
}

const UnitEnding* UnitsInForce::EndedBy(absl::string_view unit, const CivilDay& day) const {
  const UnitEnding* ending = FindEnding(unit);
  return ending != nullptr && ending->effective <= day ? ending : nullptr;
}

const UnitEnding* UnitsInForce::SucceededFrom(absl::string_view unit, const CivilDay& day) const {
  const UnitEnding* first = nullptr;
  for (const auto& [ended, ending] : endings_) {
    if (ending.successor != unit || ending.effective < day) continue;
    if (first == nullptr || ending.position < first->position) first = &ending;
  }
  return first;
}

const std::vector<Supervision>& UnitsInForce::SupervisionsOf(
    absl::string_view enterprise_code) const {
  static const auto* const none = new std::vector<Supervision>;
  const std::vector<Supervision>* found = supervisions_.Find(std::string(enterprise_code));
  return found == nullptr ? *none : *found;
}

std::vector<Supervision> UnitsInForce::SupervisorsOn(absl::string_view enterprise_code,
                                                     const CivilDay& day) const {
  std::vector<Supervision> supervisors;
  for (const Supervision& supervision : SupervisionsOf(enterprise_code)) {
    if (supervision.Holds(day) && EndedBy(supervision.unit, day) == nullptr) {
      supervisors.push_back(supervision);
    }
  }
  return supervisors;
}

std::optional<uint64_t> UnitsInForce::FindLetter(absl::string_view unit, int32_t year) const {
  const uint64_t* position = letters_.Find(LetterKey(unit, year));
  if (position == nullptr) return std::nullopt;
  return *position;
}

std::string UnitsInForce::Describe() const {
  std::string text;
  for (const auto& [unit, ending] : endings_) {
    absl::StrAppend(&text, "unit ", unit, ending.merged ? " merged " : " dissolved ",
                    ending.position, " ", FormatDay(ending.effective), " ", ending.successor, "\n");
  }
  for (const auto& [code, supervisions] : supervisions_) {
    for (const Supervision& supervision : supervisions) {
      absl::StrAppend(&text, "enterprise ", code, " supervised ", supervision.position, " ",
                      supervision.unit, " ", FormatDay(supervision.from), " ",
                      supervision.to.has_value() ? FormatDay(*supervision.to) : "", "\n");
    }
  }
  for (const auto& [key, position] : letters_) {
    absl::StrAppend(&text, "letter of responsibility ", key, " ", position, "\n");
  }
  return text;
}

}  // namespace assessment::admission
