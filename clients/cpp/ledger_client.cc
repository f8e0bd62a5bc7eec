#include "clients/cpp/ledger_client.h"

#include <random>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cpp/rpc_error.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace assessment {
namespace {

// An explanation of a whole score with its events is larger than gRPC's default of 4 MiB allows.
constexpr int kReceiveBytesMax = 64 * 1024 * 1024;

std::shared_ptr<grpc::ChannelCredentials> CredentialsOf(const ClientOptions& options) {
  if (!options.tls.has_value()) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions files;
  files.pem_root_certs = options.tls->authorities;
  files.pem_cert_chain = options.tls->certificate;
  files.pem_private_key = options.tls->key;
  return grpc::SslCredentials(files);
}

std::shared_ptr<grpc::Channel> Connect(const ClientOptions& options) {
  grpc::ChannelArguments arguments;
  // gRPC's own waits reach two minutes; a server that restarts is back in seconds.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2000);
  arguments.SetMaxReceiveMessageSize(kReceiveBytesMax);
  if (options.own_connection) arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(options.address, CredentialsOf(options), arguments);
}

uint64_t Entropy() { return std::random_device()(); }

// Whether a lost stream is worth opening again.
bool IsLostStream(const absl::Status& status) {
  return status.ok() || status.code() == absl::StatusCode::kUnavailable ||
         status.code() == absl::StatusCode::kDeadlineExceeded;
}

// `status` with a further sentence; its details stay.
absl::Status WithNote(const absl::Status& status, const std::string& note) {
  absl::Status result(status.code(), absl::StrCat(status.message(), "; ", note));
  status.ForEachPayload([&result](absl::string_view type, const absl::Cord& payload) {
    result.SetPayload(type, payload);
  });
  return result;
}

}  // namespace

// Copied, not moved: the order in which arguments are evaluated is open.
LedgerClient::LedgerClient(ClientOptions options) : LedgerClient(Connect(options), options) {}

LedgerClient::LedgerClient(std::shared_ptr<grpc::Channel> channel, ClientOptions options)
    : options_(std::move(options)),
      channel_(std::move(channel)),
      ledger_(ledger::v1::LedgerService::NewStub(channel_)),
      access_(ledger::v1::AccessService::NewStub(channel_)),
      operations_(ledger::v1::OperationsService::NewStub(channel_)),
      assessment_(projections::v1::AssessmentService::NewStub(channel_)),
      deadlines_(projections::v1::DeadlineService::NewStub(channel_)),
      registry_(projections::v1::RegistryService::NewStub(channel_)),
      year_end_(projections::v1::YearEndService::NewStub(channel_)) {}

void LedgerClient::Prepare(grpc::ClientContext& context, std::chrono::milliseconds timeout) const {
  context.set_deadline(std::chrono::system_clock::now() + timeout);
  if (!options_.token.empty()) {
    context.AddMetadata("authorization", absl::StrCat("Bearer ", options_.token));
  }
}

template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> LedgerClient::Call(Stub& stub, Method<Stub, Request, Response> method,
                                            const Request& request) const {
  grpc::ClientContext context;
  Prepare(context);
  Response response;
  const grpc::Status status = (stub.*method)(&context, request, &response);
  if (!status.ok()) return StatusFromGrpc(status);
  return response;
}

absl::StatusOr<ledger::v1::AppendResponse> LedgerClient::Append(
    const ledger::v1::AppendRequest& request) {
  Backoff backoff(options_.retry, Entropy());
  // Once a try may have reached the log, a later clear answer about another try does not settle it.
  bool outcome_open = false;
  for (int attempt = 1;; ++attempt) {
    absl::StatusOr<ledger::v1::AppendResponse> response =
        Call(*ledger_, &ledger::v1::LedgerService::Stub::Append, request);
    if (response.ok()) return response;
    const absl::Status& status = response.status();
    const ledger::v1::Reason reason = DescribeRpcError(status).reason;
    const bool retryable = IsRetryableAppend(status);
    if (retryable && reason != ledger::v1::REASON_QUEUE_FULL &&
        reason != ledger::v1::REASON_DEADLINE_PASSED &&
        reason != ledger::v1::REASON_SHUTTING_DOWN) {
      outcome_open = true;
    }
    if (retryable && attempt < options_.retry.attempts_max) {
      std::this_thread::sleep_for(backoff.Next());
      continue;
    }
    if (!outcome_open) return response;
    return WithNote(status,
                    absl::StrCat("after ", attempt, attempt == 1 ? " try it is" : " tries it is",
                                 " not known whether the batch was written: append it again with "
                                 "the same keys"));
  }
}

