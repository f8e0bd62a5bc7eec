#include "clients/table/json_lines_reader.h"

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"

namespace assessment::table {
namespace {

using Json = nlohmann::ordered_json;

absl::Status BadLine(int line, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("line ", line, ": ", what));
}

absl::StatusOr<std::string> CellOf(const std::string& name, const Json& value, int line) {
  switch (value.type()) {
    case Json::value_t::null:
      return std::string();
    case Json::value_t::string:
      return value.get<std::string>();
    case Json::value_t::number_float:
      return BadLine(line, absl::StrCat("\"", name, "\": found the number ", value.dump(),
                                        "; expected it in quotation marks, so that no digit is "
                                        "lost"));
    default:
      return value.dump();
  }
}

// The line's members; a second one of a name is not overwritten in silence.
absl::StatusOr<Json> ParseObject(absl::string_view text, int line) {
  std::vector<std::map<std::string, int>> open;
  std::string twice;
  const Json::parser_callback_t watch = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key) {
      const std::string name = parsed.get<std::string>();
      if (++open.back()[name] > 1) twice = name;
    }
    return true;
  };
  Json object;
  try {
    object = Json::parse(text.begin(), text.end(), watch);
  } catch (const Json::exception& fault) {
    return BadLine(line, absl::StrCat("no JSON: ", fault.what()));
  }
  if (!object.is_object()) return BadLine(line, "expected one JSON object a line");
  if (!twice.empty()) return BadLine(line, absl::StrCat("\"", twice, "\" stands twice"));
  return object;
}

}  // namespace

absl::StatusOr<TableRows> ReadJsonLines(absl::string_view text) {
  TableRow names;
  std::map<std::string, size_t> columns;
  TableRows rows(1);
  int line = 0;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const absl::string_view one = absl::StripAsciiWhitespace(text.substr(0, end));
    text.remove_prefix(end == absl::string_view::npos ? text.size() : end + 1);
    ++line;
    if (one.empty()) continue;
    ASSIGN_OR_RETURN(const Json object, ParseObject(one, line));
    TableRow& row = rows.emplace_back();
    row.number = line;
    for (const auto& member : object.items()) {
      const auto [column, added] = columns.emplace(member.key(), names.cells.size());
      if (added) names.cells.push_back(member.key());
      if (row.cells.size() <= column->second) row.cells.resize(column->second + 1);
      ASSIGN_OR_RETURN(row.cells[column->second], CellOf(member.key(), member.value(), line));
    }
    if (rows.size() > kRowsMax || names.cells.size() > kColumnsMax) {
      return BadLine(line, absl::StrCat("more than ", kRowsMax, " lines or ", kColumnsMax,
                                        " members; expected a smaller file"));
    }
  }
  rows.front() = std::move(names);
  return rows;
}

}  // namespace assessment::table
