#include "clients/ctl/grant_text.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

using event::v1::Grant;

constexpr absl::string_view kRolePrefix = "ROLE_";
constexpr absl::string_view kTypePrefix = "EVENT_TYPE_";

// "TEAM_MEMBER" of "team-member" and of "team_member".
std::string ConstantOf(absl::string_view prefix, absl::string_view text) {
  return absl::StrCat(prefix, absl::AsciiStrToUpper(absl::StrReplaceAll(text, {{"-", "_"}})));
}

absl::StatusOr<event::v1::Role> RoleOf(absl::string_view text) {
  event::v1::Role role = event::v1::ROLE_UNSPECIFIED;
  event::v1::Role_Parse(ConstantOf(kRolePrefix, text), &role);
  if (role != event::v1::ROLE_UNSPECIFIED) return role;
  std::vector<std::string> roles;
  for (int value = event::v1::Role_MIN + 1; value <= event::v1::Role_MAX; ++value) {
    Grant known;
    known.set_role(static_cast<event::v1::Role>(value));
    roles.push_back(GrantText(known));
  }
  return absl::InvalidArgumentError(
      absl::StrCat("role: found \"", text, "\", expected one of ", absl::StrJoin(roles, ", ")));
}

absl::Status AddTypes(absl::string_view list, Grant& grant) {
  for (const absl::string_view text : absl::StrSplit(list, ',', absl::SkipEmpty())) {
    event::v1::EventType type = event::v1::EVENT_TYPE_UNSPECIFIED;
    event::v1::EventType_Parse(ConstantOf(kTypePrefix, text), &type);
    if (type == event::v1::EVENT_TYPE_UNSPECIFIED) {
      return absl::InvalidArgumentError(absl::StrCat(
          "types: found \"", text, "\", expected an event type, for example accident_reported"));
    }
    grant.add_event_types(static_cast<uint32_t>(type));
  }
  return absl::OkStatus();
}

absl::Status AddBound(absl::string_view bound, Grant& grant) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(bound, absl::MaxSplits('=', 1));
  const auto& [name, list] = parts;
  if (name == "types") return AddTypes(list, grant);
  if (name == "source") {
    grant.set_source(std::string(list));
    return absl::OkStatus();
  }
  for (const absl::string_view entry : absl::StrSplit(list, ',', absl::SkipEmpty())) {
    if (name == "cycles") {
      grant.add_cycles(std::string(entry));
    } else if (name == "units") {
      grant.add_units(std::string(entry));
    } else if (name == "items") {
      grant.add_items(std::string(entry));
    } else {
      return absl::InvalidArgumentError(
          absl::StrCat("bound: found \"", name,
                       "\", expected cycles, units, items, types or source, then \"=\""));
    }
  }
  return absl::OkStatus();
}

std::string LowerName(absl::string_view prefix, const std::string& constant, char hyphen) {
  return absl::AsciiStrToLower(absl::StrReplaceAll(
      absl::string_view(constant).substr(prefix.size()), {{"_", std::string(1, hyphen)}}));
}

}  // namespace

absl::StatusOr<Grant> ParseGrant(absl::string_view text) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits(':', 1));
  Grant grant;
  ASSIGN_OR_RETURN(const event::v1::Role role, RoleOf(parts.first));
  grant.set_role(role);
  for (const absl::string_view bound : absl::StrSplit(parts.second, ';', absl::SkipEmpty())) {
    RETURN_IF_ERROR(AddBound(bound, grant));
  }
  return grant;
}

std::string GrantText(const Grant& grant) {
  std::vector<std::string> bounds;
  const auto add = [&bounds](absl::string_view name, const auto& list) {
    if (!list.empty()) bounds.push_back(absl::StrCat(name, "=", absl::StrJoin(list, ",")));
  };
  add("cycles", grant.cycles());
  add("units", grant.units());
  add("items", grant.items());
  std::vector<std::string> types;
  for (const uint32_t type : grant.event_types()) {
    types.push_back(LowerName(
        kTypePrefix, event::v1::EventType_Name(static_cast<event::v1::EventType>(type)), '_'));
  }
  add("types", types);
  if (!grant.source().empty()) bounds.push_back(absl::StrCat("source=", grant.source()));
  const std::string role = LowerName(kRolePrefix, event::v1::Role_Name(grant.role()), '-');
  return bounds.empty() ? role : absl::StrCat(role, ":", absl::StrJoin(bounds, ";"));
}

}  // namespace assessment::ctl
