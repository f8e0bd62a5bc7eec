#ifndef PROJECTIONS_SCORING_FINAL_SCORE_H_
#define PROJECTIONS_SCORING_FINAL_SCORE_H_

// From sums to the printed number and its grade (scoring steps 5, 6 and 8).

#include <optional>
#include <string>
#include <vector>

#include "assessment/projections/v1/explanation.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "ledger/base/points.h"

namespace assessment {

// The sums that a final score is made of, in thousandths.
struct ScoreSums {
  MilliPoints raw = 0;
  MilliPoints applicable = 0;
  MilliPoints direct = 0;
  MilliPoints bonus = 0;
  MilliPoints penalty = 0;
  std::optional<PointFraction> composite = std::nullopt;  // Of a composite scheme: the base.
  bool veto_zeroes = false;  // A veto in force or pending makes the score 0.
};

struct FinalScore {
  PointFraction base;
  PointFraction unrounded;  // Base - direct + bonus - penalty.
  PointFraction bounded;    // After floor, ceiling and a veto that zeroes.
  MilliPoints printed = 0;  // Rounded once.
};

// Nothing when nothing is applicable under a rescaling scheme: there is no score then.
std::optional<FinalScore> MakeFinalScore(const scheme::v1::Scheme& scheme, const ScoreSums& sums);

// Grade of a printed score by the scheme's bands; empty without bands.
std::string BandOf(const scheme::v1::Scheme& scheme, MilliPoints printed);

// `band` lowered by the vetoes in force or pending.
std::string GradeAfterVetoes(const scheme::v1::Scheme& scheme, const std::string& band,
                             const std::vector<projections::v1::VetoStatus>& vetoes);

// True when a veto takes effect: in force, or pending and then provisionally.
bool TakesEffect(const projections::v1::VetoStatus& veto);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_FINAL_SCORE_H_
