#ifndef PROJECTIONS_VIEWS_TESTING_SAMPLE_EVENTS_H_
#define PROJECTIONS_VIEWS_TESTING_SAMPLE_EVENTS_H_

// For tests of the read side: a small scheme and the events of a small year.
//
// The scheme "sample": 10 points in two items of 5. Item 1 has clause 1.1 (1 point each time) and
// 1.2 (2 points, once); item 2 has clause 2.1 (judged, 0 to 5). Veto V1, effect fail, by any
// accident with deaths for which the unit is responsible. Grades: good from 8, fair from 6, poor
// below. Pools: "mining" holds units with the tag "mining", "others" the rest.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"

namespace assessment::testing {

inline constexpr char kCycle[] = "2022";

event::v1::CivilDate Day(int year, int month, int day);

event::v1::EventContent LedgerOpened();
event::v1::EventContent Registered(const std::string& unit, const std::string& name,
                                   const std::vector<std::string>& tags = {});
event::v1::EventContent Renamed(const std::string& unit, const std::string& name);
event::v1::EventContent Tagged(const std::string& unit, const std::string& tag);
// Version `version` of the scheme; clause 1.1 takes `points_milli` each time.
event::v1::EventContent Published(uint32_t version = 1, int64_t points_milli = 1000);
// The cycle kCycle of 2022 with these units; under version 1 unless `with_scheme` is false.
event::v1::EventContent Opened(const std::vector<std::string>& units, bool with_scheme = true);
event::v1::EventContent Adopted(uint32_t version);
event::v1::EventContent Found(const std::string& unit, const std::string& clause);
event::v1::EventContent Reviewed(const std::string& unit, const std::vector<std::string>& items);
event::v1::EventContent Judged(const std::string& unit, int64_t points_milli);
event::v1::EventContent AccidentReported(const std::string& accident, const std::string& county,
                                         uint32_t deaths);
event::v1::EventContent AccidentAttributed(const std::string& accident, const std::string& unit);
event::v1::EventContent AccidentRuled(const std::string& accident, event::v1::Finding responsible);
// A proposal to void `position`, or to put `replacement` in its place.
event::v1::EventContent Proposed(uint64_t position);
event::v1::EventContent Proposed(uint64_t position, event::v1::EventContent replacement);
event::v1::EventContent Confirmed(uint64_t proposal);

}  // namespace assessment::testing

#endif  // PROJECTIONS_VIEWS_TESTING_SAMPLE_EVENTS_H_
