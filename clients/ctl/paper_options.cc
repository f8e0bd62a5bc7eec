#include "clients/ctl/paper_options.h"

#include "clients/ctl/moment.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {

void PaperOptions::AddOptions(CLI::App& command) {
  command.add_option("--paper-issuer", issuer, "发文机关 issuer of the paper")->required();
  command.add_option("--paper", number, "文号 number of the paper")->required();
  command.add_option("--paper-date", date, "日期 date of the paper")->required();
}

absl::Status PaperOptions::Fill(event::v1::Paper& paper) const {
  paper.set_issuer(issuer);
  paper.set_number(number);
  ASSIGN_OR_RETURN(*paper.mutable_date(), ParseDate(date));
  return absl::OkStatus();
}

}  // namespace assessment::ctl
