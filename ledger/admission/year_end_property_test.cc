// For random ends of a year, posted by few persons in every order: what was admitted obeys a small
// model that is written down apart from the rules, what was refused left no trace, and a replay
// gives the live state.

#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "ledger/base/testing/run_seed.h"
#include "ledger/log/record.h"
#include "ledger/registry/results_digest.h"
#include "tests/support/test_ledger.h"
#include "tests/support/year_end_builders.h"

namespace assessment::testing {
namespace {

enum class Phase { kOpen, kReview, kFrozen, kPublished, kClosed };

std::string DigestOfText(const std::string& text) {
  return std::string(ResultsDigest(text).view());
}

class RandomYearEnd {
 public:
  explicit RandomYearEnd(uint32_t seed) : random_(seed) {}

  int Upto(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }
  bool Chance(int percent) { return Upto(100) < percent; }
  std::string Person() { return std::string("p-") + static_cast<char>('a' + Upto(3)); }
  std::string Unit() { return Chance(50) ? "unit-1" : "unit-2"; }
  std::string Results() { return Chance(80) ? "results" : "others"; }
  uint64_t Position(uint64_t size) { return static_cast<uint64_t>(Upto(static_cast<int>(size))); }

  // The newest proposals that were taken: guesses at what a second step names.
  struct Proposals {
    uint64_t results = 0;
    uint64_t withdrawal = 0;
    uint64_t leaving = 0;
    uint64_t fact = 0;  // What that last one is about.
  };

  // A batch of the next step, by `person`.
  std::vector<EventContent> Next(uint64_t size, const Proposals& proposals,
                                 const std::string& person) {
    const uint64_t newest = proposals.results;
    const std::vector<std::string> decider = {Chance(90) ? person : Person()};
    switch (Upto(21)) {
      case 0:
        return {ReviewOpened(kCycle)};
      case 1:
        return {ReviewClosed(kCycle)};
      case 2: {
        EventContent content = ResultNotified(Unit());
        *content.mutable_result_notified()->mutable_served_on() = Date(2022, 11, 1);
        *content.mutable_result_notified()->mutable_objections_until() =
            Date(2022, 11, 20 + Upto(10));
        return {content};
      }
      case 3:
        return {OnDay(ObjectionFiled(Unit(), Chance(50) ? "o-1" : "o-2"), Date(2022, 11, 25))};
      case 4:
        return {DecidedBy(ObjectionDecided(Unit(), Chance(50) ? "o-1" : "o-2"), decider)};
      case 5:
      case 6: {
        EventContent content = DecidedBy(FreezeProposed(Position(size + 2)), decider);
        content.mutable_freeze_proposed()->set_results_digest(DigestOfText(Results()));
        return {content};
      }
      case 7:
      case 8: {
        EventContent content =
            DecidedBy(FreezeConfirmed(Chance(90) ? newest : Position(size)), decider);
        content.mutable_freeze_confirmed()->set_results_digest(DigestOfText(Results()));
        return {content};
      }
      case 9:
        return {DecidedBy(FreezeWithdrawn(Chance(90) ? proposals.withdrawal : Position(size)),
                          decider)};
      case 10:
        return {DecidedBy(ResultsPublished(Results()), decider)};
      case 11:
        return {AppealFiled(Unit(), Position(size), Chance(50) ? "a-1" : "a-2")};
      case 12: {
        std::vector<EventContent> batch = {DecidedBy(
            AppealDecided(Unit(),
                          Chance(60) ? event::v1::OUTCOME_UPHELD : event::v1::OUTCOME_REJECTED,
                          Chance(50) ? "a-1" : "a-2"),
            decider)};
        if (Chance(50)) batch.push_back(DecidedBy(FindingRecorded(Unit(), "1.1"), decider));
        return batch;
      }
      case 13:
        return {AppealWithdrawn(Unit(), Chance(50) ? "a-1" : "a-2")};
      case 14: {
        std::set<uint64_t> added = {Position(size), Position(size)};
        EventContent content = DecidedBy(
            AmendmentProposed({added.begin(), added.end()}, DigestOfText(Results())), decider);
        return {content};
      }
      case 15:
        return {DecidedBy(CycleAmended(Chance(90) ? newest : Position(size), Results()), decider)};
      case 16:
        return {DecidedBy(LateFactLeft(Chance(90) ? proposals.fact : Position(size),
                                       Chance(90) ? proposals.leaving : Position(size)),
                          decider)};
      case 17:
        if (Chance(20)) return {DecidedBy(CycleClosed(), decider)};
        return {AccidentReported("x-" + std::to_string(Upto(1000)), Unit())};
      case 18:
        return {DecidedBy(FreezeWithdrawalProposed(), decider)};
      case 19:
        return {DecidedBy(LateFactLeavingProposed(Position(size)), decider)};
      default:
        return {DecidedBy(FindingRecorded(Unit(), "1.1"), decider)};
    }
  }

