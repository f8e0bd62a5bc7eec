#ifndef PROJECTIONS_VIEWS_LEDGER_PROJECTIONS_H_
#define PROJECTIONS_VIEWS_LEDGER_PROJECTIONS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ledger/log/event_log.h"
#include "projections/runner/projection.h"
#include "projections/views/history_projection.h"
#include "projections/views/kept_limits.h"
#include "projections/views/ledger_view.h"
#include "projections/views/registry_projection.h"
#include "projections/views/score_projection.h"
#include "projections/views/thing_projection.h"
#include "projections/views/trail_projection.h"
#include "projections/views/veto_projection.h"

namespace assessment {

// What a question is answered from.
enum class ProjectionKind { kRegistry, kThings, kScores, kVetoes, kTrail };

// The projections of one ledger, which rest on one another:
//
//   registry ◀─┬─ scores ◀── vetoes
//   histories ◀┼─ trail
//   things     └─ things' streams, for deadlines
class LedgerProjections {
 public:
  // `log` outlives this.
  LedgerProjections(std::string ledger, const EventLog& log, KeptLimits limits = {});

  // Each behind what it rests on: the order in which a record is applied.
  std::vector<Projection*> InOrder();
  const Projection& Of(ProjectionKind kind) const;

  // The view at `size`, which every projection that is asked has reached. Errors are those of
  // reading the log. This outlives the view.
  absl::StatusOr<std::unique_ptr<const LedgerView>> ViewAt(uint64_t size,
                                                           HistoryProjection::Keep keep) const;

  const RegistryProjection& registry() const { return registry_; }
  const ScoreProjection& scores() const { return scores_; }
  const VetoProjection& vetoes() const { return vetoes_; }
  const TrailProjection& trail() const { return trail_; }
  const ThingProjection& things() const { return things_; }
  const HistoryProjection& histories() const { return histories_; }

 private:
  const std::string ledger_;
  const EventLog& log_;
  RegistryProjection registry_;
  // Reading a history keeps it at hand, which changes no answer.
  mutable HistoryProjection histories_;
  ThingProjection things_;
  ScoreProjection scores_;
  VetoProjection vetoes_;
  TrailProjection trail_;
};

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_LEDGER_PROJECTIONS_H_
