#include "ledger/admission/sheets_in_force.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// Identifiers hold no control character, so this parts them in a key.
std::string SheetsKey(absl::string_view cycle, absl::string_view unit) {
  return absl::StrCat(cycle, "\x1f", unit);
}

// The sheet that a signature or a reopening names; null when none was issued.
template <typename Stated>
SheetEntry* EditSheet(const Stated& stated, RevertibleMap<std::string, SheetsOfUnit>& sheets) {
  SheetsOfUnit& of_unit = sheets.Edit(SheetsKey(stated.cycle(), stated.unit()));
  const auto found = of_unit.find(stated.part());
  return found == of_unit.end() ? nullptr : &found->second;
}

absl::Status NotIssued(uint64_t position) {
  return absl::InternalError(absl::StrCat("the event at position ", position,
                                          " is about a sheet that was not issued; it should not "
                                          "have been admitted"));
}

}  // namespace

bool SheetEntry::Holds(absl::string_view item) const {
  return std::find(items.begin(), items.end(), item) != items.end();
}

absl::Status SheetsInForce::Add(uint64_t position, const EventContent& content) {
  if (content.has_sheet_issued()) {
    const event::v1::SheetIssued& issued = content.sheet_issued();
    SheetEntry sheet;
    sheet.issued = position;
    sheet.fingerprint = issued.fingerprint();
    sheet.items.assign(issued.items().begin(), issued.items().end());
    sheets_.Edit(SheetsKey(issued.cycle(), issued.unit()))[issued.part()] = std::move(sheet);
  } else if (content.has_sheet_signed()) {
    SheetEntry* sheet = EditSheet(content.sheet_signed(), sheets_);
    if (sheet == nullptr) return NotIssued(position);
    sheet->signed_at = position;
  } else if (content.has_sheet_reopened()) {
    SheetEntry* sheet = EditSheet(content.sheet_reopened(), sheets_);
    if (sheet == nullptr) return NotIssued(position);
    sheet->signed_at.reset();
  }
  return absl::OkStatus();
}

const SheetsOfUnit& SheetsInForce::Of(absl::string_view cycle, absl::string_view unit) const {
  static const auto* const none = new SheetsOfUnit;
  const SheetsOfUnit* sheets = sheets_.Find(SheetsKey(cycle, unit));
  return sheets == nullptr ? *none : *sheets;
}

const SheetEntry* SheetsInForce::Find(absl::string_view cycle, absl::string_view unit,
                                      const std::string& part) const {
  const SheetsOfUnit& sheets = Of(cycle, unit);
  const auto found = sheets.find(part);
  return found == sheets.end() ? nullptr : &found->second;
}

std::string SheetsInForce::Describe() const {
  std::string text;
  for (const auto& [key, sheets] : sheets_) {
    for (const auto& [part, sheet] : sheets) {
      absl::StrAppend(&text, "sheet ", key, " ", part, ": ", sheet.issued, " ",
                      absl::BytesToHexString(sheet.fingerprint), " items ",
                      absl::StrJoin(sheet.items, " "), " signed ",
                      sheet.signed_at.has_value() ? absl::StrCat(*sheet.signed_at) : "no", "\n");
    }
  }
  return text;
}

}  // namespace assessment::admission
