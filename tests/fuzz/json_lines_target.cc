// A table of JSON lines from another system.

#include <cstdint>

#include "absl/strings/string_view.h"
#include "clients/table/json_lines_reader.h"
#include "clients/table/table_rows.h"
#include "clients/table/text_encoding.h"
#include "ledger/base/check.h"

namespace assessment::table {
namespace {

void ReadTable(absl::string_view bytes) {
  const auto text = ToUtf8(bytes, "");
  if (!text.ok()) return;
  const auto rows = ReadJsonLines(*text);
  if (!rows.ok()) {
    CHECK(absl::IsInvalidArgument(rows.status()));
    return;
  }
  const auto named = NameColumns(*rows, 0);
  CHECK(named.ok() || absl::IsInvalidArgument(named.status()));
}

}  // namespace
}  // namespace assessment::table

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  assessment::table::ReadTable({reinterpret_cast<const char*>(data), size});
  return 0;
}
