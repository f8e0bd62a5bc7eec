#include "ledger/sequencer/append_and_wait.h"

#include <future>
#include <utility>

#include "ledger/base/status_macros.h"

namespace assessment {

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
