#include "projections/server/server.h"

#include <openssl/rand.h>

#include <array>
#include <atomic>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grpc/support/time.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "ledger/access/principal_store.h"
#include "ledger/base/check.h"
#include "ledger/base/limits.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/proof/signer_key_file.h"
#include "ledger/sequencer/append_and_wait.h"
#include "ledger/service/access_service.h"
#include "ledger/service/call_rate.h"
#include "ledger/service/ledger_caller.h"
#include "ledger/service/ledger_directory.h"
#include "ledger/service/ledger_service.h"
#include "ledger/service/operations_service.h"
#include "ledger/service/worker_pool.h"
#include "projections/server/clerk_runner.h"
#include "projections/server/diagnostic_log.h"
#include "projections/server/health_reporter.h"
#include "projections/server/maintenance_metrics.h"
#include "projections/server/metrics.h"
#include "projections/server/observed_server.h"
#include "projections/server/process_metrics.h"
#include "projections/server/read_side.h"
#include "projections/server/request_observer.h"
#include "projections/server/server_credentials.h"
#include "projections/server/server_metrics.h"
#include "projections/server/state_watch.h"
#include "projections/service/assessment_service.h"
#include "projections/service/deadline_service.h"
#include "projections/service/query_call.h"
#include "projections/service/registry_service.h"
#include "projections/service/year_end_service.h"

namespace assessment {
namespace {

// Calls open on one connection; the next ones wait at the client.
constexpr int kStreamsPerConnectionMax = 2000;
constexpr int kMetadataBytesMax = 8 * 1024;
// A connection whose other end is gone is noticed after about this long.
constexpr int kKeepaliveMillis = 60 * 1000;

RocksDbOptions StoreOptions(const ServerOptions& options) {
  RocksDbOptions store_options;
  store_options.directory = options.data_directory + "/log";
  return store_options;
}

// `on_disk` receives the same store when it is one with files.
absl::StatusOr<std::unique_ptr<LogStore>> OpenStore(const ServerOptions& options,
                                                    RocksDbLogStore*& on_disk) {
  if (options.storage == StorageKind::kMemory) {
    return std::unique_ptr<LogStore>(std::make_unique<MemoryLogStore>());
  }
  ASSIGN_OR_RETURN(std::unique_ptr<RocksDbLogStore> store,
                   RocksDbLogStore::Open(StoreOptions(options)));
  on_disk = store.get();
  return std::unique_ptr<LogStore>(std::move(store));
}

// Many at a time: a draw costs as much for one as for all of these.
class RandomSalts {
 public:
  std::string Next() {
    if (used_ == drawn_.size()) {
      CHECK(RAND_bytes(drawn_.data(), static_cast<int>(drawn_.size())) == 1);
      used_ = 0;
    }
    std::string salt(reinterpret_cast<const char*>(drawn_.data()) + used_, limits::kSaltBytes);
    used_ += limits::kSaltBytes;
    return salt;
  }

 private:
  std::array<unsigned char, 256 * limits::kSaltBytes> drawn_;
  size_t used_ = drawn_.size();
};

std::string RandomSalt() {
  thread_local RandomSalts salts;
  return salts.Next();
}

// What the options want of the signing keys, by ledger.
absl::StatusOr<std::map<std::string, SigningKeyWish>> SigningKeyWishes(
    const ServerOptions& options) {
  constexpr char kGiven[] = "--signing-key";
  std::map<std::string, SigningKeyWish> wishes;
  for (const std::string& text : options.signing_keys) {
    ASSIGN_OR_RETURN(const auto parts, SplitLedgerOption(kGiven, text));
    absl::StatusOr<SignerKey> key = ReadSignerKeyFile(parts.second);
    if (!key.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat(kGiven, " ", parts.first, ": ", key.status().message()));
    }
    SigningKeyWish& wish = wishes[parts.first];
    if (wish.given.has_value()) {
      return absl::InvalidArgumentError(
          absl::StrCat(kGiven, " ", parts.first, ": given twice, expected one key at a start"));
    }
    wish.given = *std::move(key);
  }
  for (const std::string& text : options.retired_signing_keys) {
    ASSIGN_OR_RETURN(auto parts, SplitLedgerOption("--retire-signing-key", text));
    wishes[parts.first].retired.push_back(std::move(parts.second));
  }
  for (auto& [ledger, wish] : wishes) wish.reason = options.signing_key_reason;
  return wishes;
}

}  // namespace

