#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/grant_text.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/render_events.h"
#include "clients/ctl/table.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

template <typename Principals>
std::string RenderPrincipals(const Principals& principals, Language language) {
  Table table({{{"用户", "Principal"}},
               {{"人员", "Person"}},
               {{"姓名", "Name"}},
               {{"单位", "Unit"}},
               {{"管理员", "Admin"}},
               {{"运维", "Operator"}},
               {{"已撤销", "Revoked"}},
               {{"到期", "Expires"}}},
              language);
  for (const ledger::v1::Principal& principal : principals) {
    table.AddRow({principal.principal(), principal.person_id(), principal.person_name(),
                  principal.unit(), principal.administrator() ? "✓" : "",
                  principal.operator_() ? "✓" : "", principal.revoked() ? "✓" : "",
                  SecondText(principal.expiry_time_micros())});
  }
  return table.Render();
}

std::string JoinedGrants(const google::protobuf::RepeatedPtrField<event::v1::Grant>& grants) {
  return absl::StrJoin(grants, "  ", [](std::string* out, const event::v1::Grant& grant) {
    absl::StrAppend(out, GrantText(grant));
  });
}

// "PRINCIPAL=GRANT", several of which may be of one principal.
absl::Status AddPermissions(const std::vector<std::string>& texts, const std::string& reason,
                            ledger::v1::OpenLedgerRequest& request) {
  for (const std::string& text : texts) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits('=', 1));
    if (parts.first.empty() || parts.second.empty()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--grant: found \"", text, "\", expected PRINCIPAL=GRANT, for example lin=office"));
    }
    ASSIGN_OR_RETURN(const event::v1::Grant grant, ParseGrant(parts.second));
    auto* permissions = request.mutable_permissions();
    auto entry = std::find_if(permissions->begin(), permissions->end(),
                              [&parts](const auto& one) { return one.principal() == parts.first; });
    ledger::v1::PrincipalPermissions& own =
        entry == permissions->end() ? *request.add_permissions() : *entry;
    own.set_principal(parts.first);
    own.set_reason(reason);
    *own.add_grants() = grant;
  }
  return absl::OkStatus();
}

void AddLedgerCommands(CLI::App& app, Session& session) {
  CLI::App* ledger = app.add_subcommand("ledger", "账本 ledgers of the server");
  ledger->require_subcommand(1);
  CLI::App* list = ledger->add_subcommand("list", "列出账本 list the ledgers");
  list->footer("例 example: ledgerctl ledger list");
  list->callback([&session] {
    session.Run([&session]() -> absl::Status {
      ASSIGN_OR_RETURN(const ledger::v1::ListLedgersResponse response,
                       session.client().ListLedgers({}));
      session.Print(response, [&] { return RenderLedgers(response, session.language()); });
      return absl::OkStatus();
    });
  });

  auto request = std::make_shared<ledger::v1::OpenLedgerRequest>();
  CLI::App* open = ledger->add_subcommand("open", "开账本 open a ledger (administrators)");
  open->footer(
      "例 example: ledgerctl ledger open --authority 吕梁市安委办 --code 141100 --domain "
      "ledger.example");
  open->add_option("--authority", *request->mutable_authority(), "机关名称 the authority")
      ->required();
  open->add_option("--code", *request->mutable_authority_code(),
                   "行政区划代码 its code, the ledger's name")
      ->required();
  open->add_option("--domain", *request->mutable_domain(), "域名 domain of the checkpoints' origin")
      ->required();
  auto grants = std::make_shared<std::vector<std::string>>();
  auto reason = std::make_shared<std::string>("granted with the opening");
  open->add_option(
      "--grant", *grants,
      "授权 用户=角色 who may do what from the start, PRINCIPAL=GRANT; may be repeated");
  open->add_option("--reason", *reason, "授权理由 why it is granted")->capture_default_str();
  open->callback([&session, request, grants, reason] {
    session.Run([&session, request, grants, reason]() -> absl::Status {
      RETURN_IF_ERROR(AddPermissions(*grants, *reason, *request));
      ASSIGN_OR_RETURN(const ledger::v1::OpenLedgerResponse response,
                       session.client().OpenLedger(*request));
      session.Print(response, [&] {
        return absl::StrCat(Say({"账本已开", "open"}, session.language()), " ",
                            response.ledger().ledger(), "  ", response.ledger().verifier_key(),
                            "\n");
      });
      return absl::OkStatus();
    });
  });
}

