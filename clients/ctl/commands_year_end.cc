// The end of a year: checklist, freeze, results, late facts, and decisions from files.

#include <fstream>
#include <iostream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "clients/cpp/idempotency_key.h"
#include "clients/ctl/append_report.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/event_file.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/render_year_end.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

struct CycleOptions {
  std::string cycle;
  AsOfOptions as_of;

  void AddOptions(CLI::App& command) {
    command.add_option("--cycle", cycle, "考核 the cycle")->required();
    as_of.AddOptions(command);
  }
  template <typename Request>
  absl::Status Fill(const Session& session, Request& request) const {
    ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
    request.set_cycle(cycle);
    ASSIGN_OR_RETURN(*request.mutable_as_of(), as_of.Get());
    return absl::OkStatus();
  }
};

absl::Status ShowChecklist(Session& session, const CycleOptions& options) {
  projections::v1::GetChecklistRequest request;
  RETURN_IF_ERROR(options.Fill(session, request));
  ASSIGN_OR_RETURN(const projections::v1::GetChecklistResponse response,
                   session.client().GetChecklist(request));
  session.Print(response, [&] { return RenderChecklist(response, session.language()); });
  return absl::OkStatus();
}

absl::Status ShowResults(Session& session, const CycleOptions& options, uint32_t revision) {
  projections::v1::GetResultsRequest request;
  RETURN_IF_ERROR(options.Fill(session, request));
  request.set_revision(revision);
  ASSIGN_OR_RETURN(const projections::v1::GetResultsResponse response,
                   session.client().GetResults(request));
  event::v1::CycleResults results;
  if (!results.ParseFromString(response.results())) {
    return absl::DataLossError("the results do not parse");
  }
  session.Print(response, [&] {
    std::string text = RenderResults(results, response.results_digest(), session.language());
    if (response.has_position()) {
      absl::StrAppend(&text, Say({"公布于", "published at"}, session.language()), " #",
                      response.position(), "  ",
                      Say({"共有修订版次", "revisions"}, session.language()), " ",
                      response.revisions(), "\n");
    }
    if (response.has_proposal_position()) {
      absl::StrAppend(&text, Say({"待确认的提议", "proposal that waits"}, session.language()), " #",
                      response.proposal_position(), "  ",
                      absl::BytesToHexString(response.proposal_digest()), "\n");
    }
    if (response.has_withdrawal_proposal_position()) {
      absl::StrAppend(
          &text, Say({"待确认的撤回提议", "proposal to withdraw that waits"}, session.language()),
          " #", response.withdrawal_proposal_position(), "\n");
    }
    return text;
  });
  return absl::OkStatus();
}

absl::Status ShowLateFacts(Session& session, const CycleOptions& options) {
  projections::v1::ListLateFactsRequest request;
  RETURN_IF_ERROR(options.Fill(session, request));
  ASSIGN_OR_RETURN(const projections::v1::ListLateFactsResponse response,
                   session.client().ListLateFacts(request));
  session.Print(response, [&] { return RenderLateFacts(response, session.language()); });
  return absl::OkStatus();
}

absl::Status ShowIrregularities(Session& session, const CycleOptions& options) {
  projections::v1::ListIrregularitiesRequest request;
  RETURN_IF_ERROR(options.Fill(session, request));
  ASSIGN_OR_RETURN(const projections::v1::ListIrregularitiesResponse response,
                   session.client().ListIrregularities(request));
  session.Print(response, [&] { return RenderIrregularities(response, session.language()); });
  return absl::OkStatus();
}

// Prints refusals of one event, after `where`.
template <typename Response>
void PrintRefused(Session& session, const Response& response, const std::string& where) {
  session.SetExitStatus(kExitSomeRefused);
  if (session.json()) std::cout << ToJson(response) << "\n";
  PrintRefusals(response.refused().refusals(), where, session.language());
}

std::string RenderReceipt(const ledger::v1::Receipt& receipt, Language language) {
  return absl::StrCat(
      Say(receipt.already_known() ? Word{"已在账", "known before"} : Word{"入账", "appended"},
          language),
      " #", receipt.position(), "\n");
}

// Decides one event, and prints what became of it.
absl::Status Decide(Session& session, const event::v1::Event& event, const std::string& where) {
  projections::v1::DecideRequest request;
  *request.mutable_event() = event;
  ASSIGN_OR_RETURN(const projections::v1::DecideResponse response,
                   session.client().Decide(request));
  if (response.has_refused()) {
    PrintRefused(session, response, where);
    return absl::OkStatus();
  }
  session.Print(response, [&] {
    std::string text;
    if (response.has_results()) {
      text = RenderResults(response.results(), response.results_digest(), session.language());
    }
    return absl::StrCat(text, RenderReceipt(response.accepted().receipts(0), session.language()));
  });
  return absl::OkStatus();
}

