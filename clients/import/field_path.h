#ifndef CLIENTS_IMPORT_FIELD_PATH_H_
#define CLIENTS_IMPORT_FIELD_PATH_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace assessment::importing {

// A field of an event, reached from EventContent.
struct FieldPath {
  std::string text;
  // At least one; all but the last are messages.
  std::vector<const google::protobuf::FieldDescriptor*> steps;
  // Index of the step that is a list; -1: none is.
  int list = -1;

  const google::protobuf::FieldDescriptor& leaf() const { return *steps.back(); }
  // The path up to the list. Requires that there is one.
  std::string ListText() const;
};

// Whether a text can be the whole value of the field: a scalar, an enum, a day, a moment, a text
// that can be sealed.
bool TakesText(const google::protobuf::FieldDescriptor& field);

// Reads "finding_recorded.subjects.code": names of fields with points between. INVALID_ARGUMENT
// names the step that is no field and those that would be, a path that ends where no text can
// stand, and one that leads through two lists.
absl::StatusOr<FieldPath> ParseFieldPath(absl::string_view text);

// Reads the path of a list itself, "finding_recorded.subjects". INVALID_ARGUMENT when it ends in
// none.
absl::StatusOr<FieldPath> ParseListPath(absl::string_view text);

}  // namespace assessment::importing

#endif  // CLIENTS_IMPORT_FIELD_PATH_H_
