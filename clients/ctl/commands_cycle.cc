// The next year's cycle, from the one before.

#include <algorithm>
#include <iostream>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/ctl/append_report.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/render_deadlines.h"
#include "clients/ctl/render_year_end.h"
#include "ledger/base/civil.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

constexpr int kMonthsOfYear = 12;

struct RolloverOptions {
  std::string from;
  std::string cycle;
  std::string title;
  int32_t year = 0;
};

absl::StatusOr<projections::v1::Cycle> FindLastCycle(Session& session, const std::string& ledger,
                                                     const std::string& id) {
  projections::v1::ListCyclesRequest request;
  request.set_ledger(ledger);
  ASSIGN_OR_RETURN(const projections::v1::ListCyclesResponse cycles,
                   session.client().ListCycles(request));
  for (const projections::v1::Cycle& cycle : cycles.cycles()) {
    if (cycle.cycle().cycle() == id) return cycle;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("--from: found no cycle ", id, "; ledgerctl cycle list shows them"));
}

// The same day so many years later; 29 February becomes 28 February in a year that has none.
event::v1::CivilDate Later(const event::v1::CivilDate& date, int32_t years) {
  const CivilDay day = AddMonths({date.year(), date.month(), date.day()}, years * kMonthsOfYear);
  event::v1::CivilDate later;
  later.set_year(day.year);
  later.set_month(day.month);
  later.set_day(day.day);
  return later;
}

// The next cycle: its units and window as the last one's, the years moved, no scheme: two persons
// adopt it on paper.
absl::StatusOr<event::v1::CycleOpened> NextCycle(const event::v1::CycleOpened& last,
                                                 const RolloverOptions& options) {
  if (!last.composed_of().empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--from: ", last.cycle(),
                     " is composed of other cycles; open those first, then it by an event"));
  }
  const int32_t years = options.year - last.year();
  if (years < 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("--year: found ", options.year, ", expected a year after ", last.year()));
  }
  event::v1::CycleOpened next = last;
  next.set_cycle(options.cycle);
  next.set_year(options.year);
  next.set_title(options.title.empty()
                     ? absl::StrReplaceAll(
                           last.title(), {{absl::StrCat(last.year()), absl::StrCat(options.year)}})
                     : options.title);
  *next.mutable_window_from() = Later(last.window_from(), years);
  *next.mutable_window_to() = Later(last.window_to(), years);
  *next.mutable_facts_until() = Later(last.facts_until(), years);
  next.clear_scheme();
  return next;
}

// Appends; a refusal is printed and sets the exit status.
absl::StatusOr<ledger::v1::AppendResponse> AppendAndTell(Session& session,
                                                         const ledger::v1::AppendRequest& request) {
  ASSIGN_OR_RETURN(ledger::v1::AppendResponse response, session.client().Append(request));
  if (session.json()) std::cout << ToJson(response) << "\n";
  if (response.has_refused()) {
    PrintRefusals(response.refused().refusals(), "", session.language());
    session.SetExitStatus(kExitSomeRefused);
  }
  return response;
}

absl::Status OpenCycle(Session& session, const std::string& ledger,
                       const event::v1::CycleOpened& next) {
  ledger::v1::AppendRequest request;
  event::v1::Event& event = *request.add_events();
  event.set_ledger(ledger);
  event.set_source("ledgerctl");
  event.set_idempotency_key(absl::StrCat("cycle-open/", next.cycle()));
  *event.mutable_content()->mutable_occurred_on() = Today();
  *event.mutable_content()->mutable_cycle_opened() = next;
  ASSIGN_OR_RETURN(const ledger::v1::AppendResponse response, AppendAndTell(session, request));
  if (response.has_refused()) return absl::OkStatus();
  if (!session.json()) {
    std::cout << Say({"已开启 ", "opened "}, session.language()) << next.cycle() << "  "
              << next.title() << "  #" << response.accepted().receipts(0).position() << "\n"
              << Say({"方案由两人凭文件采用：scheme adopt",
                      "two persons adopt its scheme on paper: "
                      "scheme adopt"},
                     session.language())
              << "\n";
  }
  return absl::OkStatus();
}

// Last year's figures of the units for which nobody set any, as the ledger counts them. Says which
// it set, or why none.
absl::Status TakeBaselines(Session& session, const std::string& ledger,
                           const projections::v1::GetCarryOverResponse& carried) {
  ledger::v1::AppendRequest request;
  for (const projections::v1::ProposedBaseline& baseline : carried.baselines()) {
    if (!baseline.has_counted() || baseline.has_set()) continue;
    event::v1::Event& event = *request.add_events();
    event.set_ledger(ledger);
    event.set_source("ledgerctl");
    event.set_idempotency_key(absl::StrCat("baseline/", carried.year(), "/", baseline.unit()));
    *event.mutable_content()->mutable_occurred_on() = Today();
    event::v1::BaselineSet& set = *event.mutable_content()->mutable_baseline_set();
    set.set_unit(baseline.unit());
    set.set_year(carried.year());
    set.set_accidents(baseline.counted().accidents());
    set.set_deaths(baseline.counted().deaths());
  }
  if (request.events().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const ledger::v1::AppendResponse response, AppendAndTell(session, request));
  if (response.has_accepted() && !session.json()) {
    std::cout << Say({"已由账本设定上年数的单位：", "units whose figures of last year were set: "},
                     session.language())
              << request.events_size() << "\n";
  }
  return absl::OkStatus();
}

