#ifndef TESTS_MODEL_YEAR_H_
#define TESTS_MODEL_YEAR_H_

// A year of one unit under a scheme given as text, for tests that write their numbers out.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "assessment/projections/v1/explanation.pb.h"
#include "tests/model/history.h"

namespace assessment::model {

class Year {
 public:
  // Opens cycle "2022" (window 2022, facts until 31 January 2023) for unit "u1" under a scheme of
  // the fields in `scheme`, text form. Where they leave it out the policy is KEEP, two decimals,
  // floor 0.
  explicit Year(const std::string& scheme);

  // Each appends an event of 1 March 2022 or the day of March given, and returns its position.
  uint64_t Find(const std::string& clause, const std::vector<std::string>& subjects = {},
                int day = 1);
  uint64_t Measure(const std::string& clause, int64_t millionths, int day = 1);
  uint64_t Judge(const std::string& clause, int64_t points_milli);
  uint64_t Decide(const std::string& clause, int64_t points_milli,
                  const std::string& inspection = "");
  uint64_t Exempt(const std::string& clause);
  uint64_t Review(const std::string& item);
  // States that `target` does not concern the unit; accepted at once.
  void StateAway(const std::string& target);
  void FindNoStatement(const std::string& target);
  // Reports the accident of the fields in `fields`, text form, and attributes it to the unit.
  uint64_t Accident(const std::string& id, const std::string& fields,
                    const std::string& role = "TERRITORY", int day = 1);
  // Any content in text form; 1 March 2022 where it names no day.
  uint64_t Add(const std::string& content, int day = 1);
  // Voids the event at `position`.
  void Correct(uint64_t position) { history_.Correct(position); }
  // Puts `replacement` in its place; returns the position at which it counts.
  uint64_t CorrectWith(uint64_t position, event::v1::EventContent replacement) {
    return history_.CorrectWith(position, std::move(replacement)) - 1;
  }

  // The engine's score.
  projections::v1::ScoreExplanation Score() const;
  const Records& records() const { return history_.records(); }

 private:
  History history_;
};

}  // namespace assessment::model

#endif  // TESTS_MODEL_YEAR_H_
