// One prefix of the log has one answer, whichever way it is reached: kept up to date event by
// event, rebuilt from nothing, read through the index as of a size, or folded from every record in
// turn; and what a preview says is what the append then does.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/testing/run_seed.h"
#include "projections/views/index_fold.h"
#include "projections/views/ledger_projections.h"
#include "projections/views/preview.h"
#include "projections/views/ranking.h"
#include "projections/views/score_at.h"
#include "projections/views/testing/log_writer.h"
#include "tests/model/dice.h"
#include "tests/model/engine_run.h"
#include "tests/model/random_history.h"
#include "tests/model/random_scheme.h"
#include "tests/model/rearrange.h"

namespace assessment {
namespace {

using event::v1::EventContent;
using model::Dice;
using model::Records;
using projections::v1::ScoreChange;
using projections::v1::ScoreExplanation;
using testing::LogWriter;
using Keep = HistoryProjection::Keep;

constexpr char kOtherCycle[] = "other";

// Registry events of a year under way: names, tags, further scheme versions, adoptions, units that
// leave and join, phases, teams, targets, baselines, supervisions, letters of responsibility.
class RegistryChurn {
 public:
  RegistryChurn(Dice& dice, std::string scheme) : dice_(dice), scheme_(std::move(scheme)) {}

  EventContent Next() {
    EventContent content;
    content.mutable_occurred_on()->set_year(2022);
    content.mutable_occurred_on()->set_month(7);
    content.mutable_occurred_on()->set_day(1);
    ++number_;
    switch (dice_.Between(0, 11)) {
      case 0:
        content.mutable_unit_renamed()->set_unit(Unit());
        content.mutable_unit_renamed()->set_name(absl::StrCat("renamed ", number_));
        break;
      case 1:
        content.mutable_unit_changed()->set_unit(Unit());
        content.mutable_unit_changed()->add_tags_set()->set_tag(dice_.Pick({"t1", "t2"}));
        break;
      case 2:
        content.mutable_unit_registered()->set_unit(absl::StrCat("new", number_));
        content.mutable_unit_registered()->set_name(absl::StrCat("registered ", number_));
        break;
      case 3: {
        scheme::v1::Scheme& scheme = *content.mutable_scheme_published()->mutable_scheme();
        scheme = model::RandomScheme(dice_);
        scheme.set_scheme(scheme_);
        scheme.set_version(++versions_);
        break;
      }
      case 4:
        content.mutable_cycle_scheme_adopted()->set_cycle(model::kCycle);
        content.mutable_cycle_scheme_adopted()->mutable_scheme()->set_scheme(scheme_);
        content.mutable_cycle_scheme_adopted()->mutable_scheme()->set_version(
            static_cast<uint32_t>(dice_.Between(1, versions_)));
        break;
      case 5:
        content.mutable_cycle_units_changed()->set_cycle(model::kCycle);
        if (third_is_in_) {
          content.mutable_cycle_units_changed()->add_removed("u3");
        } else {
          content.mutable_cycle_units_changed()->add_added("u3");
        }
        third_is_in_ = !third_is_in_;
        break;
      case 6:
        if (in_review_) {
          content.mutable_review_closed()->set_cycle(model::kCycle);
        } else {
          content.mutable_review_opened()->set_cycle(model::kCycle);
        }
        in_review_ = !in_review_;
        break;
      case 7:
        content.mutable_team_formed()->set_cycle(model::kCycle);
        content.mutable_team_formed()->set_team("team");
        content.mutable_team_formed()->add_units(Unit());
        break;
      case 8:
        content.mutable_target_set()->set_metric(dice_.Pick({"m1", "m2"}));
        content.mutable_target_set()->set_year(2022);
        content.mutable_target_set()->mutable_target()->set_value_millionths(dice_.Between(1, 3) *
                                                                             1'000'000);
        break;
      case 9:
        content.mutable_enterprise_supervised()->set_unit(Unit());
        content.mutable_enterprise_supervised()->set_enterprise_code("91140700110000001F");
        content.mutable_enterprise_supervised()->mutable_enterprise()->set_plain("a mine");
        *content.mutable_enterprise_supervised()->mutable_from() = content.occurred_on();
        break;
      case 10:
        content.mutable_responsibility_letter_signed()->set_unit(Unit());
        content.mutable_responsibility_letter_signed()->set_year(2022);
        *content.mutable_responsibility_letter_signed()->mutable_signed_on() =
            content.occurred_on();
        break;
      default:
        content.mutable_baseline_set()->set_unit(Unit());
        content.mutable_baseline_set()->set_year(2022);
        content.mutable_baseline_set()->set_accidents(static_cast<uint32_t>(dice_.Between(0, 2)));
        break;
    }
    return content;
  }

