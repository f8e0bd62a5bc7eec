#include "clients/import/row_events.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/import/field_value.h"
#include "ledger/base/check.h"
#include "ledger/proof/sha256.h"

namespace assessment::importing {
namespace {

using client::v1::FieldRule;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string FillTemplate(const TextTemplate& text_template, const table::TableRow& row,
                         bool& filled) {
  std::string text;
  for (const auto& [literal, column] : text_template.pieces) {
    absl::StrAppend(&text, literal);
    if (column < 0) continue;
    const absl::string_view cell =
        absl::StripAsciiWhitespace(row.cells[static_cast<size_t>(column)]);
    filled = filled || !cell.empty();
    absl::StrAppend(&text, cell);
  }
  return text;
}

// The row's text for the field; empty: there is none.
std::string TextOf(const PlannedField& field, const table::TableRow& row) {
  if (field.column >= 0) {
    return std::string(absl::StripAsciiWhitespace(row.cells[static_cast<size_t>(field.column)]));
  }
  if (!field.text_template.has_value()) return field.rule.constant();
  bool filled = false;
  const std::string text = FillTemplate(*field.text_template, row, filled);
  return filled ? text : "";
}

// Makes one event; what cannot be read goes to `faults`.
class EventMaker {
 public:
  EventMaker(const PlannedEvent& plan, const table::TableRow& row, std::vector<RowFault>& faults)
      : plan_(plan), row_(row), faults_(faults) {}

  event::v1::EventContent Make() {
    std::map<std::string, std::vector<const PlannedField*>> lists;
    for (const PlannedField& field : plan_.fields) {
      if (field.path.list >= 0) {
        lists[field.path.ListText()].push_back(&field);
        continue;
      }
      const std::string text = TextOf(field, row_);
      if (text.empty()) {
        if (field.rule.required()) Fault(field, "nothing", "a text");
        continue;
      }
      SetBelow(field, PartOf(field, text), content_, 0);
    }
    for (const auto& [path, fields] : lists) FillList(path, fields);
    for (const PlannedCount& count : plan_.counts) CheckCount(count);
    return std::move(content_);
  }

 private:
  void Fault(const PlannedField& field, absl::string_view found, absl::string_view expected) {
    // A column that several rules take from is named once.
    for (const RowFault& known : faults_) {
      if (!field.column_name.empty() && known.column == field.column_name && known.found == found &&
          known.expected == expected) {
        return;
      }
    }
    faults_.push_back(
        {field.column_name, field.rule.field(), std::string(found), std::string(expected)});
  }

  // The part of the text that the rule takes; empty: it has no such part.
  static std::string PartOf(const PlannedField& field, const std::string& text) {
    if (field.rule.part_separator().empty()) return text;
    const std::vector<std::string> parts = absl::StrSplit(text, field.rule.part_separator());
    const auto part = static_cast<size_t>(field.rule.part());
    if (part >= parts.size()) return "";
    return std::string(absl::StripAsciiWhitespace(parts[part]));
  }

  // Sets the field from its text, from `step` of its path down, below `message`.
  void SetBelow(const PlannedField& field, const std::string& text, Message& message, size_t step) {
    if (text.empty()) {
      if (field.rule.required()) Fault(field, "nothing", "a text");
      return;
    }
    std::string value = text;
    if (!field.rule.values().empty()) {
      const auto known = field.rule.values().find(text);
      if (known == field.rule.values().end()) {
        std::vector<std::string> names;
        for (const auto& [name, unused] : field.rule.values()) names.push_back(name);
        std::sort(names.begin(), names.end());
        Fault(field, text, absl::StrCat("one of ", absl::StrJoin(names, ", ")));
        return;
      }
      value = known->second;
    }
    Message* parent = &message;
    for (; step + 1 < field.path.steps.size(); ++step) {
      parent = parent->GetReflection()->MutableMessage(parent, field.path.steps[step]);
    }
    const std::optional<std::string> expected = SetFromText(value, field.path.leaf(), *parent);
    if (expected.has_value()) Fault(field, value, *expected);
  }

  // The texts of the list's elements, as one rule gives them.
  static std::vector<std::string> ElementsOf(const PlannedField& field, const std::string& text) {
    std::vector<std::string> elements;
    if (text.empty()) return elements;
    if (field.rule.separator().empty()) return {text};
    for (const absl::string_view one : absl::StrSplit(text, field.rule.separator())) {
      const absl::string_view element = absl::StripAsciiWhitespace(one);
      if (!element.empty()) elements.emplace_back(element);
    }
    return elements;
  }

  // Fills a list from the rules that lead through it: as many elements as the longest of them has;
  // a rule with one text gives it to every element.
  void FillList(const std::string& path, const std::vector<const PlannedField*>& fields) {
    std::vector<std::vector<std::string>> texts;
    size_t size = 0;
    bool all_constant = true;
    for (const PlannedField* field : fields) {
      texts.push_back(ElementsOf(*field, TextOf(*field, row_)));
      const bool constant = field->rule.from_case() == FieldRule::kConstant;
      all_constant = all_constant && constant;
      if (!constant) size = std::max(size, texts.back().size());
      if (texts.back().empty() && field->rule.required()) Fault(*field, "nothing", "a text");
    }
    if (all_constant) size = 1;
    sizes_[path] = size;
    for (size_t i = 0; i < fields.size(); ++i) {
      if (texts[i].size() > 1 && texts[i].size() != size) {
        Fault(*fields[i], absl::StrCat(texts[i].size(), " elements"),
              absl::StrCat(size, ", as the other columns of ", path, " have, or one for all"));
        return;
      }
    }
    for (size_t element = 0; element < size; ++element) {
      AddElement(fields, texts, element);
    }
  }

