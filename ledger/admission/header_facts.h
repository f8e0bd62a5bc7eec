#ifndef LEDGER_ADMISSION_HEADER_FACTS_H_
#define LEDGER_ADMISSION_HEADER_FACTS_H_

// What an event concerns, as its record's header names it: which cycle, units, accidents and
// matters. The index of the log and every reader of one unit's history go by it.
//
//   clause postings       their cycle and unit; accidents and matters of a finding's subjects
//   matters               the matter; the unit where they state one; of a letter all its units and
//                         matters
//   accident facts        the accident; the county of a report, the unit of an attribution, of its
//                         withdrawal, of a concealment; of a merger both accidents
//   lateness              the matter or the accident
//   honours, blame        their unit
//   metrics, baselines    their unit
//   submissions, sheets   their cycle and unit
//   rulings               the cycle and unit or the accident they name
//   registry events       the unit, cycle and units they name
//   corrections           what the original and the replacement concern; a confirmation what its
//                         proposal concerns

#include <string>

#include "absl/container/btree_set.h"
#include "assessment/event/v1/event.pb.h"

namespace assessment::admission {

struct HeaderFacts {
  std::string cycle;
  absl::btree_set<std::string> units;
  absl::btree_set<std::string> accidents;
  absl::btree_set<std::string> matters;

  // Adds what `other` concerns; the cycle stays unless there is none.
  void Add(const HeaderFacts& other);

  bool operator==(const HeaderFacts&) const = default;
};

// What the content itself names; of a proposal: what its replacement names.
HeaderFacts FactsOf(const event::v1::EventContent& content);
HeaderFacts FactsOf(const event::v1::RecordHeader& header);

// Writes them into a header.
void WriteFacts(const HeaderFacts& facts, event::v1::RecordHeader& header);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_HEADER_FACTS_H_
