#include "clients/tiles/tile_export.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "clients/table/whole_file.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/note.h"
#include "ledger/proof/tile.h"
#include "ledger/proof/tile_store.h"

namespace assessment {
namespace {

namespace fs = std::filesystem;

// A bundle of 256 entries of the greatest length.
constexpr size_t kBundleBytesMax = kTileWidth * (kEntryBytesMax + 2);

// The directory, locked against a second export until the end of this object.
class LockedDirectory {
 public:
  static absl::StatusOr<LockedDirectory> Open(const std::string& path) {
    std::error_code error;
    fs::create_directories(path, error);
    const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("cannot use the directory ", path, ": ", std::strerror(errno)));
    }
    LockedDirectory directory(path, fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
      return absl::UnavailableError(absl::StrCat("another export uses ", path));
    return directory;
  }
  LockedDirectory(LockedDirectory&& other) noexcept
      : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}
  LockedDirectory& operator=(LockedDirectory&&) = delete;
  ~LockedDirectory() {
    if (fd_ >= 0) ::close(fd_);
  }

  const std::string& path() const { return path_; }
  // Everything written below it so far is on the disk when this returns OK.
  absl::Status Sync() const {
    if (::syncfs(fd_) == 0) return absl::OkStatus();
    return absl::InternalError(absl::StrCat("cannot sync ", path_, ": ", std::strerror(errno)));
  }

 private:
  LockedDirectory(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  std::string path_;
  int fd_;
};

// The file's bytes; none when it cannot be read: then it is written anew.
std::optional<std::string> Contents(const std::string& path) {
  absl::StatusOr<std::string> bytes = table::ReadWholeFile(path, kBundleBytesMax);
  if (!bytes.ok()) return std::nullopt;
  return *std::move(bytes);
}

absl::Status WriteBelow(const std::string& path, absl::string_view bytes) {
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  return table::WriteWholeFile(bytes, path);
}

// True when `other` has a signature that `note` lacks.
bool AddsSignature(const Note& note, const Note& other) {
  return std::any_of(other.signatures.begin(), other.signatures.end(),
                     [&note](const NoteSignature& signature) {
                       return std::none_of(note.signatures.begin(), note.signatures.end(),
                                           [&signature](const NoteSignature& there) {
                                             return there.name == signature.name &&
                                                    there.key_id == signature.key_id &&
                                                    there.signature == signature.signature;
                                           });
                     });
}

// One export, step by step.
class Exporter {
 public:
  Exporter(const LockedDirectory& directory, absl::string_view note, const VerifierKey& log_key,
           const EntryFetch& fetch, absl::Span<const VerifierKey> earlier_keys)
      : directory_(directory),
        note_(note),
        log_key_(log_key),
        fetch_(fetch),
        published_keys_(earlier_keys.begin(), earlier_keys.end()) {
    published_keys_.push_back(log_key);
  }

  absl::StatusOr<TileExport> Run() {
    ASSIGN_OR_RETURN(result_.checkpoint, VerifyCheckpoint(note_, log_key_));
    RETURN_IF_ERROR(ReadPublished());
    RETURN_IF_ERROR(GatherVerified());
    RETURN_IF_ERROR(PlaceFiles());
    RETURN_IF_ERROR(directory_.Sync());
    RETURN_IF_ERROR(PlaceCheckpoint());
    RemovePartials();
    std::error_code ignored;
    fs::remove_all(Staged(""), ignored);
    return result_;
  }

 private:
  std::string Published(absl::string_view path) const {
    return absl::StrCat(directory_.path(), "/", path);
  }
  // Where entries wait until the whole tree is verified.
  std::string Staged(absl::string_view path) const {
    return absl::StrCat(directory_.path(), "/.unverified/", path);
  }
  uint64_t size() const { return result_.checkpoint.size; }

  // Reads the checkpoint that is published already.
  absl::Status ReadPublished() {
    const std::string path = Published("checkpoint");
    std::error_code error;
    if (!fs::exists(path, error)) return absl::OkStatus();
    const absl::StatusOr<std::string> bytes = table::ReadWholeFile(path, kNoteBytesMax);
    if (!bytes.ok())
      return absl::InvalidArgumentError(absl::StrCat(path, " ", bytes.status().message()));
    const absl::StatusOr<Checkpoint> published = VerifyCheckpoint(*bytes, published_keys_);
    if (!published.ok()) {
      return absl::FailedPreconditionError(
          absl::StrCat(path, " is there and is none of this log's: ", published.status().message(),
                       "; give another directory, or take it away"));
    }
    if (published->size > size()) {
      return absl::FailedPreconditionError(absl::StrCat(path, " has size ", published->size,
                                                        ", the log shows only ", size(),
                                                        ": an older copy stands in its place"));
    }
    published_ = *published;
    published_note_ = *bytes;
    return absl::OkStatus();
  }

