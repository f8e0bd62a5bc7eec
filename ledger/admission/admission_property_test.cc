// For random commands: a refused batch leaves the state as it was, a preview as well, a replay of
// the log gives the live state, what is accepted is accepted once, and the events that count never
// contradict each other.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "ledger/admission/claims_in_force.h"
#include "ledger/admission/documents_in_force.h"
#include "ledger/admission/event_kind.h"
#include "ledger/admission/header_facts.h"
#include "ledger/admission/units_in_force.h"
#include "ledger/base/testing/run_seed.h"
#include "tests/support/small_scheme.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

class RandomCommands {
 public:
  explicit RandomCommands(uint32_t seed) : mostly_facts_(seed % 2 == 0), random_(seed) {}

  // Every other run states facts mostly, about accidents and matters that are there.
  bool mostly_facts() const { return mostly_facts_; }

  int Upto(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }
  bool Chance(int percent) { return Upto(100) < percent; }

  template <typename T>
  T Pick(std::initializer_list<T> values) {
    return *(values.begin() + Upto(static_cast<int>(values.size())));
  }

  std::string Unit() {
    if (mostly_facts_) return Pick<const char*>({"unit-1", "unit-2"});
    return Pick<const char*>({"unit-1", "unit-2", "unit-3", "unit-9"});
  }
  std::string Clause() {
    return Pick<const char*>({"1.1", "1.2", "2.1", "2.4", "3.1", "3.2", "3.3", "3.4", "4.1", "4.5",
                              "5.1", "P.1", "9.9"});
  }
  std::vector<std::string> Targets() {
    std::vector<std::string> targets = {Pick<const char*>({"1", "2", "2.c1", "3", "4", "5"})};
    if (Chance(30)) targets.push_back("6");
    return targets;
  }
  std::string Accident() { return Pick<const char*>({"a-1", "a-2", "a-3"}); }
  std::string Matter() { return Pick<const char*>({"m-1", "m-2"}); }
  event::v1::CivilDate Day() { return Date(2022, 6, 1 + Upto(20)); }
  event::v1::CivilMoment Due() { return DueBy(2022, Pick({6, 7}), 30); }
  std::string Number() { return Pick<const char*>({"1号", "2号"}); }
  // Remembers where accepted events lie, so that later ones can name them.
  void Learn(const EventContent& content, uint64_t position) {
    by_kind_[content.kind_case()].push_back(position);
    if (content.has_accident_attributed()) attributed_.push_back(content.accident_attributed());
    if (content.has_accidents_merged()) merged_.push_back(content.accidents_merged());
    if (content.has_correction_confirmed()) {
      std::vector<uint64_t>& waiting = by_kind_[EventContent::kCorrectionProposed];
      waiting.erase(std::remove(waiting.begin(), waiting.end(),
                                content.correction_confirmed().proposal_position()),
                    waiting.end());
    }
    if (admission::IsCorrectable(content)) {
      correctable_.push_back(position);
    }
  }
  // A position that holds an event of the kind, mostly; of the newest ones, mostly.
  uint64_t PositionOf(EventContent::KindCase kind, uint64_t size) {
    return OneOf(by_kind_[kind], size);
  }
  uint64_t Correctable(uint64_t size) {
    // Corrections of corrections, more often than their number gives.
    if (Chance(40)) return PositionOf(EventContent::kCorrectionConfirmed, size);
    return OneOf(correctable_, size);
  }
  std::optional<uint64_t> MaybeJudged(EventContent::KindCase kind, uint64_t size) {
    return Chance(50) ? std::optional<uint64_t>(PositionOf(kind, size)) : std::nullopt;
  }

