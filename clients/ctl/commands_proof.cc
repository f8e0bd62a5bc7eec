#include <cstdio>
#include <iostream>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/key_handover.h"
#include "clients/ctl/verified_log.h"
#include "clients/table/whole_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/merkle_proof.h"
#include "ledger/proof/tlog_proof.h"

namespace assessment::ctl {
namespace {

// Runs a verification: what does not verify has an exit status of its own, told from what could not
// be asked.
void Verify(Session& session, const std::function<absl::StatusOr<std::string>()>& verification) {
  session.Run([&]() -> absl::Status {
    const absl::StatusOr<std::string> text = verification();
    if (text.ok()) {
      std::cout << *text;
      return absl::OkStatus();
    }
    return TakeNotVerified(session, text.status());
  });
}

std::string KeyText(const TrustedKey& trusted, Language language) {
  return absl::StrCat(
      Say(trusted.first_use ? Word{"首次使用，公钥已记住", "first use, key remembered"}
                            : Word{"所用公钥", "verified with key"},
          language),
      ": ", EncodeVerifierKey(trusted.key), "\n");
}

absl::StatusOr<std::string> ShowCheckpoint(Session& session, const std::string& key,
                                           const std::string& out) {
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(const VerifiedCheckpoint verified, FetchCheckpoint(session, ledger, key));
  if (!out.empty()) RETURN_IF_ERROR(table::WriteWholeFile(verified.response.checkpoint(), out));
  if (session.json()) return ToJson(verified.response) + "\n";
  return absl::StrCat(verified.response.checkpoint(), "✓ ",
                      Say({"签名有效", "signature verified"}, session.language()), "\n",
                      KeyText(verified.trusted, session.language()));
}

absl::StatusOr<std::string> ProveInclusion(Session& session, uint64_t position,
                                           const std::string& key, const std::string& out) {
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  // The event itself: the leaf is hashed here from its header, and not taken from the proof.
  ledger::v1::ReadRequest read;
  read.set_ledger(ledger);
  read.set_from_position(position);
  read.set_page_size(1);
  ASSIGN_OR_RETURN(const ledger::v1::ReadResponse page, session.client().Read(read));
  if (page.events_size() != 1 || page.events(0).header().position() != position) {
    return absl::InvalidArgumentError(
        absl::StrCat("POSITION: no event at ", position, "; the log has size ", page.size()));
  }
  const ledger::v1::RecordedEvent& event = page.events(0);
  // Everything is read from the bytes that are hashed, never from the server's reading of them.
  ASSIGN_OR_RETURN(const event::v1::RecordHeader header,
                   OpenHeader({position, event.header_bytes(), event.salt(), event.body_bytes()}));
  ledger::v1::GetInclusionProofRequest request;
  request.set_ledger(ledger);
  request.set_position(position);
  ASSIGN_OR_RETURN(const ledger::v1::GetInclusionProofResponse response,
                   session.client().GetInclusionProof(request));
  ASSIGN_OR_RETURN(const TlogProof proof, ParseTlogProof(response.proof_file()));
  if (proof.index != position)
    return absl::FailedPreconditionError("the proof is of another position");
  ASSIGN_OR_RETURN(const VerifiedCheckpoint own, FetchCheckpoint(session, ledger, key));
  if (header.origin() != own.trusted.key.name) {
    return absl::FailedPreconditionError(absl::StrCat("the header is of log ", header.origin(),
                                                      ", the key of ", own.trusted.key.name));
  }
  const Hash leaf = LeafHash(event.header_bytes());
  ASSIGN_OR_RETURN(const Checkpoint checkpoint, VerifyTlogProof(proof, leaf, own.trusted.key));
  if (!out.empty()) {
    FILE* file = std::fopen(out.c_str(), "wb");
    if (file == nullptr)
      return absl::InvalidArgumentError(absl::StrCat("--out: cannot write ", out));
    std::fwrite(response.proof_file().data(), 1, response.proof_file().size(), file);
    std::fclose(file);
  }
  if (session.json()) return ToJson(response) + "\n";
  return absl::StrCat(
      "✓ #", position, " ", Say({"在日志之中", "is in the log"}, session.language()), "\n  ",
      Say({"叶哈希", "leaf"}, session.language()), " ", HashToHex(leaf), "\n  ",
      Say({"路径哈希", "path hashes"}, session.language()), " ", proof.hashes.size(), "  ",
      Say({"大小", "size"}, session.language()), " ", checkpoint.size, "  ",
      Say({"根", "root"}, session.language()), " ", HashToHex(checkpoint.root), "\n  ",
      Say({"正文与报头承诺一致，报头在根之下，根已签名",
           "body opens the header's commitment, header under the root, root signed"},
          session.language()),
      "\n  ", KeyText(own.trusted, session.language()));
}

absl::StatusOr<std::string> ProveConsistency(Session& session, uint64_t old_size,
                                             std::optional<uint64_t> asked_size,
                                             const std::string& key, const std::string& old_root,
                                             const std::string& out) {
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(const VerifiedCheckpoint own, FetchCheckpoint(session, ledger, key));
  const uint64_t new_size = asked_size.value_or(own.checkpoint.size);
  ASSIGN_OR_RETURN(const FetchedConsistency fetched,
                   FetchConsistency(session, ledger, old_size, new_size));
  const ledger::v1::GetConsistencyProofResponse& response = fetched.response;
  ASSIGN_OR_RETURN(Hash old, HashFromBytes(response.old_root_hash()));
  if (!old_root.empty()) {
    ASSIGN_OR_RETURN(old, HashFromHex(old_root));
  }
  Hash newer = own.checkpoint.root;
  if (new_size != own.checkpoint.size) {
    // A root that nobody signed is worth what ties it to one that is signed.
    ASSIGN_OR_RETURN(newer, HashFromBytes(response.new_root_hash()));
    ASSIGN_OR_RETURN(const FetchedConsistency onwards,
                     FetchConsistency(session, ledger, new_size, own.checkpoint.size));
    RETURN_IF_ERROR(VerifyConsistency(new_size, own.checkpoint.size, newer, own.checkpoint.root,
                                      onwards.hashes));
  }
  RETURN_IF_ERROR(VerifyConsistency(old_size, new_size, old, newer, fetched.hashes));
  if (!out.empty()) {
    std::string lines;
    for (const Hash& hash : fetched.hashes) absl::StrAppend(&lines, HashToBase64(hash), "\n");
    RETURN_IF_ERROR(table::WriteWholeFile(lines, out));
  }
  if (session.json()) return ToJson(response) + "\n";
  return absl::StrCat("✓ ", Say({"大小", "size"}, session.language()), " ", new_size, " ",
                      Say({"延续了大小", "extends size"}, session.language()), " ", old_size,
                      "\n  ", Say({"旧根", "old root"}, session.language()), " ", HashToHex(old),
                      "\n  ", Say({"新根", "new root"}, session.language()), " ", HashToHex(newer),
                      "\n  ", KeyText(own.trusted, session.language()));
}

}  // namespace

void AddProofCommands(CLI::App& app, Session& session) {
  auto key = std::make_shared<std::string>();
  const std::string key_help =
      "验证公钥 verifier key of the log; without it the one remembered from the first use";
  CLI::App* checkpoint =
      app.add_subcommand("checkpoint", "检查点 the signed checkpoint, its signature verified here");
  checkpoint->footer("例 example: ledgerctl --ledger 141100 checkpoint");
  checkpoint->add_option("--key", *key, key_help);
  auto out = std::make_shared<std::string>();
  checkpoint->add_option("--out", *out, "写入文件 write the signed checkpoint");
  checkpoint->callback([&session, key, out] {
    Verify(session, [&] { return ShowCheckpoint(session, *key, *out); });
  });

  CLI::App* prove =
      app.add_subcommand("prove", "证明 proofs, fetched from the server and verified here");
  prove->require_subcommand(1);
  auto position = std::make_shared<uint64_t>(0);
  CLI::App* inclusion = prove->add_subcommand("inclusion", "包含证明 that an event is in the log");
  inclusion->footer(
      "例 example: ledgerctl --ledger 141100 prove inclusion 42 --out event-42.tlog-proof");
  inclusion->add_option("POSITION", *position, "事件位置 position of the event")->required();
  inclusion->add_option("--key", *key, key_help);
  inclusion->add_option("--out", *out, "写入文件 write the proof file");
  inclusion->callback([&session, position, key, out] {
    Verify(session, [&] { return ProveInclusion(session, *position, *key, *out); });
  });

  auto old_size = std::make_shared<uint64_t>(0);
  auto new_size = std::make_shared<std::optional<uint64_t>>();
  auto old_root = std::make_shared<std::string>();
  CLI::App* consistency = prove->add_subcommand("consistency", "一致性证明 that the log only grew");
  consistency->footer("例 example: ledgerctl --ledger 141100 prove consistency 100 --old-root HEX");
  consistency->add_option("OLD", *old_size, "旧大小 the smaller size")->required();
  consistency->add_option("NEW", *new_size, "新大小 the larger size; none: the signed one");
  consistency->add_option("--old-root", *old_root,
                          "旧根 the root you hold for the smaller size, in hexadecimal");
  consistency->add_option("--key", *key, key_help);
  consistency->add_option("--out", *out, "写入文件 write the proof, a base64 hash a line");
  consistency->callback([&session, old_size, new_size, key, old_root, out] {
    Verify(session,
           [&] { return ProveConsistency(session, *old_size, *new_size, *key, *old_root, *out); });
  });
}

}  // namespace assessment::ctl
