#ifndef LEDGER_ADMISSION_SAME_EVENT_H_
#define LEDGER_ADMISSION_SAME_EVENT_H_

#include <optional>
#include <string>

#include "assessment/event/v1/event.pb.h"

namespace assessment::admission {

// Compares what the poster set, field by field in the order of field numbers. Nothing when `again`
// states the same as `first`; otherwise the path of the first field that differs, for example
// "content.finding_recorded.subjects[2].code". Of lists of different length the first entry that
// only one of them has is named. An unset field and one with its default value are the same unless
// the field knows the difference. A text of `first` that is erased equals any text.
std::optional<std::string> FirstDifference(const event::v1::Event& first,
                                           const event::v1::Event& again);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_SAME_EVENT_H_