absl::Status LedgerClient::ReadStream(ledger::v1::SubscribeRequest& request,
                                      const OnMessage& on_message, SubscriptionStop& stop,
                                      bool& arrived, bool& wanted_more) {
  grpc::ClientContext context;
  Prepare(context, options_.stream_timeout);
  stop.Watch(&context);
  std::unique_ptr<grpc::ClientReader<ledger::v1::SubscribeResponse>> reader =
      ledger_->Subscribe(&context, request);
  ledger::v1::SubscribeResponse message;
  while (wanted_more && reader->Read(&message)) {
    arrived = true;
    if (message.has_event()) {
      const uint64_t position = message.event().header().position();
      if (position < request.from_position()) continue;
      request.set_from_position(position + 1);
    } else if (message.progress_position() > request.from_position()) {
      request.set_from_position(message.progress_position());
    }
    wanted_more = on_message(message);
  }
  if (!wanted_more) context.TryCancel();
  const absl::Status status = StatusFromGrpc(reader->Finish());
  stop.Watch(nullptr);
  return status;
}

absl::Status LedgerClient::Subscribe(ledger::v1::SubscribeRequest request,
                                     const OnMessage& on_message, SubscriptionStop* stop) {
  SubscriptionStop never;
  SubscriptionStop& stop_or_never = stop != nullptr ? *stop : never;
  Backoff backoff(options_.retry, Entropy());
  int tries_without_message = 0;
  while (true) {
    bool arrived = false;
    bool wanted_more = true;
    const absl::Status status =
        ReadStream(request, on_message, stop_or_never, arrived, wanted_more);
    if (!wanted_more || stop_or_never.stopped()) return absl::OkStatus();
    if (arrived) {
      tries_without_message = 0;
      backoff.Reset();
    }
    ++tries_without_message;
    if (!IsLostStream(status)) return status;
    if (tries_without_message >= options_.retry.attempts_max) {
      if (!status.ok()) return status;
      return absl::UnavailableError(
          absl::StrCat("the server ended the subscription ", tries_without_message,
                       " times without a message; resume at position ", request.from_position()));
    }
    stop_or_never.WaitFor(backoff.Next());
    if (stop_or_never.stopped()) return absl::OkStatus();
  }
}

absl::StatusOr<ledger::v1::ListLedgersResponse> LedgerClient::ListLedgers(
    const ledger::v1::ListLedgersRequest& request) {
  return Call(*ledger_, &ledger::v1::LedgerService::Stub::ListLedgers, request);
}

absl::StatusOr<ledger::v1::OpenLedgerResponse> LedgerClient::OpenLedger(
    const ledger::v1::OpenLedgerRequest& request) {
  return Call(*ledger_, &ledger::v1::LedgerService::Stub::OpenLedger, request);
}

absl::StatusOr<ledger::v1::PreviewResponse> LedgerClient::Preview(
    const ledger::v1::PreviewRequest& request) {
  return Call(*ledger_, &ledger::v1::LedgerService::Stub::Preview, request);
}

absl::StatusOr<ledger::v1::ReadResponse> LedgerClient::Read(
    const ledger::v1::ReadRequest& request) {
  return Call(*ledger_, &ledger::v1::LedgerService::Stub::Read, request);
}

absl::StatusOr<ledger::v1::GetCheckpointResponse> LedgerClient::GetCheckpoint(
    const ledger::v1::GetCheckpointRequest& request) {
  return Call(*ledger_, &ledger::v1::LedgerService::Stub::GetCheckpoint, request);
}

absl::StatusOr<ledger::v1::GetInclusionProofResponse> LedgerClient::GetInclusionProof(
    const ledger::v1::GetInclusionProofRequest& request) {
  return Call(*ledger_, &ledger::v1::LedgerService::Stub::GetInclusionProof, request);
}

absl::StatusOr<ledger::v1::GetConsistencyProofResponse> LedgerClient::GetConsistencyProof(
    const ledger::v1::GetConsistencyProofRequest& request) {
  return Call(*ledger_, &ledger::v1::LedgerService::Stub::GetConsistencyProof, request);
}

