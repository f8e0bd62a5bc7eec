#ifndef LEDGER_PROOF_COSIGNATURE_POLICY_H_
#define LEDGER_PROOF_COSIGNATURE_POLICY_H_

// C2SP tlog-policy: which logs are known, which witnesses, and how many of them must have cosigned
// a checkpoint before it counts. A policy is a text file of lines:
//
//   log VKEY [URL]                       a log whose checkpoints count
//   witness NAME VKEY [URL]              a witness, by the name it has in this file
//   group NAME any|all|K MEMBER...       met when that many of its members are
//   quorum NAME|none                     what a checkpoint needs; exactly once
//
// Words are parted by spaces and tabs; empty lines and lines that begin with # are passed over. A
// line speaks only of names that stand above it. Whoever verifies keeps the file: it is
// configuration, and is never taken from what is being verified.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/note.h"
#include "ledger/proof/note_key.h"

namespace assessment {

// Bounds that the reader sets before it works.
inline constexpr size_t kPolicyBytesMax = 256 * 1024;
// Logs, and witnesses and groups together.
inline constexpr size_t kPolicyLogsMax = 256;
inline constexpr size_t kPolicyNamesMax = 256;

// A log that the policy knows. Its key's name is the log's origin.
struct PolicyLog {
  VerifierKey key;
  std::string url;  // Empty: the policy names none.
};

// A witness that the policy knows.
struct PolicyWitness {
  std::string name;  // In this policy alone; the key has a name of its own.
  VerifierKey key;
  std::string url;  // Where it is asked (its submission prefix). Empty: the policy names none.
};

// A cosignature that verified.
struct WitnessTime {
  std::string witness;        // The policy's name of it.
  uint64_t unix_seconds = 0;  // When it signed, by its own clock; its newest when it signed twice.

  bool operator==(const WitnessTime&) const = default;
};

// A checkpoint that meets the policy, and who vouched for it.
struct CosignedCheckpoint {
  Checkpoint checkpoint;
  std::vector<WitnessTime> cosignatures;  // In the policy's order of witnesses.
};

class CosignaturePolicy {
 public:
  // Reads a policy file. INVALID_ARGUMENT names the line, what was found and what was expected: an
  // unknown first word, a key that cannot be read or is of the other kind, a name or key that
  // stands twice, a member that stands in two groups, a name that is not defined above, a number of
  // members out of range, a second quorum line or none, a control character.
  static absl::StatusOr<CosignaturePolicy> Parse(absl::string_view text);

  const std::vector<PolicyLog>& logs() const { return logs_; }
  const std::vector<PolicyWitness>& witnesses() const { return witnesses_; }

  // Verifies that `note` is a checkpoint, signed by a known log of this origin and cosigned as the
  // quorum demands. The known logs are those of the policy; `logs` are used where it names none.
  // Signatures of unknown keys are ignored, a signature of a known one that fails rejects, whatever
  // the others say. INVALID_ARGUMENT for a note that is no checkpoint; FAILED_PRECONDITION when no
  // log is known, a signature fails, the log's is missing, or the quorum is not met: then the
  // message names the witnesses that are missing.
  absl::StatusOr<CosignedCheckpoint> Verify(const Note& note,
                                            absl::Span<const VerifierKey> logs = {}) const;

 private:
  // A witness or a group, in the order in which they are defined: a group's members stand before
  // it.
  struct Party {
    std::string name;
    bool is_witness = false;
    size_t witness = 0;           // Of witnesses_, for a witness.
    std::vector<size_t> members;  // Of parties_, for a group.
    size_t needed = 0;            // Of the members, for a group.
    bool is_member = false;       // Of some group.
  };

  CosignaturePolicy() = default;

  // Take one line's words, the first included.
  absl::Status AddLog(absl::Span<const absl::string_view> words);
  absl::Status AddWitness(absl::Span<const absl::string_view> words);
  absl::Status AddGroup(absl::Span<const absl::string_view> words);
  absl::Status SetQuorum(absl::Span<const absl::string_view> words);
  absl::Status AddLine(absl::Span<const absl::string_view> words);
  // Refuses a name that cannot be given to a new party.
  absl::Status CheckNewName(absl::string_view name) const;
  // The party of this name; parties_.size() when none has it.
  size_t FindParty(absl::string_view name) const;
  // The newest time at which each witness cosigned `note`; 0 for none.
  absl::StatusOr<std::vector<WitnessTime>> WitnessTimes(const Note& note) const;
  // What a party that is not met lacks, in words.
  std::string Lacking(size_t party, const std::vector<bool>& met) const;

  std::vector<PolicyLog> logs_;
  std::vector<PolicyWitness> witnesses_;
  std::vector<Party> parties_;
  bool has_quorum_line_ = false;
  bool needs_quorum_ = false;  // False after "quorum none".
  size_t quorum_ = 0;          // Of parties_, when needs_quorum_.
};

}  // namespace assessment

#endif  // LEDGER_PROOF_COSIGNATURE_POLICY_H_
