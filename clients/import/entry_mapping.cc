#include "clients/import/entry_mapping.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/sheet/entry_form.h"

namespace assessment::importing {
namespace {

using client::v1::EventRule;
using client::v1::FieldRule;
using client::v1::ImportMapping;

constexpr char kForm[] = "assessment-entry/1";

// Builds the mapping's rules, of the columns that the workbook has.
class RuleBuilder {
 public:
  RuleBuilder(const std::vector<std::string>& present, absl::string_view posting,
              ImportMapping& mapping)
      : present_(present), posting_(posting), rule_(*mapping.add_events()) {
    rule_.mutable_when()->set_column("posting");
    rule_.mutable_when()->set_equals(std::string(posting));
    AddEnvelope();
  }

  // The field of the posting itself.
  FieldRule* Own(absl::string_view field, absl::string_view column) {
    return Add(absl::StrCat(posting_, ".", field), column);
  }
  void RequireOwn(absl::string_view field, absl::string_view column) {
    Own(field, column)->set_required(true);
  }
  // A list of the posting, an element a line, of which `part` is taken.
  void OwnList(absl::string_view field, absl::string_view column, int part) {
    SetList(Own(field, column), part);
  }
  void Count(absl::string_view column, absl::string_view list) {
    if (!Has(column)) return;
    client::v1::CountRule& count = *rule_.add_counts();
    count.set_column(std::string(column));
    count.set_field(absl::StrCat(posting_, ".", list));
  }
  EventRule& rule() { return rule_; }

 private:
  bool Has(absl::string_view column) const {
    return std::find(present_.begin(), present_.end(), column) != present_.end();
  }

  // A rule for a column that is not there goes nowhere.
  FieldRule* Add(std::string field, absl::string_view column) {
    if (!Has(column)) {
      unused_.Clear();
      return &unused_;
    }
    FieldRule& rule = *rule_.add_fields();
    rule.set_field(std::move(field));
    rule.set_column(std::string(column));
    return &rule;
  }

  static void SetList(FieldRule* rule, int part) {
    rule->set_separator("\n");
    rule->set_part_separator("|");
    rule->set_part(part);
  }

  void AddEnvelope() {
    Add("occurred_on", "occurred_on")->set_required(true);
    Add("late_reason", "late_reason");
    const char* const person[] = {"person_id", "name", "post", "body"};
    for (int part = 0; part < 4; ++part) {
      FieldRule* rule = Add(absl::StrCat("decided_by.", person[part]), "decided_by");
      SetList(rule, part);
      rule->set_required(part == 0);
    }
    Add("paper.issuer", "paper_issuer");
    Add("paper.number", "paper_number");
    Add("paper.date", "paper_date");
    const char* const attachment[] = {"name", "sha256", "location"};
    for (int part = 0; part < 3; ++part) {
      SetList(Add(absl::StrCat("evidence.", attachment[part]), "evidence"), part);
    }
    Add("note", "note");
    Own("cycle", "cycle")->set_required(true);
    Own("unit", "unit")->set_required(true);
  }

  const std::vector<std::string>& present_;
  std::string posting_;
  EventRule& rule_;
  FieldRule unused_;
};

void AddFinding(const std::vector<std::string>& present, ImportMapping& mapping) {
  RuleBuilder rule(present, "finding_recorded", mapping);
  rule.RequireOwn("clause", "clause");
  rule.RequireOwn("problem", "problem");
  rule.OwnList("subjects.name", "subjects", 0);
  rule.OwnList("subjects.code", "subjects", 1);
  rule.Own("subjects.kind", "subject_kind");
  rule.Count("occurrences", "subjects");
  rule.Own("measure.value_millionths", "measure");
  rule.Own("seen_where", "seen_where");
  rule.Own("sample.frame", "sample_frame");
  rule.Own("sample.frame_size", "sample_frame_size");
  rule.Own("sample.sample_size", "sample_size");
  rule.Own("sample.drawn_how", "sample_drawn_how");
}

void AddReview(const std::vector<std::string>& present, ImportMapping& mapping) {
  RuleBuilder rule(present, "item_reviewed", mapping);
  rule.RequireOwn("items", "item");
  rule.RequireOwn("materials", "materials");
  FieldRule* outcome = rule.Own("outcome", "outcome");
  outcome->set_required(true);
  (*outcome->mutable_values())[sheet::kNoProblemFound] = "NO_PROBLEM_FOUND";
  (*outcome->mutable_values())[sheet::kSeeFindings] = "SEE_FINDINGS";
}

}  // namespace

absl::StatusOr<std::optional<EntryOrigin>> ReadEntryOrigin(absl::string_view property) {
  if (property.empty()) return std::optional<EntryOrigin>();
  const std::vector<std::string> parts = absl::StrSplit(property, ' ');
  EntryOrigin origin;
  if (parts.size() != 6 || parts[0] != kForm ||
      !absl::SimpleAtoi(parts[5], &origin.scheme_version)) {
    return absl::InvalidArgumentError(absl::StrCat("the workbook's form: found \"", property,
                                                   "\"; expected ", kForm,
                                                   "; print it again with this tool"));
  }
  origin.ledger = parts[1];
  origin.cycle = parts[2];
  origin.unit = parts[3];
  origin.scheme = parts[4];
  return std::optional<EntryOrigin>(std::move(origin));
}

ImportMapping EntryMapping(const std::vector<std::string>& present) {
  ImportMapping mapping;
  mapping.set_source("entry-workbook");
  mapping.set_ignore_other_columns(true);
  for (const sheet::EntryField& field : sheet::EntryFields()) {
    const std::string name(field.name);
    const bool here = std::find(present.begin(), present.end(), name) != present.end();
    if (!field.given && here) mapping.add_stated_by(name);
  }
  AddFinding(present, mapping);
  AddReview(present, mapping);
  {
    RuleBuilder rule(present, "points_judged", mapping);
    rule.RequireOwn("clause", "clause");
    rule.RequireOwn("points_milli", "points");
    rule.RequireOwn("reason", "problem");
  }
  {
    RuleBuilder rule(present, "deduction_decided", mapping);
    rule.RequireOwn("clause", "clause");
    rule.RequireOwn("points_milli", "points");
    rule.RequireOwn("reason", "problem");
    rule.Own("inspection", "inspection");
  }
  {
    RuleBuilder rule(present, "exemption_granted", mapping);
    rule.RequireOwn("clause", "clause");
    rule.RequireOwn("reason", "problem");
  }
  return mapping;
}

}  // namespace assessment::importing
