#ifndef TESTS_MODEL_REARRANGE_H_
#define TESTS_MODEL_REARRANGE_H_

// The same events at other positions: in another order of arrival, or some of them left out.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "assessment/projections/v1/explanation.pb.h"
#include "tests/model/dice.h"
#include "tests/model/history.h"

namespace assessment::model {

// A log of the events at `order`, old positions in their new order. References by position follow
// the events; an event that refers to one that is not there, or not yet, is left out.
History Rearranged(const Records& records, const std::vector<uint64_t>& order);

// Positions that the event at `position` refers to.
std::vector<uint64_t> ReferencesOf(const Records& records, uint64_t position);

// A random order of arrival: registry events first as they were, then the others, each after what
// it refers to; corrections among themselves as they were.
std::vector<uint64_t> RandomOrder(Dice& dice, const Records& records);

// A smaller log that still `fails`: events are left out one after another until none can be.
Records Shrunk(const Records& records, const std::function<bool(const Records&)>& fails);

// The explanation without what depends on where events lie: sizes, record times, and positions,
// which become the events' own source and key. Lists in order of position are sorted anew.
std::string WithoutPositions(projections::v1::ScoreExplanation score, const Records& records);

}  // namespace assessment::model

#endif  // TESTS_MODEL_REARRANGE_H_
