#ifndef CLIENTS_CTL_SESSION_H_
#define CLIENTS_CTL_SESSION_H_

// What every command shares: the options before the command, the client they give, and how results
// and failures are printed.

#include <google/protobuf/message.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/projections/v1/assessment_service.pb.h"
#include "clients/cpp/ledger_client.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

// Exit statuses of the tool.
enum ExitStatus {
  kExitOk = 0,
  kExitUsage = 1,        // Wrong arguments or file; errors of the linter.
  kExitRefused = 2,      // The server refused, or could not be reached.
  kExitSomeRefused = 3,  // Some lines of a file were refused; the others are in the ledger.
  kExitNotVerified = 4,  // A proof or checkpoint does not verify.
};

class Session {
 public:
  // Adds the options that stand before a command.
  void AddOptions(CLI::App& app);

  // Runs a command that calls the server; its status becomes the exit status.
  void Run(const std::function<absl::Status()>& command);
  void SetExitStatus(int status) { exit_status_ = status; }
  int exit_status() const { return exit_status_; }

  LedgerClient& client();
  // The ledger named by --ledger or ASSESSMENT_LEDGER. INVALID_ARGUMENT when there is none.
  absl::StatusOr<std::string> ledger() const;
  bool json() const { return json_; }
  Language language() const { return language_; }
  const std::string& server() const { return server_; }

  // Prints the message as JSON when --json is given, else the text.
  void Print(const google::protobuf::Message& message,
             const std::function<std::string()>& text) const;

 private:
  absl::Status Prepare();
  // Reads the files of the TLS options.
  absl::Status PrepareTls(ClientOptions& options) const;
  void PrintFailure(const absl::Status& status) const;

  std::string server_ = "127.0.0.1:7443";
  std::string token_file_;
  bool tls_ = false;
  std::string tls_authorities_;
  std::string tls_certificate_;
  std::string tls_key_;
  std::string ledger_;
  bool json_ = false;
  std::string language_name_ = "zh";
  Language language_ = Language::kChinese;
  std::unique_ptr<LedgerClient> client_;
  int exit_status_ = kExitOk;
};

// The options --as-of-size and --as-of-time of a question.
class AsOfOptions {
 public:
  void AddOptions(CLI::App& command);
  // INVALID_ARGUMENT for a moment that cannot be read, or both options.
  absl::StatusOr<projections::v1::AsOf> Get() const;

 private:
  std::string size_;
  std::string time_;
};

// The message in Protobuf's JSON mapping, with the names of the proto file.
std::string ToJson(const google::protobuf::Message& message);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_SESSION_H_
