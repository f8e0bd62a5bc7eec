#include "ledger/service/ledger_service.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/open_texts.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/merkle_proof.h"
#include "ledger/proof/tlog_proof.h"
#include "ledger/reason/reason_status.h"
#include "ledger/sequencer/log_node_reader.h"
#include "ledger/service/bound_permissions.h"
#include "ledger/service/event_filter.h"
#include "ledger/service/grpc_status.h"
#include "ledger/service/ledger_caller.h"
#include "ledger/service/log_reader.h"
#include "ledger/service/subscription.h"
#include "ledger/service/unary_call.h"

namespace assessment {
namespace {

using Events = google::protobuf::RepeatedPtrField<event::v1::Event>;

constexpr uint32_t kPageSizeDefault = 100;

// The call's own, but no call is waited for longer than the most.
UnixMicros DeadlineOf(const grpc::CallbackServerContext& context) {
  const UnixMicros most = SystemClock().Now() + limits::kCallSecondsMax * 1'000'000;
  const auto deadline = context.deadline();
  if (deadline == std::chrono::system_clock::time_point::max()) return most;
  return std::min<UnixMicros>(
      most,
      std::chrono::duration_cast<std::chrono::microseconds>(deadline.time_since_epoch()).count());
}

// A refusal of the batch's form that is known before any ledger judges it.
void RefuseBatch(ledger::v1::Reason reason, std::optional<uint32_t> index, std::string field,
                 std::string found, std::string expected, ledger::v1::Refusal& refusal) {
  if (index.has_value()) refusal.set_index(*index);
  refusal.set_reason(reason);
  refusal.set_field(std::move(field));
  refusal.set_found(std::move(found));
  refusal.set_expected(std::move(expected));
}

// Whether the principal may post these events as far as its own bounds go; what its grants say,
// admission judges at the position of the event.
absl::Status CheckMayPost(const ledger::v1::Principal& principal, const Events& events) {
  RETURN_IF_ERROR(CheckNoAdministrator(principal, "posts no events"));
  if (principal.source().empty()) return absl::OkStatus();
  for (int i = 0; i < events.size(); ++i) {
    if (events[i].source() == principal.source()) continue;
    return FieldError(ledger::v1::REASON_PERMISSION_DENIED, absl::StrCat("events[", i, "].source"),
                      absl::StrCat("found \"", events[i].source(), "\"; this principal posts as \"",
                                   principal.source(), "\" only"));
  }
  return absl::OkStatus();
}

// The ledger that a batch is for, or the refusal that says why there is none. An error when the
// ledger has stopped. A batch is of one ledger, which admission checks; here the first event's
// decides where it goes.
absl::StatusOr<const LedgerHost*> FindForBatch(const LedgerDirectory& directory,
                                               const ledger::v1::Principal& principal,
                                               const Events& events, ledger::v1::Refusal& refusal) {
  if (events.empty()) {
    RefuseBatch(ledger::v1::REASON_BATCH_SIZE, std::nullopt, "events", "no events",
                absl::StrCat("1 to ", limits::kBatchEventsMax, " events"), refusal);
    return nullptr;
  }
  const absl::StatusOr<LedgerCaller> caller = EnterLedger(directory, principal, events[0].ledger());
  if (ReasonOf(caller.status()) == ledger::v1::REASON_UNKNOWN_LEDGER) {
    RefuseBatch(ledger::v1::REASON_UNKNOWN_LEDGER, 0, "events[0].ledger",
                absl::StrCat("\"", events[0].ledger(), "\""),
                "a ledger that is open here; ListLedgers names them", refusal);
    return nullptr;
  }
  RETURN_IF_ERROR(caller.status());
  return caller->host;
}

absl::Status CheckReached(absl::string_view field, uint64_t asked, uint64_t size) {
  if (asked <= size) return absl::OkStatus();
  return FieldError(ledger::v1::REASON_SIZE_NOT_REACHED, field,
                    absl::StrCat("found ", asked, ", the log's durable size is ", size));
}

// Proves against `size`, which is reached.
absl::Status ProveInclusion(const EventLog& log, uint64_t position, uint64_t size,
                            std::vector<Hash>& hashes,
                            ledger::v1::GetInclusionProofResponse& response) {
  if (position >= size) {
    return FieldError(ledger::v1::REASON_SIZE_NOT_REACHED, "position",
                      absl::StrCat("found ", position, ", expected less than the size ", size));
  }
  LogNodeReader nodes(log);
  ASSIGN_OR_RETURN(const Hash leaf, log.Node(0, position));
  ASSIGN_OR_RETURN(hashes, InclusionProof(position, size, nodes));
  ASSIGN_OR_RETURN(const Hash root, RootAt(log, size));
  response.set_leaf_hash(HashBytes(leaf));
  for (const Hash& hash : hashes) response.add_hashes(HashBytes(hash));
  response.set_size(size);
  response.set_root_hash(HashBytes(root));
  return absl::OkStatus();
}

absl::Status ProveInclusionWithCheckpoint(const EventLog& log, uint64_t position,
                                          const absl::StatusOr<SignedCheckpoint>& checkpoint,
                                          ledger::v1::GetInclusionProofResponse& response) {
  RETURN_IF_ERROR(checkpoint.status());
  std::vector<Hash> hashes;
  RETURN_IF_ERROR(ProveInclusion(log, position, checkpoint->size, hashes, response));
  response.set_proof_file(FormatTlogProof({position, std::move(hashes), checkpoint->note}));
  return absl::OkStatus();
}

absl::Status ProveConsistency(const EventLog& log,
                              const ledger::v1::GetConsistencyProofRequest& request,
                              ledger::v1::GetConsistencyProofResponse& response) {
  const uint64_t durable = log.DurableTail().size;
  const uint64_t new_size = request.has_new_size() ? request.new_size() : durable;
  RETURN_IF_ERROR(CheckReached("new_size", new_size, durable));
  if (request.old_size() == 0) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, "old_size", "found 0, expected at least 1");
  }
  RETURN_IF_ERROR(CheckReached("old_size", request.old_size(), new_size));
  LogNodeReader nodes(log);
  ASSIGN_OR_RETURN(const std::vector<Hash> hashes,
                   ConsistencyProof(request.old_size(), new_size, nodes));
  ASSIGN_OR_RETURN(const Hash old_root, RootAt(log, request.old_size()));
  ASSIGN_OR_RETURN(const Hash new_root, RootAt(log, new_size));
  for (const Hash& hash : hashes) response.add_hashes(HashBytes(hash));
  response.set_old_size(request.old_size());
  response.set_old_root_hash(HashBytes(old_root));
  response.set_new_size(new_size);
  response.set_new_root_hash(HashBytes(new_root));
  return absl::OkStatus();
}

