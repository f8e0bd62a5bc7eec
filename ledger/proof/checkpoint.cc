#include "ledger/proof/checkpoint.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/merkle.h"

namespace assessment {

std::string FormatCheckpoint(const Checkpoint& checkpoint) {
  CHECK(IsNoteKeyName(checkpoint.origin));
  return absl::StrCat(checkpoint.origin, "\n", checkpoint.size, "\n", HashToBase64(checkpoint.root),
                      "\n");
}

absl::StatusOr<Checkpoint> ParseCheckpoint(absl::string_view text) {
  const auto refuse = [](absl::string_view reason) {
    return absl::InvalidArgumentError(absl::StrCat("checkpoint: ", reason));
  };
  const absl::StatusOr<absl::string_view> origin = TakeLine(text);
  if (!origin.ok() || !IsNoteKeyName(*origin)) return refuse("the first line is no origin");
  const absl::StatusOr<absl::string_view> size_line = TakeLine(text);
  if (!size_line.ok()) return refuse("the second line, the size, is missing");
  const absl::StatusOr<uint64_t> size = ParseDecimal(*size_line, kTreeSizeMax);
  if (!size.ok()) return refuse(absl::StrCat("the size: ", size.status().message()));
  const absl::StatusOr<absl::string_view> root_line = TakeLine(text);
  if (!root_line.ok()) return refuse("the third line, the root, is missing");
  const absl::StatusOr<std::string> root_bytes = DecodeBase64(*root_line);
  if (!root_bytes.ok()) return refuse(absl::StrCat("the root: ", root_bytes.status().message()));
  const absl::StatusOr<Hash> root = HashFromBytes(*root_bytes);
  if (!root.ok()) return refuse(absl::StrCat("the root: ", root.status().message()));
  if (!text.empty()) return refuse("lines follow the root; extension lines are not read");
  if (*size == 0 && *root != EmptyRoot())
    return refuse("size 0 with a root that is not the empty tree's");
  return Checkpoint{std::string(*origin), *size, *root};
}

absl::StatusOr<std::string> SignCheckpoint(const Checkpoint& checkpoint, const SignerKey& key) {
  return SignCheckpoint(checkpoint, {&key, 1});
}

absl::StatusOr<std::string> SignCheckpoint(const Checkpoint& checkpoint,
                                           absl::Span<const SignerKey> keys) {
  CHECK(!keys.empty());
  Note note;
  for (const SignerKey& key : keys) {
    if (checkpoint.origin != key.name) {
      return absl::InvalidArgumentError(absl::StrCat(
          "checkpoint: its origin is ", checkpoint.origin, ", the key is named ", key.name));
    }
    ASSIGN_OR_RETURN(Note one, SignNote(FormatCheckpoint(checkpoint), key));
    note.text = std::move(one.text);
    note.signatures.push_back(std::move(one.signatures[0]));
  }
  return FormatNote(note);
}

absl::StatusOr<Checkpoint> VerifyCheckpoint(absl::string_view bytes, const VerifierKey& log_key) {
  return VerifyCheckpoint(bytes, {&log_key, 1});
}

absl::StatusOr<Checkpoint> VerifyCheckpoint(absl::string_view bytes,
                                            absl::Span<const VerifierKey> log_keys) {
  CHECK(!log_keys.empty());
  ASSIGN_OR_RETURN(const Note note, ParseNote(bytes));
  ASSIGN_OR_RETURN(Checkpoint checkpoint, ParseCheckpoint(note.text));
  for (const VerifierKey& key : log_keys) {
    if (checkpoint.origin == key.name) continue;
    return absl::FailedPreconditionError(
        absl::StrCat("checkpoint: it is of log ", checkpoint.origin, ", expected log ", key.name));
  }
  RETURN_IF_ERROR(VerifyNote(note, log_keys).status());
  return checkpoint;
}

}  // namespace assessment
