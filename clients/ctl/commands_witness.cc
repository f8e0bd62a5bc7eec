#include <signal.h>

#include <iostream>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/cosigned_checkpoint.h"
#include "clients/ctl/key_file.h"
#include "clients/ctl/moment.h"
#include "clients/table/whole_file.h"
#include "clients/witness/witness.h"
#include "clients/witness/witness_server.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/merkle_proof.h"
#include "ledger/proof/signer_key_file.h"

namespace assessment::ctl {
namespace {

struct WitnessOptions {
  std::string name;
  std::string out;
  std::string key_file;
  std::string state;
  std::vector<std::string> logs;
  WitnessServerOptions server;
  std::string port_file;
  std::string checkpoint_file;
  std::string proof_file;
  std::vector<std::string> urls;
  std::string policy_file;
  std::string log_key;
  std::string tls_ca;
};

// Adds the option's name to what is wrong with its value.
absl::Status About(absl::string_view option, const absl::Status& status) {
  if (status.ok()) return status;
  return absl::Status(status.code(), absl::StrCat(option, ": ", status.message()));
}

absl::StatusOr<std::string> ReadFileOf(absl::string_view option, const std::string& path,
                                       size_t bytes_max) {
  absl::StatusOr<std::string> bytes = table::ReadWholeFile(path, bytes_max);
  if (bytes.ok()) return bytes;
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": ", path, " ", bytes.status().message()));
}

absl::StatusOr<SignerKey> ReadWitnessKey(const std::string& path) {
  absl::StatusOr<SignerKey> key = ReadSignerKeyFile(path);
  if (!key.ok()) return absl::InvalidArgumentError(About("--key", key.status()).message());
  return key;
}

absl::Status MakeKey(const WitnessOptions& options) {
  return MakeKeyFile("--name", options.name, options.out, NoteKeyType::kCosigner);
}

// A witness as the options describe it, and the memory that it holds.
struct OpenedWitness {
  std::unique_ptr<WitnessState> state;
  std::unique_ptr<Witness> witness;
  std::string name;
};

absl::StatusOr<OpenedWitness> OpenWitness(const WitnessOptions& options) {
  ASSIGN_OR_RETURN(SignerKey key, ReadWitnessKey(options.key_file));
  std::vector<VerifierKey> logs;
  for (const std::string& text : options.logs) {
    const absl::StatusOr<VerifierKey> log = ParseVerifierKey(text);
    RETURN_IF_ERROR(About("--log", log.status()));
    logs.push_back(*log);
  }
  OpenedWitness opened;
  opened.name = key.name;
  ASSIGN_OR_RETURN(opened.state, WitnessState::Open(options.state));
  ASSIGN_OR_RETURN(Witness witness,
                   Witness::Create(std::move(key), logs, *opened.state, SystemClock()));
  opened.witness = std::make_unique<Witness>(std::move(witness));
  return opened;
}

