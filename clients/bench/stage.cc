#include "clients/bench/stage.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/bench/bench_events.h"
#include "clients/cpp/idempotency_key.h"
#include "clients/cpp/rpc_error.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"
#include "ledger/scheme/scheme_file.h"

namespace assessment::bench {
namespace {

constexpr char kPrincipal[] = "ledger-bench";
constexpr uint32_t kEarlierTokenSeconds = 3600;

absl::StatusOr<uint64_t> SizeOf(LedgerClient& client, const std::string& ledger) {
  ASSIGN_OR_RETURN(const ledger::v1::ListLedgersResponse response, client.ListLedgers({}));
  for (const ledger::v1::LedgerInfo& info : response.ledgers()) {
    if (info.ledger() == ledger) return info.size();
  }
  return 0;
}

absl::Status Open(LedgerClient& administrator, const std::string& ledger) {
  ledger::v1::OpenLedgerRequest open;
  open.set_authority("ledger-bench");
  open.set_authority_code(ledger);
  open.set_domain("ledger.example");
  ledger::v1::PrincipalPermissions& permissions = *open.add_permissions();
  permissions.set_principal(kPrincipal);
  permissions.set_reason("load");
  for (const event::v1::Role role :
       {event::v1::ROLE_REGISTRAR, event::v1::ROLE_OFFICE, event::v1::ROLE_CLERK}) {
    permissions.add_grants()->set_role(role);
  }
  return administrator.OpenLedger(open).status();
}

// Two persons and a paper, as adopting a scheme takes.
void Decide(event::v1::EventContent& content) {
  content.add_decided_by()->set_person_id("p-bench");
  content.add_decided_by()->set_person_id("p-bench-second");
  content.mutable_paper()->set_issuer("ledger-bench");
  content.mutable_paper()->set_number("1");
  *content.mutable_paper()->mutable_date() = content.occurred_on();
}

// Posts events in full batches, each with a key that says what it is.
class Batches {
 public:
  Batches(LedgerClient& poster, std::string ledger) : poster_(poster), ledger_(std::move(ledger)) {}

  absl::Status Add(event::v1::Event event, std::string key) {
    event.set_ledger(ledger_);
    event.set_idempotency_key(std::move(key));
    bytes_ += event.ByteSizeLong();
    *request_.add_events() = std::move(event);
    const bool full = request_.events_size() == static_cast<int>(limits::kBatchEventsMax) ||
                      bytes_ > limits::kBatchBytesMax / 4;
    return full ? Flush() : absl::OkStatus();
  }

  absl::Status Flush() {
    if (request_.events().empty()) return absl::OkStatus();
    RETURN_IF_ERROR(MustAppend(poster_, request_));
    request_.clear_events();
    bytes_ = 0;
    return absl::OkStatus();
  }

