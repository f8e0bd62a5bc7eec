#include "clients/certificate/certificate.h"

#include <array>
#include <filesystem>
#include <limits>
#include <set>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/table/whole_file.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/sha256.h"

namespace assessment::certificate {
namespace {

constexpr char kFormat[] = "assessment/certificate/v1";
// Some ten million events; a certificate is read whole.
constexpr size_t kFileBytesMax = size_t{8} << 30;
constexpr size_t kHeaderLengthBytes = 2;
constexpr size_t kPositionBytes = 8;
constexpr size_t kBodyLengthBytes = 4;
constexpr std::array<const char*, 7> kFiles = {
    "certificate", "checkpoint", "consistency", "headers", "bodies", "results", "index.html"};

absl::Status Malformed(absl::string_view file, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(file, ": ", what));
}

void AppendBigEndian(uint64_t value, size_t bytes, std::string& out) {
  for (size_t i = bytes; i > 0; --i) out.push_back(static_cast<char>(value >> (8 * (i - 1))));
}

// Takes a number of `bytes` bytes off `rest`; false when it has fewer.
bool TakeBigEndian(size_t bytes, absl::string_view& rest, uint64_t& value) {
  if (rest.size() < bytes) return false;
  value = 0;
  for (size_t i = 0; i < bytes; ++i) value = value << 8 | static_cast<unsigned char>(rest[i]);
  rest.remove_prefix(bytes);
  return true;
}

bool TakeBytes(size_t bytes, absl::string_view& rest, std::string& out) {
  if (rest.size() < bytes) return false;
  out = std::string(rest.substr(0, bytes));
  rest.remove_prefix(bytes);
  return true;
}

std::string EncodeAbout(const Certificate& certificate) {
  return absl::StrCat(kFormat, "\norigin ", certificate.origin, "\ncycle ", certificate.cycle,
                      "\nrevision ", certificate.revision, "\nposition ", certificate.position,
                      "\n");
}

// The rest of a line that begins with a word.
absl::StatusOr<std::string> TakeField(absl::string_view word, absl::string_view& rest) {
  const absl::StatusOr<absl::string_view> line = TakeLine(rest);
  if (!line.ok()) return Malformed("certificate", line.status().message());
  const std::string begin = absl::StrCat(word, " ");
  if (line->substr(0, begin.size()) != begin) {
    return Malformed("certificate", absl::StrCat("found ", Quoted(*line), ", expected \"", word,
                                                 "\" and its value"));
  }
  return std::string(line->substr(begin.size()));
}

absl::StatusOr<uint64_t> TakeNumber(absl::string_view word, uint64_t max, absl::string_view& rest) {
  ASSIGN_OR_RETURN(const std::string text, TakeField(word, rest));
  const absl::StatusOr<uint64_t> value = ParseDecimal(text, max);
  if (!value.ok()) return Malformed("certificate", value.status().message());
  return value;
}

absl::Status DecodeAbout(absl::string_view bytes, Certificate& certificate) {
  const absl::StatusOr<absl::string_view> format = TakeLine(bytes);
  if (!format.ok() || *format != kFormat) {
    return Malformed("certificate", absl::StrCat("expected the first line ", kFormat));
  }
  ASSIGN_OR_RETURN(certificate.origin, TakeField("origin", bytes));
  ASSIGN_OR_RETURN(certificate.cycle, TakeField("cycle", bytes));
  ASSIGN_OR_RETURN(const uint64_t revision,
                   TakeNumber("revision", std::numeric_limits<uint32_t>::max(), bytes));
  certificate.revision = static_cast<uint32_t>(revision);
  ASSIGN_OR_RETURN(certificate.position,
                   TakeNumber("position", std::numeric_limits<int64_t>::max() - 1, bytes));
  if (!bytes.empty()) return Malformed("certificate", "text after the last line");
  return absl::OkStatus();
}

std::string EncodeConsistency(const Certificate& certificate) {
  std::string bytes;
  for (const std::string& hash : certificate.consistency) {
    absl::StrAppend(&bytes, EncodeBase64(hash), "\n");
  }
  return bytes;
}

absl::Status DecodeConsistency(absl::string_view bytes, Certificate& certificate) {
  while (!bytes.empty()) {
    const absl::StatusOr<absl::string_view> line = TakeLine(bytes);
    if (!line.ok()) return Malformed("consistency", line.status().message());
    absl::StatusOr<std::string> hash = DecodeBase64(*line);
    if (!hash.ok()) return Malformed("consistency", hash.status().message());
    if (hash->size() != Hash::kBytes) {
      return Malformed("consistency",
                       absl::StrCat("found ", hash->size(), " bytes, expected ", Hash::kBytes));
    }
    certificate.consistency.push_back(*std::move(hash));
  }
  return absl::OkStatus();
}

std::string EncodeHeaders(const Certificate& certificate) {
  std::string bytes;
  for (const std::string& header : certificate.headers) {
    AppendBigEndian(header.size(), kHeaderLengthBytes, bytes);
    bytes += header;
  }
  return bytes;
}

absl::Status DecodeHeaders(absl::string_view bytes, Certificate& certificate) {
  while (!bytes.empty()) {
    uint64_t length = 0;
    std::string header;
    if (!TakeBigEndian(kHeaderLengthBytes, bytes, length) || !TakeBytes(length, bytes, header)) {
      return Malformed("headers", absl::StrCat("ends inside the header at position ",
                                               certificate.headers.size()));
    }
    certificate.headers.push_back(std::move(header));
  }
  return absl::OkStatus();
}

std::string EncodeBodies(const Certificate& certificate) {
  std::string bytes;
  for (const auto& [position, body] : certificate.bodies) {
    AppendBigEndian(position, kPositionBytes, bytes);
    bytes += body.salt;
    AppendBigEndian(body.bytes.size(), kBodyLengthBytes, bytes);
    bytes += body.bytes;
  }
  return bytes;
}

absl::Status DecodeBodies(absl::string_view bytes, Certificate& certificate) {
  while (!bytes.empty()) {
    uint64_t position = 0;
    uint64_t length = 0;
    Body body;
    if (!TakeBigEndian(kPositionBytes, bytes, position) ||
        !TakeBytes(limits::kSaltBytes, bytes, body.salt) ||
        !TakeBigEndian(kBodyLengthBytes, bytes, length) || !TakeBytes(length, bytes, body.bytes)) {
      return Malformed("bodies",
                       absl::StrCat("ends inside the body number ", certificate.bodies.size() + 1));
    }
    if (!certificate.bodies.empty() && position <= certificate.bodies.rbegin()->first) {
      return Malformed("bodies", absl::StrCat("position ", position, " after ",
                                              certificate.bodies.rbegin()->first));
    }
    certificate.bodies.emplace(position, std::move(body));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteCertificate(const Certificate& certificate, const std::string& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return absl::InvalidArgumentError(absl::StrCat(directory, ": ", error.message()));
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    return absl::InvalidArgumentError(absl::StrCat(
        directory, ": holds ", entry.path().filename().string(), "; expected an empty directory"));
  }
  const std::array<std::string, kFiles.size()> contents = {EncodeAbout(certificate),
                                                           certificate.checkpoint,
                                                           EncodeConsistency(certificate),
                                                           EncodeHeaders(certificate),
                                                           EncodeBodies(certificate),
                                                           certificate.results,
                                                           certificate.page};
  for (size_t i = 0; i < kFiles.size(); ++i) {
    const absl::Status written =
        table::WriteWholeFile(contents[i], absl::StrCat(directory, "/", kFiles[i]));
    if (!written.ok()) return Malformed(kFiles[i], written.message());
  }
  return absl::OkStatus();
}

absl::StatusOr<Certificate> ReadCertificate(const std::string& directory) {
  std::error_code error;
  const std::set<std::string> known(kFiles.begin(), kFiles.end());
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    const std::string name = entry.path().filename().string();
    if (!known.contains(name)) return Malformed(name, "is no file of a certificate");
  }
  if (error) return absl::InvalidArgumentError(absl::StrCat(directory, ": ", error.message()));
  std::array<std::string, kFiles.size()> contents;
  for (size_t i = 0; i < kFiles.size(); ++i) {
    absl::StatusOr<std::string> bytes =
        table::ReadWholeFile(absl::StrCat(directory, "/", kFiles[i]), kFileBytesMax);
    if (!bytes.ok()) return Malformed(kFiles[i], bytes.status().message());
    contents[i] = *std::move(bytes);
  }
  Certificate certificate;
  RETURN_IF_ERROR(DecodeAbout(contents[0], certificate));
  certificate.checkpoint = std::move(contents[1]);
  RETURN_IF_ERROR(DecodeConsistency(contents[2], certificate));
  RETURN_IF_ERROR(DecodeHeaders(contents[3], certificate));
  RETURN_IF_ERROR(DecodeBodies(contents[4], certificate));
  certificate.results = std::move(contents[5]);
  certificate.page = std::move(contents[6]);
  return certificate;
}

}  // namespace assessment::certificate
