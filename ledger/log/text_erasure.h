#ifndef LEDGER_LOG_TEXT_ERASURE_H_
#define LEDGER_LOG_TEXT_ERASURE_H_

#include <string>
#include <vector>

#include "assessment/event/v1/event.pb.h"

namespace assessment {

// The commitments of `event` whose texts `erased` erases, in the order of the fields; those that an
// earlier erasure took are among them. Fields that name no sealed text are left out.
std::vector<std::string> CommitmentsErased(const event::v1::TextErased& erased,
                                           const event::v1::Event& event);

}  // namespace assessment

#endif  // LEDGER_LOG_TEXT_ERASURE_H_
