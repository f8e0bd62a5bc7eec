#include "tests/conformance/test_server.h"

#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "ledger/base/check.h"
#include "ledger/base/private_file.h"

namespace assessment::testing {
namespace {

event::v1::Event NewEvent(const std::string& key) {
  event::v1::Event event;
  event.set_ledger(kLedger);
  event.set_source("field-app");
  event.set_idempotency_key(key);
  event.mutable_content()->set_late_reason("posted by a test, years after");
  event::v1::CivilDate& day = *event.mutable_content()->mutable_occurred_on();
  day.set_year(2022);
  day.set_month(6);
  day.set_day(1);
  return event;
}

}  // namespace

Call::Call(const std::string& token) {
  set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  if (!token.empty()) AddMetadata("authorization", absl::StrCat("Bearer ", token));
}

ledger::v1::Reason ReasonIn(const grpc::Status& status) {
  google::rpc::Status details;
  ledger::v1::Reason reason = ledger::v1::REASON_UNSPECIFIED;
  if (!details.ParseFromString(status.error_details())) return reason;
  for (const google::protobuf::Any& detail : details.details()) {
    google::rpc::ErrorInfo info;
    if (!detail.UnpackTo(&info)) continue;
    EXPECT_EQ(info.domain(), "assessment-ledger");
    ledger::v1::Reason_Parse(info.reason(), &reason);
  }
  return reason;
}

event::v1::Event UnitRegistered(const std::string& unit, const std::string& key) {
  event::v1::Event event = NewEvent(key);
  event::v1::UnitRegistered& registered = *event.mutable_content()->mutable_unit_registered();
  registered.set_unit(unit);
  registered.set_name(absl::StrCat("县 ", unit));
  registered.set_kind(event::v1::UNIT_KIND_COUNTY);
  return event;
}

event::v1::Event MetricReported(const std::string& unit, int64_t value_millionths,
                                const std::string& key) {
  event::v1::Event event = NewEvent(key);
  event::v1::MetricReported& metric = *event.mutable_content()->mutable_metric_reported();
  metric.set_metric("deaths-per-100m-gdp");
  metric.set_unit(unit);
  metric.mutable_period_from()->set_year(2022);
  metric.mutable_period_from()->set_month(1);
  metric.mutable_period_from()->set_day(1);
  *metric.mutable_period_to() = event.content().occurred_on();
  metric.mutable_value()->set_value_millionths(value_millionths);
  metric.set_publisher("statistics");
  metric.set_vintage("final");
  return event;
}

ledger::v1::PrincipalPermissions WholeOffice(const std::string& principal) {
  ledger::v1::PrincipalPermissions permissions;
  permissions.set_principal(principal);
  permissions.set_reason("a test");
  for (const event::v1::Role role :
       {event::v1::ROLE_OFFICE, event::v1::ROLE_REGISTRAR, event::v1::ROLE_CLERK,
        event::v1::ROLE_REVIEWER, event::v1::ROLE_CHIEF}) {
    permissions.add_grants()->set_role(role);
  }
  return permissions;
}

ServerTest::ServerTest(StorageKind storage) : storage_(storage) {
  std::string pattern = ::testing::TempDir() + "conformance_XXXXXX";
  directory_ = ::mkdtemp(pattern.data());
  Start();
  administrator_ = *ReadPrivateFile(server_->administrator_token_path());
  administrator_.pop_back();
  office_ = MakePrincipal("office");
  ledger::v1::OpenLedgerRequest open;
  *open.add_permissions() = WholeOffice("office");
  open.set_authority("吕梁市安全生产委员会办公室");
  open.set_authority_code(kLedger);
  open.set_domain("ledger.example");
  ledger::v1::OpenLedgerResponse opened;
  Call call(administrator_);
  const grpc::Status status = ledger_->OpenLedger(&call, open, &opened);
  EXPECT_TRUE(status.ok()) << status.error_message();
}

ServerTest::~ServerTest() {
  server_.reset();
  std::filesystem::remove_all(directory_);
}

void ServerTest::Start() {
  ServerOptions options;
  options.data_directory = directory_;
  options.storage = storage_;
  options.listen = "127.0.0.1:0";
  if (storage_ == StorageKind::kRocksDb) options.backup_directory = directory_ + "/backups";
  options.metrics_listen = "127.0.0.1:0";
  auto started = Server::Start(options);
  CHECK(started.ok());
  server_ = *std::move(started);
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  channel_ =
      grpc::CreateCustomChannel(server_->address(), grpc::InsecureChannelCredentials(), arguments);
  ledger_ = ledger::v1::LedgerService::NewStub(channel_);
  access_ = ledger::v1::AccessService::NewStub(channel_);
}

void ServerTest::Restart() {
  const absl::Status closed = server_->Shutdown();
  EXPECT_TRUE(closed.ok()) << closed;
  server_.reset();
  Start();
}

std::string ServerTest::MakePrincipal(const ledger::v1::Principal& principal) {
  ledger::v1::CreatePrincipalRequest request;
  *request.mutable_principal() = principal;
  ledger::v1::CreatePrincipalResponse response;
  Call call(administrator_);
  const grpc::Status status = access_->CreatePrincipal(&call, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.token();
}

std::string ServerTest::MakePrincipal(const std::string& name) {
  ledger::v1::Principal principal;
  principal.set_principal(name);
  principal.set_person_id("p-" + name);
  return MakePrincipal(principal);
}

grpc::Status ServerTest::SetPermissions(const ledger::v1::PrincipalPermissions& permissions) {
  ledger::v1::SetPermissionsRequest request;
  request.set_ledger(kLedger);
  *request.mutable_permissions() = permissions;
  ledger::v1::SetPermissionsResponse response;
  Call call(administrator_);
  return access_->SetPermissions(&call, request, &response);
}

grpc::Status ServerTest::Grant(const std::string& principal, event::v1::Role role) {
  ledger::v1::PrincipalPermissions permissions;
  permissions.set_principal(principal);
  permissions.set_reason("a test");
  permissions.add_grants()->set_role(role);
  return SetPermissions(permissions);
}

grpc::Status ServerTest::Append(const std::string& token,
                                const std::vector<event::v1::Event>& events,
                                ledger::v1::AppendResponse& response) {
  ledger::v1::AppendRequest request;
  for (const event::v1::Event& event : events) *request.add_events() = event;
  Call call(token);
  return ledger_->Append(&call, request, &response);
}

std::vector<ledger::v1::Receipt> ServerTest::MustAppend(
    const std::vector<event::v1::Event>& events) {
  ledger::v1::AppendResponse response;
  const grpc::Status status = Append(office_, events, response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(response.has_accepted()) << response.DebugString();
  return {response.accepted().receipts().begin(), response.accepted().receipts().end()};
}

std::vector<ledger::v1::RecordedEvent> ServerTest::ReadAll(const ledger::v1::EventFilter& filter,
                                                           uint64_t from, uint32_t page_size) {
  std::vector<ledger::v1::RecordedEvent> events;
  ledger::v1::ReadRequest request;
  request.set_ledger(kLedger);
  request.set_from_position(from);
  request.set_page_size(page_size);
  *request.mutable_filter() = filter;
  for (;;) {
    ledger::v1::ReadResponse response;
    Call call(office_);
    const grpc::Status status = ledger_->Read(&call, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    if (!status.ok()) return events;
    events.insert(events.end(), response.events().begin(), response.events().end());
    if (response.next_position() >= response.size()) return events;
    EXPECT_GT(response.next_position(), request.from_position());
    request.set_from_position(response.next_position());
  }
}

}  // namespace assessment::testing