// Appends one event that rests on no scores, and prints what became of it.
absl::Status AppendDecision(Session& session, event::v1::Event event) {
  ledger::v1::AppendRequest request;
  *request.add_events() = std::move(event);
  ASSIGN_OR_RETURN(const ledger::v1::AppendResponse response, session.client().Append(request));
  if (response.has_refused()) {
    PrintRefused(session, response, "");
    return absl::OkStatus();
  }
  session.Print(response,
                [&] { return RenderReceipt(response.accepted().receipts(0), session.language()); });
  return absl::OkStatus();
}

// An event of today, decided by the person whom the caller's principal is bound to.
absl::StatusOr<event::v1::Event> OwnDecision(Session& session) {
  event::v1::Event event;
  ASSIGN_OR_RETURN(*event.mutable_ledger(), session.ledger());
  ASSIGN_OR_RETURN(const ledger::v1::WhoAmIResponse self, session.client().WhoAmI({}));
  const ledger::v1::Principal& principal = self.principal();
  event.set_source(principal.source().empty() ? "ledgerctl" : principal.source());
  event.set_idempotency_key(NewIdempotencyKey());
  event::v1::EventContent& content = *event.mutable_content();
  *content.mutable_occurred_on() = Today();
  event::v1::Person& person = *content.add_decided_by();
  person.set_person_id(principal.person_id());
  person.mutable_name()->set_plain(principal.person_name());
  return event;
}

absl::Status ProposeFreeze(Session& session, const std::string& cycle) {
  ASSIGN_OR_RETURN(event::v1::Event event, OwnDecision(session));
  event.mutable_content()->mutable_freeze_proposed()->set_cycle(cycle);
  return Decide(session, event, "");
}

absl::Status ConfirmFreeze(Session& session, const std::string& cycle, uint64_t proposal,
                           const std::string& digest) {
  ASSIGN_OR_RETURN(event::v1::Event event, OwnDecision(session));
  event::v1::FreezeConfirmed& confirmed = *event.mutable_content()->mutable_freeze_confirmed();
  confirmed.set_cycle(cycle);
  confirmed.set_proposal_position(proposal);
  confirmed.set_results_digest(absl::HexStringToBytes(digest));
  return Decide(session, event, "");
}

// What a step to take a freeze back states.
struct Withdrawal {
  std::string cycle;
  std::string reason;
  std::string paper_number;
  std::string paper_date;
  uint64_t proposal = 0;  // Of a confirmation.

  void AddOptions(CLI::App& command) {
    command.add_option("--cycle", cycle, "考核 the cycle")->required();
    command.add_option("--reason", reason, "理由 why")->required();
    command.add_option("--paper", paper_number, "文号 number of the paper it rests on")->required();
    command.add_option("--paper-date", paper_date, "日期 date of the paper")->required();
  }
  // An own decision on that paper.
  absl::StatusOr<event::v1::Event> Decision(Session& session) const {
    ASSIGN_OR_RETURN(event::v1::Event event, OwnDecision(session));
    event::v1::Paper& paper = *event.mutable_content()->mutable_paper();
    paper.set_number(paper_number);
    ASSIGN_OR_RETURN(*paper.mutable_date(), ParseDate(paper_date));
    return event;
  }
};

absl::Status ProposeWithdrawal(Session& session, const Withdrawal& stated) {
  ASSIGN_OR_RETURN(event::v1::Event event, stated.Decision(session));
  event::v1::FreezeWithdrawalProposed& proposed =
      *event.mutable_content()->mutable_freeze_withdrawal_proposed();
  proposed.set_cycle(stated.cycle);
  proposed.mutable_reason()->set_plain(stated.reason);
  return Decide(session, event, "");
}

absl::Status ConfirmWithdrawal(Session& session, const Withdrawal& stated) {
  ASSIGN_OR_RETURN(event::v1::Event event, stated.Decision(session));
  event::v1::FreezeWithdrawn& withdrawn = *event.mutable_content()->mutable_freeze_withdrawn();
  withdrawn.set_cycle(stated.cycle);
  withdrawn.mutable_reason()->set_plain(stated.reason);
  withdrawn.set_proposal_position(stated.proposal);
  return Decide(session, event, "");
}

// What a step to leave a late fact out states.
struct Leaving {
  std::string cycle;
  uint64_t position = 0;
  std::string reason;
  uint64_t proposal = 0;  // Of a confirmation.

  void AddOptions(CLI::App& command) {
    command.add_option("--cycle", cycle, "考核 the cycle")->required();
    command.add_option("--position", position, "迟报事实的位置 position of the late fact")
        ->required();
    command.add_option("--reason", reason, "理由 why")->required();
  }
};

