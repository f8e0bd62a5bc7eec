// A workbook from another system. Bytes that begin like an archive are read as they are. All others
// are the parts of a workbook, separated by zero bytes, and are put into an archive first: an
// archive with wrong checksums is refused before any part of it is parsed.

#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "clients/table/xlsx_reader.h"
#include "ledger/base/check.h"

namespace assessment::table {
namespace {

// In the order in which the parts stand in the input.
const char* const kPartNames[] = {
    "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",       "xl/styles.xml",
    "xl/workbook.xml",          "xl/_rels/workbook.xml.rels", "docProps/custom.xml"};

void AppendLittleEndian(uint32_t value, int bytes, std::string& out) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i)));
}

// What the local header and the entry of the directory have in common.
std::string EntryFields(absl::string_view name, absl::string_view content) {
  std::string fields;
  AppendLittleEndian(20, 2, fields);  // Version.
  AppendLittleEndian(0, 2, fields);   // Flags.
  AppendLittleEndian(0, 2, fields);   // Stored.
  AppendLittleEndian(0, 4, fields);   // Time and day.
  const uLong crc =
      crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
  AppendLittleEndian(static_cast<uint32_t>(crc), 4, fields);
  AppendLittleEndian(static_cast<uint32_t>(content.size()), 4, fields);
  AppendLittleEndian(static_cast<uint32_t>(content.size()), 4, fields);
  AppendLittleEndian(static_cast<uint32_t>(name.size()), 2, fields);
  AppendLittleEndian(0, 2, fields);  // Extra field.
  return fields;
}

std::string Archive(const std::vector<std::string>& parts) {
  std::string archive;
  std::string directory;
  uint32_t entries = 0;
  for (; entries < parts.size() && entries < std::size(kPartNames); ++entries) {
    const absl::string_view name = kPartNames[entries];
    const std::string fields = EntryFields(name, parts[entries]);
    absl::StrAppend(&directory, "PK\001\002");
    AppendLittleEndian(20, 2, directory);  // Made by.
    directory.append(fields);
    directory.append(10, '\0');  // Comment, disk, attributes.
    AppendLittleEndian(static_cast<uint32_t>(archive.size()), 4, directory);
    absl::StrAppend(&directory, name);
    absl::StrAppend(&archive, "PK\003\004", fields, name, parts[entries]);
  }
  const auto directory_at = static_cast<uint32_t>(archive.size());
  absl::StrAppend(&archive, directory, "PK\005\006");
  AppendLittleEndian(0, 4, archive);  // Disks.
  AppendLittleEndian(entries, 2, archive);
  AppendLittleEndian(entries, 2, archive);
  AppendLittleEndian(static_cast<uint32_t>(directory.size()), 4, archive);
  AppendLittleEndian(directory_at, 4, archive);
  AppendLittleEndian(0, 2, archive);  // Comment.
  return archive;
}

void ReadWorkbook(absl::string_view bytes) {
  const std::string file =
      absl::StartsWith(bytes, "PK") ? std::string(bytes) : Archive(absl::StrSplit(bytes, '\0'));
  // The reader takes a path.
  static const int descriptor = memfd_create("workbook", 0);
  CHECK(descriptor >= 0);
  CHECK(ftruncate(descriptor, 0) == 0);
  CHECK(pwrite(descriptor, file.data(), file.size(), 0) == static_cast<ssize_t>(file.size()));
  const auto sheet = ReadXlsx(absl::StrCat("/proc/self/fd/", descriptor), /*sheet_name=*/"");
  CHECK(sheet.ok() || absl::IsInvalidArgument(sheet.status()));
}

}  // namespace
}  // namespace assessment::table

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  assessment::table::ReadWorkbook({reinterpret_cast<const char*>(data), size});
  return 0;
}
