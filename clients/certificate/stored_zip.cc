#include "clients/certificate/stored_zip.h"

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/encoding.h"

namespace assessment::certificate {
namespace {

constexpr uint32_t kLocalSignature = 0x04034b50;
constexpr uint32_t kCentralSignature = 0x02014b50;
constexpr uint32_t kEndSignature = 0x06054b50;
constexpr uint16_t kVersion = 20;         // 2.0: folders.
constexpr uint16_t kUtf8Names = 1 << 11;  // General purpose bit 11.
constexpr uint16_t kStored = 0;
constexpr uint16_t kMidnight = 0;
constexpr uint16_t kFirstDay = 1 << 5 | 1;  // 1980-01-01.
constexpr size_t kLocalBytes = 30;
constexpr size_t kLocalSizeAt = 18;
constexpr size_t kLocalNameLengthAt = 26;
constexpr size_t kEntriesMax = std::numeric_limits<uint16_t>::max() - 1;
constexpr size_t kNameBytesMax = std::numeric_limits<uint16_t>::max();
// Values of all ones point to an extension of the format.
constexpr size_t kArchiveBytesMax = std::numeric_limits<uint32_t>::max() - 1;

void Append16(uint64_t value, std::string& out) {
  out.push_back(static_cast<char>(value));
  out.push_back(static_cast<char>(value >> 8));
}

void Append32(uint64_t value, std::string& out) {
  Append16(value, out);
  Append16(value >> 16, out);
}

// A number of `bytes` bytes at `at`, which lies inside.
uint64_t NumberAt(absl::string_view archive, size_t at, size_t bytes) {
  uint64_t value = 0;
  for (size_t i = bytes; i > 0; --i) {
    value = value << 8 | static_cast<unsigned char>(archive[at + i - 1]);
  }
  return value;
}

// What both headers of an entry say in the same order, from the version to the extra field.
std::string Description(absl::string_view name, absl::string_view bytes) {
  std::string out;
  Append16(kVersion, out);
  Append16(kUtf8Names, out);
  Append16(kStored, out);
  Append16(kMidnight, out);
  Append16(kFirstDay, out);
  Append32(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()), out);
  Append32(bytes.size(), out);
  Append32(bytes.size(), out);
  Append16(name.size(), out);
  Append16(0, out);
  return out;
}

absl::Status NotOurs(absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat(what, "; expected an archive as it was written, or unpack it"));
}

}  // namespace

absl::StatusOr<std::string> EncodeStoredZip(const std::map<std::string, std::string>& files) {
  std::string archive;
  std::string directory;
  for (const auto& [name, bytes] : files) {
    if (name.size() > kNameBytesMax || bytes.size() > kArchiveBytesMax - archive.size()) {
      return absl::OutOfRangeError(
          absl::StrCat(name, ": does not fit a zip archive of ", kArchiveBytesMax, " bytes"));
    }
    const std::string description = Description(name, bytes);
    Append32(kCentralSignature, directory);
    Append16(kVersion, directory);
    absl::StrAppend(&directory, description);
    Append16(0, directory);  // Length of the comment.
    Append16(0, directory);  // Disk.
    Append16(0, directory);  // Internal attributes.
    Append32(0, directory);  // External attributes.
    Append32(archive.size(), directory);
    absl::StrAppend(&directory, name);
    Append32(kLocalSignature, archive);
    absl::StrAppend(&archive, description, name, bytes);
  }
  if (files.size() > kEntriesMax || archive.size() + directory.size() > kArchiveBytesMax) {
    return absl::OutOfRangeError(absl::StrCat("found ", files.size(), " files of ", archive.size(),
                                              " bytes, too many for a zip archive"));
  }
  const size_t begin = archive.size();
  absl::StrAppend(&archive, directory);
  Append32(kEndSignature, archive);
  Append16(0, archive);  // Disk.
  Append16(0, archive);  // Disk of the directory.
  Append16(files.size(), archive);
  Append16(files.size(), archive);
  Append32(directory.size(), archive);
  Append32(begin, archive);
  Append16(0, archive);  // Length of the comment.
  return archive;
}

absl::StatusOr<std::map<std::string, std::string>> DecodeStoredZip(absl::string_view archive) {
  std::map<std::string, std::string> files;
  size_t at = 0;
  while (archive.size() - at >= kLocalBytes && NumberAt(archive, at, 4) == kLocalSignature) {
    const uint64_t size = NumberAt(archive, at + kLocalSizeAt, 4);
    const uint64_t name_length = NumberAt(archive, at + kLocalNameLengthAt, 2);
    at += kLocalBytes;
    if (size + name_length > archive.size() - at) {
      return NotOurs(absl::StrCat("the entry number ", files.size() + 1, " claims ", size,
                                  " bytes, ", archive.size() - at, " are left"));
    }
    std::string name(archive.substr(at, name_length));
    const auto [file, added] =
        files.emplace(std::move(name), archive.substr(at + name_length, size));
    if (!added) return NotOurs(absl::StrCat("the entry ", Quoted(file->first), " stands twice"));
    at += name_length + size;
  }
  ASSIGN_OR_RETURN(const std::string ours, EncodeStoredZip(files));
  if (ours == archive) return files;
  const auto differs = std::mismatch(ours.begin(), ours.end(), archive.begin(), archive.end());
  return NotOurs(absl::StrCat("differs at byte ", differs.second - archive.begin(),
                              " from the archive of the ", files.size(), " files read"));
}

}  // namespace assessment::certificate
