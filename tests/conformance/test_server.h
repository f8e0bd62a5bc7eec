#ifndef TESTS_CONFORMANCE_TEST_SERVER_H_
#define TESTS_CONFORMANCE_TEST_SERVER_H_

// A whole server in this process and a real channel to it.

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "assessment/ledger/v1/access_service.grpc.pb.h"
#include "assessment/ledger/v1/ledger_service.grpc.pb.h"
#include "projections/server/server.h"
#include "tests/support/event_builders.h"

namespace assessment::testing {

inline constexpr char kOrigin[] = "ledger.example/log/141100";

// The context of one call with a token.
class Call : public grpc::ClientContext {
 public:
  explicit Call(const std::string& token);
};

// The reason inside a status; REASON_UNSPECIFIED when it has none.
ledger::v1::Reason ReasonIn(const grpc::Status& status);

// Events of one source, posted on 2022-06-01; `key` makes each its own.
event::v1::Event UnitRegistered(const std::string& unit, const std::string& key);
event::v1::Event MetricReported(const std::string& unit, int64_t value_millionths,
                                const std::string& key);

// Every role that posts facts, findings and rulings, and reads all: one person for a whole office.
ledger::v1::PrincipalPermissions WholeOffice(const std::string& principal);

// A server in a directory of its own with the ledger kLedger open and a principal "office" that is
// granted WholeOffice with the opening.
class ServerTest : public ::testing::Test {
 protected:
  explicit ServerTest(StorageKind storage = StorageKind::kMemory);
  ~ServerTest() override;

  // Shuts the server down and starts it anew in the same directory; stubs are renewed.
  void Restart();

  // Makes a principal, which may do nothing yet, and returns its token.
  std::string MakePrincipal(const ledger::v1::Principal& principal);
  std::string MakePrincipal(const std::string& name);
  // Grants in kLedger, as the administrator: one more event.
  grpc::Status SetPermissions(const ledger::v1::PrincipalPermissions& permissions);
  grpc::Status Grant(const std::string& principal, event::v1::Role role);

  // Appends as "office" and expects that all is accepted.
  std::vector<ledger::v1::Receipt> MustAppend(const std::vector<event::v1::Event>& events);
  // Appends as `token`, whatever comes of it.
  grpc::Status Append(const std::string& token, const std::vector<event::v1::Event>& events,
                      ledger::v1::AppendResponse& response);
  // Reads everything from `from` as "office".
  std::vector<ledger::v1::RecordedEvent> ReadAll(const ledger::v1::EventFilter& filter = {},
                                                 uint64_t from = 0, uint32_t page_size = 0);

  const std::string& administrator() const { return administrator_; }
  const std::string& office() const { return office_; }
  const std::string& directory() const { return directory_; }
  Server& server() { return *server_; }
  std::shared_ptr<grpc::Channel> channel() const { return channel_; }
  ledger::v1::LedgerService::Stub& ledger() { return *ledger_; }
  ledger::v1::AccessService::Stub& access() { return *access_; }

 private:
  void Start();

  const StorageKind storage_;
  std::string directory_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<ledger::v1::LedgerService::Stub> ledger_;
  std::unique_ptr<ledger::v1::AccessService::Stub> access_;
  std::string administrator_;
  std::string office_;
};

// The same over files, so that restarts keep what was acknowledged.
class DurableServerTest : public ServerTest {
 protected:
  DurableServerTest() : ServerTest(StorageKind::kRocksDb) {}
};

}  // namespace assessment::testing

#endif  // TESTS_CONFORMANCE_TEST_SERVER_H_
