#include "clients/import/field_path.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/base/status_macros.h"

namespace assessment::importing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

std::string NamesOf(const Descriptor& message) {
  std::vector<std::string> names;
  for (int i = 0; i < message.field_count(); ++i) names.push_back(message.field(i)->name());
  return absl::StrJoin(names, ", ");
}

absl::StatusOr<FieldPath> ParseSteps(absl::string_view text) {
  FieldPath path;
  path.text = std::string(text);
  const Descriptor* message = event::v1::EventContent::descriptor();
  for (const absl::string_view name : absl::StrSplit(text, '.')) {
    if (message == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat("field \"", text, "\": \"",
                                                     path.steps.back()->name(),
                                                     "\" is a value; nothing stands below it"));
    }
    const FieldDescriptor* field = message->FindFieldByName(std::string(name));
    if (field == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat("field \"", text, "\": found \"", name,
                                                     "\"; expected one of ", NamesOf(*message)));
    }
    if (field->is_repeated()) {
      if (path.list >= 0) {
        return absl::InvalidArgumentError(
            absl::StrCat("field \"", text, "\": leads through two lists; expected one at most"));
      }
      path.list = static_cast<int>(path.steps.size());
    }
    path.steps.push_back(field);
    message = field->type() == FieldDescriptor::TYPE_MESSAGE ? field->message_type() : nullptr;
  }
  return path;
}

}  // namespace

std::string FieldPath::ListText() const {
  return absl::StrJoin(
      steps.begin(), steps.begin() + list + 1, ".",
      [](std::string* out, const FieldDescriptor* step) { absl::StrAppend(out, step->name()); });
}

bool TakesText(const FieldDescriptor& field) {
  if (field.type() != FieldDescriptor::TYPE_MESSAGE) return true;
  const Descriptor* message = field.message_type();
  return message == event::v1::CivilDate::descriptor() ||
         message == event::v1::CivilTime::descriptor() ||
         message == event::v1::SealableText::descriptor();
}

absl::StatusOr<FieldPath> ParseFieldPath(absl::string_view text) {
  ASSIGN_OR_RETURN(FieldPath path, ParseSteps(text));
  if (!TakesText(path.leaf())) {
    return absl::InvalidArgumentError(
        absl::StrCat("field \"", text, "\": no value but a ", path.leaf().message_type()->name(),
                     "; expected one of its fields: ", NamesOf(*path.leaf().message_type())));
  }
  return path;
}

absl::StatusOr<FieldPath> ParseListPath(absl::string_view text) {
  ASSIGN_OR_RETURN(FieldPath path, ParseSteps(text));
  if (path.list != static_cast<int>(path.steps.size()) - 1) {
    return absl::InvalidArgumentError(absl::StrCat("field \"", text, "\": expected a list"));
  }
  return path;
}

}  // namespace assessment::importing
