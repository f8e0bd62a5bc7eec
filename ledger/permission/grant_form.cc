#include "ledger/permission/grant_form.h"

#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"
#include "ledger/base/limits.h"
#include "ledger/permission/role_table.h"

namespace assessment {
namespace {

using event::v1::Grant;
using event::v1::PermissionChanged;
using Strings = google::protobuf::RepeatedPtrField<std::string>;

GrantFault Missing(std::string field, std::string expected) {
  return {ledger::v1::REASON_FIELD_MISSING, std::move(field), "nothing", std::move(expected)};
}

GrantFault TooLong(std::string field, size_t found, absl::string_view counted, size_t limit) {
  return {ledger::v1::REASON_TOO_LONG, std::move(field), absl::StrCat(found, " ", counted),
          absl::StrCat("at most ", limit, " ", counted)};
}

std::optional<GrantFault> IdentifierFault(const std::string& field, absl::string_view value) {
  if (value.empty()) return Missing(field, "an identifier");
  if (value.size() > limits::kIdentifierBytesMax) {
    return TooLong(field, value.size(), "bytes", limits::kIdentifierBytesMax);
  }
  return std::nullopt;
}

std::optional<GrantFault> ListFault(const std::string& field, const Strings& values) {
  if (static_cast<size_t>(values.size()) > limits::kUnitsPerEventMax) {
    return TooLong(field, static_cast<size_t>(values.size()), "entries", limits::kUnitsPerEventMax);
  }
  absl::flat_hash_set<absl::string_view> seen;
  for (int i = 0; i < values.size(); ++i) {
    const std::string entry = absl::StrCat(field, "[", i, "]");
    if (auto fault = IdentifierFault(entry, values[i])) return fault;
    if (!seen.insert(values[i]).second) {
      return GrantFault{ledger::v1::REASON_FIELD_INVALID, entry,
                        absl::StrCat("\"", values[i], "\" twice"), "each entry once"};
    }
  }
  return std::nullopt;
}

std::optional<GrantFault> TypesFault(const std::string& path, const Grant& grant) {
  for (int i = 0; i < grant.event_types_size(); ++i) {
    const auto type = static_cast<event::v1::EventType>(grant.event_types(i));
    if (MayPost(grant.role(), type)) continue;
    return GrantFault{ledger::v1::REASON_FIELD_INVALID, absl::StrCat(path, ".event_types[", i, "]"),
                      absl::StrCat(grant.event_types(i)),
                      absl::StrCat("the number of an event type that ",
                                   event::v1::Role_Name(grant.role()), " may post")};
  }
  return std::nullopt;
}

std::optional<GrantFault> Fault(const std::string& path, const Grant& grant,
                                const PermissionChanged& changed) {
  if (grant.role() == event::v1::ROLE_UNSPECIFIED || !event::v1::Role_IsValid(grant.role())) {
    return GrantFault{ledger::v1::REASON_FIELD_INVALID, absl::StrCat(path, ".role"),
                      absl::StrCat(grant.role()), "a role of assessment.event.v1.Role"};
  }
  if (auto fault = ListFault(absl::StrCat(path, ".cycles"), grant.cycles())) return fault;
  if (auto fault = ListFault(absl::StrCat(path, ".units"), grant.units())) return fault;
  if (auto fault = ListFault(absl::StrCat(path, ".items"), grant.items())) return fault;
  if (auto fault = TypesFault(path, grant)) return fault;
  if (grant.source().size() > limits::kIdentifierBytesMax) {
    return TooLong(absl::StrCat(path, ".source"), grant.source().size(), "bytes",
                   limits::kIdentifierBytesMax);
  }
  if (grant.role() == event::v1::ROLE_REPORTER) {
    if (grant.event_types().empty()) {
      return Missing(absl::StrCat(path, ".event_types"), "the types that the system may post");
    }
    if (grant.source().empty()) {
      return Missing(absl::StrCat(path, ".source"), "the source name of the system");
    }
  }
  if (grant.role() == event::v1::ROLE_UNIT) {
    if (changed.unit().empty()) {
      return Missing("unit", "the assessed unit that the principal belongs to");
    }
    if (!grant.units().empty()) {
      return GrantFault{ledger::v1::REASON_FIELD_INVALID, absl::StrCat(path, ".units"),
                        absl::StrCat(grant.units_size(), " units"),
                        "none: the principal's own unit is the bound"};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<GrantFault> FindGrantFault(const PermissionChanged& changed) {
  if (auto fault = IdentifierFault("principal", changed.principal())) return fault;
  if (auto fault = IdentifierFault("person_id", changed.person_id())) return fault;
  if (changed.unit().size() > limits::kIdentifierBytesMax) {
    return TooLong("unit", changed.unit().size(), "bytes", limits::kIdentifierBytesMax);
  }
  if (changed.reason().empty()) return Missing("reason", "why");
  if (changed.reason().size() > limits::kTextBytesMax) {
    return TooLong("reason", changed.reason().size(), "bytes", limits::kTextBytesMax);
  }
  if (static_cast<size_t>(changed.grants_size()) > limits::kGrantsPerPrincipalMax) {
    return TooLong("grants", static_cast<size_t>(changed.grants_size()), "grants",
                   limits::kGrantsPerPrincipalMax);
  }
  for (int i = 0; i < changed.grants_size(); ++i) {
    if (auto fault = Fault(absl::StrCat("grants[", i, "]"), changed.grants(i), changed)) {
      return fault;
    }
  }
  return std::nullopt;
}

}  // namespace assessment