 private:
  std::string Unit() { return dice_.Pick({"u1", "u2", "u3"}); }

  Dice& dice_;
  const std::string scheme_;
  int number_ = 0;
  uint32_t versions_ = 1;
  bool third_is_in_ = true;
  bool in_review_ = false;
};

// A random year with registry events among the others.
Records RandomYear(Dice& dice) {
  const scheme::v1::Scheme scheme = model::RandomScheme(dice);
  model::History history = model::RandomHistory(dice, scheme, model::RandomUnits(dice),
                                                static_cast<int>(dice.Between(3, 25)));
  const uint64_t events = history.size();
  const auto first_event =
      std::find_if(history.records().begin(), history.records().end(),
                   [](const auto& record) { return record->header.event_type() >= 200; });
  const auto prelude = first_event - history.records().begin();
  RegistryChurn churn(dice, scheme.scheme());
  std::vector<int64_t> places;
  for (int64_t more = dice.Between(0, 6); more > 0; --more) {
    history.Add(churn.Next());
    places.push_back(dice.Between(prelude, static_cast<int64_t>(events)));
  }
  std::sort(places.begin(), places.end());
  std::vector<uint64_t> order;
  size_t placed = 0;
  for (uint64_t position = 0; position <= events; ++position) {
    while (placed < places.size() && places[placed] == static_cast<int64_t>(position)) {
      order.push_back(events + placed++);
    }
    if (position < events) order.push_back(position);
  }
  return model::Rearranged(history.records(), order).records();
}

// A prefix read through the index and nothing else.
class IndexView : public LedgerView {
 public:
  static std::unique_ptr<LedgerView> At(const EventLog& log, uint64_t size) {
    auto registry = FoldRegistry(log, size, nullptr);
    auto record_time = RecordTimeBelow(log, size);
    EXPECT_TRUE(registry.ok() && record_time.ok());
    return std::unique_ptr<LedgerView>(new IndexView(
        log, size, *record_time, std::make_shared<const Registry>(*std::move(registry))));
  }

  absl::StatusOr<StreamPointer> Stream(const IndexKey& key) const override {
    auto stream = FoldStream(log_, key, size());
    if (!stream.ok()) return stream.status();
    return std::make_shared<const EventStream>(*std::move(stream));
  }

  absl::StatusOr<RegistryPrefix> RegistryAt(uint64_t size) const override {
    auto registry = FoldRegistry(log_, size, nullptr);
    auto record_time = RecordTimeBelow(log_, size);
    EXPECT_TRUE(registry.ok() && record_time.ok());
    return RegistryPrefix{std::make_shared<const Registry>(*std::move(registry)), *record_time};
  }

 private:
  IndexView(const EventLog& log, uint64_t size, int64_t record_time_micros,
            std::shared_ptr<const Registry> registry)
      : LedgerView(LogWriter::kLedger, size, record_time_micros, std::move(registry)), log_(log) {}

