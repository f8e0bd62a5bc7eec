#include "ledger/proof/note_key.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/ed25519.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/sha256.h"

namespace assessment {
namespace {

constexpr char kSignerPrefix[] = "PRIVATE+KEY+";

char TypeByte(NoteKeyType type) { return static_cast<char>(type); }

std::string IdHex(uint32_t id) { return absl::StrCat(absl::Hex(id, absl::kZeroPad8)); }

// "name+hex8(id)+base64(type || key)" taken apart, before the id is compared.
struct KeyParts {
  std::string name;
  uint32_t id = 0;
  NoteKeyType type = NoteKeyType::kLog;
  std::string key;
};

absl::StatusOr<KeyParts> ParseParts(absl::string_view text, absl::string_view what) {
  const auto refuse = [what](absl::string_view reason) {
    return absl::InvalidArgumentError(absl::StrCat(what, ": ", reason));
  };
  const size_t first = text.find('+');
  const size_t second = first == absl::string_view::npos ? first : text.find('+', first + 1);
  if (second == absl::string_view::npos) return refuse("expected name+id+key");
  KeyParts parts;
  parts.name = std::string(text.substr(0, first));
  if (!IsNoteKeyName(parts.name))
    return refuse("the name is empty or has a space, a + or a control character");
  const absl::StatusOr<std::string> id = DecodeHex(text.substr(first + 1, second - first - 1));
  if (!id.ok() || id->size() != 4)
    return refuse("the id is not eight lower-case hexadecimal digits");
  for (const char c : *id) parts.id = parts.id << 8 | static_cast<unsigned char>(c);
  const absl::StatusOr<std::string> key = DecodeBase64(text.substr(second + 1));
  if (!key.ok()) return refuse("the key is not canonical base64");
  if (key->size() != 1 + kEd25519PublicKeyBytes) {
    return refuse(absl::StrCat("the key has ", key->size(), " bytes, expected a type and ",
                               kEd25519PublicKeyBytes));
  }
  if ((*key)[0] != TypeByte(NoteKeyType::kLog) && (*key)[0] != TypeByte(NoteKeyType::kCosigner)) {
    return refuse(absl::StrCat("key type ", static_cast<int>(static_cast<unsigned char>((*key)[0])),
                               " is unknown, expected 1 (log) or 4 (cosigner)"));
  }
  parts.type = static_cast<NoteKeyType>((*key)[0]);
  parts.key = key->substr(1);
  return parts;
}

absl::Status CheckId(uint32_t stated, uint32_t computed, absl::string_view what) {
  if (stated == computed) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(what, ": the id says ", IdHex(stated), ", the key has ", IdHex(computed)));
}

}  // namespace

uint32_t NoteKeyId(absl::string_view name, NoteKeyType type, absl::string_view public_key) {
  const char type_byte = TypeByte(type);
  const Hash hash = Sha256Of({name, "\n", absl::string_view(&type_byte, 1), public_key});
  uint32_t id = 0;
  for (int i = 0; i < 4; ++i) id = id << 8 | hash.bytes[static_cast<size_t>(i)];
  return id;
}

bool IsNoteKeyName(absl::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](char c) { return c > ' ' && c < 0x7f && c != '+'; });
}

absl::StatusOr<SignerKey> MakeSignerKey(absl::string_view name, NoteKeyType type,
                                        absl::string_view seed) {
  if (!IsNoteKeyName(name)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "key name: found ", Quoted(name), ", expected printable ASCII without space and +"));
  }
  ASSIGN_OR_RETURN(std::string public_key, Ed25519PublicKey(seed));
  const uint32_t id = NoteKeyId(name, type, public_key);
  return SignerKey{std::string(name), type, std::string(seed), id, std::move(public_key)};
}

std::string EncodeVerifierKey(const VerifierKey& key) {
  return absl::StrCat(key.name, "+", IdHex(key.id), "+",
                      EncodeBase64(std::string(1, TypeByte(key.type)) + key.public_key));
}

std::string EncodeSignerKey(const SignerKey& key) {
  return absl::StrCat(kSignerPrefix, key.name, "+", IdHex(key.id), "+",
                      EncodeBase64(std::string(1, TypeByte(key.type)) + key.seed));
}

absl::StatusOr<VerifierKey> ParseVerifierKey(absl::string_view text) {
  ASSIGN_OR_RETURN(KeyParts parts, ParseParts(text, "verifier key"));
  RETURN_IF_ERROR(CheckId(parts.id, NoteKeyId(parts.name, parts.type, parts.key), "verifier key"));
  return VerifierKey{std::move(parts.name), parts.type, std::move(parts.key), parts.id};
}

absl::StatusOr<SignerKey> ParseSignerKey(absl::string_view text) {
  if (!absl::ConsumePrefix(&text, kSignerPrefix)) {
    return absl::InvalidArgumentError("signer key: expected it to begin with PRIVATE+KEY+");
  }
  ASSIGN_OR_RETURN(const KeyParts parts, ParseParts(text, "signer key"));
  ASSIGN_OR_RETURN(SignerKey key, MakeSignerKey(parts.name, parts.type, parts.key));
  RETURN_IF_ERROR(CheckId(parts.id, key.id, "signer key"));
  return key;
}

}  // namespace assessment
