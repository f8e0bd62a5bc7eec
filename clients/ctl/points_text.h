#ifndef CLIENTS_CTL_POINTS_TEXT_H_
#define CLIENTS_CTL_POINTS_TEXT_H_

// Points and shares as people read them. Exact: what does not fit its digits says so.

#include <string>

#include "assessment/projections/v1/explanation.pb.h"
#include "ledger/base/points.h"

namespace assessment::ctl {

// "+0.5", "-2", "0".
std::string SignedPoints(MilliPoints value);

// "-0.5" for a charge of 500; "0" for none.
std::string ChargeText(MilliPoints charged);

// "95.214" when that is all of it, "95.214859…" when more digits follow.
std::string ExactPointsText(const projections::v1::ExactPoints& exact);

// A final score with the scheme's decimals; with more where the value has them. "—" for none.
std::string FinalText(const projections::v1::ScoreExplanation& score);
std::string FinalText(bool has_value, MilliPoints value, uint32_t decimals);

// "87.5%", rounded down so that only a whole is 100%; "—" when `whole` is not positive.
std::string ShareText(MilliPoints part, MilliPoints whole);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_POINTS_TEXT_H_
