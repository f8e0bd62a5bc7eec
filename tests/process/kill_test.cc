// kill -9 under 16 concurrent writers: nothing acknowledged is lost, doubled or reordered, and the
// root is the one that the stored headers give. SIGTERM under the same load: every call is
// answered, and what was not acknowledged is not there. Rounds: ASSESSMENT_KILL_ROUNDS (200 by
// default) and ASSESSMENT_TERMINATE_ROUNDS (12 by default); seed: ASSESSMENT_TEST_SEED.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "assessment/ledger/v1/access_service.grpc.pb.h"
#include "assessment/ledger/v1/ledger_service.grpc.pb.h"
#include "ledger/proof/merkle.h"
#include "tests/process/ledgerd_process.h"

namespace assessment {
namespace {

using ledger::v1::AccessService;
using ledger::v1::LedgerService;

constexpr int kWriters = 16;
// A fresh directory now and then keeps the replay at start short.
constexpr int kRoundsADirectory = 25;
const char* const kLedger = "141100";

uint64_t NumberFromEnvironment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  uint64_t number = 0;
  return text != nullptr && absl::SimpleAtoi(text, &number) ? number : otherwise;
}

struct Acknowledged {
  uint64_t position = 0;
  std::string leaf_hash;
};

// What the writers were told, across all kills of one directory.
struct Promises {
  std::mutex mutex;
  std::map<std::string, Acknowledged> by_key;
  std::set<std::string> unknown;                     // Keys whose call ended without an answer.
  std::map<grpc::StatusCode, std::string> failures;  // By code: what the last such call was told.
};

event::v1::Event MetricEvent(const std::string& key) {
  event::v1::Event event;
  event.set_ledger(kLedger);
  event.set_source("writer");
  event.set_idempotency_key(key);
  event::v1::EventContent& content = *event.mutable_content();
  content.mutable_occurred_on()->set_year(2022);
  content.mutable_occurred_on()->set_month(12);
  content.mutable_occurred_on()->set_day(31);
  content.set_late_reason("test of durability");
  event::v1::MetricReported& metric = *content.mutable_metric_reported();
  metric.set_metric("deaths-per-100m-gdp");
  metric.set_unit("unit");
  metric.mutable_period_from()->set_year(2022);
  metric.mutable_period_from()->set_month(1);
  metric.mutable_period_from()->set_day(1);
  *metric.mutable_period_to() = content.occurred_on();
  metric.mutable_value()->set_value_millionths(1);
  metric.set_publisher("statistics");
  metric.set_vintage("final");
  return event;
}

class KillTest : public testing::Test {
 protected:
  void OpenFreshDirectory(int number, const std::string& parent = testing::TempDir()) {
    server_.reset();
    if (!directory_.empty()) std::filesystem::remove_all(directory_);
    directory_ = absl::StrCat(parent, "/kill-", getpid(), "-", number);
    std::filesystem::remove_all(directory_);
    server_ = std::make_unique<LedgerdProcess>(directory_);
    promises_ = std::make_unique<Promises>();
    ASSERT_TRUE(server_->Start().ok()) << server_->Output();
    const absl::StatusOr<std::string> administrator = server_->AdministratorToken();
    ASSERT_TRUE(administrator.ok()) << administrator.status();

    ledger::v1::CreatePrincipalRequest create;
    create.mutable_principal()->set_principal("writer");
    create.mutable_principal()->set_person_id("p-1");
    create.mutable_principal()->set_person_name("writer");
    ledger::v1::CreatePrincipalResponse created;
    grpc::ClientContext create_context;
    Authorize(create_context, *administrator);
    const grpc::Status create_status = AccessService::NewStub(server_->Channel())
                                           ->CreatePrincipal(&create_context, create, &created);
    ASSERT_TRUE(create_status.ok()) << create_status.error_message();
    token_ = created.token();

    ledger::v1::OpenLedgerRequest open;
    open.set_authority("authority");
    open.set_authority_code(kLedger);
    open.set_domain("ledger.example");
    ledger::v1::PrincipalPermissions& permissions = *open.add_permissions();
    permissions.set_principal("writer");
    permissions.set_reason("it writes");
    permissions.add_grants()->set_role(event::v1::ROLE_REGISTRAR);
    permissions.add_grants()->set_role(event::v1::ROLE_OFFICE);
    ledger::v1::OpenLedgerResponse opened;
    grpc::ClientContext open_context;
    Authorize(open_context, *administrator);
    const grpc::Status open_status =
        LedgerService::NewStub(server_->Channel())->OpenLedger(&open_context, open, &opened);
    ASSERT_TRUE(open_status.ok()) << open_status.error_message();

    event::v1::Event unit = MetricEvent("unit");
    event::v1::UnitRegistered& registered = *unit.mutable_content()->mutable_unit_registered();
    registered.set_unit("unit");
    registered.set_name("县");
    registered.set_kind(event::v1::UNIT_KIND_COUNTY);
    Append(*LedgerService::NewStub(server_->Channel()), unit);
    ASSERT_EQ(promises_->by_key.size(), 1u)
        << "the unit must be registered before the writers start";
  }

