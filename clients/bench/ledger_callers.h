#ifndef CLIENTS_BENCH_LEDGER_CALLERS_H_
#define CLIENTS_BENCH_LEDGER_CALLERS_H_

// The callers of a ledgerd, and of an echo that takes its messages. Each `connection` outlives its
// callers.

#include <cstdint>
#include <memory>

#include "assessment/ledger/v1/ledger_service.pb.h"
#include "assessment/projections/v1/assessment_service.pb.h"
#include "clients/bench/caller.h"
#include "clients/bench/grpc_caller.h"
#include "clients/cpp/ledger_client.h"

namespace assessment::bench {

// Appends once, without the tries of a client that wants its events kept. A refusal is a failure.
std::unique_ptr<Caller> AppendCaller(const LedgerClient& connection,
                                     MakeRequest<ledger::v1::AppendRequest> make);

// Ask, and take an empty answer for a failure.
std::unique_ptr<Caller> SheetCaller(const LedgerClient& connection,
                                    MakeRequest<projections::v1::GetScoreSheetRequest> make);
std::unique_ptr<Caller> ExplanationCaller(const LedgerClient& connection,
                                          MakeRequest<projections::v1::ExplainScoreRequest> make);

// Asks, and takes an answer that does not rank so many units for a failure.
std::unique_ptr<Caller> RankingCaller(const LedgerClient& connection, uint64_t units,
                                      MakeRequest<projections::v1::ListScoresRequest> make);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_LEDGER_CALLERS_H_