  void AddElement(const std::vector<const PlannedField*>& fields,
                  const std::vector<std::vector<std::string>>& texts, size_t element) {
    const FieldPath& path = fields.front()->path;
    const auto list = static_cast<size_t>(path.list);
    Message* parent = &content_;
    for (size_t step = 0; step < list; ++step) {
      parent = parent->GetReflection()->MutableMessage(parent, path.steps[step]);
    }
    const bool values = path.steps.size() == list + 1;
    Message* added =
        values ? parent : parent->GetReflection()->AddMessage(parent, path.steps[list]);
    for (size_t i = 0; i < fields.size(); ++i) {
      if (texts[i].empty()) continue;
      const std::string& text = texts[i].size() == 1 ? texts[i][0] : texts[i][element];
      SetBelow(*fields[i], PartOf(*fields[i], text), *added, values ? list : list + 1);
    }
  }

  void CheckCount(const PlannedCount& count) {
    const std::string text(
        absl::StripAsciiWhitespace(row_.cells[static_cast<size_t>(count.column)]));
    if (text.empty()) return;
    const size_t size = std::max<size_t>(1, sizes_[count.list.text]);
    size_t stated = 0;
    if (absl::SimpleAtoi(text, &stated) && stated == size) return;
    faults_.push_back({count.column_name, count.list.text, text,
                       absl::StrCat(size, ", the number of elements listed")});
  }

  const PlannedEvent& plan_;
  const table::TableRow& row_;
  std::vector<RowFault>& faults_;
  event::v1::EventContent content_;
  std::map<std::string, size_t> sizes_;
};

// Concerns the row?
bool Concerns(const PlannedEvent& event, const table::TableRow& row) {
  if (event.when_column < 0) return true;
  const absl::string_view cell =
      absl::StripAsciiWhitespace(row.cells[static_cast<size_t>(event.when_column)]);
  return event.when_equals.empty() ? !cell.empty() : cell == event.when_equals;
}

bool SaysSomething(const ImportPlan& plan, const table::TableRow& row) {
  if (plan.stated_by.empty()) return true;
  return std::any_of(plan.stated_by.begin(), plan.stated_by.end(), [&row](int column) {
    return !absl::StripAsciiWhitespace(row.cells[static_cast<size_t>(column)]).empty();
  });
}

}  // namespace

std::string RowIdentity(const table::TableRow& row, int repeat) {
  // Unit separators keep ("ab", "c") and ("a", "bc") apart.
  const std::string text = absl::StrJoin(row.cells, "\x1f");
  std::string identity = HashToHex(Sha256(text)).substr(0, 32);
  if (repeat > 0) absl::StrAppend(&identity, "-", repeat);
  return identity;
}

RowEvents MakeRowEvents(const ImportPlan& plan, const table::TableRow& row,
                        absl::string_view identity, absl::string_view ledger) {
  RowEvents made;
  made.stated = SaysSomething(plan, row);
  if (!made.stated) return made;
  int index = -1;
  for (const PlannedEvent& planned : plan.events) {
    ++index;
    if (!Concerns(planned, row)) continue;
    event::v1::Event event;
    event.set_ledger(std::string(ledger));
    event.set_source(plan.source);
    bool filled = false;
    if (planned.key.has_value()) {
      event.set_idempotency_key(FillTemplate(*planned.key, row, filled));
      if (!filled) made.faults.push_back({"", "idempotency_key", "nothing", "a key"});
    } else {
      event.set_idempotency_key(absl::StrCat(identity, "-", index));
    }
    *event.mutable_content() = EventMaker(planned, row, made.faults).Make();
    made.events.push_back(std::move(event));
  }
  if (made.events.empty() && made.faults.empty()) {
    made.faults.push_back({"", "", "a row that no rule of the mapping concerns",
                           "one that at least one rule concerns"});
  }
  if (!made.faults.empty()) made.events.clear();
  return made;
}

std::string ColumnOfField(const ImportPlan& plan, const event::v1::Event& event,
                          absl::string_view field) {
  // "events[3].content.finding_recorded.subjects[0].code" is looked for as
  // "finding_recorded.subjects.code", then as what stands above it.
  std::string path;
  bool inside = false;
  for (const char c : field) {
    if (c == '[') inside = true;
    if (!inside) path.push_back(c);
    if (c == ']') inside = false;
  }
  constexpr char kContent[] = "content.";
  const size_t content = path.find(kContent);
  if (content != std::string::npos) path.erase(0, content + sizeof(kContent) - 1);
  const auto& kind = event.content();
  const google::protobuf::OneofDescriptor* oneof = kind.GetDescriptor()->FindOneofByName("kind");
  const FieldDescriptor* set = kind.GetReflection()->GetOneofFieldDescriptor(kind, oneof);
  while (!path.empty()) {
    for (const PlannedEvent& planned : plan.events) {
      if (set == nullptr || planned.kind != set->name()) continue;
      for (const PlannedField& one : planned.fields) {
        const absl::string_view ours = one.path.text;
        if (!one.column_name.empty() &&
            (ours == path || absl::StartsWith(ours, absl::StrCat(path, ".")))) {
          return one.column_name;
        }
      }
    }
    const size_t point = path.rfind('.');
    path.erase(point == std::string::npos ? 0 : point);
  }
  return "";
}

}  // namespace assessment::importing
