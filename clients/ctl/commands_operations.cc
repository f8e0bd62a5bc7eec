#include <unistd.h>

#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/table.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/sha256.h"

namespace assessment::ctl {
namespace {

std::string ShortRoot(const std::string& root) {
  const absl::StatusOr<Hash> hash = HashFromBytes(root);
  return hash.ok() ? HashToHex(*hash).substr(0, 16) : "";
}

template <typename Backups>
std::string RenderBackups(const Backups& backups, Language language) {
  Table table({{{"备份", "Backup"}, Align::kRight},
               {{"时间", "Time"}},
               {{"账本", "Ledger"}},
               {{"大小", "Size"}, Align::kRight},
               {{"根", "Root"}},
               {{"字节", "Bytes"}, Align::kRight},
               {{"备注", "Note"}, Align::kLeft}},
              language);
  for (const ledger::v1::Backup& backup : backups) {
    if (!backup.damage().empty()) {
      table.AddRow(
          {absl::StrCat(backup.backup()), "", "", "", "", "", absl::StrCat("! ", backup.damage())});
    }
    for (const ledger::v1::BackedUpLedger& ledger : backup.ledgers()) {
      table.AddRow(
          {absl::StrCat(backup.backup()), SecondText(backup.created_time_micros()), ledger.ledger(),
           absl::StrCat(ledger.size()), ShortRoot(ledger.root_hash()), absl::StrCat(backup.bytes()),
           ledger.may_hold_erased_texts()
               ? Say({"可能含已删除的文字，应清理", "may hold texts erased since: prune it"},
                     language)
               : ""});
    }
  }
  return table.Render();
}

// How far a backup is, on a terminal.
class BackupLine {
 public:
  explicit BackupLine(const Session& session)
      : shown_(!session.json() && isatty(STDERR_FILENO) == 1) {}
  ~BackupLine() {
    if (shown_) std::cerr << "\r\033[K" << std::flush;
  }
  BackupLine(const BackupLine&) = delete;
  BackupLine& operator=(const BackupLine&) = delete;

  void Show(const ledger::v1::BackupProgress& progress) const {
    if (!shown_) return;
    std::cerr << "\r\033[K" << (progress.bytes_copied() >> 20) << " / ≤ "
              << (progress.bytes_of_store() >> 20) << " MiB" << std::flush;
  }

