#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "clients/ctl/append_report.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/event_file.h"
#include "clients/ctl/render_changes.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

absl::StatusOr<std::vector<FileBatch>> ReadBatches(const std::string& path,
                                                   const std::string& ledger) {
  if (path == "-") return ReadEventFile(std::cin, ledger);
  std::ifstream file(path);
  if (!file) return absl::InvalidArgumentError(absl::StrCat("FILE: cannot open ", path));
  return ReadEventFile(file, ledger);
}

// What became of a file.
struct PostCounts {
  size_t appended = 0;
  size_t known = 0;
  size_t refused_lines = 0;
  uint64_t size = 0;
};

absl::Status PostBatch(Session& session, const FileBatch& batch, PostCounts& counts) {
  if (!batch.fault.ok()) {
    ++counts.refused_lines;
    std::cerr << batch.fault.message() << "\n";
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const ledger::v1::AppendResponse response,
                   session.client().Append(batch.request));
  if (session.json()) std::cout << ToJson(response) << "\n";
  if (response.has_accepted()) {
    for (const ledger::v1::Receipt& receipt : response.accepted().receipts()) {
      ++(receipt.already_known() ? counts.known : counts.appended);
    }
    counts.size = response.accepted().size();
    return absl::OkStatus();
  }
  ++counts.refused_lines;
  PrintRefusals(response.refused().refusals(), absl::StrCat("line ", batch.line, ": "),
                session.language());
  return absl::OkStatus();
}

absl::Status Post(Session& session, const std::string& path) {
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(const std::vector<FileBatch> batches, ReadBatches(path, ledger));
  PostCounts counts;
  for (const FileBatch& batch : batches) {
    const absl::Status posted = PostBatch(session, batch, counts);
    if (posted.ok()) continue;
    std::cerr << "line " << batch.line << ": "
              << Say({"在此停止；再次录入同一文件即可继续",
                      "stopped here; post the same file again to go on"},
                     session.language())
              << "\n";
    return posted;
  }
  if (counts.refused_lines > 0) session.SetExitStatus(kExitSomeRefused);
  if (!session.json()) {
    std::cout << Say({"入账", "appended"}, session.language()) << " " << counts.appended << "  "
              << Say({"已知", "known before"}, session.language()) << " " << counts.known << "  "
              << Say({"被拒行", "lines refused"}, session.language()) << " " << counts.refused_lines
              << "  " << Say({"账本大小", "size"}, session.language()) << " " << counts.size
              << "\n";
  }
  return absl::OkStatus();
}

absl::Status Preview(Session& session, const std::string& path) {
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(const std::vector<FileBatch> batches, ReadBatches(path, ledger));
  ledger::v1::PreviewRequest request;
  for (const FileBatch& batch : batches) {
    RETURN_IF_ERROR(batch.fault);
    for (const event::v1::Event& event : batch.request.events()) *request.add_events() = event;
    for (const ledger::v1::Condition& condition : batch.request.conditions())
      *request.add_conditions() = condition;
  }
  ASSIGN_OR_RETURN(const ledger::v1::PreviewResponse response, session.client().Preview(request));
  if (!response.refusals().empty()) session.SetExitStatus(kExitSomeRefused);
  session.Print(response, [&] {
    std::string text;
    for (const ledger::v1::Refusal& refusal : response.refusals())
      text += RenderRefusal(refusal, session.language());
    if (response.refusals().empty()) text += RenderChanges(response.changes(), session.language());
    return text;
  });
  return absl::OkStatus();
}

}  // namespace

void AddPostCommands(CLI::App& app, Session& session) {
  auto path = std::make_shared<std::string>();
  CLI::App* post = app.add_subcommand(
      "post", "录入事件文件 post a file of events; posted again it changes nothing");
  post->footer(
      "例 example: ledgerctl --ledger 141100 post deploy/sample/lvliang-2022/01-registry.jsonl\n"
      "每行一个事件，或一个原子批 one event a line, or {\"events\": [...], \"conditions\": [...]} "
      "as one atomic batch.\n"
      "退出码 exit status 3: 有行被拒，其余已入账 some lines were refused, the others are in the "
      "ledger.");
  post->add_option("FILE", *path, "JSON 行文件 JSON lines; - for standard input")->required();
  post->callback([&session, path] { session.Run([&] { return Post(session, *path); }); });

  auto preview_path = std::make_shared<std::string>();
  CLI::App* preview = app.add_subcommand(
      "preview", "预演 what posting a file as one batch would change; writes nothing");
  preview->footer("例 example: ledgerctl --ledger 141100 preview finding.jsonl");
  preview->add_option("FILE", *preview_path, "JSON 行文件 JSON lines; - for standard input")
      ->required();
  preview->callback(
      [&session, preview_path] { session.Run([&] { return Preview(session, *preview_path); }); });
}

}  // namespace assessment::ctl
