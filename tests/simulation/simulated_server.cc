#include "tests/simulation/simulated_server.h"

#include <chrono>
#include <deque>
#include <future>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"
#include "ledger/sequencer/open_ledger.h"

namespace assessment {
namespace {

const char* const kName = "141100";

event::v1::Poster Office() {
  event::v1::Poster poster;
  poster.set_principal("office");
  poster.set_person_id("p-1");
  return poster;
}

// One submitted batch.
struct Submitted {
  ledger::v1::AppendResponse response;
  std::promise<absl::Status> answered;
};

}  // namespace

SimulatedServer::SimulatedServer() : disk_(std::make_shared<SimulatedFileSystem>()) {
  CHECK(Open().ok());
  auto log = store_->Create(kName);
  CHECK(log.ok());
  log_ = *log;
  event::v1::LedgerOpened opened;
  opened.set_authority("authority");
  opened.set_authority_code(kName);
  opened.set_origin("ledger.example/log/141100");
  opened.set_format_version(1);
  opened.set_time_zone("Asia/Shanghai");
  CHECK(WriteOpeningRecord(kName, *log_, opened, Office(), clock_, [] {
          return std::string(limits::kSaltBytes, 's');
        }).ok());
  CHECK(StartSequencer().ok());
}

SimulatedServer::~SimulatedServer() { Close().IgnoreError(); }

absl::Status SimulatedServer::Open() {
  faulty_ = std::make_shared<FaultyFileSystem>(disk_);
  RocksDbOptions options;
  options.directory = "/store";
  options.file_system = faulty_;
  options.reserve_bytes = kReserve;
  options.free_bytes = [this] { return free_bytes_.load(); };
  options.free_bytes_interval = std::chrono::milliseconds(0);
  options.block_cache_bytes = 1 << 20;
  // Nothing is written behind a call: no full memory, no mark that is due.
  options.memtable_bytes = 64 << 20;
  options.mark_sync_interval = std::chrono::hours(1);
  ASSIGN_OR_RETURN(store_, RocksDbLogStore::Open(options));
  return absl::OkStatus();
}

absl::Status SimulatedServer::StartSequencer() {
  Sequencer::Options options;
  options.clock = &clock_;
  options.salts = [this] {
    std::string salt = absl::StrCat("salt-", salts_++);
    salt.resize(limits::kSaltBytes, '.');
    return salt;
  };
  ASSIGN_OR_RETURN(sequencer_, Sequencer::Start(kName, *log_, std::move(options)));
  return absl::OkStatus();
}

absl::Status SimulatedServer::Close() {
  sequencer_.reset();
  if (store_ == nullptr) return absl::OkStatus();
  const absl::Status closed = store_->Close();
  store_.reset();
  return closed;
}

std::vector<absl::StatusOr<ledger::v1::AppendResponse>> SimulatedServer::Append(
    const std::vector<ledger::v1::AppendRequest>& requests) {
  std::deque<Submitted> calls;
  for (const ledger::v1::AppendRequest& request : requests) {
    Submitted& call = calls.emplace_back();
    AppendCommand command;
    command.request = &request;
    command.response = &call.response;
    command.poster = Office();
    command.done = [&call](const absl::Status& status) { call.answered.set_value(status); };
    sequencer_->Submit(std::move(command));
  }
  std::vector<absl::StatusOr<ledger::v1::AppendResponse>> answers;
  for (Submitted& call : calls) {
    const absl::Status status = call.answered.get_future().get();
    if (status.ok()) {
      answers.emplace_back(std::move(call.response));
    } else {
      answers.emplace_back(status);
    }
  }
  return answers;
}

absl::Status SimulatedServer::Restart() {
  // After an unknown outcome closing fails as well, which is what a restart is for.
  Close().IgnoreError();
  RETURN_IF_ERROR(Open());
  ASSIGN_OR_RETURN(log_, store_->Find(kName));
  return StartSequencer();
}

absl::Status SimulatedServer::Crash(bool with_power, std::mt19937_64& random) {
  disk_->PowerOffAfter(1);
  const auto left = with_power ? disk_->AfterPowerLoss(random) : disk_->AfterProcessDeath();
  Close().IgnoreError();
  disk_ = left;
  return Restart();
}

}  // namespace assessment
