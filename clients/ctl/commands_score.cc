#include "clients/ctl/commands.h"
#include "clients/ctl/issued_sheet.h"
#include "clients/ctl/render_explanation.h"
#include "clients/ctl/render_score.h"
#include "clients/ctl/verified_log.h"
#include "clients/sheet/csv_writer.h"
#include "clients/sheet/xlsx_writer.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

// What the questions about scores name.
struct ScoreQuestion {
  std::string cycle;
  std::string unit;
  AsOfOptions as_of;
  bool all = false;
};

std::shared_ptr<ScoreQuestion> AddQuestion(CLI::App& command, bool unit_required) {
  auto question = std::make_shared<ScoreQuestion>();
  command.add_option("--cycle", question->cycle, "考核 cycle, for example 2022-counties")
      ->required();
  CLI::Option* unit =
      command.add_option("--unit", question->unit, "单位 unit: identifier, name or alias");
  if (unit_required) unit->required();
  question->as_of.AddOptions(command);
  return question;
}

template <typename Request>
absl::StatusOr<Request> RequestFor(const Session& session, const ScoreQuestion& question) {
  Request request;
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(*request.mutable_as_of(), question.as_of.Get());
  request.set_ledger(ledger);
  request.set_cycle(question.cycle);
  return request;
}

// Files that a ranking is written to as well; empty: none.
struct RankingFiles {
  std::string xlsx;
  std::string csv;
  std::string key;
};

absl::Status WriteRanking(Session& session, const std::string& cycle, const RankingFiles& files,
                          const projections::v1::ListScoresResponse& ranking) {
  if (files.xlsx.empty() && files.csv.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(const IssuedSheet issued,
                   MakeRanking(session, ledger, cycle, ranking, files.key));
  if (!files.csv.empty()) RETURN_IF_ERROR(sheet::WriteCsv(issued.content, files.csv));
  if (!files.xlsx.empty())
    RETURN_IF_ERROR(sheet::WriteXlsx({{"排名", issued.content}}, files.xlsx));
  return absl::OkStatus();
}

}  // namespace

void AddScoreCommands(CLI::App& app, Session& session) {
  CLI::App* score = app.add_subcommand("score", "打分表 a unit's score sheet");
  score->footer("例 example: ledgerctl --ledger 141100 score --cycle 2022-counties --unit 交城县");
  score->callback([&session, question = AddQuestion(*score, true)] {
    session.Run([&]() -> absl::Status {
      ASSIGN_OR_RETURN(auto request,
                       RequestFor<projections::v1::GetScoreSheetRequest>(session, *question));
      request.set_unit(question->unit);
      ASSIGN_OR_RETURN(const projections::v1::GetScoreSheetResponse response,
                       session.client().GetScoreSheet(request));
      session.Print(response, [&] {
        return RenderSheet(response.score(), session.language()) + "\n" +
               RenderFinalScore(response.score(), session.language());
      });
      return absl::OkStatus();
    });
  });

  CLI::App* explain =
      app.add_subcommand("explain", "得分说明 how a score came about, down to the events");
  explain->footer(
      "例 example: ledgerctl --ledger 141100 explain --cycle 2022-counties --unit 交城 "
      "--as-of-time 2022-06-30");
  auto explain_question = AddQuestion(*explain, true);
  explain->add_flag("--all", explain_question->all,
                    "也列没有扣分的条款 clauses without lines and items out of scope too");
  explain->callback([&session, question = explain_question] {
    session.Run([&]() -> absl::Status {
      ASSIGN_OR_RETURN(auto request,
                       RequestFor<projections::v1::ExplainScoreRequest>(session, *question));
      request.set_unit(question->unit);
      ASSIGN_OR_RETURN(const projections::v1::ExplainScoreResponse response,
                       session.client().ExplainScore(request));
      session.Print(response, [&] {
        ExplanationView view;
        view.language = session.language();
        view.all = question->all;
        return RenderExplanation(response.score(), view);
      });
      return absl::OkStatus();
    });
  });

  CLI::App* rank = app.add_subcommand("rank", "排名 the ranking of a cycle");
  rank->footer(
      "例 example: ledgerctl --ledger 141100 rank --cycle 2022-counties --xlsx ranking.xlsx");
  auto rank_question = std::make_shared<ScoreQuestion>();
  rank->add_option("--cycle", rank_question->cycle, "考核 cycle")->required();
  rank_question->as_of.AddOptions(*rank);
  auto files = std::make_shared<RankingFiles>();
  rank->add_option("--xlsx", files->xlsx, "写入文件 XLSX file to write besides");
  rank->add_option("--csv", files->csv, "写入文件 CSV file to write besides (UTF-8)");
  rank->add_option("--key", files->key,
                   "公钥 verifier key for the files; default: the one remembered");
  rank->callback([&session, rank_question, files] {
    session.Run([&]() -> absl::Status {
      ASSIGN_OR_RETURN(const auto request,
                       RequestFor<projections::v1::ListScoresRequest>(session, *rank_question));
      ASSIGN_OR_RETURN(const projections::v1::ListScoresResponse response,
                       session.client().ListScores(request));
      RETURN_IF_ERROR(
          TakeNotVerified(session, WriteRanking(session, rank_question->cycle, *files, response)));
      session.Print(response, [&] { return RenderRanking(response, session.language()); });
      return absl::OkStatus();
    });
  });

  CLI::App* veto =
      app.add_subcommand("veto", "一票否决 vetoes of a unit, or of all units of a cycle");
  veto->footer("例 example: ledgerctl --ledger 141100 veto --cycle 2022-counties");
  auto veto_question = AddQuestion(*veto, false);
  veto->add_flag("--all", veto_question->all, "也列未触发的 those not met too");
  veto->callback([&session, veto_question] {
    session.Run([&]() -> absl::Status {
      ASSIGN_OR_RETURN(auto request,
                       RequestFor<projections::v1::GetVetoStatusRequest>(session, *veto_question));
      request.set_unit(veto_question->unit);
      ASSIGN_OR_RETURN(const projections::v1::GetVetoStatusResponse response,
                       session.client().GetVetoStatus(request));
      session.Print(response,
                    [&] { return RenderVetoes(response, veto_question->all, session.language()); });
      return absl::OkStatus();
    });
  });
}

}  // namespace assessment::ctl