  // Appends one event and notes what was promised. Returns false when no answer came.
  bool Append(LedgerService::Stub& stub, const event::v1::Event& event) {
    ledger::v1::AppendRequest request;
    *request.add_events() = event;
    ledger::v1::AppendResponse response;
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    Authorize(context, token_);
    const grpc::Status status = stub.Append(&context, request, &response);
    const std::lock_guard<std::mutex> lock(promises_->mutex);
    if (!status.ok()) {
      promises_->unknown.insert(event.idempotency_key());
      promises_->failures[status.error_code()] = status.error_message();
      return false;
    }
    EXPECT_TRUE(response.has_accepted()) << response.ShortDebugString();
    if (!response.has_accepted()) return false;
    const ledger::v1::Receipt& receipt = response.accepted().receipts(0);
    const auto [known, added] = promises_->by_key.insert(
        {event.idempotency_key(), {receipt.position(), receipt.leaf_hash()}});
    if (!added) {
      EXPECT_EQ(known->second.position, receipt.position()) << "a retry got another answer";
      EXPECT_EQ(known->second.leaf_hash, receipt.leaf_hash());
    }
    promises_->unknown.erase(event.idempotency_key());
    return true;
  }

  // `end` ends the server; the writers stop at the first call that fails.
  void WriteUntil(int round, std::chrono::microseconds life, const std::function<void()>& end) {
    std::atomic<bool> stop = false;
    std::vector<std::thread> writers;
    for (int w = 0; w < kWriters; ++w) {
      writers.emplace_back([this, round, w, &stop] {
        const auto stub = LedgerService::NewStub(server_->Channel());
        for (int n = 0; !stop; ++n) {
          if (!Append(*stub, MetricEvent(absl::StrCat(round, "-", w, "-", n)))) return;
        }
      });
    }
    std::this_thread::sleep_for(life);
    end();
    stop = true;
    for (std::thread& writer : writers) writer.join();
  }

