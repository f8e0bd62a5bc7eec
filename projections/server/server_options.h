#ifndef PROJECTIONS_SERVER_SERVER_OPTIONS_H_
#define PROJECTIONS_SERVER_SERVER_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "ledger/base/clock.h"

namespace assessment {

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
  // Threads for calls that read.
  size_t reader_threads = 4;
  // How long a shutdown waits for calls in flight before it cancels them.
  std::chrono::milliseconds drain_timeout{5000};
  Clock* clock = &SystemClock();

  // INVALID_ARGUMENT names the option, what was found and what to do.
  absl::Status Validate() const;
};

// Whether an address "host:port" is of this machine alone: 127.0.0.0/8, ::1, localhost, or a unix
// socket.
bool IsLoopback(absl::string_view listen);

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_SERVER_OPTIONS_H_
