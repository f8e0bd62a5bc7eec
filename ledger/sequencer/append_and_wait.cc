#include "ledger/sequencer/append_and_wait.h"

#include <future>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/civil.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/ed25519.h"
#include "ledger/proof/encoding.h"

namespace assessment {

absl::StatusOr<event::v1::Event> LedgersOwnEvent(const std::string& ledger,
                                                 absl::string_view key_prefix, Clock& clock) {
  event::v1::Event event;
  event.set_ledger(ledger);
  event.set_source(kLedgerSource);
  ASSIGN_OR_RETURN(const std::string random, NewEd25519Seed());
  event.set_idempotency_key(absl::StrCat(key_prefix, EncodeHex(random)));
  const CivilDay today = DayOf(clock.Now());
  event::v1::CivilDate& day = *event.mutable_content()->mutable_occurred_on();
  day.set_year(today.year);
  day.set_month(today.month);
  day.set_day(today.day);
  return event;
}

absl::StatusOr<ledger::v1::AppendResponse> AppendAndWait(Sequencer& sequencer,
                                                         const ledger::v1::AppendRequest& request,
                                                         const event::v1::Poster& poster,
                                                         Route route) {
  ledger::v1::AppendResponse response;
  std::promise<absl::Status> answered;
  AppendCommand command;
  command.request = &request;
  command.response = &response;
  command.poster = poster;
  command.done = [&answered](const absl::Status& status) { answered.set_value(status); };
  command.route = route;
  sequencer.Submit(std::move(command));
  RETURN_IF_ERROR(answered.get_future().get());
  return response;
}

}  // namespace assessment
