#include "ledger/permission/reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

using event::v1::EventBody;
using event::v1::Grant;
using event::v1::RecordHeader;

absl::Status Denied(absl::string_view principal, absl::string_view what) {
  return ReasonError(
      ledger::v1::REASON_PERMISSION_DENIED,
      absl::StrCat("\"", principal, "\" has no grant to read ", what, "; ask an administrator"));
}

bool Names(const RecordHeader& header, absl::string_view unit) {
  return std::find(header.units().begin(), header.units().end(), unit) != header.units().end();
}

}  // namespace

Reader::Reader(std::string principal, std::string unit, AccessViewPtr view)
    : principal_(std::move(principal)),
      unit_(std::move(unit)),
      view_(std::move(view)),
      bound_(view_->permissions.by_grant),
      grants_(view_->permissions.Find(principal_)) {}

const Reader& Reader::OfTheServer() {
  static const Reader* const reader = new Reader("", "", std::make_shared<AccessView>());
  return *reader;
}

bool Reader::Has(Roles roles) const {
  return grants_ != nullptr &&
         std::any_of(grants_->grants.begin(), grants_->grants.end(),
                     [roles](const Grant& grant) { return roles.Has(grant.role()); });
}

bool Reader::ReadsAnything() const { return !bound_ || grants_ != nullptr; }

bool Reader::ReadsAll() const { return !bound_ || Has(kReadsAll); }

bool Reader::MayPostType(event::v1::EventType type) const {
  const TypeRow* row = FindType(type);
  return !bound_ || (row != nullptr && Has(row->posters));
}

bool Reader::MayPost(const GrantedThing& thing) const {
  if (!bound_) return true;
  return grants_ != nullptr &&
         std::any_of(grants_->grants.begin(), grants_->grants.end(), [&thing](const Grant& grant) {
           return CoversPostingFromSomeSource(grant, thing);
         });
}

bool Reader::GrantReads(const Grant& grant, ReadClass read, const RecordHeader& header,
                        const EventBody& body) const {
  if (kReadsAll.Has(grant.role())) return true;
  const bool open = read == ReadClass::kRegistry || read == ReadClass::kPublication;
  if (grant.role() == event::v1::ROLE_REPORTER) {
    return read == ReadClass::kRegistry || body.event().source() == grant.source();
  }
  if (open) return true;
  if (read == ReadClass::kTeams) {
    return grant.role() == event::v1::ROLE_TEAM_MEMBER ||
           grant.role() == event::v1::ROLE_TEAM_LEADER;
  }
  if (read == ReadClass::kInternal) return false;
  if (kReadsInScope.Has(grant.role())) {
    return CoversReading(
        grant,
        ThingOf(body.event().content(), body.event().source(), header.cycle(),
                {header.units().begin(), header.units().end()}, view_->SchemeOf(header.cycle())));
  }
  if (grant.role() != event::v1::ROLE_UNIT || !Names(header, unit_)) return false;
  // A correction of a fact names no cycle and is a fact itself.
  return read == ReadClass::kFact || header.cycle().empty() ||
         view_->IsDisclosed(header.cycle(), unit_);
}

bool Reader::MayRead(const RecordHeader& header, const EventBody& body) const {
  if (!bound_) return true;
  if (grants_ == nullptr) return false;
  const TypeRow* row = FindType(header.event_type());
  if (row == nullptr) return false;
  return std::any_of(grants_->grants.begin(), grants_->grants.end(), [&](const Grant& grant) {
    return GrantReads(grant, row->read, header, body);
  });
}

bool Reader::MayReadFacts(absl::string_view unit) const {
  if (ReadsAll()) return true;
  if (grants_ == nullptr) return false;
  return std::any_of(grants_->grants.begin(), grants_->grants.end(), [&](const Grant& grant) {
    return (kReadsInScope.Has(grant.role()) && CoversUnit(grant, unit)) ||
           (grant.role() == event::v1::ROLE_UNIT && unit == unit_);
  });
}

absl::Status Reader::CheckFacts(absl::string_view unit) const {
  if (MayReadFacts(unit)) return absl::OkStatus();
  return Denied(principal_, "about this unit");
}

absl::Status Reader::CheckScores(absl::string_view cycle, absl::string_view unit) const {
  if (ReadsAll()) return absl::OkStatus();
  if (grants_ == nullptr) return Denied(principal_, "scores of this unit in this cycle");
  bool own = false;
  for (const Grant& grant : grants_->grants) {
    // A score is more than the items of one body.
    if (kReadsInScope.Has(grant.role()) && CoversUnit(grant, unit) && CoversCycle(grant, cycle) &&
        (grant.items().empty() || grant.role() != event::v1::ROLE_SCORING_BODY)) {
      return absl::OkStatus();
    }
    own = own || (grant.role() == event::v1::ROLE_UNIT && unit == unit_);
  }
  if (!own) return Denied(principal_, "scores of this unit in this cycle");
  if (!cycle.empty() && view_->IsDisclosed(cycle, unit)) return absl::OkStatus();
  return ReasonError(ledger::v1::REASON_NOT_DISCLOSED,
                     "a unit reads its own score once its sheet is signed or its result notified");
}

absl::Status Reader::CheckRanking(bool published) const {
  if (ReadsAll()) return absl::OkStatus();
  if (grants_ == nullptr) return Denied(principal_, "results");
  if (published) return absl::OkStatus();
  return ReasonError(ledger::v1::REASON_NOT_DISCLOSED,
                     "results and ranks are read by others than the office once published");
}

absl::Status Reader::CheckYearEnd() const {
  if (!bound_ || Has(kReadsYearEnd)) return absl::OkStatus();
  return Denied(principal_, "what the year's end works with");
}

}  // namespace assessment
