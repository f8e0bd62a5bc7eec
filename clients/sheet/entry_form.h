#ifndef CLIENTS_SHEET_ENTRY_FORM_H_
#define CLIENTS_SHEET_ENTRY_FORM_H_

// The entry workbook: one row for every clause that an assessor may post on, and one for every item
// to be reviewed, to be filled in at a desk without the ledger and imported afterwards.
//
// The first worksheet holds one heading row; the first line of every heading is the field's name,
// the second its Chinese name. Columns may be moved, left out or added: the name counts. A row that
// was given and not filled in (every field that is not `given` is empty) states nothing. A row may
// be copied: two filled rows of one clause are two events. The second worksheet explains the
// fields.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/projections/v1/registry_service.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "clients/sheet/sheet_content.h"

namespace assessment::sheet {

// One field of a row.
struct EntryField {
  absl::string_view name;
  absl::string_view zh;
  // What may stand in it, in Chinese.
  absl::string_view meaning;
  int width;
  // Filled in by the tool; says what the row is about.
  bool given;
};

// Every field, in the order of the columns.
//
// `posting` is the field of EventContent that the row becomes: item_reviewed, finding_recorded,
// points_judged, deduction_decided or exemption_granted. The events take from the row:
//   all               cycle, unit, occurred_on, late_reason, decided_by, paper_*, evidence, note
//   finding_recorded  clause, problem, subjects, subject_kind, occurrences, measure, seen_where,
//                     sample_*
//   points_judged     clause, points, problem as the reason
//   deduction_decided clause, points, problem as the reason, inspection
//   exemption_granted clause, problem as the reason
//   item_reviewed     item, materials, outcome
const std::vector<EntryField>& EntryFields();

// Index of the field in EntryFields. Requires that there is such a field.
int EntryFieldIndex(absl::string_view name);

// What `outcome` says for ReviewOutcome's NO_PROBLEM_FOUND and SEE_FINDINGS.
inline constexpr char kNoProblemFound[] = "未发现问题";
inline constexpr char kSeeFindings[] = "见检查发现";

struct EntryInput {
  std::string ledger;
  std::string cycle;
  std::string unit;
  std::string unit_name;
  // The scheme that the cycle has adopted.
  scheme::v1::Scheme scheme;
  // The clauses that concern the unit, in reading order.
  std::vector<projections::v1::ClauseInfo> clauses;
};

// Builds the first worksheet. Its property "assessment-entry" says what it is of:
// "assessment-entry/1 LEDGER CYCLE UNIT SCHEME VERSION".
SheetContent BuildEntry(const EntryInput& input);

// Builds the second worksheet.
SheetContent BuildEntryGuide();

}  // namespace assessment::sheet

#endif  // CLIENTS_SHEET_ENTRY_FORM_H_
