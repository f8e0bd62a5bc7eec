// A fault in one projection: its answers, and those that rest on it, end at once and say so; the
// others go on, and no answer is wrong.

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "ledger/reason/reason_status.h"
#include "projections/views/testing/sample_ledger.h"

namespace assessment {
namespace {

using testing::LogWriter;

constexpr ProjectionKind kKinds[] = {ProjectionKind::kRegistry, ProjectionKind::kThings,
                                     ProjectionKind::kScores, ProjectionKind::kVetoes,
                                     ProjectionKind::kTrail};

// What each kind of question cannot be answered without.
bool RestsOn(ProjectionKind kind, const std::string& projection) {
  switch (kind) {
    case ProjectionKind::kRegistry:
      return projection == "registry";
    case ProjectionKind::kScores:
      return projection == "registry" || projection == "histories" || projection == "scores";
    case ProjectionKind::kVetoes:
      return projection != "trail" && projection != "things";
    case ProjectionKind::kThings:
      return projection == "registry" || projection == "histories" || projection == "things";
    case ProjectionKind::kTrail:
      return projection == "registry" || projection == "histories" || projection == "trail";
  }
  return true;
}

void WriteYear(LogWriter& log) {
  log.Add(testing::LedgerOpened());
  for (const char* unit : {"a", "b"})
    log.Add(testing::Registered(unit, std::string("county ") + unit));
  log.Add(testing::Published());
  log.Add(testing::Opened({"a", "b"}));
  for (int i = 0; i < 3; ++i) log.Add(testing::Found("a", "1.1"));
  log.Add(testing::AccidentReported("x", "a", 1));
  log.Add(testing::AccidentAttributed("x", "a"));
  log.Add(testing::Renamed("b", "county bb"));
  log.Add(testing::AccidentRuled("x", event::v1::FINDING_YES));
  log.Add(testing::Reviewed("b", {"1"}));
}

// A host over a year of events in which one projection fails at one position.
class Host {
 public:
  Host(const std::string& projection, uint64_t at)
      : host_(
            LogWriter::kLedger, log_.log(),
            {&clock_, KeptLimits(), [projection, at](const Projection& applied, uint64_t position) {
               return applied.name() == projection && position == at
                          ? absl::InternalError("a fault")
                          : absl::OkStatus();
             }}) {
    WriteYear(log_);
    host_.Start();
  }

  absl::StatusOr<ProjectionHost::Snapshot> Ask(ProjectionKind kind) const {
    return host_.Ask(kind, {}, 0, std::chrono::steady_clock::now() + std::chrono::seconds(60));
  }
  uint64_t size() const { return log_.size(); }
  ProjectionHost& host() { return host_; }

 private:
  LogWriter log_;
  testing::StandingClock clock_;
  ProjectionHost host_;
};

// Everything an answer of this kind can say, as bytes.
std::string AnswerOf(ProjectionKind kind, const ProjectionHost::Snapshot& snapshot) {
  std::string bytes;
  for (const char* unit : {"a", "b"}) {
    switch (kind) {
      case ProjectionKind::kRegistry:
        bytes += snapshot.view->registry().FindUnit(unit)->name;
        break;
      case ProjectionKind::kThings:
        for (const IndexKey& thing :
             snapshot.projections->things().KnownAt(snapshot.view->size())) {
          bytes += DescribeIndexKey(thing);
        }
        break;
      case ProjectionKind::kScores:
        bytes += testing::SheetOf(snapshot, unit)->SerializeAsString();
        break;
      case ProjectionKind::kVetoes: {
        const CycleEntry& cycle = *snapshot.view->registry().FindCycle(testing::kCycle);
        const auto vetoes = snapshot.projections->vetoes().VetoesOf(*snapshot.view, cycle, unit);
        for (const auto& veto : **vetoes) bytes += veto.SerializeAsString();
        break;
      }
      case ProjectionKind::kTrail: {
        TrailRequest request;
        request.unit = unit;
        const auto page = snapshot.projections->trail().PageAt(*snapshot.view, request);
        for (const auto& entry : page->entries) bytes += entry.SerializeAsString();
        break;
      }
    }
  }
  return bytes;
}

class ProjectionFault : public ::testing::TestWithParam<std::string> {};

TEST_P(ProjectionFault, MakesItsAnswersStaleAndVisibleNeverWrong) {
  std::map<ProjectionKind, std::string> sound;
  const Host without("nothing", 0);
  for (const ProjectionKind kind : kKinds) {
    const auto snapshot = without.Ask(kind);
    ASSERT_TRUE(snapshot.ok()) << snapshot.status();
    sound[kind] = AnswerOf(kind, *snapshot);
  }
  for (uint64_t at = 0; at < without.size(); ++at) {
    SCOPED_TRACE(at);
    Host faulty(GetParam(), at);
    for (const ProjectionKind kind : kKinds) {
      const auto snapshot = faulty.Ask(kind);
      if (RestsOn(kind, GetParam())) {
        EXPECT_EQ(ReasonOf(snapshot.status()), ledger::v1::REASON_PROJECTION_STALE);
      } else {
        ASSERT_TRUE(snapshot.ok()) << snapshot.status();
        EXPECT_EQ(AnswerOf(kind, *snapshot), sound[kind]);
      }
    }
    EXPECT_FALSE(faulty.host().serving());
    for (const Follower::State& state : faulty.host().States()) {
      if (state.name != GetParam()) continue;
      EXPECT_EQ(state.size, at) << "the last good size";
      EXPECT_FALSE(state.status.ok());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(EachProjection, ProjectionFault,
                         ::testing::Values("registry", "histories", "things", "scores", "vetoes",
                                           "trail"),
                         [](const auto& fault) { return fault.param; });

}  // namespace
}  // namespace assessment
