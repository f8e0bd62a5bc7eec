#include "clients/ctl/commands.h"
#include "clients/ctl/event_summary.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/render_deadlines.h"
#include "ledger/base/civil.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

struct MatterOptions {
  std::string unit;
  std::string matter;
  bool open = false;
  bool overdue = false;
  AsOfOptions as_of;
};

absl::Status ShowMatters(Session& session, const MatterOptions& options) {
  projections::v1::ListMattersRequest request;
  ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
  ASSIGN_OR_RETURN(*request.mutable_as_of(), options.as_of.Get());
  request.set_unit(options.unit);
  request.set_matter(options.matter);
  request.set_open_only(options.open);
  request.set_overdue_only(options.overdue);
  ASSIGN_OR_RETURN(const projections::v1::ListMattersResponse response,
                   session.client().ListMatters(request));
  session.Print(response, [&] { return RenderMatters(response, session.language()); });
  return absl::OkStatus();
}

void AddMatters(CLI::App& app, Session& session) {
  CLI::App* matters = app.add_subcommand(
      "matters", "事项 matters with their due dates; one of them as a chain of events");
  matters->footer(
      "例 example: ledgerctl --ledger 141100 matters --overdue\n"
      "          ledgerctl --ledger 141100 matters ZB-2022-014");
  auto options = std::make_shared<MatterOptions>();
  matters->add_option("MATTER", options->matter, "事项编号 only this one, with its chain");
  matters->add_option("--unit", options->unit, "单位 held by, or late with, this unit");
  matters->add_flag("--open", options->open, "未办结 neither done nor withdrawn");
  matters->add_flag("--overdue", options->overdue, "逾期 with lateness that stands");
  options->as_of.AddOptions(*matters);
  matters->callback(
      [&session, options] { session.Run([&] { return ShowMatters(session, *options); }); });
}

absl::Status RunClerk(Session& session, const std::string& until) {
  projections::v1::RunClerkRequest request;
  ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
  if (!until.empty()) {
    ASSIGN_OR_RETURN(const CivilDay day, ParseDay(until));
    request.mutable_until()->set_year(day.year);
    request.mutable_until()->set_month(day.month);
    request.mutable_until()->set_day(day.day);
  }
  ASSIGN_OR_RETURN(const projections::v1::RunClerkResponse response,
                   session.client().RunClerk(request));
  session.Print(response, [&] { return RenderRecorded(response, session.language()); });
  return absl::OkStatus();
}

absl::Status ShowClerk(Session& session) {
  projections::v1::GetClerkStatusRequest request;
  ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
  ASSIGN_OR_RETURN(const projections::v1::GetClerkStatusResponse response,
                   session.client().GetClerkStatus(request));
  session.Print(response, [&] { return RenderClerk(response, session.language()); });
  return absl::OkStatus();
}

void AddClerk(CLI::App& app, Session& session) {
  CLI::App* clerk = app.add_subcommand(
      "clerk", "催办 the deadline clerk: its state, or let it work now up to a day");
  clerk->footer(
      "例 example: ledgerctl --ledger 141100 clerk\n"
      "          ledgerctl --ledger 141100 clerk --run\n"
      "          ledgerctl --ledger 141100 clerk --until 2022-12-31\n"
      "暂停与恢复是事件 pausing and resuming are events: clerkPaused, clerkResumed");
  auto until = std::make_shared<std::string>();
  auto run = std::make_shared<bool>(false);
  clerk->add_option("--until", *until, "截止日 record what is late up to this day");
  clerk->add_flag("--run", *run, "立即 record what is late up to today");
  clerk->callback([&session, until, run] {
    session.Run(
        [&] { return *run || !until->empty() ? RunClerk(session, *until) : ShowClerk(session); });
  });
}

}  // namespace

void AddDeadlineCommands(CLI::App& app, Session& session) {
  AddMatters(app, session);
  AddClerk(app, session);
}

}  // namespace assessment::ctl
