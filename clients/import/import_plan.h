#ifndef CLIENTS_IMPORT_IMPORT_PLAN_H_
#define CLIENTS_IMPORT_IMPORT_PLAN_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/client/v1/import_mapping.pb.h"
#include "clients/import/field_path.h"
#include "clients/table/table_rows.h"

namespace assessment::importing {

// Text with columns in it: "{报告编号}/report".
struct TextTemplate {
  // Literal text, then a column, as an index; -1: no column behind it.
  std::vector<std::pair<std::string, int>> pieces;
};

// A rule of a mapping whose paths and columns are found.
struct PlannedField {
  client::v1::FieldRule rule;
  FieldPath path;
  // Exactly one of a column, a template, or the rule's constant.
  int column = -1;
  std::optional<TextTemplate> text_template;
  // Column as the report of a fault names it; empty: the text comes from none.
  std::string column_name;
};

struct PlannedCount {
  int column = -1;
  std::string column_name;
  FieldPath list;
};

struct PlannedEvent {
  // Field of EventContent.kind that it sets, for example "accident_reported".
  std::string kind;
  std::optional<TextTemplate> key;
  int when_column = -1;
  std::string when_equals;
  std::vector<PlannedField> fields;
  std::vector<PlannedCount> counts;
};

// A mapping that fits a table.
struct ImportPlan {
  std::string source;
  std::vector<int> stated_by;
  std::vector<PlannedEvent> events;
};

// Reads a mapping file: Protobuf text. INVALID_ARGUMENT names line and fault.
absl::StatusOr<client::v1::ImportMapping> ParseMapping(absl::string_view text);

// Finds every path and column. INVALID_ARGUMENT names what the mapping lacks, a path that leads to
// no field, an event that sets none or two of EventContent.kind, a column that the table has not,
// and a column of the table that the mapping neither uses nor ignores.
absl::StatusOr<ImportPlan> MakePlan(const client::v1::ImportMapping& mapping,
                                    const table::NamedTable& table);

}  // namespace assessment::importing

#endif  // CLIENTS_IMPORT_IMPORT_PLAN_H_
