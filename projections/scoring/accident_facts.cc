#include "projections/scoring/accident_facts.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"

namespace assessment {
namespace {

using event::v1::AccidentGrade;
using event::v1::EventContent;

constexpr uint64_t kMillionYuan = 1'000'000;
constexpr uint64_t kSquareMetresPerHectare = 10'000;
constexpr int64_t kCasualtyWindowDays = 30;
constexpr int64_t kShortWindowDays = 7;

AccidentGrade GradeFrom(uint64_t value, uint64_t larger, uint64_t major, uint64_t extraordinary) {
  if (value >= extraordinary) return event::v1::ACCIDENT_GRADE_EXTRAORDINARILY_SERIOUS;
  if (value >= major) return event::v1::ACCIDENT_GRADE_MAJOR;
  if (value >= larger) return event::v1::ACCIDENT_GRADE_LARGER;
  return event::v1::ACCIDENT_GRADE_GENERAL;
}

AccidentGrade GradeByLoss(const event::v1::AccidentReported& report) {
  if (report.kind() == event::v1::ACCIDENT_KIND_FOREST_FIRE) {
    return GradeFrom(report.burnt_area_square_metres(), kSquareMetresPerHectare,
                     100 * kSquareMetresPerHectare, 1000 * kSquareMetresPerHectare);
  }
  const uint64_t loss = report.kind() == event::v1::ACCIDENT_KIND_FIRE
                            ? report.direct_property_loss_yuan()
                            : report.direct_economic_loss_yuan();
  return GradeFrom(loss, 10 * kMillionYuan, 50 * kMillionYuan, 100 * kMillionYuan);
}

template <typename List, typename Value>
bool EmptyOrContains(const List& list, const Value& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

// The first attribution in a role that the filter looks at, or null.
const UnitAttribution* FindAttribution(const scheme::v1::AccidentFilter& filter,
                                       const UnitAccident& accident) {
  for (const UnitAttribution& attribution : accident.attributions) {
    if (filter.roles().empty() ? attribution.role != event::v1::ACCIDENT_ROLE_VEHICLE_REGISTRATION
                               : EmptyOrContains(filter.roles(), attribution.role)) {
      return &attribution;
    }
  }
  return nullptr;
}

// Orders events of one kind by the day they state, ties without their arrival.
bool EarlierByDay(const StreamEntry* a, const StreamEntry* b) {
  return std::make_tuple(ToDay(a->content->occurred_on()), TieOf(*a)) <
         std::make_tuple(ToDay(b->content->occurred_on()), TieOf(*b));
}

// The day an approving paper counts from: the day stated, else its own date, else the day the event
// happened.
CivilDay ApprovalDay(const EventContent& content, const event::v1::CivilDate& stated) {
  for (const event::v1::CivilDate* date : {&stated, &content.paper().date()}) {
    if (IsValid(ToDay(*date))) return ToDay(*date);
  }
  return ToDay(content.occurred_on());
}

class AccidentReader {
 public:
  AccidentReader(const std::string& accident, const EventStream& stream) : stream_(stream) {
    result_.accident = accident;
    result_.stream = &stream;
  }

  std::optional<UnitAccident> Read() {
    for (const StreamEntry& entry : stream_.entries()) {
      if (entry.counts()) Add(entry);
    }
    if (report_ == nullptr) return std::nullopt;
    SettleReport();
    SettleTotals();
    SettleRuling();
    SettleDecision();
    SettleClocks();
    return std::move(result_);
  }

 private:
  void Add(const StreamEntry& entry) {
    const EventContent& content = *entry.content;
    const std::string& id = result_.accident;
    switch (content.kind_case()) {
      case EventContent::kAccidentReported:
        if (content.accident_reported().accident() == id) report_ = &entry;
        return;
      case EventContent::kAccidentRuled:
        if (content.accident_ruled().accident() == id) ruling_ = &entry;
        return;
      case EventContent::kAccidentSupplemented:
        if (content.accident_supplemented().accident() == id) supplements_.push_back(&entry);
        return;
      case EventContent::kInvestigationExtended:
        if (content.investigation_extended().accident() == id) extensions_.push_back(&entry);
        return;
      case EventContent::kAppraisalPaused:
        if (content.appraisal_paused().accident() == id) pauses_.push_back(&entry);
        return;
      case EventContent::kAppraisalResumed:
        if (content.appraisal_resumed().accident() == id) resumptions_.push_back(&entry);
        return;
      case EventContent::kReportPublished:
        if (content.report_published().accident() == id) NoteDone(entry, result_.publication);
        return;
      case EventContent::kFollowUpEvaluated:
        if (content.follow_up_evaluated().accident() == id) NoteDone(entry, result_.follow_up);
        return;
      case EventContent::kAccidentStruckOff:
        if (content.accident_struck_off().accident() == id) {
          result_.struck_off_position = entry.position();
        }
        return;
      case EventContent::kPendingDecided:
        if (content.pending_decided().accident() == id) decisions_.push_back(&entry);
        return;
      default:
        return;
    }
  }

  // The first time it was done.
  static void NoteDone(const StreamEntry& entry, Deadline& deadline) {
    const CivilDay day = ToDay(entry.content->occurred_on());
    if (deadline.done.has_value() && deadline.done->day <= day) return;
    deadline.done = CivilInstant{day, std::nullopt};
    deadline.done_position = entry.position();
  }

  void SettleReport() {
    result_.report = &report_->content->accident_reported();
    result_.positions.push_back(report_->position());
    const event::v1::CivilTime& at = result_.report->occurred_at();
    result_.day = ToDay(at.date());
    result_.minute_of_day = at.hour() * 60 + at.minute();
    if (result_.report->responsibility() == event::v1::FINDING_YES ||
        result_.report->responsibility() == event::v1::FINDING_NO) {
      // A report that carries the approving paper.
      result_.responsibility = result_.report->responsibility();
      result_.approved_on = ApprovalDay(*report_->content, report_->content->paper().date());
      approval_position_ = report_->position();
    }
    result_.production_operating = result_.report->production_operating();
  }

  void SettleTotals() {
    const CivilDay end = CasualtyWindowEnd(result_.report->kind(), result_.day);
    const auto moment = [](const StreamEntry* entry) {
      const event::v1::CivilTime& as_of = entry->content->accident_supplemented().as_of();
      return std::make_tuple(ToDay(as_of.date()), as_of.hour(), as_of.minute(), TieOf(*entry));
    };
    const StreamEntry* latest = nullptr;
    for (const StreamEntry* entry : supplements_) {
      if (std::get<0>(moment(entry)) > end) {
        result_.late_supplements.push_back(entry);
      } else if (latest == nullptr || moment(latest) < moment(entry)) {
        latest = entry;
      }
    }
    if (latest != nullptr) {
      const event::v1::AccidentSupplemented& totals = latest->content->accident_supplemented();
      auto report = std::make_shared<event::v1::AccidentReported>(*result_.report);
      report->set_deaths(totals.deaths());
      report->set_serious_injuries(totals.serious_injuries());
      report->set_direct_economic_loss_yuan(totals.direct_economic_loss_yuan());
      report->set_direct_property_loss_yuan(totals.direct_property_loss_yuan());
      report->set_burnt_area_square_metres(totals.burnt_area_square_metres());
      result_.positions.push_back(latest->position());
      result_.report = report.get();
      result_.supplemented = std::move(report);
    }
    result_.grade_by_casualties = GradeByCasualties(*result_.report);
    result_.grade = result_.grade_by_casualties;
    result_.near_miss = result_.report->near_miss() && result_.report->deaths() == 0 &&
                        result_.report->serious_injuries() == 0;
  }

  void SettleRuling() {
    if (ruling_ == nullptr) return;
    const event::v1::AccidentRuled& ruling = ruling_->content->accident_ruled();
    result_.positions.push_back(ruling_->position());
    result_.responsibility = ruling.responsibility();
    if (ruling.grade() != event::v1::ACCIDENT_GRADE_UNSPECIFIED) result_.grade = ruling.grade();
    if (ruling.production_operating() != event::v1::FINDING_UNSPECIFIED) {
      result_.production_operating = ruling.production_operating();
    }
    result_.approved_on = ApprovalDay(*ruling_->content, ruling.approved_on());
    approval_position_ = ruling_->position();
  }

  void SettleDecision() {
    if (result_.approved_on.has_value() || decisions_.empty()) return;
    const StreamEntry* latest =
        *std::max_element(decisions_.begin(), decisions_.end(), EarlierByDay);
    result_.decision = latest->content->pending_decided().decision();
    result_.decision_position = latest->position();
    result_.positions.push_back(latest->position());
  }

  // Days on which the investigation waited; sets open_pause_position when it still does.
  int64_t PausedDays() {
    std::sort(pauses_.begin(), pauses_.end(), EarlierByDay);
    std::sort(resumptions_.begin(), resumptions_.end(), EarlierByDay);
    int64_t days = 0;
    size_t next = 0;
    std::optional<CivilDay> until;
    for (const StreamEntry* pause : pauses_) {
      const CivilDay from = ToDay(pause->content->occurred_on());
      if (until.has_value() && from < *until) continue;  // Inside a pause that was counted.
      while (next < resumptions_.size() &&
             ToDay(resumptions_[next]->content->occurred_on()) < from) {
        ++next;
      }
      if (next == resumptions_.size()) {
        result_.open_pause_position = pause->position();
        return days;
      }
      until = ToDay(resumptions_[next++]->content->occurred_on());
      days += DaysSinceEpoch(*until) - DaysSinceEpoch(from);
    }
    return days;
  }

  void SettleClocks() {
    result_.investigation.clock = event::v1::CLOCK_INVESTIGATION;
    result_.follow_up.clock = event::v1::CLOCK_FOLLOW_UP_EVALUATION;
    result_.publication.clock = event::v1::CLOCK_REPORT_PUBLICATION;
    if (result_.near_miss || result_.struck_off_position.has_value()) return;
    const int64_t paused = PausedDays();
    int64_t extended = 0;
    // What moved the due date last, by its day and not by its arrival.
    const StreamEntry* moved_by = nullptr;
    for (const auto* movers : {&extensions_, &resumptions_}) {
      for (const StreamEntry* mover : *movers) {
        if (moved_by == nullptr || EarlierByDay(moved_by, mover)) moved_by = mover;
      }
    }
    for (const StreamEntry* extension : extensions_) {
      extended += extension->content->investigation_extended().days();
    }
    result_.investigation.due_position = (moved_by == nullptr ? report_ : moved_by)->position();
    if (!result_.open_pause_position.has_value()) {
      result_.investigation.due =
          CivilInstant{InvestigationDue(result_.day, extended, paused), std::nullopt};
    } else {
      result_.investigation.due_position = result_.open_pause_position;
    }
    if (!result_.approved_on.has_value()) return;
    const CivilDay approved = *result_.approved_on;
    result_.investigation.done = CivilInstant{approved, std::nullopt};
    result_.investigation.done_position = approval_position_;
    result_.follow_up.due = CivilInstant{FollowUpEvaluationDue(approved), std::nullopt};
    result_.follow_up.due_position = approval_position_;
    result_.publication.due = CivilInstant{ReportPublicationDue(approved), std::nullopt};
    result_.publication.due_position = approval_position_;
  }

  const EventStream& stream_;
  UnitAccident result_;
  const StreamEntry* report_ = nullptr;
  const StreamEntry* ruling_ = nullptr;
  std::optional<uint64_t> approval_position_;
  std::vector<const StreamEntry*> supplements_;
  std::vector<const StreamEntry*> extensions_;
  std::vector<const StreamEntry*> pauses_;
  std::vector<const StreamEntry*> resumptions_;
  std::vector<const StreamEntry*> decisions_;
};

}  // namespace

AccidentGrade GradeByCasualties(const event::v1::AccidentReported& report) {
  return std::max({GradeFrom(report.deaths(), 3, 10, 30),
                   GradeFrom(report.serious_injuries(), 10, 50, 100), GradeByLoss(report)});
}

CivilDay CasualtyWindowEnd(event::v1::AccidentKind kind, const CivilDay& occurred) {
  const bool short_window = kind == event::v1::ACCIDENT_KIND_ROAD ||
                            kind == event::v1::ACCIDENT_KIND_FIRE ||
                            kind == event::v1::ACCIDENT_KIND_FOREST_FIRE;
  return AddDays(occurred, short_window ? kShortWindowDays : kCasualtyWindowDays);
}

std::string TieOf(const StreamEntry& entry) {
  const event::v1::Event& event = entry.record->body.event();
  return absl::StrCat(event.source(), absl::string_view("\0", 1), event.idempotency_key());
}

const Deadline& UnitAccident::DeadlineOf(event::v1::Clock clock) const {
  switch (clock) {
    case event::v1::CLOCK_INVESTIGATION:
      return investigation;
    case event::v1::CLOCK_FOLLOW_UP_EVALUATION:
      return follow_up;
    default:
      CHECK(clock == event::v1::CLOCK_REPORT_PUBLICATION);
      return publication;
  }
}

std::optional<std::string> MergedInto(const std::string& duplicate, const EventStream& stream) {
  std::optional<std::string> target;
  for (const StreamEntry& entry : stream.entries()) {
    if (!entry.counts()) continue;
    const event::v1::EventContent& content = *entry.content;
    if (content.has_accidents_merged() && content.accidents_merged().duplicate() == duplicate) {
      target = content.accidents_merged().accident();
    } else if (content.has_accidents_unmerged() &&
               content.accidents_unmerged().duplicate() == duplicate) {
      target.reset();
    }
  }
  return target;
}

std::optional<UnitAccident> ReadAccident(const std::string& accident, const EventStream& stream) {
  return AccidentReader(accident, stream).Read();
}

FilterMatch Match(const scheme::v1::AccidentFilter& filter, const UnitAccident& accident,
                  const DayWindow& window) {
  const event::v1::AccidentReported& report = *accident.report;
  if (accident.struck_off_position.has_value()) return FilterMatch::kNo;
  if (filter.near_miss() != accident.near_miss) return FilterMatch::kNo;
  if (!EmptyOrContains(filter.kinds(), report.kind())) return FilterMatch::kNo;
  if (!EmptyOrContains(filter.industries(), report.industry())) return FilterMatch::kNo;
  if (!EmptyOrContains(filter.grades(), accident.grade)) return FilterMatch::kNo;
  if (FindAttribution(filter, accident) == nullptr) return FilterMatch::kNo;
  if (report.deaths() < filter.deaths_from()) return FilterMatch::kNo;
  if (accident.decision == event::v1::PENDING_DECISION_LEAVE_OUT) return FilterMatch::kNo;
  const CivilDay from = filter.has_occurred_from() ? ToDay(filter.occurred_from()) : window.from;
  const CivilDay to = filter.has_occurred_to() ? ToDay(filter.occurred_to()) : window.to;
  if (!DayWindow{from, to}.Contains(accident.day)) return FilterMatch::kNo;

  bool provisional = false;
  if (filter.responsible() && !accident.near_miss) {
    if (accident.responsibility == event::v1::FINDING_NO) return FilterMatch::kNo;
    provisional |= accident.responsibility != event::v1::FINDING_YES;
  }
  if (filter.production_operating()) {
    if (accident.production_operating == event::v1::FINDING_NO) return FilterMatch::kNo;
    provisional |= accident.production_operating != event::v1::FINDING_YES;
  }
  const bool settled = accident.decision == event::v1::PENDING_DECISION_COUNT;
  return provisional && !settled ? FilterMatch::kProvisional : FilterMatch::kYes;
}

const StreamEntry& AttributionFor(const scheme::v1::AccidentFilter& filter,
                                  const UnitAccident& accident) {
  const UnitAttribution* attribution = FindAttribution(filter, accident);
  CHECK(attribution != nullptr && attribution->entry != nullptr);
  return *attribution->entry;
}

bool EarlierAccident(const UnitAccident& a, const UnitAccident& b) {
  return std::tie(a.day, a.minute_of_day, a.accident) <
         std::tie(b.day, b.minute_of_day, b.accident);
}

}  // namespace assessment
