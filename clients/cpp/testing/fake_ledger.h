#ifndef CLIENTS_CPP_TESTING_FAKE_LEDGER_H_
#define CLIENTS_CPP_TESTING_FAKE_LEDGER_H_

// A ledger in memory that judges nothing and misbehaves as told: for tests of clients.

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "assessment/ledger/v1/ledger_service.grpc.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/server.h"
#include "ledger/base/mutex.h"

namespace assessment {

class FakeLedger final : public ledger::v1::LedgerService::Service {
 public:
  // Serves on a free port of loopback.
  FakeLedger();
  ~FakeLedger() override;

  std::string address() const;
  std::shared_ptr<grpc::Channel> channel() const;

  // What becomes of one later call, in the order told; calls nobody spoke of succeed.
  enum class Trouble {
    kFailBefore,   // Fails with `status`; nothing is written.
    kLoseAnswer,   // Writes, then fails with `status`.
    kNeverAnswer,  // Writes, then waits until the caller gives up.
  };
  void FailNextAppend(Trouble trouble, grpc::Status status = grpc::Status::OK)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // The next subscription ends with `status` after `messages` events.
  void EndNextStream(int messages, grpc::Status status) ABSL_LOCKS_EXCLUDED(mutex_);

  int append_calls() const ABSL_LOCKS_EXCLUDED(mutex_);
  int streams() const ABSL_LOCKS_EXCLUDED(mutex_);
  // The value of "authorization" of the last call.
  std::string authorization() const ABSL_LOCKS_EXCLUDED(mutex_);
  // What is written, by position.
  std::vector<event::v1::Event> events() const ABSL_LOCKS_EXCLUDED(mutex_);

  grpc::Status Append(grpc::ServerContext* context, const ledger::v1::AppendRequest* request,
                      ledger::v1::AppendResponse* response) override;
  grpc::Status Subscribe(grpc::ServerContext* context, const ledger::v1::SubscribeRequest* request,
                         grpc::ServerWriter<ledger::v1::SubscribeResponse>* writer) override;
  // Answers REASON_FIELD_INVALID of the field "page_size".
  grpc::Status Read(grpc::ServerContext* context, const ledger::v1::ReadRequest* request,
                    ledger::v1::ReadResponse* response) override;

 private:
  struct PlannedTrouble {
    Trouble trouble;
    grpc::Status status;
  };
  struct PlannedEnd {
    int messages;
    grpc::Status status;
  };

  mutable Mutex mutex_;
  std::deque<PlannedTrouble> troubles_ ABSL_GUARDED_BY(mutex_);
  std::deque<PlannedEnd> ends_ ABSL_GUARDED_BY(mutex_);
  std::vector<event::v1::Event> events_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, uint64_t> position_by_key_ ABSL_GUARDED_BY(mutex_);
  int append_calls_ ABSL_GUARDED_BY(mutex_) = 0;
  int streams_ ABSL_GUARDED_BY(mutex_) = 0;
  std::string authorization_ ABSL_GUARDED_BY(mutex_);
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

// A failure as a server sends it: ErrorInfo, and BadRequest when `field` is not empty.
grpc::Status FailureWithReason(grpc::StatusCode code, ledger::v1::Reason reason,
                               const std::string& message, const std::string& field = "");

}  // namespace assessment

#endif  // CLIENTS_CPP_TESTING_FAKE_LEDGER_H_