absl::Status ProposeLeaving(Session& session, const Leaving& stated) {
  ASSIGN_OR_RETURN(event::v1::Event event, OwnDecision(session));
  event::v1::LateFactLeavingProposed& proposed =
      *event.mutable_content()->mutable_late_fact_leaving_proposed();
  proposed.set_cycle(stated.cycle);
  proposed.set_position(stated.position);
  proposed.mutable_reason()->set_plain(stated.reason);
  return AppendDecision(session, std::move(event));
}

absl::Status ConfirmLeaving(Session& session, const Leaving& stated) {
  ASSIGN_OR_RETURN(event::v1::Event event, OwnDecision(session));
  event::v1::LateFactLeft& left = *event.mutable_content()->mutable_late_fact_left();
  left.set_cycle(stated.cycle);
  left.set_position(stated.position);
  left.mutable_reason()->set_plain(stated.reason);
  left.set_proposal_position(stated.proposal);
  return AppendDecision(session, std::move(event));
}

absl::Status DecideFile(Session& session, const std::string& path) {
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  std::vector<FileBatch> batches;
  if (path == "-") {
    batches = ReadEventFile(std::cin, ledger);
  } else {
    std::ifstream file(path);
    if (!file) return absl::InvalidArgumentError(absl::StrCat("FILE: cannot open ", path));
    batches = ReadEventFile(file, ledger);
  }
  for (const FileBatch& batch : batches) {
    RETURN_IF_ERROR(batch.fault);
    if (batch.request.events_size() != 1 || batch.request.conditions_size() != 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", batch.line, ": found a batch, expected one decision a line"));
    }
    RETURN_IF_ERROR(
        Decide(session, batch.request.events(0), absl::StrCat("line ", batch.line, ": ")));
  }
  return absl::OkStatus();
}

void AddWithdraw(CLI::App& freeze, Session& session) {
  CLI::App* withdraw = freeze.add_subcommand(
      "withdraw", "撤回 take a freeze back before publication: a proposal, its confirmation");
  withdraw->require_subcommand(1);

  auto proposed = std::make_shared<Withdrawal>();
  CLI::App* propose = withdraw->add_subcommand("propose", "提议撤回 propose to take it back");
  propose->footer(
      "例 example: ledgerctl --ledger 141100 freeze withdraw propose --cycle 2022-counties "
      "--reason 漏计一起事故 --paper 吕安办〔2023〕3号 --paper-date 2023-01-18");
  proposed->AddOptions(*propose);
  propose->callback(
      [&session, proposed] { session.Run([&] { return ProposeWithdrawal(session, *proposed); }); });

  auto confirmed = std::make_shared<Withdrawal>();
  CLI::App* confirm = withdraw->add_subcommand(
      "confirm",
      "确认撤回 confirm a proposal that another person made; it is in review again then");
  confirm->footer(
      "例 example: ledgerctl --ledger 141100 freeze withdraw confirm --cycle 2022-counties "
      "--proposal 1234 --reason 情况属实 --paper 吕安办〔2023〕4号 --paper-date 2023-01-19");
  confirmed->AddOptions(*confirm);
  confirm->add_option("--proposal", confirmed->proposal, "提议的位置 position of the proposal")
      ->required();
  confirm->callback([&session, confirmed] {
    session.Run([&] { return ConfirmWithdrawal(session, *confirmed); });
  });
}

void AddLeave(CLI::App& app, Session& session) {
  CLI::App* leave = app.add_subcommand(
      "leave", "不计 leave a late fact out: a proposal, its confirmation by another person");
  leave->require_subcommand(1);
  leave->footer("迟报事实见 late  late facts and proposals that wait: late");

  auto proposed = std::make_shared<Leaving>();
  CLI::App* propose = leave->add_subcommand("propose", "提议不计 propose to leave it out");
  propose->footer(
      "例 example: ledgerctl --ledger 141100 leave propose --cycle 2022-counties --position 1240 "
      "--reason 属下一年度");
  proposed->AddOptions(*propose);
  propose->callback(
      [&session, proposed] { session.Run([&] { return ProposeLeaving(session, *proposed); }); });

  auto confirmed = std::make_shared<Leaving>();
  CLI::App* confirm = leave->add_subcommand(
      "confirm", "确认不计 confirm a proposal that another person made; it stays out then");
  confirm->footer(
      "例 example: ledgerctl --ledger 141100 leave confirm --cycle 2022-counties --position 1240 "
      "--proposal 1250 --reason 情况属实");
  confirmed->AddOptions(*confirm);
  confirm->add_option("--proposal", confirmed->proposal, "提议的位置 position of the proposal")
      ->required();
  confirm->callback(
      [&session, confirmed] { session.Run([&] { return ConfirmLeaving(session, *confirmed); }); });
}

