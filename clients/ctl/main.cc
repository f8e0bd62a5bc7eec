// ledgerctl: the ledger from a terminal.

#include "CLI/CLI.hpp"
#include "clients/ctl/commands.h"
#include "clients/ctl/session.h"

int main(int argc, char** argv) {
  CLI::App app{"考核账本工具 The tool of the assessment ledger", "ledgerctl"};
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(
      "退出码 exit status: 0 成功 done, 1 用法或方案有误 usage or lint errors, 2 被拒绝或连不上 "
      "refused or unreachable,\n"
      "3 文件中有行被拒 some lines refused, 4 验证不通过 a proof does not verify, a witness is "
      "missing or objects, a sheet differs");
  assessment::ctl::Session session;
  session.AddOptions(app);
  assessment::ctl::AddAdminCommands(app, session);
  assessment::ctl::AddOperationsCommands(app, session);
  assessment::ctl::AddRegistryCommands(app, session);
  assessment::ctl::AddPostCommands(app, session);
  assessment::ctl::AddEraseCommand(app, session);
  assessment::ctl::AddImportCommands(app, session);
  assessment::ctl::AddReadCommands(app, session);
  assessment::ctl::AddScoreCommands(app, session);
  assessment::ctl::AddInquiryCommands(app, session);
  assessment::ctl::AddDeadlineCommands(app, session);
  assessment::ctl::AddYearEndCommands(app, session);
  assessment::ctl::AddCertificateCommands(app, session);
  assessment::ctl::AddSheetCommands(app, session);
  assessment::ctl::AddProofCommands(app, session);
  assessment::ctl::AddExportCommands(app, session);
  assessment::ctl::AddKeyCommands(app, session);
  assessment::ctl::AddWitnessCommands(app, session);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? assessment::ctl::kExitOk : assessment::ctl::kExitUsage;
  }
  return session.exit_status();
}
