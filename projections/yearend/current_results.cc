#include "projections/yearend/current_results.h"

#include "ledger/base/status_macros.h"
#include "ledger/sequencer/log_node_reader.h"
#include "projections/views/results.h"
#include "projections/views/scheme_digest.h"

namespace assessment {

absl::StatusOr<std::string> SerializedResults(const EventLog& log, const LedgerView& view,
                                              const std::string& cycle, const FrozenFold& fold,
                                              uint32_t revision) {
  ASSIGN_OR_RETURN(const RegistryPrefix then, view.RegistryAt(fold.size));
  const CycleEntry* entry = then.registry->FindCycle(cycle);
  if (entry == nullptr || !entry->scheme.has_value()) {
    return absl::InternalError("the cycle has no scheme at the size it is frozen at");
  }
  const SchemeEntry* scheme =
      then.registry->FindScheme(entry->scheme->first, entry->scheme->second);
  ASSIGN_OR_RETURN(const Record record, log.Get(scheme->position));
  ResultsBasis basis;
  basis.fold = fold;
  basis.revision = revision;
  ASSIGN_OR_RETURN(basis.scheme_digest, SchemeDigest(record.body_bytes));
  ASSIGN_OR_RETURN(basis.root, RootAt(log, fold.size));
  ASSIGN_OR_RETURN(const event::v1::CycleResults results, ComputeResults(view, cycle, basis));
  return results.SerializeAsString();
}

absl::StatusOr<std::string> CurrentResults(const EventLog& log, const LedgerView& view,
                                           const CycleEntry& cycle) {
  FrozenFold fold;
  fold.size = view.size();
  if (cycle.year_end.frozen().has_value()) fold = *cycle.year_end.frozen();
  return SerializedResults(log, view, cycle.opened.cycle(), fold, 1);
}

}  // namespace assessment
