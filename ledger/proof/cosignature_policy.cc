#include "ledger/proof/cosignature_policy.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/cosignature.h"
#include "ledger/proof/encoding.h"

namespace assessment {
namespace {

constexpr absl::string_view kNoQuorum = "none";

// The caller adds the line number.
absl::Status Unexpected(absl::string_view found, absl::string_view expected) {
  return absl::InvalidArgumentError(absl::StrCat("found ", found, ", expected ", expected));
}

absl::Status CheckWordCount(absl::Span<const absl::string_view> words, size_t least, size_t most,
                            absl::string_view form) {
  if (words.size() >= least && words.size() <= most) return absl::OkStatus();
  return Unexpected(absl::StrCat(words.size(), " words"), form);
}

absl::StatusOr<VerifierKey> ParseKeyOfType(absl::string_view text, NoteKeyType type) {
  ASSIGN_OR_RETURN(VerifierKey key, ParseVerifierKey(text));
  if (key.type != type) {
    return Unexpected(absl::StrCat("the key ", key.name, " of type ", static_cast<int>(key.type)),
                      type == NoteKeyType::kLog ? "a log's, type 1" : "a cosigner's, type 4");
  }
  return key;
}

std::string UrlOf(absl::Span<const absl::string_view> words, size_t place) {
  return words.size() > place ? std::string(words[place]) : std::string();
}

absl::Status CheckCharacters(absl::string_view line) {
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t') || byte == 0x7f) {
      return Unexpected(
          absl::StrCat("the control character 0x", EncodeHex(absl::string_view(&c, 1))),
          "printable characters, spaces and tabs");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CosignaturePolicy> CosignaturePolicy::Parse(absl::string_view text) {
  if (text.size() > kPolicyBytesMax) {
    return absl::InvalidArgumentError(
        absl::StrCat("policy: found ", text.size(), " bytes, expected at most ", kPolicyBytesMax));
  }
  CosignaturePolicy policy;
  size_t number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    absl::Status status = CheckCharacters(line);
    const std::vector<absl::string_view> words =
        absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
    if (status.ok() && !words.empty() && words[0][0] != '#') status = policy.AddLine(words);
    if (!status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("policy line ", number, ": ", status.message()));
    }
  }
  if (!policy.has_quorum_line_) {
    return absl::InvalidArgumentError(
        "policy: found no quorum line, expected one \"quorum NAME\" or \"quorum none\"");
  }
  return policy;
}

absl::Status CosignaturePolicy::AddLine(absl::Span<const absl::string_view> words) {
  if (words[0] == "log") return AddLog(words);
  if (words[0] == "witness") return AddWitness(words);
  if (words[0] == "group") return AddGroup(words);
  if (words[0] == "quorum") return SetQuorum(words);
  return Unexpected(Quoted(words[0]), "log, witness, group or quorum");
}

absl::Status CosignaturePolicy::AddLog(absl::Span<const absl::string_view> words) {
  RETURN_IF_ERROR(CheckWordCount(words, 2, 3, "log VKEY [URL]"));
  ASSIGN_OR_RETURN(VerifierKey key, ParseKeyOfType(words[1], NoteKeyType::kLog));
  for (const PolicyLog& log : logs_) {
    if (log.key.public_key == key.public_key) {
      return Unexpected(absl::StrCat("the public key of log ", log.key.name, " again"),
                        "each log once");
    }
  }
  if (logs_.size() == kPolicyLogsMax)
    return Unexpected("one log more", absl::StrCat("at most ", kPolicyLogsMax));
  logs_.push_back({std::move(key), UrlOf(words, 2)});
  return absl::OkStatus();
}

absl::Status CosignaturePolicy::AddWitness(absl::Span<const absl::string_view> words) {
  RETURN_IF_ERROR(CheckWordCount(words, 3, 4, "witness NAME VKEY [URL]"));
  RETURN_IF_ERROR(CheckNewName(words[1]));
  ASSIGN_OR_RETURN(VerifierKey key, ParseKeyOfType(words[2], NoteKeyType::kCosigner));
  for (const PolicyWitness& witness : witnesses_) {
    if (witness.key.public_key == key.public_key) {
      return Unexpected(absl::StrCat("the public key of witness ", Quoted(witness.name), " again"),
                        "each witness once");
    }
  }
  Party party;
  party.name = std::string(words[1]);
  party.is_witness = true;
  party.witness = witnesses_.size();
  parties_.push_back(std::move(party));
  witnesses_.push_back({std::string(words[1]), std::move(key), UrlOf(words, 3)});
  return absl::OkStatus();
}

absl::Status CosignaturePolicy::AddGroup(absl::Span<const absl::string_view> words) {
  // As many words as there are: the members are counted against what is defined.
  RETURN_IF_ERROR(CheckWordCount(words, 4, SIZE_MAX, "group NAME any|all|K MEMBER..."));
  RETURN_IF_ERROR(CheckNewName(words[1]));
  Party group;
  group.name = std::string(words[1]);
  for (const absl::string_view member : words.subspan(3)) {
    const size_t party = FindParty(member);
    if (party == parties_.size()) {
      return Unexpected(absl::StrCat("the member ", Quoted(member)),
                        "a witness or group defined above");
    }
    // So each witness counts towards the quorum in one way only.
    if (parties_[party].is_member) {
      return Unexpected(absl::StrCat("the member ", Quoted(member), " again"),
                        "each name in at most one group, once");
    }
    parties_[party].is_member = true;
    group.members.push_back(party);
  }
  if (words[2] == "any") {
    group.needed = 1;
  } else if (words[2] == "all") {
    group.needed = group.members.size();
  } else {
    const absl::StatusOr<uint64_t> needed = ParseDecimal(words[2], group.members.size());
    if (!needed.ok() || *needed == 0) {
      return Unexpected(Quoted(words[2]), absl::StrCat("any, all or a number from 1 to its ",
                                                       group.members.size(), " members"));
    }
    group.needed = static_cast<size_t>(*needed);
  }
  parties_.push_back(std::move(group));
  return absl::OkStatus();
}

absl::Status CosignaturePolicy::SetQuorum(absl::Span<const absl::string_view> words) {
  RETURN_IF_ERROR(CheckWordCount(words, 2, 2, "quorum NAME or quorum none"));
  if (has_quorum_line_) return Unexpected("a second quorum line", "one");
  has_quorum_line_ = true;
  if (words[1] == kNoQuorum) return absl::OkStatus();
  quorum_ = FindParty(words[1]);
  if (quorum_ == parties_.size()) {
    return Unexpected(Quoted(words[1]), "none, or a witness or group defined above");
  }
  needs_quorum_ = true;
  return absl::OkStatus();
}

absl::Status CosignaturePolicy::CheckNewName(absl::string_view name) const {
  if (name == kNoQuorum) return Unexpected("the name \"none\"", "another: it stands for no quorum");
  if (FindParty(name) != parties_.size())
    return Unexpected(absl::StrCat("the name ", Quoted(name), " again"), "a new name");
  if (parties_.size() == kPolicyNamesMax) {
    return Unexpected("one name more",
                      absl::StrCat("at most ", kPolicyNamesMax, " witnesses and groups"));
  }
  return absl::OkStatus();
}

size_t CosignaturePolicy::FindParty(absl::string_view name) const {
  return static_cast<size_t>(
      std::find_if(parties_.begin(), parties_.end(),
                   [name](const Party& party) { return party.name == name; }) -
      parties_.begin());
}

absl::StatusOr<std::vector<WitnessTime>> CosignaturePolicy::WitnessTimes(const Note& note) const {
  std::vector<WitnessTime> times;
  for (const PolicyWitness& witness : witnesses_) {
    std::optional<uint64_t> newest;
    for (const NoteSignature& line : note.signatures) {
      // One line at a time: every line of a known key is judged, not only its first.
      const absl::StatusOr<uint64_t> time = VerifyCosignature({note.text, {line}}, witness.key);
      if (absl::IsNotFound(time.status())) continue;
      RETURN_IF_ERROR(time.status());
      newest = std::max(newest.value_or(0), *time);
    }
    if (newest.has_value()) times.push_back({witness.name, *newest});
  }
  return times;
}

std::string CosignaturePolicy::Lacking(size_t index, const std::vector<bool>& met) const {
  const Party& party = parties_[index];
  if (party.is_witness) {
    const std::string& key_name = witnesses_[party.witness].key.name;
    if (key_name == party.name) return absl::StrCat("witness ", Quoted(party.name));
    return absl::StrCat("witness ", Quoted(party.name), " (", key_name, ")");
  }
  std::vector<std::string> lacking;
  for (const size_t member : party.members) {
    if (!met[member]) lacking.push_back(Lacking(member, met));
  }
  return absl::StrCat("group ", Quoted(party.name), " with ", party.members.size() - lacking.size(),
                      " of ", party.needed, " needed (missing: ", absl::StrJoin(lacking, ", "),
                      ")");
}

absl::StatusOr<CosignedCheckpoint> CosignaturePolicy::Verify(
    const Note& note, absl::Span<const VerifierKey> logs) const {
  CosignedCheckpoint cosigned;
  ASSIGN_OR_RETURN(cosigned.checkpoint, ParseCheckpoint(note.text));
  const Checkpoint& checkpoint = cosigned.checkpoint;
  // A key speaks for the log of its own name alone.
  std::vector<VerifierKey> keys;
  for (const PolicyLog& log : logs_) {
    if (log.key.name == checkpoint.origin) keys.push_back(log.key);
  }
  if (logs_.empty()) {
    std::copy_if(logs.begin(), logs.end(), std::back_inserter(keys),
                 [&checkpoint](const VerifierKey& key) { return key.name == checkpoint.origin; });
  }
  if (keys.empty()) {
    return absl::FailedPreconditionError(
        absl::StrCat("policy: no key of log ", checkpoint.origin, " is known"));
  }
  RETURN_IF_ERROR(VerifyNote(note, keys).status());
  ASSIGN_OR_RETURN(cosigned.cosignatures, WitnessTimes(note));
  if (!needs_quorum_) return cosigned;

  std::vector<bool> met;
  for (const Party& party : parties_) {
    if (party.is_witness) {
      met.push_back(
          std::any_of(cosigned.cosignatures.begin(), cosigned.cosignatures.end(),
                      [&party](const WitnessTime& time) { return time.witness == party.name; }));
      continue;
    }
    const auto count = std::count_if(party.members.begin(), party.members.end(),
                                     [&met](size_t member) { return met[member]; });
    met.push_back(static_cast<size_t>(count) >= party.needed);
  }
  if (!met[quorum_]) {
    return absl::FailedPreconditionError(absl::StrCat("policy: the checkpoint of ",
                                                      checkpoint.origin, ", size ", checkpoint.size,
                                                      ", lacks ", Lacking(quorum_, met)));
  }
  return cosigned;
}

}  // namespace assessment
