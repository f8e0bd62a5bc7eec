#ifndef TESTS_SUPPORT_SMALL_SCHEME_H_
#define TESTS_SUPPORT_SMALL_SCHEME_H_

// A scheme of 100 points that is small enough to hold in the head and has one of everything. The
// linter finds no error in it.
//
//   A  60  1   25  1.1 fixed 2          1.2 per 3, cap 9      1.3 zero item      1.4 noted
//                  1.5 award 2          1.6 per 5, twice at most
//          2   20  2.c1 12 = p 8 + q 4 (q: tag park), 2.c2 8 (tag coal)
//                  2.1 per 3 in 2.c1/p  2.2 fixed 4 in 2.c1/q  2.3 zero 2.c2
//                  2.4 banded by finding in 2.c2
//          3   15  3.1 judged 0..5      3.2 judged 1..4        3.3 range 1..3
//                  3.4 exempt 3.3, 3.5  3.5 fixed 3            3.6 threshold by finding, below 100
//   B  40  4   20  scored by the office
//                  4.1 per 5 general accidents, responsible    4.2 per 2 near misses
//                  4.3 threshold by metric "rate"              4.4 per 1 accidents above baseline
//                  4.5 fixed 5 by finding                      4.6 fixed 1 by letter
//          5   12  tag coal; 5.1 per 2, 5.2 fixed 4 | 5.3 fixed 6 (exclude each other)
//          6    8  not unit-3; 6.1 per 2 | 6.2 per 3 (exclude each other about one subject)
//   bonus B (cap 5): B.1 award 2 by finding, B.2 award 1 by honour
//   penalty P:       P.1 range 2..5 by finding, P.2 per 1 by blame
//   direct.1 per 5 deaths as direct supervisor
//   vetoes: V1 one larger accident: at most 良好; V2 neighbouring accidents: fail;
//           V3 metric "death-rate" above target: score 0; V4 noted

#include <cstdint>

#include "assessment/scheme/v1/scheme.pb.h"

namespace assessment::testing {

// Scheme "small" of this version: version 2 differs from version 1 in its number alone.
scheme::v1::Scheme SmallScheme(uint32_t version = 1,
                               scheme::v1::NotApplicablePolicy policy =
                                   scheme::v1::NOT_APPLICABLE_POLICY_RESCALE_UNSTATED_ZERO);

}  // namespace assessment::testing

#endif  // TESTS_SUPPORT_SMALL_SCHEME_H_
