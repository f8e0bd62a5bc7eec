#include "clients/table/xlsx_reader.h"

#include <optional>
#include <pugixml.hpp>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "clients/table/spreadsheet_date.h"
#include "clients/table/zip_archive.h"
#include "ledger/base/status_macros.h"

namespace assessment::table {
namespace {

// ECMA-376 workbooks have no more.
constexpr int kWorksheetRowsMax = 1'048'576;

absl::Status Broken(absl::string_view part, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(part, ": ", what));
}

// Parses a part of the workbook. nullopt: there is no such part.
absl::StatusOr<std::optional<pugi::xml_document>> ReadPart(ZipArchive& archive,
                                                           const std::string& name) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, archive.Read(name, kFileBytesMax));
  if (!bytes.has_value()) return std::optional<pugi::xml_document>();
  std::optional<pugi::xml_document> part(std::in_place);
  const pugi::xml_parse_result parsed =
      part->load_buffer(bytes->data(), bytes->size(), pugi::parse_default | pugi::parse_ws_pcdata,
                        pugi::encoding_utf8);
  if (!parsed) {
    return Broken(name,
                  absl::StrCat("is no XML at byte ", parsed.offset, ": ", parsed.description()));
  }
  return part;
}

absl::StatusOr<pugi::xml_document> RequirePart(ZipArchive& archive, const std::string& name) {
  ASSIGN_OR_RETURN(std::optional<pugi::xml_document> part, ReadPart(archive, name));
  if (!part.has_value()) return Broken(name, "is not in the file; expected an XLSX workbook");
  return *std::move(part);
}

// Name without the prefix of its namespace: programs choose prefixes freely.
absl::string_view LocalName(const pugi::xml_node& node) {
  const absl::string_view name = node.name();
  const size_t colon = name.find(':');
  return colon == absl::string_view::npos ? name : name.substr(colon + 1);
}

std::vector<pugi::xml_node> Children(const pugi::xml_node& node, absl::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node& child : node.children()) {
    if (LocalName(child) == name) found.push_back(child);
  }
  return found;
}

pugi::xml_node Child(const pugi::xml_node& node, absl::string_view name) {
  for (const pugi::xml_node& child : node.children()) {
    if (LocalName(child) == name) return child;
  }
  return {};
}

// Text of a shared or inline string: its own, or that of its runs; how the East Asian text is read
// (rPh) is no part of it.
std::string StringText(const pugi::xml_node& item) {
  std::string text;
  for (const pugi::xml_node& child : item.children()) {
    if (LocalName(child) == "t") absl::StrAppend(&text, child.text().get());
    if (LocalName(child) == "r") absl::StrAppend(&text, Child(child, "t").text().get());
  }
  return text;
}

// What is needed to read a cell.
struct Workbook {
  bool from_1904 = false;
  std::vector<std::string> strings;
  std::vector<bool> style_is_date;
};

absl::StatusOr<std::vector<std::string>> ReadStrings(ZipArchive& archive) {
  std::vector<std::string> strings;
  ASSIGN_OR_RETURN(const auto part, ReadPart(archive, "xl/sharedStrings.xml"));
  if (!part.has_value()) return strings;
  for (const pugi::xml_node& item : Children(part->document_element(), "si")) {
    strings.push_back(StringText(item));
  }
  return strings;
}

absl::StatusOr<std::vector<bool>> ReadStyles(ZipArchive& archive) {
  std::vector<bool> is_date;
  ASSIGN_OR_RETURN(const auto part, ReadPart(archive, "xl/styles.xml"));
  if (!part.has_value()) return is_date;
  std::map<int, std::string> codes;
  const pugi::xml_node root = part->document_element();
  for (const pugi::xml_node& format : Children(Child(root, "numFmts"), "numFmt")) {
    codes[format.attribute("numFmtId").as_int()] = format.attribute("formatCode").value();
  }
  for (const pugi::xml_node& style : Children(Child(root, "cellXfs"), "xf")) {
    const int format = style.attribute("numFmtId").as_int();
    const auto code = codes.find(format);
    is_date.push_back(code == codes.end() ? BuiltInShowsADate(format) : ShowsADate(code->second));
  }
  return is_date;
}

// "BC12" gives column 54 (from 0); -1: no such reference.
int ColumnOf(absl::string_view reference) {
  int column = 0;
  for (const char c : reference) {
    if (!absl::ascii_isupper(static_cast<unsigned char>(c))) break;
    column = column * 26 + (c - 'A' + 1);
    if (column > static_cast<int>(kColumnsMax)) return -1;
  }
  return column - 1;
}

absl::StatusOr<std::string> CellText(const Workbook& workbook, const pugi::xml_node& cell) {
  const absl::string_view type = cell.attribute("t").value();
  const absl::string_view value = Child(cell, "v").text().get();
  if (type == "inlineStr") return StringText(Child(cell, "is"));
  if (type == "str" || type == "d") return std::string(value);
  if (type == "s") {
    size_t index = 0;
    if (!absl::SimpleAtoi(value, &index) || index >= workbook.strings.size()) {
      return absl::InvalidArgumentError(
          absl::StrCat("found shared text ", value, " of ", workbook.strings.size()));
    }
    return workbook.strings[index];
  }
  if (type == "b") return std::string(value == "1" ? "TRUE" : "FALSE");
  if (type == "e") {
    return absl::InvalidArgumentError(
        absl::StrCat("found the error ", value, "; expected a value or nothing"));
  }
  if (value.empty()) return std::string();
  const auto style = cell.attribute("s").as_uint();
  if (style < workbook.style_is_date.size() && workbook.style_is_date[style]) {
    return DateOfSerial(value, workbook.from_1904);
  }
  return NumberText(value);
}

