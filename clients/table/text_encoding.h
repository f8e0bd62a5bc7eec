#ifndef CLIENTS_TABLE_TEXT_ENCODING_H_
#define CLIENTS_TABLE_TEXT_ENCODING_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assessment::table {

// The bytes as UTF-8, without a byte order mark. `encoding` is a name of iconv, for example
// "GB18030"; empty or "UTF-8": the bytes are UTF-8 already. Bytes that begin with the byte order
// mark of UTF-8 are UTF-8, whatever `encoding` says: no text of another encoding begins so.
// INVALID_ARGUMENT names the encoding nobody knows, or the line of the first byte that is none of
// the encoding.
absl::StatusOr<std::string> ToUtf8(absl::string_view bytes, absl::string_view encoding);

}  // namespace assessment::table

#endif  // CLIENTS_TABLE_TEXT_ENCODING_H_