CLI::App& AddAccessCommands(CLI::App& app, Session& session) {
  CLI::App* access = app.add_subcommand("access", "用户与令牌 principals and tokens");
  access->require_subcommand(1);
  CLI::App* whoami = access->add_subcommand("whoami", "我是谁 who the token belongs to");
  whoami->footer("例 example: ledgerctl access whoami");
  whoami->callback([&session] {
    session.Run([&session]() -> absl::Status {
      ASSIGN_OR_RETURN(const ledger::v1::WhoAmIResponse response, session.client().WhoAmI({}));
      session.Print(response, [&] {
        std::string text = RenderPrincipals(
            std::vector<ledger::v1::Principal>{response.principal()}, session.language());
        for (const ledger::v1::LedgerGrants& ledger : response.ledgers()) {
          absl::StrAppend(&text, ledger.ledger(), "  ", JoinedGrants(ledger.grants()), "\n");
        }
        return text;
      });
      return absl::OkStatus();
    });
  });
  CLI::App* list = access->add_subcommand("list", "列出用户 list the principals (administrators)");
  list->footer("例 example: ledgerctl access list");
  list->callback([&session] {
    session.Run([&session]() -> absl::Status {
      ASSIGN_OR_RETURN(const ledger::v1::ListPrincipalsResponse response,
                       session.client().ListPrincipals({}));
      session.Print(response,
                    [&] { return RenderPrincipals(response.principals(), session.language()); });
      return absl::OkStatus();
    });
  });

  auto create_request = std::make_shared<ledger::v1::CreatePrincipalRequest>();
  ledger::v1::Principal& principal = *create_request->mutable_principal();
  auto administrator = std::make_shared<bool>(false);
  CLI::App* create =
      access->add_subcommand("create", "建立用户 make a principal and its token (administrators)");
  create->footer(
      "例 example: ledgerctl access create --principal team-1 --person p-102 --name 李敏");
  create->add_option("--principal", *principal.mutable_principal(), "用户名 identifier")
      ->required();
  create->add_option("--person", *principal.mutable_person_id(), "人员编号 the person behind it")
      ->required();
  create->add_option("--name", *principal.mutable_person_name(), "姓名 the person's name");
  create->add_option("--unit", *principal.mutable_unit(),
                     "所属单位 the unit it belongs to; none: the office itself");
  create->add_option("--source", *principal.mutable_source(),
                     "来源 the only source it may post under");
  create->add_flag("--administrator", *administrator,
                   "管理员 may make principals and open ledgers");
  auto operates = std::make_shared<bool>(false);
  auto certificates = std::make_shared<std::vector<std::string>>();
  create->add_flag("--operator", *operates,
                   "运维 may make backups and see metrics, reads no content");
  create->add_option("--certificate-name", *certificates,
                     "证书名 alternative name of a client certificate that stands for it; may be "
                     "repeated");
  create->callback([&session, create_request, administrator, operates, certificates] {
    session.Run([&]() -> absl::Status {
      create_request->mutable_principal()->set_administrator(*administrator);
      create_request->mutable_principal()->set_operator_(*operates);
      for (const std::string& name : *certificates) {
        create_request->mutable_principal()->add_certificate_names(name);
      }
      ASSIGN_OR_RETURN(const ledger::v1::CreatePrincipalResponse response,
                       session.client().CreatePrincipal(*create_request));
      session.Print(response, [&] {
        return absl::StrCat(
            Say({"令牌只显示这一次", "the token, shown this once"}, session.language()), ":\n",
            response.token(), "\n");
      });
      return absl::OkStatus();
    });
  });

  auto revoke_request = std::make_shared<ledger::v1::RevokePrincipalRequest>();
  CLI::App* revoke =
      access->add_subcommand("revoke", "撤销用户 revoke a principal (administrators)");
  revoke->footer("例 example: ledgerctl access revoke team-1");
  revoke->add_option("PRINCIPAL", *revoke_request->mutable_principal(), "用户名 identifier")
      ->required();
  revoke->callback([&session, revoke_request] {
    session.Run([&]() -> absl::Status {
      ASSIGN_OR_RETURN(const ledger::v1::RevokePrincipalResponse response,
                       session.client().RevokePrincipal(*revoke_request));
      session.Print(response, [&] {
        return RenderPrincipals(std::vector<ledger::v1::Principal>{response.principal()},
                                session.language());
      });
      return absl::OkStatus();
    });
  });
  return *access;
}

}  // namespace

void AddAdminCommands(CLI::App& app, Session& session) {
  AddLedgerCommands(app, session);
  AddPermissionCommands(AddAccessCommands(app, session), session);
}

}  // namespace assessment::ctl
