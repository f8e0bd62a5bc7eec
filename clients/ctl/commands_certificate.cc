// The certificate of published results: written from the server, verified without it.

#include <algorithm>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "assessment/client/v1/certificate_report.pb.h"
#include "clients/certificate/build_certificate.h"
#include "clients/certificate/certificate.h"
#include "clients/certificate/named_evidence.h"
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
  std::string unit;
  std::string out;
  std::string zip;
  std::string evidence;
  bool allow_missing_evidence = false;
  std::string key;
  std::string checkpoint;
  std::vector<std::string> witnesses;
};

struct VerifyArguments {
  std::string certificate;
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

// "现场照片.jpg 3f79…, 20481 字节, 存于 …, 见 #12、#40".
std::string RenderEvidence(const certificate::NamedEvidence& named, Language language) {
  const event::v1::Evidence& evidence = named.evidence;
  return absl::StrCat("  ", evidence.name(), " ", absl::BytesToHexString(evidence.sha256()), " ",
                      evidence.size_bytes(), Say({" 字节", " bytes"}, language),
                      evidence.location().empty()
                          ? ""
                          : absl::StrCat(Say({" 存于 ", " at "}, language), evidence.location()),
                      " #", absl::StrJoin(named.positions, " #"), "\n");
}

// Which named files are not packed, and which are but have another size than an event states.
std::string RenderEvidenceOf(const certificate::Verified& verified, Language language) {
  std::string missing;
  std::string sizes;
  size_t packed = 0;
  for (const certificate::NamedEvidence& named : verified.evidence) {
    if (!named.packed_bytes.has_value()) {
      missing += RenderEvidence(named, language);
      continue;
    }
    ++packed;
    if (*named.packed_bytes == named.evidence.size_bytes()) continue;
    absl::StrAppend(&sizes, RenderEvidence(named, language), "    ",
                    Say({"文件实有字节数 ", "bytes of the file "}, language), *named.packed_bytes,
                    "\n");
  }
  std::string text;
  if (packed > 0) {
    absl::StrAppend(&text, "✓ ", packed,
                    Say({" 个证据文件与事件所记哈希一致\n",
                         " files of evidence have the hashes that events name\n"},
                        language));
  }
  if (!sizes.empty()) {
    absl::StrAppend(
        &text, Say({"大小与事件所记不同：\n", "of another size than an event states:\n"}, language),
        sizes);
  }
  if (!missing.empty()) {
    absl::StrAppend(
        &text, Say({"未附的证据文件：\n", "evidence that is named and not packed:\n"}, language),
        missing);
  }
  return text;
}

std::string RenderVerified(const certificate::Verified& verified, Language language) {
  const std::string how =
      verified.unit.empty()
          ? Say({" 个正文与报头一致，得分由事件重新计算，与公布一致，打分表与得分一致",
                 " bodies open their headers, results computed again from the events are those "
                 "published, the sheets are theirs"},
                language)
          : absl::StrCat(
                Say({" 个正文与报头一致；单位 ", " bodies open their headers; of unit "}, language),
                verified.unit,
                Say({" 的得分由事件重新计算，与公布一致，打分表与得分一致；各单位名次和其他"
                     "单位的结果取自公布，未重新计算",
                     " the result was computed again from the events and is the one "
                     "published, the sheet is its; ranks and the results of other units "
                     "are taken from the publication and were not computed"},
                    language));
  return absl::StrCat(
      RenderResults(verified.results, verified.results_digest, language), "✓ ",
      Say({"证明有效：", "the certificate holds: "}, language), verified.events,
      Say({" 个报头在签名的根之下，", " headers under the signed root, "}, language),
      verified.bodies, how, "\n", RenderEvidenceOf(verified, language));
}

client::v1::CertificateReport ReportOf(const certificate::Verified& verified) {
  client::v1::CertificateReport report;
  *report.mutable_results() = verified.results;
  report.set_results_digest(verified.results_digest);
  report.set_unit(verified.unit);
  report.set_events(verified.events);
  report.set_bodies(verified.bodies);
  for (const certificate::NamedEvidence& named : verified.evidence) {
    client::v1::CertificateEvidence& evidence = *report.add_evidence();
    *evidence.mutable_evidence() = named.evidence;
    evidence.mutable_positions()->Add(named.positions.begin(), named.positions.end());
    if (named.packed_bytes.has_value()) evidence.set_packed_bytes(*named.packed_bytes);
  }
  return report;
}

// Packs the evidence that is found, and refuses when some is not, unless that is allowed.
absl::Status PackEvidence(const CertificateOptions& options, Language language,
                          certificate::Certificate& made) {
  if (options.evidence.empty()) return absl::OkStatus();
  const absl::StatusOr<std::vector<certificate::NamedEvidence>> named =
      certificate::PackEvidence(options.evidence, made);
  if (!named.ok()) {
    return absl::Status(named.status().code(),
                        absl::StrCat("--evidence: ", named.status().message()));
  }
  std::string missing;
  size_t count = 0;
  for (const certificate::NamedEvidence& each : *named) {
    if (each.packed_bytes.has_value()) continue;
    missing += RenderEvidence(each, language);
    ++count;
  }
  if (count == 0 || options.allow_missing_evidence) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "--evidence: of ", named->size(), " files that events name, ", count, " are not under ",
      options.evidence, "; put them there, or give --allow-missing-evidence:\n", missing));
}

