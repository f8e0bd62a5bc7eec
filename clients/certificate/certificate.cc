#include "clients/certificate/certificate.h"

#include <array>
#include <filesystem>
#include <limits>
#include <set>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/certificate/stored_zip.h"
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
constexpr std::array<absl::string_view, 7> kFiles = {
    "certificate", "checkpoint", "consistency", "headers", "bodies", "results", "index.html"};
constexpr absl::string_view kSheets = "sheets";
constexpr absl::string_view kEvidence = "evidence";

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
                      certificate.unit.empty() ? "" : absl::StrCat("\nunit ", certificate.unit),
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
  if (bytes.substr(0, 5) == "unit ") {
    ASSIGN_OR_RETURN(certificate.unit, TakeField("unit", bytes));
    if (certificate.unit.empty()) return Malformed("certificate", "names an empty unit");
  }
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

// Whether `name` is that of a file in the folder, "sheets/x.csv".
bool IsIn(absl::string_view folder, absl::string_view name) {
  return name.size() > folder.size() + 1 && name.substr(0, folder.size()) == folder &&
         name[folder.size()] == '/' && name.find('/', folder.size() + 1) == std::string::npos;
}

absl::Status ReadInto(const std::string& path, const std::string& name,
                      std::map<std::string, std::string>& files) {
  absl::StatusOr<std::string> bytes = table::ReadWholeFile(path, kFileBytesMax);
  if (!bytes.ok()) return Malformed(name, bytes.status().message());
  files.emplace(name, *std::move(bytes));
  return absl::OkStatus();
}

// The files of a directory; of its folders those that a certificate has.
absl::Status ReadDirectory(const std::string& directory, absl::string_view prefix,
                           std::map<std::string, std::string>& files) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    const std::string name = absl::StrCat(prefix, entry.path().filename().string());
    const std::filesystem::file_status status = entry.symlink_status(error);
    if (std::filesystem::is_regular_file(status)) {
      RETURN_IF_ERROR(ReadInto(entry.path().string(), name, files));
    } else if (std::filesystem::is_directory(status) && (name == kSheets || name == kEvidence)) {
      RETURN_IF_ERROR(ReadDirectory(entry.path().string(), absl::StrCat(name, "/"), files));
    } else {
      return Malformed(name, "is no file of a certificate");
    }
  }
  if (error) return absl::InvalidArgumentError(absl::StrCat(directory, ": ", error.message()));
  return absl::OkStatus();
}

}  // namespace

std::map<std::string, std::string> FilesOf(const Certificate& certificate) {
  std::map<std::string, std::string> files = {{"certificate", EncodeAbout(certificate)},
                                              {"checkpoint", certificate.checkpoint},
                                              {"consistency", EncodeConsistency(certificate)},
                                              {"headers", EncodeHeaders(certificate)},
                                              {"bodies", EncodeBodies(certificate)},
                                              {"results", certificate.results},
                                              {"index.html", certificate.page}};
  files.insert(certificate.sheets.begin(), certificate.sheets.end());
  files.insert(certificate.evidence.begin(), certificate.evidence.end());
  return files;
}

absl::StatusOr<Certificate> CertificateOf(std::map<std::string, std::string> files) {
  const std::set<absl::string_view> known(kFiles.begin(), kFiles.end());
  Certificate certificate;
  for (auto& [name, bytes] : files) {
    if (known.contains(name)) continue;
    if (IsIn(kSheets, name)) {
      certificate.sheets.emplace(name, std::move(bytes));
    } else if (IsIn(kEvidence, name)) {
      certificate.evidence.emplace(name, std::move(bytes));
    } else {
      return Malformed(name, "is no file of a certificate");
    }
  }
  for (const absl::string_view name : kFiles) {
    if (!files.contains(std::string(name))) return Malformed(name, "is missing");
  }
  RETURN_IF_ERROR(DecodeAbout(files.at("certificate"), certificate));
  certificate.checkpoint = std::move(files.at("checkpoint"));
  RETURN_IF_ERROR(DecodeConsistency(files.at("consistency"), certificate));
  RETURN_IF_ERROR(DecodeHeaders(files.at("headers"), certificate));
  RETURN_IF_ERROR(DecodeBodies(files.at("bodies"), certificate));
  certificate.results = std::move(files.at("results"));
  certificate.page = std::move(files.at("index.html"));
  return certificate;
}

absl::Status WriteCertificate(const Certificate& certificate, const std::string& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return absl::InvalidArgumentError(absl::StrCat(directory, ": ", error.message()));
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    return absl::InvalidArgumentError(absl::StrCat(
        directory, ": holds ", entry.path().filename().string(), "; expected an empty directory"));
  }
  for (const auto& [name, bytes] : FilesOf(certificate)) {
    const std::filesystem::path path = std::filesystem::path(directory) / name;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) return Malformed(name, error.message());
    const absl::Status written = table::WriteWholeFile(bytes, path.string());
    if (!written.ok()) return Malformed(name, written.message());
  }
  return absl::OkStatus();
}

absl::Status WriteCertificateArchive(const Certificate& certificate, const std::string& path) {
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, error))) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": stands there; expected a new file"));
  }
  const absl::StatusOr<std::string> archive = EncodeStoredZip(FilesOf(certificate));
  if (!archive.ok()) return absl::InvalidArgumentError(archive.status().message());
  return table::WriteWholeFile(*archive, path);
}

absl::StatusOr<Certificate> ReadCertificate(const std::string& path) {
  std::error_code error;
  std::map<std::string, std::string> files;
  if (std::filesystem::is_regular_file(path, error)) {
    absl::StatusOr<std::string> archive = table::ReadWholeFile(path, kFileBytesMax);
    if (!archive.ok()) return Malformed(path, archive.status().message());
    absl::StatusOr<std::map<std::string, std::string>> unpacked = DecodeStoredZip(*archive);
    if (!unpacked.ok()) return Malformed(path, unpacked.status().message());
    files = *std::move(unpacked);
  } else {
    RETURN_IF_ERROR(ReadDirectory(path, "", files));
  }
  return CertificateOf(std::move(files));
}

}  // namespace assessment::certificate
