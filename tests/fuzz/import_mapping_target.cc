// The mapping file of an import, applied to a small table: whatever it says, it is refused, or
// every row becomes events or faults.

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "clients/import/import_plan.h"
#include "clients/import/row_events.h"
#include "clients/table/table_rows.h"
#include "ledger/base/check.h"

namespace assessment::importing {
namespace {

// The columns of the register of road accidents that is shipped as a sample.
table::NamedTable SmallTable() {
  table::NamedTable table;
  table.columns = {"序号",     "编号", "事故时间", "时刻",       "县市区", "路段",
                   "肇事单位", "死亡", "重伤",     "损失（元）", "营运"};
  table.rows.push_back({2,
                        {"1", "2022-101", "2022年2月11日", "7:35", "临县", "S218省道", "某部", "1",
                         "0", "150000", "是"}});
  table.rows.push_back(
      {3, {"", "", "2022/6/31", "25:00", "未知", "", "", "-1", "二", "x", "待定"}});
  return table;
}

void Map(absl::string_view text) {
  const auto mapping = ParseMapping(text);
  if (!mapping.ok()) {
    CHECK(absl::IsInvalidArgument(mapping.status()));
    return;
  }
  static const table::NamedTable* const table = new table::NamedTable(SmallTable());
  const auto plan = MakePlan(*mapping, *table);
  if (!plan.ok()) {
    CHECK(absl::IsInvalidArgument(plan.status()));
    return;
  }
  for (const table::TableRow& row : table->rows) {
    const RowEvents events = MakeRowEvents(*plan, row, RowIdentity(row, 0), "141100");
    CHECK(events.events.empty() || events.faults.empty());
  }
}

}  // namespace
}  // namespace assessment::importing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  assessment::importing::Map({reinterpret_cast<const char*>(data), size});
  return 0;
}