absl::Status WriteCertificateFor(Session& session, const CertificateOptions& options) {
  if (options.out.empty() == options.zip.empty()) {
    return absl::InvalidArgumentError("--out or --zip: give one of them");
  }
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
                   certificate::BuildCertificate(events, options.cycle, options.unit));
  made.checkpoint = checkpoint.first;
  if (size < checkpoint.second.size) {
    ASSIGN_OR_RETURN(const FetchedConsistency fetched,
                     FetchConsistency(session, ledger, size, checkpoint.second.size));
    for (const Hash& hash : fetched.hashes) made.consistency.push_back(std::string(hash.view()));
  }
  RETURN_IF_ERROR(PackEvidence(options, session.language(), made));
  // Nothing is handed out that its reader would reject.
  absl::StatusOr<certificate::Verified> verified = certificate::VerifyCertificate(made, verify);
  if (!verified.ok()) return TakeNotVerified(session, verified.status());
  RETURN_IF_ERROR(options.zip.empty() ? certificate::WriteCertificate(made, options.out)
                                      : certificate::WriteCertificateArchive(made, options.zip));
  session.Print(ReportOf(*verified), [&] {
    return absl::StrCat(RenderVerified(*verified, session.language()),
                        Say({"已写入 ", "written to "}, session.language()), options.out,
                        options.zip, "\n");
  });
  return absl::OkStatus();
}

absl::Status VerifyFiles(Session& session, const VerifyArguments& arguments) {
  certificate::VerifyOptions options;
  ASSIGN_OR_RETURN(const std::vector<VerifierKey> keys, ParseKeys({arguments.key}, "--key"));
  options.key = keys[0];
  ASSIGN_OR_RETURN(options.witnesses, ParseKeys(arguments.witnesses, "--witness"));
  for (const std::string& path : arguments.older) {
    ASSIGN_OR_RETURN(options.older_checkpoints.emplace_back(), ReadNote(path));
  }
  const absl::StatusOr<certificate::Certificate> read =
      certificate::ReadCertificate(arguments.certificate);
  // A file that cannot be read as one of a certificate proves as little as one that lies.
  if (!read.ok()) {
    return TakeNotVerified(session, absl::FailedPreconditionError(read.status().message()));
  }
  const absl::StatusOr<certificate::Verified> verified =
      certificate::VerifyCertificate(*read, options);
  if (!verified.ok()) {
    return TakeNotVerified(session, absl::FailedPreconditionError(verified.status().message()));
  }
  session.Print(ReportOf(*verified), [&] { return RenderVerified(*verified, session.language()); });
  return absl::OkStatus();
}

}  // namespace

void AddCertificateCommands(CLI::App& app, Session& session) {
  auto options = std::make_shared<CertificateOptions>();
  CLI::App* certificate = app.add_subcommand(
      "certificate", "证明文件 write everything that shows how published results came about");
  certificate->footer(
      "例 example: ledgerctl --ledger 141100 certificate --cycle 2022-counties --out "
      "2022-counties\n"
      "          ledgerctl --ledger 141100 certificate --cycle 2022-counties --unit 交口县 "
      "--evidence scans --zip jiaokou.zip");
  certificate->add_option("--cycle", options->cycle, "考核 the cycle, published")->required();
  certificate->add_option("--unit", options->unit,
                          "单位 of this unit's result alone: identifier, name or alias");
  certificate->add_option("--out", options->out, "目录 an empty directory, or one to make");
  certificate->add_option("--zip", options->zip, "压缩文件 one zip file in place of a directory");
  certificate->add_option("--evidence", options->evidence,
                          "证据目录 pack the files that events name, found here by their hash");
  certificate->add_flag("--allow-missing-evidence", options->allow_missing_evidence,
                        "缺少证据文件也写出 write it even when some of them are not found");
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
  verify
      ->add_option("CERTIFICATE", arguments->certificate,
                   "证明文件 the certificate: its directory or zip file")
      ->required();
  verify
      ->add_option("--key", arguments->key, "验证公钥 verifier key of the log, from your own hand")
      ->required();
  verify->add_option("--older", arguments->older,
                     "旧检查点 a checkpoint you hold from before; repeatable");
  verify->add_option("--witness", arguments->witnesses,
                     "见证公钥 verifier key of a witness that must have cosigned; repeatable");
  verify->callback(
      [&session, arguments] { session.Run([&] { return VerifyFiles(session, *arguments); }); });
}

}  // namespace assessment::ctl