  // The leaf hashes of a bundle's bytes; none unless it has exactly this width.
  static std::optional<std::vector<Hash>> LeafHashes(const std::optional<std::string>& bundle,
                                                     uint32_t width) {
    if (!bundle.has_value()) return std::nullopt;
    const absl::StatusOr<std::vector<std::string>> entries = DecodeEntryBundle(*bundle, width);
    if (!entries.ok()) return std::nullopt;
    std::vector<Hash> hashes;
    for (const std::string& entry : *entries) hashes.push_back(LeafHash(entry));
    return hashes;
  }

  // The leaf hashes of a bundle that is published and fits the tile beside it, so that one damaged
  // file is found here and fetched again.
  std::optional<std::vector<Hash>> FromPublished(const EntryBundleId& id) const {
    std::optional<std::vector<Hash>> hashes =
        LeafHashes(Contents(Published(EntryBundlePath(id))), id.width);
    if (!hashes.has_value()) return std::nullopt;
    std::string tile;
    for (const Hash& hash : *hashes) absl::StrAppend(&tile, hash.view());
    if (Contents(Published(TilePath({0, id.index, id.width}))) != tile) return std::nullopt;
    return hashes;
  }

  absl::StatusOr<std::vector<Hash>> Fetch(const EntryBundleId& id) {
    ASSIGN_OR_RETURN(const std::vector<std::string> entries,
                     fetch_(id.index * kTileWidth, id.width));
    if (entries.size() != id.width) {
      return absl::FailedPreconditionError(absl::StrCat("from position ", id.index * kTileWidth,
                                                        ": found ", entries.size(),
                                                        " entries, expected ", id.width));
    }
    ASSIGN_OR_RETURN(const std::string bundle, EncodeEntryBundle(entries));
    RETURN_IF_ERROR(WriteBelow(Staged(EntryBundlePath(id)), bundle));
    result_.entries_fetched += id.width;
    return *LeafHashes(bundle, id.width);
  }

  // Adds leaves and keeps the tiles that they change.
  void Append(absl::Span<const Hash> hashes) {
    for (TileRow& row : edge_.Append(hashes))
      tiles_[{row.level, row.index}] = std::move(row.hashes);
  }

  // Builds the tree from its entries: with `reuse` from those that are there, fetching the rest,
  // else from fetched ones alone.
  absl::Status Gather(bool reuse) {
    edge_ = TileEdge();
    tiles_.clear();
    from_published_.clear();
    old_root_ = EmptyRoot();
    for (uint64_t index = 0; index * kTileWidth < size(); ++index) {
      const EntryBundleId id{index, TileWidthAt(0, index, size())};
      std::optional<std::vector<Hash>> hashes;
      if (reuse) hashes = FromPublished(id);
      from_published_.push_back(hashes.has_value());
      if (reuse && !hashes.has_value())
        hashes = LeafHashes(Contents(Staged(EntryBundlePath(id))), id.width);
      if (!hashes.has_value()) {
        ASSIGN_OR_RETURN(hashes, Fetch(id));
      }
      absl::Span<const Hash> rest = *hashes;
      // The root of the published size is met on the way.
      if (published_.has_value() && published_->size > edge_.size() &&
          published_->size <= edge_.size() + rest.size()) {
        const size_t first = published_->size - edge_.size();
        Append(rest.subspan(0, first));
        old_root_ = edge_.Root();
        rest = rest.subspan(first);
      }
      Append(rest);
    }
    return absl::OkStatus();
  }

  // What the entries gathered say against the checkpoints.
  absl::Status Verify() const {
    const Checkpoint& checkpoint = result_.checkpoint;
    if (edge_.Root() != checkpoint.root) {
      return absl::FailedPreconditionError(
          absl::StrCat("the entries of size ", size(), " have root ", HashToHex(edge_.Root()),
                       ", the checkpoint says ", HashToHex(checkpoint.root)));
    }
    if (published_.has_value() && old_root_ != published_->root) {
      return absl::FailedPreconditionError(
          absl::StrCat(Published("checkpoint"), " of size ", published_->size, " has root ",
                       HashToHex(published_->root), ", the log of that size has now ",
                       HashToHex(old_root_), ": the log has two histories"));
    }
    return absl::OkStatus();
  }

