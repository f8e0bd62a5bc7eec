#ifndef CLIENTS_CTL_COMMANDS_H_
#define CLIENTS_CTL_COMMANDS_H_

// The commands, by group. Each function adds its subcommands to the app; they run through
// `session`, which outlives the app.

#include "CLI/CLI.hpp"
#include "clients/ctl/session.h"

namespace assessment::ctl {

// ledger open|list, access whoami|create|revoke|list, and the next
void AddAdminCommands(CLI::App& app, Session& session);
// grant|take|grants|rotate, below the command "access"
void AddPermissionCommands(CLI::App& access, Session& session);
// unit list|supervised, cycle list|open, clause list, scheme lint|publish|list|show|adopt
void AddRegistryCommands(CLI::App& app, Session& session);
// cycle open, below the command "cycle"
void AddCycleOpen(CLI::App& cycle, Session& session);
// post, preview
void AddPostCommands(CLI::App& app, Session& session);
// erase
void AddEraseCommand(CLI::App& app, Session& session);
// import
void AddImportCommands(CLI::App& app, Session& session);
// read, watch, audit
void AddReadCommands(CLI::App& app, Session& session);
// score, explain, rank, veto
void AddScoreCommands(CLI::App& app, Session& session);
// compare, questions, accident
void AddInquiryCommands(CLI::App& app, Session& session);
// matters, clerk
void AddDeadlineCommands(CLI::App& app, Session& session);
// freeze checklist|propose|confirm, results, late, irregularities, decide
void AddYearEndCommands(CLI::App& app, Session& session);
// certificate, verify
void AddCertificateCommands(CLI::App& app, Session& session);
// sheet
void AddSheetCommands(CLI::App& app, Session& session);
// checkpoint, prove inclusion|consistency
void AddProofCommands(CLI::App& app, Session& session);
// backup create|list|prune, scrub start|status
void AddOperationsCommands(CLI::App& app, Session& session);
// export
void AddExportCommands(CLI::App& app, Session& session);
// key make
void AddKeyCommands(CLI::App& app, Session& session);
// witness key|serve|cosign|ask
void AddWitnessCommands(CLI::App& app, Session& session);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_COMMANDS_H_
