#include "ledger/proof/note.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/ed25519.h"
#include "ledger/proof/encoding.h"

namespace assessment {
namespace {

// U+2014, an em dash, and a space.
constexpr char kSignatureMark[] = "\xe2\x80\x94 ";
constexpr size_t kKeyIdBytes = 4;

absl::Status Malformed(absl::string_view reason) {
  return absl::InvalidArgumentError(absl::StrCat("note: ", reason));
}

// A text that may be signed: lines, no control characters but newlines, valid enough to print.
absl::Status CheckText(absl::string_view text) {
  if (text.empty() || text.back() != '\n') return Malformed("the text does not end in a newline");
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n') || byte == 0x7f)
      return Malformed("the text has a control character");
  }
  return absl::OkStatus();
}

absl::StatusOr<NoteSignature> ParseSignatureLine(absl::string_view line) {
  if (!absl::ConsumePrefix(&line, kSignatureMark)) {
    return Malformed(absl::StrCat("the signature line ", Quoted(line),
                                  " does not begin with an em dash and a space"));
  }
  const size_t space = line.find(' ');
  if (space == absl::string_view::npos)
    return Malformed("a signature line has no name and signature");
  NoteSignature signature;
  signature.name = std::string(line.substr(0, space));
  if (!IsNoteKeyName(signature.name))
    return Malformed(absl::StrCat("the key name ", Quoted(signature.name), " cannot be one"));
  const absl::StatusOr<std::string> bytes = DecodeBase64(line.substr(space + 1));
  if (!bytes.ok() || bytes->size() <= kKeyIdBytes) {
    return Malformed(absl::StrCat("the signature of ", signature.name,
                                  " is not canonical base64 of a key id and more"));
  }
  for (size_t i = 0; i < kKeyIdBytes; ++i) {
    signature.key_id = signature.key_id << 8 | static_cast<unsigned char>((*bytes)[i]);
  }
  signature.signature = bytes->substr(kKeyIdBytes);
  return signature;
}

}  // namespace

absl::StatusOr<Note> ParseNote(absl::string_view bytes) {
  if (bytes.size() > kNoteBytesMax) {
    return Malformed(
        absl::StrCat("found ", bytes.size(), " bytes, at most ", kNoteBytesMax, " are read"));
  }
  const size_t gap = bytes.rfind("\n\n");
  if (gap == absl::string_view::npos) return Malformed("no empty line parts text and signatures");
  Note note;
  note.text = std::string(bytes.substr(0, gap + 1));
  RETURN_IF_ERROR(CheckText(note.text));
  absl::string_view rest = bytes.substr(gap + 2);
  if (rest.empty()) return Malformed("no signature follows the text");
  while (!rest.empty()) {
    if (note.signatures.size() == kNoteSignaturesMax) {
      return Malformed(absl::StrCat("more than ", kNoteSignaturesMax, " signatures"));
    }
    const absl::StatusOr<absl::string_view> line = TakeLine(rest);
    if (!line.ok()) return Malformed("the last signature line has no newline");
    ASSIGN_OR_RETURN(NoteSignature signature, ParseSignatureLine(*line));
    note.signatures.push_back(std::move(signature));
  }
  return note;
}

std::string FormatNoteSignature(const NoteSignature& signature) {
  std::string raw;
  for (int shift = 24; shift >= 0; shift -= 8)
    raw.push_back(static_cast<char>(signature.key_id >> shift & 0xff));
  raw += signature.signature;
  return absl::StrCat(kSignatureMark, signature.name, " ", EncodeBase64(raw), "\n");
}

std::string FormatNote(const Note& note) {
  CHECK(!note.text.empty() && note.text.back() == '\n');
  std::string bytes = absl::StrCat(note.text, "\n");
  for (const NoteSignature& signature : note.signatures) bytes += FormatNoteSignature(signature);
  return bytes;
}

absl::StatusOr<Note> SignNote(absl::string_view text, const SignerKey& key) {
  RETURN_IF_ERROR(CheckText(text));
  if (key.type != NoteKeyType::kLog) {
    return absl::InvalidArgumentError(
        absl::StrCat("key ", key.name, " is a cosigner's; a note is signed by a log key"));
  }
  ASSIGN_OR_RETURN(std::string signature, Ed25519Sign(key.seed, text));
  return Note{std::string(text), {{key.name, key.id, std::move(signature)}}};
}

absl::StatusOr<std::vector<VerifierKey>> VerifyNote(const Note& note,
                                                    absl::Span<const VerifierKey> log_keys) {
  std::vector<VerifierKey> verified;
  for (const NoteSignature& signature : note.signatures) {
    for (const VerifierKey& key : log_keys) {
      if (key.type != NoteKeyType::kLog || key.name != signature.name || key.id != signature.key_id)
        continue;
      if (!Ed25519Verify(key.public_key, note.text, signature.signature)) {
        return absl::FailedPreconditionError(
            absl::StrCat("note: the signature of ", key.name, " does not verify"));
      }
      verified.push_back(key);
    }
  }
  if (verified.empty()) {
    return absl::FailedPreconditionError("note: no signature is by a log key that is known");
  }
  return verified;
}

}  // namespace assessment
