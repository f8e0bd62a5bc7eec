#include "clients/ctl/cosigned_checkpoint.h"

#include <algorithm>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/witness/ask_witness.h"
#include "clients/witness/witness_url.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

struct NamedWitness {
  std::string name;  // Its URL, and the policy's name of it where it has one.
  AddCheckpointCall call;
};

absl::StatusOr<std::vector<NamedWitness>> FindWitnesses(const CosignaturePolicy& policy,
                                                        const WitnessQuestion& question) {
  std::vector<std::string> urls = question.urls;
  if (urls.empty()) {
    for (const PolicyWitness& witness : policy.witnesses()) {
      if (!witness.url.empty()) urls.push_back(witness.url);
    }
  }
  if (urls.empty()) {
    return absl::InvalidArgumentError(
        "--url: not given, and the policy names none; for example --url http://127.0.0.1:7445");
  }
  std::vector<NamedWitness> witnesses;
  for (const std::string& url : urls) {
    const auto known =
        std::find_if(policy.witnesses().begin(), policy.witnesses().end(),
                     [&url](const PolicyWitness& witness) { return witness.url == url; });
    NamedWitness& named = witnesses.emplace_back();
    named.name =
        known == policy.witnesses().end() ? url : absl::StrCat(known->name, " (", url, ")");
    ASSIGN_OR_RETURN(named.call, WitnessAt(url, question.tls_ca));
  }
  return witnesses;
}

// One round: every witness asked about one checkpoint.
struct Round {
  std::vector<NoteSignature> signatures;
  std::vector<std::string> objections;
  bool any_beyond = false;
};

Round AskAll(Session& session, const CosignaturePolicy& policy, const std::string& ledger,
             const VerifiedCheckpoint& log, const std::vector<NamedWitness>& witnesses) {
  Round round;
  const uint64_t size = log.checkpoint.size;
  const ConsistencyFetch fetch = [&session, &ledger,
                                  size](uint64_t old_size) -> absl::StatusOr<std::vector<Hash>> {
    if (old_size == 0 || old_size == size) return std::vector<Hash>();
    ASSIGN_OR_RETURN(FetchedConsistency fetched, FetchConsistency(session, ledger, old_size, size));
    return std::move(fetched.hashes);
  };
  for (const NamedWitness& witness : witnesses) {
    const absl::StatusOr<WitnessReply> reply =
        AskWitness(log.response.checkpoint(), policy.witnesses(), witness.call, fetch);
    if (!reply.ok()) {
      std::cerr << "! " << witness.name << ": " << reply.status().message() << "\n";
      continue;
    }
    switch (reply->kind) {
      case WitnessReply::kCosigned:
        round.signatures.insert(round.signatures.end(), reply->signatures.begin(),
                                reply->signatures.end());
        break;
      case WitnessReply::kBeyond:
        round.any_beyond = true;
        round.objections.push_back(
            absl::StrCat("the witness ", witness.name, " cosigned size ", reply->stored_size,
                         ", the ledger shows only ", size,
                         ": an older copy stands in its place, and what came after it is missing"));
        break;
      case WitnessReply::kContradicts:
        round.objections.push_back(absl::StrCat(
            "the witness ", witness.name, " cosigned another history: its tree of size ",
            reply->stored_size, " is no prefix of the ledger's of size ", size));
        break;
    }
  }
  return round;
}

}  // namespace

absl::StatusOr<CosignedLog> AskWitnesses(Session& session, const CosignaturePolicy& policy,
                                         const WitnessQuestion& question) {
  ASSIGN_OR_RETURN(const std::vector<NamedWitness> witnesses, FindWitnesses(policy, question));
  CosignedLog result;
  Round round;
  // A witness that is beyond may have been shown a checkpoint newer than the one fetched here, so a
  // newer one is fetched once before the ledger is said to be the older copy.
  for (int tries = 0; tries < 2; ++tries) {
    ASSIGN_OR_RETURN(result.log, FetchCheckpoint(session, question.ledger, question.key));
    round = AskAll(session, policy, question.ledger, result.log, witnesses);
    if (!round.any_beyond) break;
  }
  if (!round.objections.empty())
    return absl::FailedPreconditionError(absl::StrJoin(round.objections, "\n  "));
  ASSIGN_OR_RETURN(Note note, ParseNote(result.log.response.checkpoint()));
  for (NoteSignature& signature : round.signatures) {
    const bool is_there = std::any_of(
        note.signatures.begin(), note.signatures.end(), [&signature](const NoteSignature& other) {
          return other.name == signature.name && other.key_id == signature.key_id;
        });
    if (!is_there) note.signatures.push_back(std::move(signature));
  }
  ASSIGN_OR_RETURN(result.cosigned, policy.Verify(note, {&result.log.trusted.key, 1}));
  result.note = FormatNote(note);
  return result;
}

}  // namespace assessment::ctl
