#include "clients/witness/witness.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/cosignature.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/merkle_proof.h"

namespace assessment {
namespace {

constexpr char kOldMark[] = "old ";

WitnessAnswer Refuse(WitnessStatus status, absl::string_view reason) {
  return {status, kPlainText, absl::StrCat(reason, "\n")};
}

WitnessAnswer StoredSize(uint64_t size) {
  return {kWitnessOtherSize, kTreeSizeText, absl::StrCat(size, "\n")};
}

}  // namespace

std::string FormatAddCheckpoint(const AddCheckpointRequest& request) {
  std::string body = absl::StrCat(kOldMark, request.old_size, "\n");
  for (const Hash& hash : request.proof) absl::StrAppend(&body, HashToBase64(hash), "\n");
  absl::StrAppend(&body, "\n", request.checkpoint);
  return body;
}

absl::StatusOr<AddCheckpointRequest> ParseAddCheckpoint(absl::string_view body) {
  const auto refuse = [](absl::string_view reason) {
    return absl::InvalidArgumentError(absl::StrCat("add-checkpoint: ", reason));
  };
  if (body.size() > kAddCheckpointBytesMax) {
    return refuse(
        absl::StrCat("found ", body.size(), " bytes, expected at most ", kAddCheckpointBytesMax));
  }
  AddCheckpointRequest request;
  const absl::StatusOr<absl::string_view> old_line = TakeLine(body);
  absl::string_view old_size = old_line.ok() ? *old_line : absl::string_view();
  if (!absl::ConsumePrefix(&old_size, kOldMark))
    return refuse("the first line is not \"old\" and the old size");
  const absl::StatusOr<uint64_t> size = ParseDecimal(old_size, kTreeSizeMax);
  if (!size.ok()) return refuse(absl::StrCat("the old size: ", size.status().message()));
  request.old_size = *size;
  for (;;) {
    const absl::StatusOr<absl::string_view> line = TakeLine(body);
    if (!line.ok()) return refuse("no empty line stands before the checkpoint");
    if (line->empty()) break;
    if (request.proof.size() == kProofHashesMax)
      return refuse(absl::StrCat("more than ", kProofHashesMax, " hashes"));
    const absl::StatusOr<Hash> hash = HashFromBase64(*line);
    if (!hash.ok()) {
      return refuse(absl::StrCat("hash ", request.proof.size() + 1,
                                 " of the proof: ", hash.status().message()));
    }
    request.proof.push_back(*hash);
  }
  request.checkpoint = std::string(body);
  return request;
}

absl::StatusOr<Witness> Witness::Create(SignerKey key, std::vector<VerifierKey> logs,
                                        WitnessState& state, Clock& clock) {
  if (key.type != NoteKeyType::kCosigner) {
    return absl::InvalidArgumentError(
        absl::StrCat("witness: the key ", key.name, " is a log's, expected a cosigner's"));
  }
  if (logs.empty())
    return absl::InvalidArgumentError("witness: found no log, expected at least one");
  for (const VerifierKey& log : logs) {
    if (log.type != NoteKeyType::kLog) {
      return absl::InvalidArgumentError(
          absl::StrCat("witness: the key ", log.name, " is a cosigner's, expected a log's"));
    }
  }
  return Witness(std::move(key), std::move(logs), state, clock);
}

Witness::Witness(SignerKey key, std::vector<VerifierKey> logs, WitnessState& state, Clock& clock)
    : key_(std::move(key)), logs_(std::move(logs)), state_(&state), clock_(&clock) {}

WitnessAnswer Witness::AddCheckpoint(absl::string_view body) {
  const absl::StatusOr<AddCheckpointRequest> request = ParseAddCheckpoint(body);
  if (!request.ok()) return Refuse(kWitnessMalformed, request.status().message());
  const absl::StatusOr<Note> note = ParseNote(request->checkpoint);
  if (!note.ok()) return Refuse(kWitnessMalformed, note.status().message());
  const absl::StatusOr<Checkpoint> checkpoint = ParseCheckpoint(note->text);
  if (!checkpoint.ok()) return Refuse(kWitnessMalformed, checkpoint.status().message());

  std::vector<VerifierKey> keys;
  std::copy_if(logs_.begin(), logs_.end(), std::back_inserter(keys),
               [&checkpoint](const VerifierKey& key) { return key.name == checkpoint->origin; });
  if (keys.empty()) {
    return Refuse(kWitnessUnknownLog,
                  absl::StrCat("the log ", checkpoint->origin, " is not known here"));
  }
  const absl::Status is_signed = VerifyNote(*note, keys).status();
  if (!is_signed.ok()) return Refuse(kWitnessNoSignature, is_signed.message());

  if (request->old_size > checkpoint->size) {
    return Refuse(kWitnessMalformed,
                  absl::StrCat("found old size ", request->old_size, " beyond the checkpoint's ",
                               checkpoint->size, ", expected at most that"));
  }
  const WitnessedTree stored = state_->Find(checkpoint->origin);
  if (request->old_size != stored.size) return StoredSize(stored.size);
  if (stored.size == checkpoint->size && stored.root != checkpoint->root)
    return StoredSize(stored.size);
  const absl::Status grew = VerifyConsistency(stored.size, checkpoint->size, stored.root,
                                              checkpoint->root, request->proof);
  if (!grew.ok()) return Refuse(kWitnessNotProven, grew.message());

  const UnixMicros now = std::max<UnixMicros>(clock_->Now(), 0);
  const absl::StatusOr<NoteSignature> cosignature =
      Cosign(note->text, static_cast<uint64_t>(now) / 1'000'000, key_);
  if (!cosignature.ok()) return Refuse(kWitnessBroken, cosignature.status().message());
  // Compared again in the same step as it is stored: of two requests at once one is told to ask
  // again, and no cosignature leaves that a crash could make this witness forget.
  const absl::Status kept =
      state_->CompareAndStore(checkpoint->origin, stored, {checkpoint->size, checkpoint->root});
  if (absl::IsAborted(kept)) return StoredSize(state_->Find(checkpoint->origin).size);
  if (!kept.ok()) return Refuse(kWitnessBroken, kept.message());
  return {kWitnessCosigned, kPlainText, FormatNoteSignature(*cosignature)};
}

}  // namespace assessment
