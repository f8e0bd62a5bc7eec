#include "deploy/ledgerd/restore_command.h"

#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "ledger/backup/file_digest.h"
#include "ledger/backup/restore.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/note.h"

namespace assessment {
namespace {

struct Arguments {
  RestoreOptions restore;
  uint32_t backup = 0;
  std::vector<std::string> keys;
  std::vector<std::string> expected;
};

absl::Status ReadInputs(Arguments& arguments) {
  RestoreOptions& options = arguments.restore;
  if (arguments.backup > 0) options.backup = arguments.backup;
  for (const std::string& text : arguments.keys) {
    const absl::StatusOr<VerifierKey> key = ParseVerifierKey(text);
    if (!key.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("--key: ", key.status().message()));
    }
    options.trusted.push_back(*key);
  }
  for (const std::string& path : arguments.expected) {
    const absl::StatusOr<std::string> note = ReadSmallFile(path, kNoteBytesMax);
    if (!note.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--expect-checkpoint: ", note.status().message()));
    }
    options.expected_checkpoints.push_back(*note);
  }
  return absl::OkStatus();
}

// How far it is, on a terminal.
void ShowProgress(RestoreOptions& options) {
  if (isatty(STDERR_FILENO) != 1) return;
  options.progress = [](RestoreStep step, const std::string& what, uint64_t done, uint64_t total) {
    std::fprintf(
        stderr, "\r\033[K%s %s  %d%%",
        step == RestoreStep::kVerifyingFiles ? "verifying the files of" : "verifying the log of",
        what.c_str(), total == 0 ? 100 : static_cast<int>(done * 100 / total));
    if (done == total) std::fprintf(stderr, "\r\033[K");
    std::fflush(stderr);
  };
}

void Print(const RestoreReport& report, const Arguments& arguments) {
  std::printf(
      "restored backup %u of %s\n", report.backup,
      absl::FormatTime("%Y-%m-%d %H:%M:%S UTC", absl::FromUnixMicros(report.created_time_micros),
                       absl::UTCTimeZone())
          .c_str());
  for (const RestoredLedger& ledger : report.ledgers) {
    std::printf("  ledger %s  size %llu  root %s\n", ledger.name.c_str(),
                static_cast<unsigned long long>(ledger.size), HashToHex(ledger.root).c_str());
  }
  for (const VerifierKey& key : report.signed_by) {
    std::printf("  signed by %s\n", EncodeVerifierKey(key).c_str());
  }
  if (arguments.keys.empty()) {
    std::printf("  no --key was given: the backup is whole, whose it is was not verified\n");
  }
  for (const std::string& rollback : report.rollbacks) std::printf("! %s\n", rollback.c_str());
  std::printf(
      "the signing keys are in no backup: put LEDGER.key of each ledger into %s/keys (mode 0700, "
      "files 0600) before the server starts\n",
      arguments.restore.data_directory.c_str());
}

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "ledgerd restore: %s\nnothing was restored\n",
               std::string(status.message()).c_str());
  if (absl::IsDataLoss(status)) return kOfflineDamaged;
  if (!absl::IsAborted(status)) return kOfflineRefused;
  std::fprintf(stderr,
               "look for a newer backup; when there is none, --accept-rollback restores this one, "
               "and whoever saw the later checkpoint will refuse the ledger\n");
  return kOfflineRollback;
}

}  // namespace

int RunRestore(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("Restores a backup into a new data directory, with everything verified", "restore");
  app.footer(
      "Example: ledgerd restore --backups /var/backups/ledgerd --data /var/lib/ledgerd-restored\n"
      "         --key VKEY --expect-checkpoint cosigned\n"
      "Exit status: 0 restored, 1 refused, 2 wrong arguments, 4 damage or another history,\n"
      "5 events behind an expected checkpoint are missing");
  app.add_option("--backups", arguments.restore.backups, "Directory of the backups")->required();
  app.add_option("--data", arguments.restore.data_directory,
                 "Data directory to make; must be empty or not exist")
      ->required();
  app.add_option("--backup", arguments.backup, "Number of the backup; the newest without it")
      ->check(CLI::PositiveNumber);
  app.add_option("--key", arguments.keys, "Verifier key that you trust, of each ledger");
  app.add_option("--expect-checkpoint", arguments.expected,
                 "File of a signed checkpoint that somebody saw; the backup should reach it");
  app.add_flag("--accept-rollback", arguments.restore.accept_rollback,
               "Restore although events behind an expected checkpoint are missing");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kOfflineUsage;
  }
  if (const absl::Status read = ReadInputs(arguments); !read.ok()) return Fail(read);
  ShowProgress(arguments.restore);
  const absl::StatusOr<RestoreReport> report = RestoreBackup(arguments.restore);
  if (!report.ok()) return Fail(report.status());
  Print(*report, arguments);
  return 0;
}

}  // namespace assessment