  EventContent Posting(uint64_t size) {
    switch (Upto(13)) {
      case 0:
        return FindingRecorded(Unit(), Clause());
      case 1: {
        EventContent content = FindingRecorded(Unit(), "1.2", {"x"});
        content.mutable_finding_recorded()->mutable_subjects(0)->set_accident(Accident());
        return content;
      }
      case 2:
        return ItemReviewed(Unit(), Targets());
      case 3:
      case 4:
        return PointsJudged(Unit(), Pick<const char*>({"3.1", "3.2"}), 1000 * Upto(6),
                            MaybeJudged(EventContent::kPointsJudged, size));
      case 5:
        return DeductionDecided(Unit(), Pick<const char*>({"3.3", "P.1"}), 1000 * Upto(6),
                                Pick<const char*>({"", "doc"}),
                                MaybeJudged(EventContent::kDeductionDecided, size));
      case 6:
        return ExemptionGranted(Unit(), Pick<const char*>({"3.4", "1.1"}));
      case 7:
        return NotApplicableClaimed(Unit(), Targets());
      case 8:
        return NotApplicableRuled(Unit(), PositionOf(EventContent::kNotApplicableClaimed, size),
                                  Pick({event::v1::RULING_ACCEPTED, event::v1::RULING_REFUSED}));
      case 9:
        return NoStatementFound(Unit(), Targets());
      case 10:
        return AccidentReported(Accident(), Unit());
      case 11:
        return AccidentAttributed(
            Accident(), Unit(),
            Pick({event::v1::ACCIDENT_ROLE_TERRITORY, event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR}));
      default:
        return AccidentRuled(Accident(), event::v1::FINDING_YES);
    }
  }

  EventContent MatterFact() {
    switch (Upto(9)) {
      case 0:
      case 1:
        return MatterOpened(Matter(), Unit());
      case 2:
        return OnDay(MatterExtended(Matter(), Due()), Day());
      case 3:
        return MatterReassigned(Matter(), Unit());
      case 4:
        return Chance(20) ? OnDay(MatterWithdrawn(Matter()), Day()) : MatterReturned(Matter());
      case 5:
        return LetterIssued({Unit()}, {Matter()}, Number());
      case 6: {
        EventContent content = FindingRecorded(Unit(), "1.2", {"x"});
        content.mutable_finding_recorded()->mutable_subjects(0)->set_matter(Matter());
        return content;
      }
      default:
        return MatterOverdue(Matter(), Due(), static_cast<uint32_t>(Upto(3)));
    }
  }

  EventContent AccidentFact() {
    switch (Upto(12)) {
      case 0:
        if (!attributed_.empty()) {
          const event::v1::AccidentAttributed& known = OneOfKnown(attributed_);
          return AttributionWithdrawn(known.accident(), known.unit(), known.role());
        }
        return AccidentAttributed(Accident(), Unit(), event::v1::ACCIDENT_ROLE_TERRITORY);
      case 1:
        return AccidentSupplemented(Accident(), Day(), 2);
      case 2:
        return InvestigationExtended(Accident(), static_cast<uint32_t>(10 * (1 + Upto(5))));
      case 3:
        return AppraisalPaused(Accident(), Date(2022, 6, 1 + Upto(10)));
      case 4:
        return AppraisalResumed(Accident(), Date(2022, 6, 10 + Upto(10)));
      case 5:
        if (Chance(40)) return AccidentRuled(Accident(), event::v1::FINDING_YES);
        return Chance(70) ? ReportPublished(Accident()) : FollowUpEvaluated(Accident());
      case 6:
        return ConcealmentVerified(Accident(), Unit());
      case 7:
        return Chance(30) ? AccidentStruckOff(Accident()) : InvestigationOpened(Accident());
      case 8:
        return AccidentsMerged(Accident(), Accident());
      case 9:
        if (!merged_.empty()) {
          const event::v1::AccidentsMerged& known = OneOfKnown(merged_);
          return AccidentsUnmerged(known.accident(), known.duplicate());
        }
        return AccidentsUnmerged(Accident(), Accident());
      case 10:
        return PendingDecided(Accident(), event::v1::PENDING_DECISION_COUNT);
      default:
        return AccidentOverdue(Accident(), DueBy(2022, 7, 31));
    }
  }

  EventContent HonourFact(uint64_t size) {
    switch (Upto(4)) {
      case 0:
        return BonusClaimed(Unit(), Number());
      case 1:
        return HonourRecorded(Unit(), Number(), MaybeJudged(EventContent::kBonusClaimed, size));
      case 2:
        return BonusRefused(Unit(), PositionOf(EventContent::kBonusClaimed, size));
      default:
        return BlameRecorded(Unit(), Number());
    }
  }

