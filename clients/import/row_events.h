#ifndef CLIENTS_IMPORT_ROW_EVENTS_H_
#define CLIENTS_IMPORT_ROW_EVENTS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "clients/import/import_plan.h"
#include "clients/table/table_rows.h"

namespace assessment::importing {

// Why a row cannot become an event.
struct RowFault {
  // The column; empty: the row as a whole.
  std::string column;
  // The event's field, as a path from EventContent.
  std::string field;
  std::string found;
  std::string expected;
};

// What a row says.
struct RowEvents {
  // False: it says nothing and is passed over.
  bool stated = false;
  // One for each rule that concerns it, in the plan's order; empty when there are faults.
  std::vector<event::v1::Event> events;
  std::vector<RowFault> faults;
};

// What a row is known by: it follows from its cells in order, and from how many equal rows came
// before it in the file, so that two equal rows are two, and the same file again has the same ones.
// A row that was refused keeps its identity while it is mended.
std::string RowIdentity(const table::TableRow& row, int repeat);

// Makes the row's events for `ledger`. Where a rule has no template for the key, the key follows
// from `identity` and from the rule's place in the mapping.
RowEvents MakeRowEvents(const ImportPlan& plan, const table::TableRow& row,
                        absl::string_view identity, absl::string_view ledger);

// The column that fills the field of event `index` of a row, where a server's refusal names the
// field "events[0].content.accident_reported.deaths" or "content. ..."; empty: none does. Elements
// of lists are known by the list.
std::string ColumnOfField(const ImportPlan& plan, const event::v1::Event& event,
                          absl::string_view field);

}  // namespace assessment::importing

#endif  // CLIENTS_IMPORT_ROW_EVENTS_H_
