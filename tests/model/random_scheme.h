#ifndef TESTS_MODEL_RANDOM_SCHEME_H_
#define TESTS_MODEL_RANDOM_SCHEME_H_

#include "assessment/scheme/v1/scheme.pb.h"
#include "tests/model/dice.h"

namespace assessment::model {

// A small scheme of every kind of clause, trigger, scope, cap, veto and question, drawn anew each
// time; ids resolve, but nothing says that it makes sense. Units u1 to u3, tags t1 and t2, metrics
// m1 and m2. Amounts are few and small so that caps are reached and ties happen.
scheme::v1::Scheme RandomScheme(Dice& dice);

}  // namespace assessment::model

#endif  // TESTS_MODEL_RANDOM_SCHEME_H_