absl::StatusOr<projections::v1::GetCarryOverResponse> AskCarryOver(Session& session,
                                                                   const std::string& ledger,
                                                                   const std::string& cycle) {
  projections::v1::GetCarryOverRequest request;
  request.set_ledger(ledger);
  request.set_cycle(cycle);
  return session.client().GetCarryOver(request);
}

// What the last cycle leaves to be looked at: figures that differ, accidents not finished, matters
// that are open, late facts of which nothing was decided.
absl::Status ShowWhatCarriesOver(Session& session, const std::string& ledger,
                                 const event::v1::CycleOpened& last) {
  projections::v1::ListMattersRequest matters;
  matters.set_ledger(ledger);
  matters.set_open_only(true);
  ASSIGN_OR_RETURN(projections::v1::ListMattersResponse open,
                   session.client().ListMatters(matters));
  const std::set<std::string> units(last.units().begin(), last.units().end());
  auto& list = *open.mutable_matters();
  list.erase(
      std::remove_if(list.begin(), list.end(),
                     [&units](const auto& matter) { return !units.contains(matter.unit()); }),
      list.end());
  projections::v1::ListLateFactsRequest late;
  late.set_ledger(ledger);
  late.set_cycle(last.cycle());
  ASSIGN_OR_RETURN(projections::v1::ListLateFactsResponse facts,
                   session.client().ListLateFacts(late));
  auto& waiting = *facts.mutable_facts();
  waiting.erase(
      std::remove_if(waiting.begin(), waiting.end(),
                     [](const auto& fact) { return fact.has_left() || fact.changes().empty(); }),
      waiting.end());
  ASSIGN_OR_RETURN(const projections::v1::GetCarryOverResponse carried,
                   AskCarryOver(session, ledger, last.cycle()));
  if (session.json()) {
    std::cout << ToJson(carried) << "\n" << ToJson(open) << "\n" << ToJson(facts) << "\n";
    return absl::OkStatus();
  }
  std::cout << RenderCarryOver(carried, session.language())
            << Say({"结转的未办结事项：", "open matters that carry over:"}, session.language())
            << "\n"
            << RenderMatters(open, session.language())
            << Say({"结转的迟报事实：", "late facts that carry over:"}, session.language()) << "\n"
            << RenderLateFacts(facts, session.language());
  return absl::OkStatus();
}

absl::Status CarryOver(Session& session, const std::string& ledger,
                       const event::v1::CycleOpened& last) {
  ASSIGN_OR_RETURN(const projections::v1::GetCarryOverResponse carried,
                   AskCarryOver(session, ledger, last.cycle()));
  RETURN_IF_ERROR(TakeBaselines(session, ledger, carried));
  return ShowWhatCarriesOver(session, ledger, last);
}

absl::Status RollOver(Session& session, const RolloverOptions& options) {
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(const projections::v1::Cycle last, FindLastCycle(session, ledger, options.from));
  ASSIGN_OR_RETURN(const event::v1::CycleOpened next, NextCycle(last.cycle(), options));
  RETURN_IF_ERROR(OpenCycle(session, ledger, next));
  return CarryOver(session, ledger, last.cycle());
}

}  // namespace

void AddCycleOpen(CLI::App& cycle, Session& session) {
  auto options = std::make_shared<RolloverOptions>();
  CLI::App* open = cycle.add_subcommand(
      "open", "结转 open the next year's cycle from the last one; lists what carries over");
  open->footer(
      "例 example: ledgerctl --ledger 141100 cycle open --from 2022-counties --cycle 2023-counties "
      "--year 2023");
  open->add_option("--from", options->from, "上年考核 the last cycle")->required();
  open->add_option("--cycle", options->cycle, "新考核 identifier of the new cycle")->required();
  open->add_option("--year", options->year, "年度 the year assessed")->required();
  open->add_option("--title", options->title,
                   "标题 title; without it the last one's with the new year");
  open->callback([&session, options] { session.Run([&] { return RollOver(session, *options); }); });

  CLI::App* carry = cycle.add_subcommand(
      "carry",
      "结转事项 takes last year's figures that nobody set, once its year is over; lists what "
      "carries over");
  carry->footer("例 example: ledgerctl --ledger 141100 cycle carry --from 2022-counties");
  carry->add_option("--from", options->from, "上年考核 the last cycle")->required();
  carry->callback([&session, options] {
    session.Run([&]() -> absl::Status {
      ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
      ASSIGN_OR_RETURN(const projections::v1::Cycle last,
                       FindLastCycle(session, ledger, options->from));
      return CarryOver(session, ledger, last.cycle());
    });
  });
}

}  // namespace assessment::ctl
