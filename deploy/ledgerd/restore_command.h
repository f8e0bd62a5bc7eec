#ifndef DEPLOY_LEDGERD_RESTORE_COMMAND_H_
#define DEPLOY_LEDGERD_RESTORE_COMMAND_H_

namespace assessment {

// Exit statuses of the commands that work without a server, beside 0 and kOfflineUsage of CLI11.
inline constexpr int kOfflineRefused = 1;   // Options, directory or signature; nothing was made.
inline constexpr int kOfflineUsage = 2;     // Wrong arguments.
inline constexpr int kOfflineDamaged = 4;   // Damage, or another history; nothing was made.
inline constexpr int kOfflineRollback = 5;  // Events that somebody saw are missing.

// "ledgerd restore": parses its arguments (argv[0] is the program's name, the command taken out),
// restores, prints what was restored, and returns the exit status.
int RunRestore(int argc, char** argv);

}  // namespace assessment

#endif  // DEPLOY_LEDGERD_RESTORE_COMMAND_H_
