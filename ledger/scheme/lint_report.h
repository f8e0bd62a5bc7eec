#ifndef LEDGER_SCHEME_LINT_REPORT_H_
#define LEDGER_SCHEME_LINT_REPORT_H_

// What the checks of the linter write into, and the list of those checks. README.md documents every
// rule.

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "ledger/scheme/compiled_scheme.h"
#include "ledger/scheme/lint.h"
#include "ledger/scheme/scope.h"

namespace assessment {

class LintReport {
 public:
  // Learns the reading order of the ids of `scheme`.
  explicit LintReport(const scheme::v1::Scheme& scheme);

  void Error(absl::string_view rule, absl::string_view about, std::string message);
  void Warning(absl::string_view rule, absl::string_view about, std::string message);

  // True when the scheme has something of this id that an interpretation or a note may be about.
  bool Knows(absl::string_view id) const { return order_.contains(id); }

  // The findings in reading order of what they are about; what is about the whole scheme comes
  // first, findings about one thing stay in the order of the checks. Empties the report.
  std::vector<LintFinding> Finish();

 private:
  void Note(absl::string_view id);

  absl::flat_hash_map<std::string, int> order_;
  std::vector<LintFinding> findings_;
};

// A clause with what it stands in; `item` and `block` are null where it stands in no such thing.
struct PlacedClause {
  const scheme::v1::Clause& clause;
  ClausePlace place;
  const scheme::v1::Item* item;
  const scheme::v1::Block* block;
};

// Every clause in reading order, also of a scheme that does not compile.
std::vector<PlacedClause> AllClauses(const scheme::v1::Scheme& scheme);

// A unit that stands for all units that scopes treat alike.
struct ProbeUnit {
  ScopedUnit unit;
  std::string description;  // "a unit without tags", "离石区 with every tag".
};

// Units that together meet every scope: one without name and tags, one for each tag, one with every
// tag, and each declared unit without and with every tag.
std::vector<ProbeUnit> ProbeUnits(const scheme::v1::Scheme& scheme);

// True when every amount and number of things is within its bound, so that the other checks can
// compute.
bool CheckSize(const scheme::v1::Scheme& scheme, LintReport& report);

// The checks, each in the file of its name.
void CheckLabels(const scheme::v1::Scheme& scheme, LintReport& report);
// In place of sums where there is no rubric to sum.
void CheckComposite(const scheme::v1::Scheme& scheme, LintReport& report);
void CheckSums(const scheme::v1::Scheme& scheme, LintReport& report);
void CheckKinds(const scheme::v1::Scheme& scheme, LintReport& report);
void CheckBands(const scheme::v1::Clause& clause, LintReport& report);
void CheckTriggers(const scheme::v1::Scheme& scheme, LintReport& report);
// `holder` is the id of what the filter stands in.
void CheckAccidentFilter(const scheme::v1::AccidentFilter& filter, absl::string_view holder,
                         LintReport& report);
void CheckScopes(const scheme::v1::Scheme& scheme, LintReport& report);
void CheckReach(const scheme::v1::Scheme& scheme, LintReport& report);
void CheckPolicies(const scheme::v1::Scheme& scheme, LintReport& report);
void CheckVetoes(const scheme::v1::Scheme& scheme, LintReport& report);
void CheckExclusions(const scheme::v1::Scheme& scheme, LintReport& report);
void CheckPrices(const scheme::v1::Scheme& scheme, LintReport& report);
void CheckQuestions(const scheme::v1::Scheme& scheme, LintReport& report);
void CheckInterpretations(const scheme::v1::Scheme& scheme, LintReport& report);

}  // namespace assessment

#endif  // LEDGER_SCHEME_LINT_REPORT_H_
