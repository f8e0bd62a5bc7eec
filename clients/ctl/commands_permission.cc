// ledgerctl access grant | take | grants | rotate: who may do what in a ledger, and new tokens.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/grant_text.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/table.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

absl::Status SetPermissions(Session& session, ledger::v1::PrincipalPermissions permissions) {
  ledger::v1::SetPermissionsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
  *request.mutable_permissions() = std::move(permissions);
  ASSIGN_OR_RETURN(const ledger::v1::SetPermissionsResponse response,
                   session.client().SetPermissions(request));
  session.Print(response, [&] {
    const std::string position =
        response.has_position() ? absl::StrCat(" #", response.position()) : "";
    return absl::StrCat(Say({"权限已定", "granted"}, session.language()), position, "\n");
  });
  return absl::OkStatus();
}

void AddGrant(CLI::App& access, Session& session) {
  auto permissions = std::make_shared<ledger::v1::PrincipalPermissions>();
  auto texts = std::make_shared<std::vector<std::string>>();
  CLI::App* grant = access.add_subcommand(
      "grant", "授权 say all that a principal may do in the ledger (administrators)");
  grant->footer(
      "例 example: ledgerctl access grant li-min --grant "
      "'team-member:cycles=2022-counties;units=141102,141121' --reason 第一考核组");
  grant->add_option("PRINCIPAL", *permissions->mutable_principal(), "用户名 identifier")
      ->required();
  grant
      ->add_option("--grant", *texts,
                   "角色与范围 ROLE or ROLE:cycles=..;units=..;items=..;types=..;source=..; may be "
                   "repeated; takes the place of what was granted before")
      ->required();
  grant->add_option("--reason", *permissions->mutable_reason(), "理由 why")->required();
  grant->callback([&session, permissions, texts] {
    session.Run([&]() -> absl::Status {
      for (const std::string& text : *texts) {
        ASSIGN_OR_RETURN(*permissions->add_grants(), ParseGrant(text));
      }
      return SetPermissions(session, *permissions);
    });
  });
}

void AddTake(CLI::App& access, Session& session) {
  auto permissions = std::make_shared<ledger::v1::PrincipalPermissions>();
  CLI::App* take = access.add_subcommand(
      "take", "收回授权 take all grants of a principal in the ledger away (administrators)");
  take->footer("例 example: ledgerctl access take li-min --reason 调离");
  take->add_option("PRINCIPAL", *permissions->mutable_principal(), "用户名 identifier")->required();
  take->add_option("--reason", *permissions->mutable_reason(), "理由 why")->required();
  take->callback([&session, permissions] {
    session.Run([&] { return SetPermissions(session, *permissions); });
  });
}

void AddGrants(CLI::App& access, Session& session) {
  CLI::App* grants = access.add_subcommand("grants", "列出授权 who may do what in the ledger");
  grants->footer("例 example: ledgerctl --ledger 141100 access grants");
  grants->callback([&session] {
    session.Run([&session]() -> absl::Status {
      ledger::v1::ListPermissionsRequest request;
      ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
      ASSIGN_OR_RETURN(const ledger::v1::ListPermissionsResponse response,
                       session.client().ListPermissions(request));
      session.Print(response, [&] {
        Table table({{{"用户", "Principal"}}, {{"授权", "Grant"}}, {{"理由", "Reason"}}},
                    session.language());
        for (const ledger::v1::PrincipalPermissions& entry : response.permissions()) {
          for (const event::v1::Grant& grant : entry.grants()) {
            table.AddRow({entry.principal(), GrantText(grant), entry.reason()});
          }
        }
        return table.Render();
      });
      return absl::OkStatus();
    });
  });
}

void AddRotate(CLI::App& access, Session& session) {
  auto request = std::make_shared<ledger::v1::RotateTokenRequest>();
  auto keep_seconds = std::make_shared<uint32_t>(0);
  auto expires = std::make_shared<std::string>();
  CLI::App* rotate = access.add_subcommand(
      "rotate", "更换令牌 make a new token, one's own or (administrators) another's");
  rotate->footer("例 example: ledgerctl access rotate --keep-seconds 3600");
  rotate->add_option("PRINCIPAL", *request->mutable_principal(),
                     "用户名 identifier; none: one's own");
  rotate
      ->add_option("--keep-seconds", *keep_seconds,
                   "旧令牌保留秒数 how long the present token stays good")
      ->capture_default_str();
  rotate->add_option("--expires", *expires,
                     "到期 when the new token expires, \"2027-01-31\" (administrators)");
  rotate->callback([&session, request, keep_seconds, expires] {
    session.Run([&]() -> absl::Status {
      request->set_keep_present_seconds(*keep_seconds);
      if (!expires->empty()) {
        ASSIGN_OR_RETURN(const UnixMicros moment, ParseLastMomentOf(*expires));
        request->set_expiry_time_micros(moment);
      }
      ASSIGN_OR_RETURN(const ledger::v1::RotateTokenResponse response,
                       session.client().RotateToken(*request));
      session.Print(response, [&] {
        return absl::StrCat(
            Say({"令牌只显示这一次", "the token, shown this once"}, session.language()), ":\n",
            response.token(), "\n");
      });
      return absl::OkStatus();
    });
  });
}

}  // namespace

void AddPermissionCommands(CLI::App& access, Session& session) {
  AddGrant(access, session);
  AddTake(access, session);
  AddGrants(access, session);
  AddRotate(access, session);
}

}  // namespace assessment::ctl
