#ifndef PROJECTIONS_SERVER_STATE_WATCH_H_
#define PROJECTIONS_SERVER_STATE_WATCH_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "projections/server/diagnostic_log.h"
#include "projections/server/observed_server.h"

namespace assessment {

// Tells the diagnostic log what changed from one look at the server to the next: a ledger that is
// there now, trouble when it begins and when it is over. Trouble is told once, not at every look.
// Not thread-safe.
class StateWatch {
 public:
  // `log` outlives this.
  explicit StateWatch(DiagnosticLog& log) : log_(log) {}

  void Look(const ObservedServer& state);

 private:
  // What was told of one ledger.
  struct Told {
    std::string ledger;  // Empty: nothing yet.
    uint64_t clock_behind = 0;
    // Event, with "/PROJECTION" behind it where it is about one, of trouble that has not ended.
    std::set<std::string> trouble;
  };

  void LookAt(const ObservedLedger& ledger);
  // Writes when `exists` differs from what was told of the trouble.
  void Tell(Told& told, const std::string& trouble, bool exists, Severity severity,
            const std::vector<DiagnosticLog::Field>& fields);

  DiagnosticLog& log_;
  std::map<std::string, Told> told_;
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_STATE_WATCH_H_