  EventContent Sheet() {
    switch (Upto(4)) {
      case 0:
        return SheetIssued(Unit(), {Pick<const char*>({"1", "2", "3"})});
      case 1:
        return SheetSigned(Unit());
      default:
        return SheetReopened(Unit());
    }
  }

  EventContent Fact(uint64_t size) {
    switch (Upto(8)) {
      case 0:
        return HonourFact(size);
      case 1:
        return Chance(60) ? Sheet() : HonourFact(size);
      case 2:
      case 3:
      case 4:
        return MatterFact();
      default:
        return AccidentFact();
    }
  }

  EventContent Standing() {
    const event::v1::CivilDate day = Date(2022, 6, 1 + Upto(20));
    const std::string code = Pick<const char*>({"91140700110000001F", "91140700110000002J"});
    switch (Upto(4)) {
      case 0:
        return UnitsMerged({Unit()}, Unit(), day);
      case 1:
        return UnitDissolved(Unit(), day, Chance(50) ? Unit() : "");
      case 2:
        return EnterpriseSupervised(Unit(), code, day,
                                    Chance(50) ? std::optional(Date(2022, 6, 25)) : std::nullopt);
      default:
        return ResponsibilityLetterSigned(Unit(), 2022 + Upto(2));
    }
  }

  EventContent Command(uint64_t size) {
    switch (Upto(23)) {
      case 0:
        return Chance(50) ? UnitRegistered(Unit()) : AliasAdded(Unit(), "alias");
      case 1:
        return Chance(50) ? CycleUnitsChanged(kCycle, {"unit-9"}, {"unit-3"})
                          : CycleUnitsChanged(kCycle, {"unit-3"}, {"unit-9"});
      case 2:
        return Chance(50) ? ReviewOpened(kCycle) : ReviewClosed(kCycle);
      case 3:
        return BaselineSet(Unit(), static_cast<uint32_t>(Upto(2)), 0);
      case 4:
      case 5:
      case 6:
        return CorrectionProposed(Correctable(size),
                                  Chance(25) ? std::optional(Stated(size)) : std::nullopt);
      case 7:
      case 8:
      case 9:
      case 10:
      case 11:
        return CorrectionConfirmed(PositionOf(EventContent::kCorrectionProposed, size));
      case 12:
        return Chance(50) ? ClerkPaused() : ClerkResumed();
      case 13:
        return Standing();
      default:
        return Stated(size);
    }
  }

  EventContent Stated(uint64_t size) {
    return Chance(mostly_facts_ ? 10 : 50) ? Posting(size) : Fact(size);
  }

  // Mostly one of two persons of the office: one who confirms and one who does the rest.
  event::v1::Poster Poster(const EventContent& content) {
    if (Chance(5)) return UnitPoster(Unit());
    return OfficePoster(content.has_correction_confirmed() != Chance(5) ? "p-confirmer"
                                                                        : "p-proposer");
  }

 private:
  const bool mostly_facts_;

  uint64_t OneOf(const std::vector<uint64_t>& positions, uint64_t size) {
    if (positions.empty() || Chance(10))
      return static_cast<uint64_t>(Upto(static_cast<int>(size) + 3));
    const int newest = std::min(static_cast<int>(positions.size()), 4);
    return positions[positions.size() - 1 - static_cast<size_t>(Upto(newest))];
  }

  template <typename Known>
  const Known& OneOfKnown(const std::vector<Known>& known) {
    return known[static_cast<size_t>(Upto(static_cast<int>(known.size())))];
  }

  std::mt19937 random_;
  std::vector<event::v1::AccidentAttributed> attributed_;
  std::vector<event::v1::AccidentsMerged> merged_;
  std::map<EventContent::KindCase, std::vector<uint64_t>> by_kind_;
  std::vector<uint64_t> correctable_;
};

// The events that count, by position, read from the whole log in the slow and obvious way: a
// confirmation is in force unless a later one in force names it, so the newest is decided first.
struct Counting {
  std::map<uint64_t, EventContent> events;
  int undone_confirmations = 0;
};

