#ifndef CLIENTS_CERTIFICATE_STORED_ZIP_H_
#define CLIENTS_CERTIFICATE_STORED_ZIP_H_

// Files in one zip archive whose bytes follow from the files alone: in order of their names, stored
// and not compressed (hashes do not shrink, and a compressor's next version packs otherwise), dated
// 1980-01-01, without comment or extra field. Any program unpacks it (APPNOTE.TXT 6.3.3).

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assessment::certificate {

// The archive. OUT_OF_RANGE when the files do not fit the format: 65,534 of them, names of 65,535
// bytes, and less than 4 GiB together.
absl::StatusOr<std::string> EncodeStoredZip(const std::map<std::string, std::string>& files);

// The files of an archive that EncodeStoredZip wrote, and of no other: each archive has one form,
// so a changed byte is found wherever it lies. Takes no more memory than the archive, whatever its
// entries claim. INVALID_ARGUMENT names the entry, or says at which byte the archive differs.
absl::StatusOr<std::map<std::string, std::string>> DecodeStoredZip(absl::string_view archive);

}  // namespace assessment::certificate

#endif  // CLIENTS_CERTIFICATE_STORED_ZIP_H_