class Server::Parts {
 public:
  explicit Parts(const ServerOptions& options) : options_(options) {}
  ~Parts() { Shutdown().IgnoreError(); }

  absl::Status Start();
  absl::Status Shutdown();

  std::string address;
  int port = 0;
  int metrics_port = 0;
  std::atomic<bool> must_restart = false;
  std::unique_ptr<PrincipalStore> principals;

 private:
  absl::Status StartLedgers();
  void MakeServices();
  void MakeYearEndService(const QueryServiceOptions& query_options);
  void MakeOperationsService();
  void StartClerk(const QueryServiceOptions& query_options);
  absl::StatusOr<const ProjectionHost*> FindProjections(absl::string_view ledger) const;
  absl::Status Serve();
  ObservedServer Observe() const { return ObserveServer(*directory_, *read_side_, *clerk_); }
  // Makes what looks at calls; before Serve.
  void StartObserving();
  absl::Status ServeMetrics();
  void Tell(Severity severity, absl::string_view event,
            const std::vector<DiagnosticLog::Field>& fields) const;

  const ServerOptions options_;
  std::unique_ptr<LogStore> store_;
  RocksDbLogStore* store_on_disk_ = nullptr;  // The same, when it has files.
  std::unique_ptr<CallRate> call_rate_;
  std::unique_ptr<Authenticator> authenticator_;
  std::unique_ptr<WorkerPool> workers_;
  std::unique_ptr<ReadSide> read_side_;
  std::unique_ptr<LedgerDirectory> directory_;
  std::unique_ptr<AccessService> access_service_;
  std::unique_ptr<LedgerService> ledger_service_;
  std::unique_ptr<AssessmentService> assessment_service_;
  std::unique_ptr<RegistryService> registry_service_;
  std::unique_ptr<YearEndService> year_end_service_;
  std::unique_ptr<ClerkRunner> clerk_;
  std::unique_ptr<DeadlineService> deadline_service_;
  std::unique_ptr<BackupKeeper> backups_;
  std::unique_ptr<Scrubber> scrubber_;
  std::unique_ptr<OperationsService> operations_service_;
  std::shared_ptr<Metrics> metrics_;
  std::unique_ptr<RequestObserver> observer_;
  std::unique_ptr<MatterSampler> matters_;
  std::unique_ptr<StateWatch> watch_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<HealthReporter> health_;
  std::unique_ptr<MetricsEndpoint> metrics_endpoint_;
  std::optional<absl::Status> shut_down_;
};

absl::Status Server::Parts::Start() {
  RETURN_IF_ERROR(options_.Validate());
  RETURN_IF_ERROR(MakePrivateDirectory(options_.data_directory));
  // The store first: it refuses a directory that another process has open.
  ASSIGN_OR_RETURN(store_, OpenStore(options_, store_on_disk_));
  ASSIGN_OR_RETURN(principals, PrincipalStore::Open(options_.data_directory, *options_.clock));
  call_rate_ = std::make_unique<CallRate>(options_.calls_per_second, *options_.clock);
  authenticator_ = std::make_unique<Authenticator>(*principals, *call_rate_);
  workers_ = std::make_unique<WorkerPool>(options_.reader_threads, limits::kReadQueueMax);
  const std::string traces = options_.data_directory + "/projections";
  RETURN_IF_ERROR(MakePrivateDirectory(traces));
  read_side_ = std::make_unique<ReadSide>(*options_.clock, traces);
  RETURN_IF_ERROR(StartLedgers());
  MakeServices();
  StartObserving();
  RETURN_IF_ERROR(Serve());
  RETURN_IF_ERROR(ServeMetrics());
  Tell(Severity::kInfo, "server_started",
       {{"version", ASSESSMENT_VERSION},
        {"address", address},
        {"metrics_port", int64_t{metrics_port}}});
  return absl::OkStatus();
}

