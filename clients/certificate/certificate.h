#ifndef CLIENTS_CERTIFICATE_CERTIFICATE_H_
#define CLIENTS_CERTIFICATE_CERTIFICATE_H_

// The certificate of a published revision: everything that shows how its results came about, in one
// directory that needs no server, or in one archive of the same files (stored_zip.h). It is about
// the whole cycle, or about one unit's result: then it holds what that one rests on, and the other
// units' results are those published.
//
//   certificate   what it is about, five lines of text, and a sixth that names the unit, if any
//   checkpoint    the signed size and root of the log (C2SP tlog-checkpoint)
//   consistency   hashes that prove the headers to be a prefix of that log, base64, one a line
//   headers       every header up to the publication: 2 bytes of length, big-endian, and the bytes
//   bodies        what the results rest on: position (8 bytes), salt (16), length (4), the bytes
//   results       the results as published (assessment.event.v1.CycleResults)
//   index.html    the results for people
//   sheets/       the score sheet of each unit that it is about (score_sheet.h), UNIT.csv
//   evidence/     files that the bodies name, each under its SHA-256 in hex; none need be there
//
// Reading says nothing about truth: verify_certificate.h does.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace assessment::certificate {

// A body, and the salt that opens its header's commitment to it.
struct Body {
  std::string salt;
  std::string bytes;

  bool operator==(const Body&) const = default;
};

struct Certificate {
  std::string origin;  // Of the log.
  std::string cycle;
  uint32_t revision = 0;  // From 1.
  uint64_t position = 0;  // Of the event that published it: the last header.
  std::string unit;       // The one whose result it is about; empty: all.

  std::string checkpoint;
  std::vector<std::string> consistency;  // 32 bytes each.
  std::vector<std::string> headers;      // By position, from 0.
  std::map<uint64_t, Body> bodies;       // By position.
  std::string results;
  std::string page;
  std::map<std::string, std::string> sheets;    // By ScoreSheetName.
  std::map<std::string, std::string> evidence;  // By EvidenceFileName.

  bool operator==(const Certificate&) const = default;
};

// Its files by their names, "sheets/141130.csv".
std::map<std::string, std::string> FilesOf(const Certificate& certificate);

// The certificate of such files. INVALID_ARGUMENT names the file, the place in it and what is
// wrong, also a file that is missing or too many.
absl::StatusOr<Certificate> CertificateOf(std::map<std::string, std::string> files);

// Writes the files into `directory`, which is made when missing and must hold nothing else.
// INVALID_ARGUMENT names the file that cannot be written.
absl::Status WriteCertificate(const Certificate& certificate, const std::string& directory);

// Writes them as one archive, whole or not at all; equal certificates give equal bytes.
// INVALID_ARGUMENT when it cannot be written at `path`, where no file may stand yet, or when the
// files are too large for an archive.
absl::Status WriteCertificateArchive(const Certificate& certificate, const std::string& path);

// Reads what either of them writes, and nothing else: every file has one form for its content.
// Nothing is unpacked beyond the size of the archive itself. INVALID_ARGUMENT as CertificateOf,
// and for what is neither.
absl::StatusOr<Certificate> ReadCertificate(const std::string& path);

}  // namespace assessment::certificate

#endif  // CLIENTS_CERTIFICATE_CERTIFICATE_H_
