// The certificate of published results: written from the server, verified without it.

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/certificate/build_certificate.h"
#include "clients/certificate/certificate.h"
#include "clients/certificate/verify_certificate.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/render_year_end.h"
#include "clients/ctl/verified_log.h"
#include "clients/table/whole_file.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

struct CertificateOptions {
  std::string cycle;
  std::string out;
  std::string key;
  std::string checkpoint;
  std::vector<std::string> witnesses;
};

struct VerifyArguments {
  std::string directory;
  std::string key;
  std::vector<std::string> older;
  std::vector<std::string> witnesses;
};

absl::StatusOr<std::string> ReadNote(const std::string& path) {
  absl::StatusOr<std::string> bytes = table::ReadWholeFile(path, kNoteBytesMax);
  if (bytes.ok()) return bytes;
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", bytes.status().message()));
}

absl::StatusOr<std::vector<VerifierKey>> ParseKeys(const std::vector<std::string>& texts,
                                                   absl::string_view option) {
  std::vector<VerifierKey> keys;
  for (const std::string& text : texts) {
    absl::StatusOr<VerifierKey> key = ParseVerifierKey(text);
    if (!key.ok()) {
      return absl::InvalidArgumentError(absl::StrCat(option, ": ", key.status().message()));
    }
    keys.push_back(*std::move(key));
  }
  return keys;
}

// The events below `size`, as the server reads them; what they are worth the verifier says.
absl::StatusOr<std::vector<certificate::StoredEvent>> ReadEvents(Session& session,
                                                                 const std::string& ledger,
                                                                 uint64_t size) {
  std::vector<certificate::StoredEvent> events;
  while (events.size() < size) {
    ledger::v1::ReadRequest request;
    request.set_ledger(ledger);
    request.set_from_position(events.size());
    request.set_page_size(static_cast<uint32_t>(
        std::min<uint64_t>(limits::kReadPageEventsMax, size - events.size())));
    ASSIGN_OR_RETURN(const ledger::v1::ReadResponse page, session.client().Read(request));
    if (page.events().empty()) {
      return absl::DataLossError(absl::StrCat("the server gives no event at ", events.size()));
    }
    for (const ledger::v1::RecordedEvent& event : page.events()) {
      if (events.size() == size) break;
      events.push_back({event.header_bytes(), event.salt(), event.body_bytes()});
    }
  }
  return events;
}

// The checkpoint that the certificate carries: given as a file, with the witnesses' cosignatures,
// or the newest one of the server.
absl::StatusOr<std::pair<std::string, Checkpoint>> CheckpointFor(const CertificateOptions& options,
                                                                 const VerifierKey& key,
                                                                 const VerifiedCheckpoint& newest) {
  if (options.checkpoint.empty()) {
    return std::make_pair(newest.response.checkpoint(), newest.checkpoint);
  }
  ASSIGN_OR_RETURN(std::string note, ReadNote(options.checkpoint));
  ASSIGN_OR_RETURN(const Checkpoint checkpoint, VerifyCheckpoint(note, key));
  return std::make_pair(std::move(note), checkpoint);
}

std::string RenderVerified(const certificate::Verified& verified, Language language) {
  return absl::StrCat(
      RenderResults(verified.results, verified.results_digest, language), "✓ ",
      Say({"证明有效：", "the certificate holds: "}, language), verified.events,
      Say({" 个报头在签名的根之下，", " headers under the signed root, "}, language),
      verified.bodies,
      Say({" 个正文与报头一致，得分由事件重新计算，与公布一致",
           " bodies open their headers, results computed again from the events are those "
           "published"},
          language),
      "\n");
}

