#ifndef DEPLOY_LEDGERD_IMPORT_COMMAND_H_
#define DEPLOY_LEDGERD_IMPORT_COMMAND_H_

namespace assessment {

// "ledgerd import": parses its arguments (argv[0] is the command's name), imports a bundle, prints
// what was imported, and returns the exit status: as the commands of restore_command.h.
int RunImport(int argc, char** argv);

}  // namespace assessment

#endif  // DEPLOY_LEDGERD_IMPORT_COMMAND_H_
