// What feeds each clause: triggers are there, complete, and fit the kind of the clause.

#include "absl/strings/str_cat.h"
#include "ledger/base/civil.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {
namespace {

using scheme::v1::AccidentFilter;
using scheme::v1::Clause;
using scheme::v1::Scheme;
using scheme::v1::Trigger;

bool IsDay(const event::v1::CivilDate& date) {
  return IsValid(CivilDay{.year = date.year(), .month = date.month(), .day = date.day()});
}

// Whether a source can feed a kind. A posting by a person can feed every kind.
bool Fits(Trigger::SourceCase source, Clause::KindCase kind) {
  if (kind == Clause::kNoted || kind == Clause::KIND_NOT_SET) return true;
  switch (source) {
    case Trigger::kFinding:
    case Trigger::SOURCE_NOT_SET:
      return true;
    case Trigger::kBaseline:
      return kind == Clause::kPer;
    case Trigger::kMetric:
      return kind == Clause::kThreshold || kind == Clause::kBanded;
    case Trigger::kOverdue:
      return kind == Clause::kFixed || kind == Clause::kPer || kind == Clause::kBanded;
    case Trigger::kHonour:
      return kind == Clause::kAward;
    case Trigger::kAccident:
    case Trigger::kLetter:
    case Trigger::kBlame:
    case Trigger::kConcealment:
      return kind == Clause::kFixed || kind == Clause::kPer;
  }
  return false;
}

class TriggerCheck {
 public:
  TriggerCheck(const Scheme& scheme, const Clause& clause, LintReport& report)
      : scheme_(scheme), clause_(clause), report_(report) {}

  void Run() {
    if (clause_.triggers().empty()) Error("trigger-missing", "nothing feeds the clause");
    for (const Trigger& trigger : clause_.triggers()) {
      if (!Fits(trigger.source_case(), clause_.kind_case())) {
        Error("trigger-unfit", "a clause of this kind cannot be fed by this trigger");
      }
      Complete(trigger);
    }
    // Months and measured values are different scales.
    if (clause_.has_banded() && clause_.triggers_size() > 1) {
      Error("trigger-unfit", "the bands of a clause read one trigger");
    }
  }

 private:
  void Error(absl::string_view rule, std::string message) {
    report_.Error(rule, clause_.clause(), std::move(message));
  }
  void Unspecified(bool unset, absl::string_view what) {
    if (unset) Error("value-unspecified", absl::StrCat("the ", what, " of a trigger is not set"));
  }

  void Complete(const Trigger& trigger) {
    switch (trigger.source_case()) {
      case Trigger::SOURCE_NOT_SET:
        return Error("trigger-missing", "a trigger names no source");
      case Trigger::kFinding:
        return;
      case Trigger::kAccident:
        Unspecified(trigger.accident().counts() == 0, "count");
        return CheckAccidentFilter(trigger.accident().filter(), clause_.clause(), report_);
      case Trigger::kBaseline:
        Unspecified(trigger.baseline().excess() == 0, "excess");
        return CheckAccidentFilter(trigger.baseline().filter(), clause_.clause(), report_);
      case Trigger::kMetric:
        return Metric(trigger.metric().metric());
      case Trigger::kLetter:
        Unspecified(trigger.letter().which() == 0, "choice of letters");
        return Body(trigger.letter().issuing_body());
      case Trigger::kOverdue:
        return Overdue(trigger.overdue());
      case Trigger::kHonour:
        Unspecified(trigger.honour().kind() == 0, "kind of honour");
        return Document(trigger.honour());
      case Trigger::kBlame:
        Unspecified(trigger.blame().kind() == 0, "kind of blame");
        return Document(trigger.blame());
      case Trigger::kConcealment:
        for (const int grade : trigger.concealment().grades()) Unspecified(grade == 0, "grade");
        return;
    }
  }

  template <typename DocumentTrigger>
  void Document(const DocumentTrigger& trigger) {
    Unspecified(trigger.recipient() == 0, "recipient");
    Unspecified(trigger.issuers().empty(), "levels of the issuers");
    for (const int level : trigger.issuers()) Unspecified(level == 0, "level of an issuer");
  }

  void Metric(const std::string& metric) {
    for (const auto& declared : scheme_.metrics()) {
      if (declared.metric() == metric) return;
    }
    Error("metric-unknown",
          absl::StrCat("names the metric \"", metric, "\", which the scheme does not declare"));
  }

  void Body(const std::string& body) {
    for (const auto& declared : scheme_.scoring_bodies()) {
      if (declared.body() == body) return;
    }
    Error("reference-unknown",
          absl::StrCat("names the issuing body \"", body, "\", which the scheme does not declare"));
  }

  void Overdue(const scheme::v1::OverdueTrigger& overdue) {
    Unspecified(overdue.clock() == event::v1::CLOCK_UNSPECIFIED, "clock");
    if (overdue.clock() == event::v1::CLOCK_REPORT_PUBLICATION) {
      Error("trigger-unfit", "late publication of a report is an alarm and prices nothing");
    }
    const bool of_accidents = overdue.clock() == event::v1::CLOCK_INVESTIGATION ||
                              overdue.clock() == event::v1::CLOCK_FOLLOW_UP_EVALUATION;
    if (of_accidents) CheckAccidentFilter(overdue.accidents(), clause_.clause(), report_);
    if (overdue.has_approved_from() && !IsDay(overdue.approved_from())) {
      Error("dates-invalid", "the first day of approval does not exist");
    }
  }

  const Scheme& scheme_;
  const Clause& clause_;
  LintReport& report_;
};

}  // namespace

void CheckAccidentFilter(const AccidentFilter& filter, absl::string_view holder,
                         LintReport& report) {
  for (const int kind : filter.kinds()) {
    if (kind == 0) report.Error("value-unspecified", holder, "an accident kind is not set");
  }
  for (const int grade : filter.grades()) {
    if (grade == 0) report.Error("value-unspecified", holder, "an accident grade is not set");
  }
  if (filter.roles().empty()) {
    report.Error(
        "role-missing", holder,
        "the accident filter names no role of the unit, so every attribution would charge");
  }
  for (const int role : filter.roles()) {
    if (role == 0) report.Error("value-unspecified", holder, "a role of the unit is not set");
    if (role == event::v1::ACCIDENT_ROLE_VEHICLE_REGISTRATION) {
      report.Error("role-missing", holder, "where a vehicle is registered charges nothing");
    }
  }
  const bool from_exists = !filter.has_occurred_from() || IsDay(filter.occurred_from());
  const bool to_exists = !filter.has_occurred_to() || IsDay(filter.occurred_to());
  if (!from_exists || !to_exists) {
    report.Error("dates-invalid", holder, "a day of occurrence does not exist");
  } else if (filter.has_occurred_from() && filter.has_occurred_to()) {
    const auto day = [](const event::v1::CivilDate& date) {
      return CivilDay{.year = date.year(), .month = date.month(), .day = date.day()};
    };
    if (day(filter.occurred_to()) < day(filter.occurred_from())) {
      report.Error("dates-invalid", holder, "the last day of occurrence is before the first");
    }
  }
}

void CheckTriggers(const Scheme& scheme, LintReport& report) {
  for (const PlacedClause& placed : AllClauses(scheme)) {
    TriggerCheck(scheme, placed.clause, report).Run();
  }
}

}  // namespace assessment
