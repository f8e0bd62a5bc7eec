#ifndef CLIENTS_CPP_LEDGER_CLIENT_H_
#define CLIENTS_CPP_LEDGER_CLIENT_H_

// The ledger from a C++ program: every call of its services, each with a deadline; Append that
// retries safely; Subscribe that survives a lost connection.
//
//   LedgerClient client({.address = "127.0.0.1:7443", .token = token});
//   ledger::v1::AppendRequest request;
//   event::v1::Event& event = *request.add_events();
//   event.set_ledger("141100");
//   event.set_source("accident-reporting");
//   event.set_idempotency_key(NewIdempotencyKey());  // Made once for the event, kept with it.
//   ...
//   absl::StatusOr<ledger::v1::AppendResponse> answer = client.Append(request);
//
// What a failure says beyond its code is read by DescribeRpcError (rpc_error.h).

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/ledger/v1/access_service.grpc.pb.h"
#include "assessment/ledger/v1/ledger_service.grpc.pb.h"
#include "assessment/ledger/v1/operations_service.grpc.pb.h"
#include "assessment/projections/v1/assessment_service.grpc.pb.h"
#include "assessment/projections/v1/deadline_service.grpc.pb.h"
#include "assessment/projections/v1/registry_service.grpc.pb.h"
#include "assessment/projections/v1/year_end_service.grpc.pb.h"
#include "clients/cpp/backoff.h"
#include "clients/cpp/subscription_stop.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"

namespace assessment {

struct ClientOptions {
  // "host:port" or "unix:path" of ledgerd.
  std::string address = "127.0.0.1:7443";
  // The bearer token. Sent with every call; empty: none is sent and every call is refused.
  std::string token;
  // Set: TLS is spoken, to a server whose certificate one of these authorities (PEM) signed; the
  // machine's own authorities when they are empty.
  struct Tls {
    std::string authorities;
    // Of the client itself, both or none (PEM): who calls, where no token is sent.
    std::string certificate;
    std::string key;
  };
  std::optional<Tls> tls;
  // Set: a connection of its own; else clients of one process that go to one server with equal
  // options share one.
  bool own_connection = false;
  // Deadline of each call, and of each try of Append.
  std::chrono::milliseconds call_timeout{15'000};
  // A subscription's stream is opened anew after this time at the latest.
  std::chrono::milliseconds stream_timeout{3'600'000};
  // Of Append, and of a subscription that lost its stream.
  RetryPolicy retry;
};

// Thread-safe: one client serves a whole program. Calls block their thread; a program that makes
// asynchronous ones makes stubs of its own over channel().
class LedgerClient {
 public:
  // Connects when the first call is made, and again whenever the connection was lost.
  explicit LedgerClient(ClientOptions options);
  // Over a channel of the caller's; `options.address` is not used.
  LedgerClient(std::shared_ptr<grpc::Channel> channel, ClientOptions options);
  LedgerClient(const LedgerClient&) = delete;
  LedgerClient& operator=(const LedgerClient&) = delete;

  // --- LedgerService ---

  // Appends a batch, all or nothing. An OK status carries the server's answer: accepted (every
  // event is in the log and synced) or refused (nothing was written by this call). Tries again, the
  // request unchanged, after a failure that IsRetryableAppend names, up to retry.attempts_max
  // calls; other failures are returned at once. When the last try failed in a way that leaves the
  // outcome open, the message says so: append again with the same keys, whenever it may be.
  absl::StatusOr<ledger::v1::AppendResponse> Append(const ledger::v1::AppendRequest& request);

  // Receives one message of a subscription: an event that matches, or how far was looked. Returns
  // false to end the subscription.
  using OnMessage = std::function<bool(const ledger::v1::SubscribeResponse&)>;

  // Follows a ledger from request.from_position: hands every event that matches to `on_message`,
  // in order and once, until it returns false or `stop`, if given, is stopped; then OK. A stream
  // that ends, is unavailable or outlives its deadline is opened again at the next position, after
  // a wait that grows while nothing arrives; after retry.attempts_max tries without a message, and
  // at once for any other failure, the failure is returned.
  absl::Status Subscribe(ledger::v1::SubscribeRequest request, const OnMessage& on_message,
                         SubscriptionStop* stop = nullptr);

