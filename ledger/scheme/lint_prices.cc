// What facts cost, compared: a graver fact that costs nothing, a lesser one that costs more, a
// concealment that pays. The rubric is kept as printed; the office should know.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/base/points.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {
namespace {

using event::v1::AccidentGrade;
using scheme::v1::Clause;
using scheme::v1::Scheme;
using scheme::v1::Trigger;

constexpr int kGravest = event::v1::ACCIDENT_GRADE_EXTRAORDINARILY_SERIOUS;

std::string GradeText(int grade) {
  switch (grade) {
    case event::v1::ACCIDENT_GRADE_GENERAL:
      return "一般";
    case event::v1::ACCIDENT_GRADE_LARGER:
      return "较大";
    case event::v1::ACCIDENT_GRADE_MAJOR:
      return "重大";
    default:
      return "特别重大";
  }
}

// A clause that charges a fact of certain grades.
struct Price {
  const Clause* clause;
  std::vector<int> grades;  // Empty: every grade.
  MilliPoints amount = 0;

  bool Holds(int grade) const {
    return grades.empty() || std::find(grades.begin(), grades.end(), grade) != grades.end();
  }
};

MilliPoints AmountOf(const Clause& clause) {
  return clause.has_per() ? clause.per().amount_milli() : clause.fixed().amount_milli();
}

std::vector<int> GradesOf(const scheme::v1::AccidentFilter& filter) {
  return {filter.grades().begin(), filter.grades().end()};
}

// Everything priced, by what happened.
struct Prices {
  std::vector<Price> accidents;
  std::vector<Price> near_misses;
  std::vector<Price> concealments;
  std::map<int, std::vector<Price>> overdue;  // By clock.
};

Prices CollectPrices(const Scheme& scheme) {
  Prices prices;
  for (const PlacedClause& placed : AllClauses(scheme)) {
    const Clause& clause = placed.clause;
    if (!clause.has_per() && !clause.has_fixed()) continue;
    const MilliPoints amount = AmountOf(clause);
    for (const Trigger& trigger : clause.triggers()) {
      if (trigger.has_accident()) {
        const auto& filter = trigger.accident().filter();
        auto& list = filter.near_miss() ? prices.near_misses : prices.accidents;
        list.push_back({&clause, GradesOf(filter), amount});
      } else if (trigger.has_concealment()) {
        const auto& grades = trigger.concealment().grades();
        prices.concealments.push_back({&clause, {grades.begin(), grades.end()}, amount});
      } else if (trigger.has_overdue()) {
        const auto& overdue = trigger.overdue();
        prices.overdue[overdue.clock()].push_back({&clause, GradesOf(overdue.accidents()), amount});
      }
    }
  }
  return prices;
}

// Names the grades above a priced one that no clause of the list prices, at the gravest priced.
void CheckGraver(const std::vector<Price>& prices, LintReport& report) {
  const Price* gravest = nullptr;
  int highest = 0;
  for (const Price& price : prices) {
    if (price.grades.empty()) return;
    const int grade = *std::max_element(price.grades.begin(), price.grades.end());
    if (grade > highest) {
      highest = grade;
      gravest = &price;
    }
  }
  if (gravest == nullptr) return;
  std::vector<std::string> free;
  for (int grade = highest + 1; grade <= kGravest; ++grade) free.push_back(GradeText(grade));
  if (free.empty()) return;
  report.Warning("graver-free", gravest->clause->clause(),
                 absl::StrCat("charges grade ", GradeText(highest), " while no clause charges ",
                              absl::StrJoin(free, ", ")));
}

void CheckNearMisses(const Prices& prices, LintReport& report) {
  for (const Price& near_miss : prices.near_misses) {
    for (const Price& accident : prices.accidents) {
      if (near_miss.amount > accident.amount) {
        report.Warning("near-miss-dearer", near_miss.clause->clause(),
                       absl::StrCat("a near miss costs ", FormatPoints(near_miss.amount),
                                    ", an accident under ", accident.clause->clause(), " costs ",
                                    FormatPoints(accident.amount)));
      }
    }
  }
}

void CheckConcealments(const Prices& prices, LintReport& report) {
  for (const Price& concealment : prices.concealments) {
    for (const Price& accident : prices.accidents) {
      for (int grade = event::v1::ACCIDENT_GRADE_GENERAL; grade <= kGravest; ++grade) {
        if (!concealment.Holds(grade) || !accident.Holds(grade) ||
            concealment.amount > accident.amount) {
          continue;
        }
        report.Warning(
            "concealment-cheap", concealment.clause->clause(),
            absl::StrCat("concealing an accident of grade ", GradeText(grade), " costs ",
                         FormatPoints(concealment.amount), ", reporting it under ",
                         accident.clause->clause(), " costs ", FormatPoints(accident.amount)));
        break;
      }
    }
  }
}

}  // namespace

void CheckPrices(const Scheme& scheme, LintReport& report) {
  const Prices prices = CollectPrices(scheme);
  CheckGraver(prices.accidents, report);
  CheckGraver(prices.concealments, report);
  for (const auto& [clock, list] : prices.overdue) CheckGraver(list, report);
  CheckNearMisses(prices, report);
  CheckConcealments(prices, report);
}

}  // namespace assessment