Counting ReadCounting(const EventLog& log) {
  std::vector<EventContent> contents;
  const absl::Status read =
      log.Read(0, log.DurableTail().size, [&contents](uint64_t, const Record& record) {
        contents.push_back(ParseRecord(record)->body.event().content());
        return absl::OkStatus();
      });
  EXPECT_TRUE(read.ok()) << read;
  Counting counting;
  std::set<uint64_t> voided;
  std::set<uint64_t> confirmed;
  for (uint64_t position = contents.size(); position-- > 0;) {
    if (!contents[position].has_correction_confirmed()) continue;
    if (voided.count(position) > 0) {
      ++counting.undone_confirmations;
      continue;
    }
    const uint64_t proposal = contents[position].correction_confirmed().proposal_position();
    confirmed.insert(proposal);
    voided.insert(contents[proposal].correction_proposed().position());
  }
  for (uint64_t position = 0; position < contents.size(); ++position) {
    const EventContent& content = contents[position];
    if (voided.count(position) > 0 || content.has_correction_confirmed()) continue;
    if (!content.has_correction_proposed()) {
      counting.events[position] = content;
    } else if (confirmed.count(position) > 0 && content.correction_proposed().has_replacement()) {
      counting.events[position] = content.correction_proposed().replacement();
    }
  }
  return counting;
}

// What the folds of the ledger rely on, event by event.
void ExpectNoContradiction(const std::map<uint64_t, EventContent>& events) {
  std::map<std::string, uint64_t> reports;
  std::set<std::string> once;  // What may be there once.
  std::map<std::string, std::vector<uint64_t>> judgements;
  std::map<uint64_t, uint64_t> replaced_by;
  for (const auto& [position, content] : events) {
    if (content.has_accident_reported()) {
      const std::string& accident = content.accident_reported().accident();
      EXPECT_TRUE(reports.emplace(accident, position).second) << "two reports of " << accident;
    }
    if (content.has_points_judged()) {
      const event::v1::PointsJudged& judged = content.points_judged();
      judgements[judged.unit() + " " + judged.clause()].push_back(position);
      if (judged.has_replaces_position()) {
        EXPECT_TRUE(events.count(judged.replaces_position()) > 0)
            << position << " replaces what does not count";
        EXPECT_TRUE(replaced_by.emplace(judged.replaces_position(), position).second)
            << "two judgements replace " << judged.replaces_position();
      }
    }
  }
  for (const auto& [about, positions] : judgements) {
    const auto in_force = std::count_if(
        positions.begin(), positions.end(),
        [&replaced_by](uint64_t position) { return replaced_by.count(position) == 0; });
    EXPECT_EQ(in_force, 1) << "judgements in force about " << about;
  }
  for (const auto& [position, content] : events) {
    if (content.has_accident_attributed()) {
      EXPECT_TRUE(reports.count(content.accident_attributed().accident()) > 0)
          << position << " has no report";
    } else if (content.has_accident_ruled()) {
      EXPECT_TRUE(reports.count(content.accident_ruled().accident()) > 0) << position;
      EXPECT_TRUE(once.insert("ruling " + content.accident_ruled().accident()).second) << position;
    } else if (content.has_not_applicable_ruled()) {
      const auto claim = events.find(content.not_applicable_ruled().claim_position());
      ASSERT_TRUE(claim != events.end()) << position << " rules on what does not count";
      EXPECT_EQ(claim->second.not_applicable_claimed().unit(),
                content.not_applicable_ruled().unit());
    } else if (content.has_finding_recorded()) {
      for (const event::v1::Subject& subject : content.finding_recorded().subjects()) {
        EXPECT_TRUE(subject.accident().empty() || reports.count(subject.accident()) > 0)
            << position << " is about an accident without report";
      }
    }
  }
}

