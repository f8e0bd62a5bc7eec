#ifndef PROJECTIONS_VIEWS_KEPT_LIMITS_H_
#define PROJECTIONS_VIEWS_KEPT_LIMITS_H_

#include <cstddef>

namespace assessment {

// How much one ledger's projections keep at hand of what could be read or computed again. No answer
// depends on any of them: beyond a bound, what was asked for longest ago is dropped, and asking
// again costs what the first time cost.
struct KeptLimits {
  // Parsed records in streams: each takes one to two KiB, so about 300 MiB.
  size_t resident_records = 200 * 1000;
  // Score sheets, in bytes of their encoding; in memory a sheet takes three to four times as much,
  // so about 100 MiB: the sheets of a thousand units under a large rubric.
  size_t sheet_bytes = 32 << 20;
  // Vetoes of units, in bytes of their encoding: about 30 MiB, ten thousand units under a large
  // rubric.
  size_t veto_bytes = 8 << 20;
  // Worksheets of scores: each weighs an event of the unit, or an item of the rubric, as one. Both
  // take about a KiB, the events only while they are not resident anyway, so at most about 130 MiB.
  size_t worksheet_weight = 128 * 1024;
  // Events of a unit from which on its worksheet is kept: scoring fewer takes no longer than an
  // item after another, and there are many such units.
  size_t worksheet_events_min = 200;
};

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_KEPT_LIMITS_H_
