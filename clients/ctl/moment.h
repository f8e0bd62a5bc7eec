#ifndef CLIENTS_CTL_MOMENT_H_
#define CLIENTS_CTL_MOMENT_H_

// Days and moments as people write them, in Asia/Shanghai.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/common.pb.h"
#include "ledger/base/clock.h"

namespace assessment::ctl {

// Reads "2022-06-30", "2022-06-30 15:04", "2022-06-30 15:04:05" or "2022-06-30 15:04:05.000001".
// A day, minute or second stands for its last microsecond, so "as of 30 June" holds all of that
// day. INVALID_ARGUMENT names what was found.
absl::StatusOr<UnixMicros> ParseLastMomentOf(absl::string_view text);
// The same, but for its first microsecond: for "from" and "before".
absl::StatusOr<UnixMicros> ParseFirstMomentOf(absl::string_view text);

// Reads "2022-06-30".
absl::StatusOr<event::v1::CivilDate> ParseDate(absl::string_view text);

// "2022-06-30"; empty when unset.
std::string DateText(const event::v1::CivilDate& date);
// "2022-06-30 15:04:05.000001"; empty for 0.
std::string MomentText(UnixMicros moment);
// "2022-06-30 15:04:05"; empty for 0.
std::string SecondText(UnixMicros moment);

// Today by the machine's clock.
event::v1::CivilDate Today();

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_MOMENT_H_
