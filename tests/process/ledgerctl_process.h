#ifndef TESTS_PROCESS_LEDGERCTL_PROCESS_H_
#define TESTS_PROCESS_LEDGERCTL_PROCESS_H_

// The real ledgerctl as a child process: run to its end, or kept running as a service.

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace assessment {

// Variables that the child has beside this process's own.
using ToolEnvironment = std::map<std::string, std::string>;

// The file's bytes; empty when there is none.
std::string TextOfFile(const std::string& path);

struct ToolResult {
  int exit_status = -1;
  std::string out;
  std::string err;
};

// Runs ledgerctl with these arguments; what it prints goes by way of files in `directory`.
ToolResult RunLedgerctl(const std::string& directory, const ToolEnvironment& environment,
                        const std::vector<std::string>& arguments);

// "ledgerctl witness serve" on a free loopback port.
class WitnessProcess {
 public:
  // `directory` holds the files named by `key` and `state`, the port and the output.
  WitnessProcess(std::string directory, std::string key, std::string state, std::string log_key);
  // Kills what still runs.
  ~WitnessProcess();
  WitnessProcess(const WitnessProcess&) = delete;
  WitnessProcess& operator=(const WitnessProcess&) = delete;

  // Waits until it serves. UNAVAILABLE with its last words when it ends before that.
  absl::Status Start();
  // SIGTERM; returns the exit status.
  int Terminate();

  const std::string& url() const { return url_; }
  // What it printed so far.
  std::string Output() const;

 private:
  const std::string directory_;
  const std::string key_;
  const std::string state_;
  const std::string log_key_;
  std::string url_;
  pid_t pid_ = -1;
};

}  // namespace assessment

#endif  // TESTS_PROCESS_LEDGERCTL_PROCESS_H_