 private:
  const bool shown_;
};

absl::Status CreateBackup(Session& session, const ledger::v1::CreateBackupRequest& request) {
  absl::StatusOr<ledger::v1::Backup> backup;
  {
    const BackupLine line(session);
    backup = session.client().CreateBackup(
        request, [&line](const ledger::v1::BackupProgress& progress) { line.Show(progress); });
  }
  RETURN_IF_ERROR(backup.status());
  session.Print(*backup, [&] {
    return absl::StrCat(RenderBackups(std::vector<ledger::v1::Backup>{*backup}, session.language()),
                        Say({"新增字节", "bytes added"}, session.language()), " ",
                        backup->bytes_added(), "\n");
  });
  return absl::OkStatus();
}

void AddBackupCommands(CLI::App& app, Session& session) {
  CLI::App* backup =
      app.add_subcommand("backup", "备份 backups of the whole server (operators, administrators)");
  backup->require_subcommand(1);

  auto create_request = std::make_shared<ledger::v1::CreateBackupRequest>();
  auto keep = std::make_shared<uint32_t>(0);
  CLI::App* create =
      backup->add_subcommand("create", "建立备份 make a backup while the server serves");
  create->footer(
      "例 example: ledgerctl backup create --keep 30\n"
      "只复制新的部分 copies what no earlier backup holds; 恢复 restore: ledgerd restore --help");
  create->add_option("--keep", *keep, "保留最近几份 delete all but this many of the newest");
  create->callback([&session, create_request, keep] {
    session.Run([&] {
      create_request->set_keep_last(*keep);
      return CreateBackup(session, *create_request);
    });
  });

  CLI::App* list = backup->add_subcommand("list", "列出备份 list the backups");
  list->footer("例 example: ledgerctl backup list");
  list->callback([&session] {
    session.Run([&session]() -> absl::Status {
      ASSIGN_OR_RETURN(const ledger::v1::ListBackupsResponse response,
                       session.client().ListBackups({}));
      session.Print(response,
                    [&] { return RenderBackups(response.backups(), session.language()); });
      return absl::OkStatus();
    });
  });

  CLI::App* prune = backup->add_subcommand("prune", "清理备份 delete old backups");
  auto prune_keep = std::make_shared<uint32_t>(0);
  prune->footer("例 example: ledgerctl backup prune --keep 30");
  prune->add_option("--keep", *prune_keep, "保留最近几份 how many of the newest stay")
      ->required()
      ->check(CLI::PositiveNumber);
  prune->callback([&session, prune_keep] {
    session.Run([&]() -> absl::Status {
      ledger::v1::PruneBackupsRequest request;
      request.set_keep_last(*prune_keep);
      ASSIGN_OR_RETURN(const ledger::v1::PruneBackupsResponse response,
                       session.client().PruneBackups(request));
      session.Print(response, [&] {
        return absl::StrCat(
            Say({"已删除备份", "backups deleted"}, session.language()), ": ",
            response.deleted().empty() ? "-" : absl::StrJoin(response.deleted(), ", "), "\n");
      });
      return absl::OkStatus();
    });
  });
}

std::string RenderScrub(const ledger::v1::Scrub& scrub, Language language) {
  std::string text = absl::StrCat(
      Say({"开始", "started"}, language), " ", SecondText(scrub.started_time_micros()), "  ",
      Say({"结束", "finished"}, language), " ",
      scrub.finished_time_micros() == 0 ? "-" : SecondText(scrub.finished_time_micros()), "  ",
      Say({"数据文件", "tables"}, language), " ", scrub.tables_checked(), "  ",
      Say({"字节", "bytes"}, language), " ", scrub.bytes_checked(), "\n");
  Table table({{{"账本", "Ledger"}},
               {{"事件", "Events"}, Align::kRight},
               {{"共", "Of"}, Align::kRight},
               {{"索引行", "Index rows"}, Align::kRight},
               {{"键", "Keys"}, Align::kRight},
               {{"文字", "Texts"}, Align::kRight},
               {{"结果", "Result"}}},
              language);
  for (const ledger::v1::ScrubbedLedger& ledger : scrub.ledgers()) {
    table.AddRow({ledger.ledger(), absl::StrCat(ledger.records()), absl::StrCat(ledger.size()),
                  absl::StrCat(ledger.index_rows()), absl::StrCat(ledger.idempotency_keys()),
                  absl::StrCat(ledger.texts()),
                  !ledger.damage().empty() ? absl::StrCat("! ", ledger.damage())
                  : ledger.finished()      ? "✓"
                                           : "…"});
  }
  absl::StrAppend(&text, table.Render());
  for (const std::string& damage : scrub.damages()) absl::StrAppend(&text, "! ", damage, "\n");
  return text;
}

void AddScrubCommands(CLI::App& app, Session& session) {
  CLI::App* scrub = app.add_subcommand(
      "scrub", "后台校验 the background check of everything stored (operators, administrators)");
  scrub->require_subcommand(1);
  CLI::App* start = scrub->add_subcommand("start", "开始校验 start a check of all ledgers");
  start->footer("例 example: ledgerctl scrub start");
  start->callback([&session] {
    session.Run([&session]() -> absl::Status {
      ASSIGN_OR_RETURN(const ledger::v1::StartScrubResponse response,
                       session.client().StartScrub({}));
      session.Print(response, [&] {
        return Say(response.started() ? Word{"校验已开始", "the scrub has begun"}
                                      : Word{"校验正在进行", "a scrub runs already"},
                   session.language()) +
               "\n";
      });
      return absl::OkStatus();
    });
  });
  CLI::App* status =
      scrub->add_subcommand("status", "校验进度与结果 how far it is, what was found");
  status->footer(
      "例 example: ledgerctl scrub status\n"
      "退出码 exit status 4: 发现损坏 damage was found");
  status->callback([&session] {
    session.Run([&session]() -> absl::Status {
      ASSIGN_OR_RETURN(const ledger::v1::GetScrubStatusResponse response,
                       session.client().GetScrubStatus({}));
      const Language language = session.language();
      session.Print(response, [&] {
        std::string text;
        if (response.has_running()) {
          absl::StrAppend(&text, Say({"正在校验", "running"}, language), "\n",
                          RenderScrub(response.running(), language));
        }
        if (response.has_last()) {
          absl::StrAppend(&text, Say({"上次结果", "last result"}, language), "\n",
                          RenderScrub(response.last(), language));
        }
        absl::StrAppend(
            &text, Say({"下次", "next"}, language), " ",
            response.next_time_micros() == 0 ? "-" : SecondText(response.next_time_micros()), "\n");
        return text;
      });
      for (const ledger::v1::Scrub* const shown : {&response.running(), &response.last()}) {
        for (const ledger::v1::ScrubbedLedger& ledger : shown->ledgers()) {
          if (!ledger.damage().empty()) session.SetExitStatus(kExitNotVerified);
        }
        if (!shown->damages().empty()) session.SetExitStatus(kExitNotVerified);
      }
      return absl::OkStatus();
    });
  });
}

}  // namespace

void AddOperationsCommands(CLI::App& app, Session& session) {
  AddBackupCommands(app, session);
  AddScrubCommands(app, session);
}

}  // namespace assessment::ctl
