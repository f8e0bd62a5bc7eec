#ifndef PROJECTIONS_SCORING_POSTINGS_H_
#define PROJECTIONS_SCORING_POSTINGS_H_

// What of a unit's events speaks to one cycle: clause postings that name it, and the unit's facts,
// sorted by use.

#include <compare>
#include <cstddef>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "projections/scoring/accident_facts.h"
#include "projections/scoring/matter_facts.h"
#include "projections/scoring/score.h"

namespace assessment {

// What tells apart lines of one day: a text, or the tie of an event, which is built only when it
// meets another source.
class LineTie {
 public:
  LineTie() = default;
  LineTie(std::string text) : text_(std::move(text)) {}
  // TieOf(entry), which outlives this.
  explicit LineTie(const StreamEntry& entry)
      : entry_(&entry),
        source_(entry.record->body.event().source()),
        key_(entry.record->body.event().idempotency_key()) {}

  std::strong_ordering operator<=>(const LineTie& other) const {
    // Ties of one source begin alike, so that their keys decide.
    if (entry_ != nullptr && other.entry_ != nullptr && source_ == other.source_) {
      return key_.compare(other.key_) <=> 0;
    }
    return Text() <=> other.Text();
  }
  bool operator==(const LineTie& other) const { return (*this <=> other) == 0; }

 private:
  std::string Text() const { return entry_ == nullptr ? text_ : TieOf(*entry_); }

  const StreamEntry* entry_ = nullptr;
  absl::string_view source_;
  absl::string_view key_;
  std::string text_;
};

// The order in which lines charge: by the day and time it happened, ties by accident or by source
// and key; never by arrival, so that events which come late or out of order give the same result.
struct LineOrder {
  CivilDay day;
  int minute_of_day = 0;
  LineTie tie;
  auto operator<=>(const LineOrder&) const = default;
};

LineOrder OrderOf(const StreamEntry& entry);
LineOrder OrderOf(const UnitAccident& accident);

using Entries = std::vector<const StreamEntry*>;

// A verified concealment by the unit.
struct Concealment {
  const StreamEntry* entry = nullptr;
  UnitAccident accident;  // The one that stays, when it was merged.
};

struct CyclePostings {
  // By clause, each in LineOrder; only what counts.
  absl::flat_hash_map<std::string, Entries> findings;
  absl::flat_hash_map<std::string, Entries> judgements;
  absl::flat_hash_map<std::string, Entries> decisions;
  absl::flat_hash_map<std::string, Entries> exemptions;
  // By metric, in LineOrder; only reports whose period lies in the window.
  absl::flat_hash_map<std::string, Entries> metrics;
  // In order of position.
  Entries reviews;
  Entries statements;
  Entries rulings;
  Entries unstated;
  // Accidents attributed to the unit whose report counts, in EarlierAccident order, inside the
  // window or not.
  std::vector<UnitAccident> accidents;
  // Facts whose accident or matter has no report or opening that counts.
  Entries orphaned;
  // Attributions that were withdrawn.
  Entries withdrawn_attributions;
  // Matters that the unit was asked for, or that were passed to it, by identifier.
  std::vector<MatterFacts> matters;
  // Letters, honours and blame whose document is dated inside the window, by date, then document.
  Entries letters;
  Entries honours;
  Entries blames;
  // Concealments verified inside the window, by day, then accident.
  std::vector<Concealment> concealments;
  // Letters, honours, blame and concealments dated outside the window.
  Entries outside_window;
  // Answers to questions and confirmations of vetoes, in order of their day, never of arrival.
  Entries answers;
  Entries veto_confirmations;
  // Voided by a correction.
  Entries corrected;
};

// The day a document counts on: its own date.
CivilDay DocumentDay(const StreamEntry& entry);
// The document an entry rests on: issuer, number and date.
std::string DocumentOf(const StreamEntry& entry);

// Sorts the unit's events. Events of other cycles are left out; facts are taken whatever the cycle.
CyclePostings ReadPostings(const ScoreInput& input, const DayWindow& window);

// What some events speak to.
struct PostedOn {
  std::set<std::string> clauses;  // By findings, judgements, decisions and exemptions.
  std::set<std::string> metrics;
  std::set<std::string> items;  // By reviews.
};

// Adds to `postings`, read from the first `known` of the unit's entries, those behind, and notes
// what they speak to: then `postings` are what ReadPostings gives. False, and both are to be thrown
// away, when one of them is more than a posting on a clause, a report of a metric or a review, or
// was corrected.
bool ExtendPostings(const ScoreInput& input, const DayWindow& window, size_t known,
                    CyclePostings& postings, PostedOn& posted_on);

// The clause a posting names; empty for what names none.
const std::string& ClauseOf(const event::v1::EventContent& content);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_POSTINGS_H_