  // Reads the whole log back and compares it with every promise. Its keys are in `keys_found_`.
  void Verify() {
    const auto stub = LedgerService::NewStub(server_->Channel());
    Frontier frontier;
    std::map<std::string, Acknowledged> found;
    int64_t last_time = -1;
    uint64_t last_batch = 0;
    uint64_t next = 0;
    uint64_t size = 1;
    while (next < size) {
      ledger::v1::ReadRequest request;
      request.set_ledger(kLedger);
      request.set_from_position(next);
      request.set_page_size(1000);
      ledger::v1::ReadResponse page;
      grpc::ClientContext context;
      Authorize(context, token_);
      const grpc::Status status = stub->Read(&context, request, &page);
      ASSERT_TRUE(status.ok()) << status.error_message();
      for (const ledger::v1::RecordedEvent& event : page.events()) {
        ASSERT_EQ(event.header().position(), frontier.size()) << "a gap in the log";
        ASSERT_GE(event.header().record_time_micros(), last_time);
        if (event.header().batch_first_position() != last_batch) {
          ASSERT_GT(event.header().record_time_micros(), last_time) << "time stood still";
        }
        last_time = event.header().record_time_micros();
        last_batch = event.header().batch_first_position();
        const Hash leaf = LeafHash(event.header_bytes());
        const std::string key = event.body().event().idempotency_key();
        const bool first = found.insert({key, {event.header().position(), HashBytes(leaf)}}).second;
        ASSERT_TRUE(first) << key << " is there twice";
        frontier.Append(leaf);
      }
      next = page.next_position();
      size = page.size();
    }
    for (const auto& [key, promise] : promises_->by_key) {
      const auto event = found.find(key);
      ASSERT_NE(event, found.end())
          << key << " was acknowledged at " << promise.position << " and is lost";
      ASSERT_EQ(event->second.position, promise.position) << key << " moved";
      ASSERT_EQ(event->second.leaf_hash, promise.leaf_hash) << key << " changed";
    }
    keys_found_.clear();
    for (const auto& [key, event] : found) keys_found_.insert(key);
    ledger::v1::GetCheckpointRequest request;
    request.set_ledger(kLedger);
    ledger::v1::GetCheckpointResponse checkpoint;
    grpc::ClientContext context;
    Authorize(context, token_);
    const grpc::Status status = stub->GetCheckpoint(&context, request, &checkpoint);
    ASSERT_TRUE(status.ok()) << status.error_message();
    ASSERT_EQ(checkpoint.size(), frontier.size());
    ASSERT_EQ(checkpoint.root_hash(), HashBytes(frontier.Root()));
  }

  // Every call without an answer is resolved by its key: the event is there once, whoever asks
  // again.
  void ResolveUnknown() {
    const auto stub = LedgerService::NewStub(server_->Channel());
    const std::set<std::string> unknown = promises_->unknown;
    for (const std::string& key : unknown) ASSERT_TRUE(Append(*stub, MetricEvent(key))) << key;
  }

  void TearDown() override {
    server_.reset();
    if (!directory_.empty()) std::filesystem::remove_all(directory_);
  }

  std::string directory_;
  std::string token_;
  std::unique_ptr<LedgerdProcess> server_;
  std::unique_ptr<Promises> promises_;
  std::set<std::string> keys_found_;
};

TEST_F(KillTest, NothingAcknowledgedIsLostDoubledOrReordered) {
  const uint64_t rounds = NumberFromEnvironment("ASSESSMENT_KILL_ROUNDS", 200);
  const uint64_t seed = NumberFromEnvironment("ASSESSMENT_TEST_SEED", 20221231);
  std::cout << "seed " << seed << ", " << rounds << " rounds\n";
  std::mt19937_64 random(seed);
  size_t acknowledged = 0;
  size_t unanswered = 0;
  for (uint64_t round = 0; round < rounds; ++round) {
    if (round % kRoundsADirectory == 0) {
      if (promises_ != nullptr) acknowledged += promises_->by_key.size();
      OpenFreshDirectory(static_cast<int>(round));
      if (HasFatalFailure()) return;
    }
    WriteUntil(static_cast<int>(round), std::chrono::microseconds(5'000 + random() % 120'000),
               [this] { server_->Kill(); });
    const absl::Status started = server_->Start();
    ASSERT_TRUE(started.ok()) << "round " << round << ": " << started;
    unanswered += promises_->unknown.size();
    Verify();
    ResolveUnknown();
    if (HasFatalFailure()) FAIL() << "in round " << round;
  }
  acknowledged += promises_->by_key.size();
  std::cout << rounds << " kills, " << acknowledged << " events acknowledged, " << unanswered
            << " calls without an answer, each resolved by its key\n";
}

// A small disk of its own while it lives.
class MountedDisk {
 public:
  explicit MountedDisk(const std::string& path) : path_(path) {
    std::filesystem::create_directories(path);
    // The reserve of a server is 640 MiB.
    mounted_ = mount("tmpfs", path.c_str(), "tmpfs", 0, "size=900m") == 0;
  }
  ~MountedDisk() {
    if (mounted_) umount2(path_.c_str(), MNT_DETACH);
    std::filesystem::remove_all(path_);
  }
  MountedDisk(const MountedDisk&) = delete;
  MountedDisk& operator=(const MountedDisk&) = delete;

