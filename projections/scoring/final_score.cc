#include "projections/scoring/final_score.h"

namespace assessment {
namespace {

constexpr MilliPoints kHundredPoints = 100'000;

MilliPoints RoundingUnit(uint32_t decimals) {
  MilliPoints unit = 1000;
  for (uint32_t i = 0; i < decimals; ++i) unit /= 10;
  return unit;
}

const scheme::v1::VetoRule* RuleOf(const scheme::v1::Scheme& scheme, const std::string& veto) {
  for (const scheme::v1::VetoRule& rule : scheme.vetoes()) {
    if (rule.veto() == veto) return &rule;
  }
  return nullptr;
}

// Place of a grade in the scheme's bands, best first; behind all of them when it is none of theirs.
int GradePlace(const scheme::v1::Scheme& scheme, const std::string& grade) {
  int place = 0;
  for (const scheme::v1::GradeBand& band : scheme.grade_bands()) {
    if (band.name().zh() == grade) return place;
    ++place;
  }
  return place;
}

}  // namespace

std::optional<FinalScore> MakeFinalScore(const scheme::v1::Scheme& scheme, const ScoreSums& sums) {
  FinalScore score;
  if (scheme.has_composite()) {
    if (!sums.composite.has_value()) return std::nullopt;
    score.base = *sums.composite;
  } else if (scheme.not_applicable_policy() == scheme::v1::NOT_APPLICABLE_POLICY_KEEP) {
    score.base = PointFraction::FromMilli(sums.raw);
  } else {
    if (sums.applicable == 0) return std::nullopt;
    score.base = PointFraction(static_cast<__int128>(sums.raw) * kHundredPoints, sums.applicable);
  }
  score.unrounded = score.base + PointFraction::FromMilli(sums.bonus - sums.direct - sums.penalty);
  score.bounded = score.unrounded;
  const scheme::v1::NumberPolicy& policy = scheme.number_policy();
  if (policy.has_floor_milli()) {
    const PointFraction floor = PointFraction::FromMilli(policy.floor_milli());
    if (score.bounded.Compare(floor) < 0) score.bounded = floor;
  }
  if (policy.has_ceiling_milli()) {
    const PointFraction ceiling = PointFraction::FromMilli(policy.ceiling_milli());
    if (score.bounded.Compare(ceiling) > 0) score.bounded = ceiling;
  }
  if (sums.veto_zeroes) score.bounded = PointFraction();
  score.printed = score.bounded.RoundHalfUp(RoundingUnit(policy.decimals()));
  return score;
}

std::string BandOf(const scheme::v1::Scheme& scheme, MilliPoints printed) {
  for (const scheme::v1::GradeBand& band : scheme.grade_bands()) {
    if (printed >= band.from_milli()) return band.name().zh();
  }
  return "";
}

bool TakesEffect(const projections::v1::VetoStatus& veto) {
  return veto.state() == projections::v1::VETO_STATE_IN_FORCE ||
         veto.state() == projections::v1::VETO_STATE_PENDING;
}

std::string GradeAfterVetoes(const scheme::v1::Scheme& scheme, const std::string& band,
                             const std::vector<projections::v1::VetoStatus>& vetoes) {
  std::string grade = band;
  for (const projections::v1::VetoStatus& veto : vetoes) {
    const scheme::v1::VetoRule* rule = RuleOf(scheme, veto.veto());
    if (rule == nullptr || !TakesEffect(veto)) continue;
    if (rule->has_fail()) {
      grade = scheme.grade_bands().empty()
                  ? "不合格"
                  : scheme.grade_bands(scheme.grade_bands_size() - 1).name().zh();
    } else if (rule->has_grade_at_most() &&
               GradePlace(scheme, grade) < GradePlace(scheme, rule->grade_at_most())) {
      grade = rule->grade_at_most();
    }
  }
  return grade;
}

}  // namespace assessment
