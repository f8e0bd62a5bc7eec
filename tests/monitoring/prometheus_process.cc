#include "tests/monitoring/prometheus_process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "httplib.h"
#include "ledger/base/check.h"
#include "tests/monitoring/shipped_expressions.h"

namespace assessment {
namespace {

constexpr auto kReadyTimeout = std::chrono::seconds(60);

// A port that is free at this moment; Prometheus takes none by itself.
int FreePort() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  CHECK(::bind(socket, reinterpret_cast<sockaddr*>(&address), length) == 0);
  CHECK(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length) == 0);
  ::close(socket);
  return ntohs(address.sin_port);
}

// Replaces what must be there.
std::string Replaced(const std::string& text, const std::string& from, const std::string& to) {
  CHECK(text.find(from) != std::string::npos);
  return absl::StrReplaceAll(text, {{from, to}});
}

void WriteFile(const std::string& path, const std::string& text) {
  std::ofstream file(path);
  file << text;
  CHECK(file.good());
}

}  // namespace

PrometheusProcess::PrometheusProcess(std::string directory) : directory_(std::move(directory)) {}

PrometheusProcess::~PrometheusProcess() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

absl::Status PrometheusProcess::Start(const std::string& target) {
  std::filesystem::create_directories(directory_);
  std::string configuration = DeployFile("prometheus/prometheus.yml");
  configuration = Replaced(configuration, "127.0.0.1:9464", target);
  configuration = Replaced(configuration, "_interval: 15s", "_interval: 1s");
  configuration = Replaced(configuration, "scrape_timeout: 10s", "scrape_timeout: 1s");
  WriteFile(directory_ + "/prometheus.yml", configuration);
  WriteFile(directory_ + "/ledgerd.rules.yml", DeployFile("prometheus/ledgerd.rules.yml"));
  port_ = FreePort();
  std::vector<std::string> words = {"prometheus",
                                    absl::StrCat("--config.file=", directory_, "/prometheus.yml"),
                                    absl::StrCat("--storage.tsdb.path=", directory_, "/data"),
                                    absl::StrCat("--web.listen-address=127.0.0.1:", port_)};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const std::string output = directory_ + "/output";
  pid_ = ::fork();
  CHECK(pid_ >= 0);
  if (pid_ == 0) {
    const int log = ::open(output.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
    ::dup2(log, STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    ::execvp("prometheus", arguments.data());
    ::_exit(127);
  }
  const auto deadline = std::chrono::steady_clock::now() + kReadyTimeout;
  while (std::chrono::steady_clock::now() < deadline) {
    const auto ready = httplib::Client("127.0.0.1", port_).Get("/-/ready");
    if (ready && ready->status == 200) return absl::OkStatus();
    if (::waitpid(pid_, nullptr, WNOHANG) == pid_) {
      pid_ = -1;
      return absl::UnavailableError(absl::StrCat("prometheus ended at start: ", Output()));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return absl::UnavailableError(absl::StrCat("prometheus is not ready: ", Output()));
}

absl::StatusOr<nlohmann::json> PrometheusProcess::Get(
    const std::string& path, const std::multimap<std::string, std::string>& query) {
  httplib::Client client("127.0.0.1", port_);
  httplib::Params parameters(query.begin(), query.end());
  const auto answer = client.Get("/api/v1/" + path, parameters, httplib::Headers());
  if (!answer) return absl::UnavailableError("prometheus does not answer");
  const nlohmann::json body = nlohmann::json::parse(answer->body, nullptr, false);
  if (body.is_discarded() || body["status"] != "success") {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", answer->body));
  }
  return body["data"];
}

std::string PrometheusProcess::Output() const {
  std::ifstream file(directory_ + "/output");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace assessment