absl::StatusOr<ledger::v1::Backup> LedgerClient::CreateBackup(
    const ledger::v1::CreateBackupRequest& request,
    const std::function<void(const ledger::v1::BackupProgress&)>& on_progress) {
  grpc::ClientContext context;
  Prepare(context, options_.stream_timeout);
  const std::unique_ptr<grpc::ClientReader<ledger::v1::CreateBackupResponse>> reader =
      operations_->CreateBackup(&context, request);
  ledger::v1::CreateBackupResponse message;
  bool complete = false;
  ledger::v1::Backup backup;
  while (reader->Read(&message)) {
    if (message.has_progress() && on_progress) on_progress(message.progress());
    if (!message.has_backup()) continue;
    complete = true;
    backup = message.backup();
  }
  const grpc::Status status = reader->Finish();
  if (!status.ok()) return StatusFromGrpc(status);
  if (!complete) return absl::InternalError("the server ended the call without a backup");
  return backup;
}

absl::StatusOr<ledger::v1::ListBackupsResponse> LedgerClient::ListBackups(
    const ledger::v1::ListBackupsRequest& request) {
  return Call(*operations_, &ledger::v1::OperationsService::Stub::ListBackups, request);
}

absl::StatusOr<ledger::v1::PruneBackupsResponse> LedgerClient::PruneBackups(
    const ledger::v1::PruneBackupsRequest& request) {
  return Call(*operations_, &ledger::v1::OperationsService::Stub::PruneBackups, request);
}

absl::StatusOr<ledger::v1::StartScrubResponse> LedgerClient::StartScrub(
    const ledger::v1::StartScrubRequest& request) {
  return Call(*operations_, &ledger::v1::OperationsService::Stub::StartScrub, request);
}

absl::StatusOr<ledger::v1::GetScrubStatusResponse> LedgerClient::GetScrubStatus(
    const ledger::v1::GetScrubStatusRequest& request) {
  return Call(*operations_, &ledger::v1::OperationsService::Stub::GetScrubStatus, request);
}

absl::StatusOr<ledger::v1::WhoAmIResponse> LedgerClient::WhoAmI(
    const ledger::v1::WhoAmIRequest& request) {
  return Call(*access_, &ledger::v1::AccessService::Stub::WhoAmI, request);
}

absl::StatusOr<ledger::v1::RotateTokenResponse> LedgerClient::RotateToken(
    const ledger::v1::RotateTokenRequest& request) {
  return Call(*access_, &ledger::v1::AccessService::Stub::RotateToken, request);
}

absl::StatusOr<ledger::v1::SetPermissionsResponse> LedgerClient::SetPermissions(
    const ledger::v1::SetPermissionsRequest& request) {
  return Call(*access_, &ledger::v1::AccessService::Stub::SetPermissions, request);
}

absl::StatusOr<ledger::v1::ListPermissionsResponse> LedgerClient::ListPermissions(
    const ledger::v1::ListPermissionsRequest& request) {
  return Call(*access_, &ledger::v1::AccessService::Stub::ListPermissions, request);
}

absl::StatusOr<ledger::v1::CreatePrincipalResponse> LedgerClient::CreatePrincipal(
    const ledger::v1::CreatePrincipalRequest& request) {
  return Call(*access_, &ledger::v1::AccessService::Stub::CreatePrincipal, request);
}

absl::StatusOr<ledger::v1::RevokePrincipalResponse> LedgerClient::RevokePrincipal(
    const ledger::v1::RevokePrincipalRequest& request) {
  return Call(*access_, &ledger::v1::AccessService::Stub::RevokePrincipal, request);
}

absl::StatusOr<ledger::v1::ListPrincipalsResponse> LedgerClient::ListPrincipals(
    const ledger::v1::ListPrincipalsRequest& request) {
  return Call(*access_, &ledger::v1::AccessService::Stub::ListPrincipals, request);
}

absl::StatusOr<projections::v1::CompareScoresResponse> LedgerClient::CompareScores(
    const projections::v1::CompareScoresRequest& request) {
  return Call(*assessment_, &projections::v1::AssessmentService::Stub::CompareScores, request);
}

absl::StatusOr<projections::v1::ListOpenQuestionsResponse> LedgerClient::ListOpenQuestions(
    const projections::v1::ListOpenQuestionsRequest& request) {
  return Call(*assessment_, &projections::v1::AssessmentService::Stub::ListOpenQuestions, request);
}

absl::StatusOr<projections::v1::GetAccidentResponse> LedgerClient::GetAccident(
    const projections::v1::GetAccidentRequest& request) {
  return Call(*assessment_, &projections::v1::AssessmentService::Stub::GetAccident, request);
}

absl::StatusOr<projections::v1::ListMattersResponse> LedgerClient::ListMatters(
    const projections::v1::ListMattersRequest& request) {
  return Call(*deadlines_, &projections::v1::DeadlineService::Stub::ListMatters, request);
}

