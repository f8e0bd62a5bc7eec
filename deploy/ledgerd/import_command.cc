#include "deploy/ledgerd/import_command.h"

#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "deploy/ledgerd/restore_command.h"
#include "ledger/bundle/import_bundle.h"

namespace assessment {
namespace {

const char* NameOf(ImportStep step) {
  switch (step) {
    case ImportStep::kVerifyingBundle:
      return "verifying the bundle";
    case ImportStep::kWriting:
      return "writing";
    case ImportStep::kVerifyingLog:
      return "verifying the log";
  }
  return "";
}

// How far it is, on a terminal.
void ShowImportProgress(BundleImportOptions& options) {
  if (isatty(STDERR_FILENO) != 1) return;
  options.progress = [](ImportStep step, uint64_t done, uint64_t total) {
    std::fprintf(stderr, "\r\033[K%s  %llu / %llu", NameOf(step),
                 static_cast<unsigned long long>(done), static_cast<unsigned long long>(total));
    if (done == total) std::fprintf(stderr, "\r\033[K");
    std::fflush(stderr);
  };
}

int FailImport(const absl::Status& status) {
  std::fprintf(stderr, "ledgerd import: %s\n", std::string(status.message()).c_str());
  return absl::IsDataLoss(status) ? kOfflineDamaged : kOfflineRefused;
}

}  // namespace

int RunImport(int argc, char** argv) {
  BundleImportOptions options;
  std::vector<std::string> keys;
  CLI::App app("Imports a ledger from a bundle, with everything verified", "import");
  app.footer(
      "Example: ledgerd import --bundle 141100.bundle --data /var/lib/ledgerd --key VKEY\n"
      "Exit status: 0 imported, 1 refused, 2 wrong arguments, 4 damage");
  app.add_option("--bundle", options.bundle, "File that \"ledgerctl export --bundle\" wrote")
      ->required();
  app.add_option("--data", options.data_directory,
                 "Data directory of a server that does not run; made when missing")
      ->required();
  app.add_option("--key", keys, "Verifier key of the ledger that you trust");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kOfflineUsage;
  }
  for (const std::string& text : keys) {
    const absl::StatusOr<VerifierKey> key = ParseVerifierKey(text);
    if (!key.ok()) {
      return FailImport(
          absl::InvalidArgumentError(absl::StrCat("--key: ", key.status().message())));
    }
    options.trusted.push_back(*key);
  }
  ShowImportProgress(options);
  const absl::StatusOr<BundleImportReport> report = ImportBundle(options);
  if (!report.ok()) return FailImport(report.status());
  std::printf("imported ledger %s  size %llu  root %s\n  checkpoint of %s\n",
              report->ledger.c_str(), static_cast<unsigned long long>(report->size),
              HashToHex(report->root).c_str(), report->origin.c_str());
  if (keys.empty()) {
    std::printf("  no --key was given: the bundle is whole, whose it is was not verified\n");
  }
  std::printf(
      "the signing key is in no bundle: put it into %s/keys/%s.key (mode 0600) before the server "
      "starts\n",
      options.data_directory.c_str(), report->ledger.c_str());
  return 0;
}

}  // namespace assessment
