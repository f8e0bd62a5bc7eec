#ifndef CLIENTS_CTL_RENDER_CHANGES_H_
#define CLIENTS_CTL_RENDER_CHANGES_H_

#include <string>

#include "assessment/projections/v1/explanation.pb.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

// What an append would change, one line a score.
std::string RenderChanges(
    const google::protobuf::RepeatedPtrField<projections::v1::ScoreChange>& changes,
    Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_RENDER_CHANGES_H_