 private:
  LedgerClient& poster_;
  const std::string ledger_;
  ledger::v1::AppendRequest request_;
  size_t bytes_ = 0;
};

absl::Status PostCycle(Batches& batches, const scheme::v1::Scheme& scheme, const StagePlan& plan) {
  for (uint64_t i = 0; i < plan.units; ++i) {
    event::v1::Event event = EmptyEvent();
    event::v1::UnitRegistered& unit = *event.mutable_content()->mutable_unit_registered();
    unit.set_unit(UnitName(i));
    unit.set_name(UnitName(i));
    unit.set_kind(event::v1::UNIT_KIND_COUNTY);
    RETURN_IF_ERROR(batches.Add(std::move(event), UnitName(i)));
  }
  RETURN_IF_ERROR(batches.Flush());
  event::v1::Event published = EmptyEvent();
  *published.mutable_content()->mutable_scheme_published()->mutable_scheme() = scheme;
  RETURN_IF_ERROR(batches.Add(std::move(published), "scheme"));

  event::v1::Event opened = EmptyEvent();
  Decide(*opened.mutable_content());
  event::v1::CycleOpened& cycle = *opened.mutable_content()->mutable_cycle_opened();
  cycle.set_cycle(kCycle);
  cycle.set_title(kCycle);
  cycle.set_year(2022);
  cycle.mutable_window_from()->set_year(2022);
  cycle.mutable_window_from()->set_month(1);
  cycle.mutable_window_from()->set_day(1);
  *cycle.mutable_window_to() = opened.content().occurred_on();
  *cycle.mutable_facts_until() = opened.content().occurred_on();
  cycle.mutable_scheme()->set_scheme(scheme.scheme());
  cycle.mutable_scheme()->set_version(scheme.version());
  uint64_t next = 0;
  for (; next < std::min<uint64_t>(plan.units, limits::kUnitsPerEventMax); ++next) {
    cycle.add_units(UnitName(next));
  }
  RETURN_IF_ERROR(batches.Add(std::move(opened), "cycle"));
  while (next < plan.units) {
    event::v1::Event joined = EmptyEvent();
    event::v1::CycleUnitsChanged& units = *joined.mutable_content()->mutable_cycle_units_changed();
    units.set_cycle(kCycle);
    std::string key = absl::StrCat("cycle-from-", next);
    const uint64_t end = std::min<uint64_t>(plan.units, next + limits::kUnitsPerEventMax);
    for (; next < end; ++next) units.add_added(UnitName(next));
    RETURN_IF_ERROR(batches.Add(std::move(joined), std::move(key)));
  }
  return batches.Flush();
}

absl::Status PostHistories(Batches& batches, const StagePlan& plan) {
  for (uint64_t unit = 0; unit < plan.units; ++unit) {
    const uint64_t events = unit == 0 ? plan.unit_events : plan.other_events;
    for (uint64_t i = 0; i < events; ++i) {
      RETURN_IF_ERROR(batches.Add(HistoryEvent(UnitName(unit), i),
                                  absl::StrCat("history-", UnitName(unit), "-", i)));
    }
  }
  return batches.Flush();
}

// Full batches from a few clients at once, until `events` more are there.
absl::Status Fill(LedgerClient& poster, const StagePlan& plan, uint64_t events) {
  constexpr int kClients = 4;
  std::atomic<uint64_t> next{0};
  std::vector<std::thread> threads;
  std::vector<absl::Status> failures(kClients);
  for (int client = 0; client < kClients; ++client) {
    threads.emplace_back([&poster, &plan, &next, &failures, client, events] {
      absl::Status& failure = failures[client];
      while (failure.ok()) {
        const uint64_t first = next.fetch_add(limits::kBatchEventsMax);
        if (first >= events) return;
        const uint64_t end = std::min<uint64_t>(events, first + limits::kBatchEventsMax);
        Batches batches(poster, plan.ledger);
        for (uint64_t i = first; failure.ok() && i < end; ++i) {
          const uint64_t unit = plan.units == 1 ? 0 : 1 + i % (plan.units - 1);
          failure = batches.Add(MetricEvent(UnitName(unit)), NewIdempotencyKey());
        }
        failure.Update(batches.Flush());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& failure : failures) RETURN_IF_ERROR(failure);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> BenchToken(LedgerClient& administrator) {
  ledger::v1::CreatePrincipalRequest create;
  create.mutable_principal()->set_principal(kPrincipal);
  create.mutable_principal()->set_person_id("p-bench");
  const absl::StatusOr<ledger::v1::CreatePrincipalResponse> created =
      administrator.CreatePrincipal(create);
  if (created.ok()) return created->token();
  if (DescribeRpcError(created.status()).reason != ledger::v1::REASON_ALREADY_EXISTS) {
    return created.status();
  }
  ledger::v1::RotateTokenRequest rotate;
  rotate.set_principal(kPrincipal);
  rotate.set_keep_present_seconds(kEarlierTokenSeconds);
  ASSIGN_OR_RETURN(const ledger::v1::RotateTokenResponse rotated,
                   administrator.RotateToken(rotate));
  return rotated.token();
}

absl::StatusOr<scheme::v1::Scheme> ReadBenchScheme(const std::string& path) {
  ASSIGN_OR_RETURN(scheme::v1::Scheme scheme, ReadSchemeFile(path));
  for (scheme::v1::Pool& pool : *scheme.mutable_pools()) pool.clear_scope();
  return scheme;
}

absl::Status Accepted(const ledger::v1::AppendResponse& response) {
  if (response.has_accepted()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat("refused: ", response.ShortDebugString()));
}

absl::Status MustAppend(LedgerClient& poster, const ledger::v1::AppendRequest& request) {
  ASSIGN_OR_RETURN(const ledger::v1::AppendResponse response, poster.Append(request));
  return Accepted(response);
}

absl::StatusOr<Stage> PrepareStage(LedgerClient& administrator, LedgerClient& poster,
                                   const scheme::v1::Scheme& scheme, const StagePlan& plan) {
  Stage stage{.ledger = plan.ledger, .units = plan.units};
  ASSIGN_OR_RETURN(const uint64_t found, SizeOf(administrator, plan.ledger));
  if (found == 0) RETURN_IF_ERROR(Open(administrator, plan.ledger));
  Batches batches(poster, plan.ledger);
  RETURN_IF_ERROR(PostCycle(batches, scheme, plan));
  // The opening, the units, the scheme, and the cycle with the units that join it.
  stage.first_size =
      1 + plan.units + 1 + (plan.units + limits::kUnitsPerEventMax - 1) / limits::kUnitsPerEventMax;
  RETURN_IF_ERROR(PostHistories(batches, plan));
  ASSIGN_OR_RETURN(stage.size, SizeOf(poster, plan.ledger));
  if (stage.size < plan.size) {
    RETURN_IF_ERROR(Fill(poster, plan, plan.size - stage.size));
    ASSIGN_OR_RETURN(stage.size, SizeOf(poster, plan.ledger));
  }
  return stage;
}

}  // namespace assessment::bench
