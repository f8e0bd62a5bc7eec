#include "clients/sheet/sheet_part.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace assessment::sheet {
namespace {

constexpr SheetPart kParts[] = {SheetPart::kWhole, SheetPart::kOnsite, SheetPart::kCommon,
                                SheetPart::kIndividual};

// "C1", "S74": a letter and a number.
bool IsNumbered(absl::string_view item, char letter) {
  return item.size() >= 2 && item[0] == letter &&
         absl::ascii_isdigit(static_cast<unsigned char>(item[1]));
}

}  // namespace

std::string PartName(SheetPart part) {
  switch (part) {
    case SheetPart::kWhole:
      return "whole";
    case SheetPart::kOnsite:
      return "onsite";
    case SheetPart::kCommon:
      return "common";
    case SheetPart::kIndividual:
      return "individual";
  }
  return "";
}

absl::StatusOr<SheetPart> ParsePart(absl::string_view name) {
  for (const SheetPart part : kParts) {
    if (PartName(part) == name) return part;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("part: found \"", name, "\", expected whole, onsite, common or individual"));
}

std::string PartTitle(SheetPart part) {
  switch (part) {
    case SheetPart::kWhole:
      return "";
    case SheetPart::kOnsite:
      return "现场打分部分";
    case SheetPart::kCommon:
      return "共性考核部分";
    case SheetPart::kIndividual:
      return "单独考核部分";
  }
  return "";
}

bool IsPrinted(SheetPart part, const projections::v1::ItemExplanation& item) {
  switch (part) {
    case SheetPart::kCommon:
      return IsNumbered(item.item(), 'C');
    case SheetPart::kIndividual:
      return IsNumbered(item.item(), 'S');
    case SheetPart::kWhole:
    case SheetPart::kOnsite:
      break;
  }
  return true;
}

bool IsCounted(SheetPart part, const projections::v1::ItemExplanation& item) {
  return IsPrinted(part, item) && (part == SheetPart::kWhole || item.scoring_body().empty());
}

}  // namespace assessment::sheet
