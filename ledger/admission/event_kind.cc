#include "ledger/admission/event_kind.h"

#include <google/protobuf/descriptor.h>

namespace assessment::admission {

using event::v1::EventContent;

const std::string& KindName(const EventContent& content) {
  static const std::string* const nothing = new std::string;
  const auto* field = EventContent::descriptor()->FindFieldByNumber(content.kind_case());
  return field == nullptr ? *nothing : field->name();
}

bool IsRegistryEvent(const EventContent& content) {
  return content.kind_case() >= 100 && content.kind_case() < 200;
}

bool IsClausePosting(const EventContent& content) {
  return content.kind_case() >= 200 && content.kind_case() < 300;
}

bool IsCorrectable(const EventContent& content) {
  return content.kind_case() >= 200 && !content.has_correction_proposed();
}

}  // namespace assessment::admission
