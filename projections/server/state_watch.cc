#include "projections/server/state_watch.h"

#include "absl/strings/str_cat.h"

namespace assessment {
namespace {

using Fields = std::vector<DiagnosticLog::Field>;

// The first thing that says why; statuses of the store name files, ledgers and positions alone.
std::string DamageOf(const ObservedLedger& ledger) {
  for (const absl::Status* status : {&ledger.started, &ledger.writable, &ledger.signer}) {
    if (status->code() == absl::StatusCode::kDataLoss) return std::string(status->message());
  }
  return "";
}

// From what a fold was started: its list of traces, or else the whole log, and why.
void AddStart(absl::string_view prefix, const absl::Status& from_traces, Fields& line) {
  line.push_back(
      {absl::StrCat(prefix, "started_from"), std::string(from_traces.ok() ? "traces" : "log")});
  if (from_traces.ok()) return;
  line.push_back({absl::StrCat(prefix, "reason"), std::string(from_traces.message())});
}

}  // namespace

void StateWatch::Look(const ObservedServer& state) {
  for (const ObservedLedger& ledger : state) LookAt(ledger);
}

void StateWatch::LookAt(const ObservedLedger& ledger) {
  Told& told = told_[ledger.name];
  if (told.ledger.empty() && ledger.started.ok()) {
    Fields line = {{"ledger", ledger.name}, {"size", ledger.sequencer.size}};
    AddStart("", ledger.started_from_traces, line);
    AddStart("projections_", ledger.projections_started_from_traces, line);
    log_.Write(Severity::kInfo, "ledger_opened", line);
  }
  told.ledger = ledger.name;
  Tell(told, "ledger_not_started", !ledger.started.ok(), Severity::kError,
       {{"message", std::string(ledger.started.message())}});
  Tell(told, "damage_found", ledger.damaged(), Severity::kError, {{"message", DamageOf(ledger)}});
  Tell(told, "below_disk_reserve", ledger.writable.code() == absl::StatusCode::kResourceExhausted,
       Severity::kError, {{"message", std::string(ledger.writable.message())}});
  Tell(told, "signer_failed", !ledger.signer.ok(), Severity::kError,
       {{"message", std::string(ledger.signer.message())}});
  Tell(told, "ledger_without_grants", ledger.without_grants, Severity::kWarning, {});
  // What holds the clerk up may name a matter; who asks for its status with a token is told.
  Tell(told, "clerk_held_up", !ledger.clerk_alarm.empty(), Severity::kWarning, {});
  // Nor why a projection stopped: the record that it could not apply may be quoted there.
  for (const Follower::State& projection : ledger.projections) {
    Tell(told, absl::StrCat("projection_stale/", projection.name), !projection.status.ok(),
         Severity::kError,
         {{"size", projection.size}, {"code", absl::StatusCodeToString(projection.status.code())}});
  }
  if (ledger.sequencer.clock_behind > told.clock_behind) {
    // A clock that stays behind is behind at every record: told at the first and at each doubling.
    if (told.clock_behind == 0 || ledger.sequencer.clock_behind >= 2 * told.clock_behind) {
      log_.Write(Severity::kWarning, "clock_behind",
                 {{"ledger", ledger.name}, {"times", ledger.sequencer.clock_behind}});
      told.clock_behind = ledger.sequencer.clock_behind;
    }
  }
}

void StateWatch::Tell(Told& told, const std::string& trouble, bool exists, Severity severity,
                      const Fields& fields) {
  const bool changed =
      exists ? told.trouble.insert(trouble).second : told.trouble.erase(trouble) > 0;
  if (!changed) return;
  const size_t slash = trouble.find('/');
  const std::string event = trouble.substr(0, slash);
  Fields line = {{"ledger", told.ledger}};
  if (slash != std::string::npos) line.push_back({"projection", trouble.substr(slash + 1)});
  if (!exists) {
    log_.Write(Severity::kInfo, absl::StrCat(event, "_over"), line);
    return;
  }
  line.insert(line.end(), fields.begin(), fields.end());
  log_.Write(severity, event, line);
}

}  // namespace assessment
