// ledgerd: the assessment ledger's server. Flags, start, wait for a signal, drain; nothing else.
//
// Exit status: 0 drained after SIGTERM or SIGINT, 1 could not start or close, 2 wrong flags, 3 a
// write's outcome is unknown: start it again and it recovers from disk.

#include <signal.h>
#include <time.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "deploy/ledgerd/import_command.h"
#include "deploy/ledgerd/restore_command.h"
#include "ledger/base/private_file.h"
#include "projections/server/diagnostic_log.h"
#include "projections/server/grpc_messages.h"
#include "projections/server/server.h"

namespace {

// Waits for a signal of `signals`, or until the server must be started anew.
void WaitForEnd(const assessment::Server& server, const sigset_t& signals) {
  constexpr timespec kLookAgain = {0, 100 * 1000 * 1000};
  while (!server.must_restart() && sigtimedwait(&signals, nullptr, &kLookAgain) < 0) {
  }
}

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "ledgerd: %s\n", std::string(status.message()).c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  // A library built for debugging looks for deadlocks at every lock that gRPC takes.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  if (argc > 1 && std::string(argv[1]) == "restore") {
    return assessment::RunRestore(argc - 1, argv + 1);
  }
  if (argc > 1 && std::string(argv[1]) == "import") {
    return assessment::RunImport(argc - 1, argv + 1);
  }
  assessment::ServerOptions options;
  std::string port_file;
  std::string metrics_port_file;
  std::string log_level = "info";
  CLI::App app(
      "The assessment ledger's server.\nExample: ledgerd --data /var/lib/ledgerd\n"
      "Without a server: ledgerd restore --help, ledgerd import --help");
  app.add_option("--data", options.data_directory, "Directory of everything kept")->required();
  app.add_option("--listen", options.listen, "Address; beyond loopback with TLS")
      ->capture_default_str();
  app.add_option("--port-file", port_file, "File to write the port to once it serves");
  app.add_option("--tls-certificate", options.tls_certificate,
                 "Certificate with its chain (PEM); TLS alone is spoken then");
  app.add_option("--tls-key", options.tls_key, "Private key of the certificate (PEM)");
  app.add_option(
      "--tls-client-authorities", options.tls_client_authorities,
      "Authorities of client certificates (PEM): a certificate is then as good as a token");
  app.add_option("--calls-per-second", options.calls_per_second,
                 "Calls that one principal may begin in a second")
      ->capture_default_str();
  app.add_option("--metrics-listen", options.metrics_listen,
                 "Address of GET /metrics for Prometheus, loopback unless danger is accepted")
      ->type_name("HOST:PORT");
  app.add_option("--metrics-port-file", metrics_port_file,
                 "File to write the metrics' port to once they are served")
      ->needs("--metrics-listen");
  app.add_option("--log-level", log_level,
                 "Least severity of the JSON lines on stderr: debug, info, warning, error")
      ->capture_default_str()
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}));
  app.add_flag("--insecure-beyond-loopback-danger", options.insecure_beyond_loopback,
               "Listen beyond loopback although tokens and events then travel in plain text");
  app.add_option("--signing-key", options.signing_keys,
                 "LEDGER=FILE: sign its checkpoints with the key of \"ledgerctl key make\" too")
      ->type_name("LEDGER=FILE");
  app.add_option("--retire-signing-key", options.retired_signing_keys,
                 "LEDGER=VERIFIER-KEY: sign its checkpoints with this key no more")
      ->type_name("LEDGER=VERIFIER-KEY");
  app.add_option("--signing-key-reason", options.signing_key_reason,
                 "Why signing keys change; stands in the ledger");
  app.add_option(
      "--backups", options.backup_directory,
      "Directory of the backups that \"ledgerctl backup create\" makes; none without it");
  app.add_option("--backups-keep", options.backups_keep_last,
                 "How many of the newest backups stay when one is made; 0: all")
      ->capture_default_str();
  app.add_option("--scrub-bytes-per-second", options.scrub_bytes_per_second,
                 "Read rate of the background scrub; 0: no limit")
      ->capture_default_str();
  int64_t scrub_interval_hours = options.scrub_interval.count();
  app.add_option("--scrub-interval-hours", scrub_interval_hours,
                 "From the end of one scrub to the next; 0: only when asked for")
      ->capture_default_str()
      ->check(CLI::Range(0, 24 * 366));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }

  options.scrub_interval = std::chrono::hours(scrub_interval_hours);

  // Blocked before any thread starts, so that every thread leaves them to this one.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  const auto level = assessment::ParseSeverity(log_level);
  if (!level.ok()) return Fail(level.status());
  assessment::DiagnosticLog diagnostics(*level);
  const assessment::GrpcMessages grpc_messages(diagnostics);
  options.diagnostics = &diagnostics;
  const auto server = assessment::Server::Start(options);
  if (!server.ok()) return Fail(server.status());
  for (const auto& [file, port] : {std::pair(port_file, (*server)->port()),
                                   std::pair(metrics_port_file, (*server)->metrics_port())}) {
    if (file.empty()) continue;
    const absl::Status written = assessment::ReplacePrivateFile(file, absl::StrCat(port, "\n"));
    if (!written.ok()) return Fail(written);
  }
  std::printf("ledgerd serves on %s%s\n", (*server)->address().c_str(),
              (*server)->made_administrator()
                  ? absl::StrCat("; first start: the administrator's token is in ",
                                 (*server)->administrator_token_path())
                        .c_str()
                  : "");
  std::fflush(stdout);
  WaitForEnd(**server, signals);
  const bool must_restart = (*server)->must_restart();
  const absl::Status closed = (*server)->Shutdown();
  if (must_restart) {
    std::fprintf(stderr, "ledgerd: a write's outcome is unknown; start again to recover\n");
    return 3;
  }
  return closed.ok() ? 0 : Fail(closed);
}
