#ifndef TESTS_MODEL_FACT_CONSISTENCY_H_
#define TESTS_MODEL_FACT_CONSISTENCY_H_

#include "tests/model/live_events.h"

namespace assessment::model {

// True when admission would let the live facts stand together: matters and accidents that others
// name are there; what is done and undone follows in turn; nothing is recorded twice; nothing comes
// after a merger that names the duplicate.
bool FactsAreConsistent(const LogState& log);

}  // namespace assessment::model

#endif  // TESTS_MODEL_FACT_CONSISTENCY_H_