  const EventLog& log_;
};

// A status or a message as text, to compare.
template <typename Message>
std::string Text(const absl::StatusOr<Message>& answer) {
  return answer.ok() ? answer->SerializeAsString() : answer.status().ToString();
}

// The explanations of the first two units, by what the view says alone.
std::string Explanations(const LedgerView& view) {
  std::string text;
  const CycleEntry* cycle = view.registry().FindCycle(model::kCycle);
  if (cycle == nullptr) return text;
  for (const char* unit : {"u1", "u2"}) {
    const auto explained = ScoreAt(view, *cycle, unit, ScoreDetail::kExplanation);
    absl::StrAppend(
        &text, unit, " ",
        explained.ok() ? explained->score.SerializeAsString() : explained.status().ToString());
  }
  return text;
}

std::string ExplanationsByEveryRecord(const EventLog& log, uint64_t size) {
  model::EngineRun run;
  const absl::Status read =
      log.Read(0, size, [&run](uint64_t, const Record& record) -> absl::Status {
        return run.Apply(std::make_shared<const ParsedRecord>(*ParseRecord(record)));
      });
  if (!read.ok()) return read.ToString();
  std::string text;
  if (run.registry().FindCycle(model::kCycle) == nullptr) return text;
  for (const char* unit : {"u1", "u2"}) {
    absl::StrAppend(&text, unit, " ", Text(run.Score(model::kCycle, unit)));
  }
  return text;
}

// Sheets, ranking and vetoes of both cycles, and the trail of a unit, through the projections.
std::string Kept(const LedgerProjections& projections, const LedgerView& view) {
  std::string text;
  for (const char* name : {model::kCycle, kOtherCycle}) {
    const CycleEntry* cycle = view.registry().FindCycle(name);
    if (cycle == nullptr) continue;
    for (const std::string& unit : cycle->units) {
      const auto sheet = projections.scores().Sheet(view, *cycle, unit);
      if (!sheet.ok()) return sheet.status().ToString();
      ScoreExplanation score = (*sheet)->score;
      Stamp(view, score);
      absl::StrAppend(&text, "sheet ", score.SerializeAsString());
      const auto vetoes = projections.vetoes().VetoesOf(view, *cycle, unit);
      if (!vetoes.ok()) return vetoes.status().ToString();
      for (const auto& veto : **vetoes) {
        absl::StrAppend(&text, "veto ", veto.SerializeAsString());
      }
    }
    const auto ranked = RankScores(view, *cycle, projections.scores());
    if (!ranked.ok()) return ranked.status().ToString();
    for (const auto& score : *ranked) absl::StrAppend(&text, "rank ", score.SerializeAsString());
  }
  TrailRequest request;
  request.unit = "u1";
  const auto trail = projections.trail().PageAt(view, request);
  if (!trail.ok()) return trail.status().ToString();
  for (const auto& entry : trail->entries) {
    absl::StrAppend(&text, "trail ", entry.SerializeAsString());
  }
  for (const IndexKey& thing : projections.things().KnownAt(view.size())) {
    absl::StrAppend(&text, "thing ", DescribeIndexKey(thing));
  }
  const auto standing = projections.registry().StandingAt(view.size());
  if (!standing.ok()) return standing.status().ToString();
  for (const auto& record : standing->records()) {
    absl::StrAppend(&text, "standing ", record->header.position(), " ",
                    standing->VoidedBy(record->header.position()).value_or(0));
  }
  return text;
}

struct Answers {
  std::string explanations;
  std::string kept;
  bool operator==(const Answers&) const = default;
};

Answers Ask(const LedgerProjections& projections, uint64_t size, Keep keep) {
  const auto view = projections.ViewAt(size, keep);
  if (!view.ok()) return {view.status().ToString(), ""};
  return {Explanations(**view), Kept(projections, **view)};
}

// Applies what the projections have not seen, and notes what leaves a trace; what is wrong, or
// nothing.
std::string Follow(const EventLog& log, LedgerProjections& projections,
                   std::vector<uint64_t>* traces = nullptr) {
  const uint64_t from = projections.InOrder().front()->size();
  const absl::Status read =
      log.Read(from, log.DurableTail().size, [&](uint64_t, const Record& record) -> absl::Status {
        const auto parsed = std::make_shared<const ParsedRecord>(*ParseRecord(record));
        const auto leaves_trace = [&parsed](const Projection* projection) {
          return projection->LeavesTrace(*parsed);
        };
        const std::vector<Projection*> all = projections.InOrder();
        if (traces != nullptr && std::any_of(all.begin(), all.end(), leaves_trace)) {
          traces->push_back(parsed->header.position());
        }
        for (Projection* projection : all) {
          const absl::Status applied = projection->Apply(parsed);
          if (!applied.ok()) return applied;
        }
        return absl::OkStatus();
      });
  return read.ok() ? "" : read.ToString();
}

// Starts projections from those of `traces` below `size`, then follows; what is wrong, or nothing.
std::string FollowFrom(const EventLog& log, const std::vector<uint64_t>& traces, uint64_t size,
                       LedgerProjections& projections) {
  for (const uint64_t position : traces) {
    if (position >= size) break;
    const auto parsed = std::make_shared<const ParsedRecord>(*ParseRecord(*log.Get(position)));
    for (Projection* projection : projections.InOrder()) {
      const absl::Status applied = projection->ApplyTrace(parsed);
      if (!applied.ok()) return applied.ToString();
    }
  }
  for (Projection* projection : projections.InOrder()) projection->PassOver(size);
  return Follow(log, projections);
}

// What a preview tells of one score, as text. A unit that is not scored has no final score, no
// grade and no points, like one that nothing applies to: a preview tells of differences in these
// alone.
std::string Outcome(const LedgerProjections& projections, const LedgerView& view,
                    const std::string& cycle, const std::string& unit) {
  const CycleEntry* entry = view.registry().FindCycle(cycle);
  if (entry == nullptr || entry->compiled == nullptr || !entry->HasUnit(unit)) return "none  0";
  const auto sheet = projections.scores().Sheet(view, *entry, unit);
  if (!sheet.ok()) return sheet.status().ToString();
  const ScoreExplanation& score = (*sheet)->score;
  return absl::StrCat(score.has_final_milli() ? absl::StrCat(score.final_milli()) : "none", " ",
                      score.grade(), " ", score.applicable_milli());
}

// Previews a chunk, appends it, and compares; what is wrong, or nothing.
std::string AppendAsPreviewed(LogWriter& writer, LedgerProjections& projections,
                              const std::vector<EventContent>& chunk) {
  const uint64_t size = writer.size();
  const std::vector<CommitEntry> entries = writer.Finish(chunk);
  const auto before = projections.ViewAt(size, Keep::kYes);
  if (!before.ok()) return before.status().ToString();
  const auto changes = PreviewChanges(**before, entries, projections.scores());
  if (!changes.ok()) return absl::StrCat("preview: ", changes.status().ToString());
  writer.Append(entries);
  std::string wrong = Follow(writer.log(), projections);
  if (!wrong.empty()) return wrong;
  const auto after = projections.ViewAt(writer.size(), Keep::kYes);
  if (!after.ok()) return after.status().ToString();
  for (const char* cycle : {model::kCycle, kOtherCycle}) {
    for (const char* unit : {"u1", "u2", "u3"}) {
      const auto told = std::find_if(changes->begin(), changes->end(), [&](const ScoreChange& one) {
        return one.cycle() == cycle && one.unit() == unit;
      });
      const std::string was = Outcome(projections, **before, cycle, unit);
      const std::string is = Outcome(projections, **after, cycle, unit);
      if (told == changes->end()) {
        if (was != is) {
          absl::StrAppend(&wrong, "preview of ", size, " to ", writer.size(), " leaves out ", cycle,
                          " ", unit, ": ", was, " becomes ", is, "\n");
        }
        continue;
      }
      const std::string said = absl::StrCat(
          told->has_final_after_milli() ? absl::StrCat(told->final_after_milli()) : "none", " ",
          told->grade_after(), " ", told->applicable_after_milli());
      if (said != is) {
        absl::StrAppend(&wrong, "preview of ", size, " to ", writer.size(), " says of ", cycle, " ",
                        unit, ": ", said, ", and it is ", is, "\n");
      }
    }
  }
  return wrong;
}

// From nothing kept to everything.
KeptLimits RandomLimits(Dice& dice) {
  return {.resident_records = dice.Pick<size_t>({0, 8, 1000}),
          .sheet_bytes = dice.Pick<size_t>({0, 1'000, 1 << 20}),
          .veto_bytes = dice.Pick<size_t>({0, 100, 1 << 20}),
          .worksheet_weight = dice.Pick<size_t>({0, 30, 1 << 20}),
          .worksheet_events_min = dice.Pick<size_t>({0, 5})};
}

// What is wrong with the answers along these records, or nothing.
std::string CheckReplay(const Records& records, Dice& dice) {
  LogWriter writer;
  const KeptLimits limits = RandomLimits(dice);
  LedgerProjections live(LogWriter::kLedger, writer.log(), limits);
  std::map<uint64_t, Answers> answered;
  std::string wrong;
  for (size_t next = 0; next < records.size();) {
    const size_t end = std::min<size_t>(records.size(), next + dice.Between(1, 15));
    std::vector<EventContent> chunk;
    for (; next < end; ++next) chunk.push_back(records[next]->body.event().content());
    wrong = AppendAsPreviewed(writer, live, chunk);
    if (!wrong.empty()) return wrong;
    answered[writer.size()] = Ask(live, writer.size(), Keep::kYes);
  }
  LedgerProjections rebuilt(LogWriter::kLedger, writer.log());
  std::vector<uint64_t> traces;
  wrong = Follow(writer.log(), rebuilt, &traces);
  LedgerProjections restored(LogWriter::kLedger, writer.log(), limits);
  wrong += FollowFrom(writer.log(), traces, dice.Between(0, static_cast<int64_t>(writer.size())),
                      restored);
  for (const auto& [size, answers] : answered) {
    const auto expect = [&, at = size](bool same, const char* way) {
      if (!same) absl::StrAppend(&wrong, "at size ", at, " ", way, " differs from live\n");
    };
    expect(Ask(live, size, Keep::kNo) == answers, "as of the size");
    expect(Ask(rebuilt, size, Keep::kYes) == answers, "rebuilt");
    expect(Ask(restored, size, Keep::kYes) == answers, "started from traces");
    expect(Explanations(*IndexView::At(writer.log(), size)) == answers.explanations, "the index");
    expect(ExplanationsByEveryRecord(writer.log(), size) == answers.explanations,
           "the fold of every record");
  }
  return wrong;
}

TEST(Replay, GivesOneAnswerWhicheverWayAPrefixIsReached) {
  constexpr int kHistories = model::kSanitizerShare == 1 ? 10'000 : 500;
  const uint64_t seed = testing::RunSeed(1);
  for (int i = 0; i < kHistories; ++i) {
    Dice dice(seed + i);
    const Records records = RandomYear(dice);
    const auto check = [&](const Records& some) {
      Dice again(seed + i);
      return model::IsConsistent(some) ? CheckReplay(some, again) : std::string();
    };
    if (check(records).empty()) continue;
    const Records smallest =
        model::Shrunk(records, [&](const Records& some) { return !check(some).empty(); });
    FAIL() << "history of seed " << seed + i << " fails:\n"
           << check(smallest) << "events, shrunk:\n"
           << model::Describe(smallest);
  }
}

}  // namespace
}  // namespace assessment