  absl::Status GatherVerified() {
    RETURN_IF_ERROR(Gather(true));
    if (Verify().ok()) return absl::OkStatus();
    // Files that are damaged and yet fit each other are told from a log that changed by asking the
    // log for everything.
    RETURN_IF_ERROR(Gather(false));
    return Verify();
  }

  // Puts `bytes` where they are published unless they stand there.
  absl::Status Place(const std::string& path, absl::string_view bytes) {
    if (Contents(Published(path)) == bytes) {
      ++result_.files_kept;
      return absl::OkStatus();
    }
    ++result_.files_written;
    return WriteBelow(Published(path), bytes);
  }

  absl::Status PlaceFiles() {
    for (const TileId& tile : TilesOfTree(size())) {
      if (tile.level == 0) {
        const std::string path = EntryBundlePath({tile.index, tile.width});
        if (from_published_[tile.index]) {
          ++result_.files_kept;
        } else {
          ASSIGN_OR_RETURN(const std::string bundle,
                           table::ReadWholeFile(Staged(path), kBundleBytesMax));
          RETURN_IF_ERROR(Place(path, bundle));
        }
      }
      RETURN_IF_ERROR(Place(TilePath(tile), tiles_.at({tile.level, tile.index})));
    }
    return absl::OkStatus();
  }

  absl::Status PlaceCheckpoint() {
    if (published_.has_value() && *published_ == result_.checkpoint) {
      ASSIGN_OR_RETURN(const Note own, ParseNote(published_note_));
      ASSIGN_OR_RETURN(const Note given, ParseNote(note_));
      if (!AddsSignature(own, given)) return absl::OkStatus();
    }
    result_.checkpoint_replaced = true;
    return ReplaceReadableFile(Published("checkpoint"), note_);
  }

  // The path of the full tile or bundle that a partial one became; empty for any other path.
  static std::string FullPath(const std::string& path) {
    const absl::StatusOr<TileId> tile = ParseTilePath(path);
    if (tile.ok() && tile->width < kTileWidth)
      return TilePath({tile->level, tile->index, kTileWidth});
    const absl::StatusOr<EntryBundleId> bundle = ParseEntryBundlePath(path);
    if (bundle.ok() && bundle->width < kTileWidth)
      return EntryBundlePath({bundle->index, kTileWidth});
    return "";
  }

  // Removes partial tiles whose full one is there. What cannot be removed harms nobody.
  void RemovePartials() {
    std::error_code error;
    std::vector<fs::path> superseded;
    for (fs::recursive_directory_iterator entry(Published("tile"), error), end;
         !error && entry != end; entry.increment(error)) {
      const std::string path = fs::relative(entry->path(), directory_.path(), error).string();
      const std::string full = FullPath(path);
      if (!full.empty() && fs::exists(Published(full), error)) superseded.push_back(entry->path());
    }
    for (const fs::path& path : superseded) {
      if (fs::remove(path, error)) ++result_.files_removed;
      fs::remove(path.parent_path(), error);  // Only when it is empty now.
    }
  }

  const LockedDirectory& directory_;
  const absl::string_view note_;
  const VerifierKey& log_key_;
  const EntryFetch& fetch_;
  std::vector<VerifierKey> published_keys_;
  TileExport result_;
  std::optional<Checkpoint> published_;
  std::string published_note_;
  TileEdge edge_;
  std::map<std::pair<int, uint64_t>, std::string> tiles_;
  std::vector<bool> from_published_;  // By bundle; the others are staged.
  Hash old_root_;                     // The tree's at the size of `published_`.
};

}  // namespace

absl::StatusOr<TileExport> ExportTiles(const std::string& directory, absl::string_view note,
                                       const VerifierKey& log_key, const EntryFetch& fetch,
                                       absl::Span<const VerifierKey> earlier_keys) {
  ASSIGN_OR_RETURN(const LockedDirectory locked, LockedDirectory::Open(directory));
  return Exporter(locked, note, log_key, fetch, earlier_keys).Run();
}

}  // namespace assessment
