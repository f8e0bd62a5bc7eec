#include "projections/deadlines/due_steps.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "ledger/base/status_macros.h"
#include "projections/scoring/accident_facts.h"
#include "projections/scoring/matter_facts.h"

namespace assessment {
namespace {

constexpr int64_t kMillionths = 1'000'000;

// The last step that the bands of one clause tell apart.
uint32_t LastStepOf(const scheme::v1::Clause& clause, event::v1::Clock clock) {
  const bool fed = std::any_of(clause.triggers().begin(), clause.triggers().end(),
                               [clock](const scheme::v1::Trigger& trigger) {
                                 return trigger.has_overdue() && trigger.overdue().clock() == clock;
                               });
  if (!fed || !clause.has_banded()) return 0;
  int64_t months = 0;
  for (const scheme::v1::Band& band : clause.banded().bands()) {
    months = std::max(months, (band.from_millionths() + kMillionths - 1) / kMillionths);
  }
  return static_cast<uint32_t>(std::min<int64_t>(months, kStepMax));
}

class StepFinder {
 public:
  StepFinder(const LedgerView& view, const CivilDay& until) : view_(view), until_(until) {}

  absl::Status Look(const IndexKey& thing) {
    ASSIGN_OR_RETURN(const StreamPointer stream, view_.Stream(thing));
    if (thing.kind == IndexKey::Kind::kMatter) {
      const std::optional<MatterFacts> matter = ReadMatter(thing.id, *stream);
      if (matter.has_value()) Add(matter->deadline, *stream, thing.id);
      return absl::OkStatus();
    }
    const std::optional<UnitAccident> accident = ReadAccident(thing.id, *stream);
    // A duplicate has no clocks: they run on the accident that stays.
    if (!accident.has_value() || MergedInto(thing.id, *stream).has_value()) return absl::OkStatus();
    for (const Deadline* deadline :
         {&accident->investigation, &accident->follow_up, &accident->publication}) {
      Add(*deadline, *stream, thing.id);
    }
    return absl::OkStatus();
  }

  std::vector<DueStep> Finish() {
    std::sort(steps_.begin(), steps_.end(), [](const DueStep& a, const DueStep& b) {
      return std::make_tuple(a.day(), a.clock, a.subject, a.step) <
             std::make_tuple(b.day(), b.clock, b.subject, b.step);
    });
    return std::move(steps_);
  }

 private:
  void Add(const Deadline& deadline, const EventStream& stream, const std::string& subject) {
    if (!deadline.due.has_value()) return;
    const uint32_t last = LastStep(view_, deadline.clock);
    for (uint32_t step = 0; step <= last; ++step) {
      if (IsTold(stream, deadline, subject, step) || StepDay(*deadline.due, step) > until_ ||
          !StepStands(deadline, step))
        continue;
      steps_.push_back({deadline.clock, subject, *deadline.due, step});
    }
  }

  // True when the step was recorded, also when a correction took it back: that was somebody's
  // decision.
  static bool IsTold(const EventStream& stream, const Deadline& deadline,
                     const std::string& subject, uint32_t step) {
    return std::any_of(
        stream.entries().begin(), stream.entries().end(), [&](const StreamEntry& entry) {
          if (!entry.content->has_overdue_recorded()) return false;
          const event::v1::OverdueRecorded& told = entry.content->overdue_recorded();
          const std::string& about = told.has_matter() ? told.matter() : told.accident();
          return told.clock() == deadline.clock && about == subject && told.step() == step &&
                 ToInstant(told.due()) == *deadline.due;
        });
  }

  const LedgerView& view_;
  const CivilDay until_;
  std::vector<DueStep> steps_;
};

}  // namespace

std::string DueStep::Key() const {
  const std::string name = absl::AsciiStrToLower(
      absl::StrReplaceAll(absl::StripPrefix(event::v1::Clock_Name(clock), "CLOCK_"), {{"_", "-"}}));
  return absl::StrCat(name, "/", subject, "/", FormatInstant(due), "/", step);
}

event::v1::EventContent DueStep::Content() const {
  event::v1::EventContent content;
  *content.mutable_occurred_on() = ToMoment({day(), std::nullopt}).day();
  event::v1::OverdueRecorded& recorded = *content.mutable_overdue_recorded();
  recorded.set_clock(clock);
  const bool of_accident = clock == event::v1::CLOCK_INVESTIGATION ||
                           clock == event::v1::CLOCK_FOLLOW_UP_EVALUATION ||
                           clock == event::v1::CLOCK_REPORT_PUBLICATION;
  if (of_accident) {
    recorded.set_accident(subject);
  } else {
    recorded.set_matter(subject);
  }
  *recorded.mutable_due() = ToMoment(due);
  recorded.set_step(step);
  return content;
}

uint32_t LastStep(const LedgerView& view, event::v1::Clock clock) {
  uint32_t last = 0;
  for (const auto& [key, entry] : view.registry().schemes()) {
    for (const ClauseRef& clause : entry.scheme->clauses()) {
      last = std::max(last, LastStepOf(*clause.clause, clock));
    }
  }
  return last;
}

absl::StatusOr<std::vector<DueStep>> FindDueSteps(const LedgerView& view,
                                                  absl::Span<const IndexKey> things,
                                                  const CivilDay& until) {
  StepFinder finder(view, until);
  for (const IndexKey& thing : things) RETURN_IF_ERROR(finder.Look(thing));
  return finder.Finish();
}

}  // namespace assessment
