#ifndef TESTS_SCHEMES_RUBRIC_FILE_H_
#define TESTS_SCHEMES_RUBRIC_FILE_H_

// The reference encoding of a rubric (JSON), flattened to what a scheme can be compared with.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/points.h"
#include "ledger/scheme/scope.h"

namespace assessment {

// Whom something concerns, as the rubric prints it.
struct RubricScope {
  std::vector<std::string> named;   // Names of units or departments; empty: everybody.
  std::vector<std::string> except;  // Names of units left out.
  std::string described;            // A scope in words that names nobody.
};

struct RubricBand {
  std::optional<MilliPoints> deduct;
  bool zero = false;
};

struct RubricClause {
  std::string id;
  std::string kind;
  std::string trigger;
  std::string counted;
  std::string printed_number;
  std::string component;
  std::string part;
  std::optional<MilliPoints> amount;
  std::optional<MilliPoints> cap;
  std::optional<MilliPoints> minimum;
  std::optional<MilliPoints> maximum;
  std::optional<MilliPoints> ceiling;
  std::optional<uint32_t> max_occurrences;
  std::vector<std::string> exempts;     // Clauses it certainly cancels.
  std::vector<std::string> may_exempt;  // Clauses it may be read to cancel.
  std::vector<std::string> excludes;    // Clauses that cannot hold beside it.
  std::vector<RubricBand> bands;
  RubricScope scope;
};

struct RubricPart {
  std::string id;
  MilliPoints maximum;
  RubricScope scope;
};

struct RubricComponent {
  std::string id;
  MilliPoints maximum;
  RubricScope scope;
  std::vector<RubricPart> parts;
};

struct RubricItem {
  std::string id;
  std::string group;
  std::string scored_by;  // Empty: the team.
  MilliPoints maximum;
  RubricScope scope;
  std::vector<RubricComponent> components;
  std::vector<RubricClause> clauses;
};

struct RubricCategory {
  std::string id;
  MilliPoints points;
  std::vector<std::string> groups;
  std::vector<RubricItem> items;
};

struct RubricBlock {
  std::string id;
  std::optional<MilliPoints> cap;
  std::vector<RubricClause> clauses;
};

struct RubricVeto {
  std::string id;
  std::string effect;  // Empty: not printed.
};

struct Rubric {
  std::string scheme;
  MilliPoints total;
  std::vector<std::string> units;
  std::map<std::string, std::string> aliases;  // Other names of units in the text, and their names.
  std::vector<RubricCategory> categories;
  std::vector<RubricBlock> bonus;
  std::vector<RubricBlock> penalties;
  std::vector<RubricClause> direct;
  std::vector<RubricVeto> vetoes;
};

// Reads the rubric of this name, of `category` alone where one is given; empty when the folder of
// rubrics is not there. Fails the test when the file is there and cannot be read.
std::optional<Rubric> ReadRubric(const std::string& name, const std::string& category = "");

}  // namespace assessment

#endif  // TESTS_SCHEMES_RUBRIC_FILE_H_
