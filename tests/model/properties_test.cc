// The engine held against the model, and against itself, on random schemes and random histories.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/testing/run_seed.h"
#include "tests/model/compare.h"
#include "tests/model/dice.h"
#include "tests/model/engine_run.h"
#include "tests/model/live_events.h"
#include "tests/model/model.h"
#include "tests/model/random_history.h"
#include "tests/model/random_scheme.h"
#include "tests/model/rearrange.h"

namespace assessment::model {
namespace {

using projections::v1::ClauseExplanation;
using projections::v1::LineExplanation;
using projections::v1::ScoreExplanation;

// Returns what is wrong, or nothing.
using Check = std::function<std::string(const Records&, Dice&)>;

// Runs `check` on random histories of random schemes; a failure is shrunk and shown with its
// events.
void ForRandomHistories(int histories, uint64_t fallback_seed, const Check& check) {
  const uint64_t seed = testing::RunSeed(fallback_seed);
  for (int i = 0; i < histories / kSanitizerShare; ++i) {
    Dice dice(seed + i);
    const scheme::v1::Scheme scheme = RandomScheme(dice);
    const History history =
        RandomHistory(dice, scheme, RandomUnits(dice), static_cast<int>(dice.Between(3, 45)));
    const auto wrong = [&](const Records& records) {
      Dice again(seed + i);
      return IsConsistent(records) ? check(records, again) : std::string();
    };
    if (wrong(history.records()).empty()) continue;
    const Records smallest =
        Shrunk(history.records(), [&](const Records& records) { return !wrong(records).empty(); });
    FAIL() << "ASSESSMENT_TEST_SEED=" << seed + i << "\n"
           << wrong(smallest) << "\nevents, as few as still fail:\n"
           << Describe(smallest);
  }
}

// Score of the first unit, or the reason why there is none.
absl::StatusOr<ScoreExplanation> Engine(const Records& records) {
  return ScoreByEngine(records, kCycle, "u1");
}

std::vector<const ClauseExplanation*> AllClauses(const ScoreExplanation& score) {
  std::vector<const ClauseExplanation*> clauses;
  const auto add = [&](const auto& list) {
    for (const ClauseExplanation& clause : list) clauses.push_back(&clause);
  };
  for (const auto& category : score.categories()) {
    for (const auto& item : category.items()) add(item.clauses());
  }
  for (const auto& block : score.bonus_blocks()) add(block.clauses());
  for (const auto& block : score.penalty_blocks()) add(block.clauses());
  add(score.direct_lines());
  return clauses;
}

TEST(Scores, OfTheEngineAreThoseOfTheModel) {
  ForRandomHistories(10'000, 1, [](const Records& records, Dice&) {
    EngineRun run;
    const absl::Status folded = run.ApplyAll(records);
    if (!folded.ok()) return folded.ToString();
    std::string wrong;
    for (const char* unit : {"u1", "u2"}) {
      const absl::StatusOr<ScoreExplanation> engine = run.Score(kCycle, unit);
      if (!engine.ok()) return engine.status().ToString();
      wrong += Differences(*engine, ScoreByModel(records, run.registry(), kCycle, unit));
    }
    return wrong;
  });
}

TEST(Scores, KeepWhatTheExplanationPromises) {
  ForRandomHistories(4'000, 100'000, [](const Records& records, Dice&) {
    EngineRun run;
    const absl::Status folded = run.ApplyAll(records);
    if (!folded.ok()) return folded.ToString();
    const absl::StatusOr<ScoreExplanation> score = run.Score(kCycle, "u1");
    if (!score.ok()) return score.status().ToString();
    return BrokenPromises(*score, run.registry().FindCycle(kCycle)->compiled->proto());
  });
}

TEST(Scores, AreTheSameWithoutLines) {
  ForRandomHistories(1'000, 200'000, [](const Records& records, Dice&) {
    EngineRun run;
    const absl::Status folded = run.ApplyAll(records);
    if (!folded.ok()) return folded.ToString();
    ScoreExplanation with = *run.Score(kCycle, "u1");
    const ScoreExplanation without = *run.Score(kCycle, "u1", ScoreDetail::kSheet);
    KeepSheetOnly(with);
    return with.SerializeAsString() == without.SerializeAsString() ? std::string()
                                                                   : "the numbers differ\n";
  });
}

// A worksheet is left from event to event, or from one of several; nothing that an event says is
// forgotten.
TEST(Scores, FromAWorksheetAreThoseFromNothing) {
  ForRandomHistories(10'000, 400'000, [](const Records& records, Dice& dice) {
    std::string wrong;
    EngineRun run;
    std::map<std::string, std::shared_ptr<const Worksheet>> worksheets;
    for (const auto& record : records) {
      const absl::Status folded = run.Apply(record);
      if (!folded.ok()) return folded.ToString();
      const event::v1::RecordHeader& header = record->header;
      // Units, schemes and cycles, accidents and matters: others than the worksheet was made with.
      if (header.event_type() < 200 || header.accidents_size() > 0 || header.matters_size() > 0) {
        worksheets.clear();
      }
      if (run.registry().FindCycle(kCycle) == nullptr || dice.Chance(30)) continue;
      for (const char* unit : {"u1", "u2"}) {
        const ScoreDetail detail = dice.Pick({ScoreDetail::kStanding, ScoreDetail::kSheet});
        const auto anew = run.Score(kCycle, unit, detail);
        const auto from = run.Score(kCycle, unit, detail, worksheets[unit]);
        if (!anew.ok() && !from.ok()) continue;
        if (!anew.ok() || !from.ok() || anew->SerializeAsString() != from->SerializeAsString()) {
          absl::StrAppend(&wrong, unit, " differs at size ", header.position() + 1, "\n");
        }
      }
    }
    return wrong;
  });
}

// What the final score gains without a line, checked on a few lines of every history.
TEST(Gains, AreTheScoreWithoutTheLineLessTheScore) {
  ForRandomHistories(3'000, 300'000, [](const Records& records, Dice& dice) {
    EngineRun run;
    const absl::Status folded = run.ApplyAll(records);
    if (!folded.ok()) return folded.ToString();
    const ScoreExplanation score = *run.Score(kCycle, "u1");
    const ModelScore all = ScoreByModel(records, run.registry(), kCycle, "u1");
    if (!all.bounded.has_value()) return std::string();
    std::string wrong;
    for (const ClauseExplanation* clause : AllClauses(score)) {
      for (const LineExplanation& line : clause->lines()) {
        if (line.charged_milli() == 0 || !dice.Chance(40)) continue;
        const ModelScore less = ScoreByModel(records, run.registry(), kCycle, "u1",
                                             Without{clause->clause(), line.position()});
        const int64_t gain = Difference(*less.bounded, *all.bounded).RoundHalfUp(1);
        if (line.gain_milli() == gain) continue;
        absl::StrAppend(&wrong, "clause ", clause->clause(), " position ", line.position(),
                        " gains ", line.gain_milli(), ", model ", gain, "\n");
      }
    }
    return wrong;
  });
}

// A clause posting or fact that nothing else rests on.
std::vector<uint64_t> FreeEvents(const Records& records) {
  std::set<uint64_t> referred;
  std::set<std::string> accidents;  // With events other than their report.
  const LogState log = ReadLog(records);
  for (const auto& record : records) {
    for (const uint64_t position : ReferencesOf(records, record->header.position())) {
      referred.insert(position);
    }
    if (record->header.event_type() != event::v1::EVENT_TYPE_ACCIDENT_REPORTED) {
      accidents.insert(record->header.accidents().begin(), record->header.accidents().end());
    }
  }
  std::vector<uint64_t> free;
  for (const LiveEvent& event : log.live) {
    if (TypeOf(*event.content) < event::v1::EVENT_TYPE_FINDING_RECORDED) continue;
    if (referred.count(event.position) != 0) continue;
    // A replacement has its own history; it is corrected away in the comparison with the model.
    if (records[event.position]->body.event().content().has_correction_proposed()) continue;
    if (event.content->has_accident_reported() &&
        accidents.count(event.content->accident_reported().accident()) != 0) {
      continue;
    }
    free.push_back(event.position);
  }
  return free;
}

std::vector<uint64_t> AllPositionsBut(const Records& records, uint64_t left_out) {
  std::vector<uint64_t> order;
  for (uint64_t position = 0; position < records.size(); ++position) {
    if (position != left_out) order.push_back(position);
  }
  return order;
}

// The lines around the first one in which two texts differ.
std::string FirstDifference(const std::string& one, const std::string& other) {
  const auto differ = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
  const auto around = [](const std::string& text, size_t at) {
    const size_t from = at < 300 ? 0 : at - 300;
    return text.substr(from, 600);
  };
  return absl::StrCat("one:\n", around(one, differ.first - one.begin()), "\nother:\n",
                      around(other, differ.second - other.begin()), "\n");
}

TEST(Correction, OfAnEventEqualsNeverHavingPostedIt) {
  ForRandomHistories(2'000, 400'000, [](const Records& records, Dice& dice) {
    const std::vector<uint64_t> free = FreeEvents(records);
    if (free.empty()) return std::string();
    const uint64_t mistaken = dice.Pick(free);
    History corrected = Rearranged(records, AllPositionsBut(records, records.size()));
    corrected.Correct(mistaken);
    const Records never = Rearranged(records, AllPositionsBut(records, mistaken)).records();

    // What admission would refuse, because others rest on it, is no mistake to correct.
    if (!IsConsistent(corrected.records()) || !IsConsistent(never)) return std::string();

    ScoreExplanation after = *Engine(corrected.records());
    const auto shown =
        std::find_if(after.uncounted().begin(), after.uncounted().end(),
                     [&](const LineExplanation& line) { return line.position() == mistaken; });
    if (shown != after.uncounted().end()) {
      if (shown->state() != projections::v1::LINE_STATE_CORRECTED) {
        return std::string("the corrected event is shown as something else\n");
      }
      after.mutable_uncounted()->erase(shown);
    }
    const std::string with = WithoutPositions(after, corrected.records());
    const std::string without = WithoutPositions(*Engine(never), never);
    return with == without ? std::string() : FirstDifference(with, without);
  });
}

TEST(Arrival, InAnotherOrderGivesTheSameScore) {
  ForRandomHistories(2'000, 500'000, [](const Records& records, Dice& dice) {
    const Records other = Rearranged(records, RandomOrder(dice, records)).records();
    if (!IsConsistent(other)) return std::string();  // Admission refuses this order.
    const std::string before = WithoutPositions(*Engine(records), records);
    const std::string after = WithoutPositions(*Engine(other), other);
    return before == after ? std::string() : FirstDifference(before, after);
  });
}

// How a stream resolves corrections, as text.
std::string Describe(const EventStream& stream) {
  std::string text;
  for (const StreamEntry& entry : stream.entries()) {
    absl::StrAppend(&text, entry.position(), " ", entry.content->kind_case(),
                    entry.counts() ? "" : absl::StrCat(" voided by ", *entry.voided_by),
                    entry.replaces.has_value() ? absl::StrCat(" for ", *entry.replaces) : "",
                    entry.confirmed_by.has_value() ? absl::StrCat(" by ", *entry.confirmed_by) : "",
                    "\n");
  }
  return text;
}

// What of a stream counts, according to the model.
std::string CompareWithLog(const EventStream& stream, const LogState& log,
                           const std::function<bool(const ParsedRecord&)>& concerns,
                           const Records& records) {
  std::set<uint64_t> counting;
  for (const StreamEntry& entry : stream.entries()) {
    if (entry.counts()) counting.insert(entry.position());
  }
  std::set<uint64_t> live;
  for (const LiveEvent& event : log.live) {
    if (concerns(*records[event.position])) live.insert(event.position);
  }
  return counting == live ? std::string()
                          : "the stream counts other events than the model:\n" + Describe(stream);
}

// Fold and rebuild at every size of a log, and the score as of that size.
TEST(Streams, FoldedOneByOneEqualThoseRebuiltAtEverySize) {
  ForRandomHistories(500, 600'000, [](const Records& records, Dice&) {
    EngineRun live;
    Records prefix;
    for (const auto& record : records) {
      prefix.push_back(record);
      const absl::Status folded = live.Apply(record);
      if (!folded.ok()) return folded.ToString();
      EngineRun rebuilt;
      const absl::Status rebuilding = rebuilt.ApplyAll(prefix);
      if (!rebuilding.ok()) return rebuilding.ToString();
      const LogState log = ReadLog(prefix);
      for (const auto& [unit, stream] : live.units()) {
        if (Describe(stream) != Describe(rebuilt.units().at(unit))) {
          return absl::StrCat("stream of ", unit, " differs at size ", prefix.size(), "\n");
        }
        const std::string wrong = CompareWithLog(
            stream, log,
            [&unit = unit](const ParsedRecord& one) {
              const auto& units = one.header.units();
              return std::find(units.begin(), units.end(), unit) != units.end();
            },
            prefix);
        if (!wrong.empty()) return wrong;
      }
      for (const auto& [accident, stream] : live.accidents()) {
        if (Describe(stream) != Describe(rebuilt.accidents().at(accident))) {
          return absl::StrCat("stream of ", accident, " differs at size ", prefix.size(), "\n");
        }
      }
      for (const auto& [matter, stream] : live.matters()) {
        if (Describe(stream) != Describe(rebuilt.matters().at(matter))) {
          return absl::StrCat("stream of ", matter, " differs at size ", prefix.size(), "\n");
        }
      }
      if (live.registry().FindCycle(kCycle) == nullptr) continue;
      if (live.Score(kCycle, "u1")->SerializeAsString() !=
          rebuilt.Score(kCycle, "u1")->SerializeAsString()) {
        return absl::StrCat("the score as of size ", prefix.size(), " differs\n");
      }
    }
    return std::string();
  });
}

}  // namespace
}  // namespace assessment::model
