#include "projections/scoring/applicability.h"

#include <algorithm>
#include <utility>

namespace assessment {
ApplicabilityView::ApplicabilityView(const CompiledScheme& scheme, ScopedUnit unit,
                                     const CyclePostings& postings)
    : unit_(std::move(unit)) {
  const scheme::v1::NotApplicablePolicy policy = scheme.proto().not_applicable_policy();
  keeps_maximum_ = policy == scheme::v1::NOT_APPLICABLE_POLICY_KEEP;
  if (keeps_maximum_) return;
  if (policy == scheme::v1::NOT_APPLICABLE_POLICY_RESCALE_UNSTATED_ZERO) {
    for (const StreamEntry* entry : postings.unstated) {
      for (const std::string& target : entry->content->no_statement_found().targets()) {
        settled_.insert_or_assign(
            target, Settled{projections::v1::APPLICABILITY_UNSTATED_ZERO, entry->position()});
      }
    }
  }
  // An accepted statement takes the place of "not found". Of several rulings on one target the one
  // that comes last in the log holds: admission lets a second one in only when the first was
  // corrected.
  for (const StreamEntry* entry : postings.rulings) {
    const event::v1::NotApplicableRuled& ruled = entry->content->not_applicable_ruled();
    const auto statement = std::find_if(postings.statements.begin(), postings.statements.end(),
                                        [&](const StreamEntry* candidate) {
                                          return candidate->position() == ruled.claim_position();
                                        });
    if (statement == postings.statements.end()) continue;
    if (ruled.ruling() != event::v1::RULING_ACCEPTED) continue;
    const auto& targets = ruled.targets().empty()
                              ? (*statement)->content->not_applicable_claimed().targets()
                              : ruled.targets();
    for (const std::string& target : targets) {
      settled_.insert_or_assign(target,
                                Settled{projections::v1::APPLICABILITY_STATED, entry->position()});
    }
  }
}

bool ApplicabilityView::Settle(absl::string_view target, TargetApplicability& result) const {
  const auto settled = settled_.find(target);
  if (settled == settled_.end()) return false;
  result.state = settled->second.state;
  result.position = settled->second.position;
  if (result.state == projections::v1::APPLICABILITY_STATED) result.applicable_milli = 0;
  return true;
}

TargetApplicability ApplicabilityView::Of(const scheme::v1::Item& item,
                                          const scheme::v1::Component& component) const {
  TargetApplicability result;
  result.applicable_milli =
      keeps_maximum_ ? component.maximum_milli() : ApplicablePoints(component, unit_);
  if (ApplicablePoints(component, unit_) == 0 || !InScope(item.scope(), unit_)) {
    result.state = projections::v1::APPLICABILITY_OUT_OF_SCOPE;
    if (!keeps_maximum_) result.applicable_milli = 0;
    return result;
  }
  // Item first; but an accepted statement takes a component out of an item that scores 0.
  if (Settle(item.item(), result) && result.state == projections::v1::APPLICABILITY_STATED) {
    return result;
  }
  const auto own = settled_.find(component.component());
  if (own != settled_.end() && (result.state == projections::v1::APPLICABILITY_APPLICABLE ||
                                own->second.state == projections::v1::APPLICABILITY_STATED)) {
    Settle(component.component(), result);
  }
  return result;
}

TargetApplicability ApplicabilityView::Of(const scheme::v1::Item& item) const {
  TargetApplicability result;
  result.applicable_milli = item.maximum_milli();
  if (!InScope(item.scope(), unit_)) {
    result.state = projections::v1::APPLICABILITY_OUT_OF_SCOPE;
    if (!keeps_maximum_) result.applicable_milli = 0;
    return result;
  }
  if (!item.components().empty() && !keeps_maximum_) {
    result.applicable_milli = 0;
    for (const scheme::v1::Component& component : item.components()) {
      result.applicable_milli += Of(item, component).applicable_milli;
    }
  }
  Settle(item.item(), result);
  return result;
}

bool ApplicabilityView::Concerns(const ClauseRef& clause) const {
  if (!InScope(clause, unit_)) return false;
  if (clause.item == nullptr) return true;
  if (Of(*clause.item).state == projections::v1::APPLICABILITY_STATED) return false;
  return clause.component == nullptr ||
         Of(*clause.item, *clause.component).state != projections::v1::APPLICABILITY_STATED;
}

}  // namespace assessment
