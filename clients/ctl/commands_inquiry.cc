#include "clients/ctl/commands.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/render_group.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

struct Comparison {
  std::string cycle;
  std::string unit;
  uint64_t from_size = 0;
  uint64_t to_size = 0;
  uint32_t from_revision = 0;
  uint32_t to_revision = 0;
  uint32_t scheme_version = 0;
  std::string facts_until;
};

// The moment of one side: a size, or the size right after a revision was published; unset: now.
absl::Status FillSide(Session& session, const projections::v1::CompareScoresRequest& request,
                      uint64_t size, uint32_t revision, projections::v1::AsOf& side) {
  if (revision != 0) {
    projections::v1::GetResultsRequest results;
    results.set_ledger(request.ledger());
    results.set_cycle(request.cycle());
    results.set_revision(revision);
    ASSIGN_OR_RETURN(const projections::v1::GetResultsResponse published,
                     session.client().GetResults(results));
    side.set_size(published.position() + 1);
  } else if (size != 0) {
    side.set_size(size);
  }
  return absl::OkStatus();
}

struct CycleQuestion {
  std::string cycle;
  bool all = false;
  AsOfOptions as_of;
};

struct AccidentQuestion {
  std::string accident;
  AsOfOptions as_of;
};

void AddCompare(CLI::App& app, Session& session) {
  CLI::App* compare = app.add_subcommand(
      "compare", "比较 two moments of a cycle, or another scheme version: who changes and why");
  compare->footer(
      "例 example: ledgerctl --ledger 141100 compare --cycle 2022-counties --from-size 800\n"
      "          ledgerctl --ledger 141100 compare --cycle 2022-counties --from-revision 1 "
      "--to-revision 2\n"
      "          ledgerctl --ledger 141100 compare --cycle 2022-counties --scheme-version 2\n"
      "          ledgerctl --ledger 141100 compare --cycle 2022-counties --facts-until 2022-06-30");
  auto comparison = std::make_shared<Comparison>();
  compare->add_option("--cycle", comparison->cycle, "考核 cycle")->required();
  compare->add_option("--unit", comparison->unit, "单位 only this unit");
  CLI::Option* from_size =
      compare->add_option("--from-size", comparison->from_size, "前 size before; default: now");
  CLI::Option* to_size =
      compare->add_option("--to-size", comparison->to_size, "后 size after; default: now");
  compare->add_option("--from-revision", comparison->from_revision, "前 published revision before")
      ->excludes(from_size);
  compare->add_option("--to-revision", comparison->to_revision, "后 published revision after")
      ->excludes(to_size);
  compare->add_option("--scheme-version", comparison->scheme_version,
                      "方案版本 published version to score the other side with");
  compare->add_option(
      "--facts-until", comparison->facts_until,
      "按发生日期 the other side counts only facts that occurred on or before this day");
  compare->callback([&session, comparison] {
    session.Run([&]() -> absl::Status {
      projections::v1::CompareScoresRequest request;
      ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
      request.set_cycle(comparison->cycle);
      request.set_unit(comparison->unit);
      RETURN_IF_ERROR(FillSide(session, request, comparison->from_size, comparison->from_revision,
                               *request.mutable_before()));
      RETURN_IF_ERROR(FillSide(session, request, comparison->to_size, comparison->to_revision,
                               *request.mutable_after()));
      request.set_scheme_version_after(comparison->scheme_version);
      if (!comparison->facts_until.empty()) {
        ASSIGN_OR_RETURN(*request.mutable_facts_until_after(), ParseDate(comparison->facts_until));
      }
      ASSIGN_OR_RETURN(const projections::v1::CompareScoresResponse response,
                       session.client().CompareScores(request));
      session.Print(response, [&] { return RenderComparison(response, session.language()); });
      return absl::OkStatus();
    });
  });
}

void AddQuestions(CLI::App& app, Session& session) {
  CLI::App* questions =
      app.add_subcommand("questions", "疑义 what the office has to answer in a cycle, by unit");
  questions->footer("例 example: ledgerctl --ledger 141100 questions --cycle 2022-counties");
  auto question = std::make_shared<CycleQuestion>();
  questions->add_option("--cycle", question->cycle, "考核 cycle")->required();
  questions->add_flag("--all", question->all, "也列已答的 those answered too");
  question->as_of.AddOptions(*questions);
  questions->callback([&session, question] {
    session.Run([&]() -> absl::Status {
      projections::v1::ListOpenQuestionsRequest request;
      ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
      ASSIGN_OR_RETURN(*request.mutable_as_of(), question->as_of.Get());
      request.set_cycle(question->cycle);
      request.set_include_answered(question->all);
      ASSIGN_OR_RETURN(const projections::v1::ListOpenQuestionsResponse response,
                       session.client().ListOpenQuestions(request));
      session.Print(response, [&] { return RenderQuestions(response, session.language()); });
      return absl::OkStatus();
    });
  });
}

void AddAccident(CLI::App& app, Session& session) {
  CLI::App* accident =
      app.add_subcommand("accident", "事故 an accident and everything that it causes");
  accident->footer("例 example: ledgerctl --ledger 141100 accident LVL-2022-001");
  auto question = std::make_shared<AccidentQuestion>();
  accident->add_option("accident", question->accident, "事故编号 identifier")->required();
  question->as_of.AddOptions(*accident);
  accident->callback([&session, question] {
    session.Run([&]() -> absl::Status {
      projections::v1::GetAccidentRequest request;
      ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
      ASSIGN_OR_RETURN(*request.mutable_as_of(), question->as_of.Get());
      request.set_accident(question->accident);
      ASSIGN_OR_RETURN(const projections::v1::GetAccidentResponse response,
                       session.client().GetAccident(request));
      session.Print(response, [&] { return RenderAccident(response, session.language()); });
      return absl::OkStatus();
    });
  });
}

}  // namespace

void AddInquiryCommands(CLI::App& app, Session& session) {
  AddCompare(app, session);
  AddQuestions(app, session);
  AddAccident(app, session);
}

}  // namespace assessment::ctl
