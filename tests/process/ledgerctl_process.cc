#include "tests/process/ledgerctl_process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ledger/base/check.h"

namespace assessment {
namespace {

constexpr auto kServeTimeout = std::chrono::seconds(30);

// Starts ledgerctl with its output going to the two files.
pid_t StartLedgerctl(const ToolEnvironment& environment, const std::vector<std::string>& arguments,
                     const std::string& out, const std::string& err) {
  std::vector<char*> argv = {const_cast<char*>("ledgerctl")};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const pid_t pid = fork();
  CHECK(pid >= 0);
  if (pid > 0) return pid;
  for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
  dup2(open(out.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600), STDOUT_FILENO);
  dup2(open(err.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600), STDERR_FILENO);
  execv(ASSESSMENT_LEDGERCTL, argv.data());
  _exit(127);
}

int ExitStatusOf(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

std::string TextOfFile(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

ToolResult RunLedgerctl(const std::string& directory, const ToolEnvironment& environment,
                        const std::vector<std::string>& arguments) {
  const std::string out = directory + "/tool.out";
  const std::string err = directory + "/tool.err";
  int status = 0;
  waitpid(StartLedgerctl(environment, arguments, out, err), &status, 0);
  return {ExitStatusOf(status), TextOfFile(out), TextOfFile(err)};
}

WitnessProcess::WitnessProcess(std::string directory, std::string key, std::string state,
                               std::string log_key)
    : directory_(std::move(directory)),
      key_(std::move(key)),
      state_(std::move(state)),
      log_key_(std::move(log_key)) {}

WitnessProcess::~WitnessProcess() {
  if (pid_ < 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

absl::Status WitnessProcess::Start() {
  CHECK(pid_ < 0);
  const std::string port_file = absl::StrCat(directory_, "/", state_, ".port");
  std::filesystem::remove(port_file);
  const std::string output = absl::StrCat(directory_, "/", state_, ".out");
  pid_ = StartLedgerctl({},
                        {"witness", "serve", "--key", absl::StrCat(directory_, "/", key_),
                         "--state", absl::StrCat(directory_, "/", state_), "--log", log_key_,
                         "--listen", "127.0.0.1:0", "--port-file", port_file},
                        output, output);
  const auto deadline = std::chrono::steady_clock::now() + kServeTimeout;
  while (std::chrono::steady_clock::now() < deadline) {
    const std::string port = TextOfFile(port_file);
    if (!port.empty() && port.back() == '\n') {
      url_ = absl::StrCat("http://127.0.0.1:", absl::StripSuffix(port, "\n"));
      return absl::OkStatus();
    }
    if (waitpid(pid_, nullptr, WNOHANG) == pid_) {
      pid_ = -1;
      return absl::UnavailableError(absl::StrCat("the witness ended at start: ", Output()));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return absl::UnavailableError(absl::StrCat("the witness did not serve in time: ", Output()));
}

int WitnessProcess::Terminate() {
  CHECK(pid_ >= 0);
  kill(pid_, SIGTERM);
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return ExitStatusOf(status);
}

std::string WitnessProcess::Output() const {
  return TextOfFile(absl::StrCat(directory_, "/", state_, ".out"));
}

}  // namespace assessment