void Server::Parts::MakeServices() {
  AccessService::Options access_options;
  access_options.principals = principals.get();
  access_options.directory = directory_.get();
  access_options.authenticator = authenticator_.get();
  access_options.workers = workers_.get();
  access_options.clock = options_.clock;
  access_service_ = std::make_unique<AccessService>(access_options);
  LedgerService::Options service_options;
  service_options.directory = directory_.get();
  service_options.principals = principals.get();
  service_options.authenticator = authenticator_.get();
  service_options.workers = workers_.get();
  service_options.previewer = read_side_.get();
  ledger_service_ = std::make_unique<LedgerService>(service_options);
  QueryServiceOptions query_options;
  query_options.find_host = [this](absl::string_view ledger) { return FindProjections(ledger); };
  query_options.enter = [this](const ledger::v1::Principal& principal,
                               absl::string_view ledger) -> absl::StatusOr<Reader> {
    ASSIGN_OR_RETURN(const LedgerCaller caller, EnterLedger(*directory_, principal, ledger));
    return caller.reader;
  };
  query_options.authenticator = authenticator_.get();
  query_options.workers = workers_.get();
  assessment_service_ = std::make_unique<AssessmentService>(query_options);
  registry_service_ = std::make_unique<RegistryService>(query_options);
  MakeYearEndService(query_options);
  StartClerk(query_options);
  MakeOperationsService();
}

void Server::Parts::MakeOperationsService() {
  if (store_on_disk_ != nullptr && !options_.backup_directory.empty()) {
    BackupKeeper::Options backups;
    backups.directory = options_.backup_directory;
    backups.store = store_on_disk_;
    backups.clock = options_.clock;
    backups.signers = [this] { return BackupSignersOf(*directory_); };
    backups.principals_file = options_.data_directory + "/principals.pb";
    backups.keep_last = options_.backups_keep_last;
    backups_ = std::make_unique<BackupKeeper>(std::move(backups));
  }
  Scrubber::Options scrub;
  scrub.store = store_.get();
  if (store_on_disk_ != nullptr) {
    scrub.verify_tables = [this](const auto& before_table) {
      return store_on_disk_->VerifyTables(before_table);
    };
    scrub.status_file = options_.data_directory + "/last-scrub.pb";
  }
  scrub.clock = options_.clock;
  scrub.bytes_per_second = options_.scrub_bytes_per_second;
  scrub.interval = options_.scrub_interval;
  scrubber_ = std::make_unique<Scrubber>(std::move(scrub));
  OperationsService::Options service;
  service.authenticator = authenticator_.get();
  service.scrubber = scrubber_.get();
  service.backups = backups_.get();
  operations_service_ = std::make_unique<OperationsService>(service);
}

void Server::Parts::MakeYearEndService(const QueryServiceOptions& query_options) {
  YearEndService::Options options;
  options.queries = query_options;
  options.append =
      [this](const std::string& ledger, const ledger::v1::AppendRequest& request,
             const event::v1::Poster& poster) -> absl::StatusOr<ledger::v1::AppendResponse> {
    ASSIGN_OR_RETURN(const LedgerHost* const host, directory_->Find(ledger));
    return AppendAndWait(*host->sequencer, request, poster, Route::kYearEndService);
  };
  year_end_service_ = std::make_unique<YearEndService>(std::move(options));
}

void Server::Parts::StartClerk(const QueryServiceOptions& query_options) {
  ClerkRunner::Options clerk_options;
  clerk_options.ledgers = [this] { return directory_->List(); };
  clerk_options.projections = [this](absl::string_view ledger) { return FindProjections(ledger); };
  clerk_options.clock = options_.clock;
  clerk_ = std::make_unique<ClerkRunner>(std::move(clerk_options));
  DeadlineService::Options deadline_options;
  deadline_options.queries = query_options;
  deadline_options.run =
      [this](const std::string& ledger,
             const std::optional<CivilDay>& until) -> absl::StatusOr<Clerk::Report> {
    ASSIGN_OR_RETURN(const LedgerHost* const host, directory_->Find(ledger));
    return clerk_->RunNow(*host, until);
  };
  deadline_options.state =
      [this](const std::string& ledger) -> absl::StatusOr<DeadlineService::ClerkState> {
    ASSIGN_OR_RETURN(const LedgerHost* const host, directory_->Find(ledger));
    ASSIGN_OR_RETURN(ClerkRunner::Status status, clerk_->StatusOf(*host));
    return DeadlineService::ClerkState{std::move(status.waiting), std::move(status.alarm)};
  };
  deadline_service_ = std::make_unique<DeadlineService>(std::move(deadline_options));
}

