#include "clients/import/import_plan.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <map>
#include <set>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/base/status_macros.h"

namespace assessment::importing {
namespace {

using client::v1::FieldRule;

// Keeps the first fault of a Protobuf text; lines are counted from 1 for people.
class FirstFault : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    if (text_.empty()) {
      text_ = absl::StrCat("mapping, line ", line + 1, ", column ", column + 1, ": ", message);
    }
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

absl::Status BadMapping(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("mapping: ", what));
}

// Looks columns up and remembers which of them were used.
class Columns {
 public:
  explicit Columns(const table::NamedTable& table) : table_(table) {}

  absl::StatusOr<int> Use(absl::string_view name) {
    const int index = table_.ColumnIndex(name);
    if (index < 0) {
      return absl::InvalidArgumentError(absl::StrCat(
          "column \"", name, "\": not in the file; it has ", absl::StrJoin(table_.columns, ", ")));
    }
    used_.insert(index);
    return index;
  }

  // The columns that nobody used, and that are not in `ignored`.
  std::vector<std::string> Unused(const std::set<std::string>& ignored) const {
    std::vector<std::string> unused;
    for (size_t i = 0; i < table_.columns.size(); ++i) {
      const std::string& name = table_.columns[i];
      if (name.empty() || used_.count(static_cast<int>(i)) > 0 || ignored.count(name) > 0) continue;
      unused.push_back(name);
    }
    return unused;
  }

 private:
  const table::NamedTable& table_;
  std::set<int> used_;
};

absl::StatusOr<TextTemplate> ParseTemplate(absl::string_view text, Columns& columns) {
  TextTemplate parsed;
  absl::string_view rest = text;
  while (!rest.empty()) {
    const size_t open = rest.find('{');
    if (open == absl::string_view::npos) {
      parsed.pieces.emplace_back(std::string(rest), -1);
      break;
    }
    const size_t close = rest.find('}', open);
    if (close == absl::string_view::npos) {
      return absl::InvalidArgumentError(absl::StrCat("\"", text, "\": a { without its }"));
    }
    ASSIGN_OR_RETURN(const int column, columns.Use(rest.substr(open + 1, close - open - 1)));
    parsed.pieces.emplace_back(std::string(rest.substr(0, open)), column);
    rest.remove_prefix(close + 1);
  }
  return parsed;
}

using ValueTables = std::map<std::string, const client::v1::ValueTable*>;

// Puts the values of the table that the rule names into the rule.
absl::Status TakeValueTable(const ValueTables& tables, FieldRule& rule) {
  if (rule.value_table().empty()) return absl::OkStatus();
  const auto table = tables.find(rule.value_table());
  if (table == tables.end() || !rule.values().empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("field \"", rule.field(), "\": value_table \"", rule.value_table(),
                     table == tables.end() ? "\" is not in value_tables" : "\" beside values"));
  }
  *rule.mutable_values() = table->second->values();
  return absl::OkStatus();
}

absl::StatusOr<PlannedField> PlanField(const FieldRule& rule, const ValueTables& tables,
                                       Columns& columns) {
  PlannedField planned;
  planned.rule = rule;
  RETURN_IF_ERROR(TakeValueTable(tables, planned.rule));
  ASSIGN_OR_RETURN(planned.path, ParseFieldPath(rule.field()));
  switch (rule.from_case()) {
    case FieldRule::kColumn: {
      ASSIGN_OR_RETURN(planned.column, columns.Use(rule.column()));
      planned.column_name = rule.column();
      break;
    }
    case FieldRule::kTemplate: {
      ASSIGN_OR_RETURN(planned.text_template, ParseTemplate(rule.template_(), columns));
      planned.column_name = rule.template_();
      break;
    }
    case FieldRule::kConstant:
      break;
    case FieldRule::FROM_NOT_SET:
      return absl::InvalidArgumentError(absl::StrCat(
          "field \"", rule.field(), "\": expected a column, a constant or a template"));
  }
  if (!rule.separator().empty() && planned.path.list < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("field \"", rule.field(), "\": a separator, but no list on the path"));
  }
  if (rule.part() < 0 || (rule.part() > 0 && rule.part_separator().empty())) {
    return absl::InvalidArgumentError(absl::StrCat("field \"", rule.field(), "\": part ",
                                                   rule.part(), " needs a part_separator"));
  }
  return planned;
}