absl::Status WriteCertificateFor(Session& session, const CertificateOptions& options) {
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  projections::v1::GetResultsRequest request;
  request.set_ledger(ledger);
  request.set_cycle(options.cycle);
  ASSIGN_OR_RETURN(const projections::v1::GetResultsResponse results,
                   session.client().GetResults(request));
  if (!results.has_position()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--cycle: the results of ", options.cycle, " are not published"));
  }
  ASSIGN_OR_RETURN(const VerifiedCheckpoint newest, FetchCheckpoint(session, ledger, options.key));
  certificate::VerifyOptions verify;
  verify.key = newest.trusted.key;
  ASSIGN_OR_RETURN(verify.witnesses, ParseKeys(options.witnesses, "--witness"));
  ASSIGN_OR_RETURN(const auto checkpoint, CheckpointFor(options, verify.key, newest));
  const uint64_t size = results.position() + 1;
  if (checkpoint.second.size < size) {
    return absl::InvalidArgumentError(
        absl::StrCat("--checkpoint: has size ", checkpoint.second.size,
                     ", expected one that covers the publication at ", results.position()));
  }
  ASSIGN_OR_RETURN(const std::vector<certificate::StoredEvent> events,
                   ReadEvents(session, ledger, size));
  ASSIGN_OR_RETURN(certificate::Certificate made,
                   certificate::BuildCertificate(events, options.cycle));
  made.checkpoint = checkpoint.first;
  if (size < checkpoint.second.size) {
    ASSIGN_OR_RETURN(const FetchedConsistency fetched,
                     FetchConsistency(session, ledger, size, checkpoint.second.size));
    for (const Hash& hash : fetched.hashes) made.consistency.push_back(std::string(hash.view()));
  }
  // Nothing is handed out that its reader would reject.
  absl::StatusOr<certificate::Verified> verified = certificate::VerifyCertificate(made, verify);
  if (!verified.ok()) return TakeNotVerified(session, verified.status());
  RETURN_IF_ERROR(certificate::WriteCertificate(made, options.out));
  session.Print(verified->results, [&] {
    return absl::StrCat(RenderVerified(*verified, session.language()),
                        Say({"已写入 ", "written to "}, session.language()), options.out, "\n");
  });
  return absl::OkStatus();
}

absl::Status VerifyDirectory(Session& session, const VerifyArguments& arguments) {
  certificate::VerifyOptions options;
  ASSIGN_OR_RETURN(const std::vector<VerifierKey> keys, ParseKeys({arguments.key}, "--key"));
  options.key = keys[0];
  ASSIGN_OR_RETURN(options.witnesses, ParseKeys(arguments.witnesses, "--witness"));
  for (const std::string& path : arguments.older) {
    ASSIGN_OR_RETURN(options.older_checkpoints.emplace_back(), ReadNote(path));
  }
  const absl::StatusOr<certificate::Certificate> read =
      certificate::ReadCertificate(arguments.directory);
  // A file that cannot be read as one of a certificate proves as little as one that lies.
  if (!read.ok()) {
    return TakeNotVerified(session, absl::FailedPreconditionError(read.status().message()));
  }
  const absl::StatusOr<certificate::Verified> verified =
      certificate::VerifyCertificate(*read, options);
  if (!verified.ok()) {
    return TakeNotVerified(session, absl::FailedPreconditionError(verified.status().message()));
  }
  session.Print(verified->results, [&] { return RenderVerified(*verified, session.language()); });
  return absl::OkStatus();
}

}  // namespace

void AddCertificateCommands(CLI::App& app, Session& session) {
  auto options = std::make_shared<CertificateOptions>();
  CLI::App* certificate = app.add_subcommand(
      "certificate", "证明文件 write everything that shows how published results came about");
  certificate->footer(
      "例 example: ledgerctl --ledger 141100 certificate --cycle 2022-counties --out "
      "2022-counties");
  certificate->add_option("--cycle", options->cycle, "考核 the cycle, published")->required();
  certificate->add_option("--out", options->out, "目录 an empty directory, or one to make")
      ->required();
  certificate->add_option("--key", options->key,
                          "验证公钥 verifier key of the log; without it the one remembered");
  certificate->add_option("--checkpoint", options->checkpoint,
                          "联署的检查点 a cosigned checkpoint to carry; the newest without it");
  certificate->add_option("--witness", options->witnesses,
                          "见证公钥 verifier key of a witness that cosigned it; repeatable");
  certificate->callback(
      [&session, options] { session.Run([&] { return WriteCertificateFor(session, *options); }); });

  auto arguments = std::make_shared<VerifyArguments>();
  CLI::App* verify = app.add_subcommand(
      "verify", "核验 verify a certificate without any server: computes every score again");
  verify->footer(
      "例 example: ledgerctl verify 2022-counties --key "
      "ledger.example/log/141100+d181061c+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea\n"
      "退出码 exit status 4: 不成立，并指出哪个文件、哪个事件、哪个得分 it does not hold; the "
      "file, the "
      "event or the score is named.");
  verify->add_option("DIR", arguments->directory, "证明文件目录 the certificate")->required();
  verify
      ->add_option("--key", arguments->key, "验证公钥 verifier key of the log, from your own hand")
      ->required();
  verify->add_option("--older", arguments->older,
                     "旧检查点 a checkpoint you hold from before; repeatable");
  verify->add_option("--witness", arguments->witnesses,
                     "见证公钥 verifier key of a witness that must have cosigned; repeatable");
  verify->callback(
      [&session, arguments] { session.Run([&] { return VerifyDirectory(session, *arguments); }); });
}

}  // namespace assessment::ctl
