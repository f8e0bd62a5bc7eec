#ifndef CLIENTS_CTL_PAPER_OPTIONS_H_
#define CLIENTS_CTL_PAPER_OPTIONS_H_

#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "assessment/event/v1/common.pb.h"

namespace assessment::ctl {

// The document that an event rests on, as options of a command.
struct PaperOptions {
  std::string issuer;
  std::string number;
  std::string date;

  // --paper-issuer, --paper and --paper-date, all required.
  void AddOptions(CLI::App& command);

  // INVALID_ARGUMENT when the date does not parse.
  absl::Status Fill(event::v1::Paper& paper) const;
};

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_PAPER_OPTIONS_H_