absl::StatusOr<projections::v1::GetChecklistResponse> LedgerClient::GetChecklist(
    const projections::v1::GetChecklistRequest& request) {
  return Call(*year_end_, &projections::v1::YearEndService::Stub::GetChecklist, request);
}

absl::StatusOr<projections::v1::DecideResponse> LedgerClient::Decide(
    const projections::v1::DecideRequest& request) {
  return Call(*year_end_, &projections::v1::YearEndService::Stub::Decide, request);
}

absl::StatusOr<projections::v1::GetResultsResponse> LedgerClient::GetResults(
    const projections::v1::GetResultsRequest& request) {
  return Call(*year_end_, &projections::v1::YearEndService::Stub::GetResults, request);
}

absl::StatusOr<projections::v1::ListIrregularitiesResponse> LedgerClient::ListIrregularities(
    const projections::v1::ListIrregularitiesRequest& request) {
  return Call(*year_end_, &projections::v1::YearEndService::Stub::ListIrregularities, request);
}

absl::StatusOr<projections::v1::GetCarryOverResponse> LedgerClient::GetCarryOver(
    const projections::v1::GetCarryOverRequest& request) {
  return Call(*year_end_, &projections::v1::YearEndService::Stub::GetCarryOver, request);
}

absl::StatusOr<projections::v1::ListLateFactsResponse> LedgerClient::ListLateFacts(
    const projections::v1::ListLateFactsRequest& request) {
  return Call(*year_end_, &projections::v1::YearEndService::Stub::ListLateFacts, request);
}

absl::StatusOr<projections::v1::GetClerkStatusResponse> LedgerClient::GetClerkStatus(
    const projections::v1::GetClerkStatusRequest& request) {
  return Call(*deadlines_, &projections::v1::DeadlineService::Stub::GetClerkStatus, request);
}

absl::StatusOr<projections::v1::RunClerkResponse> LedgerClient::RunClerk(
    const projections::v1::RunClerkRequest& request) {
  return Call(*deadlines_, &projections::v1::DeadlineService::Stub::RunClerk, request);
}

absl::StatusOr<projections::v1::GetScoreSheetResponse> LedgerClient::GetScoreSheet(
    const projections::v1::GetScoreSheetRequest& request) {
  return Call(*assessment_, &projections::v1::AssessmentService::Stub::GetScoreSheet, request);
}

absl::StatusOr<projections::v1::ExplainScoreResponse> LedgerClient::ExplainScore(
    const projections::v1::ExplainScoreRequest& request) {
  return Call(*assessment_, &projections::v1::AssessmentService::Stub::ExplainScore, request);
}

absl::StatusOr<projections::v1::ListScoresResponse> LedgerClient::ListScores(
    const projections::v1::ListScoresRequest& request) {
  return Call(*assessment_, &projections::v1::AssessmentService::Stub::ListScores, request);
}

absl::StatusOr<projections::v1::GetVetoStatusResponse> LedgerClient::GetVetoStatus(
    const projections::v1::GetVetoStatusRequest& request) {
  return Call(*assessment_, &projections::v1::AssessmentService::Stub::GetVetoStatus, request);
}

absl::StatusOr<projections::v1::GetAuditTrailResponse> LedgerClient::GetAuditTrail(
    const projections::v1::GetAuditTrailRequest& request) {
  return Call(*assessment_, &projections::v1::AssessmentService::Stub::GetAuditTrail, request);
}

absl::StatusOr<projections::v1::ListUnitsResponse> LedgerClient::ListUnits(
    const projections::v1::ListUnitsRequest& request) {
  return Call(*registry_, &projections::v1::RegistryService::Stub::ListUnits, request);
}

absl::StatusOr<projections::v1::ListCyclesResponse> LedgerClient::ListCycles(
    const projections::v1::ListCyclesRequest& request) {
  return Call(*registry_, &projections::v1::RegistryService::Stub::ListCycles, request);
}

absl::StatusOr<projections::v1::ListSchemesResponse> LedgerClient::ListSchemes(
    const projections::v1::ListSchemesRequest& request) {
  return Call(*registry_, &projections::v1::RegistryService::Stub::ListSchemes, request);
}

absl::StatusOr<projections::v1::GetSchemeResponse> LedgerClient::GetScheme(
    const projections::v1::GetSchemeRequest& request) {
  return Call(*registry_, &projections::v1::RegistryService::Stub::GetScheme, request);
}

absl::StatusOr<projections::v1::ListClausesResponse> LedgerClient::ListClauses(
    const projections::v1::ListClausesRequest& request) {
  return Call(*registry_, &projections::v1::RegistryService::Stub::ListClauses, request);
}

}  // namespace assessment
