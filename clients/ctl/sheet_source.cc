#include "clients/ctl/sheet_source.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/ctl/verified_log.h"
#include "clients/ctl/words.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

absl::StatusOr<event::v1::SchemePublished> FetchScheme(Session& session, const std::string& ledger,
                                                       const std::string& scheme,
                                                       uint32_t version) {
  projections::v1::GetSchemeRequest request;
  request.set_ledger(ledger);
  request.set_scheme(scheme);
  request.set_version(version);
  ASSIGN_OR_RETURN(projections::v1::GetSchemeResponse response,
                   session.client().GetScheme(request));
  return std::move(*response.mutable_published());
}

void TakeScheme(event::v1::SchemePublished published, sheet::FormInput& form) {
  for (const event::v1::ClauseWording& wording : published.wording()) {
    form.wording[wording.clause()] = wording.text();
  }
  form.scheme = std::move(*published.mutable_scheme());
}

absl::StatusOr<projections::v1::Unit> FetchUnit(Session& session, const std::string& ledger,
                                                const std::string& unit) {
  projections::v1::ListUnitsRequest request;
  request.set_ledger(ledger);
  ASSIGN_OR_RETURN(const projections::v1::ListUnitsResponse response,
                   session.client().ListUnits(request));
  for (const projections::v1::Unit& known : response.units()) {
    const auto& aliases = known.aliases();
    if (known.unit() == unit || known.name() == unit ||
        std::find(aliases.begin(), aliases.end(), unit) != aliases.end()) {
      return known;
    }
  }
  return absl::NotFoundError(
      absl::StrCat("--unit: ledger ", ledger, " has no unit \"", unit, "\""));
}

void NameCycle(const projections::v1::Cycle& cycle, sheet::FormInput& form) {
  form.cycle_title = cycle.cycle().title();
  form.year = cycle.cycle().year();
}

}  // namespace

absl::StatusOr<projections::v1::Cycle> FetchCycle(Session& session, const std::string& ledger,
                                                  const std::string& cycle,
                                                  const projections::v1::AsOf& as_of) {
  projections::v1::ListCyclesRequest request;
  request.set_ledger(ledger);
  *request.mutable_as_of() = as_of;
  ASSIGN_OR_RETURN(const projections::v1::ListCyclesResponse response,
                   session.client().ListCycles(request));
  for (const projections::v1::Cycle& known : response.cycles()) {
    if (known.cycle().cycle() == cycle) return known;
  }
  return absl::NotFoundError(
      absl::StrCat("--cycle: ledger ", ledger, " has no cycle \"", cycle, "\""));
}

absl::StatusOr<sheet::FormInput> FetchForm(Session& session, const std::string& ledger,
                                           const std::string& cycle, const std::string& unit,
                                           const projections::v1::AsOf& as_of) {
  projections::v1::ExplainScoreRequest request;
  request.set_ledger(ledger);
  request.set_cycle(cycle);
  request.set_unit(unit);
  *request.mutable_as_of() = as_of;
  ASSIGN_OR_RETURN(projections::v1::ExplainScoreResponse response,
                   session.client().ExplainScore(request));
  sheet::FormInput form;
  form.score = std::move(*response.mutable_score());
  form.status = Say(WordOf(form.score.status()), Language::kChinese);
  projections::v1::AsOf same_size;
  same_size.set_size(form.score.size());
  ASSIGN_OR_RETURN(const projections::v1::Cycle known,
                   FetchCycle(session, ledger, form.score.cycle(), same_size));
  NameCycle(known, form);
  ASSIGN_OR_RETURN(event::v1::SchemePublished published,
                   FetchScheme(session, ledger, form.score.scheme(), form.score.scheme_version()));
  TakeScheme(std::move(published), form);
  return form;
}

absl::StatusOr<sheet::FormInput> FetchEmptyForm(Session& session, const std::string& ledger,
                                                const std::string& cycle) {
  ASSIGN_OR_RETURN(const projections::v1::Cycle known, FetchCycle(session, ledger, cycle, {}));
  if (known.cycle().scheme().scheme().empty()) {
    return absl::NotFoundError(absl::StrCat("--cycle: ", cycle, " has adopted no scheme yet"));
  }
  sheet::FormInput form;
  NameCycle(known, form);
  ASSIGN_OR_RETURN(event::v1::SchemePublished published,
                   FetchScheme(session, ledger, known.cycle().scheme().scheme(),
                               known.cycle().scheme().version()));
  TakeScheme(std::move(published), form);
  form.score = sheet::EmptyExplanation(form.scheme);
  form.score.set_cycle(cycle);
  return form;
}

absl::StatusOr<sheet::EntryInput> FetchEntry(Session& session, const std::string& ledger,
                                             const std::string& cycle, const std::string& unit) {
  ASSIGN_OR_RETURN(sheet::FormInput form, FetchEmptyForm(session, ledger, cycle));
  ASSIGN_OR_RETURN(const projections::v1::Unit known, FetchUnit(session, ledger, unit));
  projections::v1::ListClausesRequest request;
  request.set_ledger(ledger);
  request.set_cycle(cycle);
  request.set_unit(known.unit());
  ASSIGN_OR_RETURN(const projections::v1::ListClausesResponse response,
                   session.client().ListClauses(request));
  sheet::EntryInput entry;
  entry.ledger = ledger;
  entry.cycle = cycle;
  entry.unit = known.unit();
  entry.unit_name = known.name();
  entry.scheme = std::move(form.scheme);
  entry.clauses.assign(response.clauses().begin(), response.clauses().end());
  return entry;
}

absl::StatusOr<sheet::RankingInput> FetchRankingInput(
    Session& session, const std::string& ledger, const std::string& cycle,
    const projections::v1::ListScoresResponse& ranking) {
  projections::v1::AsOf same_size;
  same_size.set_size(ranking.size());
  ASSIGN_OR_RETURN(const projections::v1::Cycle known,
                   FetchCycle(session, ledger, cycle, same_size));
  sheet::RankingInput input;
  input.ranking = ranking;
  input.cycle = cycle;
  input.cycle_title = known.cycle().title();
  input.status = Say(WordOf(known.phase()), Language::kChinese);
  const event::v1::SchemeReference& adopted = known.cycle().scheme();
  if (!adopted.scheme().empty()) {
    ASSIGN_OR_RETURN(event::v1::SchemePublished published,
                     FetchScheme(session, ledger, adopted.scheme(), adopted.version()));
    input.scheme = std::move(*published.mutable_scheme());
  }
  return input;
}

absl::StatusOr<sheet::SheetOrigin> FetchOrigin(Session& session, const std::string& ledger,
                                               uint64_t size, int64_t record_time_micros,
                                               const std::string& key) {
  ASSIGN_OR_RETURN(const VerifiedCheckpoint signed_log, FetchCheckpoint(session, ledger, key));
  sheet::SheetOrigin origin;
  origin.ledger = ledger;
  origin.origin = signed_log.checkpoint.origin;
  origin.size = size;
  origin.record_time_micros = record_time_micros;
  ASSIGN_OR_RETURN(origin.root, VerifiedRoot(session, ledger, signed_log, size));
  return origin;
}

}  // namespace assessment::ctl
