#include "clients/sheet/entry_form.h"

#include <gtest/gtest.h>

#include <set>

namespace assessment::sheet {
namespace {

EntryInput AnEntry() {
  EntryInput input;
  input.ledger = "141100";
  input.cycle = "2022-counties";
  input.unit = "141130";
  input.unit_name = "交口县";
  input.scheme.set_scheme("lvliang-2022-counties");
  input.scheme.set_version(1);
  scheme::v1::Item& item = *input.scheme.add_categories()->add_items();
  item.set_item("1");
  item.mutable_label()->set_zh("中心组学习");
  projections::v1::ClauseInfo& found = input.clauses.emplace_back();
  found.set_item("1");
  found.set_posting("finding_recorded");
  found.mutable_clause()->set_clause("1.1");
  found.mutable_clause()->mutable_label()->set_zh("缺一次");
  found.mutable_clause()->mutable_fixed()->set_amount_milli(300);
  projections::v1::ClauseInfo& fed_by_facts = input.clauses.emplace_back();
  fed_by_facts.set_item("37");
  fed_by_facts.mutable_clause()->set_clause("37.1");
  projections::v1::ClauseInfo& decided = input.clauses.emplace_back();
  decided.set_posting("deduction_decided");
  decided.mutable_clause()->set_clause("P.6");
  return input;
}

std::string Text(const SheetRow& row, absl::string_view field) {
  return row.cells[static_cast<size_t>(EntryFieldIndex(field))].text;
}

TEST(EntryForm, HasARowForEveryClauseThatTakesAPostingAndEveryItemToReview) {
  const SheetContent content = BuildEntry(AnEntry());
  std::vector<std::string> keys;
  for (const SheetRow& row : content.rows) keys.push_back(row.key);
  EXPECT_EQ(keys, (std::vector<std::string>{"columns", "item:1", "clause:1.1", "clause:P.6"}));
  EXPECT_EQ(Text(content.rows[1], "posting"), "item_reviewed");
  EXPECT_EQ(Text(content.rows[1], "label"), "中心组学习");
  EXPECT_EQ(Text(content.rows[2], "clause"), "1.1");
  EXPECT_EQ(Text(content.rows[2], "amount"), "扣0.3分");
  EXPECT_EQ(Text(content.rows[2], "problem"), "");
}

TEST(EntryForm, NamesItsFieldsInBothLanguages) {
  const SheetContent content = BuildEntry(AnEntry());
  EXPECT_EQ(Text(content.rows[0], "occurred_on"), "occurred_on\n日期");
}

TEST(EntryForm, SaysWhatItIsOf) {
  EXPECT_EQ(BuildEntry(AnEntry()).properties[0].second,
            "assessment-entry/1 141100 2022-counties 141130 lvliang-2022-counties 1");
}

TEST(EntryForm, HasFieldsOfDifferentNamesEachExplained) {
  std::set<absl::string_view> names;
  for (const EntryField& field : EntryFields()) {
    EXPECT_TRUE(names.insert(field.name).second) << field.name;
  }
  EXPECT_EQ(BuildEntryGuide().rows.size(), EntryFields().size() + 1);
}

}  // namespace
}  // namespace assessment::sheet