 private:
  std::mt19937 random_;
};

// The end of one cycle's year as its events tell it, one after another.
class Model {
 public:
  void Apply(const ParsedRecord& record) {
    const uint64_t position = record.header.position();
    const EventContent& content = record.body.event().content();
    const std::set<std::string> persons = PersonsOf(record);
    if (record.header.batch_first_position() != batch_) {
      batch_ = record.header.batch_first_position();
      upheld_.clear();
    }
    const bool year_end = (content.kind_case() >= EventContent::kResultNotified &&
                           content.kind_case() <= EventContent::kCycleClosed) ||
                          content.has_freeze_withdrawal_proposed() ||
                          content.has_late_fact_leaving_proposed();
    if (year_end) {
      EXPECT_NE(phase_, Phase::kClosed) << position;
    }
    if (content.has_review_opened()) Move(Phase::kOpen, Phase::kReview, position);
    if (content.has_review_closed()) Move(Phase::kReview, Phase::kOpen, position);
    if (content.has_result_notified()) {
      EXPECT_EQ(phase_, Phase::kReview) << position;
      notified_.insert(content.result_notified().unit());
    }
    if (content.has_objection_filed()) {
      EXPECT_TRUE(notified_.contains(content.objection_filed().unit())) << position;
    }
    if (content.has_freeze_proposed()) {
      EXPECT_EQ(phase_, Phase::kReview) << position;
      EXPECT_LE(content.freeze_proposed().size(), position);
      Propose(position, content.freeze_proposed().results_digest(), persons, record);
      proposed_size_ = content.freeze_proposed().size();
    }
    if (content.has_freeze_confirmed()) {
      Confirm(position, content.freeze_confirmed().proposal_position(),
              content.freeze_confirmed().results_digest(), persons, record);
      Move(Phase::kReview, Phase::kFrozen, position);
      frozen_size_ = proposed_size_;
      frozen_digest_ = content.freeze_confirmed().results_digest();
    }
    if (content.has_freeze_withdrawal_proposed()) {
      EXPECT_EQ(phase_, Phase::kFrozen) << position;
      withdrawal_ = FirstStep(position, persons, record);
    }
    if (content.has_freeze_withdrawn()) {
      ExpectSecondStep(withdrawal_, position, content.freeze_withdrawn().proposal_position(),
                       persons, record);
      Move(Phase::kFrozen, Phase::kReview, position);
      withdrawal_.reset();
      leaving_.clear();
    }
    if (content.has_results_published()) {
      Move(Phase::kFrozen, Phase::kPublished, position);
      withdrawal_.reset();
      EXPECT_EQ(DigestOfText(content.results_published().results()), frozen_digest_) << position;
    }
    if (content.has_appeal_filed()) {
      EXPECT_EQ(phase_, Phase::kPublished) << position;
      const auto key =
          std::make_pair(content.appeal_filed().unit(), content.appeal_filed().appeal());
      EXPECT_TRUE(open_.insert(key).second) << position;
      filed_by_[key] = persons;
    }
    if (content.has_appeal_decided()) {
      const auto key =
          std::make_pair(content.appeal_decided().unit(), content.appeal_decided().appeal());
      EXPECT_EQ(open_.erase(key), 1u) << position;
      for (const std::string& person : persons) {
        EXPECT_FALSE(filed_by_[key].contains(person)) << position << " decided by " << person;
      }
      if (content.appeal_decided().outcome() == event::v1::OUTCOME_UPHELD) {
        upheld_.insert(content.appeal_decided().unit());
      }
    }
    if (content.has_appeal_withdrawn()) {
      EXPECT_EQ(
          open_.erase({content.appeal_withdrawn().unit(), content.appeal_withdrawn().appeal()}), 1u)
          << position;
    }
    if (content.has_amendment_proposed()) {
      EXPECT_EQ(phase_, Phase::kPublished) << position;
      added_next_.clear();
      for (const uint64_t added : content.amendment_proposed().added_positions()) {
        EXPECT_GE(added, frozen_size_) << position;
        EXPECT_LT(added, position);
        EXPECT_FALSE(added_.contains(added)) << position;
        added_next_.insert(added);
      }
      Propose(position, content.amendment_proposed().results_digest(), persons, record);
    }
    if (content.has_cycle_amended()) {
      EXPECT_EQ(phase_, Phase::kPublished) << position;
      Confirm(position, content.cycle_amended().proposal_position(),
              content.cycle_amended().results_digest(), persons, record);
      EXPECT_EQ(DigestOfText(content.cycle_amended().results()),
                content.cycle_amended().results_digest());
      added_.merge(added_next_);
    }
    if (content.has_late_fact_leaving_proposed()) {
      const uint64_t fact = content.late_fact_leaving_proposed().position();
      ExpectLate(fact, position);
      leaving_[fact] = FirstStep(position, persons, record);
    }
    if (content.has_late_fact_left()) {
      const uint64_t fact = content.late_fact_left().position();
      ExpectLate(fact, position);
      std::optional<Step> proposed;
      if (leaving_.contains(fact)) proposed = leaving_[fact];
      ExpectSecondStep(proposed, position, content.late_fact_left().proposal_position(), persons,
                       record);
      left_.insert(fact);
      leaving_.erase(fact);
    }
    if (content.has_cycle_closed()) {
      EXPECT_TRUE(open_.empty()) << position;
      Move(Phase::kPublished, Phase::kClosed, position);
    }
    if (content.has_finding_recorded()) {
      const bool running = phase_ == Phase::kOpen || phase_ == Phase::kReview;
      EXPECT_TRUE(running || (phase_ == Phase::kPublished &&
                              upheld_.contains(content.finding_recorded().unit())))
          << position;
    }
    kinds.insert(content.kind_case());
  }

