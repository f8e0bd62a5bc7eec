#ifndef LEDGER_LOG_TEXT_WALK_H_
#define LEDGER_LOG_TEXT_WALK_H_

// Finds the sealable texts of a message, wherever they stand: the one place that knows how. Parts
// of a message that cannot hold one are not looked at.

#include <functional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "assessment/event/v1/common.pb.h"
#include "google/protobuf/message.h"

namespace assessment {

// Calls `visit` for every SealableText that is set in `message`, in the order of the fields.
// `is_name`: it is the field `name` of a Person or Subject.
void EditTexts(google::protobuf::Message& message,
               absl::FunctionRef<void(event::v1::SealableText& text, bool is_name)> visit);

// A text and where it stands, as in "decided_by[0].name".
struct PlacedText {
  std::string path;
  const event::v1::SealableText* text = nullptr;  // In the message, valid as long as that.
};

// The texts that are set in `message`, in the order of the fields; their paths begin with `path`.
std::vector<PlacedText> TextsOf(const google::protobuf::Message& message, const std::string& path);

// The commitments among the texts of `message`, in the order of the fields.
std::vector<std::string> CommitmentsIn(const google::protobuf::Message& message);

}  // namespace assessment

#endif  // LEDGER_LOG_TEXT_WALK_H_
