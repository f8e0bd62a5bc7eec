#include "clients/witness/ask_witness.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/cosignature.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/merkle.h"

namespace assessment {
namespace {

// The first request learns the witness's size; each further one meets another client's in between.
constexpr int kRequestsMax = 5;

// The size in the body of a 409.
absl::StatusOr<uint64_t> ParseStoredSize(const WitnessAnswer& answer) {
  absl::string_view rest = answer.body;
  const absl::StatusOr<absl::string_view> line = TakeLine(rest);
  const absl::StatusOr<uint64_t> size =
      line.ok() ? ParseDecimal(*line, kTreeSizeMax) : line.status();
  if (size.ok() && rest.empty()) return *size;
  return absl::FailedPreconditionError(
      absl::StrCat("the witness answered 409 with ", Quoted(answer.body),
                   ", expected the size that it cosigned last and a newline"));
}

// The cosignatures of known witnesses among the lines that were answered, each verified.
absl::StatusOr<std::vector<NoteSignature>> ParseCosignatures(
    absl::string_view checkpoint, absl::Span<const PolicyWitness> witnesses,
    const std::string& lines) {
  ASSIGN_OR_RETURN(const Note own, ParseNote(checkpoint));
  const absl::StatusOr<Note> note = ParseNote(absl::StrCat(checkpoint, lines));
  if (!note.ok() || note->text != own.text) {
    return absl::FailedPreconditionError(
        "the witness answered 200 with what are no signature lines of the checkpoint");
  }
  std::vector<NoteSignature> cosignatures;
  for (size_t i = own.signatures.size(); i < note->signatures.size(); ++i) {
    const Note with_this{note->text, {note->signatures[i]}};
    for (const PolicyWitness& witness : witnesses) {
      const absl::StatusOr<uint64_t> time = VerifyCosignature(with_this, witness.key);
      if (absl::IsNotFound(time.status())) continue;
      RETURN_IF_ERROR(time.status());
      cosignatures.push_back(note->signatures[i]);
    }
  }
  if (cosignatures.empty()) {
    return absl::FailedPreconditionError(
        "the witness answered without a cosignature of a key that the policy names");
  }
  return cosignatures;
}

}  // namespace

absl::StatusOr<WitnessReply> AskWitness(absl::string_view checkpoint,
                                        absl::Span<const PolicyWitness> witnesses,
                                        const AddCheckpointCall& call,
                                        const ConsistencyFetch& fetch) {
  ASSIGN_OR_RETURN(const Note note, ParseNote(checkpoint));
  ASSIGN_OR_RETURN(const Checkpoint tree, ParseCheckpoint(note.text));
  AddCheckpointRequest request{0, {}, std::string(checkpoint)};
  for (int sent = 0; sent < kRequestsMax; ++sent) {
    ASSIGN_OR_RETURN(const WitnessAnswer answer, call(FormatAddCheckpoint(request)));
    WitnessReply reply;
    if (answer.status == kWitnessCosigned) {
      ASSIGN_OR_RETURN(reply.signatures, ParseCosignatures(checkpoint, witnesses, answer.body));
      return reply;
    }
    if (answer.status == kWitnessNotProven) {
      reply.kind = WitnessReply::kContradicts;
      reply.stored_size = request.old_size;
      return reply;
    }
    if (answer.status != kWitnessOtherSize) {
      return absl::FailedPreconditionError(
          absl::StrCat("the witness answered ", answer.status, ": ", Quoted(answer.body)));
    }
    ASSIGN_OR_RETURN(reply.stored_size, ParseStoredSize(answer));
    if (reply.stored_size > tree.size) {
      reply.kind = WitnessReply::kBeyond;
      return reply;
    }
    // It refuses the very size that it names only when the roots of that size differ.
    if (reply.stored_size == request.old_size) {
      reply.kind = WitnessReply::kContradicts;
      return reply;
    }
    request.old_size = reply.stored_size;
    ASSIGN_OR_RETURN(request.proof, fetch(request.old_size));
  }
  return absl::UnavailableError(
      absl::StrCat("the witness named another size each of ", kRequestsMax, " times"));
}

}  // namespace assessment
