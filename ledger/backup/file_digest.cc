#include "ledger/backup/file_digest.h"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/sha256_stream.h"

namespace assessment {
namespace {

constexpr size_t kPieceBytes = 1 << 20;

// Hands the content of a file to `take`, piece by piece, until it refuses.
absl::Status ReadPieces(const std::string& path,
                        absl::FunctionRef<absl::Status(absl::string_view)> take) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"),
                                                             &std::fclose);
  if (file == nullptr) return absl::ErrnoToStatus(errno, path);
  std::vector<char> piece(kPieceBytes);
  while (true) {
    const size_t read = std::fread(piece.data(), 1, piece.size(), file.get());
    if (read > 0) RETURN_IF_ERROR(take(absl::string_view(piece.data(), read)));
    if (std::ferror(file.get()) != 0) {
      return absl::UnavailableError(absl::StrCat(path, ": cannot be read"));
    }
    if (read < piece.size()) return absl::OkStatus();
  }
}

}  // namespace

absl::StatusOr<FileDigest> DigestFile(const std::string& path) {
  FileDigest digest;
  Sha256Stream stream;
  RETURN_IF_ERROR(ReadPieces(path, [&](absl::string_view piece) {
    digest.bytes += piece.size();
    stream.Add(piece);
    return absl::OkStatus();
  }));
  digest.sha256 = stream.Finish();
  return digest;
}

absl::StatusOr<std::string> ReadSmallFile(const std::string& path, uint64_t bytes_max) {
  std::string content;
  RETURN_IF_ERROR(ReadPieces(path, [&](absl::string_view piece) {
    if (content.size() + piece.size() > bytes_max) {
      return absl::ResourceExhaustedError(
          absl::StrCat(path, ": longer than ", bytes_max, " bytes"));
    }
    content.append(piece.data(), piece.size());
    return absl::OkStatus();
  }));
  return content;
}

}  // namespace assessment
