#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/bundle/bundle_writer.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/verified_log.h"
#include "clients/table/whole_file.h"
#include "clients/tiles/tile_export.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

struct ExportOptions {
  std::string tiles;
  std::string bundle;
  std::string checkpoint_file;
  std::string key;
};

// The headers of events as stored: they are the log's entries.
absl::StatusOr<std::vector<std::string>> FetchHeaders(Session& session, const std::string& ledger,
                                                      uint64_t first, uint32_t count) {
  std::vector<std::string> headers;
  while (headers.size() < count) {
    const uint64_t position = first + headers.size();
    ledger::v1::ReadRequest request;
    request.set_ledger(ledger);
    request.set_from_position(position);
    request.set_page_size(count - static_cast<uint32_t>(headers.size()));
    request.set_headers_only(true);
    ASSIGN_OR_RETURN(ledger::v1::ReadResponse page, session.client().Read(request));
    if (page.events().empty()) {
      return absl::FailedPreconditionError(
          absl::StrCat("the server gives no event at position ", position,
                       "; a principal that may read all of the ledger is needed"));
    }
    for (ledger::v1::RecordedEvent& event : *page.mutable_events()) {
      // What is no header of this place shows in the root.
      headers.push_back(std::move(*event.mutable_header_bytes()));
    }
  }
  return headers;
}

absl::Status Export(Session& session, const ExportOptions& options) {
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(const VerifiedCheckpoint log, FetchCheckpoint(session, ledger, options.key));
  std::string note = log.response.checkpoint();
  if (!options.checkpoint_file.empty()) {
    const absl::StatusOr<std::string> given =
        table::ReadWholeFile(options.checkpoint_file, kNoteBytesMax);
    if (!given.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--checkpoint: ", options.checkpoint_file, " ", given.status().message()));
    }
    note = *given;
    ASSIGN_OR_RETURN(const Checkpoint checkpoint, VerifyCheckpoint(note, log.trusted.key));
    if (checkpoint.size > log.checkpoint.size) {
      return absl::FailedPreconditionError(absl::StrCat(
          "--checkpoint: ", options.checkpoint_file, " has size ", checkpoint.size,
          ", the ledger shows only ", log.checkpoint.size, ": an older copy stands in its place"));
    }
  }
  ASSIGN_OR_RETURN(const TileExport exported,
                   ExportTiles(
                       options.tiles, note, log.trusted.key,
                       [&session, &ledger](uint64_t first, uint32_t count) {
                         return FetchHeaders(session, ledger, first, count);
                       },
                       log.trusted.earlier));
  const Language language = session.language();
  std::cout << "✓ " << Say(Word{"静态日志文件", "static files of the log"}, language) << " "
            << options.tiles << "  " << Say(Word{"大小", "size"}, language) << " "
            << exported.checkpoint.size << "  " << Say(Word{"根", "root"}, language) << " "
            << HashToHex(exported.checkpoint.root) << "\n  "
            << Say(Word{"取条目", "entries fetched"}, language) << " " << exported.entries_fetched
            << "  " << Say(Word{"写文件", "files written"}, language) << " "
            << exported.files_written << "  " << Say(Word{"保留", "kept"}, language) << " "
            << exported.files_kept << "  " << Say(Word{"删除", "removed"}, language) << " "
            << exported.files_removed << "\n";
  return absl::OkStatus();
}

// A page of the events of the ledger from `position` on, below `size`.
absl::StatusOr<ledger::v1::ReadResponse> FetchEvents(Session& session, const std::string& ledger,
                                                     uint64_t position, uint64_t size) {
  constexpr uint64_t kPageEvents = 1000;
  ledger::v1::ReadRequest request;
  request.set_ledger(ledger);
  request.set_from_position(position);
  request.set_page_size(static_cast<uint32_t>(std::min(kPageEvents, size - position)));
  ASSIGN_OR_RETURN(ledger::v1::ReadResponse page, session.client().Read(request));
  if (!page.events().empty()) return page;
  return absl::FailedPreconditionError(
      absl::StrCat("the server gives no event at position ", position,
                   "; a principal that may read all of the ledger is needed"));
}

