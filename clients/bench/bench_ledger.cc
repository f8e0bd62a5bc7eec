#include "clients/bench/bench_ledger.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cpp/idempotency_key.h"
#include "clients/cpp/ledger_client.h"
#include "ledger/base/civil.h"
#include "ledger/base/status_macros.h"

namespace assessment::bench {

absl::StatusOr<BenchLedger> SetUpBenchLedger(const BenchLedgerOptions& options, Clock& clock) {
  ClientOptions as_administrator;
  as_administrator.address = options.address;
  as_administrator.token = options.administrator_token;
  LedgerClient administrator(as_administrator);

  ledger::v1::OpenLedgerRequest open;
  open.set_authority("压力测试");
  open.set_authority_code(options.ledger);
  open.set_domain("ledger.example");
  RETURN_IF_ERROR(administrator.OpenLedger(open).status());

  ledger::v1::CreatePrincipalRequest create;
  create.mutable_principal()->set_principal(absl::StrCat("bench-", NewIdempotencyKey()));
  create.mutable_principal()->set_person_id(kDecider);
  create.mutable_principal()->set_person_name("李敏");
  ASSIGN_OR_RETURN(const ledger::v1::CreatePrincipalResponse created,
                   administrator.CreatePrincipal(create));

  BenchLedger bench;
  bench.ledger = options.ledger;
  bench.token = created.token();
  for (int i = 0; i < options.units; ++i) bench.units.push_back(absl::StrFormat("unit-%04d", i));

  ClientOptions as_poster = as_administrator;
  as_poster.token = bench.token;
  LedgerClient poster(as_poster);
  for (const event::v1::Event& event : SetUpEvents(bench.ledger, bench.units, DayOf(clock.Now()))) {
    ledger::v1::AppendRequest request;
    *request.add_events() = event;
    ASSIGN_OR_RETURN(const ledger::v1::AppendResponse response, poster.Append(request));
    if (response.has_refused()) {
      return absl::InternalError(absl::StrCat("set-up event ", event.idempotency_key(),
                                              " refused: ", response.refused().ShortDebugString()));
    }
  }
  return bench;
}

}  // namespace assessment::bench