absl::Status ReadRows(const Workbook& workbook, const pugi::xml_node& data, XlsxSheet& sheet) {
  TableRows& rows = sheet.rows;
  int number = 0;
  for (const pugi::xml_node& node : Children(data, "row")) {
    const pugi::xml_attribute given = node.attribute("r");
    const int before = number;
    number = given.empty() ? number + 1 : given.as_int();
    if (number <= before || number > kWorksheetRowsMax) {
      return absl::InvalidArgumentError(absl::StrCat("found row number ", given.value(),
                                                     "; expected ", before + 1, " to ",
                                                     kWorksheetRowsMax));
    }
    TableRow row;
    row.number = number;
    bool filled = false;
    int column = -1;
    for (const pugi::xml_node& cell : Children(node, "c")) {
      const pugi::xml_attribute reference = cell.attribute("r");
      const int left = column;
      column = reference.empty() ? column + 1 : ColumnOf(reference.value());
      if (column <= left || column >= static_cast<int>(kColumnsMax)) {
        return absl::InvalidArgumentError(
            absl::StrCat("row ", number, ": found cell ", reference.value(),
                         " out of order or beyond column ", kColumnsMax));
      }
      if (row.cells.size() <= static_cast<size_t>(column)) {
        row.cells.resize(static_cast<size_t>(column) + 1);
      }
      absl::StatusOr<std::string> text = CellText(workbook, cell);
      if (!text.ok()) {
        return absl::InvalidArgumentError(
            absl::StrCat("row ", number, ", column ", column + 1, ": ", text.status().message()));
      }
      if (Child(cell, "f")) sheet.formulas.insert({number, column});
      filled = filled || !text->empty();
      row.cells[static_cast<size_t>(column)] = *std::move(text);
    }
    if (!filled) continue;
    rows.push_back(std::move(row));
    if (rows.size() > kRowsMax) {
      return absl::InvalidArgumentError(absl::StrCat("found more than ", kRowsMax, " rows"));
    }
  }
  return absl::OkStatus();
}

// The part that the relationship `id` of the workbook leads to.
absl::StatusOr<std::string> PartOf(ZipArchive& archive, absl::string_view id) {
  constexpr char kRelationships[] = "xl/_rels/workbook.xml.rels";
  ASSIGN_OR_RETURN(const pugi::xml_document part, RequirePart(archive, kRelationships));
  for (const pugi::xml_node& relationship : Children(part.document_element(), "Relationship")) {
    if (id != relationship.attribute("Id").value()) continue;
    const absl::string_view target = relationship.attribute("Target").value();
    return absl::StartsWith(target, "/") ? std::string(target.substr(1))
                                         : absl::StrCat("xl/", target);
  }
  return Broken(kRelationships, absl::StrCat("does not say where worksheet ", id, " is"));
}

absl::StatusOr<std::map<std::string, std::string>> ReadProperties(ZipArchive& archive) {
  std::map<std::string, std::string> properties;
  ASSIGN_OR_RETURN(const auto part, ReadPart(archive, "docProps/custom.xml"));
  if (!part.has_value()) return properties;
  for (const pugi::xml_node& property : Children(part->document_element(), "property")) {
    const pugi::xml_node text = Child(property, "lpwstr");
    if (text) properties[property.attribute("name").value()] = text.text().get();
  }
  return properties;
}

}  // namespace

absl::StatusOr<XlsxSheet> ReadXlsx(const std::string& path, absl::string_view sheet_name) {
  constexpr char kWorkbook[] = "xl/workbook.xml";
  ASSIGN_OR_RETURN(ZipArchive archive, ZipArchive::Open(path));
  ASSIGN_OR_RETURN(const pugi::xml_document book, RequirePart(archive, kWorkbook));
  const pugi::xml_node root = book.document_element();
  XlsxSheet sheet;
  std::string id;
  std::string names;
  for (const pugi::xml_node& one : Children(Child(root, "sheets"), "sheet")) {
    const absl::string_view name = one.attribute("name").value();
    absl::StrAppend(&names, names.empty() ? "" : ", ", name);
    if (!id.empty() || (!sheet_name.empty() && name != sheet_name)) continue;
    sheet.name = std::string(name);
    for (const pugi::xml_attribute& attribute : one.attributes()) {
      if (absl::EndsWith(attribute.name(), ":id")) id = attribute.value();
    }
  }
  if (id.empty()) {
    return Broken(path, absl::StrCat("has no worksheet \"", sheet_name, "\"; expected one of ",
                                     names.empty() ? "none" : names));
  }
  Workbook workbook;
  const absl::string_view from_1904 = Child(root, "workbookPr").attribute("date1904").value();
  workbook.from_1904 = from_1904 == "1" || from_1904 == "true";
  ASSIGN_OR_RETURN(workbook.strings, ReadStrings(archive));
  ASSIGN_OR_RETURN(workbook.style_is_date, ReadStyles(archive));
  ASSIGN_OR_RETURN(const std::string part_name, PartOf(archive, id));
  ASSIGN_OR_RETURN(const pugi::xml_document part, RequirePart(archive, part_name));
  RETURN_IF_ERROR(ReadRows(workbook, Child(part.document_element(), "sheetData"), sheet));
  ASSIGN_OR_RETURN(sheet.properties, ReadProperties(archive));
  return sheet;
}

}  // namespace assessment::table
