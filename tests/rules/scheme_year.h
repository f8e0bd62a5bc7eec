#ifndef TESTS_RULES_SCHEME_YEAR_H_
#define TESTS_RULES_SCHEME_YEAR_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "tests/support/event_builders.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {

// A year under one shipped scheme, on a ledger that admits events for real: every case says the
// facts, and the score that the document gives. The ledger stands on 1 February of the year after;
// the cycle is kCycle.
class SchemeYear : public ::testing::Test {
 protected:
  // `file` is the scheme's name under deploy/schemes, without ending; every unit it names is
  // registered and assessed.
  explicit SchemeYear(const std::string& file);

  uint64_t Must(const EventContent& content) { return ledger_.Must(content); }
  TestLedger& ledger() { return ledger_; }
  const scheme::v1::Scheme& scheme() const { return scheme_; }

  // An accident of a kind and number of deaths on a day, attributed in the given role;
  // responsibility as ruled, or pending.
  void Accident(const std::string& id, const std::string& unit, event::v1::AccidentRole role,
                event::v1::AccidentKind kind, uint32_t deaths, const event::v1::CivilDate& day,
                event::v1::Finding responsibility = event::v1::FINDING_YES,
                const std::string& type = "");

  projections::v1::ScoreExplanation Score(const std::string& unit,
                                          const std::string& cycle = kCycle) const;
  // What became of the lines of a clause, in order: "charged 0.5", "superseded", "replaced",
  // "absorbed", "uncounted same-document"; "provisional" before it where it is. Empty: no line.
  std::vector<std::string> Lines(const std::string& unit, absl::string_view clause) const;
  // Charged on a clause, as "0.5"; "out of scope" when it does not concern the unit.
  std::string Charged(const std::string& unit, absl::string_view clause) const;
  // Score of an item.
  std::string ItemScore(const std::string& unit, absl::string_view item) const;
  // State of a veto: "not met", "in force", "pending", "not evaluated"; empty: it does not concern
  // the unit.
  std::string Veto(const std::string& unit, absl::string_view veto) const;
  // Ids of the questions raised, "R6", or "R6 answered".
  std::vector<std::string> Questions(const std::string& unit) const;
  // Final score with two decimals.
  std::string Final(const std::string& unit) const;

 private:
  scheme::v1::Scheme scheme_;
  TestLedger ledger_;
};

}  // namespace assessment::testing

#endif  // TESTS_RULES_SCHEME_YEAR_H_
