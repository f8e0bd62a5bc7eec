#include "clients/sheet/entry_form.h"

#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/sheet/form_words.h"
#include "ledger/base/check.h"

namespace assessment::sheet {
namespace {

constexpr char kItemReviewed[] = "item_reviewed";

// Values of the given fields, by name.
using Given = std::map<std::string, std::string>;

void AddEntryRow(std::string key, const Given& given, SheetContent& content) {
  SheetRow& row = content.rows.emplace_back();
  row.key = std::move(key);
  const std::vector<EntryField>& fields = EntryFields();
  for (size_t column = 0; column < fields.size(); ++column) {
    const auto value = given.find(std::string(fields[column].name));
    row.cells.push_back(
        TextCell(static_cast<int>(column), value == given.end() ? "" : value->second));
  }
}

Given GivenOf(const EntryInput& input, absl::string_view posting) {
  return {{"posting", std::string(posting)},
          {"cycle", input.cycle},
          {"unit", input.unit},
          {"unit_name", input.unit_name}};
}

void AddItemRow(const EntryInput& input, const std::string& item, const std::string& label,
                SheetContent& content) {
  Given given = GivenOf(input, kItemReviewed);
  given["item"] = item;
  given["label"] = label;
  AddEntryRow(absl::StrCat("item:", item), given, content);
}

void AddClauseRow(const EntryInput& input, const projections::v1::ClauseInfo& info,
                  SheetContent& content) {
  const scheme::v1::Clause& clause = info.clause();
  Given given = GivenOf(input, info.posting());
  given["item"] = info.item();
  given["clause"] = clause.clause();
  given["label"] = info.wording().empty() ? clause.label().zh() : info.wording();
  given["amount"] = AmountText(clause);
  AddEntryRow(absl::StrCat("clause:", clause.clause()), given, content);
}

}  // namespace

const std::vector<EntryField>& EntryFields() {
  static const auto* const fields = new std::vector<EntryField>{
      {"posting", "事件类型", "由工具填写，决定此行录成哪种事件", 22, true},
      {"cycle", "周期", "由工具填写", 18, true},
      {"unit", "单位编号", "由工具填写", 12, true},
      {"unit_name", "单位", "由工具填写", 14, true},
      {"item", "项目", "由工具填写", 9, true},
      {"clause", "条款", "由工具填写；查阅项目的行没有条款", 11, true},
      {"label", "内容", "由工具填写", 32, true},
      {"amount", "标准", "由工具填写", 18, true},
      {"occurred_on", "日期", "必填，发现、评定或查阅的日期，如 2023-02-08", 12, false},
      {"problem", "问题或理由", "检查发现写问题，评定、裁量和免扣写理由；查阅项目的行不填", 36,
       false},
      {"subjects", "对象",
       "检查发现逐个列出被扣分的对象，每行一个，名称后可加竖线和代码：某公司|91140000…", 28, false},
      {"subject_kind", "对象种类", "如 township、enterprise、department、mine、month", 14, false},
      {"occurrences", "次数", "对象个数，只作核对；没有对象时为1", 8, false},
      {"measure", "数值", "分档和阈值条款必填，至多六位小数", 10, false},
      {"points", "分值", "评定得分或裁量扣分的分数，至多三位小数", 9, false},
      {"outcome", "查阅结果", "查阅项目的行填“未发现问题”或“见检查发现”", 14, false},
      {"materials", "查阅材料", "查阅项目的行填看过的材料", 24, false},
      {"seen_where", "地点", "检查发现的地点", 16, false},
      {"sample_frame", "抽样总体", "从什么中抽取", 16, false},
      {"sample_frame_size", "总体数", "总体个数", 9, false},
      {"sample_size", "抽样数", "抽查个数", 9, false},
      {"sample_drawn_how", "抽样方法", "如何抽取", 14, false},
      {"inspection", "督查文号", "同一条款按督查逐次裁量时的文号", 18, false},
      {"decided_by", "决定人",
       "必填，每行一人：编号|姓名|职务|所在组，如 p-102|李敏|组员|第一考核组", 30, false},
      {"paper_issuer", "发文机关", "所依据文件的发文机关", 16, false},
      {"paper_number", "文号", "所依据文件的文号", 18, false},
      {"paper_date", "发文日期", "所依据文件的日期，如 2023-02-08", 12, false},
      {"evidence", "附件", "免扣必填，每行一件：文件名|SHA-256|存放处", 28, false},
      {"late_reason", "补录原因", "日期较早时必填", 16, false},
      {"note", "备注", "不影响得分", 20, false},
  };
  return *fields;
}

int EntryFieldIndex(absl::string_view name) {
  const std::vector<EntryField>& fields = EntryFields();
  for (size_t index = 0; index < fields.size(); ++index) {
    if (fields[index].name == name) return static_cast<int>(index);
  }
  CHECK(false);
  return -1;
}

SheetContent BuildEntry(const EntryInput& input) {
  SheetContent content;
  content.title = absl::StrCat(input.unit_name, " ", input.cycle, " 录入表");
  content.footer = content.title;
  content.landscape = true;
  SheetRow& headings = content.rows.emplace_back();
  headings.role = RowRole::kColumns;
  headings.key = "columns";
  for (const EntryField& field : EntryFields()) {
    headings.cells.push_back(TextCell(static_cast<int>(content.columns.size()),
                                      absl::StrCat(field.name, "\n", field.zh)));
    SheetColumn& column = content.columns.emplace_back();
    column.width = field.width;
    column.shaded = field.given;
    if (field.name == "outcome") column.choices = {kNoProblemFound, kSeeFindings};
  }
  std::map<std::string, std::string> item_labels;
  for (const scheme::v1::Category& category : input.scheme.categories()) {
    for (const scheme::v1::Item& item : category.items()) {
      item_labels[item.item()] = item.label().zh();
    }
  }
  std::set<std::string> items;
  for (const projections::v1::ClauseInfo& info : input.clauses) {
    if (info.posting().empty()) continue;
    if (!info.item().empty() && items.insert(info.item()).second) {
      AddItemRow(input, info.item(), item_labels[info.item()], content);
    }
    AddClauseRow(input, info, content);
  }
  content.properties.emplace_back(
      "assessment-entry",
      absl::StrCat("assessment-entry/1 ", input.ledger, " ", input.cycle, " ", input.unit, " ",
                   input.scheme.scheme(), " ", input.scheme.version()));
  return content;
}

SheetContent BuildEntryGuide() {
  SheetContent content;
  content.title = "录入表填写说明";
  content.footer = content.title;
  content.columns = {{20, false, false, {}},
                     {14, false, false, {}},
                     {12, true, false, {}},
                     {60, false, false, {}}};
  SheetRow& headings = content.rows.emplace_back();
  headings.role = RowRole::kColumns;
  headings.key = "columns";
  headings.cells = {TextCell(0, "field"), TextCell(1, "栏目"), TextCell(2, "由谁填写"),
                    TextCell(3, "说明")};
  for (const EntryField& field : EntryFields()) {
    SheetRow& row = content.rows.emplace_back();
    row.key = absl::StrCat("field:", field.name);
    row.cells = {TextCell(0, std::string(field.name)), TextCell(1, std::string(field.zh)),
                 TextCell(2, field.given ? "工具" : "录入人"),
                 TextCell(3, std::string(field.meaning))};
  }
  return content;
}

}  // namespace assessment::sheet
