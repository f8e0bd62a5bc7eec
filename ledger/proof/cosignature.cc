#include "ledger/proof/cosignature.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/ed25519.h"

namespace assessment {
namespace {

constexpr size_t kTimeBytes = 8;

std::string CosignedMessage(absl::string_view checkpoint_text, uint64_t unix_seconds) {
  return absl::StrCat("cosignature/v1\ntime ", unix_seconds, "\n", checkpoint_text);
}

}  // namespace

absl::StatusOr<NoteSignature> Cosign(absl::string_view checkpoint_text, uint64_t unix_seconds,
                                     const SignerKey& witness) {
  if (witness.type != NoteKeyType::kCosigner) {
    return absl::InvalidArgumentError(absl::StrCat("key ", witness.name, " is no cosigner's"));
  }
  if (unix_seconds > kCosignatureTimeMax) {
    return absl::InvalidArgumentError(
        absl::StrCat("cosignature: time ", unix_seconds, " is beyond what can be signed"));
  }
  RETURN_IF_ERROR(ParseCheckpoint(checkpoint_text).status());
  ASSIGN_OR_RETURN(const std::string signature,
                   Ed25519Sign(witness.seed, CosignedMessage(checkpoint_text, unix_seconds)));
  NoteSignature line{witness.name, witness.id, ""};
  for (int shift = 56; shift >= 0; shift -= 8)
    line.signature.push_back(static_cast<char>(unix_seconds >> shift & 0xff));
  line.signature += signature;
  return line;
}

absl::StatusOr<uint64_t> VerifyCosignature(const Note& note, const VerifierKey& witness) {
  for (const NoteSignature& line : note.signatures) {
    if (line.name != witness.name || line.key_id != witness.id ||
        witness.type != NoteKeyType::kCosigner)
      continue;
    uint64_t time = 0;
    if (line.signature.size() == kTimeBytes + kEd25519SignatureBytes) {
      for (size_t i = 0; i < kTimeBytes; ++i)
        time = time << 8 | static_cast<unsigned char>(line.signature[i]);
      if (time <= kCosignatureTimeMax &&
          Ed25519Verify(witness.public_key, CosignedMessage(note.text, time),
                        line.signature.substr(kTimeBytes))) {
        return time;
      }
    }
    return absl::FailedPreconditionError(
        absl::StrCat("note: the cosignature of ", witness.name, " does not verify"));
  }
  return absl::NotFoundError(absl::StrCat("note: it has no cosignature of ", witness.name));
}

}  // namespace assessment