absl::StatusOr<const ProjectionHost*> Server::Parts::FindProjections(
    absl::string_view ledger) const {
  // The directory first: it knows why a ledger did not start.
  RETURN_IF_ERROR(directory_->Find(ledger).status());
  return read_side_->Find(ledger);
}

absl::Status Server::Parts::StartLedgers() {
  LedgerDirectory::Options directory_options;
  ASSIGN_OR_RETURN(directory_options.signing_keys, SigningKeyWishes(options_));
  directory_options.store = store_.get();
  directory_options.clock = options_.clock;
  directory_options.salts = RandomSalt;
  directory_options.key_directory = options_.data_directory + "/keys";
  directory_options.on_started = [this](const LedgerHost& host) {
    read_side_->Follow(host.name, *host.log);
  };
  directory_options.on_stopped_unknown = [this](const std::string& ledger) {
    Tell(Severity::kError, "outcome_unknown", {{"ledger", ledger}});
    must_restart = true;
  };
  directory_ = std::make_unique<LedgerDirectory>(std::move(directory_options));
  return directory_->StartAll();
}

absl::Status Server::Parts::Serve() {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  builder.SetMaxReceiveMessageSize(static_cast<int>(limits::kMessageBytesMax));
  builder.SetMaxSendMessageSize(static_cast<int>(limits::kMessageBytesMax));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamsPerConnectionMax);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMillis);
  // Two servers on one port would share its callers in silence.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::ServerCredentials> credentials,
                   MakeServerCredentials(options_));
  builder.AddListeningPort(options_.listen, credentials, &port);
  builder.RegisterService(access_service_.get());
  builder.RegisterService(ledger_service_.get());
  builder.RegisterService(assessment_service_.get());
  builder.RegisterService(registry_service_.get());
  builder.RegisterService(year_end_service_.get());
  builder.RegisterService(deadline_service_.get());
  builder.RegisterService(operations_service_.get());
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> observers;
  observers.push_back(observer_->MakeFactory());
  builder.experimental().SetInterceptorCreators(std::move(observers));
  server_ = builder.BuildAndStart();
  if (server_ == nullptr) {
    return absl::UnavailableError(
        absl::StrCat("cannot listen on ", options_.listen, ": is another server using it?"));
  }
  address = options_.listen.substr(0, options_.listen.rfind(':') + 1) + absl::StrCat(port);
  if (port == 0) address = options_.listen;
  CHECK(server_->GetHealthCheckService() != nullptr);
  health_ = std::make_unique<HealthReporter>(*server_->GetHealthCheckService(), [this] {
    const ObservedServer state = Observe();
    if (watch_ != nullptr) watch_->Look(state);
    return HealthOf(state);
  });
  return absl::OkStatus();
}

void Server::Parts::StartObserving() {
  if (!options_.metrics_listen.empty()) metrics_ = std::make_shared<Metrics>();
  observer_ = std::make_unique<RequestObserver>(
      std::vector<std::string>{ledger::v1::AccessService::service_full_name(),
                               ledger::v1::LedgerService::service_full_name(),
                               projections::v1::AssessmentService::service_full_name(),
                               projections::v1::DeadlineService::service_full_name(),
                               projections::v1::RegistryService::service_full_name(),
                               projections::v1::YearEndService::service_full_name(),
                               ledger::v1::OperationsService::service_full_name()},
      metrics_.get(), options_.diagnostics);
  if (options_.diagnostics != nullptr) {
    watch_ = std::make_unique<StateWatch>(*options_.diagnostics);
  }
}

