#ifndef PROJECTIONS_SERVER_SERVER_OPTIONS_H_
#define PROJECTIONS_SERVER_SERVER_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/base/clock.h"
#include "ledger/base/limits.h"

namespace assessment {

class DiagnosticLog;

// Where the logs are kept.
enum class StorageKind {
  kRocksDb,  // In the data directory; what is acknowledged is synced.
  kMemory,   // Gone with the process: for tests and trials.
};

// How a server runs. Checked once, by Validate; library code reads no flags.
struct ServerOptions {
  // Directory of everything the server keeps: made with mode 0700 when missing; its parent exists.
  std::string data_directory;
  StorageKind storage = StorageKind::kRocksDb;
  // "host:port" or "unix:path"; port 0 takes a free one.
  std::string listen = "127.0.0.1:7443";
  // Permits `listen` beyond loopback although tokens and events then travel in plain text.
  bool insecure_beyond_loopback = false;
  // Files of the certificate (with its chain) and its private key, in PEM: the server speaks TLS
  // alone when both are given. Read again when they change: a new certificate needs no restart.
  std::string tls_certificate;
  std::string tls_key;
  // File of the authorities whose client certificates are taken as proof of who calls; empty: none
  // is asked for.
  std::string tls_client_authorities;
  // Calls that one principal may begin in a second.
  size_t calls_per_second = limits::kCallsPerSecondPerPrincipal;
  // "host:port" where metrics are served over HTTP, to anybody who can reach it; loopback unless
  // the same danger is accepted. Port 0 takes a free one; empty: nowhere.
  std::string metrics_listen;
  // Told of starts, ends, troubles and failed calls; outlives the server. Null: nobody is.
  DiagnosticLog* diagnostics = nullptr;
  // Threads for calls that read.
  size_t reader_threads = 4;
  // How long a shutdown waits for calls in flight before it cancels them.
  std::chrono::milliseconds drain_timeout{5000};
  Clock* clock = &SystemClock();
  // Each "LEDGER=FILE": the key in FILE, as `ledgerctl key make` writes it, signs the ledger's
  // checkpoints from this start on; of a ledger that is not open yet it becomes the first key.
  std::vector<std::string> signing_keys;
  // Each "LEDGER=VERIFIER-KEY": the key signs the ledger's checkpoints no more.
  std::vector<std::string> retired_signing_keys;
  // Why keys change, for the event that says so; required when one does.
  std::string signing_key_reason;

  // Directory of the backups; empty: the server keeps none. Its parent exists.
  std::string backup_directory;
  // How many of the newest backups stay when one is made; 0: all.
  uint32_t backups_keep_last = 0;
  // Read rate of the background scrub; 0: no limit.
  uint64_t scrub_bytes_per_second = 16 << 20;
  // From the end of one scrub to the beginning of the next; 0: only when asked for.
  std::chrono::hours scrub_interval{168};

  bool tls() const { return !tls_certificate.empty(); }

  // INVALID_ARGUMENT names the option, what was found and what to do.
  absl::Status Validate() const;
};

// Parts "LEDGER=VALUE" of the option `option` at its first "=". INVALID_ARGUMENT unless both are
// there.
absl::StatusOr<std::pair<std::string, std::string>> SplitLedgerOption(absl::string_view option,
                                                                      absl::string_view text);

// Whether an address "host:port" is of this machine alone: 127.0.0.0/8, ::1, localhost, or a unix
// socket.
bool IsLoopback(absl::string_view listen);

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_SERVER_OPTIONS_H_
