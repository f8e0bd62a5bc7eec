#ifndef CLIENTS_CTL_SHEET_SOURCE_H_
#define CLIENTS_CTL_SHEET_SOURCE_H_

// Where sheets get what they print: the server's answers, and the root of the log they reflect,
// verified.

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "assessment/projections/v1/registry_service.pb.h"
#include "clients/ctl/session.h"
#include "clients/sheet/entry_form.h"
#include "clients/sheet/ranking_table.h"
#include "clients/sheet/sheet_form.h"
#include "clients/sheet/sheet_identity.h"

namespace assessment::ctl {

// Fetches the score of a unit and the scheme, wording and cycle it was computed with. The failures
// of the calls; NOT_FOUND when the ledger has no such cycle.
absl::StatusOr<sheet::FormInput> FetchForm(Session& session, const std::string& ledger,
                                           const std::string& cycle, const std::string& unit,
                                           const projections::v1::AsOf& as_of);

// Fetches the scheme that a cycle has adopted, for a form of no unit. NOT_FOUND when it has
// adopted none.
absl::StatusOr<sheet::FormInput> FetchEmptyForm(Session& session, const std::string& ledger,
                                                const std::string& cycle);

// Fetches what an entry workbook of a unit needs; `unit`: identifier, name or alias. NOT_FOUND as
// above, and when the ledger has no such unit.
absl::StatusOr<sheet::EntryInput> FetchEntry(Session& session, const std::string& ledger,
                                             const std::string& cycle, const std::string& unit);

// A cycle as it was at `size`.
absl::StatusOr<projections::v1::Cycle> FetchCycle(Session& session, const std::string& ledger,
                                                  const std::string& cycle,
                                                  const projections::v1::AsOf& as_of);

// What a ranking table needs besides the answer `ranking`: the cycle and the names of its pools, as
// of the same size.
absl::StatusOr<sheet::RankingInput> FetchRankingInput(
    Session& session, const std::string& ledger, const std::string& cycle,
    const projections::v1::ListScoresResponse& ranking);

// Origin and root of the log of `size` events, verified against the signed checkpoint; `key` as
// given by --key.
absl::StatusOr<sheet::SheetOrigin> FetchOrigin(Session& session, const std::string& ledger,
                                               uint64_t size, int64_t record_time_micros,
                                               const std::string& key);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_SHEET_SOURCE_H_
