#include "clients/witness/witness_state.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "ledger/base/check.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/note_key.h"

namespace assessment {
namespace {

using Trees = std::map<std::string, WitnessedTree>;

constexpr char kFirstLine[] = "assessment-witness-state@v1";
constexpr char kDigestMark[] = "sha256 ";

std::string FormatTrees(const Trees& trees) {
  std::string text = absl::StrCat(kFirstLine, "\n");
  for (const auto& [origin, tree] : trees)
    absl::StrAppend(&text, origin, " ", tree.size, " ", HashToBase64(tree.root), "\n");
  absl::StrAppend(&text, kDigestMark, HashToHex(Sha256(text)), "\n");
  return text;
}

// What is wrong with the bytes, without the file's name.
absl::StatusOr<Trees> ParseTrees(absl::string_view bytes) {
  const auto damaged = [](absl::string_view what) { return absl::DataLossError(what); };
  constexpr size_t kDigestLine = sizeof(kDigestMark) - 1 + 2 * Hash::kBytes + 1;
  if (bytes.size() < kDigestLine) return damaged("it is too short");
  const absl::string_view text = bytes.substr(0, bytes.size() - kDigestLine);
  if (bytes.substr(text.size()) != absl::StrCat(kDigestMark, HashToHex(Sha256(text)), "\n"))
    return damaged("its last line is not the digest of what stands above");
  absl::string_view rest = text;
  const absl::StatusOr<absl::string_view> first = TakeLine(rest);
  if (!first.ok() || *first != kFirstLine)
    return damaged(absl::StrCat("its first line is not ", kFirstLine));
  Trees trees;
  while (!rest.empty()) {
    const absl::StatusOr<absl::string_view> line = TakeLine(rest);
    if (!line.ok()) return damaged("its last log's line is cut off");
    const std::vector<absl::string_view> words = absl::StrSplit(*line, ' ');
    if (words.size() != 3 || !IsNoteKeyName(words[0]))
      return damaged(absl::StrCat("the line ", Quoted(*line), " is no origin, size and root"));
    const absl::StatusOr<uint64_t> size = ParseDecimal(words[1], kTreeSizeMax);
    if (!size.ok()) return damaged(size.status().message());
    const absl::StatusOr<Hash> root = HashFromBase64(words[2]);
    if (!root.ok()) return damaged(root.status().message());
    if (!trees.emplace(std::string(words[0]), WitnessedTree{*size, *root}).second)
      return damaged(absl::StrCat("the log ", words[0], " stands in it twice"));
  }
  return trees;
}

// Locks `directory` for this object; the lock ends with the descriptor, or with the process.
absl::StatusOr<int> LockDirectory(const std::string& directory) {
  const std::string path = directory + "/lock";
  const int lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    return absl::InternalError(absl::StrCat("cannot open ", path, ": ", std::strerror(errno)));
  if (::flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
  const int error = errno;
  ::close(lock);
  if (error == EWOULDBLOCK) {
    return absl::UnavailableError(
        absl::StrCat("another witness uses ", directory, "; each needs a directory of its own"));
  }
  return absl::InternalError(absl::StrCat("cannot lock ", path, ": ", std::strerror(error)));
}

absl::StatusOr<Trees> ReadTrees(const std::string& path) {
  const absl::StatusOr<std::string> bytes = ReadPrivateFile(path);
  if (absl::IsNotFound(bytes.status())) {
    return absl::DataLossError(
        absl::StrCat("no file ", path,
                     " although its directory is there: restore it; a witness that never cosigned "
                     "anything is given a directory that is not there yet"));
  }
  RETURN_IF_ERROR(bytes.status());
  absl::StatusOr<Trees> trees = ParseTrees(*bytes);
  if (!trees.ok()) {
    return absl::DataLossError(absl::StrCat(path, " is damaged: ", trees.status().message(),
                                            "; restore it, a witness must not start anew"));
  }
  return trees;
}

}  // namespace

absl::StatusOr<std::unique_ptr<WitnessState>> WitnessState::Open(const std::string& directory) {
  struct stat ignored;
  const bool is_new = ::stat(directory.c_str(), &ignored) != 0 && errno == ENOENT;
  RETURN_IF_ERROR(MakePrivateDirectory(directory));
  ASSIGN_OR_RETURN(const int lock, LockDirectory(directory));
  // From here on the object closes the lock.
  std::unique_ptr<WitnessState> state(new WitnessState(directory + "/state", lock, {}));
  if (is_new) {
    RETURN_IF_ERROR(ReplacePrivateFile(state->path_, FormatTrees({})));
    return state;
  }
  ASSIGN_OR_RETURN(Trees trees, ReadTrees(state->path_));
  const MutexLock hold(state->mutex_);
  state->trees_ = std::move(trees);
  return state;
}

WitnessState::WitnessState(std::string path, int lock, Trees trees)
    : path_(std::move(path)), lock_(lock), trees_(std::move(trees)) {}

WitnessState::~WitnessState() { ::close(lock_); }

WitnessedTree WitnessState::Find(absl::string_view origin) const {
  const MutexLock hold(mutex_);
  const auto found = trees_.find(std::string(origin));
  return found == trees_.end() ? WitnessedTree{} : found->second;
}

absl::Status WitnessState::CompareAndStore(absl::string_view origin, const WitnessedTree& expected,
                                           const WitnessedTree& next) {
  CHECK(IsNoteKeyName(origin));
  CHECK(next.size > expected.size || next == expected);
  const MutexLock hold(mutex_);
  if (broken_) {
    return absl::InternalError(absl::StrCat("an earlier store to ", path_,
                                            " failed, so what it holds is not known; start again"));
  }
  const auto found = trees_.find(std::string(origin));
  const WitnessedTree stored = found == trees_.end() ? WitnessedTree{} : found->second;
  if (stored != expected) {
    return absl::AbortedError(absl::StrCat("the last tree cosigned of ", origin, " has size ",
                                           stored.size, ", expected ", expected.size));
  }
  if (stored == next) return absl::OkStatus();
  Trees changed = trees_;
  changed[std::string(origin)] = next;
  absl::Status status = ReplacePrivateFile(path_, FormatTrees(changed));
  if (!status.ok()) {
    broken_ = true;
    return absl::InternalError(absl::StrCat("the store failed: ", status.message()));
  }
  trees_ = std::move(changed);
  return absl::OkStatus();
}

}  // namespace assessment
