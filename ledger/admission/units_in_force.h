#ifndef LEDGER_ADMISSION_UNITS_IN_FORCE_H_
#define LEDGER_ADMISSION_UNITS_IN_FORCE_H_

// Units that end, enterprises that units directly supervise, and letters of responsibility. Unlike
// other registry events these have no successors: they are corrected as facts are.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/admission/journal.h"
#include "ledger/base/civil.h"

namespace assessment::admission {

// How a unit ends.
struct UnitEnding {
  uint64_t position = 0;
  CivilDay effective;     // The first day on which it is no longer.
  std::string successor;  // Empty: none.
  bool merged = false;    // Else dissolved.
};

// A time in which a unit directly supervises an enterprise.
struct Supervision {
  uint64_t position = 0;
  std::string unit;
  CivilDay from;
  std::optional<CivilDay> to;  // Unset: until further notice.

  bool Holds(const CivilDay& day) const { return from <= day && (!to.has_value() || day <= *to); }
  // True when they have a day in common.
  bool Overlaps(const Supervision& other) const;
};
Supervision SupervisionIn(uint64_t position, const event::v1::EnterpriseSupervised& supervised);

// The units that `content` ends, with the day and the successor; nothing of other types.
struct EndingStated {
  std::vector<std::string> units;
  UnitEnding ending;
};
EndingStated EndingIn(uint64_t position, const event::v1::EventContent& content);

class UnitsInForce {
 public:
  // `journal` outlives this.
  explicit UnitsInForce(Journal& journal)
      : endings_(journal), supervisions_(journal), letters_(journal) {}

  // As InForce: each passes over other types. Nothing rests on these events.
  void Add(uint64_t position, const event::v1::EventContent& content);
  void Remove(uint64_t position, const event::v1::EventContent& content);

  // Null while no end of the unit is stated.
  const UnitEnding* FindEnding(absl::string_view unit) const;
  // The end of the unit, when it has ended by `day`; else null.
  const UnitEnding* EndedBy(absl::string_view unit, const CivilDay& day) const;
  // A unit that is to become `unit` on `day` or later: its end; null when there is none.
  const UnitEnding* SucceededFrom(absl::string_view unit, const CivilDay& day) const;

  // Supervisions of the enterprise, by position.
  const std::vector<Supervision>& SupervisionsOf(absl::string_view enterprise_code) const;
  // The supervisions that hold on `day`, by position; units that have ended by then are left out.
  std::vector<Supervision> SupervisorsOn(absl::string_view enterprise_code,
                                         const CivilDay& day) const;

  // Position of the unit's letter of responsibility for the year.
  std::optional<uint64_t> FindLetter(absl::string_view unit, int32_t year) const;

  std::string Describe() const;

 private:
  RevertibleMap<std::string, UnitEnding> endings_;                     // By unit.
  RevertibleMap<std::string, std::vector<Supervision>> supervisions_;  // By enterprise code.
  RevertibleMap<std::string, uint64_t> letters_;                       // By unit and year.
};

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_UNITS_IN_FORCE_H_