void AddFreeze(CLI::App& app, Session& session) {
  CLI::App* freeze = app.add_subcommand(
      "freeze",
      "冻结 freeze a cycle: the checklist, a proposal, its confirmation by another person; or take "
      "it back");
  freeze->require_subcommand(1);
  freeze->footer("公布、修订、结束见 decide  publishing, amending and closing: decide");

  auto checklist = std::make_shared<CycleOptions>();
  CLI::App* list = freeze->add_subcommand(
      "checklist", "清单 what stands in the way, and what is to be accepted first");
  list->footer("例 example: ledgerctl --ledger 141100 freeze checklist --cycle 2022-counties");
  checklist->AddOptions(*list);
  list->callback(
      [&session, checklist] { session.Run([&] { return ShowChecklist(session, *checklist); }); });

  auto cycle = std::make_shared<std::string>();
  CLI::App* propose = freeze->add_subcommand(
      "propose", "提议 propose to freeze; shows the results and their digest");
  propose->footer("例 example: ledgerctl --ledger 141100 freeze propose --cycle 2022-counties");
  propose->add_option("--cycle", *cycle, "考核 the cycle")->required();
  propose->callback(
      [&session, cycle] { session.Run([&] { return ProposeFreeze(session, *cycle); }); });

  auto confirmed = std::make_shared<std::string>();
  auto proposal = std::make_shared<uint64_t>(0);
  auto digest = std::make_shared<std::string>();
  CLI::App* confirm = freeze->add_subcommand(
      "confirm", "确认 confirm a proposal that another person made; the cycle is frozen then");
  confirm->footer(
      "例 example: ledgerctl --ledger 141100 freeze confirm --cycle 2022-counties --proposal 1234 "
      "--digest 5e88...");
  confirm->add_option("--cycle", *confirmed, "考核 the cycle")->required();
  confirm->add_option("--proposal", *proposal, "提议的位置 position of the proposal")->required();
  confirm->add_option("--digest", *digest, "结果摘要 the digest you looked at, in hex")
      ->required()
      ->check([](const std::string& text) {
        const bool hex =
            text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
        return hex ? std::string() : std::string("expected 64 digits of lower-case hex");
      });
  confirm->callback([&session, confirmed, proposal, digest] {
    session.Run([&] { return ConfirmFreeze(session, *confirmed, *proposal, *digest); });
  });
  AddWithdraw(*freeze, session);
}

}  // namespace

void AddYearEndCommands(CLI::App& app, Session& session) {
  AddFreeze(app, session);
  AddLeave(app, session);

  auto results_options = std::make_shared<CycleOptions>();
  auto revision = std::make_shared<uint32_t>(0);
  CLI::App* results = app.add_subcommand(
      "results", "结果 results as published, in any revision; before that as they would be frozen");
  results->footer(
      "例 example: ledgerctl --ledger 141100 results --cycle 2022-counties --revision 1");
  results_options->AddOptions(*results);
  results->add_option("--revision", *revision, "修订版次 from 1; the newest without it");
  results->callback([&session, results_options, revision] {
    session.Run([&] { return ShowResults(session, *results_options, *revision); });
  });

  auto late_options = std::make_shared<CycleOptions>();
  CLI::App* late = app.add_subcommand(
      "late", "迟报 what was recorded after the freeze, and what it would change");
  late->footer("例 example: ledgerctl --ledger 141100 late --cycle 2022-counties");
  late_options->AddOptions(*late);
  late->callback([&session, late_options] {
    session.Run([&] { return ShowLateFacts(session, *late_options); });
  });

  auto audited = std::make_shared<CycleOptions>();
  CLI::App* irregularities = app.add_subcommand(
      "irregularities",
      "异常 what is allowed and out of the ordinary, by whom: where an auditor looks first");
  irregularities->footer(
      "例 example: ledgerctl --ledger 141100 irregularities --cycle 2022-counties");
  audited->AddOptions(*irregularities);
  irregularities->callback(
      [&session, audited] { session.Run([&] { return ShowIrregularities(session, *audited); }); });

  auto path = std::make_shared<std::string>();
  CLI::App* decide = app.add_subcommand(
      "decide", "决定 decisions that rest on the scores, from a file, one a line");
  decide->footer(
      "例 example: ledgerctl --ledger 141100 decide publish.jsonl\n"
      "freezeProposed, freezeConfirmed, freezeWithdrawalProposed, freezeWithdrawn, "
      "resultsPublished, amendmentProposed, cycleAmended, cycleClosed;\n"
      "其余由服务计算 the service computes what they rest on. 再次提交同一文件不会重复 posted "
      "again "
      "it changes nothing.");
  decide->add_option("FILE", *path, "JSON 行文件 JSON lines; - for standard input")->required();
  decide->callback([&session, path] { session.Run([&] { return DecideFile(session, *path); }); });
}

}  // namespace assessment::ctl