absl::StatusOr<PlannedEvent> PlanEvent(const client::v1::EventRule& rule, const ValueTables& tables,
                                       Columns& columns) {
  PlannedEvent planned;
  if (!rule.key().empty()) {
    ASSIGN_OR_RETURN(planned.key, ParseTemplate(rule.key(), columns));
  }
  if (rule.has_when()) {
    ASSIGN_OR_RETURN(planned.when_column, columns.Use(rule.when().column()));
    planned.when_equals = rule.when().equals();
  }
  for (const FieldRule& field : rule.fields()) {
    ASSIGN_OR_RETURN(PlannedField one, PlanField(field, tables, columns));
    if (one.path.steps[0]->containing_oneof() != nullptr) {
      const std::string& kind = one.path.steps[0]->name();
      if (!planned.kind.empty() && planned.kind != kind) {
        return absl::InvalidArgumentError(absl::StrCat("fields of \"", planned.kind, "\" and of \"",
                                                       kind, "\"; expected one kind an event"));
      }
      planned.kind = kind;
    }
    planned.fields.push_back(std::move(one));
  }
  if (planned.kind.empty()) {
    return absl::InvalidArgumentError(
        "no field says what happened; expected one such as \"accident_reported.accident\"");
  }
  for (const client::v1::CountRule& count : rule.counts()) {
    PlannedCount one;
    ASSIGN_OR_RETURN(one.column, columns.Use(count.column()));
    one.column_name = count.column();
    ASSIGN_OR_RETURN(one.list, ParseListPath(count.field()));
    planned.counts.push_back(std::move(one));
  }
  return planned;
}

}  // namespace

absl::StatusOr<client::v1::ImportMapping> ParseMapping(absl::string_view text) {
  client::v1::ImportMapping mapping;
  FirstFault fault;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&fault);
  if (!parser.ParseFromString(std::string(text), &mapping)) {
    return absl::InvalidArgumentError(fault.text());
  }
  if (mapping.source().empty()) {
    return BadMapping("source: not given; expected the name of the system that the table is from");
  }
  if (mapping.events().empty()) return BadMapping("events: none; expected what a row becomes");
  if (mapping.delimiter().size() > 1) {
    return BadMapping(absl::StrCat("delimiter: found \"", mapping.delimiter(),
                                   "\"; expected one ASCII character"));
  }
  if (mapping.heading_row() < 0) {
    return BadMapping(
        absl::StrCat("heading_row: found ", mapping.heading_row(), "; expected a row from 1"));
  }
  return mapping;
}

absl::StatusOr<ImportPlan> MakePlan(const client::v1::ImportMapping& mapping,
                                    const table::NamedTable& table) {
  ImportPlan plan;
  plan.source = mapping.source();
  Columns columns(table);
  for (const std::string& name : mapping.stated_by()) {
    const absl::StatusOr<int> column = columns.Use(name);
    if (!column.ok()) return BadMapping(column.status().message());
    plan.stated_by.push_back(*column);
  }
  ValueTables tables;
  for (const client::v1::ValueTable& values : mapping.value_tables()) {
    if (!tables.emplace(values.name(), &values).second) {
      return BadMapping(absl::StrCat("value_tables: two are called \"", values.name(), "\""));
    }
  }
  int number = 0;
  for (const client::v1::EventRule& rule : mapping.events()) {
    ++number;
    absl::StatusOr<PlannedEvent> event = PlanEvent(rule, tables, columns);
    if (!event.ok()) {
      return BadMapping(absl::StrCat("events, rule ", number, ": ", event.status().message()));
    }
    plan.events.push_back(*std::move(event));
  }
  if (mapping.ignore_other_columns()) return plan;
  const std::vector<std::string> unused =
      columns.Unused({mapping.ignored_columns().begin(), mapping.ignored_columns().end()});
  if (!unused.empty()) {
    return BadMapping(absl::StrCat("nothing is taken from column ", absl::StrJoin(unused, ", "),
                                   "; expected a rule for it, or its name in ignored_columns"));
  }
  return plan;
}

}  // namespace assessment::importing