  bool mounted() const { return mounted_; }
  // Takes room until less than the reserve is left; gives it back.
  bool Fill() {
    const int file = open(Ballast().c_str(), O_CREAT | O_WRONLY, 0600);
    const bool filled = file >= 0 && posix_fallocate(file, 0, 350 << 20) == 0;
    close(file);
    return filled;
  }
  void Empty() { std::filesystem::remove(Ballast()); }

 private:
  std::string Ballast() const { return path_ + "/ballast"; }

  const std::string path_;
  bool mounted_ = false;
};

TEST_F(KillTest, OnAFullDiskAppendsAreRefusedReadsGoOnAndWritingResumes) {
  MountedDisk disk(absl::StrCat(testing::TempDir(), "/disk-", getpid()));
  if (!disk.mounted()) GTEST_SKIP() << "mounting a disk of its own is not permitted here";
  OpenFreshDirectory(0, absl::StrCat(testing::TempDir(), "/disk-", getpid()));
  if (HasFatalFailure()) return;
  const auto append = [this](const std::string& key) {
    return Append(*LedgerService::NewStub(server_->Channel()), MetricEvent(key));
  };
  ASSERT_TRUE(append("before"));
  ASSERT_TRUE(disk.Fill());
  // Free space is asked for now and then only.
  for (int n = 0; n < 100 && append(absl::StrCat("meanwhile-", n)); ++n) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  ASSERT_EQ(promises_->failures.size(), 1u) << "the full disk refused nothing";
  EXPECT_EQ(promises_->failures.begin()->first, grpc::StatusCode::RESOURCE_EXHAUSTED);
  Verify();
  for (const std::string& key : promises_->unknown) EXPECT_EQ(keys_found_.count(key), 0u) << key;

  server_->Kill();
  const absl::Status started = server_->Start();
  ASSERT_TRUE(started.ok()) << started;
  Verify();
  EXPECT_FALSE(append("still full"));

  disk.Empty();
  bool resumed = false;
  for (int n = 0; n < 100 && !resumed; ++n) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    resumed = append("after");
  }
  EXPECT_TRUE(resumed);
  Verify();
  server_.reset();
}

TEST_F(KillTest, TerminationAnswersEveryCallAndWritesNothingUnacknowledged) {
  const uint64_t rounds = NumberFromEnvironment("ASSESSMENT_TERMINATE_ROUNDS", 12);
  const uint64_t seed = NumberFromEnvironment("ASSESSMENT_TEST_SEED", 20221231);
  std::cout << "seed " << seed << ", " << rounds << " rounds\n";
  std::mt19937_64 random(seed);
  OpenFreshDirectory(0);
  if (HasFatalFailure()) return;
  size_t turned_away = 0;
  for (uint64_t round = 0; round < rounds; ++round) {
    int exit_status = -1;
    WriteUntil(static_cast<int>(round), std::chrono::microseconds(50'000 + random() % 200'000),
               [&] { exit_status = server_->Terminate(); });
    ASSERT_EQ(exit_status, 0) << server_->Output();
    // A call that reaches the transport after it began to close is cut there, before any handler.
    for (const auto& [code, message] : promises_->failures) {
      ASSERT_TRUE(code == grpc::StatusCode::UNAVAILABLE || code == grpc::StatusCode::CANCELLED)
          << code << ": " << message;
    }
    const absl::Status started = server_->Start();
    ASSERT_TRUE(started.ok()) << "round " << round << ": " << started;
    Verify();
    if (HasFatalFailure()) FAIL() << "in round " << round;
    for (const std::string& key : promises_->unknown) {
      ASSERT_EQ(keys_found_.count(key), 0u)
          << key << " was turned away as unavailable and is in the log";
    }
    turned_away += promises_->unknown.size();
    promises_->unknown.clear();
    promises_->failures.clear();
  }
  EXPECT_GT(promises_->by_key.size(), rounds);
  EXPECT_GT(turned_away, 0u) << "no call was in flight";
  std::cout << rounds << " terminations, " << promises_->by_key.size()
            << " events acknowledged and there, " << turned_away
            << " calls turned away and not there\n";
}

}  // namespace
}  // namespace assessment