// Answers until SIGTERM or SIGINT. Both must be blocked in every thread.
absl::Status Serve(WitnessOptions options, const sigset_t& signals) {
  ASSIGN_OR_RETURN(const OpenedWitness opened, OpenWitness(options));
  options.server.on_answer = [](const WitnessAnswer& answer) {
    std::cout << answer.status << " " << answer.body << std::flush;
  };
  ASSIGN_OR_RETURN(const std::unique_ptr<WitnessServer> server,
                   WitnessServer::Start(*opened.witness, options.server));
  if (!options.port_file.empty())
    RETURN_IF_ERROR(ReplaceReadableFile(options.port_file, absl::StrCat(server->port(), "\n")));
  std::cout << opened.name << " 见证服务端口 serves on port " << server->port() << "\n"
            << std::flush;
  int signal = 0;
  sigwait(&signals, &signal);
  server->Stop();
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Hash>> ReadProof(const std::string& path) {
  std::vector<Hash> proof;
  if (path.empty()) return proof;
  ASSIGN_OR_RETURN(const std::string text, ReadFileOf("--proof", path, kAddCheckpointBytesMax));
  absl::string_view rest = text;
  while (!rest.empty()) {
    const absl::StatusOr<absl::string_view> line = TakeLine(rest);
    RETURN_IF_ERROR(About("--proof", line.status()));
    const absl::StatusOr<Hash> hash = HashFromBase64(*line);
    RETURN_IF_ERROR(About("--proof", hash.status()));
    proof.push_back(*hash);
  }
  return proof;
}

// Prints a note, or writes it to --out and says so.
absl::Status GiveNote(const std::string& note, const std::string& out, Language language) {
  if (out.empty()) {
    std::cout << note;
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(About("--out", ReplaceReadableFile(out, note)));
  std::cout << Say(Word{"已写入", "written"}, language) << " " << out << "\n";
  return absl::OkStatus();
}

// What a witness that did not cosign a file says.
absl::Status NotCosigned(const WitnessAnswer& answer, uint64_t stored_size) {
  const std::string reason =
      answer.status == kWitnessOtherSize
          ? absl::StrCat("this witness cosigned size ", stored_size, " with another root")
          : std::string(absl::StripSuffix(answer.body, "\n"));
  if (answer.status == kWitnessBroken) return absl::InternalError(reason);
  if (answer.status == kWitnessNotProven) {
    return absl::FailedPreconditionError(
        absl::StrCat(reason, "\n  this witness cosigned size ", stored_size,
                     " last: --proof is what \"ledgerctl prove consistency ", stored_size,
                     " --out FILE\" writes, of the same checkpoint"));
  }
  return absl::FailedPreconditionError(reason);
}

absl::Status CosignByHand(Session& session, const WitnessOptions& options) {
  AddCheckpointRequest request;
  ASSIGN_OR_RETURN(request.checkpoint,
                   ReadFileOf("--checkpoint", options.checkpoint_file, kNoteBytesMax));
  ASSIGN_OR_RETURN(request.proof, ReadProof(options.proof_file));
  absl::StatusOr<Note> note = ParseNote(request.checkpoint);
  RETURN_IF_ERROR(About("--checkpoint", note.status()));
  const absl::StatusOr<Checkpoint> checkpoint = ParseCheckpoint(note->text);
  RETURN_IF_ERROR(About("--checkpoint", checkpoint.status()));
  ASSIGN_OR_RETURN(const OpenedWitness opened, OpenWitness(options));
  request.old_size = opened.state->Find(checkpoint->origin).size;
  if (request.old_size > checkpoint->size) {
    return absl::FailedPreconditionError(
        absl::StrCat("this witness cosigned size ", request.old_size, ", the checkpoint has only ",
                     checkpoint->size, ": it is an older one"));
  }
  const WitnessAnswer answer = opened.witness->AddCheckpoint(FormatAddCheckpoint(request));
  if (answer.status != kWitnessCosigned) return NotCosigned(answer, request.old_size);
  return GiveNote(request.checkpoint + answer.body, options.out, session.language());
}

absl::StatusOr<CosignaturePolicy> ReadPolicy(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFileOf("--policy", path, kPolicyBytesMax));
  absl::StatusOr<CosignaturePolicy> policy = CosignaturePolicy::Parse(text);
  RETURN_IF_ERROR(About(absl::StrCat("--policy ", path), policy.status()));
  return policy;
}

absl::Status Ask(Session& session, const WitnessOptions& options) {
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  ASSIGN_OR_RETURN(const CosignaturePolicy policy, ReadPolicy(options.policy_file));
  ASSIGN_OR_RETURN(
      const CosignedLog cosigned,
      AskWitnesses(session, policy, {ledger, options.log_key, options.urls, options.tls_ca}));
  if (session.json()) {
    ledger::v1::GetCheckpointResponse response = cosigned.log.response;
    response.set_checkpoint(cosigned.note);
    if (!options.out.empty())
      RETURN_IF_ERROR(About("--out", ReplaceReadableFile(options.out, cosigned.note)));
    std::cout << ToJson(response) << "\n";
    return absl::OkStatus();
  }
  const Language language = session.language();
  RETURN_IF_ERROR(GiveNote(cosigned.note, options.out, language));
  for (const WitnessTime& time : cosigned.cosigned.cosignatures) {
    std::cout << "✓ " << time.witness << " " << Say(Word{"联署于", "cosigned at"}, language) << " "
              << SecondText(static_cast<UnixMicros>(time.unix_seconds) * 1'000'000) << "\n";
  }
  std::cout << "✓ " << Say(Word{"联署达到策略要求", "the policy is met"}, language) << "  "
            << Say(Word{"大小", "size"}, language) << " " << cosigned.log.checkpoint.size << "\n";
  return absl::OkStatus();
}

// Runs a command whose failed preconditions mean that something does not verify.
void RunVerification(Session& session, const std::function<absl::Status()>& command) {
  session.Run([&]() -> absl::Status { return TakeNotVerified(session, command()); });
}

// --key, --state and --log: who the witness is.
void AddIdentity(CLI::App& command, WitnessOptions& options) {
  command.add_option("--key", options.key_file, "见证私钥文件 key file, as witness key makes it")
      ->required();
  command
      .add_option("--state", options.state,
                  "见证状态目录 directory of what was cosigned; made at the first use")
      ->required();
  command.add_option("--log", options.logs, "账本公钥 verifier keys of the logs it cosigns")
      ->required();
}

void AddKeyCommand(CLI::App& witness, Session& session, std::shared_ptr<WitnessOptions> options) {
  CLI::App* key = witness.add_subcommand("key", "生成见证密钥 make the key of a witness");
  key->footer(
      "例 example: ledgerctl witness key --name audit.example/witness --out witness.key\n"
      "打印公钥，写进策略文件 prints the verifier key, for a policy file");
  key->add_option("--name", options->name, "见证名称 its name, as domain/name, without spaces")
      ->required();
  key->add_option("--out", options->out, "私钥文件 key file to write, for its owner alone")
      ->required();
  key->callback([&session, options] { session.Run([&] { return MakeKey(*options); }); });
}

void AddServeCommand(CLI::App& witness, Session& session, std::shared_ptr<WitnessOptions> options) {
  CLI::App* serve =
      witness.add_subcommand("serve", "见证服务 answer add-checkpoint (c2sp.org/tlog-witness)");
  serve->footer(
      "例 example: ledgerctl witness serve --key witness.key --state witness-state --log VKEY "
      "--listen 127.0.0.1:7445");
  AddIdentity(*serve, *options);
  serve
      ->add_option("--listen", options->server.listen,
                   "监听地址 address and port; beyond loopback only with --tls-cert and --tls-key")
      ->capture_default_str();
  serve->add_option("--tls-cert", options->server.tls_certificate, "证书 PEM certificate chain");
  serve->add_option("--tls-key", options->server.tls_key, "证书私钥 PEM key of the certificate");
  serve->add_option("--port-file", options->port_file,
                    "端口文件 file to write the port to once it serves");
  serve->callback([&session, options] {
    // Blocked before any thread starts, so that every thread leaves them to this one.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    session.Run([&] { return Serve(*options, signals); });
  });
}

void AddCosignCommand(CLI::App& witness, Session& session,
                      std::shared_ptr<WitnessOptions> options) {
  CLI::App* cosign =
      witness.add_subcommand("cosign", "手工联署 cosign a checkpoint that came as a file");
  cosign->footer(
      "例 example: ledgerctl witness cosign --key witness.key --state witness-state --log VKEY "
      "--checkpoint checkpoint --proof proof --out cosigned");
  AddIdentity(*cosign, *options);
  cosign->add_option("--checkpoint", options->checkpoint_file, "检查点文件 the signed checkpoint")
      ->required();
  cosign->add_option("--proof", options->proof_file,
                     "一致性证明文件 proof from the size cosigned last, a base64 hash a line");
  cosign->add_option("--out", options->out, "写入文件 write the cosigned checkpoint");
  cosign->callback([&session, options] {
    RunVerification(session, [&] { return CosignByHand(session, *options); });
  });
}

void AddAskCommand(CLI::App& witness, Session& session, std::shared_ptr<WitnessOptions> options) {
  CLI::App* ask = witness.add_subcommand(
      "ask", "请求联署 have the ledger's checkpoint cosigned, as a policy asks");
  ask->footer(
      "例 example: ledgerctl --ledger 141100 witness ask --policy policy.txt --url "
      "http://127.0.0.1:7445 --out checkpoint\n"
      "见证记下的历史与账本不符时，退出码 4，不写文件 a witness that holds another history, or a "
      "policy that is not met: exit status 4, nothing is written");
  ask->add_option("--policy", options->policy_file,
                  "策略文件 which witnesses are known and how many are needed "
                  "(c2sp.org/tlog-policy)")
      ->required();
  ask->add_option("--url", options->urls, "见证地址 of the witnesses; none: as the policy names");
  ask->add_option("--tls-ca", options->tls_ca,
                  "证书机构 PEM authorities of the witnesses' certificates");
  ask->add_option("--key", options->log_key,
                  "公钥 verifier key of the log; without it the one remembered from the first use");
  ask->add_option("--out", options->out, "写入文件 write the checkpoint with its cosignatures");
  ask->callback(
      [&session, options] { RunVerification(session, [&] { return Ask(session, *options); }); });
}

}  // namespace

void AddWitnessCommands(CLI::App& app, Session& session) {
  CLI::App* witness =
      app.add_subcommand("witness", "见证 other offices that vouch that the ledger only grew");
  witness->require_subcommand(1);
  const auto options = std::make_shared<WitnessOptions>();
  AddKeyCommand(*witness, session, options);
  AddServeCommand(*witness, session, options);
  AddCosignCommand(*witness, session, options);
  AddAskCommand(*witness, session, options);
}

}  // namespace assessment::ctl
