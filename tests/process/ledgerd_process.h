#ifndef TESTS_PROCESS_LEDGERD_PROCESS_H_
#define TESTS_PROCESS_LEDGERD_PROCESS_H_

// The real server as a child process, to be started, killed and started again.

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace assessment {

class LedgerdProcess {
 public:
  // `data_directory` is kept between starts.
  explicit LedgerdProcess(std::string data_directory);
  // Kills what still runs.
  ~LedgerdProcess();
  LedgerdProcess(const LedgerdProcess&) = delete;
  LedgerdProcess& operator=(const LedgerdProcess&) = delete;

  // Starts the server on a free loopback port, with `options` beside what every start has, and
  // waits until it serves. UNAVAILABLE with its last words when it ends before that.
  absl::Status Start(const std::vector<std::string>& options = {});
  // kill -9, without a word.
  void Kill();
  // SIGTERM; returns the exit status.
  int Terminate();

  // Of the process that runs; -1 when none does.
  pid_t pid() const { return pid_; }
  const std::string& address() const { return address_; }
  std::shared_ptr<grpc::Channel> Channel() const;
  // The administrator's token, as the first start wrote it.
  absl::StatusOr<std::string> AdministratorToken() const;
  // What the server printed so far.
  std::string Output() const;

 private:
  int Wait();

  std::string data_directory_;
  std::string address_;
  pid_t pid_ = -1;
};

// Adds "authorization: Bearer <token>" to a call.
void Authorize(grpc::ClientContext& context, const std::string& token);

}  // namespace assessment

#endif  // TESTS_PROCESS_LEDGERD_PROCESS_H_
