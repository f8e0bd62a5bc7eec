#ifndef TESTS_MODEL_RANDOM_HISTORY_H_
#define TESTS_MODEL_RANDOM_HISTORY_H_

#include "assessment/scheme/v1/scheme.pb.h"
#include "tests/model/dice.h"
#include "tests/model/history.h"

namespace assessment::model {

// The cycle that histories are about; beside it stands "other", whose postings must not matter.
inline constexpr char kCycle[] = "2022";

// A year under `scheme`: units registered, the scheme published, two cycles opened, targets and
// baselines set or not, then `events` postings, facts and corrections in any order of arrival.
// What admission refuses because it contradicts what stands (two judgements in force, two reports
// of one accident) does not happen; postings that only another version of a scheme would have let
// in do. `units` are the units assessed; most events are about the first.
History RandomHistory(Dice& dice, const scheme::v1::Scheme& scheme,
                      const std::vector<event::v1::UnitRegistered>& units, int events);

// Units u1 to u3 of random schemes, with tags drawn anew.
std::vector<event::v1::UnitRegistered> RandomUnits(Dice& dice);

// True when nothing live contradicts another: at most one judgement in force a clause, one decision
// an inspection, one report and one ruling an accident, one ruling a statement, one accepted
// statement and one "none found" a target, one correction an event; and the other facts are
// consistent.
bool IsConsistent(const Records& records);

}  // namespace assessment::model

#endif  // TESTS_MODEL_RANDOM_HISTORY_H_
