// A scheme may come from anybody who may publish one: bounds on amounts and numbers of things.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/limits.h"
#include "ledger/base/points.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Whether every field of points, at any depth, is within the bound of exact arithmetic.
bool PointsBounded(const Message& message) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT64 &&
        absl::EndsWith(field->name(), "_milli")) {
      const MilliPoints points = reflection->GetInt64(message, field);
      if (points < -kMilliPointsMax || points > kMilliPointsMax) return false;
    }
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      if (!PointsBounded(reflection->GetMessage(message, field))) return false;
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      if (!PointsBounded(reflection->GetRepeatedMessage(message, field, i))) return false;
    }
  }
  return true;
}

bool Bounded(size_t found, size_t most, absl::string_view things, absl::string_view about,
             LintReport& report) {
  if (found <= most) return true;
  report.Error("too-large", about,
               absl::StrCat("has ", found, " ", things, "; expected at most ", most));
  return false;
}

}  // namespace

bool CheckSize(const scheme::v1::Scheme& scheme, LintReport& report) {
  bool bounded = PointsBounded(scheme);
  if (!bounded) report.Error("points-invalid", "", "some points are beyond 1000000");
  bounded &= Bounded(scheme.units_size(), limits::kSchemeUnitsMax, "units", "", report);
  bounded &= Bounded(scheme.tags_size(), limits::kSchemeTagsMax, "tags", "", report);
  bounded &= Bounded(AllClauses(scheme).size(), limits::kSchemeClausesMax, "clauses", "", report);
  for (const auto& category : scheme.categories()) {
    for (const auto& item : category.items()) {
      bounded &= Bounded(item.components_size(), limits::kSchemeComponentsPerItemMax, "components",
                         item.item(), report);
    }
  }
  return bounded;
}

}  // namespace assessment