  // Each of the rest makes one call and returns its answer or its failure.
  absl::StatusOr<ledger::v1::ListLedgersResponse> ListLedgers(
      const ledger::v1::ListLedgersRequest& request);
  absl::StatusOr<ledger::v1::OpenLedgerResponse> OpenLedger(
      const ledger::v1::OpenLedgerRequest& request);
  absl::StatusOr<ledger::v1::PreviewResponse> Preview(const ledger::v1::PreviewRequest& request);
  absl::StatusOr<ledger::v1::ReadResponse> Read(const ledger::v1::ReadRequest& request);
  absl::StatusOr<ledger::v1::GetCheckpointResponse> GetCheckpoint(
      const ledger::v1::GetCheckpointRequest& request);
  absl::StatusOr<ledger::v1::GetInclusionProofResponse> GetInclusionProof(
      const ledger::v1::GetInclusionProofRequest& request);
  absl::StatusOr<ledger::v1::GetConsistencyProofResponse> GetConsistencyProof(
      const ledger::v1::GetConsistencyProofRequest& request);

  // --- AccessService ---

  absl::StatusOr<ledger::v1::WhoAmIResponse> WhoAmI(const ledger::v1::WhoAmIRequest& request);
  absl::StatusOr<ledger::v1::CreatePrincipalResponse> CreatePrincipal(
      const ledger::v1::CreatePrincipalRequest& request);
  absl::StatusOr<ledger::v1::RotateTokenResponse> RotateToken(
      const ledger::v1::RotateTokenRequest& request);
  absl::StatusOr<ledger::v1::SetPermissionsResponse> SetPermissions(
      const ledger::v1::SetPermissionsRequest& request);
  absl::StatusOr<ledger::v1::ListPermissionsResponse> ListPermissions(
      const ledger::v1::ListPermissionsRequest& request);
  absl::StatusOr<ledger::v1::RevokePrincipalResponse> RevokePrincipal(
      const ledger::v1::RevokePrincipalRequest& request);
  absl::StatusOr<ledger::v1::ListPrincipalsResponse> ListPrincipals(
      const ledger::v1::ListPrincipalsRequest& request);

  // --- OperationsService ---

  // Makes a backup, waiting as long as a stream may take; `on_progress` may be null. When the
  // connection is lost the backup is made all the same: ListBackups shows it.
  absl::StatusOr<ledger::v1::Backup> CreateBackup(
      const ledger::v1::CreateBackupRequest& request,
      const std::function<void(const ledger::v1::BackupProgress&)>& on_progress);
  absl::StatusOr<ledger::v1::ListBackupsResponse> ListBackups(
      const ledger::v1::ListBackupsRequest& request);
  absl::StatusOr<ledger::v1::PruneBackupsResponse> PruneBackups(
      const ledger::v1::PruneBackupsRequest& request);
  absl::StatusOr<ledger::v1::StartScrubResponse> StartScrub(
      const ledger::v1::StartScrubRequest& request);
  absl::StatusOr<ledger::v1::GetScrubStatusResponse> GetScrubStatus(
      const ledger::v1::GetScrubStatusRequest& request);

  // --- AssessmentService ---

