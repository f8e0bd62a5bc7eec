#ifndef LEDGER_ADMISSION_SHEETS_IN_FORCE_H_
#define LEDGER_ADMISSION_SHEETS_IN_FORCE_H_

// The newest sheet of each part of a unit's assessment, and whether it is signed. Sheets have
// successors and are never corrected.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/admission/journal.h"

namespace assessment::admission {

struct SheetEntry {
  uint64_t issued = 0;
  std::string fingerprint;
  std::vector<std::string> items;
  std::optional<uint64_t> signed_at;  // Unset: not signed, or reopened since.

  bool Holds(absl::string_view item) const;
};

// By part.
using SheetsOfUnit = std::map<std::string, SheetEntry>;

class SheetsInForce {
 public:
  // `journal` outlives this.
  explicit SheetsInForce(Journal& journal) : sheets_(journal) {}

  // Passes over other types. INTERNAL when a sheet is signed or reopened that was not issued.
  absl::Status Add(uint64_t position, const event::v1::EventContent& content);

  // The sheets of a unit in a cycle; empty when none was issued.
  const SheetsOfUnit& Of(absl::string_view cycle, absl::string_view unit) const;
  // The newest sheet of a part; null when none was issued.
  const SheetEntry* Find(absl::string_view cycle, absl::string_view unit,
                         const std::string& part) const;

  std::string Describe() const;

 private:
  RevertibleMap<std::string, SheetsOfUnit> sheets_;  // By cycle and unit.
};

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_SHEETS_IN_FORCE_H_
