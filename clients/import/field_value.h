#ifndef CLIENTS_IMPORT_FIELD_VALUE_H_
#define CLIENTS_IMPORT_FIELD_VALUE_H_

// Texts of a table as values of an event's fields.

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace assessment::importing {

// Sets the field of `parent`, or adds to it when it is a list, from the text:
//   text            as it is
//   day             2022-06-30, 2022/6/30, 2022.6.30, 20220630, 2022年6月30日; a time of day of
//                   midnight may stand behind it
//   moment          a day, then 6:40, 06:40, 6时40分, with T or spaces between; seconds are refused
//                   unless they are 0
//   whole number    decimal digits
//   points          a field that ends in _milli: at most three digits behind the point
//   measured value  a field that ends in _millionths: at most six
//   yes or no       是 否 true false 1 0, in any case
//   one of a list   the name of the value, with or without its prefix
//   bytes           hexadecimal digits
// Returns what was expected when the text is none, and sets nothing; nullopt when it is set.
// Requires TakesText(field).
std::optional<std::string> SetFromText(absl::string_view text,
                                       const google::protobuf::FieldDescriptor& field,
                                       google::protobuf::Message& parent);

}  // namespace assessment::importing

#endif  // CLIENTS_IMPORT_FIELD_VALUE_H_
