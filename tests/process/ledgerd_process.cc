#include "tests/process/ledgerd_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "ledger/base/check.h"

namespace assessment {
namespace {

constexpr auto kStartTimeout = std::chrono::seconds(60);

std::string FileText(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

LedgerdProcess::LedgerdProcess(std::string data_directory)
    : data_directory_(std::move(data_directory)) {}

LedgerdProcess::~LedgerdProcess() { Kill(); }

absl::Status LedgerdProcess::Start(const std::vector<std::string>& options) {
  CHECK(pid_ < 0);
  std::filesystem::create_directories(data_directory_);
  const std::string port_file = data_directory_ + "/port";
  const std::string log_file = data_directory_ + "/output";
  std::filesystem::remove(port_file);
  std::vector<std::string> words = {"ledgerd",  "--data",      data_directory_ + "/store",
                                    "--listen", "127.0.0.1:0", "--port-file",
                                    port_file};
  words.insert(words.end(), options.begin(), options.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_ = fork();
  CHECK(pid_ >= 0);
  if (pid_ == 0) {
    const int log = open(log_file.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    execv(ASSESSMENT_LEDGERD, arguments.data());
    _exit(127);
  }
  const auto deadline = std::chrono::steady_clock::now() + kStartTimeout;
  while (std::chrono::steady_clock::now() < deadline) {
    const std::string port = FileText(port_file);
    if (!port.empty() && port.back() == '\n') {
      address_ = absl::StrCat("127.0.0.1:", absl::StripSuffix(port, "\n"));
      return absl::OkStatus();
    }
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      return absl::UnavailableError(absl::StrCat("ledgerd ended at start: ", Output()));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  Kill();
  return absl::UnavailableError(absl::StrCat("ledgerd did not serve in time: ", Output()));
}

int LedgerdProcess::Wait() {
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void LedgerdProcess::Kill() {
  if (pid_ < 0) return;
  kill(pid_, SIGKILL);
  Wait();
}

int LedgerdProcess::Terminate() {
  CHECK(pid_ >= 0);
  kill(pid_, SIGTERM);
  return Wait();
}

std::shared_ptr<grpc::Channel> LedgerdProcess::Channel() const {
  grpc::ChannelArguments arguments;
  // A channel of its own for every caller, so that a killed server leaves no back-off behind.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address_, grpc::InsecureChannelCredentials(), arguments);
}

absl::StatusOr<std::string> LedgerdProcess::AdministratorToken() const {
  const std::string text = FileText(data_directory_ + "/store/administrator.token");
  if (text.empty()) return absl::NotFoundError("no administrator.token in the data directory");
  return std::string(absl::StripSuffix(text, "\n"));
}

std::string LedgerdProcess::Output() const { return FileText(data_directory_ + "/output"); }

void Authorize(grpc::ClientContext& context, const std::string& token) {
  context.AddMetadata("authorization", absl::StrCat("Bearer ", token));
}

}  // namespace assessment