  absl::StatusOr<projections::v1::CompareScoresResponse> CompareScores(
      const projections::v1::CompareScoresRequest& request);
  absl::StatusOr<projections::v1::ListOpenQuestionsResponse> ListOpenQuestions(
      const projections::v1::ListOpenQuestionsRequest& request);
  absl::StatusOr<projections::v1::GetAccidentResponse> GetAccident(
      const projections::v1::GetAccidentRequest& request);
  absl::StatusOr<projections::v1::ListMattersResponse> ListMatters(
      const projections::v1::ListMattersRequest& request);
  absl::StatusOr<projections::v1::GetClerkStatusResponse> GetClerkStatus(
      const projections::v1::GetClerkStatusRequest& request);
  absl::StatusOr<projections::v1::RunClerkResponse> RunClerk(
      const projections::v1::RunClerkRequest& request);
  absl::StatusOr<projections::v1::GetChecklistResponse> GetChecklist(
      const projections::v1::GetChecklistRequest& request);
  // Safe to repeat with the same source and key, as Append; tried once.
  absl::StatusOr<projections::v1::DecideResponse> Decide(
      const projections::v1::DecideRequest& request);
  absl::StatusOr<projections::v1::GetResultsResponse> GetResults(
      const projections::v1::GetResultsRequest& request);
  absl::StatusOr<projections::v1::ListIrregularitiesResponse> ListIrregularities(
      const projections::v1::ListIrregularitiesRequest& request);
  absl::StatusOr<projections::v1::GetCarryOverResponse> GetCarryOver(
      const projections::v1::GetCarryOverRequest& request);
  absl::StatusOr<projections::v1::ListLateFactsResponse> ListLateFacts(
      const projections::v1::ListLateFactsRequest& request);
  absl::StatusOr<projections::v1::GetScoreSheetResponse> GetScoreSheet(
      const projections::v1::GetScoreSheetRequest& request);
  absl::StatusOr<projections::v1::ExplainScoreResponse> ExplainScore(
      const projections::v1::ExplainScoreRequest& request);
  absl::StatusOr<projections::v1::ListScoresResponse> ListScores(
      const projections::v1::ListScoresRequest& request);
  absl::StatusOr<projections::v1::GetVetoStatusResponse> GetVetoStatus(
      const projections::v1::GetVetoStatusRequest& request);
  absl::StatusOr<projections::v1::GetAuditTrailResponse> GetAuditTrail(
      const projections::v1::GetAuditTrailRequest& request);

  // --- RegistryService ---

  absl::StatusOr<projections::v1::ListUnitsResponse> ListUnits(
      const projections::v1::ListUnitsRequest& request);
  absl::StatusOr<projections::v1::ListCyclesResponse> ListCycles(
      const projections::v1::ListCyclesRequest& request);
  absl::StatusOr<projections::v1::ListSchemesResponse> ListSchemes(
      const projections::v1::ListSchemesRequest& request);
  absl::StatusOr<projections::v1::GetSchemeResponse> GetScheme(
      const projections::v1::GetSchemeRequest& request);
  absl::StatusOr<projections::v1::ListClausesResponse> ListClauses(
      const projections::v1::ListClausesRequest& request);

  // --- Calls that a program makes itself ---

  // What this client's calls go over.
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  // Gives a call that was not made yet what this client's own calls have: deadline and token.
  void Prepare(grpc::ClientContext& context) const { Prepare(context, options_.call_timeout); }

 private:
  // A blocking unary method of a stub.
  template <typename Stub, typename Request, typename Response>
  using Method = grpc::Status (Stub::*)(grpc::ClientContext*, const Request&, Response*);

  // Makes one call.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(Stub& stub, Method<Stub, Request, Response> method,
                                const Request& request) const;

  void Prepare(grpc::ClientContext& context, std::chrono::milliseconds timeout) const;

  // Reads one stream to its end, moving request.from_position along. `arrived` is set when any
  // message came, `wanted_more` cleared when `on_message` returned false.
  absl::Status ReadStream(ledger::v1::SubscribeRequest& request, const OnMessage& on_message,
                          SubscriptionStop& stop, bool& arrived, bool& wanted_more);

  const ClientOptions options_;
  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<ledger::v1::LedgerService::Stub> ledger_;
  const std::unique_ptr<ledger::v1::AccessService::Stub> access_;
  const std::unique_ptr<ledger::v1::OperationsService::Stub> operations_;
  const std::unique_ptr<projections::v1::AssessmentService::Stub> assessment_;
  const std::unique_ptr<projections::v1::DeadlineService::Stub> deadlines_;
  const std::unique_ptr<projections::v1::RegistryService::Stub> registry_;
  const std::unique_ptr<projections::v1::YearEndService::Stub> year_end_;
};

}  // namespace assessment

#endif  // CLIENTS_CPP_LEDGER_CLIENT_H_
