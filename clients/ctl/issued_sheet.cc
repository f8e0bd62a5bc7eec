#include "clients/ctl/issued_sheet.h"

#include "clients/ctl/moment.h"
#include "clients/ctl/sheet_source.h"
#include "clients/sheet/ranking_table.h"
#include "clients/sheet/sheet_part.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {

absl::StatusOr<IssuedSheet> MakeRanking(Session& session, const std::string& ledger,
                                        const std::string& cycle,
                                        const projections::v1::ListScoresResponse& ranking,
                                        const std::string& key) {
  ASSIGN_OR_RETURN(const sheet::RankingInput input,
                   FetchRankingInput(session, ledger, cycle, ranking));
  IssuedSheet issued;
  ASSIGN_OR_RETURN(issued.origin,
                   FetchOrigin(session, ledger, ranking.size(), ranking.record_time_micros(), key));
  issued.content = sheet::BuildRanking(input);
  issued.identity = sheet::Finish(issued.origin, cycle, "", sheet::kRankingPart, issued.content);
  return issued;
}

absl::StatusOr<IssuedSheet> MakeSheet(Session& session, const std::string& ledger,
                                      const SheetName& name, const projections::v1::AsOf& as_of,
                                      const std::string& key) {
  if (name.part == sheet::kRankingPart) {
    projections::v1::ListScoresRequest request;
    request.set_ledger(ledger);
    request.set_cycle(name.cycle);
    *request.mutable_as_of() = as_of;
    ASSIGN_OR_RETURN(const projections::v1::ListScoresResponse ranking,
                     session.client().ListScores(request));
    return MakeRanking(session, ledger, name.cycle, ranking, key);
  }
  ASSIGN_OR_RETURN(const sheet::SheetPart part, sheet::ParsePart(name.part));
  ASSIGN_OR_RETURN(sheet::FormInput form, FetchForm(session, ledger, name.cycle, name.unit, as_of));
  form.part = part;
  const projections::v1::ScoreExplanation& score = form.score;
  IssuedSheet issued;
  ASSIGN_OR_RETURN(issued.content, sheet::BuildForm(form));
  ASSIGN_OR_RETURN(issued.origin,
                   FetchOrigin(session, ledger, score.size(), score.record_time_micros(), key));
  issued.identity = sheet::Finish(issued.origin, score.cycle(), score.unit(), sheet::PartName(part),
                                  issued.content);
  issued.items = sheet::CountedItems(form);
  return issued;
}

event::v1::Event IssuedEvent(const IssuedSheet& issued) {
  event::v1::Event event;
  event.set_ledger(issued.identity.ledger);
  *event.mutable_content()->mutable_occurred_on() = Today();
  event::v1::SheetIssued& content = *event.mutable_content()->mutable_sheet_issued();
  content.set_cycle(issued.identity.cycle);
  content.set_unit(issued.identity.unit);
  content.set_part(issued.identity.part);
  for (const std::string& item : issued.items) content.add_items(item);
  content.set_size(issued.identity.size);
  content.set_fingerprint(HashBytes(issued.identity.fingerprint));
  return event;
}

}  // namespace assessment::ctl
