#ifndef LEDGER_ADMISSION_EVENT_KIND_H_
#define LEDGER_ADMISSION_EVENT_KIND_H_

// What can be said of an event by its type alone.

#include <string>

#include "assessment/event/v1/event.pb.h"

namespace assessment::admission {

// Name of the field that holds what the event states, for example "finding_recorded"; empty when
// nothing is stated.
const std::string& KindName(const event::v1::EventContent& content);

// Types 100 to 199.
bool IsRegistryEvent(const event::v1::EventContent& content);

// Types 116 to 119: registry events without successors of their own (the end of units, supervision,
// letters of responsibility).
bool IsUnitStanding(const event::v1::EventContent& content);

// Types 200 to 299: postings that name a cycle and a unit.
bool IsClausePosting(const event::v1::EventContent& content);

// True when events of this type may be corrected: every type but registry events, proposals and
// sheets, which have successors of their own; those of IsUnitStanding have none and may be.
bool IsCorrectable(const event::v1::EventContent& content);

// True for what the office itself decides, records and operates: no other body posts it.
bool IsOfficeOnly(const event::v1::EventContent& content);

// True for what rests on the scores, so that the year-end service alone appends it: freezing,
// publishing, amending, closing.
bool NeedsYearEndService(const event::v1::EventContent& content);

// True for what the ledger itself states, never a poster: its keys and its permissions.
bool IsLedgersOwn(const event::v1::EventContent& content);

// True for what a unit hands in about itself: statements, claims, reports, evidence. The office may
// post it on the unit's behalf, no other body.
bool IsUnitsOwn(const event::v1::EventContent& content);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_EVENT_KIND_H_
