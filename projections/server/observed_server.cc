#include "projections/server/observed_server.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace assessment {

bool ObservedLedger::damaged() const {
  return started.code() == absl::StatusCode::kDataLoss ||
         writable.code() == absl::StatusCode::kDataLoss ||
         signer.code() == absl::StatusCode::kDataLoss;
}

bool ObservedLedger::serves() const {
  return started.ok() && sequencer.running && signer.ok() &&
         writable.code() != absl::StatusCode::kDataLoss;
}

bool ObservedLedger::projections_serve() const {
  return started.ok() && !projections.empty() &&
         std::all_of(projections.begin(), projections.end(),
                     [](const Follower::State& state) { return state.status.ok(); });
}

ObservedServer ObserveServer(const LedgerDirectory& directory, const ReadSide& read_side,
                             const ClerkRunner& clerk) {
  ObservedServer states;
  for (const LedgerHost* host : directory.List()) {
    ObservedLedger state;
    state.name = host->name;
    state.started_from_traces = host->started_from_traces;
    state.projections_started_from_traces = read_side.StartedFromTraces(host->name);
    state.sequencer = host->sequencer->status();
    state.writable = host->log->CheckWritable();
    state.signer = host->signer->health();
    const absl::StatusOr<const ProjectionHost*> projections = read_side.Find(host->name);
    if (projections.ok()) state.projections = (*projections)->States();
    state.without_grants = !host->sequencer->access()->permissions.by_grant;
    state.clerk_alarm = clerk.AlarmOf(host->name);
    states.push_back(std::move(state));
  }
  for (const auto& [name, status] : directory.Broken()) {
    ObservedLedger state;
    state.name = name;
    state.started = status;
    states.push_back(std::move(state));
  }
  std::sort(states.begin(), states.end(),
            [](const ObservedLedger& a, const ObservedLedger& b) { return a.name < b.name; });
  return states;
}

HealthReporter::States HealthOf(const ObservedServer& state) {
  HealthReporter::States health;
  bool all_ledgers = true;
  bool all_projections = true;
  for (const ObservedLedger& ledger : state) {
    health["ledger/" + ledger.name] = ledger.serves();
    health["projections/" + ledger.name] = ledger.projections_serve();
    for (const Follower::State& projection : ledger.projections) {
      health[absl::StrCat("projections/", ledger.name, "/", projection.name)] =
          projection.status.ok();
    }
    all_ledgers = all_ledgers && ledger.serves();
    all_projections = all_projections && ledger.projections_serve();
  }
  health["assessment.ledger.v1.AccessService"] = true;
  health["assessment.ledger.v1.OperationsService"] = true;
  health["assessment.ledger.v1.LedgerService"] = all_ledgers;
  for (const char* service :
       {"AssessmentService", "DeadlineService", "RegistryService", "YearEndService"}) {
    health[absl::StrCat("assessment.projections.v1.", service)] = all_projections;
  }
  return health;
}

}  // namespace assessment