absl::Status ReadEvents(const LedgerCaller& caller, const ledger::v1::ReadRequest& request,
                        ledger::v1::ReadResponse& response) {
  const EventLog& log = *caller.host->log;
  RETURN_IF_ERROR(CheckFilter(request.filter()));
  if (request.page_size() > limits::kReadPageEventsMax) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, "page_size",
                      absl::StrCat("found ", request.page_size(), ", expected at most ",
                                   limits::kReadPageEventsMax));
  }
  const uint64_t size = log.DurableTail().size;
  RETURN_IF_ERROR(CheckReached("from_position", request.from_position(), size));
  PageRequest page;
  page.from = request.from_position();
  page.size = size;
  page.events_max = request.page_size() == 0 ? kPageSizeDefault : request.page_size();
  page.positions_max = limits::kReadPositionsLookedAtMax;
  page.headers_only = request.headers_only();
  page.reader = &caller.reader;
  ASSIGN_OR_RETURN(const uint64_t next,
                   ReadPage(log, request.filter(), page, *response.mutable_events()));
  response.set_next_position(next);
  response.set_size(size);
  return absl::OkStatus();
}

// A preview under way: keeps what the sequencer and the worker need until the call is finished.
struct PreviewWork {
  ledger::v1::AppendRequest batch;
  std::string ledger;
  std::optional<Reader> reader;
  ledger::v1::PreviewResponse* response = nullptr;
  PreviewAnswer answer;
};

