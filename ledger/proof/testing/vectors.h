#ifndef LEDGER_PROOF_TESTING_VECTORS_H_
#define LEDGER_PROOF_TESTING_VECTORS_H_

// Published test vectors: an eight-leaf tree with the names of its nodes, keys whose seeds are
// those of RFC 8032 section 7.1 tests 1 to 3, and the notes signed with them.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "ledger/proof/sha256.h"

namespace assessment::vectors {

// The entries of the eight leaves.
std::vector<std::string> Entries();

// The root of the first `size` leaves, 0 to 8.
Hash Root(size_t size);

// A node by its name: "L0" to "L7" the leaves, "A" [0:2], "B" [2:4], "C" [4:6], "D" [6:8],
// "E" [0:4], "F" [4:8], "G" [4:7].
Hash Node(absl::string_view name);

// The nodes named in `names`, separated by single spaces; none for "".
std::vector<Hash> Nodes(absl::string_view names);

inline constexpr char kLogName[] = "ledger.example/log/510100";
inline constexpr char kLogSeedHex[] =
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
inline constexpr char kLogPublicKeyHex[] =
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
inline constexpr char kLogVerifierKey[] =
    "ledger.example/log/510100+d181061c+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
inline constexpr char kLogSigningKey[] =
    "PRIVATE+KEY+ledger.example/log/510100+d181061c+AZ1hsZ3v/"
    "VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

inline constexpr char kWitness1Name[] = "ledger.example/witness/510000";
inline constexpr char kWitness1SeedHex[] =
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
inline constexpr char kWitness1VerifierKey[] =
    "ledger.example/witness/510000+d10c5e50+BD1AF8PoQ4lakrcKp00bfrycmCzPLsSWjMDNVfEq9GYM";
inline constexpr uint64_t kWitness1Time = 1767225600;

inline constexpr char kWitness2Name[] = "audit.example/witness";
inline constexpr char kWitness2SeedHex[] =
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7";
inline constexpr char kWitness2VerifierKey[] =
    "audit.example/witness+d8d384c1+BPxRzY5iGKGjjaR+0AIw8FgIFu0TujMDrF3rkRVIkIAl";
inline constexpr uint64_t kWitness2Time = 1767225660;

// The log's checkpoint of the empty tree.
inline constexpr char kEmptyCheckpoint[] =
    "ledger.example/log/510100\n"
    "0\n"
    "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    "\n"
    "— ledger.example/log/510100 "
    "0YEGHELgrPP3wDcYNcmrUSwjvSYcHvFuXVx3hj+OsjzqjRot7iPJgA5UiLe8OOfvRRJgyRzRO4DxiMfwMVmnxef6NQM="
    "\n";

// The log's checkpoint of eight leaves, text and each signature line apart.
inline constexpr char kCheckpoint8Text[] =
    "ledger.example/log/510100\n"
    "8\n"
    "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n";
inline constexpr char kCheckpoint8LogLine[] =
    "— ledger.example/log/510100 "
    "0YEGHCcLetGmVKXqO8XVeyp5rYTUDmUSlXFhnzMvx/"
    "y10ZpvET3azt5QOoiICdOsPI6lygnTuaLo0mz4DrcVReOdagQ=\n";
inline constexpr char kCheckpoint8Witness1Line[] =
    "— ledger.example/witness/510000 "
    "0QxeUAAAAABpVbkAkYsUEKgsLWaW7VGbfjL4lsInbeMNSXnm7Veu/"
    "2JcGbdjaNHJkkS0Asm0TT5cXUo11+QKympwl3nI5IH2LEDODA==\n";
inline constexpr char kCheckpoint8Witness2Line[] =
    "— audit.example/witness "
    "2NOEwQAAAABpVbk8a3nos8xxPgF7GvBzuog+SNmnmdH6U6MnjmHt/"
    "O26rrrWa+8+QgnVOwiWIHhFEVyxDEpqf/8sSYAUsFTGn9ELDg==\n";

// The log's checkpoint of eight leaves with both cosignatures.
std::string Checkpoint8();

// The proof file of entry 5 in that checkpoint.
std::string Entry5Proof();

}  // namespace assessment::vectors

#endif  // LEDGER_PROOF_TESTING_VECTORS_H_