// What is done and undone is so in turn, and what may be there once is there once.
void ExpectFactsInTurn(const std::map<uint64_t, EventContent>& events) {
  std::set<std::string> done;
  std::set<std::string> once;
  std::map<std::string, uint64_t> opened;
  std::map<std::string, event::v1::CivilDate> ended;
  for (const auto& [position, content] : events) {
    const admission::EndingStated ending = admission::EndingIn(position, content);
    for (const std::string& unit : ending.units) {
      const CivilDay& day = ending.ending.effective;
      EXPECT_TRUE(ended.emplace(unit, Date(day.year, day.month, day.day)).second) << position;
    }
    if (content.has_matter_opened()) {
      EXPECT_TRUE(opened.emplace(content.matter_opened().matter(), position).second) << position;
    }
  }
  for (const auto& [position, content] : events) {
    const auto turn = [&, at = position](const std::string& what, bool undoes) {
      EXPECT_EQ(undoes ? done.erase(what) : done.insert(what).second, 1u) << at << " " << what;
    };
    const auto only = [&, at = position](const std::string& what) {
      EXPECT_TRUE(once.insert(what).second) << at << " " << what;
    };
    for (const std::string& matter : admission::FactsOf(content).matters) {
      EXPECT_TRUE(opened.count(matter) > 0) << position << " names a matter that is not open";
    }
    for (const admission::RecordedDocument& document : admission::DocumentsOf(content)) {
      only(document.key);
    }
    if (content.has_matter_opened() || content.has_letter_issued() ||
        content.has_blame_recorded()) {
      for (const std::string& unit : admission::FactsOf(content).units) {
        EXPECT_TRUE(ended.count(unit) == 0 || content.occurred_on().month() < ended[unit].month() ||
                    content.occurred_on().day() < ended[unit].day())
            << position << " names " << unit << ", which had ended";
      }
    }
    if (content.has_responsibility_letter_signed()) {
      only("letter of " + content.responsibility_letter_signed().unit() + " for " +
           std::to_string(content.responsibility_letter_signed().year()));
    }
    if (const auto claim = admission::ClaimSettledBy(content)) {
      only("claim " + std::to_string(*claim));
      ASSERT_TRUE(events.count(*claim) > 0 && events.at(*claim).has_bonus_claimed()) << position;
    }
    switch (content.kind_case()) {
      case EventContent::kAccidentAttributed: {
        const event::v1::AccidentAttributed& stated = content.accident_attributed();
        turn(stated.accident() + " " + stated.unit() + " " + std::to_string(stated.role()), false);
        break;
      }
      case EventContent::kAttributionWithdrawn: {
        const event::v1::AttributionWithdrawn& stated = content.attribution_withdrawn();
        turn(stated.accident() + " " + stated.unit() + " " + std::to_string(stated.role()), true);
        break;
      }
      case EventContent::kAppraisalPaused:
        turn("pause of " + content.appraisal_paused().accident(), false);
        break;
      case EventContent::kAppraisalResumed:
        turn("pause of " + content.appraisal_resumed().accident(), true);
        break;
      case EventContent::kAccidentsMerged:
        turn("merger of " + content.accidents_merged().duplicate(), false);
        break;
      case EventContent::kAccidentsUnmerged:
        turn("merger of " + content.accidents_unmerged().duplicate(), true);
        break;
      case EventContent::kAccidentSupplemented:
        only("totals of " + content.accident_supplemented().accident() + " as of " +
             content.accident_supplemented().as_of().ShortDebugString());
        break;
      case EventContent::kOverdueRecorded:
        only("step " + content.overdue_recorded().ShortDebugString());
        break;
      case EventContent::kConcealmentVerified:
        only("concealment " + content.concealment_verified().ShortDebugString());
        break;
      case EventContent::kAccidentStruckOff:
        only("end of " + content.accident_struck_off().accident());
        break;
      case EventContent::kMatterWithdrawn:
        only("end of matter " + content.matter_withdrawn().matter());
        break;
      default:
        break;
    }
  }
}

struct Tally {
  int accepted = 0;
  int refused = 0;
  int undone_confirmations = 0;
  std::set<int> kinds;  // Accepted at some time.
};