// Fills the part of the answer that the sequencer judged; true when that is all of it.
bool FillJudged(PreviewWork& preview) {
  preview.response->set_size(preview.answer.size);
  for (ledger::v1::Refusal& refusal : preview.answer.decision.refusals) {
    *preview.response->add_refusals() = std::move(refusal);
  }
  return preview.response->refusals_size() > 0 || preview.answer.decision.entries.empty();
}

absl::Status FillChanges(const EventLog& log, Previewer& previewer, PreviewWork& preview) {
  ASSIGN_OR_RETURN(
      std::vector<projections::v1::ScoreChange> changes,
      previewer.Changes(preview.ledger, preview.answer.size, preview.answer.decision.entries));
  for (projections::v1::ScoreChange& change : changes) {
    // How it stands, and how others stand, is not everybody's to know before it is disclosed.
    if (!preview.reader->MayReadScores(change.cycle(), change.unit())) continue;
    if (!preview.reader->ReadsAll()) {
      change.clear_rank_before();
      change.clear_rank_after();
    }
    *preview.response->add_changes() = std::move(change);
  }
  // The batch's own texts are in no log.
  std::vector<SealedText> texts;
  for (const CommitEntry& entry : preview.answer.decision.entries) {
    texts.insert(texts.end(), entry.texts.begin(), entry.texts.end());
  }
  PutTexts(texts, *preview.response);
  return OpenTexts(log, *preview.response);
}

}  // namespace

LedgerService::LedgerService(const Options& options)
    : directory_(*options.directory),
      principals_(*options.principals),
      workers_(*options.workers),
      previewer_(*options.previewer),
      authenticator_(*options.authenticator),
      command_limits_(limits::kCommandsInFlightMax, limits::kCommandsPerPrincipalMax),
      subscription_limits_(limits::kSubscriptionsMax, limits::kSubscriptionsPerPrincipalMax) {}

