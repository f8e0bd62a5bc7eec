#ifndef PROJECTIONS_SCORING_APPLICABILITY_H_
#define PROJECTIONS_SCORING_APPLICABILITY_H_

// What concerns the unit: the scheme's own scopes first, then the statements that were accepted or
// not found (scoring steps 2; interpretations R16 and R31).

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "ledger/base/points.h"
#include "ledger/scheme/scope.h"
#include "projections/scoring/postings.h"

namespace assessment {

// Whether one item or component concerns the unit, and what settled it.
struct TargetApplicability {
  projections::v1::Applicability state = projections::v1::APPLICABILITY_APPLICABLE;
  std::optional<uint64_t> position;  // Of the ruling or of NoStatementFound.
  MilliPoints applicable_milli = 0;
};

class ApplicabilityView {
 public:
  ApplicabilityView(const CompiledScheme& scheme, ScopedUnit unit, const CyclePostings& postings);

  TargetApplicability Of(const scheme::v1::Item& item) const;
  TargetApplicability Of(const scheme::v1::Item& item,
                         const scheme::v1::Component& component) const;
  // True when a posting on the clause can count: scopes hold the unit and no accepted statement
  // took it away.
  bool Concerns(const ClauseRef& clause) const;
  const ScopedUnit& unit() const { return unit_; }
  // Under KEEP the maximum stays whatever concerns the unit.
  bool keeps_maximum() const { return keeps_maximum_; }

 private:
  struct Settled {
    projections::v1::Applicability state;
    uint64_t position;
  };
  // Applies what was settled about `target` by an event, if anything.
  bool Settle(absl::string_view target, TargetApplicability& result) const;

  ScopedUnit unit_;
  bool keeps_maximum_ = false;
  std::map<std::string, Settled, std::less<>> settled_;
};

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_APPLICABILITY_H_