  std::set<int> kinds;

 private:
  static std::set<std::string> DecidersOf(const EventContent& content) {
    std::set<std::string> persons;
    for (const event::v1::Person& person : content.decided_by()) persons.insert(person.person_id());
    return persons;
  }
  static std::set<std::string> PersonsOf(const ParsedRecord& record) {
    std::set<std::string> persons = DecidersOf(record.body.event().content());
    persons.insert(record.body.poster().person_id());
    return persons;
  }

  void Move(Phase from, Phase to, uint64_t position) {
    EXPECT_EQ(phase_, from) << position;
    phase_ = to;
  }
  // The first of two steps that two persons take: where it stands, and whose it is.
  struct Step {
    uint64_t position = 0;
    std::set<std::string> persons;
  };

  static void ExpectOwnDecision(uint64_t position, const ParsedRecord& record) {
    EXPECT_TRUE(
        DecidersOf(record.body.event().content()).contains(record.body.poster().person_id()))
        << position;
  }
  static Step FirstStep(uint64_t position, const std::set<std::string>& persons,
                        const ParsedRecord& record) {
    ExpectOwnDecision(position, record);
    return {position, persons};
  }
  static void ExpectSecondStep(const std::optional<Step>& first, uint64_t position, uint64_t named,
                               const std::set<std::string>& persons, const ParsedRecord& record) {
    ASSERT_TRUE(first.has_value()) << position;
    EXPECT_EQ(named, first->position) << position;
    ExpectOwnDecision(position, record);
    for (const std::string& person : persons) {
      EXPECT_FALSE(first->persons.contains(person)) << position << " by " << person;
    }
  }
  void ExpectLate(uint64_t fact, uint64_t position) const {
    EXPECT_TRUE(phase_ == Phase::kFrozen || phase_ == Phase::kPublished) << position;
    EXPECT_TRUE(fact >= frozen_size_ && fact < position) << position;
    EXPECT_FALSE(added_.contains(fact) || left_.contains(fact)) << position;
  }
  void Propose(uint64_t position, const std::string& digest, const std::set<std::string>& persons,
               const ParsedRecord& record) {
    proposal_ = FirstStep(position, persons, record);
    proposal_digest_ = digest;
  }
  void Confirm(uint64_t position, uint64_t proposal, const std::string& digest,
               const std::set<std::string>& persons, const ParsedRecord& record) {
    ExpectSecondStep(proposal_, position, proposal, persons, record);
    EXPECT_EQ(digest, proposal_digest_) << position;
    proposal_.reset();
  }