grpc::ServerUnaryReactor* LedgerService::ListLedgers(grpc::CallbackServerContext* context,
                                                     const ledger::v1::ListLedgersRequest*,
                                                     ledger::v1::ListLedgersResponse* response) {
  return AnswerAtOnce(context, authenticator_, [this, response](const PrincipalPtr& caller) {
    const bool of_the_server = caller->administrator() || caller->operator_();
    for (const LedgerHost* host : directory_.List()) {
      if (!of_the_server && !ReaderOf(*caller, *host).ReadsAnything()) continue;
      *response->add_ledgers() = host->Info();
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* LedgerService::OpenLedger(grpc::CallbackServerContext* context,
                                                    const ledger::v1::OpenLedgerRequest* request,
                                                    ledger::v1::OpenLedgerResponse* response) {
  return AnswerByWorker(
      context, authenticator_, workers_,
      [this, request, response](const PrincipalPtr& caller) -> absl::Status {
        RETURN_IF_ERROR(CheckAdministrator(*caller, "open ledgers"));
        ASSIGN_OR_RETURN(
            const std::vector<event::v1::PermissionChanged> permissions,
            BoundPermissions(principals_, *caller, "permissions", request->permissions()));
        ASSIGN_OR_RETURN(const LedgerHost* const host,
                         directory_.Open(*request, permissions, PosterOf(*caller)));
        *response->mutable_ledger() = host->Info();
        return absl::OkStatus();
      });
}

absl::StatusOr<LedgerService::BatchCall> LedgerService::EnterBatch(
    const grpc::CallbackServerContext& context, const Events& events,
    ledger::v1::Refusal& refusal) {
  BatchCall call;
  ASSIGN_OR_RETURN(call.caller, authenticator_.Authenticate(context));
  RETURN_IF_ERROR(CheckMayPost(*call.caller, events));
  ASSIGN_OR_RETURN(call.host, FindForBatch(directory_, *call.caller, events, refusal));
  if (call.host != nullptr) RETURN_IF_ERROR(command_limits_.Enter(call.caller->principal()));
  return call;
}

grpc::ServerUnaryReactor* LedgerService::Append(grpc::CallbackServerContext* context,
                                                const ledger::v1::AppendRequest* request,
                                                ledger::v1::AppendResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  ledger::v1::Refusal refusal;
  const absl::StatusOr<BatchCall> call = EnterBatch(*context, request->events(), refusal);
  if (!call.ok() || call->host == nullptr) {
    if (call.ok()) *response->mutable_refused()->add_refusals() = std::move(refusal);
    reactor->Finish(ToGrpcStatus(call.status()));
    return reactor;
  }
  AppendCommand command;
  command.request = request;
  command.response = response;
  command.poster = PosterOf(*call->caller);
  command.deadline = DeadlineOf(*context);
  command.done = [this, reactor, caller = call->caller](const absl::Status& answer) {
    command_limits_.Leave(caller->principal());
    reactor->Finish(ToGrpcStatus(answer));
  };
  call->host->sequencer->Submit(std::move(command));
  return reactor;
}

grpc::ServerUnaryReactor* LedgerService::Preview(grpc::CallbackServerContext* context,
                                                 const ledger::v1::PreviewRequest* request,
                                                 ledger::v1::PreviewResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  ledger::v1::Refusal refusal;
  const absl::StatusOr<BatchCall> call = EnterBatch(*context, request->events(), refusal);
  if (!call.ok() || call->host == nullptr) {
    if (call.ok()) *response->add_refusals() = std::move(refusal);
    reactor->Finish(ToGrpcStatus(call.status()));
    return reactor;
  }
  auto preview = std::make_shared<PreviewWork>();
  *preview->batch.mutable_events() = request->events();
  *preview->batch.mutable_conditions() = request->conditions();
  preview->ledger = call->host->name;
  preview->reader.emplace(ReaderOf(*call->caller, *call->host));
  preview->response = response;
  PreviewCommand command;
  command.request = &preview->batch;
  command.poster = PosterOf(*call->caller);
  command.deadline = DeadlineOf(*context);
  command.done = [this, reactor, preview, log = call->host->log,
                  caller = call->caller](absl::StatusOr<PreviewAnswer> answer) {
    command_limits_.Leave(caller->principal());
    if (!answer.ok()) {
      reactor->Finish(ToGrpcStatus(answer.status()));
      return;
    }
    preview->answer = *std::move(answer);
    if (FillJudged(*preview)) {
      reactor->Finish(grpc::Status::OK);
      return;
    }
    // The sequencer's thread must not wait for scores.
    const absl::Status submitted = workers_.Submit([this, reactor, preview, log] {
      reactor->Finish(ToGrpcStatus(FillChanges(*log, previewer_, *preview)));
    });
    if (!submitted.ok()) reactor->Finish(ToGrpcStatus(submitted));
  };
  call->host->sequencer->Submit(std::move(command));
  return reactor;
}

grpc::ServerUnaryReactor* LedgerService::Read(grpc::CallbackServerContext* context,
                                              const ledger::v1::ReadRequest* request,
                                              ledger::v1::ReadResponse* response) {
  return AnswerByWorker(context, authenticator_, workers_,
                        [this, request, response](const PrincipalPtr& principal) -> absl::Status {
                          ASSIGN_OR_RETURN(const LedgerCaller caller,
                                           EnterLedger(directory_, *principal, request->ledger()));
                          return ReadEvents(caller, *request, *response);
                        });
}

grpc::ServerWriteReactor<ledger::v1::SubscribeResponse>* LedgerService::Subscribe(
    grpc::CallbackServerContext* context, const ledger::v1::SubscribeRequest* request) {
  const absl::StatusOr<PrincipalPtr> caller = authenticator_.Authenticate(*context);
  if (!caller.ok()) return new RefusedSubscription(caller.status());
  const absl::StatusOr<LedgerCaller> entered = EnterLedger(directory_, **caller, request->ledger());
  if (!entered.ok()) return new RefusedSubscription(entered.status());
  const LedgerHost* const host = entered->host;
  absl::Status status = CheckFilter(request->filter());
  if (status.ok()) {
    status = CheckReached("from_position", request->from_position(), host->log->DurableTail().size);
  }
  const std::string& name = (*caller)->principal();
  if (status.ok()) status = subscription_limits_.Enter(name);
  if (!status.ok()) return new RefusedSubscription(status);
  SubscriptionHub& hub = *host->subscriptions;
  auto subscription = std::make_shared<Subscription>(
      Subscription::Context{*host, hub, workers_, principals_}, *caller, *request,
      [this, name] { subscription_limits_.Leave(name); });
  status = hub.Add(subscription);
  if (!status.ok()) {
    subscription_limits_.Leave(name);
    return new RefusedSubscription(status);
  }
  subscription->Wake();
  return subscription.get();
}

absl::StatusOr<const LedgerHost*> LedgerService::EnterRead(
    const grpc::CallbackServerContext& context, const std::string& ledger) const {
  ASSIGN_OR_RETURN(const PrincipalPtr principal, authenticator_.Authenticate(context));
  ASSIGN_OR_RETURN(const LedgerCaller caller, EnterLedger(directory_, *principal, ledger));
  return caller.host;
}

grpc::ServerUnaryReactor* LedgerService::GetCheckpoint(
    grpc::CallbackServerContext* context, const ledger::v1::GetCheckpointRequest* request,
    ledger::v1::GetCheckpointResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const absl::StatusOr<const LedgerHost*> host = EnterRead(*context, request->ledger());
  if (!host.ok()) {
    reactor->Finish(ToGrpcStatus(host.status()));
    return reactor;
  }
  CheckpointSigner& signer = *(*host)->signer;
  signer.Request([reactor, response, &signer](const absl::StatusOr<SignedCheckpoint>& signed_one) {
    if (signed_one.ok()) {
      response->set_checkpoint(signed_one->note);
      response->set_size(signed_one->size);
      response->set_root_hash(HashBytes(signed_one->root));
      response->set_verifier_key(signer.verifier_key());
    }
    reactor->Finish(ToGrpcStatus(signed_one.status()));
  });
  return reactor;
}

grpc::ServerUnaryReactor* LedgerService::GetInclusionProof(
    grpc::CallbackServerContext* context, const ledger::v1::GetInclusionProofRequest* request,
    ledger::v1::GetInclusionProofResponse* response) {
  if (request->has_size()) {
    return AnswerByWorker(
        context, authenticator_, workers_,
        [this, request, response](const PrincipalPtr& principal) -> absl::Status {
          ASSIGN_OR_RETURN(const LedgerCaller caller,
                           EnterLedger(directory_, *principal, request->ledger()));
          const EventLog& log = *caller.host->log;
          RETURN_IF_ERROR(CheckReached("size", request->size(), log.DurableTail().size));
          std::vector<Hash> hashes;
          return ProveInclusion(log, request->position(), request->size(), hashes, *response);
        });
  }
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const absl::StatusOr<const LedgerHost*> host = EnterRead(*context, request->ledger());
  if (!host.ok()) {
    reactor->Finish(ToGrpcStatus(host.status()));
    return reactor;
  }
  const EventLog& log = *(*host)->log;
  (*host)->signer->Request(
      [reactor, request, response, &log](const absl::StatusOr<SignedCheckpoint>& signed_one) {
        reactor->Finish(ToGrpcStatus(
            ProveInclusionWithCheckpoint(log, request->position(), signed_one, *response)));
      });
  return reactor;
}

grpc::ServerUnaryReactor* LedgerService::GetConsistencyProof(
    grpc::CallbackServerContext* context, const ledger::v1::GetConsistencyProofRequest* request,
    ledger::v1::GetConsistencyProofResponse* response) {
  return AnswerByWorker(context, authenticator_, workers_,
                        [this, request, response](const PrincipalPtr& principal) -> absl::Status {
                          ASSIGN_OR_RETURN(const LedgerCaller caller,
                                           EnterLedger(directory_, *principal, request->ledger()));
                          return ProveConsistency(*caller.host->log, *request, *response);
                        });
}

}  // namespace assessment