absl::Status Server::Parts::ServeMetrics() {
  if (metrics_ == nullptr) return absl::OkStatus();
  matters_ = std::make_unique<MatterSampler>(
      [this](absl::string_view ledger) { return FindProjections(ledger); });
  metrics_->AddCollector(SampleProcess);
  metrics_->AddCollector([this](MetricSamples& samples) {
    const ObservedServer state = Observe();
    SampleLedgers(state, samples);
    matters_->Sample(state, samples);
  });
  if (options_.storage == StorageKind::kRocksDb) {
    metrics_->AddCollector(
        [directory = options_.data_directory,
         reserve = DefaultReserveBytes(StoreOptions(options_))](MetricSamples& samples) {
          SampleDisk(directory, reserve, samples);
        });
  }
  metrics_->AddCollector(
      [this](MetricSamples& samples) { SampleScrub(scrubber_->Status(), samples); });
  metrics_->AddCollector([this](MetricSamples& samples) {
    if (backups_ == nullptr) return SampleBackups(std::nullopt, samples);
    // An alert on the age of the newest one fires for a server that never made any, too.
    SampleBackups(backups_->newest().value_or(0), samples);
  });
  if (options_.diagnostics != nullptr) {
    metrics_->AddCollector([log = options_.diagnostics](MetricSamples& samples) {
      SampleDiagnosticLog(*log, samples);
    });
  }
  ASSIGN_OR_RETURN(metrics_endpoint_, MetricsEndpoint::Start(options_.metrics_listen, metrics_));
  metrics_port = metrics_endpoint_->port();
  return absl::OkStatus();
}

void Server::Parts::Tell(Severity severity, absl::string_view event,
                         const std::vector<DiagnosticLog::Field>& fields) const {
  if (options_.diagnostics != nullptr) options_.diagnostics->Write(severity, event, fields);
}

absl::Status Server::Parts::Shutdown() {
  if (shut_down_.has_value()) return *shut_down_;
  const bool served = server_ != nullptr;
  if (served) Tell(Severity::kInfo, "server_stopping", {});
  if (health_ != nullptr) health_->Stop();
  if (clerk_ != nullptr) clerk_->Stop();
  if (scrubber_ != nullptr) scrubber_->Stop();
  if (operations_service_ != nullptr) operations_service_->Stop();
  // Answers all that waits for a sequencer or a projection, so that no call is left for the drain
  // time to cut.
  if (directory_ != nullptr) directory_->Drain();
  if (read_side_ != nullptr) read_side_->Stop();
  if (server_ != nullptr) {
    server_->Shutdown(
        gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                     gpr_time_from_millis(options_.drain_timeout.count(), GPR_TIMESPAN)));
    server_->Wait();
  }
  if (workers_ != nullptr) workers_->Stop();
  // Scraped until here, so that a drain can be watched.
  metrics_endpoint_.reset();
  health_.reset();
  server_.reset();
  operations_service_.reset();
  backups_.reset();
  scrubber_.reset();
  deadline_service_.reset();
  registry_service_.reset();
  assessment_service_.reset();
  clerk_.reset();
  ledger_service_.reset();
  access_service_.reset();
  directory_.reset();
  read_side_.reset();
  shut_down_ = store_ == nullptr ? absl::OkStatus() : store_->Close();
  if (!served) return *shut_down_;
  Tell(shut_down_->ok() ? Severity::kInfo : Severity::kError, "server_stopped",
       {{"code", absl::StatusCodeToString(shut_down_->code())}});
  return *shut_down_;
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options) {
  auto parts = std::make_unique<Parts>(options);
  RETURN_IF_ERROR(parts->Start());
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() = default;

const std::string& Server::address() const { return parts_->address; }
int Server::port() const { return parts_->port; }

int Server::metrics_port() const { return parts_->metrics_port; }
bool Server::made_administrator() const { return parts_->principals->made_administrator(); }
std::string Server::administrator_token_path() const {
  return parts_->principals->administrator_token_path();
}
bool Server::must_restart() const { return parts_->must_restart; }
absl::Status Server::Shutdown() { return parts_->Shutdown(); }

}  // namespace assessment
