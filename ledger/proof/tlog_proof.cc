#include "ledger/proof/tlog_proof.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/merkle_proof.h"

namespace assessment {
namespace {

constexpr char kFirstLine[] = "c2sp.org/tlog-proof@v1";
constexpr char kIndexWord[] = "index ";

}  // namespace

std::string FormatTlogProof(const TlogProof& proof) {
  std::string bytes = absl::StrCat(kFirstLine, "\n", kIndexWord, proof.index, "\n");
  for (const Hash& hash : proof.hashes) absl::StrAppend(&bytes, HashToBase64(hash), "\n");
  absl::StrAppend(&bytes, "\n", proof.checkpoint_note);
  return bytes;
}

absl::StatusOr<TlogProof> ParseTlogProof(absl::string_view bytes) {
  const auto refuse = [](absl::string_view reason) {
    return absl::InvalidArgumentError(absl::StrCat("proof file: ", reason));
  };
  const absl::StatusOr<absl::string_view> first = TakeLine(bytes);
  if (!first.ok() || *first != kFirstLine)
    return refuse(absl::StrCat("the first line is not ", kFirstLine));
  absl::StatusOr<absl::string_view> line = TakeLine(bytes);
  if (!line.ok() || !absl::ConsumePrefix(&*line, kIndexWord))
    return refuse("the second line names no index");
  TlogProof proof;
  const absl::StatusOr<uint64_t> index = ParseDecimal(*line, kTreeSizeMax);
  if (!index.ok()) return refuse(absl::StrCat("the index: ", index.status().message()));
  proof.index = *index;
  while (true) {
    line = TakeLine(bytes);
    if (!line.ok()) return refuse("no empty line precedes the checkpoint");
    if (line->empty()) break;
    if (proof.hashes.size() == kProofHashesMax)
      return refuse(absl::StrCat("more than ", kProofHashesMax, " hashes"));
    const absl::StatusOr<std::string> raw = DecodeBase64(*line);
    const absl::StatusOr<Hash> hash =
        raw.ok() ? HashFromBytes(*raw) : absl::StatusOr<Hash>(raw.status());
    if (!hash.ok())
      return refuse(absl::StrCat("hash ", proof.hashes.size(), ": ", hash.status().message()));
    proof.hashes.push_back(*hash);
  }
  proof.checkpoint_note = std::string(bytes);
  return proof;
}

absl::StatusOr<Checkpoint> VerifyTlogProof(const TlogProof& proof, const Hash& leaf_hash,
                                           const VerifierKey& log_key) {
  ASSIGN_OR_RETURN(Checkpoint checkpoint, VerifyCheckpoint(proof.checkpoint_note, log_key));
  RETURN_IF_ERROR(
      VerifyInclusion(leaf_hash, proof.index, checkpoint.size, proof.hashes, checkpoint.root));
  return checkpoint;
}

}  // namespace assessment