// A text that was erased while the pages were fetched would be in one of them and not in another.
absl::Status CheckNothingErasedSince(Session& session, const std::string& ledger, uint64_t size) {
  ledger::v1::ReadRequest request;
  request.set_ledger(ledger);
  request.set_from_position(size);
  request.mutable_filter()->add_types(event::v1::EVENT_TYPE_TEXT_ERASED);
  while (true) {
    ASSIGN_OR_RETURN(const ledger::v1::ReadResponse page, session.client().Read(request));
    if (!page.events().empty()) {
      return absl::AbortedError("texts were erased meanwhile; export again");
    }
    if (page.next_position() >= page.size()) return absl::OkStatus();
    request.set_from_position(page.next_position());
  }
}

absl::Status ExportBundle(Session& session, const ExportOptions& options) {
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(const VerifiedCheckpoint log, FetchCheckpoint(session, ledger, options.key));
  ledger::v1::BundleBeginning beginning;
  beginning.set_ledger(ledger);
  beginning.set_size(log.checkpoint.size);
  beginning.set_checkpoint(log.response.checkpoint());
  for (const VerifierKey& key : log.trusted.earlier) {
    beginning.add_verifier_keys(EncodeVerifierKey(key));
  }
  beginning.add_verifier_keys(EncodeVerifierKey(log.trusted.key));
  ASSIGN_OR_RETURN(const std::unique_ptr<BundleWriter> writer,
                   BundleWriter::Begin(options.bundle, beginning, log.checkpoint.root));
  const bool shown = !session.json() && isatty(STDERR_FILENO) == 1;
  while (writer->written() < log.checkpoint.size) {
    ASSIGN_OR_RETURN(const ledger::v1::ReadResponse page,
                     FetchEvents(session, ledger, writer->written(), log.checkpoint.size));
    for (const ledger::v1::RecordedEvent& event : page.events())
      RETURN_IF_ERROR(writer->Add(event));
    if (shown) {
      std::cerr << "\r\033[K" << writer->written() << " / " << log.checkpoint.size << std::flush;
    }
  }
  if (shown) std::cerr << "\r\033[K" << std::flush;
  RETURN_IF_ERROR(CheckNothingErasedSince(session, ledger, log.checkpoint.size));
  RETURN_IF_ERROR(writer->Finish());
  const Language language = session.language();
  std::cout << "✓ " << Say(Word{"整本账导出文件", "bundle of the whole ledger"}, language) << " "
            << options.bundle << "  " << Say(Word{"大小", "size"}, language) << " "
            << log.checkpoint.size << "  " << Say(Word{"根", "root"}, language) << " "
            << HashToHex(log.checkpoint.root) << "\n";
  return absl::OkStatus();
}

}  // namespace

void AddExportCommands(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("export",
                                         "导出 the log as static files (c2sp.org/tlog-tiles) or as "
                                         "one bundle, hashed and verified here");
  command->footer(
      "例 example: ledgerctl --ledger 141100 export --tiles /srv/www/log\n"
      "          ledgerctl --ledger 141100 export --tiles /srv/www/log --checkpoint cosigned\n"
      "          ledgerctl --ledger 141100 export --bundle 141100.bundle\n"
      "静态文件：重复运行只取新增部分 tiles: run again, it fetches what is new\n"
      "整本账：一个可自我验证的文件，用 ledgerd import 导入 bundle: one file that verifies itself, "
      "with every text that is not erased; ledgerd import takes it");
  const auto options = std::make_shared<ExportOptions>();
  CLI::Option_group* const what = command->add_option_group("what", "导出什么 what is exported");
  what->add_option("--tiles", options->tiles, "目录 directory of the files; made when not there");
  what->add_option("--bundle", options->bundle,
                   "文件 one file of the whole ledger; must not exist");
  what->require_option(1);
  command->add_option("--checkpoint", options->checkpoint_file,
                      "检查点文件 publish this checkpoint, as witness ask writes it");
  command->add_option("--key", options->key,
                      "公钥 verifier key; default: the one remembered from the first use");
  command->callback([&session, options] {
    session.Run([&]() -> absl::Status {
      return TakeNotVerified(session, options->bundle.empty() ? Export(session, *options)
                                                              : ExportBundle(session, *options));
    });
  });
}

}  // namespace assessment::ctl