  Phase phase_ = Phase::kOpen;
  std::set<std::string> notified_;
  std::optional<Step> proposal_;
  std::string proposal_digest_;
  std::optional<Step> withdrawal_;
  std::map<uint64_t, Step> leaving_;
  uint64_t proposed_size_ = 0;
  uint64_t frozen_size_ = 0;
  std::string frozen_digest_;
  std::set<uint64_t> added_next_;
  std::set<uint64_t> added_;
  std::set<uint64_t> left_;
  std::set<std::pair<std::string, std::string>> open_;
  std::map<std::pair<std::string, std::string>, std::set<std::string>> filed_by_;
  uint64_t batch_ = 0;
  std::set<std::string> upheld_;
};

struct Outcome {
  int accepted = 0;
  int refused = 0;
  std::set<int> kinds;
};

void RunOne(uint32_t seed, Outcome& outcome) {
  RandomYearEnd commands(seed);
  TestLedger ledger;
  ledger.SetUpCycle();
  RandomYearEnd::Proposals newest;
  for (int step = 0; step < 200; ++step) {
    const std::string person = commands.Person();
    const std::vector<EventContent> batch = commands.Next(ledger.size(), newest, person);
    const std::string before = ledger.admission().DescribeState();
    const BatchDecision decision =
        ledger.Append(ledger.MakeRequest(batch), OfficePoster(person), Route::kYearEndService);
    if (!decision.refusals.empty()) {
      ++outcome.refused;
      ASSERT_EQ(ledger.admission().DescribeState(), before) << Describe(decision);
      continue;
    }
    ++outcome.accepted;
    const uint64_t position = decision.events[0].position;
    if (batch[0].has_freeze_proposed() || batch[0].has_amendment_proposed()) {
      newest.results = position;
    } else if (batch[0].has_freeze_withdrawal_proposed()) {
      newest.withdrawal = position;
    } else if (batch[0].has_late_fact_leaving_proposed()) {
      newest.leaving = position;
      newest.fact = batch[0].late_fact_leaving_proposed().position();
    }
  }
  ASSERT_EQ(ledger.DescribeReplayed(), ledger.admission().DescribeState());
  Model model;
  const absl::Status read =
      ledger.log().Read(0, ledger.size(), [&](uint64_t, const Record& record) -> absl::Status {
        const absl::StatusOr<ParsedRecord> parsed = ParseRecord(record);
        if (!parsed.ok()) return parsed.status();
        model.Apply(*parsed);
        return absl::OkStatus();
      });
  ASSERT_TRUE(read.ok()) << read;
  outcome.kinds.insert(model.kinds.begin(), model.kinds.end());
}

TEST(YearEndProperty, RandomEndsOfAYearObeyTheModel) {
  Outcome outcome;
  const uint32_t first = static_cast<uint32_t>(RunSeed(1));
  for (uint32_t seed = first; seed < first + 60; ++seed) {
    SCOPED_TRACE("ASSESSMENT_TEST_SEED=" + std::to_string(seed));
    RunOne(seed, outcome);
    if (::testing::Test::HasFailure()) return;
  }
  std::printf("seeds %u to %u: %d batches accepted, %d refused\n", first, first + 59,
              outcome.accepted, outcome.refused);
  EXPECT_GT(outcome.accepted, 500);
  EXPECT_GT(outcome.refused, 500);
  for (int kind = EventContent::kResultNotified; kind <= EventContent::kCycleClosed; ++kind) {
    // Entries of a checklist rest on nothing: their rules are tested apart.
    if (kind == EventContent::kChecklistAccepted) continue;
    EXPECT_EQ(outcome.kinds.count(kind), 1u) << kind;
  }
  EXPECT_EQ(outcome.kinds.count(EventContent::kFreezeWithdrawalProposed), 1u);
  EXPECT_EQ(outcome.kinds.count(EventContent::kLateFactLeavingProposed), 1u);
}

}  // namespace
}  // namespace assessment::testing