void RunOne(uint32_t seed, Tally& tally) {
  RandomCommands commands(seed);
  TestLedger ledger;
  ledger.SetUpCycle();
  if (commands.mostly_facts()) {
    for (const EventContent& content :
         {AccidentReported("a-1", "unit-1"), AccidentReported("a-2", "unit-2"),
          AccidentReported("a-3", "unit-1"), MatterOpened("m-1", "unit-1"),
          MatterOpened("m-2", "unit-2")}) {
      commands.Learn(content, ledger.Must(content));
    }
  }
  for (int step = 0; step < 150; ++step) {
    std::vector<EventContent> contents;
    const int count = commands.Chance(70) ? 1 : 1 + commands.Upto(5);
    for (int i = 0; i < count; ++i) contents.push_back(commands.Command(ledger.size() + i));
    const event::v1::Poster poster = commands.Poster(contents[0]);
    if (commands.Chance(10)) ledger.Hold();

    const std::string before = ledger.admission().DescribeState();
    const BatchDecision preview = ledger.Preview(contents, poster);
    ASSERT_EQ(ledger.admission().DescribeState(), before) << "after a preview";

    const ledger::v1::AppendRequest request = ledger.MakeRequest(contents);
    const BatchDecision decision = ledger.Append(request, poster);
    ASSERT_EQ(Describe(preview), Describe(decision));
    if (!decision.refusals.empty()) {
      ++tally.refused;
      ASSERT_EQ(ledger.admission().DescribeState(), before) << Describe(decision);
      continue;
    }
    ++tally.accepted;
    for (size_t i = 0; i < contents.size(); ++i) {
      commands.Learn(contents[i], decision.events[i].position);
      tally.kinds.insert(contents[i].kind_case());
    }
    const std::string after = ledger.admission().DescribeState();
    const BatchDecision again = ledger.Append(request, poster);
    ASSERT_TRUE(again.refusals.empty() && again.entries.empty()) << Describe(again);
    for (size_t i = 0; i < again.events.size(); ++i) {
      ASSERT_TRUE(again.events[i].already_known);
      ASSERT_EQ(again.events[i].position, decision.events[i].position);
    }
    ASSERT_EQ(ledger.admission().DescribeState(), after) << "after a retry";
  }
  ledger.Flush();
  ASSERT_EQ(ledger.DescribeReplayed(), ledger.admission().DescribeState());
  const Counting counting = ReadCounting(ledger.log());
  ExpectNoContradiction(counting.events);
  ExpectFactsInTurn(counting.events);
  tally.undone_confirmations += counting.undone_confirmations;
}

TEST(AdmissionProperty, RandomCommandsLeaveNoTraceWhenRefusedAndReplayWhenAccepted) {
  Tally tally;
  const uint32_t first = static_cast<uint32_t>(RunSeed(1));
  for (uint32_t seed = first; seed < first + 60; ++seed) {
    SCOPED_TRACE("ASSESSMENT_TEST_SEED=" + std::to_string(seed));
    RunOne(seed, tally);
    if (::testing::Test::HasFailure()) return;
  }
  std::printf("seeds %u to %u: %d batches accepted, %d refused, %d corrections undone\n", first,
              first + 59, tally.accepted, tally.refused, tally.undone_confirmations);
  EXPECT_GT(tally.accepted, 500);
  EXPECT_GT(tally.refused, 500);
  EXPECT_GT(tally.undone_confirmations, 50);
  // The random commands reach every kind that they can state.
  for (const EventContent::KindCase kind :
       {EventContent::kMatterExtended, EventContent::kMatterWithdrawn, EventContent::kLetterIssued,
        EventContent::kOverdueRecorded, EventContent::kAttributionWithdrawn,
        EventContent::kAccidentSupplemented, EventContent::kInvestigationExtended,
        EventContent::kAppraisalResumed, EventContent::kConcealmentVerified,
        EventContent::kAccidentStruckOff, EventContent::kAccidentsUnmerged,
        EventContent::kHonourRecorded, EventContent::kBonusRefused, EventContent::kBlameRecorded,
        EventContent::kPendingDecided, EventContent::kSheetIssued, EventContent::kClerkResumed}) {
    EXPECT_EQ(tally.kinds.count(kind), 1u) << kind;
  }
}

}  // namespace
}  // namespace assessment::testing
