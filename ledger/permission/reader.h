#ifndef LEDGER_PERMISSION_READER_H_
#define LEDGER_PERMISSION_READER_H_

// One principal as it reads one ledger: what it may see of events, and of what is derived from
// them. Refusals are the same whether or not there is anything to see.

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/permission/access_view.h"
#include "ledger/permission/grant_scope.h"
#include "ledger/permission/role_table.h"

namespace assessment {

class Reader {
 public:
  // A principal of `unit` (empty: of none) under a view.
  Reader(std::string principal, std::string unit, AccessViewPtr view);

  // Reads everything: the server's own work.
  static const Reader& OfTheServer();

  // Whether it may read anything at all; for others the ledger is not there.
  bool ReadsAnything() const;
  // Whether it reads everything there is.
  bool ReadsAll() const;

  // Whether it may read the event; `body` is needed for the bounds by source and item.
  bool MayRead(const event::v1::RecordHeader& header, const event::v1::EventBody& body) const;

  // Whether it may read facts about the unit.
  bool MayReadFacts(absl::string_view unit) const;

  // What follows from the postings on a unit in a cycle: sheet, explanation, trail, comparison.
  // REASON_NOT_DISCLOSED for the unit itself before they are disclosed to it,
  // REASON_PERMISSION_DENIED otherwise.
  absl::Status CheckScores(absl::string_view cycle, absl::string_view unit) const;
  bool MayReadScores(absl::string_view cycle, absl::string_view unit) const {
    return CheckScores(cycle, unit).ok();
  }
  // Facts about a unit. REASON_PERMISSION_DENIED.
  absl::Status CheckFacts(absl::string_view unit) const;
  // How units stand to one another, `published` saying whether the results were published at the
  // size asked about. REASON_NOT_DISCLOSED before.
  absl::Status CheckRanking(bool published) const;
  // Checklists, irregularities, late facts. REASON_PERMISSION_DENIED.
  absl::Status CheckYearEnd() const;

  // Whether one of its grants has one of the roles.
  bool Has(Roles roles) const;
  // Whether it may post an event of this type at all, whatever its bounds.
  bool MayPostType(event::v1::EventType type) const;
  // Whether some grant lets it post this, by whatever source.
  bool MayPost(const GrantedThing& thing) const;

  const AccessView& view() const { return *view_; }

 private:
  bool GrantReads(const event::v1::Grant& grant, ReadClass read,
                  const event::v1::RecordHeader& header, const event::v1::EventBody& body) const;

  const std::string principal_;
  const std::string unit_;
  const AccessViewPtr view_;
  // Whether grants bind it; false: it reads and posts as before there were any.
  const bool bound_;
  // Null: no grant.
  const PrincipalGrants* const grants_;
};

}  // namespace assessment

#endif  // LEDGER_PERMISSION_READER_H_
