#include "projections/deadlines/matter_counts.h"

#include <algorithm>
#include <optional>

#include "ledger/base/status_macros.h"
#include "projections/scoring/matter_facts.h"

namespace assessment {

absl::StatusOr<std::map<event::v1::MatterKind, MatterCount>> CountMatters(
    const ProjectionHost& host, Follower::TimePoint deadline) {
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot,
                   host.Ask(ProjectionKind::kThings, projections::v1::AsOf(), 0, deadline));
  std::map<event::v1::MatterKind, MatterCount> counts;
  for (const IndexKey& key : snapshot.projections->things().KnownAt(snapshot.view->size())) {
    if (key.kind != IndexKey::Kind::kMatter) continue;
    ASSIGN_OR_RETURN(const StreamPointer stream, snapshot.view->Stream(key));
    const std::optional<MatterFacts> matter = ReadMatter(key.id, *stream);
    if (!matter.has_value()) continue;
    MatterCount& count = counts[matter->opened->kind()];
    if (matter->deadline.done.has_value() || matter->deadline.withdrawn_on.has_value()) continue;
    ++count.open;
    if (std::any_of(
            matter->steps.begin(), matter->steps.end(),
            [&matter](const RecordedStep& step) { return Judge(matter->deadline, step).stands; })) {
      ++count.overdue;
    }
  }
  return counts;
}

}  // namespace assessment
