#ifndef CLIENTS_CTL_ISSUED_SHEET_H_
#define CLIENTS_CTL_ISSUED_SHEET_H_

// Finished sheets of a ledger: what the tool writes, and what it computes again to check one.

#include <string>

#include "absl/status/statusor.h"
#include "assessment/event/v1/event.pb.h"
#include "clients/ctl/session.h"
#include "clients/sheet/sheet_content.h"
#include "clients/sheet/sheet_form.h"
#include "clients/sheet/sheet_identity.h"

namespace assessment::ctl {

// A sheet with its foot.
struct IssuedSheet {
  sheet::SheetContent content;
  sheet::SheetOrigin origin;
  sheet::SheetIdentity identity;
  // Items whose signing it settles; empty for a ranking.
  std::vector<std::string> items;
};

// Which sheet is wanted.
struct SheetName {
  std::string cycle;
  std::string unit;  // Identifier, name or alias; not used for a ranking.
  std::string part;  // Of sheet::PartName, or sheet::kRankingPart.
};

// Makes the sheet as of a moment: score, scheme, cycle and the verified root of the log of that
// size. The same size gives the same sheet, whenever it is made. The failures of the calls;
// FAILED_PRECONDITION when the root does not verify; INVALID_ARGUMENT for an unknown part.
absl::StatusOr<IssuedSheet> MakeSheet(Session& session, const std::string& ledger,
                                      const SheetName& name, const projections::v1::AsOf& as_of,
                                      const std::string& key);

// The table of a ranking that was asked for already.
absl::StatusOr<IssuedSheet> MakeRanking(Session& session, const std::string& ledger,
                                        const std::string& cycle,
                                        const projections::v1::ListScoresResponse& ranking,
                                        const std::string& key);

// The event that records the issue of the sheet today, as `post` takes it.
event::v1::Event IssuedEvent(const IssuedSheet& issued);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_ISSUED_SHEET_H_
