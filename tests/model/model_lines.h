#ifndef TESTS_MODEL_MODEL_LINES_H_
#define TESTS_MODEL_MODEL_LINES_H_

// The lines of one clause before any cap: what each event raises, split into the smallest pieces
// that a rule may treat apart (one a subject or occurrence).

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "assessment/scheme/v1/scheme.pb.h"
#include "tests/model/model_context.h"
#include "tests/model/model_score.h"

namespace assessment::model {

struct Piece {
  std::string subject;     // Identity of what it is about.
  int64_t raised = 0;      // As the kind says.
  int64_t left = 0;        // What no rule has taken yet.
  int64_t suppressed = 0;  // Taken by an exemption or an exclusive group.
};

struct RuleLine {
  const scheme::v1::Clause* clause = nullptr;
  const scheme::v1::Item* item = nullptr;  // Null in blocks and direct lines.
  int ordinal = 0;                         // Of the clause, in reading order of the scheme.
  uint64_t position = 0;
  bool baseline = false;
  int64_t day = 0;
  int64_t minute = 0;
  std::string tie;  // Accident, matter or document; else source and key.
  bool provisional = false;
  bool exempted = false;
  std::string accident;           // That it is about, if any.
  bool by_role = false;           // Rests on a role of the unit in the accident.
  std::string matter;             // That is late, if any.
  std::optional<int64_t> months;  // Overdue, of a line of lateness.
  // Raises nothing because lines before it raised all there was to raise.
  bool too_late = false;
  std::vector<Piece> pieces;
  int64_t charged = 0;

  int64_t Raised() const;
  int64_t Left() const;
  int64_t Suppressed() const;
};

// Order of charging: by the day and minute it happened, then accident, matter, document or source
// and key, then reading order; comparisons with last year come last.
bool ChargesBefore(const RuleLine& a, const RuleLine& b);

// Lines of a clause that applies, in order of charging, every piece untouched (left = raised).
std::vector<RuleLine> RaiseLines(const scheme::v1::Clause& clause, const scheme::v1::Item* item,
                                 int ordinal, const Context& context);

// Positions of what the clause would take, were it not for something else.
struct OtherLines {
  std::set<uint64_t> superseded;  // Steps that earlier-dated facts contradict.
  std::set<uint64_t> replaced;    // Steps that stand, of a thing that another step stands for.
  std::map<uint64_t, projections::v1::UncountedReason> uncounted;
};
OtherLines LinesThatDoNotCount(const scheme::v1::Clause& clause, const Context& context);

// True when a judged clause has a judgement that counts.
bool IsJudged(const scheme::v1::Clause& clause, const Context& context);

// Latest report of a metric whose period lies wholly inside the cycle's window, or null.
const LiveEvent* LatestMetric(const std::string& metric, const Context& context);

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_LINES_H_
