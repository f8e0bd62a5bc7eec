#include "projections/yearend/computed_fields.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/record.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

using event::v1::EventContent;
using google::protobuf::FieldDescriptor;

// The names of the computed fields of a decision; nothing for an event that is none.
std::optional<std::vector<const char*>> ComputedFieldsOf(const EventContent& content) {
  switch (content.kind_case()) {
    case EventContent::kFreezeProposed:
      return std::vector<const char*>{"size",          "root",           "scheme",
                                      "scheme_digest", "engine_version", "results_digest"};
    case EventContent::kResultsPublished:
    case EventContent::kCycleAmended:
      return std::vector<const char*>{"results"};
    case EventContent::kAmendmentProposed:
      return std::vector<const char*>{"results_digest"};
    case EventContent::kFreezeConfirmed:
    case EventContent::kFreezeWithdrawalProposed:
    case EventContent::kFreezeWithdrawn:
    case EventContent::kCycleClosed:
      return std::vector<const char*>();
    default:
      return std::nullopt;
  }
}

// The message that a decision states.
google::protobuf::Message& Stated(EventContent& content) {
  const FieldDescriptor* kind = EventContent::descriptor()->FindFieldByNumber(content.kind_case());
  return *content.GetReflection()->MutableMessage(&content, kind);
}

bool IsSet(const google::protobuf::Message& message, const FieldDescriptor* field) {
  std::vector<const FieldDescriptor*> set;
  message.GetReflection()->ListFields(message, &set);
  for (const FieldDescriptor* each : set) {
    if (each == field) return true;
  }
  return false;
}

}  // namespace

absl::Status CheckNothingComputed(const EventContent& content) {
  const std::optional<std::vector<const char*>> computed = ComputedFieldsOf(content);
  if (!computed.has_value()) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, "event.content.kind",
                      "expected a decision of the end of a year; other events go to Append");
  }
  EventContent copy = content;
  const google::protobuf::Message& stated = Stated(copy);
  for (const char* name : *computed) {
    const FieldDescriptor* field = stated.GetDescriptor()->FindFieldByName(name);
    if (!IsSet(stated, field)) continue;
    return FieldError(ledger::v1::REASON_FIELD_INVALID,
                      absl::StrCat("event.content.", stated.GetDescriptor()->name(), ".", name),
                      "found a value, expected none: the service computes it");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<EarlierDecision>> FindDecided(const EventLog& log,
                                                           const event::v1::Event& event) {
  ASSIGN_OR_RETURN(const std::optional<uint64_t> position,
                   log.FindKey(event.source(), event.idempotency_key()));
  if (!position.has_value()) return std::optional<EarlierDecision>();
  ASSIGN_OR_RETURN(const Record record, log.Get(*position));
  ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(record));
  EventContent decided = parsed.body.event().content();
  EarlierDecision earlier{*position, static_cast<event::v1::EventType>(decided.kind_case()), event};
  if (decided.kind_case() != event.content().kind_case()) return std::make_optional(earlier);
  google::protobuf::Message& from = Stated(decided);
  google::protobuf::Message& to = Stated(*earlier.again.mutable_content());
  const google::protobuf::Reflection& reflection = *to.GetReflection();
  const std::optional<std::vector<const char*>> computed = ComputedFieldsOf(event.content());
  for (const char* name : *computed) {
    const FieldDescriptor* field = to.GetDescriptor()->FindFieldByName(name);
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        reflection.SetString(&to, field, reflection.GetString(from, field));
        break;
      case FieldDescriptor::CPPTYPE_UINT64:
        reflection.SetUInt64(&to, field, reflection.GetUInt64(from, field));
        break;
      case FieldDescriptor::CPPTYPE_UINT32:
        reflection.SetUInt32(&to, field, reflection.GetUInt32(from, field));
        break;
      default:
        reflection.MutableMessage(&to, field)->CopyFrom(reflection.GetMessage(from, field));
        break;
    }
  }
  return std::make_optional(earlier);
}

std::string ResultsIn(const EventContent& content) {
  if (content.has_results_published()) return content.results_published().results();
  if (content.has_cycle_amended()) return content.cycle_amended().results();
  return "";
}

absl::StatusOr<std::string> ResultsAt(const EventLog& log, uint64_t position) {
  ASSIGN_OR_RETURN(const Record record, log.Get(position));
  ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(record));
  return ResultsIn(parsed.body.event().content());
}

}  // namespace assessment
